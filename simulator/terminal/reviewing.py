"""Transcripts to read: one interview with its evidence, the list of interviews, and what a search found."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from simulator.bank.model import Band, Kind
from simulator.grading.checked import RunReport
from simulator.terminal.evidence import Piece, Signs, marked, signs, wrapped
from simulator.terminal.pager import on_terminal
from simulator.terminal.text import printable, reflowed
from simulator.terminal.words import BAND_STYLES, moment
from simulator.transcript.check_words import OUTCOME_WORDS, details, headline, in_their_order, remarks
from simulator.transcript.folder import Summary
from simulator.transcript.markdown import clock_time
from simulator.transcript.marking import Mark, Tone, all_marks, flowing, probe_marks
from simulator.transcript.search import Found
from simulator.transcript.state import InterviewRecord, QuestionRecord, State
from simulator.transcript.words import HOW_WORDS, counts, credit_word, score_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_WIDEST = 100
"""Columns of text that are still easy to read."""

_STYLES = {Tone.PLAIN: "", Tone.PARTLY: "bold yellow", Tone.SHOWN: "bold green", Tone.WRONG: "bold red"}
_CREDIT_STYLES = {"shown": "green", "partly": "yellow", "not shown": "red"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of an interview is to be shown."""

    question: str | None = None
    """The id of a question; None for all."""
    model_answers: bool = False
    there: str = ""
    """Options that lead a later command to the same transcript."""


def draw_interview(
    console: Console, record: InterviewRecord, notes: Sequence[str] = (), wanted: Wanted = Wanted()
) -> None:
    """The interview, from its score to its last question, and how to see more of it."""
    _Page(console).interview(record, notes, wanted)


