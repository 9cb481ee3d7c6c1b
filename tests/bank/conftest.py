from __future__ import annotations

from pathlib import Path

import pytest

from tests.bank.content import Content


@pytest.fixture
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    return home


@pytest.fixture
def content(tmp_path: Path, cache_home: Path) -> Content:
    return Content(tmp_path)
