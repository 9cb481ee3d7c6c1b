"""`review --compare A B`: questions answered in two interviews, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli import transcripts as shared
from simulator.cli.output import Output
from simulator.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.interview.twice import SideBySide


@dataclass(frozen=True, slots=True)
class Compared:
    """Two interviews by the questions that both have."""

    compared: SideBySide
    model_answers: bool
    there: str
    no_pager: bool

    def to_json(self) -> Any:
        return self.compared.to_dict()

    def draw(self, console: Console) -> None:
        from simulator.terminal.pager import show_unless
        from simulator.terminal.twice_view import draw

        show_unless(self.no_pager, console, lambda c: draw(c, self.compared, self.model_answers, self.there))


def compare(
    folder: Path, pair: tuple[str, str], question: str, model_answers: bool, as_json: bool, no_pager: bool, there: str
) -> Output:
    """The questions that were answered in both interviews, or one of them. Raises UserError."""
    from simulator.interview.twice import side_by_side
    from simulator.transcript import log
    from simulator.transcript.folder import find

    first, second = (log.read(find(folder, key)) for key in pair)
    if first.header.id == second.header.id:
        raise UserError(
            f"{first.header.id} can't be compared with itself.", "Name two interviews: --compare k3f9 latest", 2
        )
    one, other = first.record(), second.record()
    compared = side_by_side(one, other, shared.question_of(one, question, there) if question else None)
    if not compared.questions:
        what = f"question {question!r} was" if question else "no question was"
        raise UserError(
            f"{one.id} and {other.id}: {what} {'not ' if question else ''}answered in both.",
            "`mock-interview progress` shows how scores move over all questions.",
        )
    notes = (*shared.notes_of(first), *shared.notes_of(second))
    return Output(Compared(compared, model_answers, there, no_pager), as_json, notes=notes)
