"""The part of `bank check` that runs code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.bank.library import Library
    from simulator.bank.problem import Problem


@dataclass(frozen=True, slots=True)
class CodeChecked:
    """What the check files of a bank are like."""

    problems: tuple[Problem, ...]
    files: int
    """How many check files were read."""
    notes: tuple[str, ...]
    """What was not tried, and why."""


def check_code(library: Library, banks: Path, wanted: Callable[[str], bool], trust_it: bool) -> CodeChecked:
    """Tries the checks of a bank, if the user trusts it; shows a bar on a terminal.

    Raises UserError if the trust can't be remembered.
    """
    from simulator.coding.wanted import FOLDER

    if not (banks / FOLDER).is_dir():
        return CodeChecked((), 0, ())
    from simulator.coding import trust
    from simulator.coding.bank_checks import run_trials, trials_of
    from simulator.errors import UserError

    if trust_it and not trust.is_trusted(banks):
        try:
            trust.trust(banks)
        except OSError as error:
            raise UserError(f"Your trust in {banks} can't be written down ({error.strerror}).") from None
    found = trials_of(library, banks, wanted)
    if found.trials and not trust.is_trusted(banks):
        note = (
            "The checks of code questions were not run: they are programs that did not come with this one, or that "
            "have changed since you trusted them. To run them, now and later: mock-interview bank check --trust"
        )
        return CodeChecked(found.problems, found.contracts, (note, *found.skipped))
    from simulator.terminal.progress import counting

    shown = counting("Trying code", len(found.trials)) if sys.stderr.isatty() else nullcontext(lambda: None)
    with shown as advance:
        problems = run_trials(found.trials, advance)
    return CodeChecked((*found.problems, *problems), found.contracts, found.skipped)
