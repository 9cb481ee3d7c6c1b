"""Plain `mock-interview`: a greeting, what can be done, and the interview that was broken off."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from simulator.cli.output import Output

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.transcript.folder import Summary

WHAT_CAN_BE_DONE = (
    ("start", "an interview; choose who holds it"),
    ("start google --length short", "a short one, with Google"),
    ("grade", "grade your own answers"),
    ("review", "read your interviews again"),
    ("progress", "how your scores move"),
    ("drill", "what you are about to forget"),
    ("bank list", "all questions"),
    ("--help", "everything else"),
)


@dataclass(frozen=True, slots=True)
class Greeting:
    """The greeting, with the interview that was broken off last, if any."""

    broken_off: Summary | None
    can_ask: bool

    def to_json(self) -> Any:
        return {"broken_off": None if self.broken_off is None else self.broken_off.id}

    def draw(self, console: Console) -> None:
        from rich.text import Text

        console.print()
        console.print(
            Text.assemble(" ", ("Mock interviews for Python", "bold"), ": timed questions, honest scores."),
            soft_wrap=True,
        )
        console.print()
        for command, what in WHAT_CAN_BE_DONE:
            console.print(
                Text.assemble(("   mock-interview ", "dim"), (f"{command:<28}", "cyan"), what), soft_wrap=True
            )
        console.print()
        if self.broken_off is not None:
            console.print(Text(f" {_in_words(self.broken_off)}"), soft_wrap=True)
            if not self.can_ask:
                command = f"mock-interview resume {self.broken_off.id}"
                console.print(Text.assemble(" Go on with it: ", (command, "cyan")), soft_wrap=True)
                console.print()


def greet() -> Output | int:
    """Greet; in a terminal also ask whether to go on with the interview that was broken off."""
    from simulator.cli.output import emit
    from simulator.cli.resume import broken_off
    from simulator.errors import UserError
    from simulator.transcript.folder import folder_for

    can_ask = sys.stdin.isatty() and sys.stdout.isatty()
    try:
        found = broken_off(folder_for())
    except UserError:
        # Whoever only wants to look around need not hear of a folder that cannot be read.
        found = None
    greeting = Greeting(found, can_ask)
    if found is None or not can_ask:
        return Output(greeting)
    from simulator.cli.holding import Means
    from simulator.cli.resume import go_on

    emit(Output(greeting))
    return go_on(found.id, Means()) if _wants_to_go_on() else 0


_NO = ("n", "no", "q", "quit")


def _wants_to_go_on() -> bool:
    import typer

    while True:
        said = typer.prompt(" Go on with it now? [Y/n]", default="", show_default=False, prompt_suffix=" ")
        said = str(said).strip().lower()
        if said in ("", "y", "yes") or said in _NO:
            return said not in _NO
        print(" Enter or y goes on with it; n or q leaves it for later.")


def _in_words(summary: Summary) -> str:
    try:
        day = datetime.fromisoformat(summary.created).astimezone()
        when = f" of {day.day} {day:%B}"
    except ValueError:
        when = ""
    what = "drill" if summary.options.get("drill") is True else f"interview at {summary.company_name}"
    return f"Your {what}{when} was broken off."
