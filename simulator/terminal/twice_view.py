"""Two answers to the same question side by side, and what was gained and lost between them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from simulator.bank.model import Band, Kind
from simulator.interview.twice import Change, SideBySide, Twice, TwiceCriterion
from simulator.terminal.evidence import Line, Piece, Signs, marked, signs, wrapped
from simulator.terminal.layout import hanging
from simulator.terminal.text import printable, reflowed
from simulator.terminal.words import BAND_STYLES, moment
from simulator.transcript.check_words import headline
from simulator.transcript.markdown import clock_time
from simulator.transcript.marking import Tone, all_marks, flowing
from simulator.transcript.state import QuestionRecord
from simulator.transcript.words import HOW_WORDS, credit_word, score_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_WIDEST = 140
_GAP = 3
_NARROWEST_COLUMN = 30
"""Cells: where two columns would be narrower, the answers stand one below the other."""

_STYLES = {Tone.PLAIN: "", Tone.PARTLY: "bold yellow", Tone.SHOWN: "bold green", Tone.WRONG: "bold red"}
_CHANGE_STYLES = {
    Change.GAINED: "green",
    Change.LOST: "red",
    Change.KEPT: "dim",
    Change.STILL_MISSING: "yellow",
    Change.NOT_COMPARABLE: "dim",
}
_ORDER = (Change.GAINED, Change.LOST, Change.STILL_MISSING, Change.KEPT, Change.NOT_COMPARABLE)
_WORD_WIDTH = max(len(change) for change in Change)
_ALIKE = 5.0
"""Points of difference that say nothing."""


def draw(console: Console, compared: SideBySide, model_answers: bool = False, there: str = "") -> None:
    """Each question with its two answers, what changed, and what to do next. `there` leads a later command to the
    same transcripts."""
    _View(console, compared, model_answers, there).draw()


@dataclass(frozen=True, slots=True)
class _View:
    console: Console
    compared: SideBySide
    model_answers: bool
    there: str

    def draw(self) -> None:
        for number, twice in enumerate(self.compared.questions):
            if number:
                self.console.print()
            self._question(twice)
        self._end()

    def _question(self, twice: Twice) -> None:
        from rich.text import Text

        prompt = " ".join(printable(twice.after.question.prompt).split())
        hanging(self.console, Text(f"{twice.after.number:>2}  ", "bold"), Text(prompt, "bold"))
        self.console.print()
        sides = tuple(self._sides(twice))
        width = (min(self.console.width, _WIDEST) - 4 - _GAP) // 2
        if width < _NARROWEST_COLUMN:
            for side in sides:
                for line in side.lines(self.console.width - 4):
                    self._print(Text("    ").append_text(line))
                self.console.print()
        else:
            for left, right in zip_longest(*(side.lines(width) for side in sides), fillvalue=Text()):
                blanks = " " * (width + _GAP - left.cell_len)
                self._print(Text.assemble("    ", left, blanks, right))
            self.console.print()
        self._changes(twice)
        if self.model_answers:
            self._model_answer(twice.after)

    def _sides(self, twice: Twice) -> Iterator[_Side]:
        encoding = getattr(self.console.file, "encoding", None) or sys.stdout.encoding
        set_off = signs(self.console.color_system is not None, encoding)
        moments = [moment(record.header.created) for record in (self.compared.before, self.compared.after)]
        if moments[0][:10] != moments[1][:10]:
            moments = [when[:10] for when in moments]
        yield _Side(moments[0], self.compared.before.planned.company_name, twice.before, set_off)
        yield _Side(moments[1], self.compared.after.planned.company_name, twice.after, set_off)

    def _changes(self, twice: Twice) -> None:
        ordered = sorted(twice.criteria, key=lambda c: _ORDER.index(c.change))
        for criterion in ordered:
            self._change(criterion.change, _CHANGE_STYLES[criterion.change], criterion.signal, _credits(criterion))
        for correction in twice.mended:
            self._change("mended", "green", correction, "said wrongly before")
        for correction in twice.repeated:
            self._change("again wrong", "red", correction, "")
        for correction in twice.new_mistakes:
            self._change("newly wrong", "red", correction, "")

    def _change(self, word: str, style: str, said: str, how: str) -> None:
        from rich.text import Text

        mark = Text(f"    {word:<{_WORD_WIDTH}}  ", style)
        hanging(self.console, mark, Text.assemble(printable(said), (f"  ({how})" if how else "", "dim")))

    def _model_answer(self, q: QuestionRecord) -> None:
        from rich.text import Text

        self.console.print()
        self.console.print(Text("    A model answer", "cyan"))
        text = reflowed(printable(q.question.model_answer.strip("\n")), code=q.question.kind is Kind.CODE)
        for line in wrapped((Piece(text),), min(self.console.width, 100) - 4):
            self._print(Text("    ").append_text(_styled(line)))

    def _end(self) -> None:
        from rich.text import Text

        self.console.print()
        scores = self.compared.scores
        if scores is not None:
            self.console.print(Text(f"{_over(len(self.compared.questions))}: {_way(*scores)}.", "bold"))
        missing = sum(
            c.change in (Change.STILL_MISSING, Change.LOST) for t in self.compared.questions for c in t.criteria
        )
        if missing:
            signals = "1 signal is" if missing == 1 else f"{missing} signals are"
            self.console.print(Text(f"{signals} missing from the later answers: say those first next time."))
        hints = [f"mock-interview review {self.compared.after.id}{self.there}"]
        if not self.model_answers:
            hints.insert(0, "With model answers: add --model-answers")
        for hint in hints:
            self._print(Text(printable(hint), "dim"))

    def _print(self, line: Text) -> None:
        line.rstrip()
        self.console.print(line, soft_wrap=True)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two answers as a column."""

    when: str
    company: str
    q: QuestionRecord
    signs: Signs

    def lines(self, width: int) -> list[Text]:
        from rich.text import Text

        head = [Text(f"{self.when} {printable(self.company)}", "cyan"), _score(self.q), Text()]
        for line in head:
            line.truncate(width, overflow="ellipsis")
        return head + [_styled(line) for line in self._body(width)]

    def _body(self, width: int) -> Iterable[Line]:
        if self.q.passed:
            return [(Piece(f"({HOW_WORDS[self.q.how]})"),)]
        lines = [*wrapped(self._marked(self.q.answer or ""), width)]
        if self.q.checked is not None:
            lines += [(), *wrapped((Piece(printable(headline(self.q.checked))),), width)]
        probe = self.q.probe
        if probe and (probe.answer or "").strip():
            lines += [(), *wrapped((Piece(f"Asked further: {printable(probe.text)}"),), width), ()]
            lines += wrapped((Piece(printable((probe.answer or "").strip())),), width)
        return lines

    def _marked(self, answer: str) -> Sequence[Piece]:
        shown = answer if self.q.question.kind is Kind.CODE else flowing(answer)
        return marked(shown.rstrip(), all_marks(self.q), self.signs)


