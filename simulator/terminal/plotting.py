"""Small plots out of block characters: columns with an axis, sparklines and bars. Pure; values are 0 to 100.

Where the output cannot say block characters, plainer signs stand in for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_BLOCKS = " ▁▂▃▄▅▆▇█"
_PLAIN_BLOCKS = "  ..::+##"


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The signs that a plot is made of."""

    levels: str
    """Nine signs, from empty to full."""
    full: str
    empty: str
    corner: str
    side: str
    line: str


BLOCKS = Glyphs(_BLOCKS, "█", "░", "└", "┤", "─")
PLAIN = Glyphs(_PLAIN_BLOCKS, "#", ".", "+", "|", "-")


def glyphs(encoding: str | None) -> Glyphs:
    """The signs that this encoding can say."""
    try:
        (_BLOCKS + "░└┤─").encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return PLAIN
    return BLOCKS


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a plot: its value, how much it stands for, and what it is called."""

    value: float
    weight: float
    label: str


def merged(columns: Sequence[Column], most: int) -> tuple[Column, ...]:
    """At most so many columns: neighbours become one, with the mean of their values by weight and the first's label."""
    if len(columns) <= most:
        return tuple(columns)
    size = -(-len(columns) // most)
    groups = [columns[start : start + size] for start in range(0, len(columns), size)]
    return tuple(
        Column(sum(c.value * c.weight for c in group) / sum(c.weight for c in group),
               sum(c.weight for c in group), group[0].label)
        for group in groups
    )  # fmt: skip


def sparkline(values: Sequence[float], signs: Glyphs) -> str:
    """One sign a value; the lowest still shows."""
    return "".join(signs.levels[1 + min(7, int(max(0.0, value) / 12.5))] for value in values)


def bar(value: float, width: int, signs: Glyphs) -> str:
    """A line that is full at 100."""
    filled = round(min(100.0, max(0.0, value)) / 100 * width)
    return signs.full * filled + signs.empty * (width - filled)


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot of columns: for each row its axis, then for each column its signs; and the labels below."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    below: tuple[str, ...]


def columns_plot(columns: Sequence[Column], width: int, height: int, signs: Glyphs) -> Plot:
    """Columns from 0 to 100 in this many rows and cells; at least one is needed, and more than fit are merged."""
    room = max(8, width - _AXIS)
    chosen = merged(columns, room // 2)
    each = max(2, min(7, room // len(chosen)))
    rows = []
    for row in range(height, 0, -1):
        at = 100 * row / height
        axis = f"{at:>4.0f} {signs.side}" if row in (height, (height + 1) // 2) else f"     {signs.side}"
        cells = []
        for column in chosen:
            filled = max(column.value, 1.0) / 100 * height - (row - 1)
            sign = signs.levels[min(8, max(0, round(8 * filled)))]
            if row == 1 and sign == " ":
                sign = signs.levels[1]
            cells.append(sign * (each - 1) + " ")
        rows.append((axis, tuple(cells)))
    ground = f"   0 {signs.corner}{signs.line * (each * len(chosen))}"
    return Plot(tuple(rows), (ground, " " * _AXIS + _labels(chosen, each)))


_AXIS = 6


def _labels(columns: Sequence[Column], each: int) -> str:
    """As many labels as there is room for, each below the beginning of its column; the first one always."""
    line = ""
    for number, column in enumerate(columns):
        at = number * each
        if at and at < len(line) + 2:
            continue
        if at + len(column.label) > max(each * len(columns), len(columns[0].label)):
            break
        line = line.ljust(at) + column.label
    return line
