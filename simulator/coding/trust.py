"""Whose checks may run: those that came with the program, and those of banks that the user trusts.

A bank is remembered by its path together with a digest of its check files, so that trust ends when they change.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from simulator.bank import folders
from simulator.coding.wanted import FOLDER

_PACKAGED = Path(__file__).resolve().parents[1] / "data" / "banks"
_MOST_REMEMBERED = 200


def is_built_in(banks: Path) -> bool:
    """Whether a folder of banks is the one that came with the program."""
    checkout = folders.checkout()
    own = checkout / "banks" if checkout is not None else _PACKAGED
    return banks.resolve() == own.resolve()


def is_trusted(banks: Path, memory: Path | None = None) -> bool:
    """Whether the checks of this bank may run."""
    return is_built_in(banks) or _remembered(memory).get(str(banks.resolve())) == digest(banks)


def trust(banks: Path, memory: Path | None = None) -> None:
    """Remembers that the user trusts this bank as it stands. Raises OSError if that can't be written down."""
    path = memory or memory_path()
    known = _remembered(path)
    known.pop(str(banks.resolve()), None)
    known[str(banks.resolve())] = digest(banks)
    kept = dict(list(known.items())[-_MOST_REMEMBERED:])
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    draft.replace(path)


def digest(banks: Path) -> str:
    """A digest of the names and contents of a bank's check files."""
    found = hashlib.sha256()
    for path in sorted((banks / FOLDER).glob("*.py")):
        try:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            content = "unreadable"
        found.update(f"{path.name}\0{content}\n".encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def memory_path() -> Path:
    """The file in which trusted banks are remembered."""
    from platformdirs import user_config_path

    return user_config_path("mock-interview", appauthor=False) / "trusted-banks.json"


def _remembered(memory: Path | None) -> dict[str, str]:
    try:
        data = json.loads((memory or memory_path()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(path): str(known) for path, known in data.items()} if isinstance(data, dict) else {}
