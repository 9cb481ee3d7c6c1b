"""Progress as it stands on terminals of different widths."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from simulator.progress.overview import Progress
from simulator.terminal.progress_view import draw
from tests.pages.records import many


@pytest.fixture(scope="module")
def topics_galore() -> Progress:
    """Many topics, with long names and with many answers."""
    told = many()
    one = replace(told.trends.topics[0], title="garbage collection and more", answers=1000, before=10.0, lately=100.0)
    return replace(told, trends=replace(told.trends, topics=tuple(replace(one, id=f"t{n}") for n in range(24))))


@pytest.mark.parametrize("width", [60, 76, 80, 100, 112, 119, 120, 160])
def test_no_line_is_wider_than_the_terminal(topics_galore: Progress, width: int) -> None:
    file = io.StringIO()
    draw(topics_galore, Console(file=file, width=width, color_system=None))
    lines = [line for line in file.getvalue().splitlines() if "mock-interview" not in line]
    assert [line for line in lines if cell_len(line) > width] == []
    assert any("and 14 more" in line or "and 4 more" in line for line in lines)
