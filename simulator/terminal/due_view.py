"""What waits to be drilled, drawn for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from simulator.interview.scorecard import NextStep
from simulator.plural import count
from simulator.progress.due import WHOLE, Item
from simulator.terminal.layout import hanging
from simulator.terminal.steps import draw_steps
from simulator.terminal.text import printable

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN = 20


def draw(items: Sequence[Item], first: int, minutes: int, ahead: bool, console: Console, there: str) -> None:
    """The list, what is known least first; `first` of them fit into a drill of these minutes."""
    total = sum(item.seconds for item in items)
    number = "One thing waits" if len(items) == 1 else f"{len(items)} things wait"
    console.print()
    console.print(Text.assemble((f" {number}", "bold"), (f", about {max(1, round(total / 60))} minutes in all", "dim")))
    console.print()
    for item in items[:_SHOWN]:
        kind = "question" if item.criterion == WHOLE else "one point"
        facts = f"missed {count(item.missed, 'time')}, due {_when(item.due)}"
        mark = Text.assemble("  ", (f"{100 * item.recall:>3.0f}%", _style(item.recall)), (f"  {kind:<9}  ", "dim"))
        says = " ".join(printable(item.says).split())
        hanging(console, mark, Text(says if len(says) <= 300 else says[:297].rstrip() + "..."))
        console.print(Text(" " * mark.cell_len + f"{printable(item.question)}, {facts}", "dim"), soft_wrap=True)
    if len(items) > _SHOWN:
        console.print(Text(f"      and {len(items) - _SHOWN} more: --json has them all", "dim"))
    console.print()
    console.print(Text("  The share is how likely it is that you still know it.", "dim"))
    console.print()
    wish = (" --ahead" if ahead else "") + ("" if minutes == 10 else f" --minutes {minutes}")
    of = "all of them" if first == len(items) else "the first of them" if first == 1 else f"{first} of them"
    draw_steps([NextStep(f"mock-interview drill{wish}", f"{of}, in about {minutes} minutes")], console, there)


def draw_nothing(next_due: str, ever_missed: bool, console: Console, there: str) -> None:
    """That nothing waits, and when something will."""
    steps = [NextStep("mock-interview start", "an interview meanwhile; what you miss there comes back here")]
    console.print()
    if ever_missed and next_due:
        console.print(Text(f" Nothing is due. The next is due {_when(next_due)}.", "bold"))
        steps.insert(0, NextStep("mock-interview drill --ahead", "practise what is due soonest, all the same"))
    else:
        console.print(Text(" Nothing is due: nothing was missed in an interview yet.", "bold"))
    console.print()
    draw_steps(steps, console, there)


def _when(day: str) -> str:
    at, today = date.fromisoformat(day), date.today()
    days = (at - today).days
    named = {0: "today", 1: "tomorrow", -1: "since yesterday"}
    if days in named:
        return named[days]
    year = "" if at.year == today.year else f" {at.year}"
    return f"{'since' if days < 0 else 'on'} {at.day} {at:%B}{year}"


def _style(recall: float) -> str:
    return "red" if recall < 0.7 else "yellow" if recall < 0.9 else "green"
