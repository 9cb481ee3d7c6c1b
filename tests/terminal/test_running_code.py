"""Code is run while it is written, in a real terminal, and when it is submitted."""

from __future__ import annotations

import json

import pytest

from tests.terminal.typing import BACKSPACE, CTRL_C, CTRL_L, CTRL_O, CTRL_S, DOWN, ENTER, ESCAPE

CTRL_R, F5 = "\x12", "\x1b[15~"


@pytest.fixture
def coding(open_terminal, orchard, tmp_path):
    """An interview at its only question, which wants code."""

    def coding_(*arguments: object, trusted: bool = True, **settings: object):
        home = tmp_path / "home" / "home"
        orchard.checks(home if trusted else None)
        orchard.company("coders", [("only", ("code",))])
        settings = {"XDG_CONFIG_HOME": str(home / ".config")} | settings
        terminal = open_terminal("start", "coders", "--no-probes", *arguments, *orchard.options, **settings)
        terminal.wait_for("Enter begin")
        terminal.type(ENTER)
        terminal.wait_for("Question 1 of 1")
        return terminal

    return coding_


def test_the_question_shows_its_example_and_the_editor_opens_with_the_signature(coding):
    terminal = coding()
    terminal.wait_for("count(['fig', 'kiwi']) gives 2", "def count(fruits):", "How many fruits there are.")
    terminal.wait_for("^S submit", "^R run", "^O editor", "^C break off", "F1 keys")
    terminal.type(CTRL_L)
    terminal.wait_for("back to your answer", "count(['fig', 'kiwi']) gives 2")


def test_code_is_run_as_it_stands_first_failing_then_passing(coding, record):
    terminal = coding()
    terminal.type("return 3", CTRL_R)
    terminal.wait_for("0 of 1 visible checks passed", "failed", "two fruits are two", "expected 2", "came 3")
    terminal.type(BACKSPACE, "len(fruits)")
    terminal.wait_for("return len(fruits)", "0 of 1 visible")
    terminal.type(F5)
    terminal.wait_for("1 of 1 visible checks passed")
    terminal.type(ESCAPE)
    terminal.wait_until_gone("visible checks")
    terminal.type(CTRL_S)
    assert terminal.end() == 0
    terminal.wait_for("2 of 2 checks passed", "two fruits are two; no fruits are none")
    q = record().questions[0]
    assert q.answer == 'def count(fruits):\n    """How many fruits there are."""\n    return len(fruits)'
    assert q.checked.passed == 2


def test_an_endless_loop_is_left_running_while_one_writes_on_and_stops_at_escape(coding, record):
    terminal = coding()
    terminal.type("while True: pass", CTRL_R)
    terminal.wait_for("Running your code")
    terminal.type(ENTER, "# still here")
    terminal.wait_for("# still here", "Running your code")
    terminal.type(ESCAPE)
    terminal.wait_until_gone("Running your code")
    terminal.type(CTRL_C)
    terminal.wait_for("Break off?")
    terminal.type("s")
    assert terminal.end() == 130
    assert "# still here" in record().questions[0].draft


def test_an_endless_loop_in_an_answer_does_not_stop_the_interview(coding, record):
    terminal = coding()
    terminal.type("while True: pass", CTRL_S)
    terminal.wait_for("your answer is saved and your code runs")
    assert terminal.end() == 0
    terminal.wait_for("0 of 2 checks passed", "time-out")
    assert record().finished


def test_leaving_while_the_answer_runs_makes_up_for_it_later(coding, record, open_terminal, orchard, tmp_path):
    terminal = coding()
    terminal.type("while True: pass", CTRL_S)
    terminal.wait_for("One moment")
    terminal.type(CTRL_C)
    assert terminal.end() == 130
    assert (record().questions[0].answered, record().questions[0].checked) == (True, None)
    again = open_terminal("resume", *orchard.options, XDG_CONFIG_HOME=str(tmp_path / "home" / "home" / ".config"))
    assert again.end() == 0
    assert len(record().questions[0].checked.results) == 2


def test_code_that_does_not_compile_says_so_once_with_the_line(coding):
    terminal = coding()
    terminal.type("return [", CTRL_R)
    terminal.wait_for("SyntaxError: '[' was never closed (line 3)", "3: return [")
    assert "two fruits are two" not in terminal.text


def test_an_error_is_shown_with_its_line(coding):
    terminal = coding()
    terminal.type("return fruits.total", CTRL_R)
    terminal.wait_for("AttributeError", "3: return fruits.total")


def test_what_all_checks_say_is_said_once_on_the_scorecard(coding):
    terminal = coding()
    terminal.type("return [", CTRL_S)
    assert terminal.end() == 0
    terminal.wait_for("0 of 2 checks passed", "two fruits are two; no fruits are none")
    assert terminal.text.count("never closed") == 1


def test_an_untouched_signature_is_asked_about_like_an_empty_answer(coding):
    terminal = coding()
    terminal.wait_for("def count(fruits):")
    terminal.type(CTRL_S)
    terminal.wait_for("Pass on this one?")


def test_a_bank_that_is_not_trusted_runs_nothing_and_says_how(coding):
    terminal = coding(trusted=False)
    terminal.type("return 2", CTRL_R)
    terminal.wait_for("Your code was not run", "bank check --trust")


def test_without_running_there_is_no_key_for_it(coding):
    terminal = coding("--no-run")
    terminal.wait_for("^S submit", "don't know")
    assert "^R" not in terminal.text


def test_a_long_output_scrolls_and_control_characters_do_nothing(coding):
    terminal = coding()
    terminal.type("for n in range(40): print('line', n, chr(27) + '[31m')", ENTER, BACKSPACE, "return 1", CTRL_R)
    terminal.wait_for("0 of 1 visible checks passed", "line 0", "Esc closes")
    terminal.type(*[ESCAPE + DOWN] * 60)
    terminal.wait_until_gone("line 0 ")
    terminal.wait_for("line 39")


def test_vi_keys_run_with_f5_and_escape_closes_in_normal_mode(coding):
    terminal = coding("--vi")
    terminal.type("return 2", F5)
    terminal.wait_for("1 of 1 visible checks passed", "F5 run")
    terminal.type(ESCAPE)
    terminal.wait_for("vi: normal")
    terminal.type(ESCAPE)
    terminal.wait_until_gone("visible checks")


def test_the_result_as_json_tells_each_check(coding, record, open_terminal):
    terminal = coding()
    terminal.type("return 2", CTRL_S)
    assert terminal.end() == 0
    shown = open_terminal("review", record().id, "--json", columns=400, rows=200)
    assert shown.end() == 0
    data = json.loads(shown.raw.decode()[shown.raw.decode().index("{") :])
    assert [r["outcome"] for r in data["questions"][0]["checked"]["results"]] == ["passed", "failed"]


def test_the_editor_of_ones_own_and_a_run_do_not_get_in_each_others_way(coding, record, tmp_path):
    script = tmp_path / "editor"
    script.write_text("#!/bin/sh\nsleep 2\nprintf 'def count(fruits):\\n    return 2\\n' > \"$1\"\n")
    script.chmod(0o755)
    terminal = coding(EDITOR=str(script))
    terminal.type("while True: pass", CTRL_R)
    terminal.wait_for("Running your code")
    # The run goes on, and ends, while the editor has the screen.
    terminal.type(CTRL_O)
    terminal.wait_for("return 2", "time-out")
    terminal.type(CTRL_R)
    terminal.wait_for("1 of 1 visible checks passed")
    terminal.type(CTRL_S)
    assert terminal.end() == 0
    assert record().questions[0].answer.endswith("return 2")
