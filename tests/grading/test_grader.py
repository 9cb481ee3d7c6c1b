"""What a grade says, case by case."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from simulator.bank.model import Band
from simulator.bank.problem import ContentError
from simulator.grading.grader import compile_rubric, grade
from simulator.grading.pattern import Synonyms
from simulator.grading.result import Flag, Grade
from tests.grading.samples import PROMPT, RUBRIC, compiled, criterion

FULL = (
    "A generator hands out values one at a time. A list keeps all of its items in memory. "
    "You can iterate over a generator only once."
)


def graded(answer: str) -> Grade:
    return grade(compiled(), PROMPT, answer)


def credit_of(answer: str) -> dict[str, float]:
    return {c.criterion: c.credit for c in graded(answer).criteria}


def test_full_answer_scores_a_hundred() -> None:
    assert graded(FULL).score == 100
    assert graded(FULL).band is Band.EXCELLENT


def test_weights_decide_how_much_a_criterion_counts() -> None:
    assert graded("A list keeps all of its items in memory.").score == 50
    assert graded("You can iterate over it only once.").score == 25


def test_partly_earns_half() -> None:
    result = graded("I believe that laziness and being lazy are the point here.")
    assert [c.credit for c in result.criteria] == [0.5, 0, 0]
    assert result.criteria[0].why_not


def test_evidence_is_the_words_that_earned_the_credit() -> None:
    evidence = graded(FULL).criteria[1].evidence
    assert [FULL[s.start : s.end] for s in evidence] == ["list keeps all of its items in memory"]


def test_evidence_points_into_the_text_as_typed_even_where_unicode_forms_change_lengths() -> None:
    answer = "Cafe\u0301 ﬁrst… " + FULL
    evidence = graded(answer).criteria[1].evidence
    assert [answer[s.start : s.end] for s in evidence] == ["list keeps all of its items in memory"]


def test_missing_criterion_says_why() -> None:
    missing = [c for c in graded("You can iterate over it once.").criteria if not c.credit]
    assert len(missing) == 2
    assert all(c.why_not and not c.evidence for c in missing)


def test_misconception_removes_the_credit_it_denies_and_is_explained() -> None:
    result = graded("The generator makes everything up front. You can iterate over it once.")
    assert credit_of("The generator makes everything up front. You can iterate over it once.")["lazy"] == 0
    assert [m.misconception for m in result.misconceptions] == ["eager"]
    assert "Not so: eager." in result.criteria[0].why_not


def test_saying_both_a_thing_and_its_opposite_earns_half() -> None:
    answer = "A generator is lazy. But the generator computes everything up front. You can iterate over it once."
    assert credit_of(answer)["lazy"] == 0.5


def test_false_claim_earns_nothing_for_its_vocabulary() -> None:
    assert credit_of("A generator puts all of the list and then most of the rest into memory.")["memory"] == 0


def test_two_false_claims_take_the_credit_of_their_sentences() -> None:
    answer = (
        "The generator computes everything at the front, and you can iterate over it once. "
        "A generator takes more memory. A list keeps all of its items in memory. It is lazy, one value at a time."
    )
    assert credit_of(answer)["once"] == 0


def test_grave_misconception_halves_the_score() -> None:
    answer = FULL + " And you can reuse a generator twice."
    assert graded(answer).score == 50


def test_mostly_wrong_answer_earns_nothing() -> None:
    result = graded("A generator makes everything up front. A generator takes more memory. You can iterate once.")
    assert result.score == 0
    assert Flag.MOSTLY_WRONG in result.flags


@pytest.mark.parametrize(
    "answer",
    [
        "generator, lazy, one at a time, list, all in memory, iterate once, yield, next, StopIteration",
        "- generator\n- lazy\n- one at a time\n- list\n- all items\n- memory\n- iterate once\n- yield",
        "generator\nlazy\none at a time\nlist\nall items memory\niterate once\nyield\nnext",
        "generator / lazy / one at a time / list / all in memory / iterate once / yield",
        "generator lazy one at a time list all memory iterate once yield next StopIteration iterable iterator",
        "GENERATOR; LAZY; ONE AT A TIME; LIST; ALL; MEMORY; ITERATE; ONCE",
    ],
)
def test_keyword_list_earns_nothing_whatever_its_layout(answer: str) -> None:
    result = graded(answer)
    assert result.score == 0
    assert Flag.KEYWORD_LIST in result.flags


def test_sentence_about_something_else_does_not_turn_a_list_into_an_answer() -> None:
    listed = "generator, lazy, one at a time, list, all items, memory, iterate once, yield, next."
    assert (
        graded(listed + " The weather has been very nice here, and I think that it will be so for the week.").score == 0
    )


def test_terse_answer_earns() -> None:
    answer = "generator = lazy, makes items one at a time. list = all items in memory. can iterate gen only once"
    assert graded(answer).score == 100


def test_echo_of_the_question_earns_nothing() -> None:
    result = grade(
        compile_rubric(RUBRIC, Synonyms()),
        "Is a generator lazy, and does a list keep all in memory?",
        ("A generator is lazy and a list does keep all in memory."),
    )
    assert result.score == 0
    assert Flag.QUESTION_ECHOED in result.flags


def test_answer_to_another_question_is_flagged() -> None:
    answer = (
        "A virtual environment isolates the packages of one project from those of another, and I make one with venv "
        "for each project so that versions do not clash, then pin what I installed in a lock file for the others."
    )
    assert graded(answer).flags == (Flag.OTHER_TOPIC,)


def test_prose_on_the_topic_that_shows_nothing_earns_a_little() -> None:
    answer = (
        "Generators are a feature that I like a lot, and I have seen generators in many projects. Lists are used more, "
        "of course, and people who know about iterators will have an opinion on when to take the one or the other."
    )
    result = graded(answer)
    assert result.score == 8
    assert result.flags == (Flag.ON_TOPIC_ONLY,)
    assert not any(c.credit for c in result.criteria)


@pytest.mark.parametrize("answer", ["", " ", "\n\n\t", "?", "x", "\x00\x1b[31m", "💥" * 50])
def test_nothing_said_earns_nothing(answer: str) -> None:
    result = graded(answer)
    assert result.score == 0
    assert Flag.TOO_SHORT in result.flags


def test_grade_survives_a_round_trip_through_json() -> None:
    result = graded(FULL + " A generator takes more memory.")
    assert Grade.from_dict(json.loads(json.dumps(result.to_dict()))) == result


def test_bad_pattern_is_reported_with_its_place() -> None:
    bad = criterion("bad", "(never closed")
    with pytest.raises(ContentError) as caught:
        compile_rubric(replace(RUBRIC, criteria=(bad,), misconceptions=()), Synonyms())
    assert str(caught.value.problems[0]) == "rubrics/test.yaml:1:1: this ( is never closed; add the missing )"
