"""`mock-interview start`: an interview from its first question to the scorecard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from simulator.bank.model import Difficulty
from simulator.cli import completion
from simulator.cli.app import App
from simulator.cli.holding import Answers, Means, Vi, collect_later
from simulator.cli.options import Banks, Json, Rubrics
from simulator.cli.output import Output
from simulator.cli.transcripts import Transcripts
from simulator.interview.plan import Length

if TYPE_CHECKING:
    from simulator.bank.library import Library
    from simulator.bank.model import CompanyProfile

app = App()


@app.command(
    epilog="""
    For example:
      mock-interview start                           choose the company
      mock-interview start google                    about half an hour
      mock-interview start meta --length full        all ten of Meta's questions
      mock-interview start amazon --topic memory     only what touches memory
      mock-interview start netflix --answers a.yaml  without a terminal

    Questions that you have not been asked before come first. Everything is saved
    as you type; Ctrl-C breaks off, and 'mock-interview resume' goes on from there.
    """
)
def start(
    company: Annotated[
        str,
        typer.Argument(
            metavar="COMPANY", autocompletion=completion.companies, help="Who interviews you. Left out, you choose."
        ),
    ] = "",
    length: Annotated[
        Length, typer.Option(metavar="LENGTH", help="short, standard or full: 15 or 30 minutes, or all ten questions.")
    ] = Length.STANDARD,
    questions: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="So many questions, whatever the length.")
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option(metavar="TOPIC", autocompletion=completion.topics, help="Only this topic; can be repeated."),
    ] = None,
    difficulty: Annotated[
        Difficulty | None, typer.Option(metavar="LEVEL", help="Only easy, medium or hard questions.")
    ] = None,
    deep: Annotated[
        bool, typer.Option("--deep", help="Mix in more questions that the company is known to ask.")
    ] = False,
    untimed: Annotated[bool, typer.Option("--untimed", help="No time limits.")] = False,
    pace: Annotated[
        float,
        typer.Option(
            metavar="FACTOR", show_default=False, help="Practise under pressure: 2 leaves half the time for an answer."
        ),
    ] = 1.0,
    no_run: Annotated[bool, typer.Option("--no-run", help="Do not run the code that is written.")] = False,
    no_probes: Annotated[bool, typer.Option("--no-probes", help="No follow-up questions.")] = False,
    seed: Annotated[int | None, typer.Option(metavar="N", help="The same questions each time, for comparing.")] = None,
    vi: Vi = False,
    answers: Answers = None,
    as_json: Json = False,
    transcripts: Transcripts = None,
    banks: Banks = None,
    rubrics: Rubrics = None,
) -> Output | int:
    """Begin an interview."""
    collect_later()
    from simulator import __version__
    from simulator.bank.folders import banks_folder
    from simulator.bank.loader import load
    from simulator.cli import find
    from simulator.cli.holding import hold
    from simulator.cli.lazy_checks import LazyChecks
    from simulator.cli.lazy_grading import LazyGrading
    from simulator.interview.plan import Options, make_plan, with_contracts
    from simulator.interview.session import Interview
    from simulator.terminal.clock import Clock
    from simulator.transcript import folder

    means = Means(answers, as_json, vi, transcripts, banks, rubrics)
    library = load(banks, rubrics)
    profile = find.company(library, company) if company else None
    means.check()
    profile = profile or _chosen(library, can_ask=answers is None)
    if profile is None:
        return 130
    scripted = means.scripted(library)
    home = folder.folder_for(transcripts)
    options = Options(
        length=length,
        questions=questions,
        topics=tuple(name.lower() for name in topic or ()),
        difficulty=difficulty,
        seed=seed,
        untimed=untimed,
        probes=not no_probes,
        deep=deep,
        pace=pace,
        run=not no_run,
    )
    checks = LazyChecks(banks_folder(banks).path)
    plan = with_contracts(make_plan(profile, library, options, folder.asked_before(home)), checks.contract)
    grading, clock = LazyGrading(library), Clock()
    with folder.create(home, profile.id, __version__) as log:
        interview = Interview(
            log.header, plan, grading.grade, log.append,
            program=__version__, rubric_version=grading.rubric_version, run=checks.check,
        )  # fmt: skip
        interview.begin(clock.now())
        return hold(interview, clock, log, grading, scripted, means, checks=checks)


def _chosen(library: Library, can_ask: bool) -> CompanyProfile | None:
    """The profile of the company that the candidate chooses; None for none. Raises UserError if there is no choice."""
    from simulator.errors import UserError

    if not can_ask or not library.companies:
        known = ", ".join(library.companies) or "there is none in this content"
        raise UserError("Which company?", f"Name one: {known}.", exit_code=2)
    from simulator.terminal.choosing import choose_company

    return choose_company(tuple(library.companies.values()))
