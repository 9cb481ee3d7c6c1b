"""What the live screen says, as lines of styled text. Pure functions of what they are given; units are seconds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.utils import get_cwidth

from simulator.bank.model import Kind
from simulator.interview.session import Stage, Urgency, urgency
from simulator.plural import count
from simulator.terminal.live_state import TimedOut
from simulator.terminal.text import printable, reflowed
from simulator.terminal.wrapping import wrapped
from simulator.transcript.events import PlannedQuestion

Lines = list[StyleAndTextTuples]

WIDEST = 92
"""Cells: longer lines of a question are tiring to read."""

ROOMY, SNUG = 20, 13
"""Rows from which on there is room for empty lines, and for more than the bare minimum."""

_CODE_SPAN = re.compile(r"(`[^`\n]+`)")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the interview stands."""

    company: str
    round_title: str
    round_number: int
    rounds: int
    question_number: int
    questions: int
    facts: str
    """Kind and difficulty."""
    used: float
    remaining: float | None
    limit: float | None
    round_remaining: float | None
    follow_up: bool


def clock(seconds: float) -> str:
    """Minutes and seconds; a second that has begun still counts as left."""
    whole = max(0, math.ceil(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def countdown(standing: Standing) -> str:
    """The time that is left, in words that tell its urgency without colour, too."""
    if standing.remaining is None:
        return f"{clock(math.floor(standing.used))}, no limit"
    left = clock(standing.remaining)
    match urgency(standing.remaining, standing.limit):
        case Urgency.RED:
            return f"LAST {left}"
        case Urgency.AMBER:
            return f"only {left} left"
    return f"{left} left"


def header(standing: Standing, width: int, rows: int) -> Lines:
    """Two lines and a bar; a single line where rows are few."""
    level = urgency(standing.remaining, standing.limit)
    style = f"class:{level}"
    number = f"Question {standing.question_number} of {standing.questions}"
    what = f"Follow-up to question {standing.question_number}" if standing.follow_up else number
    time = f" {countdown(standing)} "
    round_time = "" if standing.round_remaining is None else f"round {clock(standing.round_remaining)}"
    if rows < SNUG:
        room = width - 2 - get_cwidth(time) - len(round_time) - 2
        left: StyleAndTextTuples = [("class:title", f" {fit(what, room)}")]
        right: StyleAndTextTuples = [("class:quiet", round_time + "  " if round_time else ""), (style, time)]
        return [apart(left, right, width)]
    of = f", round {standing.round_number} of {standing.rounds}" if standing.rounds > 1 else ""
    room = width - 6 - get_cwidth(standing.company) - len(round_time) - len(of)
    first = apart(
        [("class:company", f" {standing.company}"), ("", f"  {fit(standing.round_title, room)}{of}")],
        [("class:quiet", f"{round_time} ")],
        width,
    )
    facts = f"  {standing.facts}" if width >= 60 else ""
    second = apart([("class:title", f" {what}"), ("class:quiet", facts)], [(style, time)], width)
    return [first, second, bar(standing, width)]


def bar(standing: Standing, width: int) -> StyleAndTextTuples:
    """The share of the time that is left, as a line that grows shorter."""
    inner = width - 2
    if standing.remaining is None or not standing.limit:
        return [("class:rule", " " + "─" * inner)]
    filled = math.ceil(inner * max(0.0, min(1.0, standing.remaining / standing.limit)))
    level = urgency(standing.remaining, standing.limit)
    return [(f"class:{level}.bar", " " + "━" * filled), ("class:rule", "─" * (inner - filled))]


def prose(text: str, width: int, style: str, code: bool = False) -> Lines:
    """Text in broken lines behind a margin, with `code` set apart."""
    lines: Lines = []
    for line in wrapped(reflowed(printable(text.strip()), code=code), min(width - 4, WIDEST)):
        parts = _CODE_SPAN.split(line)
        lines.append([("", "  "), *(("class:code" if n % 2 else style, part) for n, part in enumerate(parts) if part)])
    return lines


def notice(text: str, style: str, width: int) -> Lines:
    """A sentence for the last lines."""
    return [[(f"class:{style}", f" {line}")] for line in wrapped(printable(text), width - 2)]


def shortened(lines: Lines, most: int) -> Lines:
    """At most so many lines; the last one says how to see the rest."""
    if len(lines) <= most:
        return lines
    hidden = len(lines) - most + 1
    more = f"  … {hidden} more line{'s' if hidden > 1 else ''}: ^L shows all"
    return [*lines[: most - 1], [("class:quiet", more)]]


def rule(width: int, label: str = "", right: str = "") -> StyleAndTextTuples:
    """A thin line with a label at its beginning and one at its end."""
    left = f"── {label} " if label else ""
    end = f" {right} ──" if right else ""
    middle = max(0, width - 2 - get_cwidth(left) - get_cwidth(end))
    return [("class:rule", " " + left + "─" * middle + end)]


def key_bar(keys: Sequence[tuple[str, str]], width: int, last: tuple[str, str] | None = None) -> StyleAndTextTuples:
    """Keys and what they do, as many as there is room for; `last` stands at the right end."""
    shown: StyleAndTextTuples = []
    used = 1
    reserved = 0 if last is None else len(last[0]) + len(last[1]) + 3
    for number, (key, does) in enumerate(keys):
        gap = 1 if number == 0 else 3
        cells = gap + len(key) + 1 + get_cwidth(does)
        if used + cells > width - reserved:
            break
        shown += [("", " " * gap), ("class:key", key), ("", f" {does}")]
        used += cells
    if last is None:
        return shown
    return apart(shown, [("class:key", last[0]), ("", f" {last[1]} ")], width)


def asked(question: str, more: str, width: int) -> StyleAndTextTuples:
    """What is asked in the last lines, with what there is to know for the answer."""
    return [("class:emphasis", f" {question}"), ("", f" {fit(more, width - len(question) - 3)}")]


def opening_page(
    standing: Standing, opening: str, questions: int, seconds: int | None, first: bool, width: int, rows: int
) -> Lines:
    """A round's opening."""
    lines: Lines = [
        apart([("class:company", f" {standing.company}")], [("class:quiet", _round_of(standing) + " ")], width),
        rule(width),
    ]
    lines += [*_air(rows, 2), [("class:title", f"  {fit(standing.round_title, width - 4)}")], *_air(rows)]
    lines += prose(opening, width, "") if opening.strip() else []
    time = "no time limit" if seconds is None else f"{clock(seconds)}{' in all' if questions > 1 else ''}"
    runs = "" if seconds is None else " The time runs from when you see the question."
    lines += [[], *prose(f"{count(questions, 'question')}, {time}.{runs}", width, "class:quiet")]
    if first and rows >= SNUG:
        lines += prose("Write as you would say it. Everything you type is saved as you go.", width, "class:quiet")
    return lines


def welcome_back_page(standing: Standing, draft: bool, width: int, rows: int) -> Lines:
    """What a candidate sees who takes an interview up again in the middle of a question."""
    lines: Lines = [apart([("class:company", f" {standing.company}")], [], width), rule(width), *_air(rows, 2)]
    lines += [[("class:title", "  Welcome back.")], *_air(rows)]
    what = "the follow-up to question" if standing.follow_up else "question"
    text = f"You stopped at {what} {standing.question_number} of {standing.questions}"
    text += "." if standing.remaining is None else f", with {clock(standing.remaining)} left."
    text += " What you had written is as you left it." if draft else ""
    return lines + prose(text, width, "") + [[], [("class:quiet", "  The clock stands still until you go on.")]]


def time_up_page(timed_out: TimedOut, stage: Stage, width: int, rows: int) -> Lines:
    """What is said, gently, when time is up."""
    what = f"the follow-up to question {timed_out.number}" if timed_out.follow_up else f"question {timed_out.number}"
    taken = "Nothing was written, so it counts as passed." if timed_out.empty else "Your answer was taken as it stands."
    if timed_out.in_editor:
        taken = "Your answer was taken as it was last saved in your editor."
    next_ = {
        Stage.FINISHED: "That was the last one.",
        Stage.OPENING: "The next round comes in a moment.",
    }.get(stage, "The next question comes in a moment.")
    return [
        *_air(rows, 3),
        [("class:title", f"  Time is up for {what}.")],
        *_air(rows),
        *prose(taken, width, ""),
        *_air(rows),
        [("class:quiet", f"  {next_}")],
    ]


def asked_lines(question: PlannedQuestion, width: int, roomy: bool = True) -> Lines:
    """What is asked, and for code with a contract its examples."""
    lines = prose(question.prompt, width, "class:question", code=question.kind is Kind.CODE)
    if question.contract is not None:
        lines += [[]] if roomy else []
        lines += prose(question.contract.examples.strip("\n"), width, "class:code", code=True)
    return lines


def question_page(question: PlannedQuestion, probe: str | None, answer: str | None, width: int) -> Lines:
    """The whole question; with a follow-up also what was answered before."""
    code = question.kind is Kind.CODE
    lines = [[], *asked_lines(question, width)]
    if probe is not None:
        lines += [[], [("class:quiet", "  You answered")], [], *prose(answer or "", width, "", code=code)]
        lines += [[], [("class:quiet", "  The follow-up")], [], *prose(probe, width, "class:question")]
    return lines


def help_page(vi: bool, width: int) -> Lines:
    """All keys."""
    words = (
        ("h j k l, w b e, 0 $", "move") if vi else ("Alt-B, Alt-F, Ctrl-A, Ctrl-E", "word back, word on, line's ends"),
        ("u, Ctrl-R; in insert mode Ctrl-Z", "undo, redo") if vi else ("Ctrl-Z or Ctrl-_, Alt-Z", "undo, redo"),
        ("dd, dw, p", "cut a line, a word; put it back") if vi else ("Ctrl-K, Alt-D, Ctrl-Y", "cut; put it back"),
    )
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
        (
            "The interview",
            (
                ("Ctrl-S" if vi else "Ctrl-S, Alt-Enter", "submit the answer"),
                ("F5" if vi else "Ctrl-R, F5", "run your code, where the question has examples to run"),
                ("Esc; Alt-Up, Alt-Down", "close what the run said; scroll it"),
                ("Ctrl-G", "pass: I don't know"),
                ("Ctrl-L", "the whole question again"),
                ("Ctrl-O" if vi else "Ctrl-O, Ctrl-X Ctrl-E", "write in your own editor (VISUAL or EDITOR)"),
                ("Ctrl-C", "break off; everything is saved"),
            ),
        ),
        (f"Writing ({'vi' if vi else 'Emacs'} keys)", (*words, ("Tab, Shift-Tab", "indent more, less"))),
    )
    lines: Lines = [[]]
    for title, rows in groups:
        lines.append([("class:title", f"  {title}")])
        for key, does in rows:
            lines.append([("class:key", f"    {key:<33}"), ("", does)])
        lines.append([])
    notes = (
        "Your editor: the clock runs on while it is open. Save often; if time runs out, the answer is what was last "
        "saved. An editor with a window must wait until it is closed, such as: EDITOR='code --wait'."
    )
    other = "mock-interview start --vi, or MOCK_INTERVIEW_KEYS=vi, gives vi keys."
    return lines + prose(notes, width, "class:quiet") + ([] if vi else prose(other, width, "class:quiet"))


def apart(left: StyleAndTextTuples, right: StyleAndTextTuples, width: int) -> StyleAndTextTuples:
    """Two texts at the two ends of a line."""
    gap = max(1, width - _cells(left) - _cells(right))
    return [*left, ("", " " * gap), *right]


def fit(text: str, cells: int) -> str:
    """The text, cut to so many cells."""
    text = printable(text)
    if get_cwidth(text) <= cells:
        return text
    while text and get_cwidth(text) > max(0, cells - 1):
        text = text[:-1]
    return text.rstrip(" .,;:?") + "…"


def joined(lines: Iterable[StyleAndTextTuples]) -> StyleAndTextTuples:
    """Lines as one text."""
    result: StyleAndTextTuples = []
    for number, line in enumerate(lines):
        if number:
            result.append(("", "\n"))
        result.extend(line)
    return result


def _round_of(standing: Standing) -> str:
    return f"round {standing.round_number} of {standing.rounds}" if standing.rounds > 1 else "one round"


def _cells(fragments: StyleAndTextTuples) -> int:
    return sum(get_cwidth(fragment[1]) for fragment in fragments)


def _air(rows: int, lines: int = 1) -> Lines:
    if rows >= ROOMY:
        return [[] for _ in range(lines)]
    return [[]] if rows >= SNUG else []
