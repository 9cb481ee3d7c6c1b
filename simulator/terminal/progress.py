"""A bar for long work, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from simulator.terminal.console import make_console


@contextmanager
def reading(stream: IO[str], size: int) -> Iterator[Iterator[str]]:
    """The lines of a text file of `size` bytes, with a bar that shows how much has been read."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Scoring"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=make_console(sys.stderr), transient=True) as progress:
        task = progress.add_task("", total=size)

        def lines() -> Iterator[str]:
            for line in stream:
                progress.advance(task, len(line))
                yield line

        yield lines()


@contextmanager
def counting(words: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar for a number of things to do; call what it gives after each. Threads may."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (words, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=make_console(sys.stderr), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)
