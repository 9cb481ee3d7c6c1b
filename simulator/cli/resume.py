"""`mock-interview resume`: go on with an interview exactly where it stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.app import App
from simulator.cli.holding import Answers, Means, Vi, collect_later
from simulator.cli.options import Banks, Json, Rubrics
from simulator.cli.output import Output
from simulator.cli.transcripts import Transcripts, ids

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.transcript.folder import Summary

app = App()


@app.command(
    epilog="""
    The draft of the open question is as you left it, and its clock has stood still.
    """
)
def resume(
    interview: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=ids,
            help="Its id, or the beginning or end of it. Left out, the one broken off last.",
        ),
    ] = "",
    vi: Vi = False,
    answers: Answers = None,
    as_json: Json = False,
    transcripts: Transcripts = None,
    banks: Banks = None,
    rubrics: Rubrics = None,
) -> Output | int:
    """Go on with an interview where it stopped."""
    collect_later()
    return go_on(interview, Means(answers, as_json, vi, transcripts, banks, rubrics))


def go_on(key: str, means: Means) -> Output | int:
    """Take up the interview with this key, by default the one that was broken off last."""
    means.check()

    from simulator import __version__
    from simulator.bank.folders import banks_folder
    from simulator.bank.loader import load
    from simulator.cli.holding import hold
    from simulator.cli.lazy_checks import LazyChecks
    from simulator.cli.lazy_grading import LazyGrading
    from simulator.errors import UserError
    from simulator.interview.session import Interview, Stage
    from simulator.terminal.clock import Clock
    from simulator.transcript import folder
    from simulator.transcript.log import Log

    home = folder.folder_for(means.transcripts)
    if key:
        path = folder.find(home, key)
    elif (last := broken_off(home)) is not None:
        path = last.path
    else:
        raise UserError("No interview was broken off.", "Begin one with `mock-interview start`.")
    library = load(means.banks, means.rubrics)
    scripted = means.scripted(library)
    grading, clock, checks = LazyGrading(library), Clock(), LazyChecks(banks_folder(means.banks).path)
    with Log.open(path) as log:
        record = log.contents.record()
        if record.finished:
            again_with = "drill" if record.planned.is_drill else f"start {record.planned.company}"
            raise UserError(
                f"{record.id} is finished.",
                f"Read it with `mock-interview review {record.id}{means.folders}`, or begin another with "
                f"`mock-interview {again_with}`.",
            )
        clock.hold()
        again = Interview.resume(
            record, grading.grade, log.append, clock.now(),
            program=__version__, rubric_version=grading.rubric_version, run=checks.check,
        )  # fmt: skip
        clock.go()
        done = again.stage is Stage.FINISHED
        given = {} if done else scripted
        return hold(again, clock, log, grading, given, means, welcome_back=True, checks=checks)


def broken_off(home: Path, newest: int = 200) -> Summary | None:
    """The interview that was broken off last, of the newest; None if there is none."""
    from itertools import islice

    from simulator.transcript import folder
    from simulator.transcript.state import State

    found = (s for s in islice(folder.summaries(home), newest) if s.state is State.BROKEN_OFF)
    return next((s for s in found if not s.id.startswith(folder.SAMPLE)), None)
