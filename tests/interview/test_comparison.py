"""Scores and self-scores side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.interview.comparison import compare
from simulator.interview.selfgrading import OwnGrade, SelfGrading
from tests.held import hold, opened


def graded(home: Path, **grades: OwnGrade) -> SelfGrading:
    with opened(home, hold(home)) as log:
        grading = SelfGrading(log.contents.record(), log.append)
        grading.give(grades)
    return grading


def test_agreement_is_counted_by_criterion(tmp_path: Path) -> None:
    grading = graded(tmp_path, q1=OwnGrade(3, {"apple": 1.0, "banana": 0.0, "cherry": 0.5}))
    found = compare(grading.record)
    assert (found.agreed, found.compared, found.left) == (2, 3, 1)
    assert [c.agrees for c in found.questions[0].criteria] == [True, False, True]
    assert [c.agrees for c in found.questions[1].criteria] == [None] * 3
    assert found.self_score is None


def test_the_difference_is_the_self_score_less_the_score(tmp_path: Path) -> None:
    grading = graded(
        tmp_path,
        q1=OwnGrade(3, {"apple": 1.0, "banana": 1.0, "cherry": 1.0}),
        q2=OwnGrade(0, {"apple": 0.0, "banana": 0.0, "cherry": 0.0}),
    )
    found = compare(grading.record)
    assert (found.score, found.self_score) == (pytest.approx(50.0), 50.0)
    assert found.difference == pytest.approx(0.0)
    assert found.mark == 1.5


def test_what_comes_next_is_going_on_then_reading(tmp_path: Path) -> None:
    some = compare(graded(tmp_path / "a", q1=OwnGrade(3)).record)
    everything = {"apple": 1.0, "banana": 1.0, "cherry": 1.0}
    done = compare(graded(tmp_path / "b", q1=OwnGrade(3, everything), q2=OwnGrade(1, everything)).record)
    assert [step.command.split()[1] for step in some.next_steps] == ["grade", "review", "start"]
    assert [step.command.split()[1] for step in done.next_steps] == ["review", "start"]
