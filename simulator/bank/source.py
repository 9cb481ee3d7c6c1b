"""Finding and reading content files, with care: a content folder may come from anybody."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from simulator.bank.model import Place
from simulator.bank.problem import Problem

LARGEST = 4 * 1024 * 1024
"""The largest file that is read, in bytes."""

# What YAML itself does not allow, and the line separators that would make our line numbers differ from an editor's.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Found:
    """A content file as the folder lists it; `fault` says why it must not be read, or is empty."""

    path: str
    size: int
    modified_ns: int
    fault: str = ""
    todo: str = ""


def find(folder: Path) -> tuple[Found, ...]:
    """The content files that stand directly in a folder, in the order of their names; none if there is no folder."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
            return tuple(_examine(entry, folder) for entry in listed if _is_content(entry.name))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        return (Found(str(folder), 0, 0, f"the folder can't be read ({error.strerror})", "check its permissions"),)


def read(found: Found) -> str | Problem:
    """The text of a file with Unix line ends, or the problem that keeps it from being read."""
    if found.fault:
        return Problem(Place(found.path, 1, 1), found.fault, found.todo)
    try:
        with Path(found.path).open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = f"the file can't be read ({error.strerror})"
        return Problem(Place(found.path, 1, 1), reason, "check that it exists and that you may read it")
    if len(data) > LARGEST:
        return _too_large(found.path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        return Problem(_place(found.path, before), "this byte is not UTF-8", "save the file in UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := _NOT_TEXT.search(text):
        what = f"the control character U+{ord(bad[0]):04X} is not allowed"
        return Problem(_place(found.path, text[: bad.start()]), what, "delete it, or write a space")
    return text


def _is_content(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


def _examine(entry: os.DirEntry[str], folder: Path) -> Found:
    path = str(folder / entry.name)
    try:
        status = entry.stat()
        outside = entry.is_symlink() and not _inside(Path(entry.path), folder)
    except (OSError, RuntimeError):
        return Found(path, 0, 0, "the link leads nowhere", "delete it, or put the file itself here")
    if outside:
        return Found(path, 0, 0, "the link leaves the folder", "put the file itself here")
    if not stat.S_ISREG(status.st_mode):
        return Found(path, 0, 0, "this is not a plain file", "delete or rename it")
    if entry.name.endswith(".yml"):
        todo = f"rename it to {entry.name[:-4]}.yaml"
        return Found(path, status.st_size, status.st_mtime_ns, "the name ends in .yml and would be overlooked", todo)
    if status.st_size > LARGEST:
        problem = _too_large(path)
        return Found(path, status.st_size, status.st_mtime_ns, problem.what, problem.todo)
    return Found(path, status.st_size, status.st_mtime_ns)


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve(strict=True).is_relative_to(folder.resolve())


def _too_large(path: str) -> Problem:
    what = f"the file is larger than {LARGEST // 1024 // 1024} MB"
    return Problem(Place(path, 1, 1), what, "divide it into several files")


def _place(path: str, before: str) -> Place:
    return Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
