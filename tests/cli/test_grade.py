"""`mock-interview grade` without keys: marks from a file, and everything that can be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.interview.answers import ScriptedAnswer
from simulator.transcript.state import State
from tests.cli.conftest import Run
from tests.held import break_off, hold, opened, record

ALL = """\
q1: {mark: 3, credits: {apple: 1, banana: 0.5, cherry: 0}}
004/google/q2: {mark: 1, credits: {apple: 0, banana: 0, cherry: 1}}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "transcripts"
    folder.mkdir()
    return folder


def marks(home: Path, text: str = ALL) -> Path:
    path = home.parent / "marks.yaml"
    path.write_text(text)
    return path


def test_marks_from_a_file_are_saved_and_compared(run: Run, home: Path) -> None:
    id_ = hold(home)
    result = run("grade", "--marks", marks(home), "--transcripts", home)
    assert (result.returncode, result.stderr) == (0, "")
    assert "You agree with the program on 3 of 6 signals. You differ here:" in result.stdout
    assert "program: shown, you: partly" in " ".join(result.stdout.split())
    assert f"mock-interview review {id_}" in result.stdout
    assert record(home, id_).state is State.SELF_GRADED
    assert "your mark 3 of 4" in (home / f"{id_}.md").read_text()


def test_json_has_both_sides(run: Run, home: Path) -> None:
    id_ = hold(home)
    result = run("grade", id_, "--marks", marks(home), "--json", "--transcripts", home)
    data = json.loads(result.stdout)
    assert (data["id"], data["state"], data["left"], data["agreed"]) == (id_, "self-graded", 0, 3)
    assert data["questions"][0]["criteria"][1]["self_credit"] == 0.5
    assert {q["id"]: q["self_mark"] for q in data["questions"]} == {"q1": 3, "q2": 1}


def test_some_answers_now_and_some_later(run: Run, home: Path) -> None:
    id_ = hold(home)
    first = run("grade", "--marks", marks(home, ALL.splitlines()[0]), "--transcripts", home)
    assert "1 answer is still to be graded." in first.stdout
    assert f"mock-interview grade {id_}" in first.stdout
    assert "50 mixed" not in first.stdout, "the score of what is not graded yet stays hidden"
    run("grade", "--marks", marks(home, ALL.splitlines()[1]), "--transcripts", home)
    assert record(home, id_).state is State.SELF_GRADED


def test_a_graded_interview_shows_its_comparison_and_how_to_start_over(run: Run, home: Path) -> None:
    hold(home)
    run("grade", "--marks", marks(home), "--transcripts", home)
    result = run("grade", "--transcripts", home)
    assert result.returncode == 0
    assert "You agree with the program" in result.stdout
    assert "--again" in result.stderr


def test_a_pipe_gets_a_clear_error_and_nothing_is_lost(run: Run, home: Path) -> None:
    id_ = hold(home)
    before = (home / f"{id_}.jsonl").read_bytes()
    result = run("grade", "--transcripts", home)
    assert result.returncode == 2
    assert "needs a terminal" in result.stderr
    assert "--marks FILE" in result.stderr
    assert (home / f"{id_}.jsonl").read_bytes() == before


def test_a_file_of_marks_with_errors_saves_nothing(run: Run, home: Path) -> None:
    id_ = hold(home)
    path = marks(home, "q1: {mark: 3}\nq2: {mark: 9}\nq7: {mark: 1}\n")
    result = run("grade", "--marks", path, "--transcripts", home)
    assert result.returncode == 1
    assert f"{path}:2:12: mark is 9; write a whole number from 0 to 4" in result.stderr
    assert f"{path}:3:1: this interview has no question 'q7'" in result.stderr
    assert "2 problems; nothing was saved" in result.stderr
    assert record(home, id_).questions[0].self_mark is None


@pytest.mark.parametrize("text", ["", "\x00", "q1: [", "[" * 5000])
def test_a_file_that_is_no_yaml_is_said_without_a_traceback(run: Run, home: Path, text: str) -> None:
    hold(home)
    result = run("grade", "--marks", marks(home, text), "--transcripts", home)
    assert result.returncode == 1
    assert "marks.yaml" in result.stderr
    assert "Traceback" not in result.stderr
    assert "bug" not in result.stderr


def test_an_unknown_id_suggests_the_near_one(run: Run, home: Path) -> None:
    id_ = hold(home)
    result = run("grade", id_.replace("google", "gogle"), "--transcripts", home)
    assert result.returncode == 1
    assert f"Did you mean {id_}?" in result.stderr


def test_an_empty_folder_says_how_to_begin(run: Run, home: Path) -> None:
    result = run("grade", "--transcripts", home)
    assert result.returncode == 1
    assert "mock-interview start" in result.stderr


def test_the_shipped_sample_is_graded_only_by_name(run: Run, home: Path) -> None:
    (home / f"{hold(home)}.jsonl").rename(home / "sample-google.jsonl")
    result = run("grade", "--marks", marks(home), "--transcripts", home)
    assert result.returncode == 1
    assert "no interview of yours" in result.stderr
    assert run("grade", "sample-google", "--marks", marks(home), "--transcripts", home).returncode == 0


def test_where_every_question_was_passed_there_is_nothing_to_grade(run: Run, home: Path) -> None:
    id_ = hold(home, {})
    result = run("grade", "--transcripts", home)
    assert result.returncode == 1
    assert f"mock-interview review {id_} --model-answers" in result.stderr


def test_where_nothing_is_answered_yet_it_says_how_to_go_on(run: Run, home: Path) -> None:
    id_ = break_off(home)
    result = run("grade", "--transcripts", home)
    assert result.returncode == 1
    assert f"mock-interview resume {id_}" in result.stderr


def test_an_interview_that_is_open_elsewhere_is_left_alone(run: Run, home: Path) -> None:
    id_ = hold(home)
    with opened(home, id_):
        result = run("grade", "--marks", marks(home), "--transcripts", home)
    assert result.returncode == 1
    assert "open in another window" in result.stderr


def test_a_cut_off_transcript_is_graded_with_a_note(run: Run, home: Path) -> None:
    id_ = hold(home)
    with (home / f"{id_}.jsonl").open("ab") as file:
        file.write(b'{"event": "self_mar')
    result = run("grade", "--marks", marks(home), "--transcripts", home)
    assert result.returncode == 0
    assert "the last line was cut off" in result.stderr
    assert (home / f"{id_}.jsonl.broken").read_bytes() == b'{"event": "self_mar\n'


def test_a_question_whose_grade_was_lost_can_be_graded_all_the_same(run: Run, home: Path) -> None:
    id_ = hold(home, {"q1": ScriptedAnswer("apple")})
    path = home / f"{id_}.jsonl"
    kept = [line for line in path.read_bytes().splitlines(keepends=True) if b'"graded"' not in line[:20]]
    path.write_bytes(b"".join(kept))
    result = run("grade", "--marks", marks(home, ALL.splitlines()[0]), "--json", "--transcripts", home)
    assert json.loads(result.stdout)["questions"][0]["score"] is None


def test_a_read_only_markdown_is_only_a_note(run: Run, home: Path) -> None:
    id_ = hold(home)
    (home / f"{id_}.md").unlink()
    (home / f"{id_}.md").mkdir()
    (home / f"{id_}.md" / "x").touch()
    result = run("grade", "--marks", marks(home), "--transcripts", home)
    assert result.returncode == 0
    assert "Cannot write" in result.stderr
    assert record(home, id_).state is State.SELF_GRADED
