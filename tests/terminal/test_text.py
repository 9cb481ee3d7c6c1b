"""Text made safe to show."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.terminal.text import escaped, printable, reflowed

ANY = st.text(alphabet=st.characters(), max_size=50) | st.text(
    alphabet="\x1b[31m\x00\r\n\t\x9b\u202e\ud800a", max_size=50
)


@given(ANY)
def test_nothing_that_steers_a_terminal_is_left_and_spans_stay_valid(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n" for c in shown)
    assert not any(unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI") for c in shown)
    shown.encode()


@given(st.text(alphabet=st.characters(blacklist_categories=["C", "Zl", "Zp"])))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


@given(ANY)
def test_escaped_json_is_the_same_json(text: str) -> None:
    assert json.loads(escaped(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("one\ntwo\n\nthree", False, "one two\n\nthree"),
        ("see:\n    x = 1\n    y = 2\nso", False, "see:\n    x = 1\n    y = 2\nso"),
        ("import x\nx.y()", True, "import x\nx.y()"),
        ("word " * 17 + "\nand more", True, "word " * 16 + "word and more"),
    ],
)
def test_prose_flows_and_code_stays(text: str, code: bool, expected: str) -> None:
    assert reflowed(text, code) == expected
