from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bank.content import Content
from tests.terminal.screens import Terminal

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(tmp_path)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of transcripts."""
    path = tmp_path / "transcripts"
    path.mkdir()
    return path


@pytest.fixture
def terminal(tmp_path: Path, home: Path) -> Iterator[type[Terminal]]:
    """Starts the program in a terminal, with that folder; all that were started end with the test."""
    opened: list[Terminal] = []

    def start(*arguments: object, **settings: object) -> Terminal:
        opened.append(Terminal(*arguments, "--transcripts", home, home=tmp_path, **settings))  # type: ignore[arg-type]
        return opened[-1]

    yield start  # type: ignore[misc]
    for each in opened:
        each.close()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the real program in a process of its own, with a home of its own."""

    def run_program(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MOCK_INTERVIEW")}
        own = {name: str(tmp_path / "home" / name.lower()) for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME")}
        return subprocess.run(
            [sys.executable, "-m", "simulator", *map(str, arguments)],
            env={**kept, **own, **environment},
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run_program
