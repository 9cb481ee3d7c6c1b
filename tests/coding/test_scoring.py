"""The score joins what was said and what the code does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.coding.report import CheckResult, Outcome, RunReport
from simulator.coding.scoring import join
from simulator.grading.result import CriterionGrade, Grade

OUTCOMES = st.sampled_from(list(Outcome))
RESULTS = st.lists(st.builds(CheckResult, st.just("t"), st.just("w"), st.integers(1, 3), st.booleans(), OUTCOMES))


def grade(score: float, *weights: int) -> Grade:
    return Grade(score, tuple(CriterionGrade(str(n), w, 0, (), "") for n, w in enumerate(weights)), (), ())


def report(*results: CheckResult, why_not: str = "") -> RunReport:
    return RunReport("q", "v", results, why_not=why_not)


def result(weight: int, outcome: Outcome) -> CheckResult:
    return CheckResult("t", "w", weight, False, outcome)


def test_each_check_counts_by_its_weight_beside_the_criteria() -> None:
    found = report(result(3, Outcome.PASSED), result(1, Outcome.FAILED))
    assert join(grade(50, 2, 2), found) == 62.5


def test_where_nothing_ran_the_rubric_alone_counts() -> None:
    assert join(grade(70, 1), None) == 70
    assert join(grade(70, 1), report(why_not="There is no code.")) == 70
    assert join(grade(70, 1), report()) == 70


@given(st.floats(0, 100), st.lists(st.integers(1, 3), min_size=1, max_size=5), RESULTS)
def test_the_score_stays_in_its_bounds(score: float, weights: list[int], results: list[CheckResult]) -> None:
    assert 0 <= join(grade(score, *weights), report(*results)) <= 100


@given(RESULTS)
def test_a_report_survives_a_round_trip(results: list[CheckResult]) -> None:
    whole = RunReport("q", "v", tuple(results), "", 0, "out", "", 0, "process", ("aiohttp",), {"a": "b"}, 1.5)
    assert RunReport.from_dict(whole.to_dict()) == whole
