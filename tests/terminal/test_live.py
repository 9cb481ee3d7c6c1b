"""The live interview in a real terminal, with the keys of a real keyboard."""

from __future__ import annotations

import re
import resource
import signal
import stat
import time
from pathlib import Path

import pytest

from simulator.transcript.events import How
from simulator.transcript.state import State
from tests.terminal.typing import (
    BACKSPACE,
    CTRL_C,
    CTRL_D,
    CTRL_G,
    CTRL_L,
    CTRL_O,
    CTRL_S,
    CTRL_Z,
    DOWN,
    ENTER,
    ESCAPE,
    F1,
    TAB,
)  # fmt: skip

GOOD = "The apple is good, the banana is best, and all praise to the cherry."


def seconds_left(terminal) -> int:
    minutes, seconds = re.search(r"(\d+):(\d\d)(?: left)?\s*$", terminal.lines[1]).groups()
    return int(minutes) * 60 + int(seconds)


def answer(terminal, text: str) -> None:
    terminal.type(text)
    terminal.wait_for(text[-20:])
    terminal.type(CTRL_S)


def editor(folder: Path, script: str) -> str:
    path = folder / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_whole_interview_is_typed_and_ends_with_the_scorecard(start, record, transcripts):
    terminal = start()
    terminal.wait_for("Orchard", "Round first", "Welcome to the first round.", "2 questions, 2:00 in all")
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3", "Which fruit would you praise?", "round 2:00")
    answer(terminal, GOOD)
    terminal.wait_for("Question 2 of 3", "What is in your basket?")
    answer(terminal, GOOD)
    terminal.wait_for("Welcome to the second round.")
    terminal.type(ENTER)
    terminal.wait_for("Question 3 of 3", "Your code")
    terminal.type("for apple in good:", ENTER, "print(apple)")
    terminal.wait_for("print(apple)")
    terminal.type(CTRL_S)
    terminal.wait_for("A follow-up to: Write a loop over fruit")
    terminal.type(CTRL_G)
    terminal.wait_for("Pass on this one?")
    terminal.type("y")
    assert terminal.end() == 0
    terminal.wait_for("1.", "100 excellent", "What next", "mock-interview grade")
    interview = record()
    assert interview.state is State.FINISHED
    assert [q.answer for q in interview.questions[:2]] == [GOOD, GOOD]
    assert interview.questions[2].answer == "for apple in good:\n    print(apple)"
    assert GOOD[:20] in next(transcripts.glob("*.md")).read_text()


def test_a_missing_signal_is_probed_once_and_brings_half_credit(start, record):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    answer(terminal, "The apple is good and the banana is best.")
    terminal.wait_for("Follow-up to question 1", "What about the fruit that begins with c?")
    terminal.type(CTRL_L)
    terminal.wait_for("You answered", "The apple is good and the banana is best.")
    terminal.type(ENTER)
    terminal.wait_for("Your follow-up")
    answer(terminal, "Praise to the cherry too.")
    terminal.wait_for("Question 2 of 3")
    first = record().questions[0]
    assert (first.probe.criterion, first.probe.gained, round(first.score)) == ("cherry", 0.5, 83)


def test_no_probes_means_none(start):
    terminal = start("orchard", "--no-probes")
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    answer(terminal, "The apple is good, I think.")
    terminal.wait_for("Question 2 of 3")


def test_passing_is_asked_about_and_what_was_typed_does_not_count(start, record):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type("The app")
    terminal.wait_for("The app")
    terminal.type(CTRL_G)
    terminal.wait_for("Pass on this one?", "What you wrote will not count.")
    terminal.type(ENTER)
    terminal.wait_until_gone("Pass on this one?")
    terminal.type("le", CTRL_G)
    terminal.wait_for("The apple", "Pass on this one?")
    terminal.type("y")
    terminal.wait_for("Question 2 of 3")
    first = record().questions[0]
    assert (first.how, first.answer, first.draft) == (How.PASSED, "", "The apple")


