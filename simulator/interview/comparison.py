"""The program's scores and the candidate's own side by side. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.interview.scorecard import NextStep, scorecard
from simulator.interview.selfgrading import is_graded, to_grade
from simulator.transcript.codec import to_plain
from simulator.transcript.state import InterviewRecord, QuestionRecord, State


@dataclass(frozen=True, slots=True)
class ComparedCriterion:
    """A criterion's credit and the candidate's own."""

    id: str
    signal: str
    weight: int
    credit: float
    """0, 0.5 or 1, what the probe brought out included."""
    self_credit: float | None
    """None if not given yet."""

    @property
    def agrees(self) -> bool | None:
        """Whether the two are the same; None without an own credit."""
        return None if self.self_credit is None else self.self_credit == self.credit


@dataclass(frozen=True, slots=True)
class ComparedQuestion:
    """An answer's score and the candidate's own."""

    number: int
    id: str
    prompt: str
    passed: bool
    score: float | None
    """0 to 100; None if it was never graded."""
    self_score: float | None
    """0 to 100 from the candidate's own credits; None until each criterion has one."""
    self_mark: int | None
    """0 to 4."""
    graded: bool
    """Whether the candidate is done with it."""
    criteria: tuple[ComparedCriterion, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far the program and the candidate agree about one interview."""

    id: str
    company_name: str
    created: str
    state: State
    score: float | None
    self_score: float | None
    """None until every answer is graded."""
    mark: float | None
    """The mean of the marks given, 0 to 4."""
    left: int
    """How many answers are not yet graded."""
    agreed: int
    """Criteria with the same credit from both."""
    compared: int
    """Criteria that the candidate gave a credit."""
    questions: tuple[ComparedQuestion, ...]
    next_steps: tuple[NextStep, ...]

    @property
    def difference(self) -> float | None:
        """Self-score less score, over the answers that have both; None if there is none."""
        pairs = [
            (q.self_score, q.score)
            for q in self.questions
            if not q.passed and q.self_score is not None and q.score is not None
        ]
        return sum(own - score for own, score in pairs) / len(pairs) if pairs else None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types, by the names of the fields."""
        plain: dict[str, Any] = to_plain(self)
        return plain | {"difference": self.difference}


def compare(record: InterviewRecord) -> Comparison:
    """The comparison, as far as self-grading has come."""
    questions = tuple(_question(q) for q in record.questions if q.answered)
    criteria = [c for q in questions if not q.passed for c in q.criteria if c.self_credit is not None]
    marks = [q.self_mark for q in questions if q.self_mark is not None]
    left = sum(not is_graded(q) for q in to_grade(record))
    return Comparison(
        id=record.id,
        company_name=record.planned.company_name,
        created=record.header.created,
        state=record.state,
        score=record.score,
        self_score=record.self_score,
        mark=sum(marks) / len(marks) if marks else None,
        left=left,
        agreed=sum(c.agrees is True for c in criteria),
        compared=len(criteria),
        questions=questions,
        next_steps=tuple(_next_steps(record, left)),
    )


def _question(q: QuestionRecord) -> ComparedQuestion:
    earned = q.credits
    return ComparedQuestion(
        number=q.number,
        id=q.id,
        prompt=q.question.prompt,
        passed=q.passed,
        score=q.score,
        self_score=q.self_score,
        self_mark=q.self_mark,
        graded=is_graded(q),
        criteria=tuple(
            ComparedCriterion(c.id, c.signal, c.weight, earned[c.id], q.self_credits.get(c.id))
            for c in q.question.criteria
        ),
    )


def _next_steps(record: InterviewRecord, left: int) -> Iterator[NextStep]:
    if left:
        yield NextStep(f"mock-interview grade {record.id}", "go on grading where you stopped")
    # What the scorecard offers, but for grading, which is being done.
    yield from (step for step in scorecard(record).next_steps if not step.command.startswith("mock-interview grade"))
