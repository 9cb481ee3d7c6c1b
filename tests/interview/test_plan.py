"""Which questions are chosen, in which order, and how long they take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.bank.library import Library, Shelf
from simulator.bank.model import Difficulty
from simulator.interview.plan import DEEP_EXTRA, Length, Options, PlanError, make_plan
from simulator.transcript.state import AskedBefore
from tests.builders import company, question, rubric

MINUTES = (3, 5, 4, 6, 5, 8, 4, 5, 6, 5)
TOPICS = ("concurrency", "memory", "basics", "iteration", "basics")


def library(worked=0):
    listed = [
        question(
            f"q{n}",
            minutes=MINUTES[n - 1],
            topics=(TOPICS[n % 5],),
            difficulty=Difficulty.HARD if n % 3 == 0 else Difficulty.EASY,
            rubric=f"r{n}",
        )
        for n in range(1, 11)
    ]
    deep = [
        question(
            f"w{n}", sources=(f"004/signals/{n}",), asked_by=("Google", "Meta"), topics=("memory",), rubric=f"s{n}"
        )
        for n in range(1, worked + 1)
    ]
    questions = [*listed, *deep, question("other", sources=("004/signals/99",), asked_by=("Meta",))]
    rubrics = {q.rubric: rubric(q.rubric) for q in questions}
    return Library({}, {q.id: q for q in questions}, lambda: Shelf(rubrics, {}))


GOOGLE = company(
    ("screen", tuple(f"004/google/q{n}" for n in (1, 2, 3, 4))),
    ("depth", tuple(f"004/google/q{n}" for n in (5, 6, 7))),
    ("systems", tuple(f"004/google/q{n}" for n in (8, 9, 10))),
)
ORDER = [f"q{n}" for n in range(1, 11)]


def plan(asked_before=None, worked=0, **options):
    return make_plan(GOOGLE, library(worked), Options(**options), asked_before)


def ids(planned):
    return [q.id for q in planned.questions]


def minutes(planned):
    return sum(q.seconds for q in planned.questions) / 60


def test_full_asks_all_ten_in_the_companys_order_round_by_round():
    p = plan(length=Length.FULL)
    assert ids(p) == ORDER
    assert [(r.id, r.title, r.opening, len(r.questions)) for r in p.rounds] == [
        ("screen", "Screen", "Welcome to screen.", 4),
        ("depth", "Depth", "Welcome to depth.", 3),
        ("systems", "Systems", "Welcome to systems.", 3),
    ]


@given(st.integers())
def test_short_is_about_fifteen_minutes_and_standard_about_thirty(seed):
    assert 12 <= minutes(plan(length=Length.SHORT, seed=seed)) <= 16
    assert 26 <= minutes(plan(length=Length.STANDARD, seed=seed)) <= 31


@given(st.integers(), st.integers(1, 12))
def test_any_choice_keeps_rounds_and_order_and_adds_up(seed, count):
    p = plan(questions=count, seed=seed)
    assert ids(p) == [i for i in ORDER if i in ids(p)]
    assert len(ids(p)) == min(count, 10)
    assert all(r.questions and r.seconds == sum(q.seconds for q in r.questions) for r in p.rounds)


def test_the_same_seed_gives_the_same_plan_and_seeds_differ():
    assert plan(seed=5, questions=3) == plan(seed=5, questions=3)
    assert len({tuple(ids(plan(seed=s, questions=3))) for s in range(20)}) > 5


def test_without_a_seed_one_is_drawn_and_recorded():
    p = make_plan(GOOGLE, library(), Options(questions=3), new_seed=lambda: 77)
    assert p.options["seed"] == 77
    assert ids(p) == ids(plan(questions=3, seed=77))


def test_questions_not_asked_yet_come_first_then_those_asked_least_and_longest_ago():
    before = {f"q{n}": AskedBefore(1, f"2026-11-{n + 10}") for n in range(1, 9)}
    before["q1"] = AskedBefore(2, "2026-01-01")
    assert ids(plan(before, questions=2)) == ["q9", "q10"]
    assert ids(plan(before, questions=3)) == ["q2", "q9", "q10"]
    assert ids(plan(before, questions=9)) == ORDER[1:]


def test_topics_and_difficulty_narrow_the_choice():
    assert ids(plan(length=Length.FULL, topics=("memory", "iteration"))) == ["q1", "q3", "q6", "q8"]
    assert ids(plan(length=Length.FULL, difficulty=Difficulty.HARD)) == ["q3", "q6", "q9"]


def test_a_filter_without_a_match_says_what_there_is():
    with pytest.raises(PlanError) as caught:
        plan(topics=("quantum",), difficulty=Difficulty.MEDIUM)
    assert caught.value.what == "Google has no question with topic quantum and difficulty medium."
    assert caught.value.todo == ("Its topics: basics, concurrency, iteration, memory. Its difficulties: easy, hard.")
    assert caught.value.exit_code == 2


def test_no_questions_at_all_is_refused():
    with pytest.raises(PlanError):
        plan(questions=0)
    with pytest.raises(PlanError, match="no questions yet"):
        make_plan(company(("screen", ("004/none/1",))), library())


def test_untimed_there_are_no_limits():
    p = plan(untimed=True, length=Length.FULL)
    assert {q.seconds for q in p.questions} | {r.seconds for r in p.rounds} == {None}


def test_a_question_longer_than_the_interview_is_asked_alone():
    long = question("q1", minutes=40, rubric="r1")
    lib = Library({}, {"q1": long}, lambda: Shelf({"r1": rubric("r1")}, {}))
    assert ids(make_plan(company(("screen", long.sources)), lib, Options(length=Length.SHORT))) == ["q1"]


def test_the_plan_holds_what_a_reader_needs_later():
    q = plan(length=Length.FULL).questions[0]
    assert (q.prompt, q.model_answer, q.rubric) == ("What about q1?", "apple banana cherry", "r1")
    assert [(c.id, c.weight) for c in q.criteria] == [("apple", 1), ("banana", 2), ("cherry", 3)]


def test_deep_mixes_in_worked_questions_that_the_company_asks():
    p = plan(worked=8, deep=True, length=Length.FULL)
    worked = [i for i in ids(p) if i.startswith("w")]
    assert len(worked) == DEEP_EXTRA
    assert [i for i in ids(p) if i in ORDER] == ORDER
    by_round = {r.id: [q.id for q in r.questions] for r in p.rounds}
    assert set(worked) <= set(by_round["screen"]), "the round whose questions share its topic"
    short = ids(plan(worked=8, deep=True, questions=4))
    assert len([i for i in short if i.startswith("w")]) == 2
    assert "other" not in ids(p)


def test_deep_does_not_ask_the_same_thing_twice():
    base = library()
    same = question("w1", sources=("004/signals/1",), rubric="r1")
    lib = Library({}, {**base.questions, "w1": same}, lambda: Shelf(base.rubrics, {}))
    assert ids(make_plan(GOOGLE, lib, Options(length=Length.FULL, deep=True))) == ORDER


def test_without_deep_worked_questions_stay_out():
    assert ids(plan(worked=8, length=Length.FULL)) == ORDER
