"""Time used against time given, and what it has to do with the score. Pure; shares are of the time given, 0 to 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulator.progress.answers import Asked
from simulator.transcript.events import How

FEWEST = 5
"""Answers on either side of a comparison below which nothing is said."""

PARTS = 4
"""Into so many equal parts is the time given divided."""

WORTH_SAYING = 10.0
"""Points of difference that are worth a sentence."""

_PASSED, _TIMED_OUT = How.PASSED, How.TIMED_OUT


@dataclass(frozen=True, slots=True)
class TimePart:
    """All answers that used a like share of their time."""

    least: float
    most: float
    answers: int
    score: float
    """What they scored on average."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Time used against time given."""

    answers: int
    """Answers that had a limit and were not passed."""
    share: float | None
    """How much of the time was used on average; None without any."""
    timed_out: int
    passed: int
    """Passed questions that had a limit; they count for nothing else here."""
    parts: tuple[TimePart, ...]
    """From the quickest answers to the slowest; parts without any are left out."""
    hasty: float | None
    """By how many points answers in less than half of their time score lower than the others; None if there is too
    little to say or the difference is not worth a sentence."""


def timing(groups: Iterable[Asked]) -> Timing:
    """How the time was used; drills say nothing about it."""
    parts: list[list[float]] = [[] for _ in range(PARTS + 1)]
    answers = timed_out = passed = 0
    total = 0.0
    for group in groups:
        if group.drill:
            continue
        limited = [
            (used / seconds if used < seconds else 1.0, score, how)
            for used, seconds, score, how in zip(group.used, group.seconds, group.scores, group.hows, strict=True)
            if seconds
        ]
        given = [(share, score) for share, score, how in limited if how is not _PASSED]
        for share, score in given:
            parts[int(PARTS * share)].append(score)
        answers += len(given)
        passed += len(limited) - len(given)
        timed_out += sum([how is _TIMED_OUT for _, _, how in limited])
        total += sum([share for share, _ in given])
    used_up = parts.pop()
    parts[-1] += used_up
    return Timing(
        answers=answers,
        share=total / answers if answers else None,
        timed_out=timed_out,
        passed=passed,
        parts=tuple(
            TimePart(n / PARTS, (n + 1) / PARTS, len(part), _mean(part)) for n, part in enumerate(parts) if part
        ),
        hasty=_hasty(parts),
    )


def _hasty(parts: Sequence[list[float]]) -> float | None:
    quick = [score for part in parts[: PARTS // 2] for score in part]
    slow = [score for part in parts[PARTS // 2 :] for score in part]
    if min(len(quick), len(slow)) < FEWEST:
        return None
    difference = _mean(slow) - _mean(quick)
    return difference if difference >= WORTH_SAYING else None


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
