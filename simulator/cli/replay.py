"""`review ID --replay`: an interview as it was typed."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli import transcripts as shared
from simulator.cli.output import Output
from simulator.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.transcript.replay import Scene

_SPEED = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)\s*x?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Replayed:
    """How each answer came about; nothing more to say where it was seen on the screen."""

    id: str
    scenes: tuple[Scene, ...]
    seen: bool
    there: str

    def to_json(self) -> Any:
        from simulator.transcript.replay import to_dict

        return {"id": self.id, "scenes": [to_dict(scene) for scene in self.scenes]}

    def draw(self, console: Console) -> None:
        from rich.text import Text

        from simulator.terminal.replaying import draw

        if self.seen:
            command = f"mock-interview review {self.id}{self.there}"
            console.print(Text(f"With evidence and what was missing: {command}", "dim"), soft_wrap=True)
        else:
            draw(console, self.scenes)


def speed_of(word: str) -> float:
    """How many times as fast as it was typed. Raises UserError (usage)."""
    from simulator.transcript.replay import FASTEST, SLOWEST

    found = _SPEED.fullmatch(word.strip())
    speed = float(found[1]) if found else 0.0
    if not SLOWEST <= speed <= FASTEST:
        raise UserError(
            f"{word!r} is no speed.", f"Give one from {SLOWEST:g}x to {FASTEST:g}x, for example --speed 4x.", 2
        )
    return speed


def replay(folder: Path, id_: str, question: str, speed: float, as_json: bool, there: str) -> Output:
    """Plays the interview, or one question of it, in a terminal; in a pipe its changes line by line. Raises
    UserError."""
    from simulator.transcript import log
    from simulator.transcript.folder import find
    from simulator.transcript.replay import scenes

    contents = log.read(find(folder, id_))
    record = contents.record()
    wanted = shared.question_of(record, question, there) if question else None
    chosen = tuple(s for s in scenes(record, contents.events) if wanted in (None, s.question))
    if not chosen:
        raise UserError(f"{record.id}: nothing was asked yet.", f"Go on: mock-interview resume {record.id}{there}")
    live = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    interrupted = False
    if live:
        from simulator.terminal.replaying import run

        interrupted = run(record.planned.company_name, chosen, speed)
    result = Replayed(record.id, chosen, live, there)
    return Output(result, as_json, exit_code=130 if interrupted else 0, notes=shared.notes_of(contents))
