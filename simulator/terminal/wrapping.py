"""Breaking lines between words, for questions and in the editor, which by itself breaks them anywhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.utils import get_cwidth

LONGEST = 4000
"""Characters of one line that the editor shows; the middle of a longer line is left out on the screen."""

_HALF = LONGEST // 2
_PIECE = re.compile(r"\s+|[^\s]+")


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken between words; indentation is kept on broken lines."""
    lines: list[str] = []
    for line in text.expandtabs(4).split("\n"):
        indentation = line[: len(line) - len(line.lstrip())][: width // 2]
        lines.extend(_broken(line.rstrip(), width, indentation) or [""])
    return lines


def _broken(line: str, width: int, indentation: str) -> list[str]:
    lines: list[str] = []
    current, space = indentation, ""
    for piece in _PIECE.findall(line.strip()):
        if piece.isspace():
            space = piece
            continue
        if current.strip() and get_cwidth(current + space + piece) > width:
            lines.append(current)
            current, space = indentation, ""
        current += space + piece
        space = ""
        while get_cwidth(current) > width:
            cut = _fitting(current, width)
            lines.append(current[:cut])
            current = current[cut:]
    return [*lines, current] if current.strip() else lines


def _fitting(text: str, width: int) -> int:
    """How many characters, but at least one, fit into the width."""
    cells = 0
    for index, character in enumerate(text):
        cells += get_cwidth(character)
        if cells > width:
            return max(1, index)
    return len(text)


@lru_cache(maxsize=512)
def _breaks(text: str, width: int) -> tuple[tuple[int, int], ...]:
    """Where the line needs help to break between words: (index, n) with n > 0 for n blanks before that character, and
    n = -1 for a blank that would begin a row and is not shown."""
    found: list[tuple[int, int]] = []
    column = 0
    for piece in _PIECE.finditer(text):
        cells = get_cwidth(piece[0])
        if piece[0].isspace():
            for index in range(piece.start(), piece.end()):
                if column >= width and piece.start() > 0:
                    found.append((index, -1))
                else:
                    column += 1
            continue
        if column >= width:
            column = 0
        if column > 0 and column + cells > width >= cells:
            found.append((piece.start(), width - column))
            column = 0
        column += cells
        if column > width:
            column = (column - 1) % width + 1
    return tuple(found)


class WordWrap(Processor):
    """Makes a window that wraps lines break them between words, by showing blanks that are not in the text."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        fragments, width = transformation_input.fragments, transformation_input.width
        text = fragment_list_to_text(fragments)
        breaks = dict(_breaks(text, width)) if width > 1 and get_cwidth(text) > width else {}
        if not breaks:
            return Transformation(fragments)
        shown: StyleAndTextTuples = []
        positions: list[int] = []
        length = 0
        for index, fragment in enumerate(explode_text_fragments(fragments)):
            blanks = breaks.get(index, 0)
            if blanks > 0:
                shown.append(("", " " * blanks))
                length += blanks
            positions.append(length)
            if blanks >= 0:
                shown.append(fragment)
                length += 1
        positions.append(length)

        def to_display(position: int) -> int:
            # Beyond the end stands the cursor, one cell further.
            return positions[position] if position < len(positions) else length + position - len(text)

        def to_source(position: int) -> int:
            if position >= length:
                return len(text) + position - length
            return max(0, bisect_right(positions, position) - 1)

        return Transformation(shown, to_display, to_source)


class ShortenLongLines(Processor):
    """Shows only the beginning and the end of a line so long that drawing all of it would stall the editor."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        line = transformation_input.document.lines[transformation_input.lineno]
        if len(line) <= LONGEST:
            return Transformation(transformation_input.fragments)
        note = f" ... {len(line) - LONGEST} characters not shown ... "
        end = len(line) - _HALF

        def to_display(position: int) -> int:
            if position <= _HALF:
                return position
            return _HALF + len(note) + max(0, position - end)

        def to_source(position: int) -> int:
            return position if position <= _HALF else end + max(0, position - _HALF - len(note))

        return Transformation([("", line[:_HALF]), ("class:quiet", note), ("", line[-_HALF:])], to_display, to_source)
