"""Finding words in a transcript."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.interview.answers import ScriptedAnswer
from simulator.transcript.search import Found, search, wanted
from simulator.transcript.state import InterviewRecord
from tests.held import break_off, hold, record


@pytest.fixture(scope="module")
def interview(tmp_path_factory: pytest.TempPathFactory) -> InterviewRecord:
    home = tmp_path_factory.mktemp("held")
    long = "word " * 50 + "The Event\n  loop runs. " + "more " * 50
    answers = {"q1": ScriptedAnswer(long, 1, probe="an event loop, too"), "q2": ScriptedAnswer("apple")}
    return record(home, hold(home, answers))


def found(record: InterviewRecord, words: str, **options: bool) -> list[Found]:
    return list(search(record, wanted(words), **options))


def test_case_and_blanks_do_not_matter(interview: InterviewRecord) -> None:
    places = found(interview, "event  LOOP")
    assert [(p.question, p.number, p.where) for p in places] == [
        ("q1", 1, "answer"),
        ("q1", 1, "answer to the follow-up"),
    ]


def test_the_context_is_short_whole_words_on_one_line(interview: InterviewRecord) -> None:
    first = found(interview, "event loop")[0]
    assert first.context[first.match.start : first.match.end] == "Event loop"
    assert first.context.startswith("... word word")
    assert first.context.endswith("more more ...")
    assert "\n" not in first.context


def test_what_was_asked_is_searched_and_model_answers_only_if_wanted(interview: InterviewRecord) -> None:
    assert [p.where for p in found(interview, "what about q2")] == ["question"]
    assert found(interview, "banana cherry") == []
    assert [p.where for p in found(interview, "banana cherry", model_answers=True)] == ["model answer"] * 2


def test_signs_that_mean_something_in_patterns_mean_themselves(interview: InterviewRecord) -> None:
    assert found(interview, "runs.")
    assert not found(interview, "r.ns")


def test_a_draft_is_found_and_what_was_not_asked_yet_is_not(tmp_path: Path) -> None:
    unfinished = record(tmp_path, break_off(tmp_path, "An app"))
    assert [p.where for p in found(unfinished, "app")] == ["draft"]
    assert found(unfinished, "q2") == []


def test_no_words_are_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        wanted(" \n")


@given(st.text(max_size=200), st.text(min_size=1, max_size=3))
def test_the_match_stands_in_its_context(text: str, words: str) -> None:
    if not words.split():
        return
    from dataclasses import replace

    from tests.transcript.test_state import answered
    from tests.transcript.test_state import record as folded

    r = folded(*answered("q1", "x"))
    q = replace(r.questions[0], answer=text)
    for place in search(replace(r, questions=(q,)), wanted(words)):
        shown = place.context[place.match.start : place.match.end]
        assert wanted(words).fullmatch(shown)
