"""How marks, credits, scores and moments are said wherever they are shown. What comes from a file is not cleaned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from simulator.bank.model import Band
from simulator.transcript.events import How

HOW_WORDS: Mapping[How | None, str] = {
    How.SUBMITTED: "submitted",
    How.PASSED: "passed",
    How.TIMED_OUT: "time was up",
    None: "not answered yet",
}


def credit_word(credit: float) -> str:
    """A credit in words."""
    return "shown" if credit >= 1 else "partly" if credit > 0 else "not shown"


def score_words(score: float) -> str:
    """A score with its band, as "72 good"."""
    return f"{score:.0f} {Band.of(score)}"


def counts(weight: int) -> str:
    """What a criterion's weight means for the score, in brackets; nothing for the usual one."""
    return {1: "", 2: " (counts twice)", 3: " (counts three times)"}.get(weight, f" (counts {weight} times)")


def moment(created: str) -> str:
    """When an interview began, as date and time of day here; as it stands if it can't be read."""
    try:
        return datetime.fromisoformat(created).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return created
