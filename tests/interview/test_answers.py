"""Scripted answers: the file, its errors, and the same interview without a terminal."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.bank.library import Library, Shelf
from simulator.errors import UserError
from simulator.interview.answers import AnswersError, ScriptedAnswer, parse, read, run_scripted
from simulator.transcript.events import How
from tests.builders import question
from tests.interview.test_session import Sink, new

LIBRARY = Library({}, {i: question(i) for i in ("q1", "q2", "q3")}, lambda: Shelf({}, {}))


def test_answers_are_text_or_a_mapping_by_id_or_source_key():
    text = "q1: apple\n004/google/q2:\n  answer: |\n    banana\n    cherry\n  seconds: 12.5\n  probe: hm\n"
    text += "q3: {answer: 42}\n"
    assert parse(text, "a.yaml", LIBRARY) == {
        "q1": ScriptedAnswer("apple"),
        "q2": ScriptedAnswer("banana\ncherry\n", 12.5, "hm"),
        "q3": ScriptedAnswer("42"),
    }


@pytest.mark.parametrize("text", ["", "  \n", "# nothing\n"])
def test_an_empty_file_passes_everything(text):
    if text.strip():
        with pytest.raises(AnswersError, match="empty"):
            parse(text, "a.yaml", LIBRARY)
    else:
        assert parse(text, "a.yaml", LIBRARY) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "q1: apple\n004/gogle/q2: x\n",
            "a.yaml:2:1: there is no question '004/gogle/q2'; did you mean 004/google/q2?",
        ),
        ("zzzzzz: x\n", "a.yaml:1:1: there is no question 'zzzzzz'; `mock-interview bank list`"),
        ("q1: x\n004/google/q1: y\n", "a.yaml:2:1: '004/google/q1' is the question q1, answered above"),
        ("q1: x\nq1: y\n", "a.yaml:2:1: 'q1' is written twice"),
        ("q1: {answer: x, seconds: soon}\n", "a.yaml:1:26: seconds must be a number"),
        ("q1: {answer: x, seconds: -1}\n", "a.yaml:1:26: seconds must be a number"),
        ("q1: {answer: x, seconds: .inf}\n", "a.yaml:1:26: seconds must be a number"),
        ("q1: {answer: x, second: 1}\n", "a.yaml:1:17: an answer has no field 'second'; did you mean seconds?"),
        ("q1: [x]\n", "a.yaml:1:5: an answer must be"),
        ("- q1\n", "a.yaml:1:1: the answers must be a mapping"),
        ("q1: 'x\n", "a.yaml:1:5: this is not YAML"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, said):
    with pytest.raises(AnswersError) as caught:
        parse(text, "a.yaml", LIBRARY)
    assert str(caught.value).startswith(said)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    with suppress(AnswersError):
        assert set(parse(text, "a.yaml", LIBRARY)) <= set(LIBRARY.questions)


def test_a_file_is_read_or_the_reason_is_said(tmp_path):
    path = tmp_path / "answers.yaml"
    with pytest.raises(UserError, match="Cannot read"):
        read(path, LIBRARY)
    path.write_bytes(b"q1: \xff\n")
    with pytest.raises(AnswersError, match=":1:5: this byte is not UTF-8"):
        read(path, LIBRARY)
    path.write_text("q1: apple\n", "utf-8")
    assert read(path, LIBRARY) == {"q1": ScriptedAnswer("apple")}


def run(answers, *rounds, **options):
    interview, sink = new(*rounds, **options)
    return run_scripted(interview, answers), sink


def test_a_scripted_interview_comes_to_its_end_with_times_as_written():
    record, sink = run(
        {"q1": ScriptedAnswer("apple banana cherry", 100), "q3": ScriptedAnswer("banana", 10, "cherry")},
        ("q1", "q2"),
        ("q3",),
    )
    assert record.finished
    assert [(q.how, q.used) for q in record.questions] == [(How.SUBMITTED, 100), (How.PASSED, 0), (How.SUBMITTED, 10)]
    assert [q.score for q in record.questions] == [100, 0, pytest.approx(350 / 6)]
    assert sink.names().count("probed") == 1


def test_seconds_beyond_the_limit_are_a_time_out_and_the_text_counts():
    record, sink = run({"q1": ScriptedAnswer("apple", 240.1), "q2": ScriptedAnswer("apple", 240)})
    assert [(q.how, q.used) for q in record.questions] == [(How.TIMED_OUT, 240), (How.SUBMITTED, 240)]
    assert record.questions[0].score == pytest.approx(100 / 6)
    assert "probed" not in sink.names()


def test_without_a_scripted_probe_it_is_passed():
    record, _ = run({"q1": ScriptedAnswer("banana", 10)})
    assert record.questions[0].probe.how is How.PASSED


def test_an_empty_scripted_answer_is_a_pass():
    record, _ = run({"q1": ScriptedAnswer("", 10)})
    assert (record.questions[0].how, record.questions[0].used) == (How.PASSED, 10)


def test_untimed_no_answer_is_too_late():
    record, _ = run({"q1": ScriptedAnswer("apple banana cherry", 9999)}, seconds=None)
    assert (record.questions[0].how, record.questions[0].used) == (How.SUBMITTED, 9999)


def test_an_interview_that_was_broken_off_can_go_on_scripted():
    interview, _ = new(sink=Sink())
    interview.begin(0)
    interview.proceed(0)
    interview.pause(5)
    record = run_scripted(interview, {"q1": ScriptedAnswer("apple banana cherry", 10)}, now=5)
    assert record.finished
    assert record.questions[0].used == 15
