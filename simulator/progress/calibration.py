"""Do you flatter yourself? Own marks and credits against the program's scores. Pure; differences are in points of 100,
positive where the own grade is the higher one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from simulator.progress.answers import Asked
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
    marked: list[tuple[int, float]] = []
    topics: dict[str, list[float]] = {}
    own: list[float] = []
    passed = How.PASSED
    for group in groups:
        if group.drill:
            continue
        rows = zip(group.marks, group.scores, group.hows, strict=True)
        some = [(mark, score) for mark, score, how in rows if mark is not None and how is not passed]
        gaps = _gaps(some)
        for topic in group.question.topics:
            topics.setdefault(topic, []).extend(gaps)
        marked += some
        own_rows = zip(group.self_scores, group.scores, group.hows, strict=True)
        own += [mine - score for mine, score, how in own_rows if mine is not None and how is not passed]
    gaps = _gaps(marked)
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


def _marks(marked: Sequence[tuple[int, float]]) -> Iterable[MarkLine]:
    by_mark: dict[int, list[float]] = {}
    for mark, score in marked:
        by_mark.setdefault(mark, []).append(score)
    for mark in sorted(by_mark, reverse=True):
        yield MarkLine(mark, len(by_mark[mark]), sum(by_mark[mark]) / len(by_mark[mark]))


def _topics(gaps: Mapping[str, Sequence[float]]) -> tuple[TopicGap, ...]:
    found = [TopicGap(topic, len(g), sum(g) / len(g)) for topic, g in gaps.items() if len(g) >= FEWEST]
    return tuple(sorted(found, key=lambda t: (-t.difference, t.topic)))


def _gaps(marked: Iterable[tuple[int, float]]) -> list[float]:
    return [MARK_POINTS * mark - score for mark, score in marked]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
