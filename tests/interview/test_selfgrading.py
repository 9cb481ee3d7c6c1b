"""The walk through one's own answers: what is asked, what is saved, going back, going on later."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.interview.answers import ScriptedAnswer
from simulator.interview.selfgrading import Asks, OwnGrade, SelfGrading
from simulator.transcript.state import State
from tests.held import break_off, hold, opened, record


def walk(home: Path, id_: str, again: bool = False) -> SelfGrading:
    """A walk whose log stays open for the test."""
    log = opened(home, id_)
    return SelfGrading(log.contents.record(), log.append, again)


def step(grading: SelfGrading) -> tuple[str, ...]:
    assert grading.step is not None
    return (grading.step.asks, grading.step.question, grading.step.criterion)


def test_the_own_mark_comes_first_then_each_criterion_then_the_comparison(tmp_path: Path) -> None:
    grading = walk(tmp_path, hold(tmp_path))
    assert step(grading) == (Asks.MARK, "q1", "")
    grading.mark(3)
    for criterion in ("apple", "banana", "cherry"):
        assert step(grading) == (Asks.CREDIT, "q1", criterion)
        grading.agree()
    assert step(grading) == (Asks.LOOK, "q1", "")
    grading.go_on()
    assert step(grading) == (Asks.MARK, "q2", "")


def test_agreeing_takes_the_credit_as_it_stands_with_what_the_probe_brought_out(tmp_path: Path) -> None:
    id_ = hold(tmp_path)
    grading = walk(tmp_path, id_)
    grading.mark(3)
    grading.agree()
    grading.credit(0.0)
    grading.agree()
    q = record(tmp_path, id_).question("q1")
    assert q is not None
    assert dict(q.self_credits) == {"apple": 1.0, "banana": 0.0, "cherry": 0.5}


def test_each_thing_said_is_on_disk_at_once_and_the_walk_goes_on_there(tmp_path: Path) -> None:
    id_ = hold(tmp_path)
    grading = walk(tmp_path, id_)
    grading.mark(2)
    grading.credit(0.5)
    grading._sink.__self__.close()  # type: ignore[attr-defined]
    assert step(walk(tmp_path, id_)) == (Asks.CREDIT, "q1", "banana")


def test_the_interview_is_self_graded_when_all_is_said(tmp_path: Path) -> None:
    id_ = hold(tmp_path)
    grading = walk(tmp_path, id_)
    while grading.step:
        {
            Asks.MARK: lambda: grading.mark(1),
            Asks.CREDIT: lambda: grading.credit(1.0),
            Asks.LOOK: grading.go_on,
        }[grading.step.asks]()
    assert (record(tmp_path, id_).state, record(tmp_path, id_).self_score) == (State.SELF_GRADED, 100.0)


def test_a_stop_between_the_last_credit_and_its_end_is_made_good(tmp_path: Path) -> None:
    id_ = hold(tmp_path)
    path = tmp_path / f"{id_}.jsonl"
    grading = walk(tmp_path, id_)
    everything = {"apple": 1.0, "banana": 1.0, "cherry": 1.0}
    grading.give({"q1": OwnGrade(4, everything), "q2": OwnGrade(4, everything)})
    grading._sink.__self__.close()  # type: ignore[attr-defined]
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    assert record(tmp_path, id_).state is State.FINISHED
    again = walk(tmp_path, id_)
    assert again.step is None
    again.settle()
    assert record(tmp_path, id_).state is State.SELF_GRADED


def test_back_undoes_one_step_and_the_last_word_counts(tmp_path: Path) -> None:
    id_ = hold(tmp_path)
    grading = walk(tmp_path, id_)
    assert not grading.can_go_back
    grading.mark(1)
    grading.back()
    grading.mark(4)
    grading.credit(0.0)
    grading.back()
    grading.credit(1.0)
    q = record(tmp_path, id_).question("q1")
    assert q is not None
    assert (q.self_mark, dict(q.self_credits)) == (4, {"apple": 1.0})


def test_the_mark_stands_once_the_score_was_shown(tmp_path: Path) -> None:
    grading = walk(tmp_path, hold(tmp_path))
    grading.mark(1)
    for _ in range(3):
        grading.agree()
    for criterion in ("cherry", "banana", "apple"):
        grading.back()
        assert step(grading) == (Asks.CREDIT, "q1", criterion)
    assert not grading.can_go_back
    grading.back()
    assert step(grading) == (Asks.CREDIT, "q1", "apple")


def test_again_starts_over(tmp_path: Path) -> None:
    id_ = hold(tmp_path)
    grading = walk(tmp_path, id_)
    grading.give({id__: OwnGrade(2, {"apple": 1.0, "banana": 1.0, "cherry": 1.0}) for id__ in ("q1", "q2")})
    assert grading.step is None
    grading._sink.__self__.close()  # type: ignore[attr-defined]
    again = walk(tmp_path, id_, again=True)
    assert step(again) == (Asks.MARK, "q1", "")
    again.mark(1)
    again.credit(0.0)
    assert record(tmp_path, id_).self_score == pytest.approx(100 * (5 / 6 + 1) / 2)


def test_passed_questions_are_not_asked_about(tmp_path: Path) -> None:
    grading = walk(tmp_path, hold(tmp_path, {"q2": ScriptedAnswer("apple", 1)}))
    assert (step(grading), grading.left) == ((Asks.MARK, "q2", ""), 1)


def test_an_interview_that_is_not_finished_is_not_self_graded(tmp_path: Path) -> None:
    grading = walk(tmp_path, break_off(tmp_path))
    assert (grading.step, grading.left) == (None, 0)
    grading.settle()
    assert grading.record.state is State.BROKEN_OFF


def test_a_mark_or_credit_that_is_none_is_refused(tmp_path: Path) -> None:
    grading = walk(tmp_path, hold(tmp_path))
    with pytest.raises(ValueError, match="0 to 4"):
        grading.mark(5)
    with pytest.raises(RuntimeError):
        grading.credit(1.0)
