"""What stands in the page of an interview, and what never does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import UserError
from simulator.interview.answers import ScriptedAnswer
from simulator.interview.session import Interview
from simulator.pages import file
from simulator.pages.interview import interview_page
from simulator.pages.pieces import runs
from simulator.transcript.marking import Mark, Tone
from tests.builders import grade_by_words, planned
from tests.pages.records import HEADER, full_record, held, hostile_record, stamped

_PLACES = st.integers(-2, 12)
MARKS = st.lists(st.builds(Mark, _PLACES, _PLACES, st.sampled_from(list(Tone)), st.sampled_from(["", "1", "!"])))


def test_the_same_interview_gives_the_same_page() -> None:
    assert interview_page(full_record()) == interview_page(full_record())


def test_it_asks_for_nothing_and_runs_nothing() -> None:
    page = interview_page(full_record())
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    assert "url(" not in page
    assert "@import" not in page


def test_hostile_texts_are_escaped_and_cleaned() -> None:
    page = interview_page(hostile_record(), notes=["<script>"])
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ud800]", page)


def test_it_says_what_to_do_next() -> None:
    page = interview_page(held(planned(("q1",)), {"q1": ScriptedAnswer("An apple.")}))
    assert "Names the cherry." in page[page.index("What to do next") : page.index("Topics")]
    assert "mock-interview start google --topic basics" in page


def test_a_perfect_interview_and_one_without_any_answer_have_a_page() -> None:
    perfect = interview_page(held(planned(("q1",)), {"q1": ScriptedAnswer("apple banana cherry")}))
    assert "Every signal was shown" in perfect
    interview = Interview(HEADER, planned(), grade_by_words, stamped, program="0.1.0")
    assert "not scored yet" in interview_page(interview.record)
    interview.begin(0)
    interview.proceed(0)
    interview.draft("An app", 5)
    interview.pause(6)
    begun = interview_page(interview.record)
    assert "Your draft so far" in begun
    assert "1 question is not asked yet." in begun
    assert "mock-interview resume" in begun


def test_what_the_checks_found_is_said() -> None:
    page = interview_page(full_record())
    for said in ("1 of 3 checks passed", "Gives the apple.", "no end in 2 s", "expected:", "time-out"):
        assert said in page


def test_what_is_damaged_is_said() -> None:
    assert "line 3 is odd" in interview_page(full_record(), notes=["line 3 is odd"])


def test_an_answer_of_a_megabyte_has_a_page() -> None:
    page = interview_page(held(planned(("q1",)), {"q1": ScriptedAnswer("apple " + "word " * 200_000)}))
    assert page.count("word ") >= 199_999


@given(st.text(max_size=12), MARKS)
def test_runs_are_the_whole_text_whatever_is_marked(text: str, marks: list[Mark]) -> None:
    found = runs(text, marks)
    assert "".join(run.text for run in found) == text
    assert all(run.text for run in found)


def test_where_marks_overlap_the_strongest_wins() -> None:
    found = runs("abcdef", [Mark(0, 4, Tone.SHOWN, "1"), Mark(2, 6, Tone.WRONG, "!")])
    assert [(run.text, run.tone, run.labels) for run in found] == [
        ("ab", "shown", ()),
        ("cd", "wrong", ("1",)),
        ("ef", "wrong", ("!",)),
    ]


def test_the_indentation_between_marked_lines_is_not_marked() -> None:
    text = "if a:\n    with lock:\n        go()"
    found = runs(text, [Mark(3, len(text), Tone.SHOWN, "1")])
    assert [(run.text, run.tone, run.labels) for run in found] == [
        ("if ", "", ()),
        ("a:", "shown", ()),
        ("\n    ", "", ()),
        ("with lock:", "shown", ()),
        ("\n        ", "", ()),
        ("go()", "shown", ("1",)),
    ]


def test_a_page_replaces_a_page_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    file.write(path, "<!doctype html>one\n")
    file.write(path, "<!doctype html>two\n")
    assert path.read_text() == "<!doctype html>two\n"
    other = tmp_path / "thesis.tex"
    other.write_text("years of work")
    for bad in (other, tmp_path, tmp_path / "none" / "page.html"):
        with pytest.raises(UserError):
            file.write(bad, "<!doctype html>")
    assert other.read_text() == "years of work"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["page.html", "thesis.tex"]
