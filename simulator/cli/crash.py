"""What happens when the program itself is at fault: a report in the log folder, and a short word to the user."""

from __future__ import annotations

import platform
import sys
import tempfile
import time
import traceback
from pathlib import Path

from simulator import __version__


def report(error: BaseException) -> str:
    """Writes a crash report; gives the message for the user."""
    what = f"This is a bug in mock-interview, not your mistake: {type(error).__name__}: {error}"[:400]
    path = _write(error)
    where = f"A report was written to {path}; please attach it when you report the bug." if path else ""
    return f"{what}\n{where}".rstrip()


def _write(error: BaseException) -> Path | None:
    from simulator.bank.folders import log_folder

    text = "".join(
        [
            f"mock-interview {__version__}, Python {platform.python_version()}, {platform.platform()}\n",
            f"arguments: {sys.argv[1:]!r}\n\n",
            *traceback.format_exception(error),
        ]
    )
    name = f"crash-{time.strftime('%Y%m%d-%H%M%S')}.txt"
    for folder in (log_folder().path, Path(tempfile.gettempdir())):
        try:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return path
    return None
