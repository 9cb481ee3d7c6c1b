"""What many interviews say together: trends, calibration, time, what is missed, and an honest word."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.progress.answers import by_question
from simulator.progress.calibration import Verdict, calibration
from simulator.progress.missed import misconceptions, missed_criteria
from simulator.progress.overview import progress
from simulator.progress.timeline import Step, day_of, timeline
from simulator.progress.timing import timing
from simulator.transcript.digest import Digest
from simulator.transcript.events import How
from tests.progress.building import answer, asked, interview

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
GIL = asked()


def weekly(*scores: float) -> list[Digest]:
    """An interview a week with three answers of this score each."""
    first = date(2026, 9, 7)
    return [
        interview(str(first + timedelta(weeks=n)), *[answer(GIL, score / 100, score / 100)] * 3)
        for n, score in enumerate(scores)
    ]


# Trends


def test_interviews_of_many_weeks_are_told_week_by_week():
    told = progress([*weekly(20, 40, 60), interview("2026-09-10", answer(GIL, 0.0, 0.0))], NOW)
    assert told.step is Step.WEEK
    overall = told.trends.overall
    assert [(p.day, p.score, p.answers) for p in overall.points] == [
        ("2026-09-07", 15, 4), ("2026-09-14", 40, 3), ("2026-09-21", 60, 3),
    ]  # fmt: skip
    assert (overall.lately, overall.before) == (60, pytest.approx((60 + 120) / 7))


def test_lately_is_more_than_one_bad_answer():
    told = progress([*weekly(60, 60, 60, 60), interview("2026-10-05", answer(GIL, 0.0, 0.0))], NOW)
    assert told.trends.overall.lately == 45


def test_interviews_that_lie_close_together_are_told_one_by_one():
    told = progress([interview(f"2026-11-2{n}", answer(GIL, n / 2, 0.0)) for n in range(3)], NOW)
    assert told.step is Step.INTERVIEW
    assert [p.score for p in told.trends.overall.points] == [0, 25, 50]


def test_change_is_only_said_where_there_is_enough_to_compare():
    assert progress(weekly(20, 50, 80), NOW).trends.overall.change == 45
    few = [interview("2026-10-01", answer(GIL, 0, 0)), interview("2026-11-01", answer(GIL, 1, 1))]
    assert progress(few, NOW).trends.overall.change is None


def test_companies_topics_and_criteria_have_their_own_scores():
    sets = asked("sets", ("c",), topics=("sets", "memory"))
    told = progress(
        [interview("2026-11-01", answer(GIL, 1, 0)), interview("2026-11-02", answer(sets, 0.5), company="meta")], NOW
    )
    assert {s.id: s.score for s in told.trends.companies} == {"google": 50, "meta": 50}
    assert {s.id: s.score for s in told.trends.topics} == {"threads": 50, "sets": 50, "memory": 50}
    assert {c.series.id: c.series.score for c in told.trends.criteria} == {"gil/a": 100, "gil/b": 0, "sets/c": 50}


def test_a_drill_counts_for_its_criteria_only():
    part = asked("gil/b", ("b",), part_of="gil", rubric="gil")
    told = progress(
        [interview("2026-11-01", answer(GIL, 1, 0)), interview("2026-11-02", answer(part, 1), drill=True)], NOW
    )
    assert (told.interviews, told.drills, told.answers) == (1, 1, 2)
    assert told.trends.overall.score == 50
    assert [c.id for c in told.trends.companies] == ["google"]
    assert {c.series.id: (c.series.score, c.question) for c in told.trends.criteria} == {
        "gil/a": (100, "gil"), "gil/b": (50, "gil"),
    }  # fmt: skip


def test_ungraded_answers_count_for_nothing():
    told = progress([interview("2026-11-01", answer(GIL, 1, 1, score=None))], NOW)
    assert (told.interviews, told.answers, told.trends.overall) == (0, 0, None)


def test_days_are_those_of_the_candidate_and_odd_times_do_no_harm():
    assert day_of("2026-11-20T23:30:00Z", UTC) == date(2026, 11, 20)
    assert day_of("nonsense", UTC) == date.min
    assert day_of("2026-11-20Tnonsense", UTC) == date(2026, 11, 20)
    assert timeline([interview("0001-01-01"), interview("9999-12-31")], UTC).step is Step.WEEK


# Calibration


@pytest.mark.parametrize(("mark", "verdict"), [(4, Verdict.FLATTERING), (2, Verdict.FAIR), (0, Verdict.HARSH)])
def test_own_marks_are_compared_with_scores(mark: int, verdict: Verdict):
    found = calibration(by_question([interview("2026-11-01", *[answer(GIL, 1, 0, mark=mark)] * 5)]))
    assert (found.verdict, found.answers) == (verdict, 5)
    assert found.difference == 25 * mark - 50
    assert [(line.mark, line.score) for line in found.marks] == [(mark, 50)]


def test_a_few_marks_say_nothing():
    found = calibration(by_question([interview("2026-11-01", *[answer(GIL, 1, 0, mark=4)] * 4)]))
    assert found.verdict is Verdict.TOO_LITTLE


def test_passed_answers_and_drills_say_nothing_about_calibration():
    passed = [answer(GIL, 0, 0, mark=4, how=How.PASSED)] * 9
    drilled = [answer(GIL, 0, 0, mark=4)] * 9
    told = [interview("2026-11-01", *passed), interview("2026-11-02", *drilled, drill=True)]
    assert calibration(by_question(told)).answers == 0


def test_own_credits_are_compared_too():
    found = calibration(by_question([interview("2026-11-01", answer(GIL, 0.5, 0.5, self_score=75.0))]))
    assert (found.credited, found.credit_difference) == (1, 25)


# Time


def test_hasty_answers_that_score_lower_are_said():
    quick, slow = answer(GIL, 0, 0, used=30.0), answer(GIL, 1, 1, used=300.0, how=How.TIMED_OUT)
    found = timing(by_question([interview("2026-11-01", *[quick] * 5, *[slow] * 5, answer(GIL, 0, 0, how=How.PASSED))]))
    assert (found.answers, found.timed_out, found.passed, found.hasty) == (10, 5, 1, 100)
    assert found.share == pytest.approx(0.55)
    assert [(p.least, p.most, p.answers, p.score) for p in found.parts] == [(0, 0.25, 5, 0), (0.75, 1, 5, 100)]


def test_without_limits_nothing_is_said_about_time():
    found = timing(by_question([interview("2026-11-01", answer(GIL, seconds=None))]))
    assert (found.answers, found.share, found.parts) == (0, None, ())


# What is missed


def test_what_is_missed_again_and_again_comes_first_with_its_transcripts():
    told = [interview(f"2026-11-0{n}", answer(GIL, 0, 0.5 if n == 2 else 1)) for n in (1, 2, 3)]
    found = missed_criteria(by_question(told))
    assert [(m.criterion, m.asked, m.missed, m.partly) for m in found] == [("a", 3, 3, 0)]
    assert found[0].transcripts == ("2026-11-03-google", "2026-11-02-google", "2026-11-01-google")


def test_what_the_last_answer_showed_is_missed_no_more_be_it_in_a_drill_or_another_question():
    part = asked("gil/a", ("a",), part_of="gil", rubric="gil")
    other = asked("threads", ("a", "b"), rubric="gil")
    missed = [interview(f"2026-11-0{n}", answer(GIL, 0, 0)) for n in (1, 2)]
    drilled = interview("2026-11-03", answer(part, 1), drill=True)
    assert [m.criterion for m in missed_criteria(by_question([*missed, drilled]))] == ["b"]
    again = interview("2026-11-04", answer(other, 0, 1), company="meta")
    found = missed_criteria(by_question([*missed, drilled, again]))
    assert [(m.criterion, m.question, m.times, m.asked) for m in found] == [("a", "threads", 3, 4)]


def test_misconceptions_are_counted_with_their_transcripts():
    wrong = answer(GIL, 0, 0, misconceptions=(("cores", "Threads share one core."),))
    found = misconceptions(by_question([interview("2026-11-01", wrong), interview("2026-11-02", wrong)]))
    assert [(m.misconception, m.correction, m.times, m.question) for m in found] == [
        ("cores", "Threads share one core.", 2, "gil")
    ]
    assert found[0].transcripts == ("2026-11-02-google", "2026-11-01-google")


# The whole


def test_nothing_yet_is_said_and_how_to_begin():
    told = progress([], NOW)
    assert told.too_little
    assert told.advice[0].command == "mock-interview start"


def test_a_single_interview_is_no_trend():
    told = progress([interview("2026-11-20", answer(GIL, 1, 0))], NOW)
    assert "2 more interviews" in told.too_little[0]
    assert any("flatter" in said for said in told.too_little)


def test_advice_names_what_is_due_and_the_weakest_topic():
    told = progress([interview("2026-11-01", answer(GIL, 0, 0))], NOW)
    commands = [step.command for step in told.advice]
    assert commands[0] == "mock-interview drill"
    assert "mock-interview start google --topic threads" in commands


def test_all_of_it_is_plain_json():
    plain = json.loads(json.dumps(progress(weekly(20, 50, 80), NOW).to_dict()))
    assert plain["trends"]["overall"]["change"] == 45
    assert plain["trends"]["criteria"][0]["series"]["points"][0]["day"] == "2026-09-07"


credits_strategy = st.sampled_from([0.0, 0.5, 1.0])


@given(
    st.lists(
        st.tuples(
            st.dates(date(2020, 1, 1), date(2026, 11, 21)),
            st.lists(st.tuples(credits_strategy, credits_strategy), max_size=3),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_whatever_was_answered_points_add_up_to_the_answers(held):
    digests = [
        interview(f"{day}", *(answer(GIL, *pair, mark=2) for pair in pairs), company=f"c{n}", drill=drill)
        for n, (day, pairs, drill) in enumerate(held)
    ]
    # Ids must differ: two drills of one day would not.
    digests = [Digest(f"{n}", d.created, d.company, d.company_name, d.drill, d.state, d.answers)
               for n, d in enumerate(digests)]  # fmt: skip
    told = progress(digests, NOW)
    json.dumps(told.to_dict())
    in_interviews = sum(len(d.answers) for d in digests if not d.drill)
    overall = told.trends.overall
    assert sum(p.answers for p in (overall.points if overall else ())) == in_interviews
    assert sum(s.answers for s in told.trends.companies) == in_interviews
    for series in (*told.trends.companies, *told.trends.topics, *(c.series for c in told.trends.criteria)):
        assert all(0 <= p.score <= 100 for p in series.points)
        assert sum(p.answers for p in series.points) == series.answers
