"""What is remembered of words that were met, within bounds."""

from __future__ import annotations

from typing import TypeVar

_MOST = 8_192
"""More would save some work and cost more than that: looking something up in a large table misses the cache."""
_LONGEST = 64
"""Characters."""

_Meaning = TypeVar("_Meaning")


def remember(memo: dict[str, _Meaning], word: str, meaning: _Meaning) -> None:
    """Keep what a word means, unless it is too long to come again; a memo that is full begins anew."""
    if len(memo) >= _MOST:
        memo.clear()
    if len(word) <= _LONGEST:
        memo[word] = meaning
