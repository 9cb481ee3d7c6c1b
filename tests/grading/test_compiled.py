"""What is compiled says the same as what is written in Python, which is the one that says what is right."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.bank.loader import load
from simulator.bank.model import Rubric
from simulator.grading import columns, compiled, matcher
from simulator.grading.analysis import analyse
from simulator.grading.chunk import chunks_of
from simulator.grading.grader import synonyms_of
from simulator.grading.language import CLAUSE_WORDS, HARD_NEGATORS, SOFT_NEGATORS
from simulator.grading.pattern import parse
from simulator.grading.pattern_set import Matcher, PatternSet, Reading
from simulator.grading.text import Text
from tests.grading.matchers import needs_compiled

pytestmark = needs_compiled
ROOT = Path(__file__).parents[2]
LIBRARY = load()
SYNONYMS = synonyms_of(LIBRARY)
RUBRICS = sorted(LIBRARY.rubrics.values(), key=lambda rubric: rubric.id)


@cache
def both(rubric: Rubric) -> tuple[int, Matcher, Matcher]:
    """How many patterns a rubric has, and the two matchers."""
    patterns = PatternSet()
    count = 0
    for lines, strict in _lines(rubric):
        patterns.add([parse(line.text, SYNONYMS) for line in lines], strict)
        count += len(lines)
    return count, patterns.matcher(matcher.Matcher), patterns.matcher(compiled.quickest("matcher").Matcher)


def _lines(rubric: Rubric) -> Iterator[tuple[tuple, bool]]:  # type: ignore[type-arg]
    for criterion in rubric.criteria:
        yield criterion.shown, False
        yield criterion.partly, False
    for misconception in rubric.misconceptions:
        yield misconception.claim, True


def texts_of(rubric: Rubric) -> list[str]:
    """What the rubric's own examples say, right, wrong and empty."""
    said = [text for c in rubric.criteria for text in (*c.accept, *c.refuse)]
    said += [text for m in rubric.misconceptions for text in (*m.says, *m.fine)]
    return [*said, *rubric.keyword_lists, *rubric.wrong_answers]


def what_is_found(count: int, reading: Reading) -> list[object]:
    return [[s.first for s in reading.topical()], *[reading.first_found(1 << pattern) for pattern in range(count)]]


def agree(rubric: Rubric, answer: str, left_out: set[int]) -> None:
    count, in_python, in_c = both(rubric)
    text = analyse(answer)
    numbers = range(len(text.sentences))
    one, other = in_python.read(text, numbers), in_c.read(text, numbers)
    assert what_is_found(count, one) == what_is_found(count, other)
    assert what_is_found(count, one.without(left_out)) == what_is_found(count, other.without(left_out))


@pytest.mark.parametrize("rubric", RUBRICS, ids=lambda rubric: rubric.id)
def test_on_a_rubric_s_own_examples(rubric: Rubric) -> None:
    examples = texts_of(rubric)
    for answer in (*examples, " ".join(examples)):
        agree(rubric, answer, {1})


TURNS = sorted(HARD_NEGATORS | SOFT_NEGATORS | CLAUSE_WORDS)
MARKS = [",", ".", ";", "...", "(", ")", "-", "=", "==", "->", "\n", "\n    ", "people think", "not only", "`", ", but"]


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_on_shuffled_words_with_negations_and_marks(data: st.DataObject) -> None:
    rubric = data.draw(st.sampled_from(RUBRICS))
    words = sorted({word for text in texts_of(rubric) for word in text.split(" ")})
    pieces = st.sampled_from(texts_of(rubric)) | st.lists(st.sampled_from([*words, *TURNS, *MARKS])).map(" ".join)
    answer = " ".join(data.draw(st.lists(pieces, max_size=6)))
    agree(rubric, answer, data.draw(st.sets(st.integers(0, 5))))


@given(st.lists(st.text() | st.sampled_from([*MARKS, "e.g.", "etc .", "f(x)", "O(n log n)", "w/o"])), st.booleans())
def test_columns_of_any_text(pieces: list[str], is_code: bool) -> None:
    chunks = chunks_of(" ".join(pieces))
    ends = sorted(random.Random(len(pieces)).sample(range(len(chunks)), len(chunks) // 3))
    texts = []
    for module in (columns, compiled.quickest("columns")):
        text = Text("")
        for _ in range(2):
            module.append_columns(text, chunks, ends, is_code)
        texts.append(text)
    assert texts[0] == texts[1]


def test_reading_answers_keeps_no_memory() -> None:
    rubric = RUBRICS[0]
    count, _, in_c = both(rubric)
    texts = [analyse(answer) for answer in texts_of(rubric)]

    def read() -> None:
        for text in texts:
            numbers = range(len(text.sentences))
            what_is_found(count, in_c.read(text, numbers).without({0}))

    read()
    tracemalloc.start()
    read()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(20):
        read()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 10_000


def in_use(checkout: Path, **environment: str) -> list[str]:
    """The matcher that a program in that folder uses, and why it is not the compiled one."""
    code = "from simulator.grading.compiled import *; print(quickest('matcher').__name__); print(why_not())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=checkout,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_it_can_be_switched_off() -> None:
    assert in_use(ROOT) == ["simulator.grading.compiled.matcher", ""]
    switched_off = in_use(ROOT, MOCK_INTERVIEW_NO_COMPILED="1")
    assert switched_off == ["simulator.grading.matcher", "MOCK_INTERVIEW_NO_COMPILED is set"]


def test_it_is_not_used_once_its_source_has_changed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "simulator", tmp_path / "simulator")
    assert in_use(tmp_path) == ["simulator.grading.compiled.matcher", ""]
    (tmp_path / "simulator/grading/compiled/matcher.pyx").touch()
    assert in_use(tmp_path) == ["simulator.grading.matcher", "its source has changed since it was installed"]
