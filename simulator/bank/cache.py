"""Parsed content on disk, so that a start need not parse YAML. Losing it costs a moment and nothing else.

A cache file is the key (what the content was made from) in its first line, and then the content in lines.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from zlib import crc32

from simulator import __version__
from simulator.bank.source import Found


def key_of(files: Sequence[Found]) -> str:
    """What the content is made from: each file's path, size and time of change, and the program's version."""
    return json.dumps([__version__, *([file.path, file.size, file.modified_ns] for file in files)])


def path_of(folder: Path, banks: Path, rubrics: Path, part: str) -> Path:
    """The file in which a part of the content of these folders is kept."""
    return folder / f"{part}-{crc32(f'{banks}|{rubrics}'.encode('utf-8', 'surrogateescape')):08x}.txt"


def fetch(path: Path, key: str) -> list[bytes] | None:
    """The lines that were kept under this key, or None: not there, unreadable, broken, or of another key. Bytes, since
    most of them are not needed, and decoding all would take longer than reading them."""
    try:
        with path.open("rb") as file:
            if file.readline() != f"{key}\n".encode():
                return None
            *lines, end = file.read().split(b"\n")
    except (OSError, ValueError):
        return None
    # A file that was cut off has no end.
    return None if end else lines


def keep(path: Path, key: str, lines: Iterable[str]) -> None:
    """Writes the content; does nothing where it can't be written."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text("".join(f"{line}\n" for line in (key, *lines)), encoding="utf-8")
        unfinished.replace(path)
    except (OSError, ValueError):
        try:
            unfinished.unlink(missing_ok=True)
        except OSError:
            return
