"""Finding what the user named, or saying what they may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from simulator.errors import UserError

if TYPE_CHECKING:
    from simulator.bank.library import Library
    from simulator.bank.model import CompanyProfile, Question


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """'Did you mean X?' for the nearest known word, else the other hint."""
    from difflib import get_close_matches

    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), by_lower, n=1)
    return f"Did you mean {by_lower[near[0]]}?" if near else otherwise


def company(library: Library, name: str) -> CompanyProfile:
    """The profile of a company by its id or name, upper or lower case. Raises UserError (usage) if there is none."""
    for profile in library.companies.values():
        if name.lower() in (profile.id, profile.name.lower()):
            return profile
    known = list(library.companies)
    hint = f"Choose from {', '.join(known)}." if known else "This content has no companies."
    raise UserError(f"There is no company {name!r}.", did_you_mean(name, known, hint), exit_code=2)


def question(library: Library, key: str) -> Question:
    """The question with this id or source key. Raises UserError (usage) if there is none."""
    found = library.find(key) or library.find(key.lower())
    if found is None:
        sources = [source for q in library.questions.values() for source in q.sources]
        hint = did_you_mean(key, [*library.questions, *sources], "'mock-interview bank list' shows them all.")
        raise UserError(f"There is no question {key!r}.", hint, exit_code=2)
    return found
