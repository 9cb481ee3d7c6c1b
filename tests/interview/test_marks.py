"""Self-grades from a file, and its errors."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import UserError
from simulator.interview.answers import ScriptedAnswer
from simulator.interview.marks import MarksError, parse, read
from simulator.interview.selfgrading import OwnGrade
from simulator.transcript.state import InterviewRecord
from tests.held import hold, record


@pytest.fixture(scope="module")
def interview(tmp_path_factory: pytest.TempPathFactory) -> InterviewRecord:
    home = tmp_path_factory.mktemp("held")
    answers = {"q1": ScriptedAnswer("apple"), "q2": ScriptedAnswer("banana")}
    return record(home, hold(home, answers, questions=("q1", "q2", "q3")))


def test_questions_are_named_by_id_source_key_or_number(interview: InterviewRecord) -> None:
    text = "004/google/q1: {mark: 3, credits: {apple: 1, banana: 0.5, cherry: 0}}\n2:\n  mark: 0\n"
    assert parse(text, "m.yaml", interview) == {
        "q1": OwnGrade(3, {"apple": 1.0, "banana": 0.5, "cherry": 0.0}),
        "q2": OwnGrade(0),
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("q1: {mark: 5}\n", "m.yaml:1:12: mark is 5; write a whole number from 0 to 4"),
        ("q1: {mark: good}\n", "m.yaml:1:12: mark must be a whole number"),
        ("q1: {}\n", "m.yaml:1:5: a self-grade has no mark"),
        ("q1: 3\n", "m.yaml:1:5: a self-grade must be a mapping"),
        ("q1: {mark: 1, credits: {aple: 1}}\n", "no criterion 'aple'; did you mean apple?"),
        ("q1: {mark: 1, credits: {apple: 0.7}}\n", "m.yaml:1:32: a credit must be 0, 0.5 or 1"),
        ("q1: {mark: 1, credits: {apple: [1]}}\n", "m.yaml:1:32: a credit must be 0, 0.5 or 1"),
        ("q1: {mark: 1, credits: [1]}\n", "m.yaml:1:24: credits must be a mapping"),
        ("q1: {mark: 1}\n1: {mark: 2}\n", "m.yaml:2:1: '1' is the question q1, graded above"),
        ("q3: {mark: 1}\n", "the question q3 was passed, so there is nothing to grade"),
        ("q11: {mark: 1}\n", "m.yaml:1:1: this interview has no question 'q11'; did you mean q1?"),
        ("- q1\n", "m.yaml:1:1: the marks must be a mapping"),
        ("q1: 'x\n", "this is not YAML"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(interview: InterviewRecord, text: str, said: str) -> None:
    with pytest.raises(MarksError) as caught:
        parse(text, "m.yaml", interview)
    assert said in "\n".join(map(str, caught.value.problems))


def test_a_file_that_is_not_there_is_no_crash(interview: InterviewRecord, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Cannot read"):
        read(tmp_path / "none.yaml", interview)


@given(
    text=st.text(max_size=60)
    | st.lists(st.sampled_from(["q1", ":", " ", "{", "mark", "3", "}", "\n", "credits", "[", "1"])).map("".join)
)
def test_any_text_gives_self_grades_or_a_clear_error(text: str, interview: InterviewRecord) -> None:
    with suppress(UserError):
        parse(text, "m.yaml", interview)