def test_an_empty_answer_is_asked_about(start, record):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type(" ", CTRL_S)
    terminal.wait_for("Pass on this one?", "Nothing is written yet.")
    terminal.type("n")
    terminal.wait_until_gone("Pass on this one?")
    assert not record().questions[0].answered


def test_time_runs_out_in_the_middle_of_a_word(start, record):
    terminal = start("orchard", "--pace", "5")
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3", "0:1", "left")
    terminal.type("The apple is goo")
    terminal.wait_for("only 0:0")
    assert terminal.colours_of("only 0:0") == ("black", "brown")
    terminal.wait_for("LAST 0:0")
    assert terminal.colours_of("LAST 0:0")[1] == "red"
    terminal.wait_for("Time is up for question 1.", "Your answer was taken as it stands.")
    terminal.type("d for you", CTRL_S)
    terminal.wait_for("Question 2 of 3", "Write your answer here.")
    first, second = record().questions[:2]
    assert (first.how, first.answer, first.used) == (How.TIMED_OUT, "The apple is goo", 12)
    assert first.grade is not None
    assert (second.asked, second.answered) == (True, False)


def test_breaking_off_saves_the_draft_and_resume_goes_on_with_it(start, open_terminal, orchard, record):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type("An apple and", ENTER, "a half-writ")
    terminal.wait_for("a half-writ", "0:57 left")
    terminal.type(CTRL_C)
    terminal.wait_for("Break off?", "s save and leave", "Enter go on")
    terminal.type(ENTER)
    terminal.wait_until_gone("Break off?")
    terminal.type("ten", CTRL_C)
    terminal.wait_for("Break off?")
    terminal.type("s")
    assert terminal.end() == 130
    id_ = record().id
    terminal.wait_for("Broken off at question 1 of 3, with 0:5", f"mock-interview resume {id_}")
    left = 60 - record().questions[0].used
    assert 0 < left < 58

    time.sleep(1.5)
    again = open_terminal("resume", *orchard.options)
    again.wait_for(
        "Welcome back.", "You stopped at question 1 of 3, with 0:5", "What you had written is as you left it."
    )
    time.sleep(1.5)
    again.type(ENTER)
    again.wait_for("Question 1 of 3", "An apple and", "a half-written")
    assert left - 2 <= seconds_left(again) <= left + 1
    again.type(".")
    again.wait_for("a half-written.")
    again.type(CTRL_S)
    again.wait_for("Follow-up to question 1")
    assert record().questions[0].answer == "An apple and\na half-written."


def test_a_second_ctrl_c_leaves_at_once(start, record):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type("Not yet sav", CTRL_C, CTRL_C)
    assert terminal.end() == 130
    assert record().questions[0].draft == "Not yet sav"
    assert record().paused


def test_ctrl_c_before_the_first_question_leaves(start, record):
    terminal = start()
    terminal.type(CTRL_C)
    assert terminal.end() == 130
    terminal.wait_for("Broken off at question 1 of 3.", "Everything you wrote is saved.", "mock-interview resume")
    assert not record().questions[0].asked


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_ends_the_program_with_the_draft_saved(start, record, number, code):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type("Typed just bef")
    terminal.wait_for("Typed just bef")
    terminal.kill(number)
    assert terminal.end() == code
    assert record().questions[0].draft == "Typed just bef"
    assert b"Traceback" not in terminal.raw


def test_a_draft_is_on_disk_without_any_key_to_save_it(start, record):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type("Soon on dis")
    terminal.wait_until(lambda: record().questions[0].draft == "Soon on dis", "for the draft")


def test_the_candidates_own_editor_changes_the_draft_while_the_clock_runs(start, record, tmp_path):
    own = editor(tmp_path, 'printf "%s" "$(cat "$1") and from the editor." > "$1"; sleep 1.5')
    terminal = start(EDITOR=own)
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type("Begun here", CTRL_O)
    terminal.wait_until_gone("Question 1 of 3")
    terminal.wait_for("Question 1 of 3", "Begun here and from the editor.")
    assert seconds_left(terminal) <= 59
    terminal.type(" And here again.")
    terminal.wait_for("And here again.")
    terminal.type(CTRL_Z, CTRL_Z, CTRL_Z, CTRL_Z)
    terminal.wait_until_gone("from the editor")


