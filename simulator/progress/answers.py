"""Graded answers of many interviews in columns, by what was asked. Pure.

A hundred thousand answers are looked at several times over. In columns, that is quick: what is looked at stands side by
side, and what the answers to a question have in common is looked at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from simulator.transcript.digest import AnswerFacts, AskedQuestion, Digest, Signal
from simulator.transcript.events import How


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and all graded answers to it, in drills or in other interviews, oldest first. All columns are equally
    long; units are those of `AnswerFacts`."""

    question: AskedQuestion
    drill: bool
    interviews: Sequence[Digest]
    """In which each answer was given."""
    scores: Sequence[float]
    hows: Sequence[How]
    used: Sequence[float]
    seconds: Sequence[int | None]
    marks: Sequence[int | None]
    self_scores: Sequence[float | None]
    credits: Sequence[Sequence[float]]
    """A column for each criterion."""
    self_credits: Sequence[Sequence[float | None]]
    """A row for each answer."""
    misconceptions: Sequence[Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class History:
    """All answers that were asked for one criterion, in whichever question, oldest first."""

    question: AskedQuestion
    """In which it was asked for last."""
    signal: Signal
    interviews: Sequence[Digest]
    credits: Sequence[float]
    self_credits: Sequence[float | None]


def by_question(digests: Iterable[Digest]) -> tuple[Asked, ...]:
    """All graded answers by question; a question whose text or criteria have changed is another one."""
    given: dict[bool, dict[int, list[tuple[AnswerFacts, Digest]]]] = {False: {}, True: {}}
    for each in sorted(digests, key=lambda d: d.created):
        found = given[each.drill]
        for answer in each.answers:
            # The same question is one object for all its answers, so its place in memory is a key that costs nothing;
            # where it is not, two groups stand for one question, and add up to the same.
            key = id(answer.question)
            if key in found:
                found[key].append((answer, each))
            else:
                found[key] = [(answer, each)]
    groups = (_columns(drill, rows) for drill, found in given.items() for rows in found.values())
    return tuple(group for group in groups if group is not None)


def _columns(drill: bool, rows: Sequence[tuple[AnswerFacts, Digest]]) -> Asked | None:
    """The answers of these rows that have a score, in columns; None if there is none."""
    graded = [row for row in rows if row[0].score is not None]
    if not graded:
        return None
    answers, interviews = zip(*graded, strict=True)
    columns = zip(*answers, strict=True)
    questions, scores, hows, used, seconds, marks, self_scores, credits_, self_credits, misconceptions = columns
    by_criterion = tuple(zip(*credits_, strict=True))
    return Asked(
        questions[0], drill, interviews, scores, hows, used, seconds, marks, self_scores, by_criterion, self_credits,
        misconceptions,
    )  # fmt: skip


def by_criterion(groups: Iterable[Asked]) -> Iterator[History]:
    """All answers by criterion; the same criterion of the same rubric is one, whichever question asks for it."""
    places: dict[tuple[str, str], list[tuple[Asked, int]]] = {}
    for group in groups:
        for n, signal in enumerate(group.question.criteria):
            places.setdefault((group.question.rubric, signal.id), []).append((group, n))
    for some in places.values():
        last, n = max(some, key=lambda place: place[0].interviews[-1].created)
        histories = [_history(*place) for place in some]
        if len(histories) == 1:
            yield histories[0]
            continue
        rows = sorted(
            (row for h in histories for row in zip(h.interviews, h.credits, h.self_credits, strict=True)),
            key=lambda row: row[0].created,
        )
        interviews, credits_, self_credits = zip(*rows, strict=True)
        yield History(last.question, last.question.criteria[n], interviews, credits_, self_credits)


def _history(group: Asked, n: int) -> History:
    own = [row[n] for row in group.self_credits]
    return History(group.question, group.question.criteria[n], group.interviews, group.credits[n], own)
