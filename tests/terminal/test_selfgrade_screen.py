"""Self-grading by keys, in the real program behind a terminal."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.transcript.state import State
from tests.held import hold, record
from tests.terminal.screens import Terminal

Grade = Callable[..., Terminal]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture
def grade(tmp_path: Path) -> Iterator[Grade]:
    opened: list[Terminal] = []

    def start(*arguments: object, **settings: Any) -> Terminal:
        folder = str(tmp_path)
        terminal = Terminal("grade", *arguments, home=tmp_path, MOCK_INTERVIEW_TRANSCRIPTS=folder, **settings)
        opened.append(terminal)
        return terminal

    yield start
    for terminal in opened:
        terminal.close()


def test_a_whole_interview_is_graded_with_single_keys(tmp_path: Path, grade: Grade) -> None:
    id_ = hold(tmp_path)
    terminal = grade()
    shown = terminal.wait("answer 1 of 2", "Your own mark")
    assert "75" not in shown
    terminal.send("3")
    terminal.wait("Signal 1 of 3", "Names the apple.")
    terminal.send("\r")
    terminal.wait("Signal 2 of 3")
    terminal.send("p")
    terminal.wait("Signal 3 of 3", "Your answer to the follow-up shows it.")
    terminal.send("n")
    terminal.wait("75 good", "33 poor", "3 of 4")
    terminal.send("\r")
    terminal.wait("answer 2 of 2", "Your own mark")
    terminal.send("1")
    terminal.wait("Signal 1 of 3", "The apple is missing.")
    terminal.send("\r")
    terminal.wait("Signal 2 of 3")
    terminal.send("\r")
    terminal.wait("Signal 3 of 3", "The cherry is cut short.")
    terminal.send("s")
    terminal.wait("enter finish")
    terminal.send("\r")
    assert terminal.end() == 0
    shown = terminal.text
    assert "You agree with the program on 3 of 6 signals." in shown
    assert f"mock-interview review {id_}" in shown
    held = record(tmp_path, id_)
    assert held.state is State.SELF_GRADED
    assert [(q.self_mark, dict(q.self_credits)) for q in held.questions] == [
        (3, {"apple": 1.0, "banana": 0.5, "cherry": 0.0}),
        (1, {"apple": 0.0, "banana": 0.0, "cherry": 1.0}),
    ]
    assert "you say: partly" in (tmp_path / f"{id_}.md").read_text()


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("\x03", 130)])
def test_it_can_be_left_and_taken_up_where_it_stopped(tmp_path: Path, grade: Grade, key: str, code: int) -> None:
    id_ = hold(tmp_path)
    terminal = grade()
    terminal.wait("Your own mark")
    terminal.send("2")
    terminal.wait("Signal 1 of 3")
    terminal.send("s")
    terminal.wait("Signal 2 of 3")
    terminal.send(key)
    assert terminal.end() == code
    assert "All of it is saved." in terminal.text
    q = record(tmp_path, id_).questions[0]
    assert (q.self_mark, dict(q.self_credits)) == (2, {"apple": 1.0})
    grade(id_[-4:]).wait("answer 1 of 2", "Signal 2 of 3")


def test_it_is_saved_even_if_the_terminal_is_closed(tmp_path: Path, grade: Grade) -> None:
    id_ = hold(tmp_path)
    terminal = grade()
    terminal.wait("Your own mark")
    terminal.send("4")
    terminal.wait("Signal 1 of 3")
    terminal.close()
    assert record(tmp_path, id_).questions[0].self_mark == 4


def test_back_takes_the_last_key_back(tmp_path: Path, grade: Grade) -> None:
    id_ = hold(tmp_path)
    terminal = grade()
    terminal.wait("Your own mark")
    terminal.send("1")
    terminal.wait("Signal 1 of 3")
    terminal.send("b")
    terminal.wait("Your own mark", "You said 1.")
    terminal.send("4")
    terminal.wait("Signal 1 of 3")
    terminal.send("n")
    terminal.wait("Signal 2 of 3")
    terminal.send("\x7f")
    terminal.wait("Signal 1 of 3", "You said: not shown")
    terminal.send("q")
    assert terminal.end() == 0
    assert record(tmp_path, id_).questions[0].self_mark == 4


def test_the_model_answer_comes_and_goes_on_one_key(tmp_path: Path, grade: Grade) -> None:
    hold(tmp_path)
    terminal = grade()
    terminal.wait("An apple a day.")
    terminal.send("m")
    assert "An apple a day." not in terminal.wait("A model answer", "apple banana cherry")
    terminal.send("m")
    terminal.wait("An apple a day.")


def test_keys_that_mean_nothing_here_and_pastes_do_nothing(tmp_path: Path, grade: Grade) -> None:
    id_ = hold(tmp_path)
    terminal = grade()
    terminal.wait("Your own mark")
    terminal.send("7x\rspn\x1b[200~3\x1b[201~")
    terminal.send("2")
    terminal.wait("Signal 1 of 3")
    q = record(tmp_path, id_).questions[0]
    assert (q.self_mark, dict(q.self_credits)) == (2, {})


def test_evidence_has_its_colour_and_without_colours_brackets(tmp_path: Path, grade: Grade) -> None:
    hold(tmp_path)
    coloured, plain = grade(), None
    coloured.wait("Your own mark")
    coloured.send("3")
    coloured.wait("Signal 1 of 3")
    row, column = next(
        (y, line.index("apple")) for y, line in enumerate(coloured.screen.display) if "An apple a day" in line
    )
    cell = coloured.screen.buffer[row][column]
    assert (cell.fg, cell.bold) == ("green", True)
    coloured.send("q")
    coloured.end()
    plain = grade(NO_COLOR="1")
    plain.wait("Signal 1 of 3", "An ⟦apple⟧ a day.")
    assert {cell.fg for line in plain.screen.buffer.values() for cell in line.values()} == {"default"}


def test_it_follows_the_window_when_that_changes(tmp_path: Path, grade: Grade) -> None:
    hold(tmp_path)
    terminal = grade(columns=120, rows=30)
    terminal.wait("Your own mark")
    terminal.resize(60, 15)
    terminal.wait("Your own mark", "An apple a day.", until=lambda t: "─" * 60 in t.text)


def test_a_second_window_is_kept_out(tmp_path: Path, grade: Grade) -> None:
    hold(tmp_path)
    grade().wait("Your own mark")
    second = grade()
    assert second.end() == 1
    assert "open in another window" in second.text


def test_with_json_the_comparison_comes_as_json_after_the_screen(tmp_path: Path, grade: Grade) -> None:
    id_ = hold(tmp_path)
    terminal = grade("--json", rows=200)
    terminal.wait("Your own mark")
    terminal.send("q")
    assert terminal.end() == 0
    text = terminal.text
    assert json.loads(text[text.index("{\n") : text.rindex("}") + 1])["id"] == id_


def test_a_disk_that_is_full_is_said_and_what_was_saved_stays(tmp_path: Path, grade: Grade) -> None:
    id_ = hold(tmp_path)
    room = (tmp_path / f"{id_}.jsonl").stat().st_size + 150
    terminal = grade(before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
    terminal.wait("Your own mark")
    terminal.send("1")
    terminal.wait("Signal 1 of 3")
    terminal.send("s")
    assert terminal.end() == 1
    assert "Cannot write" in terminal.text
    assert "Traceback" not in terminal.text
    q = record(tmp_path, id_).questions[0]
    assert (q.self_mark, dict(q.self_credits)) == (1, {})
