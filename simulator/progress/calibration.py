"""Do you flatter yourself? Own marks and credits against the program's scores. Pure; differences are in points of 100,
positive where the own grade is the higher one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from simulator.progress.answers import Asked
from simulator.transcript.digest import AnswerFacts
from simulator.transcript.events import How

FEWEST = 5
"""Marks below which nothing is said."""

ALIKE = 8.0
"""Points of difference that say nothing: an own mark has steps of 25."""

MARK_POINTS = 25.0


class Verdict(StrEnum):
    """How the own marks stand to the scores."""

    TOO_LITTLE = "too little to say"
    FLATTERING = "flattering"
    FAIR = "fair"
    HARSH = "harsh"


@dataclass(frozen=True, slots=True)
class MarkLine:
    """All answers that got the same own mark."""

    mark: int
    answers: int
    score: float
    """What they scored on average."""


@dataclass(frozen=True, slots=True)
class TopicGap:
    """How far own marks and scores lie apart in one topic."""

    topic: str
    answers: int
    difference: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far own grades and scores agree."""

    verdict: Verdict
    answers: int
    """Answers that have an own mark and a score."""
    difference: float | None
    """Own marks less scores on average; None without any."""
    apart: float | None
    """How far the two lie apart on average, whichever is higher."""
    marks: tuple[MarkLine, ...]
    """By mark, the highest first; marks that were never given are left out."""
    topics: tuple[TopicGap, ...]
    """Those with enough answers, the most flattered first."""
    credited: int
    """Answers whose criteria all have an own credit."""
    credit_difference: float | None
    """Own scores from these credits less scores, on average."""


def calibration(groups: Iterable[Asked]) -> Calibration:
    """How far own grades and scores agree; passed answers and drills say nothing about it."""
    marked: list[AnswerFacts] = []
    topics: dict[str, list[float]] = {}
    own: list[float] = []
    passed = How.PASSED
    for group in groups:
        answers = [a for a, interview in group.given if a.how is not passed and not interview.drill]
        some = [a for a in answers if a.mark is not None]
        gaps = [_gap(a) for a in some]
        for topic in group.question.topics:
            topics.setdefault(topic, []).extend(gaps)
        marked += some
        own += [a.self_score - (a.score or 0.0) for a in answers if a.self_score is not None]
    gaps = [_gap(a) for a in marked]
    difference = _mean(gaps)
    return Calibration(
        verdict=_verdict(difference, len(marked)),
        answers=len(marked),
        difference=difference,
        apart=_mean([abs(gap) for gap in gaps]),
        marks=tuple(_marks(marked)),
        topics=_topics(topics),
        credited=len(own),
        credit_difference=_mean(own),
    )


def _verdict(difference: float | None, answers: int) -> Verdict:
    if difference is None or answers < FEWEST:
        return Verdict.TOO_LITTLE
    if abs(difference) < ALIKE:
        return Verdict.FAIR
    return Verdict.FLATTERING if difference > 0 else Verdict.HARSH


def _marks(marked: Sequence[AnswerFacts]) -> Iterable[MarkLine]:
    for mark in sorted({a.mark for a in marked if a.mark is not None}, reverse=True):
        scores = [a.score or 0.0 for a in marked if a.mark == mark]
        yield MarkLine(mark, len(scores), sum(scores) / len(scores))


def _topics(gaps: Mapping[str, Sequence[float]]) -> tuple[TopicGap, ...]:
    found = [TopicGap(topic, len(g), sum(g) / len(g)) for topic, g in gaps.items() if len(g) >= FEWEST]
    return tuple(sorted(found, key=lambda t: (-t.difference, t.topic)))


def _gap(a: AnswerFacts) -> float:
    return MARK_POINTS * (a.mark or 0) - (a.score or 0.0)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
