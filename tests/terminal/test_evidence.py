"""Answers with their evidence marked, and broken into lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from simulator.terminal.evidence import Line, Piece, Signs, marked, signs, wrapped
from simulator.terminal.text import printable
from simulator.transcript.marking import Mark, Tone, flowing

BRACKETS = Signs("⟦", "⟧", raised=True)
NONE = Signs("", "", raised=True)

TEXTS = st.text(alphabet="ab cd\n\t界é\x1b\u202e", max_size=80) | st.text(max_size=40)
MARKS = st.lists(
    st.builds(
        Mark, st.integers(-3, 90), st.integers(-3, 90), st.sampled_from(list(Tone)[1:]), st.sampled_from(["", "1", "2"])
    ),
    max_size=5,
)


def said(pieces: Line) -> str:
    return "".join(piece.text for piece in pieces)


def test_evidence_stands_in_brackets_with_its_number() -> None:
    pieces = marked("an apple a day", [Mark(3, 8, Tone.SHOWN, "1"), Mark(9, 14, Tone.PARTLY, "2")], BRACKETS)
    assert said(pieces) == "an ⟦apple⟧¹ ⟦a day⟧²"


def test_with_colours_only_the_number_is_added() -> None:
    pieces = marked("an apple", [Mark(3, 8, Tone.SHOWN, "1")], NONE)
    assert pieces == (Piece("an "), Piece("apple", Tone.SHOWN), Piece("¹", Tone.SHOWN, added=True))


def test_one_place_for_two_criteria_has_both_numbers() -> None:
    pieces = marked("apple", [Mark(0, 5, Tone.SHOWN, "1"), Mark(0, 5, Tone.PARTLY, "3")], BRACKETS)
    assert said(pieces) == "⟦apple⟧¹³"


def test_nested_evidence_closes_as_often_as_it_opens() -> None:
    pieces = marked("abcdef", [Mark(0, 6, Tone.SHOWN, "1"), Mark(0, 3, Tone.PARTLY, "2")], BRACKETS)
    assert said(pieces) == "⟦⟦abc⟧²def⟧¹"


def test_a_false_claim_shows_through_what_earned_credit() -> None:
    pieces = marked("abcdef", [Mark(0, 6, Tone.SHOWN), Mark(2, 4, Tone.WRONG)], NONE)
    assert [(p.text, p.tone) for p in pieces] == [("ab", Tone.SHOWN), ("cd", Tone.WRONG), ("ef", Tone.SHOWN)]


def test_the_signs_fit_the_terminal() -> None:
    assert signs(True, "utf-8") == NONE
    assert signs(False, "utf-8") == BRACKETS
    assert signs(True, "ascii") == signs(False, None) == Signs("[[", "]]", raised=False)


@given(TEXTS, MARKS)
def test_nothing_of_the_text_is_lost_and_brackets_pair(text: str, marks: list[Mark]) -> None:
    pieces = marked(text, marks, BRACKETS)
    assert "".join(p.text for p in pieces if not p.added) == printable(text)
    added = "".join(p.text for p in pieces if p.added)
    assert added.count("⟦") == added.count("⟧")


@given(TEXTS, MARKS, st.integers(2, 40))
def test_lines_fit_and_keep_every_word(text: str, marks: list[Mark], width: int) -> None:
    pieces = marked(text, marks, NONE)
    lines = wrapped(pieces, width)
    assert all(cell_len(said(line)) <= max(width, 2) for line in lines)
    assert "".join("".join(map(said, lines)).split()) == "".join(said(pieces).split())


def test_lines_break_between_words_and_keep_their_indentation() -> None:
    lines = wrapped((Piece("    one two three"),), 12)
    assert [said(line) for line in lines] == ["    one two", "    three"]


def test_a_mark_goes_on_over_the_end_of_a_line() -> None:
    lines = wrapped(marked("one two three", [Mark(4, 13, Tone.SHOWN)], NONE), 8)
    assert lines == [(Piece("one "), Piece("two", Tone.SHOWN)), (Piece("three", Tone.SHOWN),)]


@given(TEXTS)
def test_flowing_keeps_the_length_and_the_words(text: str) -> None:
    assert len(flowing(text)) == len(text)
    assert flowing(text).split() == text.split()


def test_prose_that_was_broken_by_hand_flows_and_lists_stay() -> None:
    line = "This sentence goes on for so long that it had to be broken here"
    assert flowing(f"{line}\nand went on.\n\nNew.\n- a\n- b") == f"{line} and went on.\n\nNew.\n- a\n- b"
    assert flowing(f"{line}\n    x = 1") == f"{line}\n    x = 1"


def test_a_megabyte_is_broken_into_lines() -> None:
    assert len(wrapped((Piece("word " * 200_000),), 80)) == 12_500
    assert len(wrapped((Piece("x" * 1_000_000),), 80)) == 12_500
