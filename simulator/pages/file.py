"""Putting a page on disk, where it replaces nothing but another page."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from simulator.errors import UserError

_BEGINNING = b"<!doctype html>"


def write(path: Path, page: str) -> None:
    """Put the page at `path` in one step. Raises UserError if that is something else, or cannot be written."""
    path = path.expanduser()
    try:
        if path.is_dir():
            raise UserError(f"{path} is a folder.", f"Give a file in it, such as {path / 'interview.html'}.")
        if path.exists() and not _is_page(path):
            raise UserError(f"{path} is no page; it was left as it is.", "Choose another name, ending in .html.")
        _replace(path, page)
    except OSError as problem:
        raise UserError(
            f"Cannot write {path}: {problem.strerror}.", "Choose a folder that exists and that you may write to."
        ) from None


def _is_page(path: Path) -> bool:
    with path.open("rb") as file:
        beginning = file.read(len(_BEGINNING))
    return not beginning or beginning.lower() == _BEGINNING


def _replace(path: Path, page: str) -> None:
    if path.exists() and not path.is_file():
        # A device or a pipe, such as /dev/stdout, can only be written to.
        path.write_text(page, encoding="utf-8", newline="\n")
        return
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:100]}-", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
