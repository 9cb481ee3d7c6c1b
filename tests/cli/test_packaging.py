"""A built wheel carries the content and works from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

from simulator.bank.folders import checkout


def test_a_wheel_carries_the_content_and_works_from_any_folder(tmp_path: Path) -> None:
    root = checkout()
    assert root is not None
    (wheel,) = WheelBuilder(str(root)).build(directory=str(tmp_path / "dist"), versions=["standard"])
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    environment = {**os.environ, "PYTHONPATH": str(installed), "XDG_CACHE_HOME": str(tmp_path / "cache")}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "simulator", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout

    where = json.loads(run("where", "--json"))
    assert where["banks"] == {"path": str(installed / "simulator/data/banks"), "why": "came with the program"}
    assert Path(where["rubrics"]["path"]).is_dir()
    assert not where["transcripts"]["path"].startswith(str(root))
    assert json.loads(run("bank", "list", "--json"))
    assert run("review", "sample-google", "--html", "-", "--transcripts", str(root / "transcripts")).startswith(
        "<!doctype"
    )
