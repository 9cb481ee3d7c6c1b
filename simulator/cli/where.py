"""`mock-interview where`: which folders are used, and why."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.app import App
from simulator.cli.options import Banks, Json, Rubrics
from simulator.cli.output import Output
from simulator.terminal.text import printable

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.bank.folders import Choice

app = App()


@app.command()
def where(
    transcripts: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where transcripts would go with this option (MOCK_INTERVIEW_TRANSCRIPTS)."),
    ] = None,
    as_json: Json = False,
    banks: Banks = None,
    rubrics: Rubrics = None,
) -> Output:
    """Say which folders are used, and why."""
    from simulator.bank import folders

    return Output(
        Folders(
            {
                "transcripts": _transcripts(transcripts),
                "banks": folders.banks_folder(banks),
                "rubrics": folders.rubrics_folder(rubrics),
                "cache": folders.cache_folder(),
                "logs": folders.log_folder(),
            }
        ),
        as_json,
    )


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders by what they are for."""

    chosen: dict[str, Choice]

    def to_json(self) -> Any:
        return {name: {"path": str(choice.path), "why": choice.why} for name, choice in self.chosen.items()}

    def draw(self, console: Console) -> None:
        from rich.text import Text

        for name, choice in self.chosen.items():
            path = printable(str(choice.path))
            console.print(Text.assemble((f"{name:<13}", "cyan"), path), soft_wrap=True)
            console.print(Text(f"{'':<13}{choice.why}", "dim"), soft_wrap=True)


def _transcripts(given: Path | None) -> Choice:
    from simulator.bank.folders import Choice, checkout
    from simulator.transcript.folder import VARIABLE, folder_for

    path = folder_for(given).absolute()
    root = checkout()
    if given is not None:
        why = "given with --transcripts"
    elif os.environ.get(VARIABLE):
        why = f"set by {VARIABLE}"
    elif root is not None and path.is_relative_to(root):
        why = "the checkout that the program runs from"
    else:
        why = "the platform's folder for your data"
    return Choice(path, why)
