"""What may stand in an answer, what keys do to indentation, which keys are a paste, and how the time is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from simulator.errors import UserError
from simulator.terminal import live_view as view
from simulator.terminal.answer_text import clean
from simulator.terminal.clock import Clock
from simulator.terminal.draft_file import DraftFile, editor_command
from simulator.terminal.editor import AnswerBuffer
from simulator.terminal.editor_keys import blanks_to_delete, blanks_to_next_stop, indentation_after
from simulator.terminal.keyboard import together
from simulator.terminal.text import printable


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\x1b[1;31mred\x1b[0m and \x1b]0;title\x07plain", "red and plain"),
        ("\x1b\x00\x7f\x9b", ""),
        ("to\u202eday", "today"),
        ("a � stays", "a � stays"),
        ("\ttab und Größe 漢 🎉", "\ttab und Größe 漢 🎉"),
    ],
)
def test_answers_hold_no_control_characters(pasted, kept):
    assert clean(pasted) == kept


@given(st.text())
def test_what_is_clean_can_be_shown_and_stays_clean(text):
    cleaned = clean(text)
    assert printable(cleaned) == cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("before", "blanks"),
    [("x = 1", 0), ("def f():", 4), ("    if x:", 8), ("    y = 2", 4), ("    return y", 0), ("        pass", 4)],
)
def test_enter_indents_code(before, blanks):
    assert indentation_after(before, code=True) == " " * blanks


def test_enter_leaves_prose_alone():
    assert indentation_after("There are three reasons:", code=False) == ""
    assert indentation_after("    for x in y:", code=False) == " " * 8


def test_tab_and_backspace_go_by_steps_in_the_indentation():
    assert [blanks_to_next_stop(" " * n) for n in range(5)] == [4, 3, 2, 1, 4]
    assert [blanks_to_delete(" " * n) for n in (1, 4, 5, 8)] == [1, 4, 1, 4]
    assert blanks_to_delete("    x") == 1
    assert blanks_to_delete("") == 1


def keys(text: str) -> list[KeyPress]:
    return [KeyPress(Keys.ControlM if c == "\r" else c, c) for c in text]


def test_many_characters_at_once_are_a_paste():
    (paste, submit) = together([*keys("for x in some_numbers:\r    print(x)"), KeyPress(Keys.ControlS, "\x13")])
    assert (paste.key, paste.data) == (Keys.BracketedPaste, "for x in some_numbers:\n    print(x)")
    assert submit.key == Keys.ControlS


def test_fast_typing_is_no_paste():
    typed = [*keys("fast typing"), KeyPress(Keys.Left, ""), *keys("and then more")]
    assert together(typed) == typed


def test_a_clock_can_be_held():
    now = [100.0]
    clock = Clock(lambda: now[0])
    clock.hold()
    now[0] = 150.0
    assert (clock.now(), clock.held) == (100.0, True)
    clock.go()
    now[0] = 153.0
    assert (clock.now(), clock.held) == (103.0, False)


def standing(remaining: float | None, limit: float | None = 100.0) -> view.Standing:
    return view.Standing("Orchard", "First", 1, 2, 3, 5, "code, easy", 7.9, remaining, limit, 200.0, False)


@pytest.mark.parametrize(
    ("remaining", "said"),
    [(100.0, "1:40 left"), (25.1, "0:26 left"), (25.0, "only 0:25 left"), (10.0, "LAST 0:10"), (0.2, "LAST 0:01")],
)
def test_the_time_is_said_so_that_its_urgency_can_be_read(remaining, said):
    assert view.countdown(standing(remaining)) == said


def test_without_a_limit_the_time_used_is_said():
    assert view.countdown(standing(None, None)) == "0:07, no limit"


@given(st.integers(20, 200), st.integers(5, 60), st.floats(0, 100))
def test_the_header_fits_its_width(width, rows, remaining):
    for line in view.header(standing(remaining), width, rows):
        assert sum(len(part[1]) for part in line) <= max(width, 44)


def test_the_editor_is_visual_then_editor():
    assert editor_command({"VISUAL": "code --wait", "EDITOR": "vi"}) == ["code", "--wait"]
    assert editor_command({"VISUAL": " ", "EDITOR": "vi"}) == ["vi"]
    with pytest.raises(UserError):
        editor_command({"EDITOR": "'vi"})


def test_a_draft_file_tells_each_change_once(tmp_path):
    file = DraftFile("begun", code=True)
    assert file.path.suffix == ".py"
    assert file.path.stat().st_mode & 0o077 == 0 or file.path.parent.stat().st_mode & 0o077 == 0
    assert file.changed() is None
    file.path.write_text("begun and saved\n")
    assert file.changed() == "begun and saved"
    assert file.changed() is None
    file.close()
    assert not file.path.exists()
    assert file.changed() is None


@pytest.mark.parametrize(
    ("before", "pasted", "after"),
    [
        ("def f():\n    ", "def f():\n    return 1", "def f():\ndef f():\n    return 1"),
        ("def f():\n    ", "import re\n\n\ndef f(): ...", "def f():\nimport re\n\n\ndef f(): ..."),
        ("def f():\n    ", "return 1\n", "def f():\n    return 1\n"),
        ("def f():\n    ", "import re", "def f():\n    import re"),
        ("class A:\n    ...", "class A:\n    x = 1", "class A:\n    ...\nclass A:\n    x = 1"),
        ("def f():\n    x = ", "class\n", "def f():\n    x = class\n"),
    ],
)
def test_code_that_stands_in_no_block_is_pasted_at_the_margin(before, pasted, after):
    buffer = AnswerBuffer(on_change=lambda: None, told=lambda _: None)
    buffer.load(before)
    buffer.insert_text(pasted)
    assert buffer.text == after
