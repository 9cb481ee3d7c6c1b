"""Reading in a pager what is longer than the terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def show(console: Console, draw: Callable[[Console], None]) -> None:
    """Draws to the console; in a terminal, what is longer than it goes through $PAGER, else less."""
    pager = _pager() if on_terminal(console) else []
    if not pager:
        draw(console)
        return
    with console.capture() as captured:
        draw(console)
    text = captured.get()
    if text.count("\n") < console.height or not _page(pager, text):
        console.file.write(text)


def show_unless(no_pager: bool, console: Console, draw: Callable[[Console], None]) -> None:
    """Like `show`, but all at once where no pager is wanted."""
    if no_pager:
        draw(console)
    else:
        show(console, draw)


def on_terminal(console: Console) -> bool:
    """Whether somebody reads this in a terminal, with colours or without (rich's own answer is no without)."""
    return console.file.isatty()


def _pager() -> list[str]:
    """The pager's command; empty for none."""
    wish = os.environ.get("PAGER")
    if wish is not None:
        try:
            command = shlex.split(wish)
        except ValueError:
            command = []
        return command if command and command != ["cat"] else []
    found = shutil.which("less") or shutil.which("more")
    return [found] if found else []


def _page(pager: list[str], text: str) -> bool:
    """Whether the pager could be started; it has the terminal until it is left."""
    # As git does: colours pass, and a text that fits is left on the screen.
    environment = {"LESS": "FRX", "LV": "-c"} | os.environ
    try:
        reader = subprocess.Popen(pager, stdin=subprocess.PIPE, env=environment)
    except OSError:
        return False
    # Ctrl-C is the pager's key while it runs.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with suppress(BrokenPipeError):
            reader.communicate(text.encode("utf-8", "replace"))
        reader.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return True
