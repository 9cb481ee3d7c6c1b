"""Everything that many transcripts say, as one value: for the terminal, for a page, for scripts. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from simulator.bank.model import Band
from simulator.progress.answers import by_question
from simulator.progress.calibration import Calibration, Verdict, calibration
from simulator.progress.due import cards_of, due
from simulator.progress.missed import MissedCriterion, RepeatedMisconception, misconceptions, missed_criteria
from simulator.progress.timeline import Step, day_of, timeline
from simulator.progress.timing import Timing, timing
from simulator.progress.trends import Series, Trends, trends
from simulator.transcript.codec import to_plain
from simulator.transcript.digest import Digest
from simulator.transcript.state import State

FEWEST_INTERVIEWS = 3
"""Interviews below which scores say little about where they are going."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A command to type next, and what for."""

    command: str
    why: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What the interviews of some time say together."""

    interviews: int
    """Those with at least one graded answer, drills aside."""
    drills: int
    answers: int
    """Graded ones, in both."""
    first: str
    """The day of the first of them; ISO 8601, empty if there is none."""
    last: str
    step: Step
    """What a point of the trends stands for."""
    trends: Trends
    calibration: Calibration
    timing: Timing
    missed: tuple[MissedCriterion, ...]
    misconceptions: tuple[RepeatedMisconception, ...]
    due: int
    """How many criteria and whole questions wait to be drilled."""
    too_little: tuple[str, ...]
    """What cannot be said yet, and what it would take; a sentence each."""
    advice: tuple[Advice, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types, by the names of the fields; a series also has its `change`, what is missed its `times`."""
        plain: dict[str, Any] = {f.name: to_plain(getattr(self, f.name)) for f in fields(self) if f.name != "trends"}
        overall = self.trends.overall
        plain["trends"] = {
            "overall": None if overall is None else overall.to_dict(),
            "companies": [series.to_dict() for series in self.trends.companies],
            "topics": [series.to_dict() for series in self.trends.topics],
            "criteria": [each.to_dict() for each in self.trends.criteria],
        }
        for one, missed in zip(plain["missed"], self.missed, strict=True):
            one["times"] = missed.times
        return plain


def progress(digests: Sequence[Digest], now: datetime) -> Progress:
    """What these interviews say together. `now` needs a time zone, whose days and weeks are meant."""
    told = sorted((d for d in digests if any(a.score is not None for a in d.answers)), key=lambda d: d.created)
    line = timeline(told, now.tzinfo)
    groups = by_question(told)
    moves = trends(told, groups, line)
    marks, times = calibration(groups), timing(groups)
    waiting = len(due(cards_of(groups, now), now.date()))
    interviews = [d for d in told if not d.drill]
    return Progress(
        interviews=len(interviews),
        drills=len(told) - len(interviews),
        answers=sum(len(group.scores) for group in groups),
        first=day_of(told[0].created, now.tzinfo).isoformat() if told else "",
        last=day_of(told[-1].created, now.tzinfo).isoformat() if told else "",
        step=line.step,
        trends=moves,
        calibration=marks,
        timing=times,
        missed=missed_criteria(groups),
        misconceptions=misconceptions(groups),
        due=waiting,
        too_little=tuple(_too_little(interviews, moves, marks, times)),
        advice=tuple(_advice(interviews, moves, marks, waiting)),
    )


def _too_little(interviews: Sequence[Digest], moves: Trends, marks: Calibration, times: Timing) -> Iterator[str]:
    if not interviews:
        yield "There is no graded answer yet, so there is nothing to compare."
        return
    if len(interviews) < FEWEST_INTERVIEWS:
        missing = FEWEST_INTERVIEWS - len(interviews)
        more = "one more interview" if missing == 1 else f"{missing} more interviews"
        yield f"So far these are single scores, not a trend: {more} would begin to show one."
    elif moves.overall and moves.overall.change is None:
        yield "There are too few answers to say whether you are getting better."
    if marks.verdict is Verdict.TOO_LITTLE:
        given = f"{marks.answers or 'no'} answer{'' if marks.answers == 1 else 's'}"
        yield f"You marked {given} yourself; with five it can be said whether you flatter yourself."
    if not times.answers:
        yield "No answer had a time limit, so there is nothing to say about your time."


def _advice(interviews: Sequence[Digest], moves: Trends, marks: Calibration, waiting: int) -> Iterator[Advice]:
    if waiting:
        things = "One thing that you missed is" if waiting == 1 else f"{waiting} things that you missed are"
        yield Advice("mock-interview drill", f"{things} about to be forgotten: ten minutes now")
    newest = interviews[-1] if interviews else None
    if newest is None:
        yield Advice("mock-interview start", "an interview; choose who holds it")
        return
    weak = _weakest_asked(newest, moves)
    if weak is not None:
        yield Advice(
            f"mock-interview start {newest.company} --topic {weak.id}",
            f"practise {weak.title}, your weakest topic there: {weak.lately:.0f} of 100 lately",
        )
    elif not waiting:
        yield Advice(f"mock-interview start {newest.company} --length full", "all of the company's questions")
    ungraded = next((d for d in reversed(interviews) if d.state is State.FINISHED), None)
    if ungraded is not None and (marks.verdict is Verdict.TOO_LITTLE or ungraded is newest):
        yield Advice(f"mock-interview grade {ungraded.id}", "mark your own answers: it trains to see what is missing")
    yield Advice(f"mock-interview review {newest.id}", "read your newest interview again, with model answers")


def _weakest_asked(newest: Digest, moves: Trends) -> Series | None:
    """The weakest topic of the newest interview's company, as far as is known from that interview: one that the
    command that is proposed does find questions for."""
    asked = {topic for a in newest.answers for topic in a.question.topics}
    weak = (s for s in moves.topics if s.id in asked and Band.of(s.lately) is not Band.EXCELLENT)
    return next(weak, None)
