"""Text from files and answers, made safe to show."""

from __future__ import annotations

import re

# C0 but tab and newline, DEL, C1; marks, overrides and isolates of writing direction; the line separators that only
# some programs know; annotation marks; lone surrogates, which can't be written out at all.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)
_STAND_IN = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """The text with a stand-in for each character that could move the cursor, change colours or reorder the line.

    The length stays the same, so that spans into the text stay valid. A carriage return becomes a space.
    """
    return _UNPRINTABLE.sub(lambda found: " " if found[0] == "\r" else _STAND_IN, text)


def escaped(json_text: str) -> str:
    r"""JSON text in which such characters are written as \uXXXX: still the same JSON, and safe to show."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)


def reflowed(text: str, code: bool = False) -> str:
    """Prose with each paragraph on one line, for a terminal to break where it wants; indented lines stay.

    With `code`, lines are joined only behind one of more than 80 characters: that is prose between the code.
    """
    lines: list[str] = []
    joinable = False
    for line in text.split("\n"):
        plain = bool(line) and not line[0].isspace()
        if joinable and plain:
            lines[-1] = f"{lines[-1].rstrip()} {line}"
        else:
            lines.append(line)
        joinable = plain and (not code or len(line) > 80)
    return "\n".join(lines)
