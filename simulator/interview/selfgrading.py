"""Self-grading as a state machine: for each answer first the candidate's own mark, then each criterion, then the score
beside the self-given one. Like the interview, it is handed what the candidate chose and gives out events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from simulator.interview.session import Sink
from simulator.transcript.events import Event, SelfCredited, SelfGraded, SelfMarked
from simulator.transcript.state import InterviewRecord, QuestionRecord, advance


class Asks(StrEnum):
    """What a step wants from the candidate."""

    MARK = "mark"
    """An own mark for the answer, before any score is shown."""
    CREDIT = "credit"
    """An own credit for one criterion, with the credit it got and its evidence in sight."""
    LOOK = "look"
    """Nothing: score and self-grade stand side by side."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do about one answer."""

    asks: Asks
    question: str
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class OwnGrade:
    """What the candidate says about one answer."""

    mark: int | None = None
    credits: Mapping[str, float] = field(default_factory=dict)
    """By criterion id."""


def to_grade(record: InterviewRecord) -> tuple[QuestionRecord, ...]:
    """The answers that there is something to say about: those given, and not passed."""
    return tuple(q for q in record.questions if q.answered and not q.passed)


def is_graded(q: QuestionRecord) -> bool:
    """Whether the candidate gave this answer a mark and each of its criteria a credit."""
    return q.self_mark is not None and q.self_graded


class SelfGrading:
    """The walk through one interview's answers. What was said so far is in `record`, and on disk."""

    def __init__(self, record: InterviewRecord, sink: Sink, again: bool = False) -> None:
        """Begins at the first thing that is not yet said; with `again` at the beginning."""
        self.record = record
        self._sink = sink
        self._steps = _steps(record)
        self._score_shown = set() if again else {q.id for q in to_grade(record) if is_graded(q)}
        self._settled = record.self_score if record.self_graded_at else None
        self._at = 0 if again else self._first_open()

    @property
    def step(self) -> Step | None:
        """What is to be done now; None at the end."""
        return self._steps[self._at] if self._at < len(self._steps) else None

    @property
    def question(self) -> QuestionRecord | None:
        """The answer that the step is about."""
        return self.record.question(self.step.question) if self.step else None

    @property
    def left(self) -> int:
        """How many answers are not yet graded."""
        return sum(not is_graded(q) for q in to_grade(self.record))

    def mark(self, mark: int) -> None:
        """The candidate's own mark for the answer. Raises ValueError if it is not one of `events.MARKS`."""
        step = self._need(Asks.MARK)
        self._emit(SelfMarked(step.question, mark))
        self._go_on()

    def credit(self, credit: float) -> None:
        """The candidate's own credit for the criterion. Raises ValueError if it is not one of `events.CREDITS`."""
        step = self._need(Asks.CREDIT)
        self._emit(SelfCredited(step.question, step.criterion, credit))
        self._go_on()

    def agree(self) -> None:
        """The criterion's credit is right as it stands; does nothing where the program gave none."""
        step = self._need(Asks.CREDIT)
        if self.question is not None and self.question.grade is not None:
            self.credit(self.question.credits.get(step.criterion, 0.0))

    def go_on(self) -> None:
        """The comparison has been looked at."""
        self._need(Asks.LOOK)
        self._go_on()

    @property
    def can_go_back(self) -> bool:
        """Whether there is a step before this one that can still be changed: once the score has been shown, the own
        mark stands."""
        return self._before() is not None

    def back(self) -> None:
        """To the step before; harmless where there is none."""
        before = self._before()
        if before is not None:
            self._at = before

    def give(self, grades: Mapping[str, OwnGrade]) -> None:
        """Say all of this at once, by question id."""
        for id_, own in grades.items():
            if own.mark is not None:
                self._emit(SelfMarked(id_, own.mark))
            for criterion, credit in own.credits.items():
                self._emit(SelfCredited(id_, criterion, credit))
        self._at = self._first_open()

    def settle(self) -> None:
        """Note that self-grading is done, if it is and the transcript does not say so; happens by itself after the
        last thing said, unless the program was stopped between the two."""
        score = self.record.self_score
        if self.record.finished and self.left == 0 and score is not None and score != self._settled:
            self._settled = score
            self.record = advance(self.record, self._sink(SelfGraded(score)))

    def _go_on(self) -> None:
        self._at += 1
        if self.step and self.step.asks is Asks.LOOK:
            self._score_shown.add(self.step.question)

    def _before(self) -> int | None:
        before = self._at - 1
        while before >= 0 and self._steps[before].asks is Asks.MARK:
            if self._steps[before].question not in self._score_shown:
                break
            before -= 1
        return before if before >= 0 else None

    def _first_open(self) -> int:
        for at, step in enumerate(self._steps):
            q = self.record.question(step.question)
            if q is None or is_graded(q):
                continue
            if step.asks is Asks.MARK and q.self_mark is None:
                return at
            if step.asks is Asks.CREDIT and step.criterion not in q.self_credits:
                return at
        return len(self._steps)

    def _need(self, asks: Asks) -> Step:
        if self.step is None or self.step.asks is not asks:
            raise RuntimeError(f"not possible at {self.step}")
        return self.step

    def _emit(self, event: Event) -> None:
        self.record = advance(self.record, self._sink(event))
        self.settle()


def _steps(record: InterviewRecord) -> tuple[Step, ...]:
    steps = []
    for q in to_grade(record):
        steps.append(Step(Asks.MARK, q.id))
        steps += [Step(Asks.CREDIT, q.id, criterion.id) for criterion in q.question.criteria]
        steps.append(Step(Asks.LOOK, q.id))
    return tuple(steps)
