"""The interview as a state machine. It is handed the time and what the candidate typed, and gives out events; it knows
nothing of terminals, files or clocks.

`now` is always a monotonic time in seconds. An event goes to the sink before the state moves, so if the sink fails
(a full disk, say) the interview stands where it stood, and the same call can be made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from simulator.bank.model import Place, Question
from simulator.grading.checked import RunReport
from simulator.grading.result import Grade
from simulator.interview.own_words import own_words
from simulator.transcript import events as ev
from simulator.transcript.events import (
    Event,
    Header,
    How,
    Planned,
    PlannedCriterion,
    PlannedQuestion,
    PlannedRound,
    Stamped,
)
from simulator.transcript.state import PROBE_CREDIT, InterviewRecord, QuestionRecord, advance, fold

Grading = Callable[[Question, str], Grade]
Running = Callable[[PlannedQuestion, str], RunReport]
"""Runs the checks of a code question on an answer. Raises StoppedError if it was told to end."""
Sink = Callable[[Event], Stamped]
"""Puts an event where it lasts and returns it stamped; `Log.append` is one."""

SAVE_EVERY = 1.0
"""Seconds between a key and its saved draft, so that with a tick a second a draft is on disk within two."""

PROBE_AT_LEAST = 30.0
"""Seconds of a question's time that must be left for a probe."""

PROBE_AT_MOST = 90.0


class Stage(StrEnum):
    """What the interview waits for."""

    READY = "ready"
    """For `begin`."""
    OPENING = "opening"
    """For `proceed`, while the round's opening is read."""
    QUESTION = "question"
    PROBE = "probe"
    PAUSED = "paused"
    """For `go_on`."""
    FINISHED = "finished"


class Urgency(StrEnum):
    """How a countdown looks."""

    CALM = "calm"
    AMBER = "amber"
    RED = "red"


class WrongStageError(RuntimeError):
    """What was called is not possible at this stage."""


class StoppedError(Exception):
    """The running of code was broken off because the candidate leaves; it is done again when they go on."""


def urgency(remaining: float | None, limit: float | None) -> Urgency:
    """Amber when a quarter of the limit is left, red at a tenth; calm without a limit."""
    if remaining is None or limit is None:
        return Urgency.CALM
    if remaining <= limit / 10:
        return Urgency.RED
    return Urgency.AMBER if remaining <= limit / 4 else Urgency.CALM


def choose_probe(q: QuestionRecord) -> PlannedCriterion | None:
    """The criterion that a kind interviewer would ask about after this answer: the weightiest that is missing.

    None after a pass or a time-out, when too little time is left, or when nothing is missing.
    """
    if q.how is not How.SUBMITTED or q.grade is None or q.probe is not None:
        return None
    if q.question.seconds is not None and q.question.seconds - q.used < PROBE_AT_LEAST:
        return None
    missing = [c for c in q.missing if c.probe]
    return max(missing, key=lambda c: c.weight, default=None)


def as_question(planned: PlannedQuestion) -> Question:
    """The question as it was asked, for grading; where the bank has changed since, this is still what was asked."""
    return Question(
        id=planned.id,
        prompt=planned.prompt,
        kind=planned.kind,
        difficulty=planned.difficulty,
        topics=planned.topics,
        asked_by=(),
        minutes=0 if planned.seconds is None else planned.seconds // 60,
        sources=planned.sources,
        rubric=planned.rubric,
        model_answer=planned.model_answer,
        place=Place("transcript", 1, 1),
    )


def grade_as_planned(grade: Grading, planned: PlannedQuestion, answer: str) -> Grade:
    """The grade of the answer by the criteria that were planned: the score of a part of a question is theirs alone."""
    whole = grade(as_question(planned), own_words(answer, planned.contract.starter if planned.contract else ""))
    if not planned.part_of:
        return whole
    wanted = {c.id for c in planned.criteria}
    kept = tuple(c for c in whole.criteria if c.criterion in wanted)
    total = sum(c.weight for c in kept)
    score = 100 * sum(c.weight * c.credit for c in kept) / total if total else 0.0
    return replace(whole, score=round(score, 1), criteria=kept)


def is_empty(planned: PlannedQuestion, text: str) -> bool:
    """Whether a text is no answer to the question: it is blank, or what the editor opened with."""
    starter = planned.contract.starter if planned.contract else ""
    return text.strip() in ("", starter.strip())


