"""The command `mock-interview`: the table of its commands, and how the program ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any, NoReturn

import typer
import typer.main

from simulator import __version__
from simulator.cli.app import App, Entry, Group
from simulator.errors import UserError

NAME = "mock-interview"


class Commands(Group):
    """All commands, under the headings and in the order in which help shows them."""

    entries = (
        Entry("start", "simulator.cli.start", "Interviews", "Begin an interview."),
        Entry("resume", "simulator.cli.resume", "Interviews", "Go on with one that was broken off."),
        Entry("grade", "simulator.cli.grade", "Interviews", "Grade your own answers, and compare with the program."),
        Entry("review", "simulator.cli.review", "Interviews", "List, read and search your interviews."),
        Entry("progress", "simulator.cli.progress", "Interviews", "See how your scores move, and what you miss."),
        Entry("drill", "simulator.cli.drill", "Interviews", "Practise what you are about to forget."),
        Entry("score", "simulator.cli.score", "Content", "Score many answers from a file."),
        Entry("bank", "simulator.cli.bank", "Content", "List, show and check questions and their rubrics."),
        Entry("where", "simulator.cli.where", "Content", "Say which folders are used, and why."),
        Entry("doctor", "simulator.cli.doctor", "Content", "Say what works on this machine."),
    )


app = App(
    cls=Commands,
    add_completion=True,
    invoke_without_command=True,
    help="Practise Python interviews in the terminal: timed questions, explained scores, transcripts to learn from.",
    epilog="""
    For example:
      mock-interview start google                an interview as Google holds it
      mock-interview bank companies              who can interview you
      mock-interview bank list --company google  what Google asks
      mock-interview bank show gil               what a strong answer shows
      mock-interview COMMAND --help              more about a command
    """,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"{NAME} {__version__}")
        raise typer.Exit


@app.callback()
def greet(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    no_color: Annotated[
        bool, typer.Option("--no-color", help="No colours. Works after any command; so does NO_COLOR=1.")
    ] = False,
) -> Any:
    """Runs when no command is given."""
    if context.invoked_subcommand is None:
        from simulator.cli.greeting import greet as welcome

        return welcome()
    return None


def run() -> NoReturn:
    """The entry point: runs the command line and leaves with its exit code."""
    code = main()
    # Python flushes at exit, and would complain where the reader of a pipe has left.
    try:
        sys.stdout.flush()
    except (BrokenPipeError, ValueError):
        _discard_output()
    sys.exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line (by default the program's own); gives the exit code: 0 done, 1 failed, 2 wrong usage,
    130 interrupted."""
    from simulator.cli.output import Output, emit, emit_error, say

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        command = typer.main.get_command(app)
        outcome = command.main(args=arguments, prog_name=NAME, standalone_mode=False)
        if isinstance(outcome, Output):
            return emit(outcome)
        return outcome if isinstance(outcome, int) else 0
    except UserError as error:
        return emit_error(error)
    except (KeyboardInterrupt, EOFError, typer.Abort):
        print("\nInterrupted.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        _discard_output()
        return 0
    except Exception as error:
        if hasattr(error, "show") and hasattr(error, "exit_code"):
            # Typer's own: wrong usage, said with the usage line and a pointer to --help.
            error.show()
            return int(error.exit_code)
        from simulator.cli.crash import report

        say(report(error))
        return 1


def _discard_output() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