def test_time_that_runs_out_in_the_editor_takes_what_was_last_saved(start, record, tmp_path):
    own = editor(tmp_path, 'echo "saved in time" > "$1"; sleep 7; echo "too late" > "$1"')
    terminal = start("orchard", "--pace", "12", VISUAL=own)
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type("x", CTRL_O)
    terminal.wait_for("Time is up for question 1.", "as it was last saved in your editor")
    terminal.wait_for("Question 2 of 3", "0:05 left")
    first, second = record().questions[:2]
    assert (first.how, first.answer) == (How.TIMED_OUT, "saved in time")
    assert second.draft == ""


def test_an_editor_that_cannot_be_started_is_said_and_nothing_is_lost(start):
    terminal = start(EDITOR="no-such-editor-anywhere")
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type("Still here", CTRL_O)
    terminal.wait_for("Cannot start no-such-editor-anywhere", "Set VISUAL or EDITOR", "Still here")


def test_a_long_question_can_be_read_in_full(start):
    terminal = start("longwind")
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 2", "more lines: ^L shows all", "Write your answer here.")
    terminal.type(CTRL_L)
    terminal.wait_for("Enter back to your answer", "Up, Down scroll")
    terminal.type(*[DOWN] * 20)
    terminal.wait_for("sentence number 30")
    terminal.type(ENTER)
    terminal.wait_for("Write your answer here.")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (60, 14), (40, 10)])
