"""What the events of a transcript add up to: an `InterviewRecord`, with every score that is derived from them.

Pure: events in, record out. Everything shown after an interview is derived from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from simulator.bank.model import Band
from simulator.grading.checked import RunReport, join
from simulator.grading.result import Grade, Span
from simulator.transcript import events as ev
from simulator.transcript.events import Header, How, Planned, PlannedCriterion, PlannedQuestion, PlannedRound, Stamped

PROBE_CREDIT = 0.5
"""What a criterion shown only after the probe is worth."""


class State(StrEnum):
    """How far an interview has come."""

    BROKEN_OFF = "broken off"
    FINISHED = "finished"
    SELF_GRADED = "self-graded"


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """How often a question was asked in earlier interviews, and when last (ISO 8601, UTC)."""

    times: int
    last: str


class NoPlanError(ValueError):
    """The transcript ends before its plan: nothing was asked, nothing can be shown or resumed."""


@dataclass(frozen=True, slots=True)
class ProbeRecord:
    """A probe, what was answered and what that brought out."""

    criterion: str
    text: str
    seconds: float | None
    draft: str = ""
    used: float = 0.0
    answer: str | None = None
    """None while the probe is open."""
    how: How | None = None
    gained: float | None = None
    """Credit gained for the criterion; None until graded."""
    evidence: tuple[Span, ...] = ()
    """Spans of the answer to the probe."""


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question and all that happened to it."""

    question: PlannedQuestion
    round: PlannedRound
    number: int
    """Its place in the interview, from 1."""
    asked: bool = False
    draft: str = ""
    """The last draft that was saved."""
    used: float = 0.0
    """Seconds used on the question itself, as last saved."""
    answer: str | None = None
    """The answer as it counts; None until there is one, empty if passed."""
    how: How | None = None
    answered_at: str | None = None
    checked: RunReport | None = None
    """What the checks of a code question found; None if it has none, or none were to be run."""
    grade: Grade | None = None
    """None until graded; an empty answer is never graded."""
    rubric_version: str = ""
    probe: ProbeRecord | None = None
    self_mark: int | None = None
    self_credits: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """The candidate's own credits by criterion id."""

    @property
    def id(self) -> str:
        return self.question.id

    @property
    def answered(self) -> bool:
        """Whether there is an answer, be it an empty one."""
        return self.answer is not None

    @property
    def passed(self) -> bool:
        """Whether the candidate passed, or time ran out over an empty page."""
        return self.answer is not None and not self.answer.strip()

    @property
    def total_used(self) -> float:
        """Seconds used on the question and its probe."""
        return self.used + (self.probe.used if self.probe else 0.0)

    @property
    def credits(self) -> Mapping[str, float]:
        """The credit for each criterion, what the probe brought out included."""
        result = {c.id: 0.0 for c in self.question.criteria}
        if self.grade:
            result |= {c.criterion: c.credit for c in self.grade.criteria}
        if self.probe and self.probe.gained:
            result[self.probe.criterion] = max(result.get(self.probe.criterion, 0.0), self.probe.gained)
        return result

    @property
    def score(self) -> float | None:
        """0 to 100, the checks and what the probe brought out included; 0 if passed; None while not graded."""
        if self.passed:
            return 0.0
        if self.grade is None:
            return None
        return join(min(100.0, self.grade.score + self._probe_points), self.checked)

    @property
    def band(self) -> Band | None:
        return None if self.score is None else Band.of(self.score)

    @property
    def missing(self) -> tuple[PlannedCriterion, ...]:
        """The criteria without any credit, in their order. Without an answer, all of them."""
        earned = self.credits
        return tuple(c for c in self.question.criteria if earned[c.id] == 0)

    @property
    def self_graded(self) -> bool:
        """Whether the candidate gave a credit to every criterion."""
        return all(c.id in self.self_credits for c in self.question.criteria)

    @property
    def self_score(self) -> float | None:
        """0 to 100 from the candidate's own credits and from the checks, which are beyond dispute; 0 if passed; None
        until every criterion has a credit."""
        if self.passed:
            return 0.0
        if not self.self_graded:
            return None
        total = sum(c.weight for c in self.question.criteria)
        gained = sum(c.weight * self.self_credits[c.id] for c in self.question.criteria)
        return join(100.0 * gained / total if total else 0.0, self.checked)

    @property
    def self_mark_score(self) -> float | None:
        """The candidate's own mark as 0 to 100."""
        return None if self.self_mark is None else 100.0 * self.self_mark / ev.MARKS[-1]

    @property
    def _probe_points(self) -> float:
        if self.grade is None or self.probe is None or not self.probe.gained:
            return 0.0
        total = sum(c.weight for c in self.grade.criteria)
        for criterion in self.grade.criteria:
            if criterion.criterion == self.probe.criterion and total:
                more = max(0.0, self.probe.gained - criterion.credit)
                return 100.0 * criterion.weight * more / total
        return 0.0


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """One interview, as its transcript tells it."""

    header: Header
    planned: Planned
    questions: tuple[QuestionRecord, ...]
    """All planned questions in the order in which they are asked."""
    rounds_opened: tuple[str, ...] = ()
    current: str | None = None
    """The id of the question that is open (itself or its probe); None between questions."""
    paused: bool = False
    """Whether it was broken off on purpose and not taken up again."""
    finished_at: str | None = None
    self_graded_at: str | None = None
    last_time: str = ""
    """When the last event was written."""

    @property
    def id(self) -> str:
        return self.header.id

    @property
    def state(self) -> State:
        if self.finished_at is None:
            return State.BROKEN_OFF
        return State.FINISHED if self.self_graded_at is None else State.SELF_GRADED

    @property
    def finished(self) -> bool:
        return self.finished_at is not None

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(q.answered for q in self.questions)

    @property
    def used(self) -> float:
        """Seconds used in all."""
        return sum(q.total_used for q in self.questions)

    @property
    def score(self) -> float | None:
        """The mean of the scores of the questions graded so far, passed ones at 0; None if there is none."""
        return _mean([q.score for q in self.questions if q.score is not None])

    @property
    def band(self) -> Band | None:
        return None if self.score is None else Band.of(self.score)

    @property
    def rating(self) -> str | None:
        """The company's own word for the score."""
        return None if self.band is None else self.planned.ratings.get(self.band, str(self.band))

    @property
    def self_score(self) -> float | None:
        """The mean of the self-given scores; None until every answered question has one."""
        scores = [q.self_score for q in self.questions if q.answered]
        if any(s is None for s in scores) or all(q.passed for q in self.questions if q.answered):
            return None
        return _mean([s for s in scores if s is not None])

    def question(self, id_: str) -> QuestionRecord | None:
        """The record of the question with this id."""
        return next((q for q in self.questions if q.id == id_), None)


