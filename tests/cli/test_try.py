"""`mock-interview bank try`: what earns what, for authors."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pyte

from tests.cli.conftest import Run

ANSWER = "It's a CPython thing, Jython has none."


def test_a_trial_shows_evidence_and_what_stopped_the_rest(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text(ANSWER)
    result = run("bank", "try", "gil", file)
    assert result.returncode == 0
    assert "shown   cpython-only" in result.stdout
    assert "missing ways-around" in result.stdout
    assert "“" in result.stdout


def test_a_trial_as_json_names_the_near_patterns(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text("There are reference counts in it.")
    trial = json.loads(run("bank", "try", "gil", file, "--json").stdout)
    assert trial["question"] == "gil"
    assert set(trial["near"]) == {"cpython-only", "refcounts", "ways-around", "being-lifted"}
    assert all(miss["why"] and ":" in miss["place"] for misses in trial["near"].values() for miss in misses)


def test_missing_file_and_unknown_question_are_said_plainly(run: Run, tmp_path: Path) -> None:
    missing = run("bank", "try", "gil", tmp_path / "none")
    assert (missing.returncode, "can't be read" in missing.stderr) == (1, True)
    unknown = run("bank", "try", "gill", tmp_path / "none")
    assert (unknown.returncode, "Did you mean gil?" in unknown.stderr) == (2, True)
    assert run("bank", "try", "gil", "--watch").returncode == 2


def test_watching_grades_again_when_the_file_is_saved(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text("Nothing yet.")
    command = [sys.executable, "-m", "simulator", "bank", "try", "gil", str(file), "--watch", "--json"]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert _next_json(program)["score"] == 0
    time.sleep(0.05)
    file.write_text(ANSWER)
    assert _next_json(program)["score"] > 0
    program.send_signal(signal.SIGINT)
    assert program.wait(timeout=10) == 0


def _next_json(program: subprocess.Popen[str]) -> dict[str, float]:
    assert program.stdout is not None
    lines = [program.stdout.readline()]
    while lines[-1] != "}\n":
        lines.append(program.stdout.readline())
    found: dict[str, float] = json.loads("".join(lines))
    return found


def test_typing_shows_the_score_as_it_grows() -> None:
    screen = pyte.Screen(80, 40)
    stream = pyte.Stream(screen)
    program = pexpect.spawn(
        sys.executable, ["-m", "simulator", "bank", "try", "gil"], dimensions=(40, 80), encoding="utf-8", timeout=20
    )

    def wait_for(text: str) -> None:
        deadline = time.monotonic() + 20
        while not any(text in line for line in screen.display):
            assert time.monotonic() < deadline, "\n".join(screen.display)
            try:
                stream.feed(program.read_nonblocking(65536, timeout=0.2))
            except pexpect.TIMEOUT:
                continue

    wait_for("0 of 100")
    program.send(ANSWER)
    wait_for("shown   cpython-only")
    program.sendcontrol("d")
    program.expect(pexpect.EOF)
    program.close()
    assert program.exitstatus == 0
