"""`mock-interview review`: the list of interviews, one of them to read, and a search through all."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli import page
from simulator.cli import transcripts as shared
from simulator.cli.app import App
from simulator.cli.looking_back import index_of, narrowed, problems_of
from simulator.cli.options import Json
from simulator.cli.output import Output
from simulator.cli.page import Html, Open
from simulator.cli.transcripts import Company, NoPager, Since, Transcripts
from simulator.errors import UserError
from simulator.plural import count

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.terminal.reviewing import Wanted
    from simulator.transcript.folder import Summary
    from simulator.transcript.index import Index
    from simulator.transcript.search import Found
    from simulator.transcript.state import InterviewRecord

app = App()

NEWEST = 100
"""So many interviews are listed, or searched for their places, unless all are wanted."""


@app.command(
    epilog="""
    For example:
      mock-interview review                           your interviews, newest first
      mock-interview review latest                    the newest, with its evidence
      mock-interview review k3f9 --model-answers      the one whose id ends so
      mock-interview review latest --question 2       one question of it
      mock-interview review --search 'event loop'     where these words stand
      mock-interview review --company google --since 7d
      mock-interview review --compare k3f9 latest     what was gained and lost
      mock-interview review latest --replay --speed 4x
      mock-interview review latest --regrade          with today's rubrics
      mock-interview review latest --html page.html --open
    """
)
def review(
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", autocompletion=shared.ids, help="A transcript, the end of its id, or latest."),
    ] = "",
    question: Annotated[
        str, typer.Option("--question", metavar="N", help="Only this question of it, by number or id.")
    ] = "",
    model_answers: Annotated[bool, typer.Option("--model-answers", help="Show model answers, too.")] = False,
    search: Annotated[str, typer.Option("--search", metavar="TEXT", help="Say where these words stand.")] = "",
    company: Company = "",
    since: Since = "",
    everything: Annotated[bool, typer.Option("--all", help=f"All that fit, not only the newest {NEWEST}.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the interview as Markdown.")] = False,
    compare: Annotated[
        tuple[str, str] | None,
        typer.Option("--compare", metavar="A B", help="Two transcripts: questions answered in both, side by side."),
    ] = None,
    replay: Annotated[bool, typer.Option("--replay", help="Play it as it was typed.")] = False,
    speed: Annotated[str, typer.Option("--speed", metavar="4x", help="How fast to play it: 0.25x to 64x.")] = "",
    regrade: Annotated[
        bool, typer.Option("--regrade", help="Score it, or all, with today's rubrics beside the old scores.")
    ] = False,
    html: Html = "",
    open_: Open = False,
    as_json: Json = False,
    no_pager: NoPager = False,
    transcripts: Transcripts = None,
) -> Output:
    """List your interviews, read one of them, or search through all."""
    from simulator.transcript.folder import find, folder_for

    given = Given(
        id_,
        question,
        model_answers,
        search,
        company,
        since,
        markdown,
        compare,
        replay,
        speed,
        regrade,
        html,
        open_,
        as_json,
    )
    given.check()
    folder = folder_for(transcripts)
    there = shared.same_folder(transcripts)
    if compare is not None:
        from simulator.cli.comparing import compare as compare_two

        return compare_two(folder, compare, question, model_answers, as_json, no_pager, there)
    if replay:
        from simulator.cli.replay import replay as play
        from simulator.cli.replay import speed_of

        return play(folder, id_, question, speed_of(speed or "1x"), as_json, there)
    if regrade and id_:
        from simulator.cli.regrade import regrade_one

        return regrade_one(folder, id_, as_json, no_pager, there)
    if html:
        return page.interview(folder, id_, html, open_)
    if id_ and not search:
        return _one(folder, id_, question, model_answers, markdown, as_json, no_pager, there)
    if id_:
        from simulator.transcript.folder import summary

        return Output(_places_in_one(summary(find(folder, id_)), search, model_answers, no_pager, there), as_json)
    with index_of(folder) as index:
        if regrade:
            from simulator.cli.regrade import regrade_all

            chosen = narrowed(index.summaries(), company, since)
            return regrade_all((summary.path for summary in chosen), list(problems_of(index)), as_json, no_pager, there)
        most = len(index) if everything else NEWEST
        if search and len(index):
            result: Places | InterviewList = _places(
                index, search, model_answers, company, since, most, no_pager, there
            )
        else:
            result = _list(index, company, since, most, str(folder), no_pager, there)
        notes = problems_of(index)
    if as_json and result.more:
        notes += (f"These are the newest {most}; there are {result.more} more interviews: add --all",)
    return Output(result, as_json, notes=notes)


def _list(index: Index, company: str, since: str, most: int, folder: str, no_pager: bool, there: str) -> InterviewList:
    """The newest interviews of those that are wanted."""
    if not company and not since:
        return InterviewList(index.newest(most), max(0, len(index) - most), folder, False, no_pager, there)
    chosen = narrowed(index.summaries(), company, since)
    return InterviewList(chosen[:most], len(chosen[most:]), folder, len(index) > 0, no_pager, there)


def _places(
    index: Index, words: str, model_answers: bool, company: str, since: str, most: int, no_pager: bool, there: str
) -> Places:
    """Where the words stand in the newest interviews that have them."""
    from simulator.transcript.errors import TranscriptError
    from simulator.transcript.search import search

    pattern = _pattern(words)
    saying = index.saying(words, model_answers)
    if company or since:
        among = narrowed(index.summaries(), company, since)
        searched = len(among)
        chosen = [summary for summary in among if summary.path.stem in saying]
    else:
        searched = len(index)
        chosen = list(index.those(saying, most))
    found = []
    for summary in chosen[:most]:
        # Whoever deletes a transcript at this moment does not want it found.
        with suppress(TranscriptError):
            found += [(summary, place) for place in search(index.record(summary.path.stem), pattern, model_answers)]
    more = len(chosen) if company or since else len(saying)
    return Places(words, tuple(found), max(0, more - most), searched, no_pager, there)


def _places_in_one(summary: Summary, words: str, model_answers: bool, no_pager: bool, there: str) -> Places:
    from simulator.transcript import log
    from simulator.transcript.search import search

    record = log.read(summary.path).record()
    found = tuple((summary, place) for place in search(record, _pattern(words), model_answers))
    return Places(words, found, 0, 1, no_pager, there)


def _pattern(words: str) -> re.Pattern[str]:
    from simulator.transcript.search import wanted

    try:
        return wanted(words)
    except ValueError as error:
        raise UserError(f"--search: {error}.", "For example: --search 'event loop'", exit_code=2) from None


@dataclass(frozen=True, slots=True)
class InterviewList:
    """Interviews, newest first."""

    interviews: tuple[Summary, ...]
    more: int
    """So many older ones are left out."""
    folder: str
    narrowed: bool
    no_pager: bool
    there: str
    """Options that lead a later command to the same transcripts."""

    def to_json(self) -> Any:
        return [_summary_json(summary) for summary in self.interviews]

    def draw(self, console: Console) -> None:
        from simulator.terminal.pager import show

        if self.no_pager:
            self._draw(console)
        else:
            show(console, self._draw)

    def _draw(self, console: Console) -> None:
        from rich.text import Text

        from simulator.terminal.reviewing import draw_list
        from simulator.terminal.text import printable

        if self.interviews:
            draw_list(console, self.interviews)
            console.print()
            if self.more:
                said = f"The newest {len(self.interviews)}; {self.more} more: add --all, or --since and --company"
                console.print(Text(said, "dim"))
            _line(console, f"To read one: mock-interview review {self.interviews[0].id}{self.there}")
            _line(console, "The end of an id is enough; latest is the newest.")
            _line(console, f"All of them together: mock-interview progress{self.there}")
        elif self.narrowed:
            console.print(f"No interview fits. All of them: mock-interview review{self.there}", soft_wrap=True)
        else:
            console.print(Text(f"There is no interview in {printable(self.folder)} yet."), soft_wrap=True)
            console.print(f"Begin one with: mock-interview start{self.there}", soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview to read."""

    record: InterviewRecord
    notes: tuple[str, ...]
    wanted: Wanted
    no_pager: bool

    def to_json(self) -> Any:
        from simulator.transcript.export import question_to_dict, to_dict

        if self.wanted.question is None:
            return to_dict(self.record, self.notes)
        found = self.record.question(self.wanted.question)
        return question_to_dict(found) if found else None

    def draw(self, console: Console) -> None:
        from simulator.terminal.pager import show

        if self.no_pager:
            self._draw(console)
        else:
            show(console, self._draw)

    def _draw(self, console: Console) -> None:
        from simulator.terminal.reviewing import draw_interview

        draw_interview(console, self.record, self.notes, self.wanted)


