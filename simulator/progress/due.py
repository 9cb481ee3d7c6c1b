"""What was missed and is about to be forgotten, by FSRS. Pure: interviews and a moment in, what is due out.

A card is one criterion, or one question as a whole; it is in the deck from the first time that an answer lacked it. Its
state is worked out anew from the answers each time, so there is nothing to lose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from simulator.bank.library import Library
from simulator.bank.model import Band, Question
from simulator.progress.answers import Asked, History, by_criterion, by_question
from simulator.progress.calibration import MARK_POINTS
from simulator.progress.missed import newest_places
from simulator.transcript.digest import Digest

if TYPE_CHECKING:
    from fsrs import Scheduler

WHOLE = ""
"""Stands in the place of a criterion for the question as a whole."""

PART_SECONDS = 90
"""For one criterion asked for by its probe."""

_LOOKED_BACK = 20
"""So many of the newest answers say how well something is known; older ones hardly count any more."""

_AGAIN, _HARD, _GOOD, _EASY = 1, 2, 3, 4
_OF_BAND = {Band.POOR: _AGAIN, Band.MIXED: _HARD, Band.GOOD: _GOOD, Band.EXCELLENT: _EASY}

_WEAK = (Band.POOR, Band.MIXED)


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that was missed, and how well it is remembered."""

    question: str
    """The id of the whole question in which it was last asked for."""
    criterion: str
    """The criterion's id, or `WHOLE`."""
    asked: int
    missed: int
    """How often it was not fully shown; a whole question: how often it scored poor or mixed."""
    due: str
    """The day on which it is due; ISO 8601."""
    recall: float
    """How likely it still is that it is known, 0 to 1."""
    transcripts: tuple[str, ...]
    """Where it was missed, newest first; at most `MOST_PLACES` of them."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be asked in a drill: a whole question, or one criterion of it through its probe."""

    question: str
    criterion: str
    """`WHOLE` for all of the question."""
    says: str
    """What is asked."""
    seconds: int
    due: str
    """The day on which the first of its cards was due; ISO 8601."""
    recall: float
    """Of its card that is known least."""
    missed: int
    """Of its card that was missed most often."""
    transcripts: tuple[str, ...]


def cards(digests: Iterable[Digest], now: datetime) -> tuple[Card, ...]:
    """Everything that was ever missed; what is known least first. `now` needs a time zone, whose days are meant."""
    return cards_of(by_question(digests), now)


def cards_of(groups: Sequence[Asked], now: datetime) -> tuple[Card, ...]:
    """The same, from answers that are already grouped."""
    scheduler = _scheduler()
    found = [_criterion_card(history, scheduler, now) for history in by_criterion(groups)]
    wholes: dict[str, list[Asked]] = {}
    for group in groups:
        if not group.question.part_of:
            wholes.setdefault(group.question.id, []).append(group)
    found += [_whole_card(id_, some, scheduler, now) for id_, some in wholes.items()]
    return tuple(sorted(filter(None, found), key=lambda c: (c.recall, c.question, c.criterion)))


def due(cards: Iterable[Card], today: date) -> tuple[Card, ...]:
    """The cards whose day has come, in their order."""
    return tuple(card for card in cards if card.due <= today.isoformat())


def items(cards: Sequence[Card], library: Library) -> tuple[Item, ...]:
    """How these cards are asked for, what is known least first: a question as a whole if it is a card itself or most of
    its criteria are, else each criterion by its probe. What is not in the library any more is left out."""
    by_id: dict[str, list[Card]] = {}
    for card in cards:
        by_id.setdefault(card.question, []).append(card)
    found: list[Item] = []
    for id_, some in by_id.items():
        question = library.questions.get(id_)
        rubric = library.rubrics.get(question.rubric) if question else None
        if question is None or rubric is None:
            continue
        probes = {criterion.id: criterion.probe for criterion in rubric.criteria}
        wanted = [card for card in some if card.criterion == WHOLE or card.criterion in probes]
        single = [card for card in wanted if probes.get(card.criterion)]
        if len(single) < len(wanted) or len(single) >= max(2, len(probes) / 2):
            found.append(_item(question, WHOLE, question.prompt, 60 * question.minutes, wanted))
        else:
            found += [_item(question, c.criterion, probes[c.criterion], PART_SECONDS, [c]) for c in single]
    return tuple(sorted(found, key=lambda item: (item.recall, item.question, item.criterion)))


