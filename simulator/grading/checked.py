"""What a run of a question's checks found, as frozen values that go to and from plain JSON types, and the score that
they and a rubric make together. Nothing is run here: that is the coding room's business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMED_OUT = "timed out"
    NOT_RUN = "not run"
    """Others before it took so long that it was given up."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check on one answer. Texts are as the code wrote them: clean them before they reach a terminal."""

    check: str
    words: str
    weight: int
    visible: bool
    outcome: Outcome
    input: str = ""
    """What was asked, as the check's own code."""
    expected: str = ""
    came: str = ""
    """What came instead; of an error its words."""
    line: int = 0
    """The line of the answer (from 1) at which an error or a time-out struck; 0 for none."""
    output: str = ""
    """The beginning and the end of what was printed during the check."""
    seconds: float = 0.0
    code: str = ""
    """What stands on the line of an error or a time-out."""

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASSED


@dataclass(frozen=True, slots=True)
class RunReport:
    """A run of a question's checks on an answer."""

    question: str
    version: str
    """The version of the checks."""
    results: tuple[CheckResult, ...] = ()
    why_not: str = ""
    """Why nothing could be run, in a sentence; empty if it was run."""
    line: int = 0
    """For code that does not compile, the line of the answer; else 0."""
    output: str = ""
    """What was printed while the answer was loaded."""
    load_error: str = ""
    """An error on the way, that left what is asked for defined, such as one in a demonstration."""
    load_line: int = 0
    containment: str = ""
    """bubblewrap or process; empty if nothing ran."""
    backends: tuple[str, ...] = ()
    """Real parts or their stand-ins: redis-server, fakeredis, aiohttp."""
    found_as: Mapping[str, str] = field(default_factory=dict)
    """Names that the answer gave to what is asked for under another name."""
    seconds: float = 0.0
    """Wall time of the whole run."""

    @property
    def ran(self) -> bool:
        return not self.why_not

    @property
    def passed(self) -> int:
        """How many checks passed."""
        return sum(result.passed for result in self.results)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; `from_dict` reads it back."""
        data = asdict(self)
        data["results"] = [{**asdict(result), "outcome": str(result.outcome)} for result in self.results]
        data["backends"] = list(self.backends)
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RunReport:
        """The report that `to_dict` wrote. Raises KeyError, TypeError or ValueError if it is not one."""
        fields = dict(data)
        fields["results"] = tuple(
            CheckResult(**{**result, "outcome": Outcome(result["outcome"])}) for result in fields["results"]
        )
        fields["backends"] = tuple(str(name) for name in fields["backends"])
        fields["found_as"] = {str(k): str(v) for k, v in fields["found_as"].items()}
        return cls(**fields)


CODE_SHARE = 2 / 3
"""What the checks count for in a question that has them; what is said counts for the rest.

An interviewer who asks for code wants it to work first, and then to hear why it is built like this and what it costs.
A fixed share, as checks are many for one question and few for another: their number, which says how many things can go
wrong, would else decide how much an explanation is worth."""


def join(score: float, report: RunReport | None) -> float:
    """One score, 0 to 100: a rubric's own, and the share of the checks that passed, each with its weight. Where nothing
    was run the rubric alone counts.
    """
    if report is None or not report.ran:
        return score
    tried = sum(result.weight for result in report.results)
    if tried <= 0:
        return score
    passed = sum(result.weight for result in report.results if result.passed)
    return round((1 - CODE_SHARE) * score + CODE_SHARE * 100 * passed / tried, 1)
