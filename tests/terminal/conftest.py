from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.transcript import folder
from simulator.transcript.log import read
from simulator.transcript.state import InterviewRecord
from tests.terminal.content import Orchard
from tests.terminal.typing import Terminal


@pytest.fixture
def orchard(tmp_path: Path) -> Orchard:
    return Orchard(tmp_path)


@pytest.fixture
def transcripts(tmp_path: Path) -> Path:
    return tmp_path / "transcripts"


@pytest.fixture
def open_terminal(tmp_path: Path, transcripts: Path) -> Iterator[Callable[..., Terminal]]:
    """Runs the program with these arguments in a terminal; all are closed at the end."""
    opened: list[Terminal] = []

    def open_(*arguments: object, **settings: object) -> Terminal:
        settings = {"home": tmp_path / "home", "MOCK_INTERVIEW_TRANSCRIPTS": str(transcripts)} | settings
        terminal = Terminal(*arguments, **settings)
        opened.append(terminal)
        return terminal

    yield open_
    for terminal in opened:
        terminal.close()


@pytest.fixture
def start(open_terminal: Callable[..., Terminal], orchard: Orchard) -> Callable[..., Terminal]:
    """Begins an interview and reads the first round's opening; what is said on the screen is in the test's hands."""

    def start_(company: str = "orchard", *arguments: object, **settings: object) -> Terminal:
        terminal = open_terminal("start", company, "--length", "full", *arguments, *orchard.options, **settings)
        terminal.wait_for("Enter begin")
        return terminal

    return start_


@pytest.fixture
def record(transcripts: Path) -> Callable[[], InterviewRecord]:
    """What the newest transcript says."""
    return lambda: read(folder.find(transcripts)).record()
