"""What an interview adds up to: scores by question, round and topic, and what to do next. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from simulator.bank.model import Band
from simulator.grading.checked import RunReport
from simulator.transcript.codec import to_plain
from simulator.transcript.events import How
from simulator.transcript.state import InterviewRecord, QuestionRecord


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question on the scorecard."""

    number: int
    id: str
    prompt: str
    round: str
    topics: tuple[str, ...]
    score: float
    """0 to 100, the checks and what the probe brought out included; 0 if passed."""
    band: Band
    used: float
    """Seconds, those for the probe included."""
    seconds: int | None
    """The limit; None if untimed."""
    how: How
    probe_gained: float | None
    """Credit that the probe brought; None if there was none."""
    checked: RunReport | None = None
    """What the checks of a code question found; None if none were to be run."""


@dataclass(frozen=True, slots=True)
class Part:
    """A round or a topic on the scorecard."""

    id: str
    title: str
    score: float
    """The mean of its questions."""
    band: Band
    used: float
    questions: int


@dataclass(frozen=True, slots=True)
class Missed:
    """A criterion that earned no full credit: what to study."""

    question: str
    criterion: str
    signal: str
    weight: int
    credit: float


@dataclass(frozen=True, slots=True)
class Correction:
    """A misconception that was found in an answer."""

    question: str
    misconception: str
    correction: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """A command to type next, and what for."""

    command: str
    why: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The end of an interview, or where it stands if it was broken off."""

    id: str
    company: str
    company_name: str
    finished: bool
    score: float
    """The mean of the answered questions' scores, passed ones at 0."""
    band: Band
    rating: str
    """The company's own word for the score."""
    used: float
    questions: tuple[QuestionLine, ...]
    rounds: tuple[Part, ...]
    topics: tuple[Part, ...]
    """Weakest first."""
    strongest: QuestionLine | None
    """None if nothing earned any score."""
    weakest: QuestionLine | None
    """None if there is no other than the strongest."""
    study: tuple[Missed, ...]
    """From the question that lost most, weightiest first."""
    corrections: tuple[Correction, ...]
    next_steps: tuple[NextStep, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types, by the names of the fields."""
        plain: dict[str, Any] = to_plain(self)
        return plain


def scorecard(record: InterviewRecord) -> Scorecard:
    """The scorecard of an interview as far as it has come."""
    lines = tuple(_lines(record))
    score = round(record.score or 0.0, 1)
    band = Band.of(score)
    topics = tuple(sorted(_topics(lines), key=lambda part: part.score))
    strongest = max(lines, key=lambda line: line.score, default=None)
    weakest = min(lines, key=lambda line: line.score, default=None)
    return Scorecard(
        id=record.id,
        company=record.planned.company,
        company_name=record.planned.company_name,
        finished=record.finished,
        score=score,
        band=band,
        rating=record.planned.ratings.get(band, str(band)),
        used=record.used,
        questions=lines,
        rounds=tuple(_rounds(record, lines)),
        topics=topics,
        strongest=strongest if strongest and strongest.score > 0 else None,
        weakest=None if weakest is strongest else weakest,
        study=tuple(_missed(record)),
        corrections=tuple(_corrections(record)),
        next_steps=tuple(_next_steps(record, topics)),
    )


def _lines(record: InterviewRecord) -> Iterator[QuestionLine]:
    for q in record.questions:
        if not q.answered or q.score is None:
            continue
        yield QuestionLine(
            number=q.number,
            id=q.id,
            prompt=q.question.prompt,
            round=q.round.id,
            topics=q.question.topics,
            score=q.score,
            band=Band.of(q.score),
            used=q.total_used,
            seconds=q.question.seconds,
            how=q.how or How.SUBMITTED,
            probe_gained=q.probe.gained if q.probe else None,
            checked=q.checked,
        )


def _rounds(record: InterviewRecord, lines: tuple[QuestionLine, ...]) -> Iterator[Part]:
    for round_ in record.planned.rounds:
        if inside := [line for line in lines if line.round == round_.id]:
            yield _part(round_.id, round_.title, inside)


def _topics(lines: tuple[QuestionLine, ...]) -> Iterator[Part]:
    for topic in dict.fromkeys(topic for line in lines for topic in line.topics):
        yield _part(topic, topic.replace("-", " "), [line for line in lines if topic in line.topics])


def _part(id_: str, title: str, lines: list[QuestionLine]) -> Part:
    score = round(sum(line.score for line in lines) / len(lines), 1)
    return Part(id_, title, score, Band.of(score), sum(line.used for line in lines), len(lines))


def _answered_worst_first(record: InterviewRecord) -> list[QuestionRecord]:
    return sorted((q for q in record.questions if q.score is not None), key=lambda q: q.score or 0.0)


def _missed(record: InterviewRecord) -> Iterator[Missed]:
    for q in _answered_worst_first(record):
        earned = q.credits
        for c in sorted(q.question.criteria, key=lambda c: (earned[c.id], -c.weight)):
            if earned[c.id] < 1:
                yield Missed(q.id, c.id, c.signal, c.weight, earned[c.id])


def _corrections(record: InterviewRecord) -> Iterator[Correction]:
    for q in _answered_worst_first(record):
        for found in q.grade.misconceptions if q.grade else ():
            yield Correction(q.id, found.misconception, found.correction)


def _next_steps(record: InterviewRecord, topics: Iterable[Part]) -> Iterator[NextStep]:
    if not record.finished:
        yield NextStep(f"mock-interview resume {record.id}", "go on where you stopped")
        return
    yield NextStep(f"mock-interview grade {record.id}", "grade your answers yourself and compare")
    yield NextStep(f"mock-interview review {record.id}", "read it again, with model answers")
    if record.planned.is_drill:
        yield NextStep("mock-interview drill --due", "what else waits, and when this comes back")
        yield NextStep("mock-interview progress", "how it all moves")
        return
    company = record.planned.company
    weak = next((part for part in topics if part.band is not Band.EXCELLENT), None)
    if weak:
        yield NextStep(
            f"mock-interview start {company} --topic {weak.id}", f"practise your weakest topic, {weak.title}"
        )
    else:
        yield NextStep(f"mock-interview start {company} --length full", "all of the company's questions")
