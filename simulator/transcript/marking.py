"""What is marked in an answer: which words earned credit, and which state something false. Pure.

Terminal and page show the same marks, each in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from simulator.grading.result import Span
from simulator.transcript.state import QuestionRecord

_PROSE = re.compile(r"[^\W\d]|[\"'(`“]")
_BROKEN_BY_HAND = 60
"""A line of prose of so many characters was ended by its width, not by what it says."""


class Tone(IntEnum):
    """What a piece of an answer is; where marks overlap, the highest wins."""

    PLAIN = 0
    PARTLY = 1
    SHOWN = 2
    WRONG = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A half-open range of characters with its tone and a number or other short name that stands behind it."""

    start: int
    end: int
    tone: Tone
    label: str = ""


def flowing(text: str) -> str:
    """Prose whose lines were broken by hand, each paragraph on one line; the length stays, so spans stay valid. Short
    lines, lists and indented lines are left alone."""
    lines = text.split("\n")
    joined = [lines[0]]
    for before, line in pairwise(lines):
        flows = len(before.rstrip()) >= _BROKEN_BY_HAND and not before[0].isspace() and _PROSE.match(line)
        joined.append((" " if flows else "\n") + line)
    return "".join(joined)


def tone_of(credit: float) -> Tone:
    """The tone of evidence that earned this credit."""
    return Tone.SHOWN if credit == 1 else Tone.PARTLY


def all_marks(q: QuestionRecord) -> list[Mark]:
    """All evidence in an answer: that of criteria with their numbers, that of misconceptions with a `!`."""
    if q.grade is None:
        return []
    numbers = {c.id: str(n) for n, c in enumerate(q.question.criteria, start=1)}
    found = [
        mark for c in q.grade.criteria for mark in _marks(c.evidence, tone_of(c.credit), numbers.get(c.criterion, ""))
    ]
    return found + [mark for m in q.grade.misconceptions for mark in _marks(m.evidence, Tone.WRONG, "!")]


def marks_of(q: QuestionRecord, criterion: str) -> list[Mark]:
    """The evidence in an answer for one criterion, and what it says against it."""
    if q.grade is None:
        return []
    found: list[Mark] = []
    for c in q.grade.criteria:
        if c.criterion == criterion:
            found += _marks(c.evidence, tone_of(c.credit))
            # The reason for a lost credit quotes the correction of the misconception that took it.
            for m in q.grade.misconceptions:
                if m.correction in c.why_not:
                    found += _marks(m.evidence, Tone.WRONG)
    return found


def probe_marks(q: QuestionRecord, criterion: str | None = None) -> list[Mark]:
    """The evidence in the answer to the follow-up; with a criterion only if it is about that one."""
    if q.probe is None or not q.probe.gained or criterion not in (None, q.probe.criterion):
        return []
    numbers = {c.id: str(n) for n, c in enumerate(q.question.criteria, start=1)}
    label = numbers.get(q.probe.criterion, "") if criterion is None else ""
    return list(_marks(q.probe.evidence, tone_of(q.probe.gained), label))


def _marks(spans: Iterable[Span], tone: Tone, label: str = "") -> Iterator[Mark]:
    return (Mark(span.start, span.end, tone, label) for span in spans)
