"""Interviews that have been held, on disk, for tests of what comes after them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from simulator.grading.result import FoundMisconception, Grade, Span
from simulator.interview.answers import ScriptedAnswer, run_scripted
from simulator.interview.session import Interview
from simulator.transcript import folder, markdown
from simulator.transcript.log import Log, read
from simulator.transcript.state import InterviewRecord
from tests.builders import grade_by_words, planned

ANSWERS = {
    "q1": ScriptedAnswer("An apple a day.\nAnd a banana split.", 60, probe="A cherry on top."),
    "q2": ScriptedAnswer("Only chertain things.", 100),
}
"""By default: q1 lacks the cherry and gains it when asked further; q2 has part of it."""


def hold(
    home: Path,
    answers: Mapping[str, ScriptedAnswer] = ANSWERS,
    company: str = "google",
    day: str = "2026-11-20",
    questions: tuple[str, ...] = ("q1", "q2"),
) -> str:
    """Holds an interview to its end; gives its id."""
    with folder.create(
        home, company, "0.1.0", lambda: datetime.fromisoformat(f"{day}T10:00:00").astimezone(UTC)
    ) as log:
        interview = Interview(
            log.header, planned(questions, company_id=company), wrong_about_pears, log.append, program="0.1.0"
        )
        record = run_scripted(interview, answers)
        markdown.write(folder.markdown_path(log.path), record)
    return log.header.id


def break_off(home: Path, text: str = "An app") -> str:
    """Begins an interview and breaks it off with this draft of its first answer; gives its id."""
    with folder.create(home, "google", "0.1.0") as log:
        interview = Interview(log.header, planned(("q1", "q2")), grade_by_words, log.append, program="0.1.0")
        interview.begin(0)
        interview.proceed(0)
        interview.draft(text, 5)
        interview.pause(6)
    return log.header.id


def wrong_about_pears(question: object, answer: str) -> Grade:
    """The grade by words, where a pear is a misconception."""
    grade = grade_by_words(question, answer)  # type: ignore[arg-type]
    at = answer.lower().find("pear")
    if at < 0:
        return grade
    found = FoundMisconception("pears", (Span(at, at + 4),), "Pears are not asked for.")
    return Grade(grade.score, grade.criteria, (found,), grade.flags)


def record(home: Path, id_: str) -> InterviewRecord:
    """What the transcript says now."""
    return read(home / f"{id_}.jsonl").record()


def opened(home: Path, id_: str) -> Log:
    """The transcript, open for appending."""
    return Log.open(home / f"{id_}.jsonl")
