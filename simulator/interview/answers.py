"""Scripted answers: an interview without a terminal, from a YAML file of answers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.bank.library import Library
from simulator.bank.problem import Problem
from simulator.errors import UserError
from simulator.interview.session import Interview, Stage
from simulator.transcript.state import InterviewRecord

if TYPE_CHECKING:
    import yaml

    from simulator.bank.sheet import Sheet


@dataclass(frozen=True, slots=True)
class ScriptedAnswer:
    """What is answered to one question, and how long it takes."""

    text: str
    seconds: float = 0.0
    """Beyond the question's limit it is a time-out, and the text still counts as it stands."""
    probe: str = ""
    """What is answered to the probe, if there is one; empty for a pass."""


class AnswersError(UserError):
    """The file of answers can't be used; `problems` says where and what to do."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)), "Mend the file of answers and try again.")
        self.problems = problems


def read(path: Path, library: Library) -> Mapping[str, ScriptedAnswer]:
    """The answers in a YAML file, by question id. Raises AnswersError."""
    from simulator.bank import source

    try:
        size = path.stat().st_size
    except OSError as problem:
        raise UserError(f"Cannot read {path}: {problem.strerror}.", "Give --answers the path of a YAML file.") from None
    text = source.read(source.Found(str(path), size, 0))
    if isinstance(text, Problem):
        raise AnswersError((text,))
    return parse(text, str(path), library)


def parse(text: str, name: str, library: Library) -> Mapping[str, ScriptedAnswer]:
    """The answers in YAML text, by question id; `name` stands for the file in errors. Raises AnswersError."""
    from simulator.bank.sheet import Sheet
    from simulator.bank.tree import grow

    if not text.strip():
        return {}
    root = grow(name, text)
    if isinstance(root, Problem):
        raise AnswersError((root,))
    sheet = Sheet(name, text.split("\n"))
    answers: dict[str, ScriptedAnswer] = {}
    places = _key_nodes(root)
    for key, node in sheet.entries(root, "the answers").items():
        question = library.find(key)
        if question is None:
            sheet.note(places[key], f"there is no question {key!r}", _near(key, library))
        elif question.id in answers:
            sheet.note(places[key], f"{key!r} is the question {question.id}, answered above", "keep one of them")
        else:
            answers[question.id] = _answer(sheet, node)
    if sheet.problems:
        raise AnswersError(tuple(sheet.problems))
    return answers


def run_scripted(interview: Interview, answers: Mapping[str, ScriptedAnswer], now: float = 0.0) -> InterviewRecord:
    """Run the interview, begun or not, to its end with these answers (by question id), on a clock of its own that
    starts at `now`. A question without an answer is passed."""
    if interview.stage is Stage.READY:
        interview.begin(now)
    while interview.stage is not Stage.FINISHED:
        q = interview.current
        if interview.stage is Stage.OPENING:
            interview.proceed(now)
        elif interview.stage is Stage.PAUSED or q is None:
            interview.go_on(now)
        elif interview.stage is Stage.PROBE:
            scripted = answers.get(q.id)
            interview.submit(scripted.probe if scripted else "", now)
        elif q.id in answers:
            now = _answer_question(interview, answers[q.id], now)
        else:
            interview.pass_(now)
    return interview.record


def _answer_question(interview: Interview, scripted: ScriptedAnswer, now: float) -> float:
    """Gives the answer; returns the time when it is done."""
    deadline = interview.deadline
    if deadline is not None and now + scripted.seconds > deadline:
        interview.draft(scripted.text, now)
        interview.tick(deadline)
        return deadline
    interview.submit(scripted.text, now + scripted.seconds)
    return now + scripted.seconds


def _answer(sheet: Sheet, node: yaml.Node) -> ScriptedAnswer:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return ScriptedAnswer(_text(sheet, node))
    fields = sheet.fields(node, "an answer", ("answer",), ("seconds", "probe"))
    return ScriptedAnswer(
        text=_text(sheet, fields.get("answer")),
        seconds=_seconds(sheet, fields.get("seconds")),
        probe=_text(sheet, fields.get("probe")),
    )


def _text(sheet: Sheet, node: yaml.Node | None) -> str:
    """What was written, be it a number or a yes: an answer needs no quotes. Nothing is a pass."""
    import yaml

    from simulator.bank.tree import kind_of

    if node is None:
        return ""
    if not isinstance(node, yaml.ScalarNode):
        sheet.note(node, "an answer must be text", "write it after the key, or as a block after |")
        return ""
    return "" if kind_of(node) == "null" else str(node.value)


def _seconds(sheet: Sheet, node: yaml.Node | None) -> float:
    if node is None:
        return 0.0
    try:
        seconds = float(str(node.value))
    except ValueError:
        seconds = math.nan
    if not (math.isfinite(seconds) and seconds >= 0):
        sheet.note(node, "seconds must be a number that is not negative", "write seconds: 90")
        return 0.0
    return seconds


def _key_nodes(root: yaml.Node) -> Mapping[str, yaml.Node]:
    import yaml

    if not isinstance(root, yaml.MappingNode):
        return {}
    return {str(key.value): key for key, _ in reversed(root.value)}


def _near(key: str, library: Library) -> str:
    from difflib import get_close_matches

    known = [*library.questions, *(s for q in library.questions.values() for s in q.sources)]
    found = get_close_matches(key.lower(), known, n=1)
    return f"did you mean {found[0]}?" if found else "`mock-interview bank list` shows the ids there are"
