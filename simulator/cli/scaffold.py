"""`mock-interview bank new`: a skeleton of a question and its rubric, to be filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.bank.model import Difficulty, Kind
from simulator.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_BANK_HEAD = """\
# yaml-language-server: $schema=../docs/schemas/bank.schema.json
topic: {topic}
title: {title}
questions:
"""
_QUESTION = """\
  - id: {id}
    prompt: TODO what the interviewer asks, in one or two sentences
    kind: {kind}
    difficulty: {difficulty}
    topics: [{topic}]
    asked_by: []
    minutes: {minutes}
    sources: [own/{id}]
    rubric: {id}
    model_answer: |
      TODO an answer that would earn full marks
"""
_RUBRIC_HEAD = """\
# yaml-language-server: $schema=../docs/schemas/rubrics.schema.json
rubrics:
"""
_CRITERION = """\
      - id: signal-{number}
        signal: TODO one thing that a strong answer shows, in a sentence
        weight: 1
        sources: []
        probe: TODO what you ask when it is missing, without giving it away?
        shown: |
          # one pattern a line, any of them is enough: two ideas that make a claim
          TODO{number}first TODO{number}second
        accept:
          - TODO{number}first and TODO{number}second, as the textbook says it.
          - TODO{number}first with TODO{number}second, plain and colloquial.
        refuse:
          - TODO{number}first is important.
"""
_MISCONCEPTION = """\
      - id: denies-signal-{number}
        denies: [signal-{number}]
        grave: false
        correction: TODO one kind sentence that says what is true.
        claim: |
          TODO{number}false TODO{number}claim
        says:
          - A sentence with the TODO{number}false TODO{number}claim.
        fine:
          - A true sentence with similar words.
"""
_MINUTES = {Difficulty.EASY: 3, Difficulty.MEDIUM: 5, Difficulty.HARD: 6}
_CRITERIA = 3


@dataclass(frozen=True, slots=True)
class Scaffold:
    """What was written, and where."""

    id: str
    bank: Path
    rubric: Path

    def to_json(self) -> Any:
        return {"id": self.id, "bank": str(self.bank), "rubric": str(self.rubric)}

    def draw(self, console: Console) -> None:
        from rich.text import Text

        from simulator.terminal.text import printable

        for path in (self.bank, self.rubric):
            console.print(Text.assemble("Wrote to ", (printable(str(path)), "cyan")), soft_wrap=True)
        console.print(Text("Fill in each TODO, then: mock-interview bank check", "dim"), soft_wrap=True)


def scaffold(banks: Path, rubrics: Path, id_: str, topic: str, kind: Kind, difficulty: Difficulty) -> Scaffold:
    """Appends a question to banks/TOPIC.yaml and a rubric to rubrics/TOPIC.yaml, which are made if need be.

    The id must be new; callers check. Raises UserError for a bad name or a folder that can't be written.
    """
    for name, what in ((id_, "id"), (topic, "topic")):
        if not _NAME.fullmatch(name):
            raise UserError(
                f"{name!r} is no {what}.", "Use small letters, digits and hyphens: my-question.", exit_code=2
            )
    minutes = 8 if kind is Kind.CODE else _MINUTES[difficulty]
    question = _QUESTION.format(id=id_, kind=kind, difficulty=difficulty, topic=topic, minutes=minutes)
    rubric = (
        f"  - id: {id_}\n    criteria:\n"
        + "".join(_CRITERION.format(number=n) for n in range(1, _CRITERIA + 1))
        + "    misconceptions:\n"
        + "".join(_MISCONCEPTION.format(number=n) for n in range(1, _CRITERIA + 1))
        + "    keyword_lists:\n      - TODO1first, TODO1second, TODO2first, TODO2second, TODO3first, TODO3second\n"
        + "    wrong_answers:\n      - TODO a confident wrong answer, with three false claims or more\n"
    )
    title = topic.replace("-", " ").capitalize()
    made = Scaffold(id_, banks / f"{topic}.yaml", rubrics / f"{topic}.yaml")
    _append(made.bank, _BANK_HEAD.format(topic=topic, title=title), question)
    _append(made.rubric, _RUBRIC_HEAD, rubric)
    return made


def _append(path: Path, head: str, block: str) -> None:
    """Adds a block to the list at the end of a file, which is made with its head if it is not there."""
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else head
        if not before.endswith("\n"):
            before += "\n"
        path.write_text(before + ("\n" if before != head else "") + block, encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"{path} can't be written: {error.strerror}.", "Choose folders of your own with --banks and --rubrics."
        ) from None
