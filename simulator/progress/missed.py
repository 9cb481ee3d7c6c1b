"""What is missed again and again: criteria without credit and misconceptions, each with where it happened. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.progress.answers import Asked, by_criterion

MOST_PLACES = 50
"""So many transcripts are named for one thing, the newest; how often it was missed in all is said beside them."""

AGAIN = 2
"""From how many times on it is again and again."""


@dataclass(frozen=True, slots=True)
class MissedCriterion:
    """A criterion that the last answer still lacked."""

    question: str
    """The id of the question in which it was last asked for."""
    criterion: str
    signal: str
    weight: int
    asked: int
    """How often it was asked for."""
    missed: int
    """How often the answer earned nothing for it."""
    partly: int
    """How often the answer earned half of it."""
    transcripts: tuple[str, ...]
    """Where it was missed or shown partly, newest first; at most `MOST_PLACES`."""

    @property
    def times(self) -> int:
        """How often it was not fully shown."""
        return self.missed + self.partly


@dataclass(frozen=True, slots=True)
class RepeatedMisconception:
    """A misconception that was found in answers."""

    question: str
    """The id of the question to which it was last said."""
    misconception: str
    correction: str
    times: int
    transcripts: tuple[str, ...]
    """Where it was said, newest first; at most `MOST_PLACES`."""


def missed_criteria(groups: Iterable[Asked]) -> tuple[MissedCriterion, ...]:
    """Criteria that the last answer still lacked, those missed most often first. Drills count like interviews."""
    found = []
    for history in by_criterion(groups):
        if history.credits[-1] >= 1:
            continue
        lacking = [each.id for each, credit in zip(history.interviews, history.credits, strict=True) if credit < 1]
        missed = sum([credit <= 0 for credit in history.credits])
        found.append(
            MissedCriterion(
                question=history.question.whole,
                criterion=history.signal.id,
                signal=history.signal.signal,
                weight=history.signal.weight,
                asked=len(history.credits),
                missed=missed,
                partly=len(lacking) - missed,
                transcripts=newest_places(reversed(lacking)),
            )
        )
    return tuple(sorted(found, key=lambda m: (-m.times, -m.missed, -m.weight, m.question, m.criterion)))


def misconceptions(groups: Iterable[Asked]) -> tuple[RepeatedMisconception, ...]:
    """Misconceptions that were found, the most frequent first."""
    said: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
    for group in groups:
        question = group.question
        for interview, some in zip(group.interviews, group.misconceptions, strict=True):
            for id_, correction in some:
                where = (interview.created, interview.id, question.whole, correction)
                said.setdefault((question.rubric, id_), []).append(where)
    found = []
    for (_, id_), places in said.items():
        places.sort(reverse=True)
        ids = newest_places(transcript for _, transcript, _, _ in places)
        _, _, last, correction = places[0]
        found.append(RepeatedMisconception(last, id_, correction, len(places), ids))
    return tuple(sorted(found, key=lambda m: (-m.times, m.question, m.misconception)))


def newest_places(ids: Iterable[str]) -> tuple[str, ...]:
    """The first `MOST_PLACES` of these, each once."""
    found: dict[str, None] = {}
    for id_ in ids:
        found[id_] = None
        if len(found) == MOST_PLACES:
            break
    return tuple(found)
