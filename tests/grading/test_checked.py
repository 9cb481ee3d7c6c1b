"""The score joins what was said and what the code does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.bank.model import Band
from simulator.grading.checked import CheckResult, Outcome, RunReport, join

OUTCOMES = st.sampled_from(list(Outcome))
RESULTS = st.lists(st.builds(CheckResult, st.just("t"), st.just("w"), st.integers(1, 3), st.booleans(), OUTCOMES))


def report(*results: CheckResult, why_not: str = "") -> RunReport:
    return RunReport("q", "v", results, why_not=why_not)


def result(weight: int, outcome: Outcome) -> CheckResult:
    return CheckResult("t", "w", weight, False, outcome)


def test_the_checks_count_two_thirds_each_by_its_weight_and_the_rubric_one() -> None:
    found = report(result(3, Outcome.PASSED), result(1, Outcome.FAILED))
    assert join(50, found) == round(50 / 3 + 75 * 2 / 3, 1)


def test_more_checks_make_what_is_said_worth_no_less() -> None:
    few, many = (report(*[result(2, Outcome.FAILED)] * count) for count in (2, 12))
    assert join(90, few) == join(90, many) == 30


def test_a_check_that_was_not_run_did_not_pass() -> None:
    assert join(0, report(result(1, Outcome.PASSED), result(1, Outcome.NOT_RUN))) == 33.3


def test_right_code_without_a_word_is_good_and_words_without_right_code_are_poor() -> None:
    right, wrong = report(result(1, Outcome.PASSED)), report(result(1, Outcome.ERROR))
    assert Band.of(join(0, right)) is Band.GOOD
    assert Band.of(join(100, wrong)) is Band.POOR


def test_where_nothing_ran_the_rubric_alone_counts() -> None:
    assert join(70, None) == 70
    assert join(70, report(why_not="There is no code.")) == 70
    assert join(70, report()) == 70


@given(st.floats(0, 100), RESULTS)
def test_the_score_stays_in_its_bounds(score: float, results: list[CheckResult]) -> None:
    assert 0 <= join(score, report(*results)) <= 100


@given(RESULTS)
def test_a_report_survives_a_round_trip(results: list[CheckResult]) -> None:
    whole = RunReport("q", "v", tuple(results), "", 0, "out", "", 0, "process", ("aiohttp",), {"a": "b"}, 1.5)
    assert RunReport.from_dict(whole.to_dict()) == whole
