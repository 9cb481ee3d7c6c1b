"""An old interview scored with today's rubrics, beside its old scores. Pure: nothing is written, nothing replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from simulator.bank.model import Band, PatternLine, Rubric
from simulator.grading.result import Grade
from simulator.interview.session import Grading, as_question, grade_as_planned
from simulator.transcript.codec import to_plain
from simulator.transcript.events import PlannedQuestion
from simulator.transcript.rubric_version import rubric_version, same_rubric
from simulator.transcript.state import PROBE_CREDIT, InterviewRecord, ProbeRecord, QuestionRecord


class RubricNow(StrEnum):
    """What became of the rubric that an answer was graded by."""

    SAME = "same"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    """The transcript does not say which version it was."""
    GONE = "gone"
    """It is not in the content any more: the answer can't be graded again."""


@dataclass(frozen=True, slots=True)
class RegradedCriterion:
    """A criterion's credit then and now."""

    id: str
    signal: str
    before: float | None
    """0, 0.5 or 1, what the probe brought out included; None if there was no such criterion then."""
    after: float | None
    """None if there is no such criterion now."""


@dataclass(frozen=True, slots=True)
class RegradedQuestion:
    """An answer's score then and now."""

    number: int
    id: str
    prompt: str
    rubric: str
    rubric_now: RubricNow
    version_before: str
    """The rubric's version as the transcript names it; empty if it names none."""
    version_after: str
    """Empty if the rubric is gone."""
    passed: bool
    before: float | None
    """0 to 100; None if it was never graded."""
    after: float | None
    """None if the rubric is gone."""
    criteria: tuple[RegradedCriterion, ...]
    """Only those whose credit differs."""
    grade: Grade | None
    """Today's grade of the answer, before the probe; None if passed or if the rubric is gone."""

    @property
    def difference(self) -> float | None:
        """Points gained by grading it today; None where one of the scores is missing."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Regrading:
    """An interview's scores then and now."""

    id: str
    company_name: str
    created: str
    before: float | None
    """The mean of the questions that have both scores."""
    after: float | None
    questions: tuple[RegradedQuestion, ...]

    @property
    def changed_rubrics(self) -> tuple[str, ...]:
        """The ids of the rubrics that were changed since, or are gone."""
        changed = (q.rubric for q in self.questions if q.rubric_now in (RubricNow.CHANGED, RubricNow.GONE))
        return tuple(dict.fromkeys(changed))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types, by the names of the fields."""
        plain: dict[str, Any] = to_plain(self)
        return plain | {
            "band_before": None if self.before is None else str(Band.of(self.before)),
            "band_after": None if self.after is None else str(Band.of(self.after)),
            "changed_rubrics": list(self.changed_rubrics),
        }


@dataclass(frozen=True, slots=True)
class Today:
    """How answers are graded today."""

    grade: Grading
    rubric_of: Callable[[PlannedQuestion], Rubric | None]
    """The rubric that the question has today; None if there is none."""
    vocabulary: Mapping[str, PatternLine]


def regrade(record: InterviewRecord, today: Today) -> Regrading:
    """The interview's answers graded with today's rubrics, as far as it has come. Raises what grading raises."""
    questions = tuple(_regraded(q, today) for q in record.questions if q.answered)
    both = [(q.before, q.after) for q in questions if q.before is not None and q.after is not None]
    return Regrading(
        id=record.id,
        company_name=record.planned.company_name,
        created=record.header.created,
        before=sum(before for before, _ in both) / len(both) if both else None,
        after=sum(after for _, after in both) / len(both) if both else None,
        questions=questions,
    )


def _regraded(q: QuestionRecord, today: Today) -> RegradedQuestion:
    rubric = today.rubric_of(q.question)
    if rubric and q.question.part_of and not _still_asked(q.question, rubric):
        rubric = None
    now = _todays(q, rubric, today) if rubric else None
    return RegradedQuestion(
        number=q.number,
        id=q.id,
        prompt=q.question.prompt,
        rubric=rubric.id if rubric else q.question.rubric,
        rubric_now=_rubric_now(q, rubric, today.vocabulary),
        version_before=q.rubric_version,
        version_after=rubric_version(rubric, today.vocabulary) if rubric else "",
        passed=q.passed,
        before=q.score,
        after=now.score if now else None,
        criteria=tuple(_differing(q, now, rubric)) if now and rubric and not q.passed else (),
        grade=now.grade if now else None,
    )


def _still_asked(part: PlannedQuestion, rubric: Rubric) -> bool:
    """Whether the rubric still has what this part of a question was about."""
    return not {c.id for c in part.criteria}.isdisjoint(c.id for c in rubric.criteria)


def _todays(q: QuestionRecord, rubric: Rubric, today: Today) -> QuestionRecord:
    """The question as if it were graded today."""
    if q.passed:
        return q
    asked = replace(q.question, rubric=rubric.id)
    grade = grade_as_planned(today.grade, asked, q.answer or "")
    return replace(q, grade=grade, probe=_todays_probe(q.probe, asked, today))


def _todays_probe(probe: ProbeRecord | None, asked: PlannedQuestion, today: Today) -> ProbeRecord | None:
    if probe is None or not (probe.answer or "").strip():
        return probe
    grade = today.grade(as_question(asked), probe.answer or "")
    found = next((c for c in grade.criteria if c.criterion == probe.criterion), None)
    shown = found is not None and found.credit == 1
    return replace(probe, gained=PROBE_CREDIT if shown else 0.0, evidence=found.evidence if found and shown else ())


def _rubric_now(q: QuestionRecord, rubric: Rubric | None, vocabulary: Mapping[str, PatternLine]) -> RubricNow:
    if rubric is None:
        return RubricNow.GONE
    if rubric.id != q.question.rubric:
        return RubricNow.CHANGED
    same = same_rubric(q.rubric_version, rubric, vocabulary)
    return RubricNow.UNKNOWN if same is None else RubricNow.SAME if same else RubricNow.CHANGED


def _differing(q: QuestionRecord, now: QuestionRecord, rubric: Rubric) -> Iterator[RegradedCriterion]:
    signals = {c.id: c.signal for c in rubric.criteria} | {c.id: c.signal for c in q.question.criteria}
    before = {c.criterion for c in q.grade.criteria} if q.grade else set()
    after = {c.criterion for c in now.grade.criteria} if now.grade else set()
    for id_ in dict.fromkeys([*q.credits, *now.credits]):
        was = q.credits[id_] if id_ in before else None
        is_ = now.credits[id_] if id_ in after else None
        if was != is_:
            yield RegradedCriterion(id_, signals.get(id_, id_), was, is_)
