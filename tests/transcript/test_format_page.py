"""docs/transcript-format.md describes the format as it is."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from simulator.transcript import events as ev

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "transcript-format.md").read_text("utf-8")


@pytest.mark.parametrize("kind", ev._KINDS.values(), ids=lambda kind: kind.name)
def test_every_event_and_each_of_its_fields_is_described(kind):
    assert f"| `{kind.name}` |" in PAGE
    assert all(f"`{field.name}`" in PAGE for field in dataclasses.fields(kind))
