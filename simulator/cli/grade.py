"""`mock-interview grade`: the candidate grades an interview, and compares."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli import transcripts as shared
from simulator.cli.app import App
from simulator.cli.options import Json
from simulator.cli.output import Output
from simulator.cli.transcripts import Transcripts

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.interview.comparison import Comparison
    from simulator.interview.selfgrading import SelfGrading
    from simulator.transcript.log import Contents
    from simulator.transcript.state import InterviewRecord

app = App()


@app.command(
    epilog="""
    For each answer: first your own mark, 0 to 4, before any score is shown; then
    each signal with its evidence in your answer, and you agree or overrule with one
    key.
    Every key is saved at once, so you can leave with q and go on later.

    Without a terminal, from a YAML file (a question by id, source key or number):
      mock-interview grade latest --marks marks.yaml

      gil:
        mark: 3
        credits: {one-thread: 1, io-released: 0.5}
    """
)
def grade(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID", autocompletion=shared.ids, help="The transcript, or the end of its id.", show_default=True
        ),
    ] = "latest",
    marks: Annotated[
        Path | None, typer.Option("--marks", metavar="FILE", help="Take the marks and credits from a YAML file.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Start over, answers already graded included.")] = False,
    as_json: Json = False,
    transcripts: Transcripts = None,
) -> Output:
    """Grade your own answers, and compare with the program."""
    from simulator.interview.comparison import compare
    from simulator.interview.selfgrading import SelfGrading
    from simulator.terminal.selfgrade import Left
    from simulator.transcript import folder as folders
    from simulator.transcript.log import Log

    path = folders.find(folders.folder_for(transcripts), id_)
    there = shared.same_folder(transcripts)
    if id_ == folders.LATEST and path.stem.startswith(folders.SAMPLE):
        raise _only_samples(path)
    with Log.open(path) as log:
        grading = SelfGrading(_gradable(log.contents, there), log.append, again)
        grading.settle()
        notes = list(shared.notes_of(log.contents))
        left = Left.DONE
        try:
            if marks is not None:
                from simulator.interview.marks import read

                grading.give(read(marks, grading.record))
            elif grading.step is not None:
                left = _on_screen(grading)
            else:
                notes.append("It is all graded; to grade it once more, add --again.")
        finally:
            notes += _rewrite_markdown(path, grading.record)
    if left is not Left.DONE and grading.left:
        notes.append("All of it is saved.")
    return Output(
        Compared(_leading_there(compare(grading.record), there)),
        as_json,
        exit_code=130 if left is Left.INTERRUPTED else 0,
        notes=tuple(notes),
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """Scores and self-scores."""

    comparison: Comparison

    def to_json(self) -> Any:
        return self.comparison.to_dict()

    def draw(self, console: Console) -> None:
        from simulator.terminal.comparing import draw

        draw(console, self.comparison)


def _gradable(contents: Contents, there: str) -> InterviewRecord:
    """The interview, if there is anything to grade. Raises UserError if there is not."""
    from simulator.errors import UserError
    from simulator.interview.selfgrading import to_grade

    record = contents.record()
    if to_grade(record):
        return record
    if record.finished:
        raise UserError(
            f"In {record.id} every question was passed, so there is nothing to grade.",
            f"Read what was wanted: mock-interview review {record.id} --model-answers{there}",
        )
    raise UserError(
        f"In {record.id} nothing is answered yet.", f"Go on with it: mock-interview resume {record.id}{there}"
    )


def _leading_there(comparison: Comparison, there: str) -> Comparison:
    """The comparison with next commands that lead to the same folder."""
    from dataclasses import replace

    steps = tuple(replace(step, command=step.command + there) for step in comparison.next_steps)
    return replace(comparison, next_steps=steps)


def _on_screen(grading: SelfGrading) -> Any:
    """The walk by single keys; says how the candidate left. Raises UserError where there is no terminal."""
    import os

    from simulator.errors import UserError
    from simulator.terminal.selfgrade import run

    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        raise UserError(
            "Grading yourself needs a terminal, and this is a pipe or a file.",
            "Run it in a terminal, or give your marks in a file: --marks FILE (see mock-interview grade --help).",
            exit_code=2,
        )
    return run(grading)


def _rewrite_markdown(path: Path, record: InterviewRecord) -> list[str]:
    """The rendering beside the log says the self-grades, too; what went wrong with it, if anything."""
    from simulator.transcript import folder, markdown
    from simulator.transcript.errors import TranscriptError

    try:
        markdown.write(folder.markdown_path(path), record)
    except TranscriptError as problem:
        return [f"{problem.what} {problem.todo}"]
    return []


def _only_samples(path: Path) -> Exception:
    from simulator.errors import UserError

    return UserError(f"There is no interview of yours in {path.parent} yet.", "Begin one with `mock-interview start`.")
