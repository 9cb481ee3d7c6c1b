"""An answer with its evidence marked: which words earned credit, and which state something false.

Pure, and the same for the screen that grades and for reviews: text and spans in, pieces and lines of pieces out. With
colours a piece's tone is enough; without, the evidence stands in brackets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from simulator.terminal.text import printable
from simulator.transcript.marking import Mark, Tone

_WORD = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of one tone."""

    text: str
    tone: Tone = Tone.PLAIN
    added: bool = False
    """Whether it is a bracket or a label, and not of the text itself."""


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """How evidence is set off: brackets (none where colours do it), and how a label looks."""

    opening: str
    closing: str
    raised: bool
    """Whether digits are raised, as in a footnote."""

    def label(self, text: str) -> str:
        """A label as it stands behind its evidence."""
        return text.translate(_RAISED) if self.raised else text


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def signs(colour: bool, encoding: str | None) -> Signs:
    """What suits a terminal or file with this encoding, with or without colours."""
    try:
        "⟦⟧¹".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return Signs("[[", "]]", raised=False)
    return Signs("", "", raised=True) if colour else Signs("⟦", "⟧", raised=True)


def marked(text: str, marks: Iterable[Mark], signs: Signs) -> Line:
    """The text, made printable, in pieces by tone, with brackets and labels around what is marked. Marks that reach
    beyond the text are cut to it."""
    text = printable(text)
    kept = [m for m in (_cut(mark, len(text)) for mark in marks) if m.start < m.end]
    if not kept:
        return (Piece(text),) if text else ()
    begins: dict[int, list[Mark]] = defaultdict(list)
    ends: dict[int, list[Mark]] = defaultdict(list)
    for mark in kept:
        begins[mark.start].append(mark)
        ends[mark.end].append(mark)
    pieces: list[Piece] = []
    open_ = dict.fromkeys(Tone, 0)
    position = 0
    for at in sorted({*begins, *ends, len(text)}):
        if at > position:
            tone = max((tone for tone, count in open_.items() if count), default=Tone.PLAIN)
            pieces.append(Piece(text[position:at], tone))
            position = at
        pieces += _closed(ends[at], signs)
        for mark in ends[at]:
            open_[mark.tone] -= 1
        for mark in begins[at]:
            open_[mark.tone] += 1
        if begins[at] and signs.opening:
            tone = max(mark.tone for mark in begins[at])
            pieces.append(Piece(signs.opening * len({mark.end for mark in begins[at]}), tone, added=True))
    return tuple(pieces)


def wrapped(pieces: Sequence[Piece], width: int, cells: Callable[[str], int] | None = None) -> list[Line]:
    """The pieces in lines of at most `width` cells, broken between words where that is possible; broken lines keep
    the indentation of their beginning."""
    if cells is None:
        from rich.cells import cell_len

        cells = cell_len
    width = max(width, 2)
    lines: list[Line] = []
    for paragraph in _paragraphs(pieces):
        whole = "".join(piece.text for piece in paragraph)
        if _fits(whole, width, cells):
            lines.append(tuple(paragraph))
            continue
        indentation = whole[: len(whole) - len(whole.lstrip())]
        # A row needs two cells beside it: so wide is a wide character.
        indentation = indentation if len(indentation) <= min(width // 2, width - 2) else ""
        slices = _Slices(paragraph)
        first = True
        for start, end in _rows(whole, width, len(indentation), cells):
            row = slices.between(start, end)
            lines.append(row if first or not indentation else (Piece(indentation), *row))
            first = False
    return lines


def _cut(mark: Mark, length: int) -> Mark:
    return Mark(max(0, mark.start), min(length, mark.end), mark.tone, mark.label)


def _closed(ending: list[Mark], signs: Signs) -> Iterator[Piece]:
    """A bracket for each mark that ends here, the innermost first, and its labels; equal marks share one."""
    for start in sorted({mark.start for mark in ending}, reverse=True):
        these = [mark for mark in ending if mark.start == start]
        labels = dict.fromkeys(signs.label(mark.label) for mark in these if mark.label)
        behind = signs.closing + ("" if signs.raised else ",").join(labels)
        if behind:
            yield Piece(behind, max(mark.tone for mark in these), added=True)


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces line by line, tabs as blanks."""
    paragraph: list[Piece] = []
    for piece in pieces:
        first, *more = piece.text.replace("\t", "    ").split("\n")
        if first:
            paragraph.append(Piece(first, piece.tone, piece.added))
        for text in more:
            yield paragraph
            paragraph = [Piece(text, piece.tone, piece.added)] if text else []
    yield paragraph


def _fits(text: str, width: int, cells: Callable[[str], int]) -> bool:
    # Most text is ASCII, and the length is quicker than adding up cells.
    if text.isascii():
        return len(text) <= width
    return len(text) <= 2 * width and cells(text) <= width


def _rows(text: str, width: int, indentation: int, cells: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    """The rows of one line as ranges of its characters; further rows have room for the indentation."""
    start = end = used = 0
    room = width
    for found in _WORD.finditer(text):
        word = found[0]
        if word.isspace() and found.start() > 0:
            used += cells(word)
            continue
        size = len(word) if word.isascii() else cells(word)
        if used + size > room and end > start:
            yield start, end
            start, used, room = found.start(), 0, width - indentation
        if size <= room - used:
            end, used = found.end(), used + size
            continue
        # A word longer than a row is broken where the row ends.
        for index, character in enumerate(word, start=found.start()):
            size = cells(character)
            if used + size > room:
                yield start, index
                start, used, room = index, 0, width - indentation
            used += size
            end = index + 1
    if end > start or not text.strip():
        yield start, end


class _Slices:
    """The pieces of one line, cut at places that only move forward."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._starts: list[int] = []
        position = 0
        for piece in pieces:
            self._starts.append(position)
            position += len(piece.text)

    def between(self, start: int, end: int) -> Line:
        row: list[Piece] = []
        at = max(0, bisect_right(self._starts, start) - 1)
        for begin, piece in zip(self._starts[at:], self._pieces[at:], strict=True):
            if begin >= end:
                break
            text = piece.text[max(0, start - begin) : end - begin]
            if text:
                row.append(Piece(text, piece.tone, piece.added))
        return tuple(row)
