"""A draft in a file of its own, for the candidate's own editor to change while the interview watches."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from simulator.errors import UserError

_USUAL = ("sensible-editor", "nano", "vim", "vi", "emacs")


class DraftFile:
    """A temporary file with a draft, in a folder that only this user can read."""

    def __init__(self, text: str, code: bool) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="mock-interview-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name) / ("answer.py" if code else "answer.md")
        self.path.write_text(text + "\n" if text else "", encoding="utf-8", errors="replace", newline="\n")
        self._seen = self._stamp()
        self._process: subprocess.Popen[bytes] | None = None

    def changed(self) -> str | None:
        """The text if it was saved since the last call, else None."""
        stamp = self._stamp()
        if stamp is None or stamp == self._seen:
            return None
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        self._seen = stamp
        # Editors end the last line; the candidate did not.
        return text.removesuffix("\n")

    def edit(self, command: list[str]) -> str | None:
        """Run the editor until it is closed. What went wrong, in a sentence, or None."""
        try:
            # Where the result goes to a file, the editor must not: it is drawn where the screen is.
            screen = sys.stderr if sys.stderr.isatty() and not sys.stdout.isatty() else None
            self._process = subprocess.Popen([*command, str(self.path)], stdout=screen)
        except OSError as problem:
            return f"Cannot start {command[0]}: {problem.strerror}. Set VISUAL or EDITOR to the editor you want."
        code = self._process.wait()
        return f"{command[0]} ended with {code}; the answer is as it was last saved there." if code > 0 else None

    def stop(self) -> None:
        """End an editor that is still open."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def close(self) -> None:
        """Delete the file."""
        self._folder.cleanup()

    def _stamp(self) -> tuple[int, int, int] | None:
        with suppress(OSError):
            status = self.path.stat()
            return status.st_mtime_ns, status.st_size, status.st_ino
        return None


def editor_command(environment: Mapping[str, str] | None = None) -> list[str]:
    """The user's editor as words of a command line: VISUAL, else EDITOR, else one that is there.

    Raises UserError if there is none.
    """
    environment = os.environ if environment is None else environment
    for name in ("VISUAL", "EDITOR"):
        value = environment.get(name, "").strip()
        if value:
            try:
                words = shlex.split(value, posix=os.name != "nt")
            except ValueError:
                raise UserError(f"{name} is not a command: {value!r}.", "Set it to the editor you want.") from None
            return words
    for command in ("notepad",) if os.name == "nt" else _USUAL:
        if shutil.which(command):
            return [command]
    raise UserError("No editor was found.", "Set VISUAL or EDITOR to the one you want.")
