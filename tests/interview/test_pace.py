"""A pace shortens or stretches the time for each question, and changes nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from simulator.bank.library import Library, Shelf
from simulator.interview.plan import Length, Options, PlanError, make_plan
from tests.builders import company, question, rubric

QUESTIONS = {q.id: q for q in (question("q1"), question("q2", minutes=3), question("q3", minutes=10))}


def library() -> Library:
    rubrics: Mapping = {"fruit": rubric()}
    return Library({}, QUESTIONS, lambda: Shelf(rubrics, {}))


PROFILE = company(("one", tuple(QUESTIONS)))


def seconds(pace: float, **options) -> list[int | None]:
    plan = make_plan(PROFILE, library(), Options(seed=1, length=Length.FULL, pace=pace, **options))
    assert plan.options["pace"] == pace
    assert plan.rounds[0].seconds in (None, sum(q.seconds or 0 for q in plan.questions))
    return [q.seconds for q in plan.questions]


def test_a_pace_of_two_leaves_half_the_time():
    assert seconds(1) == [240, 180, 600]
    assert seconds(2) == [120, 90, 300]
    assert seconds(0.5) == [480, 360, 1200]


def test_untimed_goes_before_pace():
    assert seconds(2, untimed=True) == [None, None, None]


def test_the_pace_does_not_change_which_questions_are_asked():
    def chosen(pace: float) -> list[str]:
        return [q.id for q in make_plan(PROFILE, library(), Options(seed=3, length=Length.SHORT, pace=pace)).questions]

    assert chosen(10) == chosen(1)


@pytest.mark.parametrize("pace", [0, -1, 1000, float("nan"), float("inf")])
def test_a_pace_out_of_range_is_refused(pace):
    with pytest.raises(PlanError):
        seconds(pace)
