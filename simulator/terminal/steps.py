"""The commands to type next, drawn alike wherever something ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from simulator.terminal.layout import hanging
from simulator.terminal.text import printable

if TYPE_CHECKING:
    from rich.console import Console


class Step(Protocol):
    """A command, and what for."""

    @property
    def command(self) -> str: ...
    @property
    def why(self) -> str: ...


def draw_steps(steps: Iterable[Step], console: Console, there: str = "") -> None:
    """A heading, the commands, what each is for, and a blank line; `there` are options that all commands get.

    A command is never broken into lines: it is there to be copied."""
    from rich.text import Text

    console.print(Text(" What next", "bold"))
    for step in steps:
        console.print(Text.assemble("   ", (printable(step.command) + there, "cyan")), soft_wrap=True)
        hanging(console, Text("     "), Text(printable(step.why), "dim"))
    console.print()
