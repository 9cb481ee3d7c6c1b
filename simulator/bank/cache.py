"""Parsed content on disk, so that a start need not parse YAML. Losing it costs a moment and nothing else.

A cache file is two lines: the key (what the content was made from) and the content, both as JSON.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from simulator import __version__
from simulator.bank.source import Found


def key_of(files: Sequence[Found]) -> str:
    """What the content is made from: each file's path, size and time of change, and the program's version."""
    return json.dumps([__version__, *([file.path, file.size, file.modified_ns] for file in files)])


def path_of(folder: Path, banks: Path, rubrics: Path, part: str) -> Path:
    """The file in which a part of the content of these folders is kept."""
    return folder / f"{part}-{crc32(f'{banks}|{rubrics}'.encode('utf-8', 'surrogateescape')):08x}.json"


def fetch(path: Path, key: str) -> Any | None:
    """The content that was kept under this key, or None: not there, unreadable, broken, or of another key."""
    try:
        with path.open(encoding="utf-8") as file:
            if file.readline().rstrip("\n") != key:
                return None
            return json.loads(file.read())
    except (OSError, ValueError, RecursionError):
        return None


def keep(path: Path, key: str, content: Any) -> None:
    """Writes the content; does nothing where it can't be written."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(f"{key}\n{json.dumps(content, separators=(',', ':'))}\n", encoding="utf-8")
        unfinished.replace(path)
    except (OSError, ValueError):
        try:
            unfinished.unlink(missing_ok=True)
        except OSError:
            return
