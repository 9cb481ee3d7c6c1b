"""A rubric held against its own examples, and against the model answers of other questions."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.bank.check import RubricCheck
from simulator.bank.library import Library
from simulator.bank.model import Question, Rubric
from simulator.bank.problem import ContentError, Problem
from simulator.grading.grader import CompiledRubric, Grader, grade, grader_for
from simulator.grading.result import Grade
from simulator.grading.sound import patterns_are_sound

MOST_FOR_NOTHING = 15
"""What a keyword list or a confident wrong answer must score less than."""
LEAST_FOR_MODEL_ANSWER = 95
LEAST_TO_REPORT = 50
"""The score from which the model answer of another question is reported."""


def example_checks(library: Library) -> tuple[RubricCheck, ...]:
    """The checks that need grading. They share compiled rubrics, so make them once for a library."""
    grader = grader_for(library)

    def examples_hold(rubric: Rubric, library: Library) -> Iterator[Problem]:
        """Every example of the rubric earns what it must."""
        compiled = _compiled(grader, rubric, library)
        if compiled is not None:
            yield from _examples(compiled, tuple(_askers(rubric, library)))

    def keeps_to_its_field(rubric: Rubric, library: Library) -> Iterator[Problem]:
        """The model answers of other questions earn little here."""
        compiled = _compiled(grader, rubric, library)
        if compiled is not None:
            yield from _strangers(compiled, library)

    return patterns_are_sound, examples_hold, keeps_to_its_field


def _askers(rubric: Rubric, library: Library) -> Iterator[Question]:
    return (question for question in library.questions.values() if question.rubric == rubric.id)


def _compiled(grader: Grader, rubric: Rubric, library: Library) -> CompiledRubric | None:
    asker = next(_askers(rubric, library), None)
    if asker is None:
        return None
    try:
        return grader.rubric(asker)
    except ContentError:
        return None


def _examples(compiled: CompiledRubric, askers: tuple[Question, ...]) -> Iterator[Problem]:
    rubric = compiled.rubric
    prompt = askers[0].prompt

    def graded(answer: str) -> Grade:
        return grade(compiled, prompt, answer)

    for number, criterion in enumerate(rubric.criteria):
        for answer in criterion.accept:
            got = graded(answer).criteria[number]
            if got.credit < 1:
                what = f"{criterion.id} gives {got.credit:g} instead of 1 to {_short(answer)}"
                yield Problem(criterion.place, what, f"{got.why_not} Widen a pattern under shown:")
        for answer in criterion.refuse:
            got = graded(answer).criteria[number]
            if got.credit == 1:
                words = " ... ".join(answer[span.start : span.end] for span in got.evidence)
                what = f"{criterion.id} gives full credit to {_short(answer)} for {words!r}"
                yield Problem(criterion.place, what, "narrow that pattern under shown:")
    for misconception in rubric.misconceptions:
        for answer in misconception.says:
            if misconception.id not in _found(graded(answer)):
                what = f"{misconception.id} is not found in {_short(answer)}"
                yield Problem(misconception.place, what, "widen a pattern under claim:")
        for answer in misconception.fine:
            if misconception.id in _found(graded(answer)):
                what = f"{misconception.id} is found in {_short(answer)}"
                yield Problem(misconception.place, what, "narrow that pattern under claim:")
    for answers, name in ((rubric.keyword_lists, "keyword list"), (rubric.wrong_answers, "wrong answer")):
        for answer in answers:
            result = graded(answer)
            if result.score >= MOST_FOR_NOTHING:
                what = f"the {name} {_short(answer)} scores {result.score:g}"
                todo = f"it must score under {MOST_FOR_NOTHING}: see what earned it with 'mock-interview bank try'"
                yield Problem(rubric.place, what, todo)
    for asker in askers:
        result = grade(compiled, asker.prompt, asker.model_answer)
        if result.score < LEAST_FOR_MODEL_ANSWER:
            missing = ", ".join(c.criterion for c in result.criteria if c.credit < 1)
            claims = ", ".join(_found(result))
            why = "; ".join(filter(None, (missing and f"not shown: {missing}", claims and f"found: {claims}")))
            what = f"the model answer of {asker.id} scores {result.score:g} ({why})"
            yield Problem(asker.place, what, f"it must score at least {LEAST_FOR_MODEL_ANSWER}: mend it or the rubric")


def _strangers(compiled: CompiledRubric, library: Library) -> Iterator[Problem]:
    rubric = compiled.rubric
    for question in library.questions.values():
        other = library.rubrics.get(question.rubric)
        if other is None or other.id == rubric.id or other.id in rubric.akin or rubric.id in other.akin:
            continue
        result = grade(compiled, "", question.model_answer)
        if result.score >= LEAST_TO_REPORT:
            earned = ", ".join(c.criterion for c in result.criteria if c.credit)
            what = f"the model answer of {question.id} scores {result.score:g} here ({earned})"
            todo = f"narrow those criteria, or, if both are about the same matter, add {other.id} to akin:"
            yield Problem(rubric.place, what, todo)


def _found(result: Grade) -> tuple[str, ...]:
    return tuple(m.misconception for m in result.misconceptions)


def _short(text: str, most: int = 90) -> str:
    joined = " ".join(text.split())
    return repr(joined if len(joined) <= most else f"{joined[: most - 3]}...")
