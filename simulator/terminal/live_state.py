"""What the live screen is doing at the moment, apart from the interview itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

SLOW = 0.3
"""Seconds after which it is worth saying that something is being done."""


class Mode(Enum):
    """What the screen shows, and so which keys there are."""

    WELCOME_BACK = auto()
    OPENING = auto()
    WRITING = auto()
    QUESTION = auto()
    """The whole question, to read."""
    HELP = auto()
    ASK_PASS = auto()
    ASK_LEAVE = auto()
    TIME_UP = auto()
    BUSY = auto()


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence shown for a while."""

    text: str
    style: str
    until: float
    """On the clock of the event loop."""


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The question for which time ran out."""

    number: int
    follow_up: bool
    empty: bool
    """Whether nothing was written."""
    in_editor: bool
    """Whether the candidate's own editor was open."""
