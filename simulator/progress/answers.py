"""Answers of many interviews, brought together by what was asked. Pure.

A hundred thousand answers are looked at several times over; by question, most of that is one comprehension after
another, and what they have in common is looked at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.transcript.digest import AnswerFacts, AskedQuestion, Digest, Signal


class Given(NamedTuple):
    """An answer that has a score, and the interview in which it was given."""

    answer: AnswerFacts
    interview: Digest


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and all graded answers to it, oldest first."""

    question: AskedQuestion
    given: Sequence[Given]
    credits: tuple[tuple[float, ...], ...]
    """By criterion, the credits of these answers, in their order."""


@dataclass(frozen=True, slots=True)
class Place:
    """One criterion among those of a question."""

    asked: Asked
    number: int

    @property
    def signal(self) -> Signal:
        return self.asked.question.criteria[self.number]


@dataclass(frozen=True, slots=True)
class History:
    """All answers that were asked for one criterion, in whichever question, oldest first."""

    last: Place
    """Where it was asked for last."""
    given: Sequence[Given]
    credits: Sequence[float]
    numbers: Sequence[int]
    """The criterion's place in the question of each answer."""


def by_question(digests: Iterable[Digest]) -> tuple[Asked, ...]:
    """All graded answers by question; a question whose text or criteria have changed is another one."""
    # The same question is one object for all its answers, so its place in memory is a key that costs nothing; where
    # it is not, two groups stand for one question, and add up to the same.
    questions: dict[int, AskedQuestion] = {}
    groups: dict[int, list[Given]] = {}
    for each in sorted(digests, key=lambda d: d.created):
        for answer in each.answers:
            if answer.score is None:
                continue
            key = id(answer.question)
            if key not in groups:
                questions[key], groups[key] = answer.question, []
            groups[key].append(Given(answer, each))
    return tuple(
        Asked(questions[key], given, tuple(zip(*[g.answer.credits for g in given], strict=True)))
        for key, given in groups.items()
    )


def by_criterion(groups: Iterable[Asked]) -> Iterator[History]:
    """All answers by criterion; the same criterion of the same rubric is one, whichever question asks for it."""
    places: dict[tuple[str, str], list[Place]] = {}
    for group in groups:
        for n, signal in enumerate(group.question.criteria):
            places.setdefault((group.question.rubric, signal.id), []).append(Place(group, n))
    for some in places.values():
        if len(some) == 1:
            place = some[0]
            given = place.asked.given
            yield History(place, given, place.asked.credits[place.number], [place.number] * len(given))
            continue
        together = sorted(
            (
                (given, credit, place)
                for place in some
                for given, credit in zip(place.asked.given, place.asked.credits[place.number], strict=True)
            ),
            key=lambda one: one[0].interview.created,
        )
        yield History(
            together[-1][2],
            [given for given, _, _ in together],
            [credit for _, credit, _ in together],
            [place.number for _, _, place in together],
        )
