"""How a run of checks is said."""

from __future__ import annotations

from simulator.grading.checked import CheckResult, Outcome
from simulator.transcript.check_words import alike, in_their_order


def result(name: str, outcome: Outcome, came: str = "") -> CheckResult:
    return CheckResult(name, name, 1, True, outcome, came=came)


A = result("a", Outcome.TIMED_OUT, "not done after 3 s")
B = result("b", Outcome.TIMED_OUT, "not done after 3 s")
C = result("c", Outcome.PASSED)
D = result("d", Outcome.TIMED_OUT, "not done after 3 s")
E = result("e", Outcome.NOT_RUN)


def test_checks_that_say_the_same_stand_together_where_only_failures_are_shown() -> None:
    assert list(alike([A, B, C, D, E])) == [(A, B, D), (E,)]


def test_the_order_stays_where_all_are_shown() -> None:
    assert list(in_their_order([A, B, C, D, E])) == [(A, B), (C,), (D,), (E,)]
