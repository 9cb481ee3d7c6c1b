"""How a run of checks is said wherever it is shown: each check in words, with what was asked, expected and came. Pure.

What comes from an answer or a check file is not cleaned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from simulator.grading.checked import CheckResult, Outcome, RunReport
from simulator.plural import count

OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.ERROR: "error",
    Outcome.TIMED_OUT: "time-out",
    Outcome.NOT_RUN: "not run",
}
_CONTAINMENTS: Mapping[str, str] = {
    "bubblewrap": "run in a sandbox (bubblewrap)",
    "process": "run in a process with limits, without a sandbox",
}


def headline(report: RunReport) -> str:
    """The outcome in a sentence."""
    if not report.ran:
        return f"Nothing could be run: {report.why_not} The rubric alone counts."
    tried = len(report.results)
    return f"{report.passed} of {count(tried, 'check')} passed"


def details(result: CheckResult) -> tuple[tuple[str, str], ...]:
    """What explains a check that did not pass, as pairs of a label and a text; empty for one that did."""
    if result.passed:
        return ()
    said = [("input", result.input)]
    if result.outcome is Outcome.FAILED:
        said += [("expected", result.expected), ("came", result.came)]
    else:
        said.append(("came", result.came))
    if result.line:
        said.append(("at line", f"{result.line}: {result.code.strip()}" if result.code.strip() else str(result.line)))
    if result.output.strip():
        said.append(("printed", result.output.strip("\n")))
    return tuple((label, text) for label, text in said if text.strip())


def alike(results: Iterable[CheckResult]) -> Iterator[tuple[CheckResult, ...]]:
    """The checks that did not pass, in their order; those that say the same, such as that the code does not compile,
    together."""
    groups: dict[object, list[CheckResult]] = {}
    for result in results:
        if not result.passed:
            groups.setdefault((result.outcome, details(result)), []).append(result)
    for group in groups.values():
        yield tuple(group)


def in_their_order(results: Iterable[CheckResult]) -> Iterator[tuple[CheckResult, ...]]:
    """All checks, those together that follow one another and say the same."""
    for _, group in groupby(results, key=lambda result: (result.outcome, details(result))):
        yield tuple(group)


def remarks(report: RunReport) -> Iterator[str]:
    """What there is to know about the run as a whole, in sentences."""
    for wanted, found in report.found_as.items():
        yield f"{found} was taken for {wanted}."
    if report.load_error:
        at = f" (line {report.load_line})" if report.load_line else ""
        yield f"While the code was loaded: {report.load_error}{at}."
    how = [_CONTAINMENTS[report.containment]] if report.containment in _CONTAINMENTS else []
    how += [f"with {', '.join(report.backends)}"] if report.backends else []
    if how:
        yield f"{', '.join(how).capitalize()}."
