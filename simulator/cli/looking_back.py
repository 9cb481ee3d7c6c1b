"""What commands about many transcripts share: the index, and which interviews are meant."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from simulator.errors import UserError

if TYPE_CHECKING:
    from simulator.transcript.index import Index

_WORTH_A_BAR = 300
"""Transcripts to be read, below which it is over before one could look."""


class Dated(Protocol):
    """An interview by its company and its date."""

    @property
    def company(self) -> str: ...
    @property
    def company_name(self) -> str: ...
    @property
    def created(self) -> str: ...


D = TypeVar("D", bound=Dated)


def index_of(folder: Path) -> Index:
    """The index of this folder, to be used in a `with` statement; on a terminal a bar shows long work."""
    from simulator.transcript.index import Index

    return Index(folder, watch=_watched)


def problems_of(index: Index) -> tuple[str, ...]:
    """Why transcripts were left out, a sentence each."""
    return tuple(f"Left out: {problem.what} {problem.todo}" for problem in index.problems)


def narrowed(everything: Sequence[D], company: str, since: str) -> tuple[D, ...]:
    """The interviews at this company and since then. Raises UserError (usage) if there is none at the company, or if
    `since` is no date."""
    from simulator.cli.find import did_you_mean

    begin = moment(since)
    chosen: Iterable[D] = everything
    if company:
        wanted = company.lower()
        chosen = [each for each in everything if wanted in (each.company.lower(), each.company_name.lower())]
        if not chosen and everything:
            known = sorted({each.company for each in everything})
            hint = did_you_mean(company, known, f"There are interviews at {', '.join(known)}.")
            raise UserError(f"There is no interview at {company!r}.", hint, exit_code=2)
    if begin is not None:
        chosen = [each for each in chosen if (began := _began(each.created)) is not None and began >= begin]
    return tuple(chosen)


_AGO = re.compile(r"(\d{1,5})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def moment(since: str) -> datetime | None:
    """The beginning of the day that is meant, here; None for no limit. Raises UserError (usage)."""
    if not since:
        return None
    word = since.strip().lower()
    today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    ago = _AGO.fullmatch({"today": "0d", "yesterday": "1d"}.get(word, word))
    try:
        if ago:
            return today - timedelta(days=int(ago[1]) * _DAYS[ago[2]])
        return datetime.fromisoformat(word).astimezone()
    except (ValueError, OverflowError):
        raise UserError(
            f"{since!r} is no date.", "Give one such as 2026-11-21, or how long ago: 7d, 2w, 3m, 1y.", exit_code=2
        ) from None


def _began(created: str) -> datetime | None:
    try:
        return datetime.fromisoformat(created).astimezone()
    except (ValueError, OverflowError):
        return None


def _watched(names: Sequence[str]) -> Iterable[str]:
    if len(names) < _WORTH_A_BAR or not sys.stderr.isatty():
        return names
    return _with_bar(names)


def _with_bar(names: Sequence[str]) -> Iterator[str]:
    from simulator.terminal.progress import counting

    try:
        with counting("Reading transcripts, this once", len(names)) as advance:
            for name in names:
                yield name
                advance()
    except (GeneratorExit, KeyboardInterrupt):
        print("\nWhat was read so far is kept: the same command goes on from there.", file=sys.stderr)
        raise
