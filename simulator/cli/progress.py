"""`mock-interview progress`: what all interviews say together, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from simulator.cli import transcripts as shared
from simulator.cli.app import App
from simulator.cli.options import Json
from simulator.cli.output import Output
from simulator.cli.page import Html, Open, check_page_options
from simulator.cli.transcripts import Company, NoPager, Since, Transcripts

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.progress.overview import Progress

app = App()


@app.command(
    epilog="""
    For example:
      mock-interview progress                           all interviews
      mock-interview progress --company google --since 3m
      mock-interview progress --html progress.html --open
      mock-interview progress --json | jq .calibration.difference
    """
)
def progress(
    company: Company = "",
    since: Since = "",
    html: Html = "",
    open_: Open = False,
    as_json: Json = False,
    no_pager: NoPager = False,
    transcripts: Transcripts = None,
) -> Output:
    """See how your scores move, what you miss again and again, and what to do next."""
    from simulator.cli.holding import collect_later
    from simulator.cli.looking_back import index_of, narrowed, problems_of
    from simulator.progress import overview
    from simulator.transcript.folder import folder_for

    check_page_options(html, open_, as_json)
    collect_later()
    with index_of(folder_for(transcripts)) as index:
        chosen = narrowed(index.digests(), company, since)
        problems = problems_of(index)
    told = overview.progress(chosen, datetime.now().astimezone())
    if html:
        from simulator.cli.page import written
        from simulator.pages.progress import progress_page

        return written(progress_page(told), html, open_, problems)
    return Output(Told(told, shared.same_folder(transcripts), bool(company or since), no_pager), as_json, 0, problems)


@dataclass(frozen=True, slots=True)
class Told:
    """What the interviews say together."""

    progress: Progress
    there: str
    narrowed: bool
    no_pager: bool

    def to_json(self) -> Any:
        return self.progress.to_dict()

    def draw(self, console: Console) -> None:
        from simulator.terminal.pager import show

        if self.no_pager or not self.progress.answers:
            self._draw(console)
        else:
            show(console, self._draw)

    def _draw(self, console: Console) -> None:
        from simulator.terminal.progress_view import draw

        if self.progress.answers:
            draw(self.progress, console, self.there)
        elif self.narrowed:
            console.print("No answer fits. All of them: mock-interview progress")
        else:
            console.print("There is no graded answer yet, so there is no progress to show.")
            console.print("Begin with: mock-interview start")
