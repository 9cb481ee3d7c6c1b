"""What the shell offers when the tab key is pressed: names from the content. Never an error, at worst nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.bank.library import Library


def companies(incomplete: str) -> list[str]:
    """Ids of companies with a profile."""
    return _beginning(incomplete, list(library.companies)) if (library := _library()) else []


def topics(incomplete: str) -> list[str]:
    """Topics of questions."""
    library = _library()
    names = {topic for question in library.questions.values() for topic in question.topics} if library else set()
    return _beginning(incomplete, sorted(names))


def questions(incomplete: str) -> list[tuple[str, str]]:
    """Ids of questions, with what they ask."""
    from simulator.terminal.text import printable

    library = _library()
    if library is None:
        return []
    return [(q.id, printable(q.prompt)[:60]) for q in library.questions.values() if q.id.startswith(incomplete)]


def _library() -> Library | None:
    from simulator.bank.loader import read
    from simulator.errors import UserError

    try:
        return read().library
    except (UserError, OSError):
        return None


def _beginning(incomplete: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(incomplete.lower())]
