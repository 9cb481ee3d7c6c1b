"""Misspellings, within a bound that grows with the word's length."""

from __future__ import annotations


def slips_allowed(length: int) -> int:
    """How many slips a word of that many letters may have: none under 5, one under 9, else two."""
    return 0 if length < 5 else 1 if length < 9 else 2


def letters(word: str) -> int:
    """Which letters a word has, as bits."""
    bits = 0
    for letter in set(word):
        bits |= 1 << (ord(letter) & 31)
    return bits


def within(a: str, b: str, bound: int) -> bool:
    """Whether a turns into b by at most `bound` slips: a letter more, less, other, or two swapped.

    The optimal string alignment distance (Damerau 1964, restricted), cut off at the bound.
    """
    if abs(len(a) - len(b)) > bound:
        return False
    previous: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, previous, row = previous, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > bound:
            return False
    return row[-1] <= bound
