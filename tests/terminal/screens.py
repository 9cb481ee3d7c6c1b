"""The real program in a terminal of its own, and what that terminal shows."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

PATIENCE = 20.0
"""Seconds after which something that should be on the screen counts as missing."""


class Terminal:
    """A program behind a pseudo-terminal, its output drawn by a terminal emulator."""

    def __init__(
        self,
        *arguments: object,
        home: Path,
        columns: int = 80,
        rows: int = 24,
        before: Callable[[], None] | None = None,
        **environment: str | None,
    ) -> None:
        """Starts the program with a home of its own; `before` runs in its process first."""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("MOCK_INTERVIEW") and name not in ("NO_COLOR", "PAGER", "LESS", "COLUMNS", "LINES")
        }
        own = {name: str(home / name.lower()) for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "HOME")}
        chosen = {**kept, **own, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **environment}
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "simulator", *map(str, arguments)],
            env={name: value for name, value in chosen.items() if value is not None},
            dimensions=(rows, columns),
            timeout=PATIENCE,
            preexec_fn=before,
        )
        self._child.delaybeforesend = None

    @property
    def text(self) -> str:
        """What the screen shows, without the blanks at the ends of lines."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def send(self, keys: str) -> None:
        """Types these characters."""
        self._child.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        """Makes the window another size."""
        self.screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def wait(self, *texts: str, until: Callable[[Terminal], bool] | None = None) -> str:
        """Waits until the screen shows all of these texts; gives what it shows. Fails if it takes too long."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if all(text in self.text for text in texts) and (until is None or until(self)):
                return self.text
            if not self._read(0.2) and not self._child.isalive():
                self._read(0.1)
                if all(text in self.text for text in texts) and (until is None or until(self)):
                    return self.text
                break
        raise AssertionError(f"{texts} not on the screen:\n{self.text}")

    def end(self) -> int:
        """Waits for the program's end; gives its exit code."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and (self._read(0.1) or self._child.isalive()):
            pass
        # It may have written its last words between the last look and its end.
        while self._read(0.1):
            pass
        self._child.close()
        return int(self._child.exitstatus if self._child.exitstatus is not None else -(self._child.signalstatus or 0))

    def close(self) -> None:
        """Ends the program if it still runs."""
        self._child.close(force=True)

    def _read(self, timeout: float) -> bool:
        """Draws what has come; whether anything has."""
        try:
            data = self._child.read_nonblocking(65536, timeout=timeout)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.raw += data
        # The emulator is no real terminal: it does not answer where the cursor is, which the toolkit asks.
        if b"\x1b[6n" in data:
            self._child.send(f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R")
        self._stream.feed(data)
        return True
