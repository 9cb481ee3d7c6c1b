"""Numbers of things in words."""

from __future__ import annotations


def count(number: int, thing: str, things: str = "") -> str:
    """So many things: "1 answer", "2 answers"; `things` where an s is not enough."""
    return f"{number} {thing if number == 1 else things or f'{thing}s'}"
