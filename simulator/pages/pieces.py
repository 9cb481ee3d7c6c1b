"""An answer cut into runs of one tone, for a template to mark. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.transcript.marking import Mark, Tone

WORDS = {Tone.SHOWN: "shown", Tone.PARTLY: "partly", Tone.WRONG: "wrong"}
"""What a tone is called, in words and in the style sheet."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one tone."""

    text: str
    tone: str
    """shown, partly or wrong; empty for what is not marked."""
    labels: tuple[str, ...]
    """The numbers of the signals (or a `!`) whose evidence ends here."""


def runs(text: str, marks: Iterable[Mark]) -> tuple[Run, ...]:
    """The whole text in runs; where marks overlap, the strongest tone wins. Marks beyond the text are cut to it."""
    kept = [m for m in (_cut(mark, len(text)) for mark in marks) if m.start < m.end]
    changes: dict[int, list[tuple[Tone, int]]] = {}
    labels: dict[int, dict[str, None]] = {}
    for mark in kept:
        changes.setdefault(mark.start, []).append((mark.tone, 1))
        changes.setdefault(mark.end, []).append((mark.tone, -1))
        if mark.label:
            labels.setdefault(mark.end, {})[mark.label] = None
    open_ = dict.fromkeys(Tone, 0)
    found: list[Run] = []
    position = 0
    for at in sorted({*changes, len(text)}):
        if at > position:
            tone = max((tone for tone, count in open_.items() if count), default=Tone.PLAIN)
            found += _lines(text[position:at], WORDS.get(tone, ""), tuple(labels.get(at, ())))
            position = at
        for tone, step in changes.get(at, ()):
            open_[tone] += step
    return tuple(found)


_INDENTATION = re.compile(r"(\s*\n\s*)")


def _lines(text: str, tone: str, labels: tuple[str, ...]) -> Iterator[Run]:
    """A run, in which the ends of lines and the indentation of the next are not marked: only words are evidence."""
    parts = [part for part in _INDENTATION.split(text) if part] if tone and "\n" in text else [text]
    last = max((number for number, part in enumerate(parts) if not part.isspace()), default=0)
    for number, part in enumerate(parts):
        yield Run(part, "" if part.isspace() and number != last else tone, labels if number == last else ())


def _cut(mark: Mark, length: int) -> Mark:
    return Mark(max(0, mark.start), min(length, mark.end), mark.tone, mark.label)
