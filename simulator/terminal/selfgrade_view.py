"""What the screen of self-grading shows. Pure: where the walk stands and the size of the terminal in, styled lines out.

From the top: whose interview, a window on the question and its answer, what is asked about it, and the keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from simulator.bank.model import Kind
from simulator.grading.checked import RunReport
from simulator.interview.selfgrading import Asks, SelfGrading, is_graded, to_grade
from simulator.terminal.evidence import Line, Piece, Signs, marked, wrapped
from simulator.terminal.text import printable, reflowed
from simulator.terminal.words import MARK_WORDS, moment
from simulator.transcript.check_words import OUTCOME_WORDS, details, headline, in_their_order
from simulator.transcript.markdown import clock_time
from simulator.transcript.marking import Mark, Tone, all_marks, flowing, marks_of, probe_marks
from simulator.transcript.state import QuestionRecord
from simulator.transcript.words import HOW_WORDS, counts, credit_word, score_words

Fragment = tuple[str, str]
Row = list[Fragment]

_SIDE_BY_SIDE = 116
"""Columns from which the model answer stands beside the answer, and not in its place."""

_STYLES = {Tone.PLAIN: "", Tone.PARTLY: "class:partly", Tone.SHOWN: "class:shown", Tone.WRONG: "class:wrong"}
_CREDIT_STYLES = {
    "shown": "class:shown.word",
    "partly": "class:partly.word",
    "not shown": "class:missing.word",
    "": "",
    "-": "class:quiet",
}


@dataclass(frozen=True, slots=True)
class View:
    """What the candidate chose to look at."""

    top: int | None = None
    """The first row of the answer's window; None to begin where the evidence is."""
    model_answer: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """What is shown, and how far its window can be moved."""

    rows: tuple[Row, ...]
    top: int
    last_top: int
    page: int
    """Rows of the window."""


