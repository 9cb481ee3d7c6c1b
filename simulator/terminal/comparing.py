"""Scores and self-scores side by side, for the end of self-grading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.bank.model import Band
from simulator.interview.comparison import ComparedQuestion, Comparison
from simulator.terminal.layout import hanging
from simulator.terminal.pager import on_terminal
from simulator.terminal.steps import draw_steps
from simulator.terminal.text import printable
from simulator.terminal.words import BAND_STYLES, moment
from simulator.transcript.words import credit_word, score_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_ALIKE = 5.0
"""Points of difference that say nothing."""


def draw(console: Console, comparison: Comparison) -> None:
    """The table of questions, where the two differ, and what to do next."""
    from rich.text import Text

    title = f"{printable(comparison.company_name)}, {moment(comparison.created)[:10]}"
    console.print(Text.assemble((title, "bold"), ("  ", ""), (printable(comparison.id), "dim")), soft_wrap=True)
    console.print()
    console.print(Text(f"      {'score':<15}{'self-score':<15}{'own mark':<12}question", "dim"), soft_wrap=True)
    for question in comparison.questions:
        _row(console, str(question.number), question)
    total = Text.assemble(
        ("  all ", "bold"),
        _score(None if comparison.left else comparison.score),
        _score(comparison.self_score),
        "-" if comparison.mark is None else f"{comparison.mark:.1f} of 4",
    )
    console.print(total, soft_wrap=True)
    _differences(console, comparison)
    if comparison.left:
        noun = "answer is" if comparison.left == 1 else "answers are"
        console.print()
        console.print(Text(f"{comparison.left} {noun} still to be graded.", "bold"))
    console.print()
    draw_steps(comparison.next_steps, console)


def _row(console: Console, number: str, question: ComparedQuestion) -> None:
    from rich.text import Text

    if question.passed:
        facts = Text.assemble(f"{number:>5} ", ("passed".ljust(42), "dim"))
    else:
        mark = "-" if question.self_mark is None else f"{question.self_mark} of 4"
        # A score is not shown before the candidate's own mark.
        score = _score(question.score if question.graded else None)
        facts = Text.assemble(f"{number:>5} ", score, _score(question.self_score), f"{mark:<12}")
    prompt = Text(" ".join(printable(question.prompt).split()))
    if on_terminal(console):
        prompt.truncate(max(10, console.width - facts.cell_len), overflow="ellipsis")
    console.print(Text.assemble(facts, prompt), soft_wrap=True)


def _score(score: float | None) -> Text:
    from rich.text import Text

    if score is None:
        return Text(f"{'-':<15}", "dim")
    return Text(f"{score_words(score):<15}", BAND_STYLES[Band.of(score)])


def _differences(console: Console, comparison: Comparison) -> None:
    from rich.text import Text

    if not comparison.compared:
        return
    apart = [
        (question.number, criterion)
        for question in comparison.questions
        for criterion in question.criteria
        if not question.passed and criterion.agrees is False
    ]
    console.print()
    said = f"You agree with the program on {comparison.agreed} of {comparison.compared} signals."
    console.print(Text(said + (" You differ here:" if apart else "")))
    for number, criterion in apart:
        verdicts = (
            f"  program: {credit_word(criterion.credit)}, you: {credit_word(criterion.self_credit or 0.0)}",
            "dim",
        )
        hanging(console, Text(f"{number:>5} "), Text.assemble(printable(criterion.signal), verdicts))
    difference = comparison.difference
    if difference is None:
        return
    console.print()
    if abs(difference) < _ALIKE:
        console.print("On the whole you see your answers as the program does.")
    else:
        way = "higher" if difference > 0 else "lower"
        console.print(f"On the whole you score yourself {abs(difference):.0f} points {way} than the program does.")
