"""A terminal with a person before it: keys by name, pasting, and reading what the screen says in words."""

from __future__ import annotations

import os
import signal as signals
import time
from collections.abc import Callable
from typing import Any

from tests.terminal import screens

CTRL_C, CTRL_D, CTRL_G, CTRL_L, CTRL_O, CTRL_S, CTRL_Z = "\x03", "\x04", "\x07", "\x0c", "\x0f", "\x13", "\x1a"
ENTER, ESCAPE, TAB, BACKSPACE = "\r", "\x1b", "\t", "\x7f"
UP, DOWN, F1 = "\x1b[A", "\x1b[B", "\x1bOP"

PATIENCE = 30.0
"""Seconds after which something that should have been seen counts as missing."""


class Terminal(screens.Terminal):
    """The program in a terminal, with settings of its own and none of whoever runs the tests."""

    def __init__(self, *arguments: object, **settings: Any) -> None:
        super().__init__(*arguments, **{"VISUAL": None, "EDITOR": None, "LANG": "C.UTF-8"} | settings)

    def type(self, *texts: str) -> None:
        """Presses keys, a little apart."""
        for text in texts:
            self.send(text)
            self._read(0.03)

    def paste(self, text: str) -> None:
        """Pastes, as a terminal does that marks what is pasted."""
        data = f"\x1b[200~{text}\x1b[201~"
        # A terminal takes in no more than it has room for, so what it shows must be read meanwhile.
        for start in range(0, len(data), 4000):
            self.send(data[start : start + 4000])
            self._read(0)

    def kill(self, signal: signals.Signals) -> None:
        """Sends the program a signal."""
        os.kill(self._child.pid, signal)

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without the blanks at their ends."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def words(self) -> str:
        """The whole screen as one line of words: for sentences that may be broken."""
        return " ".join(self.text.split())

    def wait_for(self, *texts: str) -> None:
        """Reads until all of these stand on the screen."""
        self.wait_until(lambda: all(text in self.words for text in texts), f"to see {texts}")

    def wait_until_gone(self, text: str) -> None:
        """Reads until this is no longer on the screen."""
        self.wait_until(lambda: text not in self.words, f"for {text!r} to go")

    def wait_until(self, condition: Callable[[], Any], what: str) -> None:
        """Reads until the condition holds."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"waited in vain {what}; on the screen:\n{self.text}"
            if not self._read(0.1) and not self._child.isalive():
                self._read(0.1)
                assert condition(), f"ended while waiting {what}; on the screen:\n{self.text}"

    def colours_of(self, text: str) -> tuple[str, str]:
        """The foreground and background with which this text is shown."""
        for row, line in enumerate(self.screen.display):
            if (column := line.find(text)) >= 0:
                cell = self.screen.buffer[row][column]
                return cell.fg, cell.bg
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")
