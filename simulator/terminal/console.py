"""The rich consoles for standard output and standard error, and whether to use colour at all.

Styles use the terminal's own sixteen colours by name (red, cyan, bold, dim): these suit light and dark backgrounds.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console


def wants_colour(stream: TextIO) -> bool:
    """Whether the stream is a terminal that shows colours, and the user did not ask for none."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    try:
        return stream.isatty()
    except ValueError:
        return False


def make_console(stream: TextIO) -> Console:
    """A console that writes to the stream: as wide as its terminal (80 columns in a pipe), no markup, no guessing."""
    from rich.console import Console

    class OurConsole(Console):
        def on_broken_pipe(self) -> None:
            # rich would end the program here, with 1. The caller decides: a reader that has seen enough is no failure.
            raise BrokenPipeError

    colour = wants_colour(stream)
    return OurConsole(
        file=stream,
        color_system="standard" if colour else None,
        force_terminal=None if colour else False,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
