"""Scores then and now: an interview graded again with today's rubrics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.bank.model import Band
from simulator.interview.regrading import RegradedCriterion, RegradedQuestion, Regrading, RubricNow
from simulator.terminal.layout import hanging
from simulator.terminal.pager import on_terminal
from simulator.terminal.text import printable
from simulator.terminal.words import BAND_STYLES, moment
from simulator.transcript.words import credit_word, score_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_SAME_SCORE = 0.05
_COLUMN = 15


def draw(console: Console, regraded: Regrading, there: str = "") -> None:
    """A line a question, what differs and why, and which rubrics were changed; `there` are options that lead a later
    command to the same transcripts."""
    from rich.text import Text

    title = f"{printable(regraded.company_name)}, {moment(regraded.created)[:10]}"
    console.print(Text.assemble((title, "bold"), "  ", (printable(regraded.id), "dim")), soft_wrap=True)
    console.print()
    console.print(Text(f"      {'then':<{_COLUMN}}{'today':<{_COLUMN}}{'rubric':<11}question", "dim"), soft_wrap=True)
    for question in regraded.questions:
        _row(console, question)
        for criterion in question.criteria:
            hanging(
                console, Text(f"{'':<8}{_credits(criterion)}  ", "yellow"), Text(printable(criterion.signal), "dim")
            )
    total = Text.assemble(("  all ", "bold"), _score(regraded.before), _score(regraded.after))
    total.rstrip()
    console.print(total, soft_wrap=True)
    console.print()
    for said in _said(regraded):
        console.print(Text(said))
    console.print(Text("The transcript keeps its own scores: nothing in it was changed.", "dim"))
    way = f"With evidence and what was missing: mock-interview review {printable(regraded.id)}{there}"
    console.print(Text(way, "dim"), soft_wrap=True)


def draw_list(console: Console, several: Sequence[Regrading], there: str = "") -> None:
    """A line an interview, newest first, and which rubrics were changed."""
    from rich.text import Text

    console.print(Text(f"{'date':<12}{'then':<{_COLUMN}}{'today':<{_COLUMN}}{'company':<12}id", "dim"), soft_wrap=True)
    for one in several:
        facts = Text.assemble(f"{moment(one.created)[:10]:<12}", _score(one.before), _score(one.after))
        name = printable(one.company_name)
        console.print(Text.assemble(facts, f"{name:<12}", (printable(one.id), "cyan")), soft_wrap=True)
    console.print()
    changed = list(dict.fromkeys(rubric for one in several for rubric in one.changed_rubrics))
    console.print(Text(_changed(changed)), soft_wrap=not on_terminal(console))
    way = f"To see one in full: mock-interview review {printable(_most_moved(several).id)} --regrade{there}"
    console.print(Text(way, "dim"), soft_wrap=True)


def _most_moved(several: Sequence[Regrading]) -> Regrading:
    """The one that changed most; the newest of equals."""
    return max(several, key=lambda one: abs((one.after or 0.0) - (one.before or 0.0)))


def _row(console: Console, question: RegradedQuestion) -> None:
    from rich.text import Text

    facts = Text.assemble(f"{question.number:>5} ", _score(question.before), _score(question.after))
    rubric = "passed" if question.passed else str(question.rubric_now)
    facts.append(f"{rubric:<11}", "yellow" if question.rubric_now is not RubricNow.SAME else "dim")
    prompt = Text(" ".join(printable(question.prompt).split()))
    if on_terminal(console):
        prompt.truncate(max(10, console.width - facts.cell_len), overflow="ellipsis")
    console.print(Text.assemble(facts, prompt), soft_wrap=True)


def _score(score: float | None) -> Text:
    from rich.text import Text

    if score is None:
        return Text(f"{'-':<{_COLUMN}}", "dim")
    return Text(f"{score_words(score):<{_COLUMN}}", BAND_STYLES[Band.of(score)])


def _credits(criterion: RegradedCriterion) -> str:
    if criterion.before is None:
        return f"new: {credit_word(criterion.after or 0.0)}"
    if criterion.after is None:
        return f"no longer asked for (was {credit_word(criterion.before)})"
    return f"{credit_word(criterion.before)} -> {credit_word(criterion.after)}"


def _said(regraded: Regrading) -> list[str]:
    said = [_changed(regraded.changed_rubrics)]
    for question in regraded.questions:
        if question.rubric_now is RubricNow.CHANGED and question.version_before:
            versions = f"{question.version_before}, now {question.version_after}"
            said.append(f"  {printable(question.rubric)} (question {question.number}): was {versions}")
        elif question.rubric_now is RubricNow.GONE:
            said.append(f"  {printable(question.rubric)} (question {question.number}): not in the content any more")
    same_rubric = [
        question
        for question in regraded.questions
        if question.rubric_now is RubricNow.SAME and abs(question.difference or 0.0) > _SAME_SCORE
    ]
    if same_rubric:
        numbers = ", ".join(str(question.number) for question in same_rubric)
        said.append(f"With the same rubric, the program itself reads these answers differently now: {numbers}.")
    return said


def _changed(rubrics: Sequence[str]) -> str:
    if not rubrics:
        return "No rubric was changed since."
    return f"Changed since: {', '.join(map(printable, rubrics))}."