def fitting(items: Iterable[Item], seconds: float) -> tuple[Item, ...]:
    """The first items for which there is time; always one if there is any."""
    everything = tuple(items)
    chosen = []
    left = seconds
    for item in everything:
        if item.seconds <= left:
            chosen.append(item)
            left -= item.seconds
    return tuple(chosen) or everything[:1]


def _item(question: Question, criterion: str, says: str, seconds: int, some: Sequence[Card]) -> Item:
    return Item(
        question=question.id,
        criterion=criterion,
        says=says,
        seconds=seconds,
        due=min(card.due for card in some),
        recall=min(card.recall for card in some),
        missed=max(card.missed for card in some),
        transcripts=newest_places(id_ for card in some for id_ in card.transcripts),
    )


def _criterion_card(history: History, scheduler: Scheduler, now: datetime) -> Card | None:
    lacking = [each.id for each, credit in zip(history.interviews, history.credits, strict=True) if credit < 1]
    if not lacking:
        return None
    newest = slice(-_LOOKED_BACK, None)
    columns = history.interviews[newest], history.credits[newest], history.self_credits[newest]
    reviews = [(each.created, criterion_rating(credit, own)) for each, credit, own in zip(*columns, strict=True)]
    asked = len(history.credits)
    return _card(history.question.whole, history.signal.id, asked, lacking, reviews, scheduler, now)


def _whole_card(id_: str, some: Sequence[Asked], scheduler: Scheduler, now: datetime) -> Card | None:
    rows = [row for group in some for row in zip(group.interviews, group.scores, group.marks, strict=True)]
    rows.sort(key=lambda row: row[0].created)
    weak = {score for score in {score for _, score, _ in rows} if Band.of(score) in _WEAK}
    lacking = [each.id for each, score, _ in rows if score in weak]
    if not lacking:
        return None
    reviews = [(each.created, answer_rating(score, mark)) for each, score, mark in rows[-_LOOKED_BACK:]]
    return _card(id_, WHOLE, len(rows), lacking, reviews, scheduler, now)


def _card(
    question: str,
    criterion: str,
    asked: int,
    lacking: Sequence[str],
    reviews: Iterable[tuple[str, int]],
    scheduler: Scheduler,
    now: datetime,
) -> Card:
    """The card after these reviews: when, and how well it was known."""
    from fsrs import Card as Memory
    from fsrs import Rating

    memory = Memory(card_id=0)
    for created, known in reviews:
        memory, _ = scheduler.review_card(memory, Rating(known), _moment(created, now))
    return Card(
        question=question,
        criterion=criterion,
        asked=asked,
        missed=len(lacking),
        due=memory.due.astimezone(now.tzinfo).date().isoformat(),
        recall=scheduler.get_card_retrievability(memory, now.astimezone(UTC)),
        transcripts=newest_places(reversed(lacking)),
    )


def answer_rating(score: float, mark: int | None) -> int:
    """How well a whole question was known: 1 (again) to 4 (easy), from the score and the candidate's own mark."""
    known = _OF_BAND[Band.of(score)]
    return known if mark is None else _towards(_OF_BAND[Band.of(MARK_POINTS * mark)], known)


def criterion_rating(credit: float, own: float | None) -> int:
    """How well a criterion was known: 1 (again) to 3 (good), from the credit and the candidate's own."""
    known = _of_credit(credit)
    return known if own is None else _towards(_of_credit(own), known)


def _towards(own: int, known: int) -> int:
    """One step at most: the program may have missed something, and the candidate may flatter themselves."""
    return known + (own > known) - (own < known)


def _of_credit(credit: float) -> int:
    return _GOOD if credit >= 1 else _HARD if credit > 0 else _AGAIN


@lru_cache(maxsize=4096)
def _moment(created: str, now: datetime) -> datetime:
    """When the answer was given, in UTC; never later than now, which a clock that was set back would give."""
    try:
        at = datetime.fromisoformat(created).astimezone(UTC)
    except (ValueError, OverflowError):
        at = datetime(1970, 1, 1, tzinfo=UTC)
    return min(at, now.astimezone(UTC))


def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    # In days, as interviews come: no steps of minutes. And no chance: the same transcripts give the same days.
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=365)