class Interview:
    """One interview, from its plan to its end. Everything that happened so far is in `record`."""

    def __init__(
        self,
        header: Header,
        planned: Planned,
        grade: Grading,
        sink: Sink,
        *,
        program: str = "",
        rubric_version: Callable[[Question], str] = lambda question: "",
        run: Running | None = None,
    ) -> None:
        self.record: InterviewRecord = fold(header, [Stamped(header.created, planned)])
        self.stage = Stage.READY
        self.text = ""
        """The draft of the open question or probe as it stands."""
        self._grade = grade
        self._sink = sink
        self._program = program
        self._rubric_version = rubric_version
        self._run = run
        self._begun = False
        self._started = 0.0
        self._saved = ""
        self._unsaved_since: float | None = None

    @classmethod
    def resume(
        cls,
        record: InterviewRecord,
        grade: Grading,
        sink: Sink,
        now: float,
        *,
        program: str = "",
        rubric_version: Callable[[Question], str] = lambda question: "",
        run: Running | None = None,
    ) -> Interview:
        """The interview going on exactly where its transcript stops, draft and remaining time included.

        Raises WrongStageError if it is finished.
        """
        if record.finished:
            raise WrongStageError(f"{record.id} is finished")
        interview = cls(
            record.header, record.planned, grade, sink, program=program, rubric_version=rubric_version, run=run
        )
        interview.record = record
        interview.stage = Stage.PAUSED
        interview.go_on(now)
        return interview

    @property
    def current(self) -> QuestionRecord | None:
        """The question that is open, itself or its probe."""
        return self.record.question(self.record.current) if self.record.current else None

    @property
    def round(self) -> PlannedRound | None:
        """The round that was opened last."""
        opened = self.record.rounds_opened
        return next((r for r in self.record.planned.rounds if opened and r.id == opened[-1]), None)

    @property
    def limit(self) -> float | None:
        """Seconds for the open question or probe; None without a limit or when none is open."""
        q = self.current
        if q is None:
            return None
        return q.probe.seconds if q.probe else q.question.seconds

    @property
    def deadline(self) -> float | None:
        """When the time of the open question or probe is up, on the clock that runs; None where `limit` is."""
        return None if self.limit is None else self._started + self.limit

    def used(self, now: float) -> float:
        """Seconds used on the open question or probe, never more than its limit."""
        q = self.current
        if q is None:
            return 0.0
        if self.stage is Stage.PAUSED:
            return q.probe.used if q.probe else q.used
        if self.deadline is not None and now >= self.deadline:
            # The difference of two large numbers may fall short of the limit by a hair.
            return self.limit or 0.0
        return max(0.0, now - self._started)

    def remaining(self, now: float) -> float | None:
        """Seconds left for the open question or probe; None without a limit or when none is open."""
        return None if self.limit is None else self.limit - self.used(now)

    def round_remaining(self, now: float) -> float | None:
        """Seconds that the rest of the round can take at most; None if untimed."""
        round_ = self.round
        if round_ is None or round_.seconds is None:
            return None
        open_id = self.record.current
        later = [q for q in self._of(round_) if not q.answered and q.id != open_id]
        return (self.remaining(now) or 0.0) + sum(q.question.seconds or 0 for q in later)

    def begin(self, now: float) -> None:
        """Start: the first round's opening."""
        self._need(Stage.READY)
        if not self._begun:
            self.record = fold(self.record.header, [self._sink(self.record.planned)])
            self._begun = True
        self._move_on(now)

    def proceed(self, now: float) -> None:
        """From a round's opening to its first question; its time runs from now."""
        self._need(Stage.OPENING)
        self._ask(next(q for q in self._of(self.round) if not q.answered), now)

    def draft(self, text: str, now: float) -> None:
        """The text as it stands after a key. Does nothing when no answer is wanted, or when time is just up: then the
        text as it stood before counts."""
        before = (self.stage, self.record.current)
        self.tick(now)
        if self.stage not in (Stage.QUESTION, Stage.PROBE) or (self.stage, self.record.current) != before:
            return
        self.text = text
        if self._unsaved_since is None:
            self._unsaved_since = now

    def submit(self, text: str, now: float) -> None:
        """The answer is done; an empty one is a pass, one that comes too late is taken as a time-out."""
        self._need(Stage.QUESTION, Stage.PROBE)
        self.text = text
        late = self.deadline is not None and now > self.deadline
        empty = not self._as_written(text).strip()
        self._close(text, How.TIMED_OUT if late else How.PASSED if empty else How.SUBMITTED, now)

    def pass_(self, now: float) -> None:
        """The candidate does not know; what was typed stays in the transcript as a draft."""
        self._need(Stage.QUESTION, Stage.PROBE)
        self._save_draft(now)
        self._close("", How.PASSED, now)

    def tick(self, now: float) -> None:
        """Time has passed: take the text as it stands if time is up, save the draft if it is due.

        Call it at least once a second.
        """
        if self.stage not in (Stage.QUESTION, Stage.PROBE):
            return
        remaining = self.remaining(now)
        if remaining is not None and remaining <= 0:
            self._close(self.text, How.TIMED_OUT, now)
        elif self._unsaved_since is not None and now - self._unsaved_since >= SAVE_EVERY:
            self._save_draft(now)

    def pause(self, now: float) -> None:
        """Break off, with the draft saved and the time stopped."""
        self._need(Stage.OPENING, Stage.QUESTION, Stage.PROBE)
        self._save_draft(now)
        self._emit(ev.Paused(self.used(now)))
        self.stage = Stage.PAUSED

    def go_on(self, now: float) -> None:
        """Take up again what was paused; the time runs from now."""
        self._need(Stage.PAUSED)
        self._emit(ev.Resumed())
        q = self.current
        if q is None:
            self._take_up(now)
        elif q.probe:
            self._open(Stage.PROBE, q.probe.draft, now - q.probe.used)
        else:
            self._open(Stage.QUESTION, q.draft or _starter(q), now - q.used, saved=q.draft)

    def _take_up(self, now: float) -> None:
        """Go on between questions, where a crash may have come between any two events."""
        round_ = self.round
        if round_ is not None and not any(q.asked for q in self._of(round_)):
            self.stage = Stage.OPENING
            return
        answered = [q for q in self.record.questions if q.answered]
        if answered:
            self._after_answer(answered[-1].id, now)
        else:
            self._move_on(now)

    def _close(self, text: str, how: How, now: float) -> None:
        q = self.current
        if q is None:
            # The answer is on disk already, but what should have followed it failed.
            self._take_up(now)
            return
        used = self.used(now)
        if q.probe:
            self._emit(ev.ProbeAnswered(q.id, text, used, how))
        else:
            self._emit(ev.Answered(q.id, self._as_written(text), used, how))
        self._after_answer(q.id, now)

    def _after_answer(self, id_: str, now: float) -> None:
        """What follows an answer. Does only what is not yet done, so that it can be called again after a failure."""
        q = self._question(id_)
        if q.answer and q.answer.strip() and q.grade is None:
            self._check(q, q.answer)
            grade = grade_as_planned(self._grade, q.question, q.answer)
            version = self._rubric_version(as_question(q.question))
            self._emit(ev.Graded(id_, grade, version, self._program))
            q = self._question(id_)
        if q.probe and q.probe.answer and q.probe.answer.strip() and q.probe.gained is None:
            self._grade_probe(q, q.probe.criterion, q.probe.answer)
        wanted = choose_probe(q) if self.record.planned.options.get("probes", True) else None
        if wanted:
            left = None if q.question.seconds is None else min(PROBE_AT_MOST, q.question.seconds - q.used)
            self._emit(ev.Probed(id_, wanted.id, wanted.probe, left))
            self._open(Stage.PROBE, "", now)
        else:
            self._move_on(now)

    def _check(self, q: QuestionRecord, answer: str) -> None:
        wanted = q.question.contract is not None and self.record.planned.options.get("run", True)
        if wanted and self._run is not None and q.checked is None:
            self._emit(ev.Checked(q.id, self._run(q.question, answer)))

    def _grade_probe(self, q: QuestionRecord, criterion: str, answer: str) -> None:
        grade = self._grade(as_question(q.question), answer)
        found = next((c for c in grade.criteria if c.criterion == criterion), None)
        shown = found is not None and found.credit == 1
        evidence = found.evidence if found else ()
        self._emit(ev.ProbeGraded(q.id, criterion, PROBE_CREDIT if shown else 0.0, evidence))

    def _move_on(self, now: float) -> None:
        """To the next question, the next round or the end."""
        q = next((q for q in self.record.questions if not q.answered), None)
        if q is None:
            self._emit(ev.Finished(self.record.score or 0.0))
            self.stage = Stage.FINISHED
        elif q.round.id in self.record.rounds_opened:
            self._ask(q, now)
        else:
            self._emit(ev.RoundOpened(q.round.id))
            self.stage = Stage.OPENING

    def _ask(self, q: QuestionRecord, now: float) -> None:
        self._emit(ev.Asked(q.id))
        self._open(Stage.QUESTION, _starter(q), now, saved="")

    def _open(self, stage: Stage, draft: str, started: float, saved: str | None = None) -> None:
        self.stage = stage
        self.text = draft
        self._saved = draft if saved is None else saved
        self._unsaved_since = None
        self._started = started

    def _save_draft(self, now: float) -> None:
        q, text = self.current, self._as_written(self.text)
        edit = ev.edit_between(self._saved, text)
        if q and edit:
            used = self.used(now)
            self._emit(ev.ProbeDrafted(q.id, used, edit) if q.probe else ev.Drafted(q.id, used, edit))
        self._saved = text
        self._unsaved_since = None

    def _as_written(self, text: str) -> str:
        """The text, or an empty one where it is what the editor opened with."""
        q = self.current
        if q is None or q.probe or not text.strip():
            return text
        return "" if is_empty(q.question, text) else text

    def _emit(self, event: Event) -> None:
        self.record = advance(self.record, self._sink(event))

    def _of(self, round_: PlannedRound | None) -> tuple[QuestionRecord, ...]:
        return tuple(q for q in self.record.questions if round_ is not None and q.round.id == round_.id)

    def _question(self, id_: str) -> QuestionRecord:
        q = self.record.question(id_)
        if q is None:
            raise WrongStageError(f"{id_} is not in the plan")
        return q

    def _need(self, *stages: Stage) -> None:
        if self.stage not in stages:
            raise WrongStageError(f"not possible while the interview is {self.stage}")


def _starter(q: QuestionRecord) -> str:
    return q.question.contract.starter if q.question.contract else ""
