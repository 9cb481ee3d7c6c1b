"""From an answer's characters to words in clauses in sentences.

Everything here is independent of any rubric. Time and memory are linear in the answer's length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

from simulator.grading.chunk import chunks_of
from simulator.grading.code_lines import is_code_line, pieces
from simulator.grading.compiled import quickest
from simulator.grading.text import Text

append_columns: Callable[[Text, list[str], list[int], bool], None] = quickest("columns").append_columns

_LOOKALIKES = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "−": "-",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ",
}  # fmt: skip
_LOOKALIKE = re.compile(f"[{''.join(_LOOKALIKES)}]")

_LONG_LINE = 50
"""Characters."""


def analyse(source: str) -> Text:
    """Words, clauses and sentences of an answer. Any string is accepted."""
    normal, offsets = _normalise(source)
    text = Text(source, offsets=offsets)
    if "\n" not in normal and not is_code_line(normal):
        _read(text, normal, False)
    else:
        for piece, is_code in pieces(normal):
            _read(text, piece, is_code)
    return text


_BEYOND_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
"""With the character before, which may bear the first accent."""


def _normalise(source: str) -> tuple[str, list[int] | None]:
    """Compatible Unicode forms made one (NFKC), quotes and dashes plain; and, where lengths change, the way back."""
    if source.isascii():
        return source, None
    if unicodedata.is_normalized("NFKC", source):
        return _plain(source), None
    out: list[str] = []
    offsets: list[int] = []
    at = 0
    for run in _BEYOND_ASCII.finditer(source):
        cluster_start, end = run.span()
        out.append(source[at:cluster_start])
        offsets += range(at, cluster_start)
        for i in range(cluster_start + 1, end + 1):
            if i == end or not unicodedata.combining(source[i]):
                piece = unicodedata.normalize("NFKC", source[cluster_start:i])
                out.append(piece)
                offsets += [cluster_start] * len(piece)
                cluster_start = i
        at = end
    out.append(source[at:])
    offsets += range(at, len(source) + 1)
    return _plain("".join(out)), offsets


def _plain(text: str) -> str:
    return _LOOKALIKE.sub(lambda match: _LOOKALIKES[match[0]], text)


def _read(text: Text, piece: str, is_code: bool) -> None:
    if "\n" in piece:
        append_columns(text, *_chunks_of_lines(piece.split("\n"), is_code), is_code)
    else:
        append_columns(text, chunks_of(piece), [], is_code)


def _chunks_of_lines(lines: list[str], is_code: bool) -> tuple[list[str], list[int]]:
    """The chunks of several lines; and the indices of those at which a line ends, and what it says with it."""
    chunks = chunks_of(lines[0])
    ends: list[int] = []
    for before, line in pairwise(lines):
        # Else the line break only wraps a sentence.
        if is_code or len(before) < _LONG_LINE or not line[:1].islower():
            ends.append(len(chunks) - 1)
        chunks += chunks_of(line)
    return chunks, ends