def fold(header: Header, events: Iterable[Stamped]) -> InterviewRecord:
    """What the events add up to.

    Lenient towards lost lines: an event about a question that was never planned is ignored. Raises NoPlanError if
    there is no plan among them.
    """
    record: InterviewRecord | None = None
    for stamped in events:
        if isinstance(stamped.event, Planned) and record is None:
            record = InterviewRecord(header, stamped.event, _unasked(stamped.event))
        if record is not None:
            record = advance(record, stamped)
    if record is None:
        raise NoPlanError("this transcript ends before its plan, so nothing was asked")
    return record


def advance(record: InterviewRecord, stamped: Stamped) -> InterviewRecord:
    """The record after one more event."""
    # One new record for each event, not one for each field: an index makes millions of them.
    return replace(record, last_time=stamped.time, **_changes(record, stamped))


def _changes(record: InterviewRecord, stamped: Stamped) -> dict[str, Any]:
    """What the event changes, by the fields of the record."""
    match stamped.event:
        case ev.RoundOpened(round=id_):
            return {"rounds_opened": (*record.rounds_opened, id_), "current": None}
        case ev.Paused(used=used):
            return {"questions": _with_time(record, used), "paused": True}
        case ev.Resumed():
            return {"paused": False}
        case ev.Finished():
            return {"finished_at": stamped.time, "current": None, "paused": False}
        case ev.SelfGraded():
            return {"self_graded_at": stamped.time}
        case ev.Planned() | ev.Unknown():
            return {}
        case event:
            return _question_changes(record, event, stamped.time)


_QuestionEvent = (
    ev.Asked
    | ev.Drafted
    | ev.Answered
    | ev.Checked
    | ev.Graded
    | ev.Probed
    | ev.ProbeDrafted
    | ev.ProbeAnswered
    | ev.ProbeGraded
    | ev.SelfMarked
    | ev.SelfCredited
)


def _unasked(planned: Planned) -> tuple[QuestionRecord, ...]:
    pairs = [(round_, question) for round_ in planned.rounds for question in round_.questions]
    return tuple(QuestionRecord(question, round_, n) for n, (round_, question) in enumerate(pairs, start=1))


def _question_changes(record: InterviewRecord, event: _QuestionEvent, time: str) -> dict[str, Any]:
    before = record.question(event.question)
    if before is None:
        return {}
    after = _question_after(before, event, time)
    questions = tuple([after if q is before else q for q in record.questions])
    match event:
        case ev.Asked() | ev.Probed():
            return {"questions": questions, "current": event.question}
        case ev.Answered() | ev.ProbeAnswered():
            return {"questions": questions, "current": None}
    return {"questions": questions}


def _question_after(q: QuestionRecord, event: _QuestionEvent, time: str) -> QuestionRecord:
    match event:
        case ev.Asked():
            return replace(q, asked=True)
        case ev.Drafted(used=used, edit=edit):
            return replace(q, draft=ev.apply_edit(q.draft, edit), used=used)
        case ev.Answered(text=text, used=used, how=how):
            return replace(q, answer=text, used=used, how=how, answered_at=time)
        case ev.Checked(report=report):
            return replace(q, checked=report)
        case ev.Graded(grade=grade, rubric_version=version):
            return replace(q, grade=grade, rubric_version=version)
        case ev.Probed(criterion=criterion, text=text, seconds=seconds):
            return replace(q, probe=ProbeRecord(criterion, text, seconds))
        case ev.SelfMarked(mark=mark):
            return replace(q, self_mark=mark)
        case ev.SelfCredited(criterion=criterion, credit=credit):
            return replace(q, self_credits=MappingProxyType({**q.self_credits, criterion: credit}))
    return q if q.probe is None else replace(q, probe=_probe_after(q.probe, event))


def _probe_after(probe: ProbeRecord, event: _QuestionEvent) -> ProbeRecord:
    match event:
        case ev.ProbeDrafted(used=used, edit=edit):
            return replace(probe, draft=ev.apply_edit(probe.draft, edit), used=used)
        case ev.ProbeAnswered(text=text, used=used, how=how):
            return replace(probe, answer=text, used=used, how=how)
        case ev.ProbeGraded(gained=gained, evidence=evidence):
            return replace(probe, gained=gained, evidence=evidence)
    return probe


def _with_time(record: InterviewRecord, used: float) -> tuple[QuestionRecord, ...]:
    """The questions, with the time used on the open one or on its probe."""
    q = record.question(record.current) if record.current else None
    if q is None:
        return record.questions
    after = replace(q, probe=replace(q.probe, used=used)) if q.probe else replace(q, used=used)
    return tuple(after if other is q else other for other in record.questions)


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
