"""Words and styles for the terminal; those that pages use, too, are in simulator/transcript/words.py."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.bank.model import Band
from simulator.terminal.text import printable
from simulator.transcript import words

MARK_WORDS: Mapping[int, str] = {0: "nothing right", 1: "a little", 2: "about half", 3: "most of it", 4: "all of it"}
"""What the candidate's own marks mean."""


BAND_STYLES: Mapping[Band, str] = {
    Band.POOR: "red",
    Band.MIXED: "yellow",
    Band.GOOD: "green",
    Band.EXCELLENT: "bold green",
}
"""How rich shows a score of each band."""


def moment(created: str) -> str:
    """When an interview began, as date and time of day here; as it stands if it can't be read."""
    return printable(words.moment(created))
