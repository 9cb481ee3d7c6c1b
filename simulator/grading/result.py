"""What a grade says: credits with their evidence, misconceptions, flags, and the score they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from simulator.bank.model import Band


class Flag(StrEnum):
    """Something about an answer as a whole that the candidate should know."""

    KEYWORD_LIST = "keyword list"
    QUESTION_ECHOED = "question echoed"
    TOO_SHORT = "too short"
    OTHER_TOPIC = "other topic"
    ON_TOPIC_ONLY = "on topic, nothing shown"
    MOSTLY_WRONG = "mostly wrong"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in the answer."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CriterionGrade:
    """The credit for one criterion and what explains it."""

    criterion: str
    weight: int
    credit: float
    """0, 0.5 or 1."""
    evidence: tuple[Span, ...]
    """The words that earned the credit; where none was earned, empty."""
    why_not: str
    """For credit below 1: what is missing or what removed the credit, in a sentence. Else empty."""


@dataclass(frozen=True, slots=True)
class FoundMisconception:
    """A misconception and the words that state it."""

    misconception: str
    evidence: tuple[Span, ...]
    correction: str


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade of one answer against one rubric."""

    score: float
    """0 to 100."""
    criteria: tuple[CriterionGrade, ...]
    misconceptions: tuple[FoundMisconception, ...]
    flags: tuple[Flag, ...]

    @property
    def band(self) -> Band:
        return Band.of(self.score)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; `from_dict` reads it back."""
        return {
            "score": self.score,
            "criteria": [
                {
                    "id": c.criterion,
                    "weight": c.weight,
                    "credit": c.credit,
                    "evidence": [[s.start, s.end] for s in c.evidence],
                    "why_not": c.why_not,
                }
                for c in self.criteria
            ],
            "misconceptions": [
                {"id": m.misconception, "evidence": [[s.start, s.end] for s in m.evidence], "correction": m.correction}
                for m in self.misconceptions
            ],
            "flags": [str(f) for f in self.flags],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Grade:
        """The grade that `to_dict` wrote. Raises KeyError, TypeError or ValueError if it is not one."""
        return cls(
            score=float(data["score"]),
            criteria=tuple(
                CriterionGrade(
                    criterion=str(c["id"]),
                    weight=int(c["weight"]),
                    credit=float(c["credit"]),
                    evidence=_spans(c["evidence"]),
                    why_not=str(c["why_not"]),
                )
                for c in data["criteria"]
            ),
            misconceptions=tuple(
                FoundMisconception(str(m["id"]), _spans(m["evidence"]), str(m["correction"]))
                for m in data["misconceptions"]
            ),
            flags=tuple(Flag(f) for f in data["flags"]),
        )


def _spans(pairs: Any) -> tuple[Span, ...]:
    return tuple(Span(int(start), int(end)) for start, end in pairs)