@dataclass(frozen=True, slots=True)
class Markdown:
    """One interview as Markdown."""

    record: InterviewRecord

    def to_json(self) -> Any:
        from simulator.transcript.markdown import render

        return {"markdown": render(self.record)}

    def draw(self, console: Console) -> None:
        from simulator.transcript.markdown import render

        console.file.write(render(self.record))


@dataclass(frozen=True, slots=True)
class Places:
    """Where the words of a search stand."""

    words: str
    found: tuple[tuple[Summary, Found], ...]
    more: int
    """In so many older interviews the words stand, too."""
    searched: int
    no_pager: bool
    there: str
    """Options that lead a later command to the same transcripts."""

    def to_json(self) -> Any:
        return [
            {
                "id": summary.id,
                "company": summary.company,
                "created": summary.created,
                "question": place.question,
                "number": place.number,
                "where": place.where,
                "context": place.context,
                "match": [place.match.start, place.match.end],
            }
            for summary, place in self.found
        ]

    def draw(self, console: Console) -> None:
        from simulator.terminal.pager import show

        if self.no_pager:
            self._draw(console)
        else:
            show(console, self._draw)

    def _draw(self, console: Console) -> None:
        from rich.text import Text

        from simulator.terminal.reviewing import draw_found
        from simulator.terminal.text import printable

        if not self.found:
            console.print(
                Text(f"Nothing in {count(self.searched, 'interview')} says {printable(self.words)!r}."), soft_wrap=True
            )
            _line(console, "Try fewer words, or search model answers, too: add --model-answers")
            return
        draw_found(console, self.found)
        console.print()
        if self.more:
            console.print(Text(f"These are the newest; it stands in {self.more} older ones, too: add --all", "dim"))
        first, place = self.found[0]
        _line(console, f"To read on: mock-interview review {first.id} --question {place.number}{self.there}")


