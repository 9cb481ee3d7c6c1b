"""Printing: results as text or JSON, and errors. Commands return values; this is the only place that writes them."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from simulator.terminal.text import escaped, printable

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.errors import UserError


class Result(Protocol):
    """What a command found out. Frozen; knows how to say itself to people and to scripts, and prints nothing."""

    def to_json(self) -> Any:
        """Plain JSON types."""

    def draw(self, console: Console) -> None:
        """Writes it for people."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a command returns: a result, the form in which it is wanted, and how the program ends.

    `notes` go to standard error after the result.
    """

    result: Result
    as_json: bool = False
    exit_code: int = 0
    notes: tuple[str, ...] = ()


def emit(output: Output) -> int:
    """Prints what a command returned; gives the exit code."""
    if output.as_json:
        write_json(output.result.to_json())
    else:
        from simulator.terminal.console import make_console

        output.result.draw(make_console(sys.stdout))
    sys.stdout.flush()
    for note in output.notes:
        say(note)
    return output.exit_code


def write_json(data: Any) -> None:
    """Prints JSON, indented."""
    in_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(escaped(json.dumps(data, indent=2, ensure_ascii=not in_unicode)))


def emit_error(error: UserError) -> int:
    """Prints what is wrong and what to do next on standard error; gives the exit code."""
    for problem in getattr(error, "problems", ()):
        print(printable(said(problem)), file=sys.stderr)
    say(f"Error: {error.what}")
    if error.todo:
        say(error.todo)
    return error.exit_code


def say(message: str) -> None:
    """Prints a message on standard error; in a terminal its lines end between words."""
    text = printable(message)
    if sys.stderr.isatty():
        import shutil
        import textwrap

        width = max(shutil.get_terminal_size().columns, 20)
        wrap = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False, replace_whitespace=False)
        text = "\n".join(wrap.fill(line) for line in text.split("\n"))
    print(text, file=sys.stderr)


def said(problem: Any) -> str:
    """A content problem as `file:line:column: what; what to do`, the file as seen from here."""
    place = problem.place
    return f"{from_here(place.file)}:{place.line}:{place.column}: {problem.what}; {problem.todo}"


def from_here(path: str) -> str:
    """The path from the current folder if it is below it, else as it is."""
    here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118
    return path.removeprefix(here)
