"""`mock-interview review`: the list of interviews, one of them to read, and a search through all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli import transcripts as shared
from simulator.cli.app import App
from simulator.cli.options import Json
from simulator.cli.output import Output
from simulator.cli.transcripts import Transcripts
from simulator.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.terminal.reviewing import Wanted
    from simulator.transcript.errors import TranscriptError
    from simulator.transcript.folder import Summary
    from simulator.transcript.search import Found
    from simulator.transcript.state import InterviewRecord

app = App()


@app.command(
    epilog="""
    For example:
      mock-interview review                           all interviews, newest first
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
    company: Annotated[
        str,
        typer.Option(
            "--company", metavar="NAME", autocompletion=shared.companies, help="Only interviews at this company."
        ),
    ] = "",
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help="Only since then: 2026-11-21, 7d, 2w, today, yesterday.")
    ] = "",
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
    html: Annotated[
        str, typer.Option("--html", metavar="FILE", help="Write it as one page to read, print or send; - prints it.")
    ] = "",
    open_: Annotated[bool, typer.Option("--open", help="Open the page that --html wrote.")] = False,
    as_json: Json = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Print all at once, also in a terminal.")] = False,
    transcripts: Transcripts = None,
) -> Output:
    """List your interviews, read one of them, or search through all."""
    from simulator.transcript.folder import folder_for, paths

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

        return regrade_one(folder, id_, as_json, no_pager)
    if html:
        from simulator.cli import page

        return page.interview(folder, id_, html, open_)
    if id_ and not search:
        return _one(folder, id_, question, model_answers, markdown, as_json, no_pager, there)
    problems: list[str] = []
    chosen = [_summary(folder, id_)] if id_ else _choose(folder, company, _moment(since), problems)
    if regrade:
        from simulator.cli.regrade import regrade_all

        return regrade_all((summary.path for summary in chosen), problems, as_json, no_pager)
    narrowed = bool(company or since) and next(paths(folder), None) is not None
    result: InterviewList | Places = InterviewList(tuple(chosen), str(folder), narrowed, no_pager)
    if search and (chosen or narrowed):
        result = Places(search, tuple(_search(chosen, search, model_answers, problems)), len(chosen), no_pager)
    return Output(result, as_json, notes=tuple(problems))


@dataclass(frozen=True, slots=True)
class InterviewList:
    """Interviews, newest first."""

    interviews: tuple[Summary, ...]
    folder: str
    narrowed: bool
    no_pager: bool

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
            console.print(Text("One of them: mock-interview review ID (the end of the id is enough)", "dim"))
        elif self.narrowed:
            console.print("No interview fits. All of them: mock-interview review")
        else:
            console.print(Text(f"There is no interview in {printable(self.folder)} yet."), soft_wrap=True)
            console.print("Begin one with: mock-interview start")


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
    searched: int
    no_pager: bool

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
            where = f"{self.searched} interview{'' if self.searched == 1 else 's'}"
            console.print(Text(f"Nothing in {where} says {printable(self.words)!r}."), soft_wrap=True)
            return
        draw_found(console, self.found)
        console.print()
        console.print(Text("To read on: mock-interview review ID --question N", "dim"))


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
        if self.as_json and form in ("--markdown", "--html"):
            raise UserError(f"{form} is a form of its own.", "Leave out --json.", 2)
        if self.speed and not self.replay:
            raise UserError(
                "--speed is for --replay.", "For example: mock-interview review latest --replay --speed 4x", 2
            )
        if self.open and self.html in ("", "-"):
            raise UserError("--open needs a page to open.", "For example: --html interview.html --open", 2)

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


def _summary(folder: Path, id_: str) -> Summary:
    from simulator.transcript.folder import find, summary

    return summary(find(folder, id_))


def _choose(folder: Path, company: str, since: datetime | None, problems: list[str]) -> list[Summary]:
    """The interviews that are wanted, newest first; what can't be read is told to `problems`."""
    from simulator.cli.find import did_you_mean
    from simulator.transcript.folder import summaries

    def unreadable(problem: TranscriptError) -> None:
        problems.append(f"Left out: {problem.what} {problem.todo}")

    everything = list(summaries(folder, unreadable))
    chosen = everything
    if company:
        wanted = company.lower()
        chosen = [s for s in everything if wanted in (s.company.lower(), s.company_name.lower())]
        if not chosen and everything:
            known = sorted({s.company for s in everything})
            hint = did_you_mean(company, known, f"There are interviews at {', '.join(known)}.")
            raise UserError(f"There is no interview at {company!r}.", hint, exit_code=2)
    if since is not None:
        chosen = [s for s in chosen if (began := _began(s)) is not None and began >= since]
    return chosen


def _began(summary: Summary) -> datetime | None:
    try:
        return datetime.fromisoformat(summary.created).astimezone()
    except (ValueError, OverflowError):
        return None


_AGO = re.compile(r"(\d{1,5})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def _moment(since: str) -> datetime | None:
    """The beginning of the day that is meant, here; None for no limit. Raises UserError (usage)."""
    if not since:
        return None
    word = since.strip().lower()
    today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    ago = _AGO.fullmatch({"today": "0d", "yesterday": "1d"}.get(word, word))
    try:
        if ago:
            return today - timedelta(days=int(ago[1]) * _DAYS[ago[2]])
        return datetime.fromisoformat(word).astimezone()
    except (ValueError, OverflowError):
        raise UserError(
            f"{since!r} is no date.", "Give one such as 2026-11-21, or how long ago: 7d, 2w, 3m, 1y.", exit_code=2
        ) from None


def _search(
    chosen: list[Summary], words: str, model_answers: bool, problems: list[str]
) -> Iterator[tuple[Summary, Found]]:
    """The places where the words stand; what can't be read is told to `problems`."""
    from simulator.transcript import log
    from simulator.transcript.errors import TranscriptError
    from simulator.transcript.search import search, wanted

    try:
        pattern = wanted(words)
    except ValueError as error:
        raise UserError(f"--search: {error}.", "For example: --search 'event loop'", exit_code=2) from None
    for summary in chosen:
        try:
            record = log.read(summary.path).record()
        except TranscriptError as problem:
            problems.append(f"Left out: {problem.what} {problem.todo}")
            continue
        for place in search(record, pattern, model_answers):
            yield summary, place


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
