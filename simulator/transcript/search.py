"""Finding words in a transcript. Pure: a record in, places with their surroundings out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.grading.result import Span
from simulator.transcript.state import InterviewRecord, QuestionRecord

AROUND = 60
"""Characters of the surroundings shown on each side."""

QUESTION, MODEL_ANSWER = "question", "model answer"
"""The parts that many interviews have in common."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a transcript where the words stand."""

    question: str
    """The question's id."""
    number: int
    where: str
    """Which part of it: question, answer, draft, follow-up, answer to the follow-up, model answer."""
    context: str
    """The words with what surrounds them, on one line."""
    match: Span
    """Where in the context they stand."""


def wanted(text: str) -> re.Pattern[str]:
    """The words to look for, as typed: upper and lower case alike, any blanks between them.

    Raises ValueError if there are none.
    """
    words = text.split()
    if not words:
        raise ValueError("there is no word to look for")
    return re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)


def search(record: InterviewRecord, pattern: re.Pattern[str], model_answers: bool = False) -> Iterator[Found]:
    """Every place in what was asked and answered so far, in its order; model answers only if wanted."""
    for q in record.questions:
        for where, text in parts(q, model_answers):
            for match in pattern.finditer(text):
                yield _found(q, where, text, match)


def parts(q: QuestionRecord, model_answers: bool) -> Iterator[tuple[str, str]]:
    """What is searched of a question, each part behind its name; nothing before it was asked."""
    if not q.asked:
        return
    yield QUESTION, q.question.prompt
    if q.answered:
        yield "answer", q.answer or ""
    else:
        yield "draft", q.draft
    if q.probe:
        yield "follow-up", q.probe.text
        yield "answer to the follow-up", q.probe.draft if q.probe.answer is None else q.probe.answer
    if model_answers:
        yield MODEL_ANSWER, q.question.model_answer


def _found(q: QuestionRecord, where: str, text: str, match: re.Match[str]) -> Found:
    start, end = max(0, match.start() - AROUND), min(len(text), match.end() + AROUND)
    # Whole words only, unless a word is longer than the surroundings.
    if start > 0 and (blank := re.search(r"\s", text[start : match.start()])):
        start += blank.end()
    if end < len(text) and (last := re.search(r"\s\S*\Z", text[match.end() : end])):
        end = match.end() + last.start()
    before = ("... " if start > 0 else "") + _joined(text[start : match.start()]).lstrip()
    middle = _joined(match[0])
    after = _joined(text[match.end() : end]).rstrip() + (" ..." if end < len(text) else "")
    return Found(q.id, q.number, where, before + middle + after, Span(len(before), len(before) + len(middle)))


def _joined(text: str) -> str:
    return re.sub(r"\s+", " ", text)
