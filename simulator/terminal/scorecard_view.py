"""The scorecard, drawn for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from simulator.grading.checked import RunReport
from simulator.interview.scorecard import Missed, Part, QuestionLine, Scorecard
from simulator.plural import count
from simulator.terminal.layout import hanging
from simulator.terminal.steps import draw_steps
from simulator.terminal.text import printable
from simulator.terminal.words import BAND_STYLES
from simulator.transcript.check_words import OUTCOME_WORDS, alike, details, headline
from simulator.transcript.events import How
from simulator.transcript.markdown import clock_time

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.transcript.state import InterviewRecord

MOST_TO_STUDY = 6
"""Signals listed under what to study; a review has them all."""

_MOST_FROM_A_QUESTION = 2
_BAR = 10
_MOST_SAID = 300
"""Characters of what a check says; a review has the rest."""


def draw(card: Scorecard, console: Console) -> None:
    """The whole scorecard of a finished interview."""
    console.print()
    style = BAND_STYLES[card.band]
    console.print(
        Text.assemble(
            " ", (printable(card.company_name), "bold"), "  ", (f"{card.score:.0f} of 100", f"bold {style}"), "  ",
            (printable(card.rating), f"bold {style}"), (f"  {count(len(card.questions), 'question')}, ", "dim"),
            (f"{clock_time(card.used)} used", "dim"),
        ),
        soft_wrap=True,
    )  # fmt: skip
    console.print()
    for line in card.questions:
        _question(line, console)
    if len(card.rounds) > 1:
        _parts("Rounds", card.rounds, console)
    if len(card.topics) > 1:
        _topics(card.topics, console)
    _extremes(card, console)
    _study(card, console)
    console.print()
    draw_steps(card.next_steps, console)


def draw_broken_off(record: InterviewRecord, card: Scorecard, console: Console, unsaved: bool) -> None:
    """Where an interview was broken off, and how to go on; `unsaved` if what was written last was lost."""
    opened = record.question(record.current) if record.current else None
    q = opened or next((q for q in record.questions if not q.answered), None)
    where = "before its end" if q is None else f"at question {q.number} of {len(record.questions)}"
    left = None
    if opened is not None:
        part = (opened.probe.seconds, opened.probe.used) if opened.probe else (opened.question.seconds, opened.used)
        left = None if part[0] is None else max(0.0, part[0] - part[1])
    console.print()
    console.print(Text(f" Broken off {where}{'' if left is None else f', with {clock_time(left)} left'}."))
    if unsaved:
        console.print(Text(" What you wrote last could not be saved; all before it is.", "bold red"))
    else:
        console.print(Text(" Everything you wrote is saved."))
    console.print()
    draw_steps(card.next_steps, console)


def _question(line: QuestionLine, console: Console) -> None:
    time = clock_time(line.used) + ("" if line.seconds is None else f" of {clock_time(line.seconds)}")
    how = {How.PASSED: "passed", How.TIMED_OUT: "time was up"}.get(line.how, "")
    how += (
        "" if line.probe_gained is None else f"{', ' if how else ''}follow-up {'+' if line.probe_gained else 'no gain'}"
    )
    style = BAND_STYLES[line.band]
    facts = Text.assemble(
        (f"{line.number:>3}. ", "bold"), (_meter(line.score), style), (f" {line.score:>3.0f} {line.band:<10}", style),
        f" {time:<13}", (how, "dim"),
    )  # fmt: skip
    facts.rstrip()
    console.print(facts, soft_wrap=True)
    prompt = Text(" ".join(printable(line.prompt).split()), "dim")
    prompt.truncate(max(20, console.width - 6), overflow="ellipsis")
    console.print(Text.assemble("     ", prompt), soft_wrap=True)
    if line.checked is not None:
        _checks(line.checked, console)


def _checks(report: RunReport, console: Console) -> None:
    """The checks that passed in one paragraph, each of the others with what explains it."""
    margin = " " * 5
    hanging(console, Text(margin), Text(printable(headline(report)), "" if report.ran else "dim"))
    passed = [result.words for result in report.results if result.passed]
    if passed:
        hanging(console, Text(f"{margin}  passed    ", "green"), Text(printable("; ".join(passed)), "dim"))
    for group in alike(report.results):
        words = printable("; ".join(result.words for result in group))
        hanging(console, Text(f"{margin}  {OUTCOME_WORDS[group[0].outcome]:<10}", "red"), Text(words))
        for label, text in details(group[0]):
            said = _shortened(text, _MOST_SAID)
            hanging(console, Text(f"{margin}{'':<12}{label + ':':<10}", "dim"), Text(said))


def _parts(title: str, parts: Sequence[Part], console: Console) -> None:
    console.print()
    console.print(Text(f" {title}", "bold"))
    longest = min(max(len(printable(part.title)) for part in parts), max(12, console.width - 48))
    for part in parts:
        name = Text(printable(part.title))
        name.truncate(longest, overflow="ellipsis", pad=True)
        style = BAND_STYLES[part.band]
        line = Text.assemble(
            "   ", name, "  ", (_meter(part.score), style), (f" {part.score:>3.0f} {part.band:<9}", style),
            (f" {count(part.questions, 'question')}", "dim"),
        )  # fmt: skip
        console.print(line, soft_wrap=True)


def _topics(topics: Sequence[Part], console: Console) -> None:
    """In two columns where there is room: they are many."""
    from itertools import zip_longest

    console.print()
    console.print(Text(" Topics, weakest first", "bold"))
    columns = 2 if console.width >= 76 and len(topics) > 4 else 1
    longest = min(max(len(printable(part.title)) for part in topics), 20)
    half = -(-len(topics) // columns)
    for row in zip_longest(*(topics[start : start + half] for start in range(0, len(topics), half))):
        line = Text("  ")
        for part in filter(None, row):
            name = Text(printable(part.title))
            name.truncate(longest, overflow="ellipsis", pad=True)
            line.append_text(
                Text.assemble(" ", name, (f"  {part.score:>3.0f} {part.band:<9}   ", BAND_STYLES[part.band]))
            )
        line.rstrip()
        console.print(line, soft_wrap=True)


def _extremes(card: Scorecard, console: Console) -> None:
    named = (("Strongest", card.strongest), ("Weakest", card.weakest))
    if all(line is None for _, line in named):
        return
    console.print()
    for name, line in named:
        if line is not None:
            mark = Text.assemble((f" {name:<10}", "bold"), f"{line.number}. ")
            hanging(console, mark, Text(_shortened(line.prompt, 2 * max(40, console.width - 16))))


def _study(card: Scorecard, console: Console) -> None:
    numbers = {line.id: line.number for line in card.questions}
    if card.corrections:
        console.print()
        console.print(Text(" To put right", "bold"))
        for correction in card.corrections[:MOST_TO_STUDY]:
            mark = Text(f"  {numbers.get(correction.question, 0):>2}. ")
            hanging(console, mark, Text(printable(correction.correction)))
    if card.study:
        console.print()
        console.print(Text(" To study next", "bold"))
        for missed in _most_useful(card.study):
            mark = Text(f"  {numbers.get(missed.question, 0):>2}. ")
            partly = ("  (partly shown)", "dim") if missed.credit else ""
            hanging(console, mark, Text.assemble(printable(missed.signal), partly))
        more = len(card.study) - len(_most_useful(card.study))
        if more:
            console.print(Text(f"      and {more} more: the review lists them all", "dim"))


def _most_useful(study: Sequence[Missed]) -> list[Missed]:
    """The first ones, but not all from the same question."""
    chosen: list[Missed] = []
    for missed in study:
        if sum(other.question == missed.question for other in chosen) < _MOST_FROM_A_QUESTION:
            chosen.append(missed)
    return chosen[:MOST_TO_STUDY]


def _meter(score: float) -> str:
    full = round(score / 100 * _BAR)
    return "█" * full + "░" * (_BAR - full)


def _shortened(text: str, most: int) -> str:
    line = " ".join(printable(text).split())
    return line if len(line) <= most else line[: most - 3].rstrip() + "..."
