"""Writing code and prose: what Enter, Tab and Backspace do to the indentation. Pure functions over a line."""

from __future__ import annotations

STEP = 4

_LEAVING = ("return", "pass", "break", "continue", "raise")


def indentation_after(before: str, code: bool) -> str:
    """The blanks that begin the next line, when Enter is pressed behind `before` (the line up to the cursor)."""
    indentation = before[: len(before) - len(before.lstrip(" "))]
    if not (code or indentation):
        return ""
    stripped = before.strip()
    if stripped.endswith(":"):
        return indentation + " " * STEP
    if stripped.split(" ", 1)[0].rstrip(";") in _LEAVING:
        return indentation[STEP:]
    return indentation


def blanks_to_next_stop(before: str) -> int:
    """How many blanks Tab inserts behind `before`."""
    return STEP - len(before) % STEP


def blanks_to_delete(before: str) -> int:
    """How many characters Backspace deletes behind `before`: a whole step within the indentation, else one."""
    if before and not before.strip(" "):
        return (len(before) - 1) % STEP + 1
    return 1
