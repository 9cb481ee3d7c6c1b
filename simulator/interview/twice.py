"""The same question answered twice, side by side: what was gained and what was lost. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from simulator.transcript.export import question_to_dict
from simulator.transcript.state import InterviewRecord, QuestionRecord


class Change(StrEnum):
    """What became of a signal from one answer to the next."""

    GAINED = "gained"
    LOST = "lost"
    KEPT = "kept"
    STILL_MISSING = "still missing"
    NOT_COMPARABLE = "not in both"
    """The rubric had it only once."""


@dataclass(frozen=True, slots=True)
class TwiceCriterion:
    """A criterion's credit in both answers."""

    id: str
    signal: str
    before: float | None
    """0, 0.5 or 1, what the probe brought out included; None if there was no such criterion."""
    after: float | None

    @property
    def change(self) -> Change:
        if self.before is None or self.after is None:
            return Change.NOT_COMPARABLE
        if self.before != self.after:
            return Change.GAINED if self.after > self.before else Change.LOST
        return Change.KEPT if self.after else Change.STILL_MISSING


@dataclass(frozen=True, slots=True)
class Twice:
    """A question and its two answers."""

    before: QuestionRecord
    after: QuestionRecord
    criteria: tuple[TwiceCriterion, ...]
    mended: tuple[str, ...]
    """Corrections of what was said wrongly before and not any more."""
    repeated: tuple[str, ...]
    """Corrections of what was said wrongly both times."""
    new_mistakes: tuple[str, ...]
    """Corrections of what was said wrongly only the second time."""

    @property
    def difference(self) -> float | None:
        """Points gained; None where one of the answers was never graded."""
        if self.before.score is None or self.after.score is None:
            return None
        return self.after.score - self.before.score


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two interviews, by the questions that were answered in both."""

    before: InterviewRecord
    """The one that was held first."""
    after: InterviewRecord
    questions: tuple[Twice, ...]
    """In the order of the later interview."""

    @property
    def scores(self) -> tuple[float, float] | None:
        """The mean score before and after, over the questions that have both; None if there is none."""
        both = [
            (t.before.score, t.after.score)
            for t in self.questions
            if t.before.score is not None and t.after.score is not None
        ]
        if not both:
            return None
        return sum(first for first, _ in both) / len(both), sum(second for _, second in both) / len(both)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        scores = self.scores
        return {
            "before": _interview(self.before),
            "after": _interview(self.after),
            "score_before": scores and scores[0],
            "score_after": scores and scores[1],
            "questions": [
                {
                    "id": t.after.id,
                    "prompt": t.after.question.prompt,
                    "difference": t.difference,
                    "criteria": [
                        {"id": c.id, "signal": c.signal, "before": c.before, "after": c.after, "change": str(c.change)}
                        for c in t.criteria
                    ],
                    "mended": list(t.mended),
                    "repeated": list(t.repeated),
                    "new_mistakes": list(t.new_mistakes),
                    "before": question_to_dict(t.before),
                    "after": question_to_dict(t.after),
                }
                for t in self.questions
            ],
        }


def side_by_side(one: InterviewRecord, other: InterviewRecord, question: str | None = None) -> SideBySide:
    """The questions that were answered in both interviews, or only the one with this id. The interview that was held
    first comes first, in whichever order they are given."""
    before, after = sorted((one, other), key=lambda record: record.header.created)
    earlier = {q.id: q for q in before.questions if q.answered}
    return SideBySide(
        before,
        after,
        tuple(
            _twice(earlier[q.id], q)
            for q in after.questions
            if q.answered and q.id in earlier and question in (None, q.id)
        ),
    )


def _twice(before: QuestionRecord, after: QuestionRecord) -> Twice:
    said_before, said_after = _misconceptions(before), _misconceptions(after)
    return Twice(
        before,
        after,
        tuple(_criteria(before, after)),
        mended=tuple(said for id_, said in said_before.items() if id_ not in said_after),
        repeated=tuple(said for id_, said in said_after.items() if id_ in said_before),
        new_mistakes=tuple(said for id_, said in said_after.items() if id_ not in said_before),
    )


def _criteria(before: QuestionRecord, after: QuestionRecord) -> Iterator[TwiceCriterion]:
    signals = {c.id: c.signal for q in (before, after) for c in q.question.criteria}
    first, second = _credits(before), _credits(after)
    for id_ in dict.fromkeys(c.id for q in (after, before) for c in q.question.criteria):
        yield TwiceCriterion(id_, signals[id_], first.get(id_), second.get(id_))


def _credits(q: QuestionRecord) -> dict[str, float]:
    """The credits by criterion; none where the answer was never graded."""
    return {} if q.score is None else dict(q.credits)


def _misconceptions(q: QuestionRecord) -> dict[str, str]:
    return {m.misconception: m.correction for m in (q.grade.misconceptions if q.grade else ())}


def _interview(record: InterviewRecord) -> dict[str, Any]:
    return {"id": record.id, "created": record.header.created, "company": record.planned.company}