def _line(console: Console, said: str) -> None:
    """A quiet line at the end, not broken: what it names is there to be copied."""
    from rich.text import Text

    from simulator.terminal.text import printable

    console.print(Text(printable(said), "dim"), soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Given:
    """The options of one command line."""

    id: str
    question: str
    model_answers: bool
    search: str
    company: str
    since: str
    markdown: bool
    compare: tuple[str, str] | None
    replay: bool
    speed: str
    regrade: bool
    html: str
    open: bool
    as_json: bool

    def check(self) -> None:
        """Raises UserError (usage) for options that make no sense together."""
        forms = {
            "--search": self.search,
            "--markdown": self.markdown,
            "--compare": self.compare,
            "--replay": self.replay,
            "--regrade": self.regrade,
            "--html": self.html,
        }
        chosen = [name for name, wanted in forms.items() if wanted]
        if len(chosen) > 1:
            raise UserError(f"{chosen[0]} and {chosen[1]} are two things.", "Ask for one at a time.", 2)
        form = chosen[0] if chosen else ""
        if self.compare and self.id:
            raise UserError("--compare names both interviews itself.", f"Leave out {self.id}.", 2)
        self._check_needs_interview()
        if (self.id or self.compare) and (self.company or self.since):
            raise UserError(
                "--company and --since choose from all interviews.", "Leave them out, or leave out the ID.", 2
            )
        if self.question and form in ("--search", "--markdown", "--regrade", "--html"):
            raise UserError(f"{form} is about whole interviews.", "Leave out --question.", 2)
        if self.as_json and self.markdown:
            raise UserError("--markdown is a form of its own.", "Leave out --json.", 2)
        if self.speed and not self.replay:
            raise UserError(
                "--speed is for --replay.", "For example: mock-interview review latest --replay --speed 4x", 2
            )
        page.check_page_options(self.html, self.open, self.as_json)

    def _check_needs_interview(self) -> None:
        needing = {
            "--question": "" if self.compare else self.question,
            "--markdown": self.markdown and " ",
            "--replay": self.replay and " ",
            "--html": self.html,
        }
        for option, value in needing.items():
            if value and not self.id:
                example = f"mock-interview review latest {option} {value}".rstrip()
                raise UserError(f"{option} needs an interview.", f"For example: {example}", 2)


def _one(
    folder: Path,
    id_: str,
    question: str,
    model_answers: bool,
    markdown: bool,
    as_json: bool,
    no_pager: bool,
    there: str,
) -> Output:
    from simulator.terminal.reviewing import Wanted
    from simulator.transcript import log
    from simulator.transcript.folder import find

    contents = log.read(find(folder, id_))
    record = contents.record()
    notes = shared.notes_of(contents)
    if markdown:
        return Output(Markdown(record), notes=notes)
    wanted = Wanted(shared.question_of(record, question, there) if question else None, model_answers, there)
    return Output(Interview(record, notes, wanted, no_pager), as_json)


def _summary_json(summary: Summary) -> dict[str, Any]:
    from simulator.bank.model import Band
    from simulator.transcript.codec import to_plain

    return {
        "id": summary.id,
        "created": summary.created,
        "company": summary.company,
        "company_name": summary.company_name,
        "options": to_plain(summary.options),
        "questions": summary.questions,
        "state": str(summary.state),
        "score": summary.score,
        "band": None if summary.score is None else str(Band.of(summary.score)),
        "rating": summary.rating,
        "self_score": summary.self_score,
        "path": str(summary.path),
    }
