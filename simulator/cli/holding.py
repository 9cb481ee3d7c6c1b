"""Holding an interview that is ready to begin or to go on: in the terminal, or with scripted answers."""

from __future__ import annotations

import gc
import os
import shlex
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.output import Output
from simulator.cli.transcripts import notes_of, same_folder
from simulator.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.bank.library import Library
    from simulator.cli.lazy_checks import LazyChecks
    from simulator.cli.lazy_grading import LazyGrading
    from simulator.interview.answers import ScriptedAnswer
    from simulator.interview.scorecard import NextStep, Scorecard
    from simulator.interview.session import Interview
    from simulator.terminal.clock import Clock
    from simulator.terminal.live import Ending
    from simulator.transcript.events import PlannedQuestion
    from simulator.transcript.log import Log
    from simulator.transcript.state import InterviewRecord

KEYS_VARIABLE = "MOCK_INTERVIEW_KEYS"

Answers = Annotated[
    Path | None,
    typer.Option(
        "--answers",
        metavar="FILE",
        help="Take the answers from a YAML file, without a terminal: question id or source key to an answer's text,"
        " or to {answer: text, seconds: number}. What is not in it is passed.",
    ),
]
Vi = Annotated[bool, typer.Option("--vi", help=f"Vi keys in the editor instead of Emacs keys (or {KEYS_VARIABLE}=vi).")]


@dataclass(frozen=True, slots=True)
class Means:
    """How an interview is held, and which folders were named for it."""

    answers: Path | None = None
    as_json: bool = False
    vi: bool = False
    transcripts: Path | None = None
    banks: Path | None = None
    rubrics: Path | None = None

    def check(self) -> None:
        """Raises UserError (usage) if there is neither a file of answers nor a terminal to type them in."""
        if self.answers is None:
            _need_terminal(self.as_json)

    def scripted(self, library: Library) -> dict[str, ScriptedAnswer] | None:
        """The answers from the file, by question id; None if they are to be typed. Raises AnswersError."""
        if self.answers is None:
            return None
        from simulator.interview.answers import read

        return dict(read(self.answers, library))

    @property
    def folders(self) -> str:
        """The options that lead a later command to the same transcripts."""
        return same_folder(self.transcripts)

    @property
    def content(self) -> str:
        """The options that lead a later command to the same questions."""
        given = (("--banks", self.banks), ("--rubrics", self.rubrics))
        return "".join(f" {name} {shlex.quote(str(path))}" for name, path in given if path is not None)


def collect_later() -> None:
    """Put off the search for garbage: while modules load there is none, and looking for it takes a tenth of the time
    to the first question."""
    gc.disable()


def collect_again() -> None:
    """Search for garbage from now on, but not among what has been loaded."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def hold(
    interview: Interview,
    clock: Clock,
    log: Log,
    grading: LazyGrading,
    scripted: dict[str, ScriptedAnswer] | None,
    means: Means,
    *,
    welcome_back: bool = False,
    checks: LazyChecks | None = None,
) -> Output | int:
    """Hold the interview to its end, or until it is broken off; gives what is to be printed, or only an exit code if
    there is nobody to print it for. `checks` run code while it is written. Raises UserError if it cannot go on."""
    from simulator.transcript.folder import markdown_path

    document = markdown_path(log.path)
    notes = list(notes_of(log.contents))
    exit_code, unsaved = 0, False
    if scripted is not None:
        collect_again()
        from simulator.interview.answers import run_scripted

        run_scripted(interview, scripted, clock.now())
    else:
        ending = _live(interview, clock, grading, checks, document, means, welcome_back)
        if ending.terminal_gone:
            _mirror(document, interview.record)
            return ending.exit_code
        if ending.error is not None:
            _mirror(document, interview.record)
            command = f"mock-interview resume {interview.record.id}{means.folders}{means.content}"
            ending.error.todo = f"{ending.error.todo} Then go on with: {command}".lstrip()
            raise ending.error
        exit_code, unsaved = ending.exit_code, ending.unsaved
    notes += _mirror(document, interview.record)
    result = Held(interview.record, log.path, document, means, unsaved)
    return Output(result, means.as_json, exit_code, tuple(notes))


@dataclass(frozen=True, slots=True)
class Held:
    """An interview that is over, or that was broken off."""

    record: InterviewRecord
    log: Path
    document: Path
    means: Means
    unsaved: bool = False

    def to_json(self) -> Any:
        return {"transcript": str(self.log), "markdown": str(self.document), **self._card().to_dict()}

    def draw(self, console: Console) -> None:
        from simulator.terminal import scorecard_view

        if self.record.finished:
            scorecard_view.draw(self._card(), console)
        else:
            scorecard_view.draw_broken_off(self.record, self._card(), console, self.unsaved)

    def _card(self) -> Scorecard:
        from simulator.interview.scorecard import scorecard

        card = scorecard(self.record)
        return replace(card, next_steps=tuple(map(self._in_these_folders, card.next_steps)))

    def _in_these_folders(self, step: NextStep) -> NextStep:
        asks = any(step.command.startswith(f"mock-interview {name} ") for name in ("start", "resume", "drill"))
        return replace(step, command=step.command + self.means.folders + (self.means.content if asks else ""))


def _live(
    interview: Interview,
    clock: Clock,
    grading: LazyGrading,
    checks: LazyChecks | None,
    document: Path,
    means: Means,
    welcome_back: bool,
) -> Ending:
    from simulator.terminal.console import wants_colour
    from simulator.terminal.live import Behind, LiveInterview

    def prepare(question: PlannedQuestion) -> None:
        collect_again()
        if checks is not None and question.contract is not None:
            checks.prepare()
        grading.prepare(question)

    behind = Behind(prepare, lambda record: _mirror(document, record))
    if checks is not None and interview.record.planned.options.get("run", True):
        behind = replace(behind, try_out=checks.try_out, stop=checks.stop)
    colour = wants_colour(sys.stdout if sys.stdout.isatty() else sys.stderr)
    vi = means.vi or os.environ.get(KEYS_VARIABLE, "").strip().lower() in ("vi", "vim")
    return LiveInterview(interview, clock, behind, vi=vi, colour=colour, welcome_back=welcome_back).run()


def _mirror(document: Path, record: InterviewRecord) -> list[str]:
    """Render the transcript for people; gives what went wrong, for the log itself is safe without."""
    from simulator.transcript import markdown

    try:
        markdown.write(document, record)
    except UserError as error:
        return [f"{error.what} {error.todo}"]
    return []


def _need_terminal(as_json: bool) -> None:
    shown_on = sys.stdout.isatty() or (as_json and sys.stderr.isatty())
    if not (sys.stdin.isatty() and shown_on):
        raise UserError(
            "An interview is typed in a terminal, and this is a pipe or a file.",
            "Run it in a terminal, or give the answers with --answers FILE (see `mock-interview start --help`).",
            exit_code=2,
        )
    if os.environ.get("TERM") == "dumb":
        raise UserError(
            "This terminal cannot show a live screen (TERM=dumb).",
            "Use another terminal, or give the answers with --answers FILE.",
            exit_code=2,
        )
