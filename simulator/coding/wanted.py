"""Of code questions' check files, only what the candidate sees before writing.

To plan an interview no more is needed. It is kept in the cache, because the first question must not wait until Python
files are parsed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from simulator import __version__
from simulator.bank import cache
from simulator.bank.folders import cache_folder

FOLDER = "code"
"""The folder of check files below the folder of banks."""

Wanted = tuple[tuple[str, ...], str, str]
"""The names to define, the text that the editor opens with, and the examples."""


def contract_path(banks: Path, question: str) -> Path:
    """Where the check file of a question stands, whether or not there is one."""
    return banks / FOLDER / f"{question}.py"


class WantedByQuestion:
    """What the questions of a folder of banks want."""

    def __init__(self, banks: Path) -> None:
        self._banks = banks
        self._known: Mapping[str, Wanted] | None = None

    def find(self, question: str) -> Wanted | None:
        """What a question wants; None if it has no check file. Raises ContentError if the file is not in order."""
        if self._known is None:
            self._known = _all(self._banks)
        if question in self._known:
            return self._known[question]
        return _read(self._banks, question)


def _all(banks: Path) -> Mapping[str, Wanted]:
    """What those questions want whose check files are in order."""
    stamps = _stamps(banks / FOLDER)
    key = json.dumps([__version__, *stamps])
    path = cache.path_of(cache_folder().path, banks, banks, "wanted")
    kept = cache.fetch(path, key)
    if kept is not None:
        with suppress(ValueError, TypeError, RecursionError):
            rows = (json.loads(line) for line in kept)
            return {question: (tuple(names), starter, examples) for question, names, starter, examples in rows}
    found: dict[str, Wanted] = {}
    for name, *_ in stamps:
        question = str(name).removesuffix(".py")
        # What is wrong with a file is said to whoever asks for its question.
        with suppress(Exception):
            wanted = _read(banks, question)
            if wanted is not None:
                found[question] = wanted
    cache.keep(path, key, (json.dumps([question, *wanted]) for question, wanted in found.items()))
    return found


def _stamps(folder: Path) -> list[tuple[str, int, int]]:
    """The name, size and time of change (nanoseconds) of each check file."""
    try:
        with os.scandir(folder) as entries:
            files = sorted((e for e in entries if e.name.endswith(".py")), key=lambda entry: entry.name)
            return [(e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in files]
    except OSError:
        return []


def _read(banks: Path, question: str) -> Wanted | None:
    if not contract_path(banks, question).is_file():
        return None
    from simulator.coding.contract import find_contract

    contract = find_contract(banks, question)
    return None if contract is None else (contract.names, contract.starter, contract.examples)
