"""Which folders of content are used, and why."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import UserError

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Choice:
    """A folder and the reason why it is the one."""

    path: Path
    why: str


def checkout() -> Path | None:
    """The checkout that this package runs from, or None for an installed copy."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "banks").is_dir() else None


def banks_folder(given: Path | None = None) -> Choice:
    """The folder of question files."""
    return _choose("banks", given)


def rubrics_folder(given: Path | None = None) -> Choice:
    """The folder of rubric files."""
    return _choose("rubrics", given)


def cache_folder() -> Choice:
    """The folder in which parsed content is kept; whatever is in it can be deleted at any time."""
    from platformdirs import user_cache_path

    return Choice(user_cache_path("mock-interview", appauthor=False), "the platform's folder for caches")


def log_folder() -> Choice:
    """The folder into which crash reports go."""
    from platformdirs import user_log_path

    return Choice(user_log_path("mock-interview", appauthor=False), "the platform's folder for logs")


def _choose(name: str, given: Path | None) -> Choice:
    variable = f"MOCK_INTERVIEW_{name.upper()}"
    from_environment = os.environ.get(variable)
    if given is not None:
        choice = Choice(given.absolute(), f"given with --{name}")
    elif from_environment:
        choice = Choice(Path(from_environment).expanduser().absolute(), f"set by {variable}")
    elif (root := checkout()) is not None:
        return Choice(root / name, "the checkout that the program runs from")
    else:
        return Choice(_PACKAGE / "data" / name, "came with the program")
    if not choice.path.is_dir():
        raise UserError(
            f"There is no folder of {name} at {choice.path} ({choice.why}).",
            f"Name an existing folder with --{name} DIR or {variable}, or leave both out for the built-in content.",
            exit_code=2,
        )
    return choice
