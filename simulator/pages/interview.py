"""One interview as a page: the scorecard, and each answer with its evidence and what was missing. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from simulator.bank.model import Kind
from simulator.grading.checked import RunReport
from simulator.grading.grader import NOT_SHOWN
from simulator.interview.scorecard import Scorecard, scorecard
from simulator.pages.charts import Bar, Part, score_bars, strip
from simulator.pages.pieces import Run, runs
from simulator.pages.rendering import render
from simulator.transcript.check_words import OUTCOME_WORDS, details, headline, remarks
from simulator.transcript.events import How
from simulator.transcript.markdown import clock_time
from simulator.transcript.marking import all_marks, flowing, probe_marks
from simulator.transcript.state import InterviewRecord, ProbeRecord, QuestionRecord, State
from simulator.transcript.words import HOW_WORDS, counts, credit_word, moment, score_words

_MOST_TO_STUDY = 3
_MOST_TOPICS = 10
"""Bars of the chart: the weakest ones."""
_CODE_IN_PROSE = ("```", "    ", "\t")


@dataclass(frozen=True, slots=True)
class Signal:
    """A criterion beside its answer."""

    number: int
    word: str
    """shown, partly or not shown."""
    said: str
    why_not: str
    own: str
    """The candidate's own credit where it differs; else empty."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was asked further, and the answer."""

    asked: str
    answer: tuple[Run, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a code answer."""

    passed: bool
    word: str
    said: str
    details: tuple[tuple[str, str], ...]
    """What explains it, as pairs of a label and a text."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What came out when the code of an answer was run."""

    headline: str
    results: tuple[Check, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, the answer with its marks, and what was made of it."""

    number: int
    id: str
    prompt: str
    facts: str
    examples: str
    """Shown with a code question; empty for none."""
    code: bool
    open: bool
    """Whether there is no answer yet; `answer` is the draft then."""
    passed: bool
    score: float | None
    band: str
    said: str
    """The score in words."""
    time: str
    how: str
    own: str
    """The candidate's own score and mark in words; empty for none."""
    answer: tuple[Run, ...]
    signals: tuple[Signal, ...]
    corrections: tuple[str, ...]
    flags: str
    checks: Checks | None
    follow_up: FollowUp | None
    model_answer: str
    model_is_code: bool


@dataclass(frozen=True, slots=True)
class RoundOfAnswers:
    """A round's answers."""

    title: str
    answers: tuple[Answer, ...]


def interview_page(record: InterviewRecord, notes: Sequence[str] = ()) -> str:
    """The interview as an HTML page of its own; `notes` say what in its transcript is damaged."""
    card = scorecard(record)
    asked = [q for q in record.questions if q.asked]
    return render(
        "interview.html",
        record=record,
        card=card,
        when=moment(record.header.created),
        graded=record.score is not None,
        said=score_words(card.score),
        self_said="" if record.self_score is None else score_words(record.self_score),
        self_graded=record.state is State.SELF_GRADED,
        study=_study(card),
        topics=_topics(card),
        topics_chart=_topics_chart(card),
        topics_not_drawn=max(0, len(card.topics) - _MOST_TOPICS),
        time_strip=_time_strip(asked),
        times={q.number: _time(q) for q in asked},
        ran_out=any(q.how is How.TIMED_OUT for q in asked),
        rounds=tuple(_rounds(asked)),
        unasked=len(record.questions) - len(asked),
        notes=notes,
    )


def _study(card: Scorecard) -> tuple[tuple[int, str], ...]:
    """The first signals to study, each with the number of its question; one a question goes before a second one."""
    numbers = {line.id: line.number for line in card.questions}
    firsts = {missed.question: missed for missed in reversed(card.study)}
    ordered = [m for m in card.study if firsts[m.question] is m] + [
        m for m in card.study if firsts[m.question] is not m
    ]
    return tuple((numbers[missed.question], missed.signal) for missed in ordered[:_MOST_TO_STUDY])


def _topics(card: Scorecard) -> tuple[tuple[str, str, int], ...]:
    return tuple((part.title, score_words(part.score), part.questions) for part in card.topics)


def _topics_chart(card: Scorecard) -> Markup | None:
    if not card.topics:
        return None
    bars = [Bar(part.title, part.score, str(part.band)) for part in card.topics[:_MOST_TOPICS]]
    return score_bars("topics", "Scores by topic, weakest first; the list after it says the same in words.", bars)


def _time_strip(asked: Sequence[QuestionRecord]) -> Markup | None:
    parts = [part for q in asked for part in _time_parts(q)]
    if not any(part.size for part in parts):
        return None
    return strip(
        "time", "How the time was used, question by question; the list after it says the same in words.", parts
    )


def _time_parts(q: QuestionRecord) -> Iterator[Part]:
    ran_out = q.how is How.TIMED_OUT
    yield Part(str(q.number), q.total_used, "over" if ran_out else "used")
    if q.question.seconds is not None and q.question.seconds > q.total_used:
        yield Part("", q.question.seconds - q.total_used, "left")


def _time(q: QuestionRecord) -> str:
    limit = "" if q.question.seconds is None else f" of {clock_time(q.question.seconds)}"
    return f"{clock_time(q.total_used)}{limit}"


def _rounds(asked: Sequence[QuestionRecord]) -> Iterator[RoundOfAnswers]:
    for round_id in dict.fromkeys(q.round.id for q in asked):
        members = [q for q in asked if q.round.id == round_id]
        yield RoundOfAnswers(members[0].round.title, tuple(map(_answer, members)))


def _answer(q: QuestionRecord) -> Answer:
    is_code = q.question.kind is Kind.CODE
    text = (q.answer if q.answered else q.draft) or ""
    model = q.question.model_answer.strip("\n")
    return Answer(
        number=q.number,
        id=q.id,
        prompt=q.question.prompt,
        facts=", ".join([str(q.question.kind), str(q.question.difficulty), *q.question.topics]),
        examples=q.question.contract.examples.strip("\n") if q.question.contract else "",
        code=is_code,
        open=not q.answered,
        passed=q.passed,
        score=q.score,
        band="" if q.band is None else str(q.band),
        said="not graded" if q.score is None else score_words(q.score),
        time=_time(q),
        how=HOW_WORDS[q.how],
        own=_own(q),
        answer=runs((text if is_code else flowing(text)).rstrip(), all_marks(q)),
        signals=tuple(_signals(q)) if q.answered else (),
        corrections=tuple(m.correction for m in (q.grade.misconceptions if q.grade else ())),
        flags=", ".join(q.grade.flags) if q.grade else "",
        checks=None if q.checked is None else _checks(q.checked),
        follow_up=_follow_up(q, q.probe) if q.probe else None,
        model_answer=model if is_code else flowing(model),
        model_is_code=is_code or any(line.startswith(_CODE_IN_PROSE) for line in model.split("\n")),
    )


def _own(q: QuestionRecord) -> str:
    said = [] if q.self_score is None or q.passed else [f"your own score {score_words(q.self_score)}"]
    said += [] if q.self_mark is None else [f"your mark {q.self_mark} of 4"]
    return ", ".join(said)


def _signals(q: QuestionRecord) -> Iterator[Signal]:
    earned = q.credits
    reasons = {c.criterion: c.why_not for c in (q.grade.criteria if q.grade else ())}
    for number, criterion in enumerate(q.question.criteria, start=1):
        credit = earned[criterion.id]
        own = q.self_credits.get(criterion.id)
        why = reasons.get(criterion.id, "").replace(NOT_SHOWN, "")
        if q.probe and q.probe.gained and q.probe.criterion == criterion.id:
            why = "Shown in the answer to the follow-up."
        for found in q.grade.misconceptions if q.grade else ():
            # It stands below, once for all the signals that it denies.
            why = why.replace(found.correction, "").rstrip()
        yield Signal(
            number=number,
            word=credit_word(credit),
            said=criterion.signal + counts(criterion.weight),
            why_not=why if credit < 1 else "",
            own="" if own is None or own == credit else credit_word(own),
        )


def _checks(report: RunReport) -> Checks:
    results = (
        Check(r.passed, OUTCOME_WORDS[r.outcome], r.words + counts(r.weight), details(r)) for r in report.results
    )
    return Checks(headline(report), tuple(results), tuple(remarks(report)))


def _follow_up(q: QuestionRecord, probe: ProbeRecord) -> FollowUp:
    text = (probe.draft if probe.answer is None else probe.answer).rstrip()
    shown = text if q.question.kind is Kind.CODE else flowing(text)
    return FollowUp(probe.text, runs(shown, probe_marks(q)), HOW_WORDS[probe.how])
