"""A small rubric for the tests of grading, built from the types themselves."""

from __future__ import annotations

from simulator.bank.model import Criterion, Misconception, PatternLine, Place, Rubric
from simulator.grading.grader import CompiledRubric, compile_rubric
from simulator.grading.pattern import Synonyms

PLACE = Place("rubrics/test.yaml", 1, 1)
PROMPT = "How do lists and generators differ, and when would you use which?"


def lines(*patterns: str) -> tuple[PatternLine, ...]:
    return tuple(PatternLine(text, PLACE) for text in patterns)


def criterion(id_: str, *shown: str, partly: tuple[str, ...] = (), weight: int = 1) -> Criterion:
    return Criterion(
        id=id_,
        signal=f"Shows {id_}.",
        weight=weight,
        sources=(),
        probe=f"What about {id_}?",
        shown=lines(*shown),
        partly=lines(*partly),
        accept=(),
        refuse=(),
        place=PLACE,
    )


def misconception(id_: str, *claim: str, denies: tuple[str, ...] = (), grave: bool = False) -> Misconception:
    return Misconception(
        id=id_,
        denies=denies,
        grave=grave,
        correction=f"Not so: {id_}.",
        claim=lines(*claim),
        says=(),
        fine=(),
        place=PLACE,
    )


RUBRIC = Rubric(
    id="generators",
    criteria=(
        criterion("lazy", '(generator | it) ("one at a time" | lazy | lazily | "on demand")', partly=("lazy",)),
        criterion("memory", "list (whole | every* | all) memory", "not (hold | keep | store) list", weight=2),
        criterion("once", "(consume | exhaust | iterate) (once | again)"),
    ),
    misconceptions=(
        misconception("eager", "generator (everything | all) (first | front | immediate)", denies=("lazy",)),
        misconception("bigger", "generator (more | most) memory", denies=("memory",)),
        misconception("forever", "generator (again | twice | forever) reuse", grave=True),
    ),
    keyword_lists=("generator, iterator, yield, lazy evaluation",),
    wrong_answers=(),
    place=PLACE,
)


def compiled() -> CompiledRubric:
    return compile_rubric(RUBRIC, Synonyms())
