"""`mock-interview doctor` says what this machine can do."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from simulator.coding.sandbox import containment
from tests.cli.conftest import Run


def test_all_facts_are_there_for_scripts(run: Run, tmp_path: Path) -> None:
    result = run("doctor", "--json", "--transcripts", tmp_path / "new")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert list(found) == ["python", "code", "grading", "packages", "programs", "terminal", "transcripts"]
    assert found["code"]["containment"] == containment().kind
    assert set(found["packages"]) == {"aiohttp", "redis", "fakeredis"}
    assert found["terminal"]["is_terminal"] is False
    assert found["transcripts"]["folder"] == str(tmp_path / "new")
    assert found["transcripts"]["can_be_written"] is True
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(containment().kind != "bubblewrap", reason=containment().why_not_bubblewrap)
def test_in_a_sandbox_every_measure_holds(run: Run) -> None:
    measures = json.loads(run("doctor", "--json").stdout)["code"]["measures"]
    assert {measure["id"] for measure in measures} >= {"time", "memory", "processes", "home", "network", "leaving"}
    assert [measure["words"] for measure in measures if not measure["holds"]] == []


def test_without_bubblewrap_it_says_so_and_what_to_do(run: Run) -> None:
    result = run("doctor", MOCK_INTERVIEW_NO_BUBBLEWRAP="1")
    assert result.returncode == 0
    assert "bubblewrap" in result.stdout


def test_for_people_each_measure_has_a_line(run: Run) -> None:
    lines = run("doctor").stdout.splitlines()
    assert any(line.split()[1:] == ["not", "root"] for line in lines) or containment().kind == "none"
    assert any(line.startswith("Terminal") for line in lines)


def test_without_what_is_compiled_it_says_so_and_that_scores_are_the_same(run: Run) -> None:
    result = run("doctor", MOCK_INTERVIEW_NO_COMPILED="1")
    assert result.returncode == 0
    assert "MOCK_INTERVIEW_NO_COMPILED is set" in result.stdout
    assert "Scores are the same without it" in result.stdout
    asked = json.loads(run("doctor", "--json", MOCK_INTERVIEW_NO_COMPILED="1").stdout)
    assert asked["grading"] == {"compiled": False, "why_not": "MOCK_INTERVIEW_NO_COMPILED is set"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_can_t_be_written_is_a_failure(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = run("doctor", "--transcripts", tmp_path)
    tmp_path.chmod(0o700)
    assert result.returncode == 1
    assert "MOCK_INTERVIEW_TRANSCRIPTS" in result.stdout


def test_a_file_in_place_of_the_folder_is_a_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert run("doctor", "--transcripts", tmp_path / "file").returncode == 1


def test_no_line_about_code_is_wider_than_80_columns_or_coloured(run: Run) -> None:
    said = run("doctor", COLUMNS="80", NO_COLOR="1").stdout.partition("Transcripts")[0]
    assert [line for line in said.splitlines() if len(line) > 80] == []
    assert "\x1b" not in said
