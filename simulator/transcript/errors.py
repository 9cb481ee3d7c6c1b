"""A transcript or its folder that cannot be used, said so that the reader knows what to do."""

from __future__ import annotations

from simulator.bank.model import Place
from simulator.errors import UserError


class TranscriptError(UserError):
    """What is wrong with a transcript or its folder, where in it, and what to do."""

    def __init__(self, what: str, todo: str, place: Place | None = None) -> None:
        super().__init__(f"{place}: {what}" if place else what, todo)
        self.place = place
