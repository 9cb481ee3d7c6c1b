"""Self-grades from a YAML file: by question a mark and a credit for each criterion."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.bank.problem import Problem
from simulator.errors import UserError
from simulator.interview.selfgrading import OwnGrade, to_grade
from simulator.transcript.events import MARKS
from simulator.transcript.state import InterviewRecord, QuestionRecord

if TYPE_CHECKING:
    import yaml

    from simulator.bank.sheet import Sheet

_CREDITS = {"0": 0.0, "0.0": 0.0, "0.5": 0.5, ".5": 0.5, "1": 1.0, "1.0": 1.0}


class MarksError(UserError):
    """The file of marks can't be used; `problems` says where and what to do."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        count = "a problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__(f"The file of marks has {count}; nothing was saved.", "Mend it and try again.")
        self.problems = problems


def read(path: Path, record: InterviewRecord) -> Mapping[str, OwnGrade]:
    """The self-grades in a YAML file for this interview's answers, by question id. Raises UserError, MarksError."""
    from simulator.bank import source

    try:
        size = path.stat().st_size
    except OSError as problem:
        raise UserError(f"Cannot read {path}: {problem.strerror}.", "Give --marks the path of a YAML file.") from None
    text = source.read(source.Found(str(path), size, 0))
    if isinstance(text, Problem):
        raise MarksError((text,))
    return parse(text, str(path), record)


def parse(text: str, name: str, record: InterviewRecord) -> Mapping[str, OwnGrade]:
    """The self-grades in YAML text, by question id; `name` stands for the file in errors. Raises MarksError.

    A question is named by its id, a source key or its number in the interview.
    """
    from simulator.bank.sheet import Sheet
    from simulator.bank.tree import grow

    root = grow(name, text)
    if isinstance(root, Problem):
        raise MarksError((root,))
    sheet = Sheet(name, text.split("\n"))
    questions = {key: q for q in record.questions for key in (q.id, str(q.number), *q.question.sources)}
    grades: dict[str, OwnGrade] = {}
    places = _key_nodes(root)
    for key, node in sheet.entries(root, "the marks").items():
        q = questions.get(key)
        if q is None:
            sheet.note(places[key], f"this interview has no question {key!r}", _near(key, record))
        elif q.id in grades:
            sheet.note(places[key], f"{key!r} is the question {q.id}, graded above", "keep one of them")
        elif not q.answered or q.passed:
            what = "was passed" if q.passed else "is not answered yet"
            sheet.note(places[key], f"the question {q.id} {what}, so there is nothing to grade", "leave it out")
        else:
            grades[q.id] = _grade(sheet, node, q)
    if sheet.problems:
        raise MarksError(tuple(sheet.problems))
    return grades


def _grade(sheet: Sheet, node: yaml.Node, q: QuestionRecord) -> OwnGrade:
    from simulator.bank.sheet import near

    fields = sheet.fields(node, "a self-grade", ("mark",), ("credits",))
    mark = sheet.number(fields.get("mark"), "mark", MARKS[0], MARKS[-1]) if "mark" in fields else None
    given: dict[str, float] = {}
    known = [c.id for c in q.question.criteria]
    places = _key_nodes(fields["credits"]) if "credits" in fields else {}
    for criterion, value in sheet.entries(fields.get("credits"), "credits").items():
        if criterion in known:
            given[criterion] = _credit(sheet, value)
        else:
            sheet.note(places[criterion], f"the question {q.id} has no criterion {criterion!r}", near(criterion, known))
    return OwnGrade(mark, given)


def _credit(sheet: Sheet, node: yaml.Node) -> float:
    credit = _CREDITS.get(str(node.value))
    if credit is None:
        sheet.note(node, "a credit must be 0, 0.5 or 1", "write 1 for shown, 0.5 for partly, 0 for not shown")
    return credit or 0.0


def _near(key: str, record: InterviewRecord) -> str:
    from simulator.bank.sheet import near

    return near(key, [q.id for q in to_grade(record)], f"`mock-interview review {record.id} --json` shows their ids")


def _key_nodes(node: yaml.Node) -> Mapping[str, yaml.Node]:
    import yaml

    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): key for key, _ in reversed(node.value)}