def draw(grading: SelfGrading, view: View, columns: int, rows: int, signs: Signs) -> Screen:
    """The whole screen, exactly `rows` rows of at most `columns` cells."""
    q, step = grading.question, grading.step
    if q is None or step is None:
        return Screen((), 0, 0, 1)
    panel = _panel(grading, q, columns)
    keys = _keys(grading, view, columns)
    room = max(1, rows - 3 - len(panel) - len(keys))
    body, first_mark = _body(grading, q, view, columns, signs)
    last_top = max(0, len(body) - room)
    # Without a wish of the candidate's the window begins at the top, unless that would hide all evidence.
    top = max(0, first_mark - room // 3) if view.top is None and first_mark >= room else view.top or 0
    top = min(max(0, top), last_top)
    window = body[top : top + room]
    window += [[] for _ in range(room - len(window))]
    below = len(body) - top - room
    shown = [_head(grading, columns), _rule(columns), *window, _rule(columns, top, below), *panel, *keys]
    return Screen(tuple(shown[:rows]), top, last_top, room)


def _head(grading: SelfGrading, columns: int) -> Row:
    record = grading.record
    ids = [q.id for q in to_grade(record)]
    at = ids.index(grading.question.id) + 1 if grading.question else len(ids)
    right = f"answer {at} of {len(ids)} "
    left = f" {printable(record.planned.company_name)}"
    middle = f"  {moment(record.header.created)[:10]}  grading yourself"
    space = columns - _cells(left) - len(middle) - len(right)
    if space < 1:
        middle, space = "", max(1, columns - _cells(left) - len(right))
    return [("class:company", left), ("class:quiet", middle), ("", " " * space), ("class:title", right)]


def _rule(columns: int, above: int = 0, below: int = 0) -> Row:
    said = " and ".join([f"{above} above"] * (above > 0) + [f"{below} below"] * (below > 0))
    if not said:
        return [("class:rule", "─" * columns)]
    said = f" {said}: arrow keys "
    return [("class:rule", "─" * max(0, columns - len(said) - 2)), ("class:quiet", said), ("class:rule", "──")]


def _body(grading: SelfGrading, q: QuestionRecord, view: View, columns: int, signs: Signs) -> tuple[list[Row], int]:
    """The rows of the answer's window, and the first of them with evidence (0 if there is none)."""
    beside = view.model_answer and columns >= _SIDE_BY_SIDE
    width = (columns - 5) // 2 if beside else columns - 2
    rows = [_indented(row, 1) for row in _text_rows(q.question.prompt, width, "class:question")]
    rows.append([])
    if view.model_answer and not beside:
        return rows + _model_answer(q, width), 0
    answer, first_mark = _answer(grading, q, width, signs)
    if not beside:
        return rows + answer, first_mark + len(rows) if first_mark else 0
    start = len(rows)
    model = _model_answer(q, width)
    for at in range(max(len(answer), len(model))):
        left = answer[at] if at < len(answer) else []
        right = model[at] if at < len(model) else []
        gap = " " * max(0, width + 1 - sum(_cells(text) for _, text in left))
        rows.append([*left, ("", gap), ("class:rule", " │"), *right])
    return rows, first_mark + start if first_mark else 0


def _answer(grading: SelfGrading, q: QuestionRecord, width: int, signs: Signs) -> tuple[list[Row], int]:
    asks = grading.step.asks if grading.step else Asks.MARK
    criterion = grading.step.criterion if grading.step else ""
    marks: list[Mark] = []
    further: list[Mark] = []
    if asks is Asks.CREDIT:
        marks, further = marks_of(q, criterion), probe_marks(q, criterion)
    elif asks is Asks.LOOK:
        marks, further = all_marks(q), probe_marks(q)
    limit = f" of {clock_time(q.question.seconds)}" if q.question.seconds is not None else ""
    rows: list[Row] = [[("class:quiet", f" Your answer, {clock_time(q.used)}{limit}, {HOW_WORDS[q.how]}")], []]
    code = q.question.kind is Kind.CODE
    answered = (q.answer or "").rstrip()
    rows += _piece_rows(marked(answered if code else flowing(answered), marks, signs), width)
    if q.probe and q.probe.answer is not None:
        rows += [[], [("class:quiet", " Asked further")]]
        rows += [_indented(row, 3) for row in _text_rows(q.probe.text, width - 2, "class:emphasis")]
        rows.append([])
        more = q.probe.answer.rstrip()
        shown = marked(more if code else flowing(more), further, signs) if more else (Piece("(passed)"),)
        rows += _piece_rows(shown, width)
    first = next((at for at, row in enumerate(rows) if any(style in _MARKED for style, _ in row)), 0)
    if asks is not Asks.MARK and q.checked is not None:
        rows += _checks(q.checked, width)
    if asks is Asks.LOOK and q.grade:
        for found in q.grade.misconceptions:
            rows.append([])
            rows += [_indented(row, 1) for row in _text_rows(f"! {found.correction}", width, "class:wrong.word")]
        if q.grade.flags:
            rows += [[], [("class:quiet", f" Noticed: {', '.join(q.grade.flags)}")]]
    return rows, first


def _checks(report: RunReport, width: int) -> list[Row]:
    rows: list[Row] = [[], *(_indented(row, 1) for row in _text_rows(headline(report), width - 1, "class:quiet"))]
    for group in in_their_order(report.results):
        style = "class:shown.word" if group[0].passed else "class:missing.word"
        for result in group:
            first, *more = _text_rows(result.words, width - 13, "")
            rows.append([(style, f" {OUTCOME_WORDS[result.outcome]:<10} "), *first])
            rows += [_indented(row, 12) for row in more]
        for label, text in details(group[0]):
            said = " ".join(f"{label}: {text}".split())
            rows += [_indented(row, 12) for row in _text_rows(said, width - 13, "class:quiet")]
    return rows


_MARKED = {style for style in _STYLES.values() if style}


def _model_answer(q: QuestionRecord, width: int) -> list[Row]:
    rows: list[Row] = [[("class:quiet", " A model answer")], []]
    text = reflowed(printable(q.question.model_answer.strip("\n")), code=q.question.kind is Kind.CODE)
    return rows + _piece_rows((Piece(text),), width)


def _panel(grading: SelfGrading, q: QuestionRecord, columns: int) -> list[Row]:
    step = grading.step
    if step is None or step.asks is Asks.MARK:
        return _mark_panel(q, columns)
    return _credit_panel(grading, q, columns) if step.asks is Asks.CREDIT else _look_panel(q, columns)


def _mark_panel(q: QuestionRecord, columns: int) -> list[Row]:
    rows = [
        _indented(row, 1)
        for row in _text_rows("How good is it? Your own mark, before you see any score.", columns - 2, "class:emphasis")
    ]
    choices = [(str(mark), f"{words} ") for mark, words in MARK_WORDS.items()]
    rows += [[], *_choice_rows(choices, columns)]
    if q.self_mark is not None:
        rows.append([("class:quiet", f" You said {q.self_mark}.")])
    return rows


def _credit_panel(grading: SelfGrading, q: QuestionRecord, columns: int) -> list[Row]:
    id_ = grading.step.criterion if grading.step else ""
    criteria = q.question.criteria
    number, criterion = next((n, c) for n, c in enumerate(criteria, start=1) if c.id == id_)
    rows: list[Row] = [[("class:quiet", f" Signal {number} of {len(criteria)}{counts(criterion.weight)}")]]
    rows += [_indented(row, 1) for row in _text_rows(criterion.signal, columns - 2, "class:emphasis")]
    if q.grade is None:
        rows.append([("class:quiet", " The program has no grade for this answer.")])
    else:
        credit = q.credits[id_]
        why = next((c.why_not for c in q.grade.criteria if c.criterion == id_), "")
        if q.probe and q.probe.gained and q.probe.criterion == id_:
            why = "Your answer to the follow-up shows it." if credit < 1 else ""
        word = credit_word(credit)
        first, *more = _text_rows(f"{word}{'. ' if why else ''}{why}", columns - 12, "")
        rows.append(
            [("class:quiet", " Program:  "), (_CREDIT_STYLES[word], word), ("", first[0][1].removeprefix(word))]
        )
        rows += [_indented(row, 11) for row in more]
    if id_ in q.self_credits:
        rows.append([("class:quiet", f" You said: {credit_word(q.self_credits[id_])}")])
    return rows


def _look_panel(q: QuestionRecord, columns: int) -> list[Row]:
    width = max(10, columns - 29)
    rows: list[Row] = [[("", " " * (width + 1)), ("class:quiet", f"{'program':<15}you")]]
    earned = q.credits
    for number, criterion in enumerate(q.question.criteria, start=1):
        program = "-" if q.grade is None else credit_word(earned[criterion.id])
        own = credit_word(q.self_credits[criterion.id]) if criterion.id in q.self_credits else ""
        signal = _shortened(f"{number} {' '.join(printable(criterion.signal).split())}", width - 1)
        rows.append(
            [
                ("" if own == program else "class:emphasis", f" {signal}{' ' * (width - _cells(signal))}"),
                (_CREDIT_STYLES[program], f"{program:<15}"),
                (_CREDIT_STYLES[own], own),
            ]
        )
    score = "none" if q.score is None else score_words(q.score)
    own_score = "" if q.self_score is None else score_words(q.self_score)
    rows.append([("class:emphasis", f" {'Score':<{width}}{score:<15}{own_score}")])
    mark = "" if q.self_mark is None else f"{q.self_mark} of 4"
    rows.append([("class:quiet", f" {'Your mark':<{width}}{'':<15}{mark}")])
    return rows


def _keys(grading: SelfGrading, view: View, columns: int) -> list[Row]:
    step = grading.step
    choices: list[tuple[str, str]] = []
    if step and step.asks is Asks.CREDIT:
        if grading.question and grading.question.grade:
            choices.append(("enter", "agree"))
        choices += [("s", "shown"), ("p", "partly"), ("n", "not shown")]
    elif step and step.asks is Asks.LOOK:
        last = all(is_graded(q) for q in to_grade(grading.record)) and step.question == to_grade(grading.record)[-1].id
        choices.append(("enter", "finish" if last else "next answer"))
    else:
        choices.append(("0-4", "mark"))
    hide = "hide model answer" if columns >= _SIDE_BY_SIDE else "my answer"
    choices.append(("m", hide if view.model_answer else "model answer"))
    if grading.can_go_back:
        choices.append(("b", "back"))
    return [[], *_choice_rows([*choices, ("q", "leave")], columns)]


def _choice_rows(choices: Iterable[tuple[str, str]], columns: int) -> list[Row]:
    rows: list[Row] = [[]]
    used = 0
    for key, words in choices:
        size = len(key) + len(words) + 3
        if used and used + size > columns:
            rows.append([])
            used = 0
        rows[-1] += [("class:key", f" {key}"), ("", f" {words} ")]
        used += size
    return rows


def _piece_rows(pieces: Line, width: int) -> list[Row]:
    return [[("", "   "), *_fragments(line)] for line in wrapped(pieces, width - 2)]


def _text_rows(text: str, width: int, style: str) -> list[Row]:
    pieces = (Piece(printable(text.strip())),)
    return [[(style, "".join(piece.text for piece in line))] for line in wrapped(pieces, width)]


def _fragments(line: Line) -> Row:
    return [(_STYLES[piece.tone], piece.text) for piece in line]


def _indented(row: Row, blanks: int) -> Row:
    return [("", " " * blanks), *row]


def _shortened(text: str, width: int) -> str:
    if _cells(text) <= width:
        return text
    while text and _cells(text) > width - 3:
        text = text[:-1]
    return text.rstrip() + "..."


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def moved(view: View, screen: Screen, by: int) -> View:
    """The view with its window moved by some rows, as far as there is something to see."""
    return replace(view, top=min(max(0, screen.top + by), screen.last_top))


def plain(rows: Sequence[Row]) -> str:
    """The rows without their styles."""
    return "\n".join("".join(text for _, text in row) for row in rows)
