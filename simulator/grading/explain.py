"""For authors of rubrics: what stopped a criterion from being shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from simulator.bank.library import Library
from simulator.bank.model import PatternLine, Question
from simulator.grading.analysis import analyse
from simulator.grading.claims import claiming_sentences
from simulator.grading.grader import CompiledRubric, compile_rubric, grade, synonyms_of
from simulator.grading.matcher import Matcher
from simulator.grading.pattern import (
    AllOf,
    AnyOf,
    AtLeast,
    Code,
    EitherWay,
    InOrder,
    Negated,
    Node,
    Pattern,
    Phrase,
    Scope,
    Synonyms,
    Word,
    parse,
)
from simulator.grading.pattern_set import PatternSet
from simulator.grading.result import Grade
from simulator.grading.text import Text


class Obstacle(StrEnum):
    """Why a pattern does not hold."""

    MISSING = "missing"
    NEGATED = "negated"
    APART = "apart"
    RULED_OUT = "ruled out"


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A pattern that nearly held."""

    line: PatternLine
    found: tuple[str, ...]
    """The parts that are there, as written in the pattern."""
    stopped_by: tuple[tuple[Obstacle, str], ...]
    """What stands in the way: the obstacle, and the part or scope."""

    def __str__(self) -> str:
        return "; ".join(_SAID[obstacle].format(part) for obstacle, part in self.stopped_by)


@dataclass(frozen=True, slots=True)
class Trial:
    """An answer's grade, with what stopped the criteria that were not shown."""

    question: Question
    signals: tuple[str, ...]
    answer: str
    grade: Grade
    near: Mapping[str, tuple[NearMiss, ...]]


class Trier:
    """Tries answers on one question's rubric. Raises ContentError when made, if a pattern is bad."""

    def __init__(self, library: Library, question: Question) -> None:
        self._question = question
        self._synonyms = synonyms_of(library)
        self._rubric = compile_rubric(library.rubrics[question.rubric], self._synonyms)

    def trial(self, answer: str) -> Trial:
        """The answer's trial."""
        return Trial(
            self._question,
            tuple(criterion.signal for criterion in self._rubric.rubric.criteria),
            answer,
            grade(self._rubric, self._question.prompt, answer),
            near_misses(self._rubric, self._synonyms, self._question.prompt, answer),
        )


_SAID = {
    Obstacle.MISSING: "nothing for {}",
    Obstacle.NEGATED: "{} is there, but negated",
    Obstacle.APART: "all parts are there, but not {}",
    Obstacle.RULED_OUT: "ruled out by unless {}",
}
_SCOPES = {
    Scope.SENTENCE: "in one sentence",
    Scope.CLAUSE: "in one clause",
    Scope.TWO_SENTENCES: "in two sentences",
    Scope.ANSWER: "in that order",
    Scope.CODE: "in a block of code",
}


def near_misses(
    rubric: CompiledRubric, synonyms: Synonyms, prompt: str, answer: str, most: int = 2
) -> dict[str, tuple[NearMiss, ...]]:
    """For each criterion (by id), the patterns under `shown` that came nearest; none if one held or none was near."""
    text = analyse(answer)
    sentences, _ = claiming_sentences(text, prompt)
    out: dict[str, tuple[NearMiss, ...]] = {}
    for compiled in rubric.criteria:
        criterion = compiled.criterion
        misses: list[tuple[float, int, NearMiss]] = []
        for number, line in enumerate(criterion.shown):
            miss = _miss(line, parse(line.text, synonyms), text, sentences)
            if miss is None:
                misses = []
                break
            nearness = _nearness(miss)
            if nearness:
                misses.append((-nearness, number, miss))
        out[criterion.id] = tuple(miss for _, _, miss in sorted(misses, key=lambda m: m[:2])[:most])
    return out


def _nearness(miss: NearMiss) -> float:
    """From 0, nothing of the pattern is there, to 1, all of it."""
    there = len(miss.found) + sum(obstacle is Obstacle.NEGATED for obstacle, _ in miss.stopped_by) / 2
    parts = len(miss.found) + sum(o in (Obstacle.MISSING, Obstacle.NEGATED) for o, _ in miss.stopped_by)
    return there / parts


def _miss(line: PatternLine, pattern: Pattern, text: Text, sentences: list[int]) -> NearMiss | None:
    """Why the pattern does not hold; None if it does."""
    if _holds(pattern, text, sentences):
        return None
    found: list[str] = []
    stopped: list[tuple[Obstacle, str]] = []
    for part in pattern.parts:
        alone = Pattern(Scope.SENTENCE, 0, (part,), None)
        if _holds(alone, text, sentences):
            found.append(describe(part))
        elif not isinstance(part, Negated) and _holds(_either_way(alone), text, sentences):
            stopped.append((Obstacle.NEGATED, describe(part)))
        else:
            stopped.append((Obstacle.MISSING, describe(part)))
    if not stopped:
        free = Pattern(pattern.scope, pattern.distance, pattern.parts, None)
        if pattern.unless is not None and _holds(free, text, sentences):
            stopped.append((Obstacle.RULED_OUT, describe(pattern.unless)))
        else:
            where = f"within {pattern.distance} words" if pattern.scope is Scope.NEAR else _SCOPES[pattern.scope]
            stopped.append((Obstacle.APART, where))
    return NearMiss(line, tuple(found), tuple(stopped))


def _either_way(pattern: Pattern) -> Pattern:
    return Pattern(pattern.scope, pattern.distance, tuple(EitherWay(part) for part in pattern.parts), None)


def _holds(pattern: Pattern, text: Text, sentences: list[int]) -> bool:
    patterns = PatternSet()
    group = patterns.add([pattern])
    # What is asked once is sooner asked in Python than brought into the form that the compiled matcher needs.
    return patterns.matcher(Matcher).read(text, sentences).first_found(group) is not None


_MOST_ALTERNATIVES = 4


def describe(node: Node) -> str:
    """A part of a pattern as an author would write it, long lists of alternatives shortened."""
    match node:
        case Word():
            return node.text + ("!" if node.exact else "")
        case Phrase():
            return '"' + " ".join(node.words) + '"'
        case Code():
            return f"`{node.text}`"
        case AllOf():
            return " ".join(describe(part) for part in node.parts)
        case AnyOf():
            return f"({_listed(node.parts)})"
        case AtLeast():
            return f"{node.count} of ({_listed(node.parts)})"
        case InOrder():
            return " .. ".join(describe(part) for part in node.parts)
        case Negated():
            return f"not {describe(node.part)}"
        case EitherWay():
            return f"maybe not {describe(node.part)}"


def _listed(parts: tuple[Node, ...]) -> str:
    shown = [describe(part) for part in parts[:_MOST_ALTERNATIVES]]
    return " | ".join([*shown, "..."] if len(parts) > _MOST_ALTERNATIVES else shown)
