"""`review --regrade`: old interviews scored with today's rubrics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli import transcripts as shared
from simulator.cli.output import Output

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.bank.model import Rubric
    from simulator.interview.regrading import Regrading, Today
    from simulator.transcript.events import PlannedQuestion


@dataclass(frozen=True, slots=True)
class Regraded:
    """One interview's scores then and now."""

    regrading: Regrading
    no_pager: bool
    there: str
    """Options that lead a later command to the same transcripts."""

    def to_json(self) -> Any:
        return self.regrading.to_dict()

    def draw(self, console: Console) -> None:
        from simulator.terminal.pager import show_unless
        from simulator.terminal.regrading_view import draw

        show_unless(self.no_pager, console, lambda c: draw(c, self.regrading, self.there))


@dataclass(frozen=True, slots=True)
class RegradedList:
    """Many interviews' scores then and now, newest first."""

    several: tuple[Regrading, ...]
    no_pager: bool
    there: str
    """Options that lead a later command to the same transcripts."""

    def to_json(self) -> Any:
        return [regrading.to_dict() for regrading in self.several]

    def draw(self, console: Console) -> None:
        from simulator.terminal.pager import show_unless
        from simulator.terminal.regrading_view import draw_list

        if self.several:
            show_unless(self.no_pager, console, lambda c: draw_list(c, self.several, self.there))
        else:
            console.print(f"There is no interview to score. Begin one with: mock-interview start{self.there}")


def regrade_one(folder: Path, id_: str, as_json: bool, no_pager: bool, there: str) -> Output:
    """One interview with today's rubrics. Raises UserError."""
    from simulator.interview.regrading import regrade
    from simulator.transcript import log
    from simulator.transcript.folder import find

    contents = log.read(find(folder, id_))
    regrading = regrade(contents.record(), _today())
    return Output(Regraded(regrading, no_pager, there), as_json, notes=shared.notes_of(contents))


def regrade_all(paths: Iterable[Path], problems: list[str], as_json: bool, no_pager: bool, there: str) -> Output:
    """These interviews with today's rubrics; what can't be read is told to `problems`."""
    from simulator.interview.regrading import regrade
    from simulator.transcript import log
    from simulator.transcript.errors import TranscriptError

    today = _today()
    several = []
    for path in paths:
        try:
            several.append(regrade(log.read(path).record(), today))
        except TranscriptError as problem:
            problems.append(f"Left out: {problem.what} {problem.todo}")
    return Output(RegradedList(tuple(several), no_pager, there), as_json, notes=tuple(problems))


def _today() -> Today:
    from simulator.bank.loader import load
    from simulator.grading.grader import grader_for
    from simulator.interview.regrading import Today

    library = load()

    def rubric_of(asked: PlannedQuestion) -> Rubric | None:
        # Today's bank may have given the question another rubric.
        question = library.questions.get(asked.part_of or asked.id)
        return library.rubrics.get(question.rubric if question else asked.rubric)

    return Today(grader_for(library).grade, rubric_of, library.vocabulary)
