"""`mock-interview drill`: what was missed comes back when it is about to be forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.app import App
from simulator.cli.holding import Answers, Means, Vi, collect_later
from simulator.cli.options import Banks, Json, Rubrics
from simulator.cli.output import Output
from simulator.cli.transcripts import Transcripts, same_folder

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.bank.library import Library
    from simulator.progress.due import Card, Item

app = App()


@app.command(
    epilog="""
    For example:
      mock-interview drill                    ten minutes of what is due
      mock-interview drill --due              what waits, and since when
      mock-interview drill --minutes 25
      mock-interview drill --ahead            also what would only be due later
      mock-interview drill --answers a.yaml   without a terminal

    What an answer lacked comes back, at growing intervals, until you know it:
    single points by the follow-up that an interviewer would ask, most of a question
    as the whole question. When it comes back follows from your scores and your own
    marks; nothing else is kept about it.
    """
)
def drill(
    due: Annotated[bool, typer.Option("--due", help="Only say what waits.")] = False,
    ahead: Annotated[bool, typer.Option("--ahead", help="Also what is not due yet.")] = False,
    minutes: Annotated[int, typer.Option("--minutes", metavar="N", min=1, max=600, help="How long it may take.")] = 10,
    untimed: Annotated[bool, typer.Option("--untimed", help="No time limits.")] = False,
    vi: Vi = False,
    answers: Answers = None,
    as_json: Json = False,
    transcripts: Transcripts = None,
    banks: Banks = None,
    rubrics: Rubrics = None,
) -> Output | int:
    """Practise what you missed, when you are about to forget it."""
    collect_later()
    from simulator.bank.loader import load
    from simulator.cli.looking_back import index_of, problems_of
    from simulator.progress import due as deck
    from simulator.transcript.folder import folder_for

    home = folder_for(transcripts)
    library = load(banks, rubrics)
    now = datetime.now().astimezone()
    with index_of(home) as index:
        cards = deck.cards(index.digests(), now)
        problems = problems_of(index)
    waiting = deck.items(cards if ahead else deck.due(cards, now.date()), library)
    chosen = deck.fitting(waiting, 60 * minutes)
    if due or not waiting:
        found = Waiting(waiting, len(chosen), minutes, _next(cards, now), bool(cards), ahead, same_folder(transcripts))
        return Output(found, as_json, notes=problems)
    means = Means(answers, as_json, vi, transcripts, banks, rubrics)
    means.check()
    return _hold(chosen, library, means, untimed)


def _hold(chosen: tuple[Item, ...], library: Library, means: Means, untimed: bool) -> Output | int:
    from simulator import __version__
    from simulator.bank.folders import banks_folder
    from simulator.cli.holding import hold
    from simulator.cli.lazy_checks import LazyChecks
    from simulator.cli.lazy_grading import LazyGrading
    from simulator.interview.drill import COMPANY, plan_drill, scripted
    from simulator.interview.plan import with_contracts
    from simulator.interview.session import Interview
    from simulator.progress.due import PART_SECONDS
    from simulator.terminal.clock import Clock
    from simulator.transcript import folder

    plan = plan_drill(((item.question, item.criterion) for item in chosen), library, PART_SECONDS, untimed)
    checks = LazyChecks(banks_folder(means.banks).path)
    plan = with_contracts(plan, checks.contract)
    given = means.scripted(library)
    answers = None if given is None else scripted(plan, given)
    grading, clock = LazyGrading(library), Clock()
    with folder.create(folder.folder_for(means.transcripts), COMPANY, __version__) as log:
        interview = Interview(
            log.header, plan, grading.grade, log.append,
            program=__version__, rubric_version=grading.rubric_version, run=checks.check,
        )  # fmt: skip
        interview.begin(clock.now())
        return hold(interview, clock, log, grading, answers, means, checks=checks)


def _next(cards: tuple[Card, ...], now: datetime) -> str:
    """The day on which the next card is due that is not yet; empty for none."""
    today = now.date().isoformat()
    return min((card.due for card in cards if card.due > today), default="")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits to be drilled."""

    items: tuple[Item, ...]
    first: int
    """So many of them fit into the minutes."""
    minutes: int
    next_due: str
    ever_missed: bool
    ahead: bool
    there: str

    def to_json(self) -> Any:
        from simulator.transcript.codec import to_plain

        return {"due": to_plain(self.items), "fitting": self.first, "next_due": self.next_due or None}

    def draw(self, console: Console) -> None:
        from simulator.terminal import due_view

        if self.items:
            due_view.draw(self.items, self.first, self.minutes, self.ahead, console, self.there)
        else:
            due_view.draw_nothing(self.next_due, self.ever_missed, console, self.there)
