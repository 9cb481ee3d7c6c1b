"""Old answers by today's rubrics, beside their old scores."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.bank.model import Question, Rubric
from simulator.grading.result import CriterionGrade, Grade
from simulator.interview.answers import ScriptedAnswer, run_scripted
from simulator.interview.regrading import Regrading, RubricNow, Today, regrade
from simulator.interview.session import Interview
from simulator.transcript import folder
from simulator.transcript.rubric_version import rubric_version
from simulator.transcript.state import InterviewRecord
from tests.builders import grade_by_words, planned, planned_question, rubric
from tests.held import hold, record

VERSION = rubric_version(rubric(), {})


@pytest.fixture
def old(tmp_path: Path) -> InterviewRecord:
    return record(tmp_path, hold(tmp_path))


def versioned(old: InterviewRecord, version: str) -> InterviewRecord:
    return replace(old, questions=tuple(replace(q, rubric_version=version) for q in old.questions))


def today(grade=grade_by_words, found: Rubric | None = rubric()) -> Today:  # noqa: B008
    return Today(grade, lambda question: found, {})


def generous(question: Question, answer: str) -> Grade:
    criteria = (CriterionGrade("apple", 1, 1.0, (), ""), CriterionGrade("plum", 1, 0.5, (), "Half a plum."))
    return Grade(75.0, criteria, (), ())


def test_the_same_rubric_and_program_give_the_same_scores_the_follow_up_included(old: InterviewRecord) -> None:
    found = regrade(versioned(old, VERSION), today())
    assert [q.rubric_now for q in found.questions] == [RubricNow.SAME, RubricNow.SAME]
    assert [q.difference for q in found.questions] == [0.0, 0.0]
    assert (found.before, found.after, found.changed_rubrics) == (old.score, old.score, ())
    assert all(not q.criteria for q in found.questions)


def test_a_changed_rubric_is_named_with_what_differs(old: InterviewRecord) -> None:
    found = regrade(versioned(old, "0123456789ab"), today(generous))
    first = found.questions[0]
    assert (first.rubric_now, first.version_before, first.version_after) == (RubricNow.CHANGED, "0123456789ab", VERSION)
    assert [(c.id, c.before, c.after) for c in first.criteria] == [
        ("banana", 1.0, None),
        ("cherry", 0.5, None),
        ("plum", None, 0.5),
    ]
    assert found.changed_rubrics == ("fruit",)
    assert first.after == 75.0


def drilled(tmp_path: Path, answer: str) -> InterviewRecord:
    """A drill of one criterion, the banana, by its probe."""
    whole = planned_question("q1")
    banana = tuple(c for c in whole.criteria if c.id == "banana")
    part = replace(whole, id="q1/banana", part_of="q1", prompt=banana[0].probe, criteria=banana)
    plan = planned(("q1",), probes=False)
    plan = replace(plan, rounds=(replace(plan.rounds[0], questions=(part,)),))
    with folder.create(tmp_path, "drill", "0.1.0") as log:
        interview = Interview(log.header, plan, grade_by_words, log.append, program="0.1.0")
        return run_scripted(interview, {"q1/banana": ScriptedAnswer(answer, 20)})


def test_a_single_criterion_is_scored_alone_then_and_now(tmp_path: Path) -> None:
    old = drilled(tmp_path, "A banana.")
    (question,) = regrade(old, today()).questions
    assert (question.before, question.after, question.criteria) == (100.0, 100.0, ())
    (question,) = regrade(old, today(lambda q, a: grade_by_words(q, "An apple."))).questions
    assert (question.before, question.after) == (100.0, 0.0)
    assert [(c.id, c.before, c.after) for c in question.criteria] == [("banana", 1.0, 0.0)]


def test_a_single_criterion_that_the_rubric_no_longer_has_is_not_scored(tmp_path: Path) -> None:
    old = drilled(tmp_path, "A banana.")
    without = replace(rubric(), criteria=tuple(c for c in rubric().criteria if c.id != "banana"))
    (question,) = regrade(old, today(found=without)).questions
    assert (question.before, question.after, question.rubric_now) == (100.0, None, RubricNow.GONE)


def test_a_version_that_was_never_written_down_is_unknown(old: InterviewRecord) -> None:
    assert {q.rubric_now for q in regrade(versioned(old, ""), today()).questions} == {RubricNow.UNKNOWN}


def test_another_rubric_for_the_question_is_a_change(old: InterviewRecord) -> None:
    found = regrade(versioned(old, VERSION), today(found=rubric("vegetables")))
    assert {q.rubric_now for q in found.questions} == {RubricNow.CHANGED}
    assert found.changed_rubrics == ("vegetables",)


def test_without_a_rubric_an_answer_is_left_out_of_both_means(old: InterviewRecord) -> None:
    found = regrade(versioned(old, VERSION), today(found=None))
    assert {q.rubric_now for q in found.questions} == {RubricNow.GONE}
    assert (found.before, found.after) == (None, None)


def test_a_passed_question_stays_at_nothing(tmp_path: Path) -> None:
    passed = record(tmp_path, hold(tmp_path, {}))
    found = regrade(passed, today(generous))
    assert [(q.passed, q.before, q.after) for q in found.questions] == [(True, 0.0, 0.0)] * 2


def test_it_goes_to_plain_types(old: InterviewRecord) -> None:
    found: Regrading = regrade(old, today())
    assert found.to_dict()["questions"][0]["rubric_now"] == "unknown"
