"""What authors are told about a criterion that was not shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.grading.explain import describe, near_misses
from simulator.grading.grader import compile_rubric
from simulator.grading.pattern import Synonyms, parse
from tests.grading.samples import RUBRIC, criterion


def said(pattern: str, answer: str) -> list[str]:
    rubric = replace(RUBRIC, criteria=(criterion("c", pattern),), misconceptions=())
    misses = near_misses(compile_rubric(rubric, Synonyms()), Synonyms(), "", answer)
    return [str(miss) for miss in misses["c"]]


@pytest.mark.parametrize(
    ("pattern", "answer", "expected"),
    [
        ("lock (memory | ram)", "There is a lock on it.", ["nothing for (memory | ram)"]),
        ("lock memory", "There is no lock on memory.", ["lock is there, but negated; memory is there, but negated"]),
        ("lock memory", "There is a lock. There is memory.", ["all parts are there, but not in one sentence"]),
        ("[near 2] lock memory", "A lock is what guards all memory.", ["all parts are there, but not within 2 words"]),
        ("lock memory unless disk", "The lock is on memory and disk.", ["ruled out by unless disk"]),
        ("lock not share", "The lock is shared.", ["nothing for not share"]),
        ("lock memory", "The lock guards memory.", []),
        ("lock memory", "Something else.", []),
    ],
)
def test_what_stopped_a_pattern(pattern: str, answer: str, expected: list[str]) -> None:
    assert said(pattern, answer) == expected


@pytest.mark.parametrize(
    "line",
    ["a (b | c d)", '"x y" `f.g`', "2 of (a | b)", "a .. b", "not a maybe not (b | c)", "word!", "w* *d"],
)
def test_parts_are_described_as_they_are_written(line: str) -> None:
    line = line.replace("w* *d", "wo* *rd")
    assert " ".join(describe(part) for part in parse(line).parts) == line


def test_long_lists_are_cut() -> None:
    assert describe(parse("(a | b | c | d | e)").parts[0]) == "(a | b | c | d | ...)"
