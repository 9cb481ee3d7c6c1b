"""A built wheel carries the content and works from any folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from simulator.bank.folders import checkout
from simulator.bank.loader import load

Program = Callable[..., str]


def installed(folder: Path) -> tuple[str, Path, Program]:
    """Build a wheel and unpack it: its name, where it is, and the program in it."""
    root = checkout()
    assert root is not None
    (wheel,) = WheelBuilder(str(root)).build(directory=str(folder / "dist"), versions=["standard"])
    there = folder / "installed"
    zipfile.ZipFile(wheel).extractall(there)
    environment = {**os.environ, "PYTHONPATH": str(there), "XDG_CACHE_HOME": str(folder / "cache")}

    def run(*arguments: str, said: str = "") -> str:
        command = [sys.executable, "-m", "simulator", *arguments]
        return subprocess.run(
            command, cwd=folder, env=environment, input=said, capture_output=True, text=True, check=True
        ).stdout

    return Path(wheel).name, there, run


QUESTION = load().questions["gil"]
ANSWER = json.dumps({"id": 1, "question": QUESTION.id, "answer": QUESTION.model_answer})


def test_a_wheel_carries_the_content_and_works_from_any_folder(tmp_path: Path) -> None:
    root = checkout()
    _, there, run = installed(tmp_path)
    where = json.loads(run("where", "--json"))
    assert where["banks"] == {"path": str(there / "simulator/data/banks"), "why": "came with the program"}
    assert Path(where["rubrics"]["path"]).is_dir()
    assert not where["transcripts"]["path"].startswith(str(root))
    assert json.loads(run("bank", "list", "--json"))
    assert run("review", "sample-google", "--html", "-", "--transcripts", f"{root}/transcripts").startswith("<!doctype")
    assert json.loads(run("doctor", "--json"))["grading"]["compiled"] is bool(shutil.which("cc"))
    assert not [*there.rglob("*.pyx"), *there.rglob("build_hook*")]


def test_without_a_c_compiler_a_wheel_fits_every_machine_and_scores_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CC", str(tmp_path / "no-compiler"))
    name, _, run = installed(tmp_path)
    assert name.endswith("-py3-none-any.whl")
    assert json.loads(run("doctor", "--json"))["grading"] == {
        "compiled": False,
        "why_not": "no C compiler was found when it was installed",
    }
    here = [sys.executable, "-m", "simulator", "score", "-"]
    scored = subprocess.run(here, input=ANSWER, capture_output=True, text=True, check=True).stdout
    assert json.loads(scored)["score"] > 90
    assert run("score", "-", said=ANSWER) == scored