def _styled(line: Line) -> Text:
    from rich.text import Text

    return Text.assemble(*((piece.text, _STYLES[piece.tone]) for piece in line))


def _score(q: QuestionRecord) -> Text:
    from rich.text import Text

    if q.score is None:
        return Text("not graded", "dim")
    return Text.assemble((score_words(q.score), BAND_STYLES[Band.of(q.score)]), (f", {clock_time(q.used)}", "dim"))


def _credits(criterion: TwiceCriterion) -> str:
    if criterion.change in (Change.GAINED, Change.LOST):
        whole = {criterion.before, criterion.after} == {0.0, 1.0}
        return "" if whole else f"{credit_word(criterion.before or 0.0)}, then {credit_word(criterion.after or 0.0)}"
    if criterion.change is Change.NOT_COMPARABLE:
        return "only in the later rubric" if criterion.before is None else "only in the earlier rubric"
    return credit_word(criterion.after or 0.0) if criterion.change is Change.KEPT else ""


def _over(count: int) -> str:
    return "On this question" if count == 1 else f"On these {count} questions"


def _way(before: float, after: float) -> str:
    pair = f"{score_words(before)}, then {score_words(after)}"
    points = abs(after - before)
    if points < _ALIKE:
        return f"{pair}: about the same"
    return f"{pair}: {points:.0f} points {'more' if after > before else 'less'}"
