from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.coding.trial import KINDS, Trial, make, unharmed


def _made(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trial]:
    made = make(kind, tmp_path, monkeypatch)
    yield made
    whole = unharmed(made)
    shutil.rmtree(made.home.parent)
    assert whole
    assert not made.left_over()


@pytest.fixture(params=KINDS)
def trial(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trial]:
    """Each kind of containment that this machine has; afterwards the home must be as it was."""
    yield from _made(request.param, tmp_path, monkeypatch)


@pytest.fixture
def boxed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trial]:
    """The sandbox only."""
    yield from _made("bubblewrap", tmp_path, monkeypatch)


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trial]:
    """The sandbox as a plain user has it, who may not do what root may: the one that most people use."""
    yield from _made("plain bubblewrap", tmp_path, monkeypatch)
