"""What may stand in an answer: text without anything that could move the cursor, change colours or hide words."""

from __future__ import annotations

import re

from simulator.terminal.text import printable

LONGEST = 2_000_000
"""Characters of one answer. More than anybody types: it only keeps a slip of the mouse from stalling the program."""

_STAND_IN = "\N{REPLACEMENT CHARACTER}"
# What copied terminal output brings along: colours and titles. They go as a whole, not only their first character.
_SEQUENCE = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[@-Z\\\\^_])")


def clean(text: str) -> str:
    """The text as an answer can hold it: lines end with a newline, control characters are gone."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text
    text = _SEQUENCE.sub("", text)
    kept = text.count(_STAND_IN)
    shown = printable(text)
    if shown.count(_STAND_IN) == kept:
        return shown
    return "".join(new for old, new in zip(text, shown, strict=True) if new == old)