def test_every_size_shows_the_question_the_time_and_the_keys(start, columns, rows):
    terminal = start(columns=columns, rows=rows)
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3", "left", "Which fruit would you praise?", "submit", "keys")
    terminal.type("word " * 30)
    terminal.wait_until(lambda: terminal.text.count("word") >= min(30, 3 * (columns // 6)), "for the words")
    assert not any(re.search(r"\bwo?r?$|^\s+(ord|rd|d)\b", line) for line in terminal.lines), "words stay whole"


def test_a_terminal_that_changes_its_size_shows_everything_again(start):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type("What is here stays here.")
    terminal.resize(50, 12)
    terminal.wait_for("What is here stays here.", "Which fruit would you praise?", "left")
    terminal.resize(120, 40)
    terminal.wait_for("Ctrl-S submit", "What is here stays here.")


def test_without_colour_nothing_is_coloured_and_the_urgency_is_in_words(start):
    terminal = start("orchard", "--pace", "12", NO_COLOR="1")
    terminal.type(ENTER)
    terminal.wait_for("only 0:01 left")
    terminal.wait_for("LAST 0:01")
    terminal.wait_for("Time is up")
    colours = re.findall(
        rb"\x1b\[[\d;]*?(?<![\d])(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|[34]8;[\d;]+)(?=[;m])[\d;]*m", terminal.raw
    )
    assert colours == []


def test_what_is_pasted_comes_in_as_it_is_and_without_control_characters(start, record):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.paste("def f():\r\n\tif \x1b[31mapple\x1b[0m:\x07\n        return \u202e1")
    terminal.wait_for("return 1", "Control characters in what you pasted were left out.")
    terminal.type(" #", CTRL_C, CTRL_C)
    terminal.end()
    assert record().questions[0].draft == "def f():\n\tif apple:\n        return 1 #"


def test_code_pasted_without_marks_is_not_indented_twice(start, record):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type("def f(fruit):\r    for apple in fruit:\r        print(apple)\r")
    terminal.wait_for("print(apple)")
    terminal.type("x", CTRL_C, CTRL_C)
    terminal.end()
    assert record().questions[0].draft == "def f(fruit):\n    for apple in fruit:\n        print(apple)\nx"


@pytest.mark.parametrize("line", ["An apple is a fruit, more or less. " * 28_000, "apple banana cherry\n" * 50_000])
def test_a_megabyte_can_be_pasted_and_submitted(start, record, line):
    terminal = start("orchard", "--untimed", "--no-probes")
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.paste(line)
    terminal.type("The very end.")
    terminal.wait_for("The very end.")
    terminal.type(CTRL_S)
    terminal.wait_for("Question 2 of 3")
    assert record().questions[0].answer == line + "The very end."


def test_code_is_indented_and_coloured(start, record):
    terminal = start()
    terminal.type(ENTER)
    for number in (1, 2):
        terminal.wait_for(f"Question {number} of 3")
        terminal.type(CTRL_G)
        terminal.wait_for("Pass on this one?")
        terminal.type("y")
    terminal.wait_for("Welcome to the second round.")
    terminal.type(ENTER)
    terminal.wait_for("Write your code here.")
    terminal.type("def f(x):", ENTER, "return 'a'", ENTER, "y", BACKSPACE, TAB, "z", CTRL_C)
    terminal.wait_for("Break off?")
    terminal.wait_until(lambda: terminal.colours_of("def")[0] != "default", "for the colours")
    terminal.type(CTRL_C)
    terminal.end()
    assert record().questions[2].draft == "def f(x):\n    return 'a'\n    z"


def test_undo_takes_back_a_word_and_redo_brings_it_again(start):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    for word in ("one", " ", "two", " ", "three"):
        terminal.type(*word)
    terminal.wait_for("one two three")
    terminal.type(CTRL_Z)
    terminal.wait_until(lambda: "three" not in terminal.text and "one two" in terminal.text, "for undo")
    terminal.type(ESCAPE + "z")
    terminal.wait_for("one two three")


@pytest.mark.parametrize("settings", [{"arguments": ["--vi"]}, {"MOCK_INTERVIEW_KEYS": "vi"}])
def test_vi_keys(start, record, settings):
    settings = dict(settings)
    terminal = start("orchard", *settings.pop("arguments", []), **settings)
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3", "vi: insert")
    terminal.type("a wrong word", ESCAPE)
    terminal.wait_for("vi: normal")
    terminal.type("b", "b", "d", "w", "0", "i", "In fact ")
    terminal.wait_for("In fact a word", "vi: insert")
    terminal.type(CTRL_S)
    terminal.wait_for("Follow-up to question 1", "vi: insert")
    assert record().questions[0].answer == "In fact a word"


def test_all_keys_are_listed_on_one_key(start):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type(F1)
    terminal.wait_for("Ctrl-S, Alt-Enter submit the answer", "Ctrl-Z")
    terminal.type(ESCAPE)
    terminal.wait_for("Write your answer here.")
    terminal.type("text", CTRL_D)
    terminal.wait_for("Ctrl-S submits your answer.")


def test_untimed_has_no_limit(start):
    terminal = start("orchard", "--untimed")
    terminal.wait_for("no time limit")
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3", "no limit")


def test_a_full_disk_is_said_and_nothing_typed_is_lost(start, record):
    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    terminal = start(before=little_room)
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type("Before the flood.")
    terminal.wait_until(lambda: record().questions[0].draft == "Before the flood.", "for the draft")
    terminal.paste("water " * 10_000)
    terminal.wait_for("Cannot write", "Make room")
    terminal.type(CTRL_S)
    terminal.wait_for("Question 1 of 3", "water", "Cannot write", "^S submit")
    terminal.type(CTRL_C, CTRL_C, CTRL_C)
    assert terminal.end() == 130
    assert b"Once more, and you leave all the same." in terminal.raw
    assert "What you wrote last could not be saved" in terminal.words
    assert record().questions[0].draft == "Before the flood."
    assert b"Traceback" not in terminal.raw


def test_a_rubric_that_is_damaged_ends_the_interview_with_its_place_and_the_answer_kept(start, orchard, record):
    path = orchard.rubrics / "fruit.yaml"
    path.write_text(path.read_text().replace("apple (good | best | praise)", "apple (good | best"))
    terminal = start(columns=200)
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    answer(terminal, GOOD)
    assert terminal.end() == 1
    terminal.wait_for("fruit.yaml:8:", "mock-interview resume")
    assert record().questions[0].answer == GOOD
    assert b"Traceback" not in terminal.raw
