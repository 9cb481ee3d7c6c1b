"""`--html FILE`: what a command shows as a page for a browser."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli import transcripts as shared
from simulator.cli.output import Output
from simulator.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

STANDARD_OUTPUT = "-"

Html = Annotated[
    str, typer.Option("--html", metavar="FILE", help="Write it as one page to read, print or send; - prints it.")
]
Open = Annotated[bool, typer.Option("--open", help="Open the page that --html wrote.")]


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and where it was written."""

    html: str
    target: str
    """A file, or - for standard output."""
    opened: bool

    def to_json(self) -> Any:
        return {"path": self.target}

    def draw(self, console: Console) -> None:
        from rich.text import Text

        from simulator.terminal.text import printable

        if self.target == STANDARD_OUTPUT:
            console.file.write(self.html)
            return
        console.print(Text(f"Written: {printable(self.target)}"), soft_wrap=True)
        if not self.opened:
            console.print(Text("It opens in any browser, prints well, and loads nothing from anywhere.", "dim"))


def check_page_options(html: str, open_: bool, as_json: bool) -> None:
    """Raises UserError (usage) where --html, --open and --json make no sense together."""
    if html and as_json:
        raise UserError("--html is a form of its own.", "Leave out --json.", 2)
    if open_ and html in ("", STANDARD_OUTPUT):
        raise UserError("--open needs a page to open.", "For example: --html page.html --open", 2)


def interview(folder: Path, id_: str, target: str, open_: bool) -> Output:
    """An interview as a page in the file `target`. Raises UserError."""
    from simulator.pages.interview import interview_page
    from simulator.transcript import log
    from simulator.transcript.folder import find

    contents = log.read(find(folder, id_))
    notes = shared.notes_of(contents)
    return written(interview_page(contents.record(), notes), target, open_, notes)


def written(html: str, target: str, open_: bool, notes: tuple[str, ...] = ()) -> Output:
    """Writes a page to its file, and opens it if that is wanted. Raises UserError."""
    if target == STANDARD_OUTPUT:
        return Output(Page(html, target, False), notes=notes)
    from simulator.pages.file import write

    path = Path(target)
    write(path, html)
    if open_ and not _opened(path):
        notes = (*notes, "No browser could be started; open the file yourself.")
        open_ = False
    return Output(Page(html, target, open_), notes=notes)


def _opened(path: Path) -> bool:
    import webbrowser

    try:
        return webbrowser.open(path.expanduser().resolve().as_uri())
    except (webbrowser.Error, OSError):
        return False