class _Page:
    """Writes to a console in lines that are easy to read."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = min(console.width, _WIDEST)
        encoding = getattr(console.file, "encoding", None) or sys.stdout.encoding
        self._signs: Signs = signs(console.color_system is not None, encoding)

    def interview(self, record: InterviewRecord, notes: Sequence[str], wanted: Wanted) -> None:
        self._head(record)
        for note in notes:
            self.text(f"Damaged: {note}", style="yellow")
        questions = [q for q in record.questions if q.asked and wanted.question in (None, q.id)]
        for round_, members in groupby(questions, key=lambda q: q.round):
            self.blank()
            self.text(round_.title, style="bold cyan")
            if wanted.question is None and round_.opening.strip():
                self.text(round_.opening, style="dim")
            for q in members:
                self.blank()
                self._question(q, wanted.model_answers)
        unasked = sum(not q.asked for q in record.questions)
        self.blank()
        if unasked and wanted.question is None:
            self.text(f"{_number(unasked, 'question')} not asked yet.", style="dim")
        self._ways_on(record, wanted)

    def _head(self, record: InterviewRecord) -> None:
        from rich.text import Text

        title = f"{printable(record.planned.company_name)}, {moment(record.header.created)}"
        self._line(Text.assemble((title, "bold"), f"  {printable(record.id)}"))
        answered = f"{record.answered} of {len(record.questions)} answered in {clock_time(record.used)}"
        self._line(Text(f"{record.state}, {answered}", "dim"))
        if record.score is not None and record.band is not None:
            rating = f", {printable(record.rating or '')}" if record.finished else " so far"
            score = Text(f"Score {score_words(record.score)}{rating}", BAND_STYLES[record.band])
            own = "" if record.self_score is None else f"; self-score {score_words(record.self_score)}"
            self._line(Text.assemble(score, own))

    def _question(self, q: QuestionRecord, model_answer: bool) -> None:
        self.text(q.question.prompt, mark=f"{q.number:>2}  ", style="bold")
        self._facts(q)
        self.blank()
        if not q.answered:
            self.text("Your draft so far" if q.draft else "Not answered yet.", indent=4, style="dim")
            self._quoted(q, q.draft, ())
        elif not q.passed:
            self._quoted(q, q.answer or "", all_marks(q))
            if q.checked is not None:
                self._checks(q.checked)
            self._verdicts(q)
        self._follow_up(q)
        if q.passed and q.answered:
            self.text("A strong answer shows", indent=4)
            for number, criterion in enumerate(q.question.criteria, start=1):
                self.text(criterion.signal, mark=f"    {number}  ")
        if model_answer and q.answered:
            self.blank()
            self.text("A model answer", indent=4, style="cyan")
            text = reflowed(printable(q.question.model_answer.strip("\n")), code=q.question.kind is Kind.CODE)
            self._pieces((Piece(text),), indent=4)

    def _facts(self, q: QuestionRecord) -> None:
        from rich.text import Text

        limit = "" if q.question.seconds is None else f" of {clock_time(q.question.seconds)}"
        facts = [
            *q.question.topics[:2],
            str(q.question.difficulty),
            f"{clock_time(q.total_used)}{limit}",
            HOW_WORDS[q.how],
        ]
        line = Text("    " + printable(", ".join(facts)), "dim")
        if q.score is not None and not q.passed:
            line = Text.assemble(line, ("; ", "dim"), (f"score {score_words(q.score)}", BAND_STYLES[Band.of(q.score)]))
            own = [] if q.self_score is None else [f"self-score {score_words(q.self_score)}"]
            own += [] if q.self_mark is None else [f"own mark {q.self_mark} of 4"]
            line.append("".join(f"; {said}" for said in own), "dim")
        self._line(line)

    def _checks(self, report: RunReport) -> None:
        self.blank()
        self.text(headline(report), indent=4, style="" if report.ran else "dim")
        for group in in_their_order(report.results):
            mark = f"       {OUTCOME_WORDS[group[0].outcome]:<10} "
            style = "green" if group[0].passed else "red"
            for result in group:
                self.text(result.words + counts(result.weight), mark=mark, mark_style=style)
            for label, text in details(group[0]):
                self.text(" ".join(text.split()), mark=f"{' ' * len(mark)}{label + ':':<10}", mark_style="dim")
        for remark in remarks(report):
            self.text(remark, indent=7, style="dim")

    def _verdicts(self, q: QuestionRecord) -> None:
        if q.grade is None:
            return
        from simulator.grading.grader import NOT_SHOWN

        self.blank()
        earned = q.credits
        reasons = {c.criterion: c.why_not for c in q.grade.criteria}
        for number, criterion in enumerate(q.question.criteria, start=1):
            word = credit_word(earned[criterion.id])
            own = q.self_credits.get(criterion.id)
            you = "" if own is None or own == earned[criterion.id] else f"  (you: {credit_word(own)})"
            mark = f"    {number}  {word:<10} "
            self.text(criterion.signal + counts(criterion.weight) + you, mark=mark, mark_style=_CREDIT_STYLES[word])
            why = reasons.get(criterion.id, "").replace(NOT_SHOWN, "")
            if q.probe and q.probe.gained and q.probe.criterion == criterion.id:
                why = "Shown in the answer to the follow-up."
            for found in q.grade.misconceptions:
                # It stands below, once for all the signals that it denies.
                why = why.replace(found.correction, "").rstrip()
            if why and earned[criterion.id] < 1:
                self.text(why, indent=len(mark), style="dim")
        for found in q.grade.misconceptions:
            self.text(found.correction, mark=f"    !  {'not so':<10} ", mark_style="red")
        if q.grade.flags:
            self.text(f"Noticed: {', '.join(q.grade.flags)}", indent=7, style="yellow")

    def _follow_up(self, q: QuestionRecord) -> None:
        if q.probe is None:
            return
        self.blank()
        self.text(q.probe.text, mark="    Asked further: ", mark_style="cyan")
        if q.probe.answer is None:
            self._quoted(q, q.probe.draft, ())
        elif q.probe.answer.strip():
            self.blank()
            self._quoted(q, q.probe.answer, probe_marks(q))
        else:
            self.text(HOW_WORDS[q.probe.how].capitalize(), indent=4, style="dim")

    def _quoted(self, q: QuestionRecord, text: str, marks: Iterable[Mark]) -> None:
        if text:
            shown = text if q.question.kind is Kind.CODE else flowing(text)
            self._pieces(marked(shown.rstrip(), marks, self._signs), indent=4)

    def _ways_on(self, record: InterviewRecord, wanted: Wanted) -> None:
        from rich.text import Text

        hints = []
        if not wanted.model_answers:
            one = "" if wanted.question is None else f" --question {printable(wanted.question)}"
            hints.append(f"With model answers: mock-interview review {record.id}{one} --model-answers{wanted.there}")
        if wanted.question is None and len(record.questions) > 1:
            hints.append("One question alone: add --question and its number")
        if not record.finished:
            hints.append(f"Go on with it: mock-interview resume {record.id}{wanted.there}")
        elif record.self_graded_at is None:
            hints.append(f"Grade it yourself: mock-interview grade {record.id}{wanted.there}")
        for hint in hints:
            # Not broken into lines: a command is there to be copied.
            self._line(Text(hint, "dim"))

    def text(self, text: str, indent: int = 0, mark: str = "", style: str = "", mark_style: str = "") -> None:
        """Prose in one paragraph a line, behind a mark that its further lines are indented by."""
        from rich.text import Text

        pieces = (Piece(printable(text.strip())),)
        behind = len(mark) or indent
        for number, line in enumerate(wrapped(pieces, self._width - behind)):
            start = Text(mark, mark_style or style) if mark and number == 0 else Text(" " * behind)
            self._line(Text.assemble(start, *((piece.text, style) for piece in line)))

    def blank(self) -> None:
        self._console.print()

    def _pieces(self, pieces: tuple[Piece, ...], indent: int) -> None:
        from rich.text import Text

        for line in wrapped(pieces, self._width - indent):
            self._line(Text.assemble(" " * indent, *((piece.text, _STYLES[piece.tone]) for piece in line)))

    def _line(self, line: Text) -> None:
        line.rstrip()
        self._console.print(line, soft_wrap=True)


def draw_list(console: Console, interviews: Sequence[Summary]) -> None:
    """The table of interviews, newest first."""
    from rich.text import Text

    for exact in (True, False):
        rows = [_HEAD, *(_cells(i, exact) for i in interviews)]
        widths = [max(cell_width(row[column]) for row in rows) for column in range(len(_HEAD))]
        if not on_terminal(console) or sum(widths) + 2 * len(widths) - 2 <= console.width:
            break
    for row, i in zip(rows, (None, *interviews), strict=True):
        line = Text()
        for column, cell in enumerate(row):
            blanks = " " * (widths[column] - cell_width(cell) + 2)
            line.append(cell + blanks, "dim" if i is None else _cell_style(_HEAD[column], i))
        line.rstrip()
        console.print(line, soft_wrap=True)


_HEAD = ("date", "company", "length", "score", "self-score", "state", "id")


def _cells(i: Summary, exact: bool) -> tuple[str, ...]:
    """The row of an interview; where that is too wide not so exact: the day, and the end of the id, which is enough."""
    began, id_ = moment(i.created), i.id
    if not exact:
        began = began.split(" ")[0]
        id_ = id_.rpartition("-")[2] if id_.startswith(i.created[:4]) else id_
    company = printable(i.company_name)
    return (began, company, length(i), _points(i.score), _points(i.self_score), str(i.state), printable(id_))


def _cell_style(column: str, i: Summary) -> str:
    match column:
        case "score":
            return "" if i.score is None else BAND_STYLES[Band.of(i.score)]
        case "state":
            return {State.BROKEN_OFF: "yellow", State.SELF_GRADED: "green"}.get(i.state, "")
        case "length":
            return "dim"
        case "id":
            return "cyan"
    return ""


def cell_width(text: str) -> int:
    """How many cells of the terminal the text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def length(summary: Summary) -> str:
    """How long an interview was meant to be, and how many questions that are."""
    wished = summary.options.get("questions")
    name = "" if wished else printable(str(summary.options.get("length") or ""))[:10]
    return f"{name} ({summary.questions})" if name else f"{summary.questions} questions"


def _points(score: float | None) -> str:
    return "-" if score is None else f"{score:.0f}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun} is" if count == 1 else f"{count} {noun}s are"


def draw_found(console: Console, found: Sequence[tuple[Summary, Found]]) -> None:
    """What a search found, interview by interview."""
    from rich.text import Text

    page = _Page(console)
    for number, (summary, places) in enumerate(groupby(found, key=lambda pair: pair[0])):
        if number:
            page.blank()
        title = Text.assemble((printable(summary.id), "bold cyan"), f"  {printable(summary.company_name)}")
        console.print(title, soft_wrap=True)
        for _, place in places:
            mark = f"  {place.number:>2} {place.where}: "
            context = Text(printable(place.context))
            context.stylize("bold yellow", place.match.start, place.match.end)
            if not on_terminal(console):
                console.print(Text.assemble(mark, context), soft_wrap=True)
                continue
            for row, line in enumerate(
                Text.assemble((mark, "dim"), context).wrap(console, min(console.width, 100) - 5)
            ):
                line.rstrip()
                console.print(Text.assemble("     " if row else "", line), soft_wrap=True)
