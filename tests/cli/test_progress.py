"""`mock-interview progress`: what many interviews say together, in a terminal, in a pipe and as JSON."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from simulator.interview.answers import ScriptedAnswer
from tests.cli.conftest import Run
from tests.held import hold
from tests.terminal.screens import Terminal

WEAK = {"q1": ScriptedAnswer("An apple.", 30), "q2": ScriptedAnswer("Pears and an apple.", 20)}
STRONG = {"q1": ScriptedAnswer("An apple, a banana and a cherry.", 200), "q2": ScriptedAnswer("Banana, cherry.", 200)}


@pytest.fixture
def weeks(home: Path) -> Path:
    """Six weeks of getting better, at two companies."""
    for n in range(6):
        day = str(date.today() - timedelta(weeks=5 - n, days=3))
        hold(home, WEAK if n < 3 else STRONG, day=day, company="google")
        hold(home, WEAK if n < 5 else STRONG, day=day, company="meta")
    return home


def test_it_says_how_scores_move_what_is_missed_and_what_to_do_next(run: Run, weeks: Path) -> None:
    done = run("progress", "--transcripts", weeks)
    assert (done.returncode, done.stderr) == (0, "")
    for said in ("12 interviews, 24 answers", "week by week", "Companies", "Topics", "Missed again and again",
                 "Said again and again, though it is not so", "Pears are not asked for.", "What next",
                 "Time used against time given", "Too little to say"):  # fmt: skip
        assert said in done.stdout
    assert f"mock-interview drill --transcripts {weeks}" in done.stdout
    assert max(map(len, done.stdout.replace(f" --transcripts {weeks}", "").splitlines())) <= 80
    assert "\x1b" not in done.stdout


def test_missed_things_name_the_transcripts_they_come_from(run: Run, weeks: Path) -> None:
    told = json.loads(run("progress", "--json", "--transcripts", weeks).stdout)
    assert told["missed"][0]["times"] >= 2
    ids = {path.stem for path in weeks.glob("*.jsonl")}
    assert set(told["missed"][0]["transcripts"]) <= ids
    assert told["misconceptions"][0]["times"] == 8


def test_json_has_the_trends_with_their_changes(run: Run, weeks: Path) -> None:
    told = json.loads(run("progress", "--json", "--transcripts", weeks).stdout)
    assert told["step"] == "week"
    assert len(told["trends"]["overall"]["points"]) == 6
    assert told["trends"]["overall"]["change"] > 0
    assert {c["id"] for c in told["trends"]["companies"]} == {"google", "meta"}
    assert told["advice"][0]["command"] == "mock-interview drill"


def test_it_can_be_narrowed_by_company_and_date(run: Run, weeks: Path) -> None:
    def interviews(*options: str) -> int:
        return json.loads(run("progress", "--json", *options, "--transcripts", weeks).stdout)["interviews"]

    assert interviews("--company", "Google") == 6
    assert interviews("--since", "11d") == 4
    assert interviews("--since", "4d", "--company", "meta") == 1
    assert run("progress", "--company", "gogle", "--transcripts", weeks).returncode == 2
    assert "7d" in run("progress", "--since", "soon", "--transcripts", weeks).stderr
    assert "No answer fits" in run("progress", "--since", "2100-01-01", "--transcripts", weeks).stdout


def test_own_marks_are_held_against_the_scores(run: Run, weeks: Path, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("q1: {mark: 4}\nq2: {mark: 4}\n")
    for path in sorted(weeks.glob("*.jsonl"))[:5]:
        assert run("grade", path.stem, "--marks", tmp_path / "m.yaml", "--transcripts", weeks).returncode == 0
    done = run("progress", "--transcripts", weeks)
    assert "Do you flatter yourself?" in done.stdout
    assert "Yes: your marks are" in done.stdout


def test_nothing_yet_is_no_failure_and_says_how_to_begin(run: Run, home: Path) -> None:
    done = run("progress", "--transcripts", home / "none")
    assert done.returncode == 0
    assert "mock-interview start" in done.stdout
    assert json.loads(run("progress", "--json", "--transcripts", home).stdout)["answers"] == 0


def test_one_interview_is_told_honestly(run: Run, home: Path) -> None:
    hold(home, {"q1": WEAK["q1"]}, questions=("q1",))
    done = run("progress", "--transcripts", home)
    assert "So far these are single scores, not a trend" in done.stdout
    assert "Missed so far, nothing of it twice" in done.stdout


@pytest.mark.parametrize("columns", [50, 80, 120, 200])
def test_it_fits_the_terminal(weeks: Path, tmp_path: Path, columns: int) -> None:
    where = {"MOCK_INTERVIEW_TRANSCRIPTS": str(weeks)}
    shown = Terminal("progress", "--no-pager", home=tmp_path, columns=columns, rows=100, **where)
    assert shown.end() == 0
    assert "Your progress" in shown.text
    assert b"\x1b[" in shown.raw
    # A line that was too wide would go on at the beginning of the next one; only commands may, to be copied whole.
    lines = shown.text.split("What next")[0].splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == []


def test_without_colour_words_say_it_all(weeks: Path, terminal: type[Terminal]) -> None:
    shown = terminal("progress", "--no-pager", rows=100, NO_COLOR="1")
    assert shown.end() == 0
    assert b"\x1b[3" not in shown.raw
    assert "lately" in shown.text


def test_where_there_are_no_block_characters_plainer_signs_stand_in(run: Run, weeks: Path) -> None:
    done = run("progress", "--transcripts", weeks, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "?" not in done.stdout.replace("Do you flatter yourself?", "").replace("What about", "")
    assert "##" in done.stdout


def test_hostile_texts_do_nothing(run: Run, home: Path) -> None:
    hold(home)
    path = next(home.glob("*.jsonl"))
    path.write_text(path.read_text().replace("Names the apple.", "Evil \\u001b[31m \\u202e"), "utf-8")
    done = run("progress", "--transcripts", home)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_damaged_transcripts_are_left_out_with_a_note(run: Run, weeks: Path) -> None:
    (weeks / "2026-11-21-broken.jsonl").write_text("nothing\n")
    done = run("progress", "--transcripts", weeks)
    assert done.returncode == 0
    assert "Left out:" in done.stderr


def test_it_works_where_nothing_can_be_kept(run: Run, weeks: Path, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("")
    done = run("progress", "--transcripts", weeks, XDG_CACHE_HOME=str(tmp_path / "in-the-way"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "12 interviews" in done.stdout


def test_the_list_shows_the_newest_and_how_to_see_the_others(run: Run, home: Path) -> None:
    for n in range(103):
        # A hundred interviews are quicker copied than held.
        if n == 0:
            first = hold(home, day="2026-01-01")
        else:
            id_ = f"2026-02-{n % 28 + 1:02}-google-{n:04}"
            text = (home / f"{first}.jsonl").read_text().replace(first, id_).replace("2026-01-01", id_[:10])
            (home / f"{id_}.jsonl").write_text(text)
    shown = run("review", "--transcripts", home)
    assert "The newest 100; 3 more: add --all" in shown.stdout
    assert len(json.loads(run("review", "--all", "--json", "--transcripts", home).stdout)) == 103
    as_json = run("review", "--json", "--transcripts", home)
    assert len(json.loads(as_json.stdout)) == 100
    assert "--all" in as_json.stderr
    found = run("review", "--search", "apple", "--transcripts", home)
    assert "it stands in 3 older ones, too: add --all" in found.stdout
    every = json.loads(run("review", "--search", "apple", "--all", "--json", "--transcripts", home).stdout)
    assert len({place["id"] for place in every}) == 103
