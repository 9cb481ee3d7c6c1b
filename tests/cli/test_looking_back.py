"""`mock-interview review` with --compare, --replay, --regrade and --html."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.interview.answers import ScriptedAnswer
from simulator.interview.session import Interview
from simulator.transcript import folder
from tests.builders import grade_by_words, planned
from tests.cli.conftest import Run
from tests.held import hold
from tests.terminal.screens import Terminal

SAMPLES = Path(__file__).parents[2] / "transcripts"


def typed(home: Path) -> str:
    """An interview whose answer was typed, slowly."""
    with folder.create(home, "google", "0.1.0") as log:
        interview = Interview(log.header, planned(("q1",)), grade_by_words, log.append, program="0.1.0")
        interview.begin(0)
        interview.proceed(0)
        for end in range(1, 12):
            interview.draft("An apple a day"[:end], 10 * end - 2)
            interview.tick(10 * end)
        interview.submit("An apple a day", 120)
    return log.header.id


# --compare


def test_two_answers_stand_side_by_side_with_what_changed(run: Run, home: Path) -> None:
    old = hold(home, {"q1": ScriptedAnswer("An apple and a pear.", 30)}, day="2026-10-01")
    new = hold(home, {"q1": ScriptedAnswer("A banana, a cherry.", 30)}, company="meta")
    shown = run("review", "--compare", new, old, "--question", "1", "--transcripts", home).stdout
    (heads,) = [line for line in shown.splitlines() if "2026-10-01" in line]
    assert heads.index("2026-10-01 Google") < heads.index("2026-11-20 Meta")
    (answers,) = [line for line in shown.splitlines() if "pear" in line and "cherry" in line]
    assert "An ⟦apple⟧¹ and a ⟦pear⟧!." in answers
    for said in ("gained", "Names the banana.", "lost", "Names the apple.", "mended", "Pears are not asked for."):
        assert said in shown
    assert "17 poor, then 83 good: 67 points more" in shown
    assert all(len(line) <= 80 for line in shown.splitlines() if "mock-interview" not in line)


def test_without_a_question_all_that_both_have_are_compared(run: Run, home: Path) -> None:
    old, new = hold(home, day="2026-10-01"), hold(home, questions=("q2", "q3"))
    data = json.loads(run("review", "--compare", old, new, "--json", "--transcripts", home).stdout)
    assert [q["id"] for q in data["questions"]] == ["q2"]
    result = run("review", "--compare", old, new, "--question", "1", "--transcripts", home)
    assert result.returncode == 1
    assert "not answered in both" in result.stderr


@pytest.mark.parametrize("width", [40, 200])
def test_any_width_shows_both_answers(home: Path, terminal: type[Terminal], width: int) -> None:
    old, new = hold(home, day="2026-10-01"), hold(home)
    shown = terminal("review", "--compare", old, new, "--no-pager", columns=width, rows=100)
    shown.wait("On these 2 questions")
    assert shown.text.count("a day.") == 2
    assert shown.end() == 0


def test_an_interview_is_not_compared_with_itself(run: Run, home: Path) -> None:
    id_ = hold(home)
    result = run("review", "--compare", id_, "latest", "--transcripts", home)
    assert result.returncode == 2
    assert "itself" in result.stderr


# --replay


def test_a_replay_types_it_again_and_obeys_its_keys(home: Path, terminal: type[Terminal]) -> None:
    id_ = typed(home)
    shown = terminal("review", id_, "--replay", "--speed", "64x")
    shown.wait("An apple a day", "submitted", "score")
    shown.send(" ")
    shown.wait("paused", "go on")
    shown.send("-")
    shown.send(" ")
    shown.wait("32x")
    shown.send("q")
    shown.wait(f"mock-interview review {id_}")
    assert shown.end() == 0


def test_a_replay_can_be_skipped_and_interrupted(home: Path, terminal: type[Terminal]) -> None:
    typed(home)
    shown = terminal("review", "latest", "--replay", NO_COLOR="1")
    shown.wait("What about q1?", "1x")
    assert "An apple" not in shown.text
    shown.send("n")
    shown.wait("An apple a day")
    shown.send("\x03")
    assert shown.end() == 130


def test_in_a_pipe_a_replay_is_lines_with_times(run: Run, home: Path) -> None:
    typed(home)
    lines = run("review", "latest", "--replay", "--transcripts", home).stdout.splitlines()
    assert "      0:10  A" in lines
    assert any("2:00  submitted" in line for line in lines)
    data = json.loads(run("review", "latest", "--replay", "--json", "--transcripts", home).stdout)
    assert data["scenes"][0]["answer"] == "An apple a day"


# --regrade


def test_old_answers_are_scored_with_todays_rubrics_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "old"
    copy.mkdir()
    for path in SAMPLES.glob("sample-google.*"):
        content = path.read_text(encoding="utf-8")
        (copy / path.name).write_text(content.replace('"rubric_version": "', '"rubric_version": "0'), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in copy.iterdir()}
    shown = run("review", "latest", "--regrade", "--transcripts", copy).stdout
    assert "Changed since: " in shown
    assert "was 0" in shown
    (data,) = json.loads(run("review", "--regrade", "--json", "--transcripts", copy).stdout)
    assert {q["rubric_now"] for q in data["questions"]} == {"changed"}
    assert data["before"] is not None
    assert data["after"] is not None
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == before


def test_a_rubric_that_is_gone_is_said(run: Run, home: Path) -> None:
    hold(home)
    shown = run("review", "latest", "--regrade", "--transcripts", home).stdout
    assert "gone" in shown
    assert "not in the content any more" in shown
    assert run("review", "--regrade", "--company", "google", "--transcripts", home).returncode == 0


# --html


def test_a_page_is_written_once_more_over_itself_and_over_nothing_else(run: Run, home: Path, tmp_path: Path) -> None:
    id_ = hold(home)
    page = tmp_path / "page.html"
    for _ in range(2):
        result = run("review", id_, "--html", page, "--transcripts", home)
        assert result.returncode == 0
    assert f"Written: {page}" in result.stdout.replace("\n", "")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    log = home / f"{id_}.jsonl"
    before = log.read_bytes()
    result = run("review", id_, "--html", log, "--transcripts", home)
    assert (result.returncode, log.read_bytes()) == (1, before)
    assert run("review", id_, "--html", tmp_path, "--transcripts", home).returncode == 1
    assert run("review", id_, "--html", tmp_path / "no" / "page.html", "--transcripts", home).returncode == 1


def test_a_page_goes_down_a_pipe(run: Run, home: Path) -> None:
    hold(home)
    result = run("review", "latest", "--html", "-", "--transcripts", home)
    assert result.stdout.startswith("<!doctype html>")
    assert result.stdout.rstrip().endswith("</html>")


def test_open_shows_the_page_in_the_browser(run: Run, home: Path, tmp_path: Path) -> None:
    hold(home)
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}\n')
    browser.chmod(0o755)
    page = tmp_path / "my page.html"
    result = run("review", "latest", "--html", page, "--open", "--transcripts", home, BROWSER=f"{browser} %s")
    assert result.returncode == 0
    assert seen.read_text().strip() == page.as_uri()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--replay",),
        ("--html", "x.html"),
        ("latest", "--compare", "a", "b"),
        ("latest", "--replay", "--regrade"),
        ("latest", "--speed", "4x"),
        ("latest", "--replay", "--speed", "fast"),
        ("latest", "--replay", "--speed", "0x"),
        ("latest", "--open"),
        ("latest", "--html", "-", "--open"),
        ("latest", "--html", "x.html", "--json"),
        ("latest", "--regrade", "--question", "1"),
        ("latest", "--regrade", "--since", "7d"),
    ],
)
def test_options_that_make_no_sense_are_wrong_usage(run: Run, home: Path, arguments: tuple[str, ...]) -> None:
    typed(home)
    result = run("review", *arguments, "--transcripts", home)
    assert result.returncode == 2
    assert result.stderr.startswith("Error: ")


def test_progress_is_a_page_too(run: Run, home: Path, tmp_path: Path) -> None:
    hold(home)
    page = tmp_path / "progress.html"
    result = run("progress", "--html", page, "--transcripts", home)
    assert (result.returncode, result.stderr) == (0, "")
    assert "Your progress" in page.read_text(encoding="utf-8")
    assert run("progress", "--html", page, "--json", "--transcripts", home).returncode == 2
    assert run("progress", "--open", "--transcripts", home).returncode == 2
