"""What a candidate sees before writing is had without parsing check files, as long as they stay as they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.bank.folders import cache_folder
from simulator.bank.problem import ContentError
from simulator.coding.contract import read_contract
from simulator.coding.wanted import WantedByQuestion
from tests.coding.trial import CHECKS

BANKS = Path(__file__).resolve().parents[2] / "banks"


@pytest.fixture
def banks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "own.py").write_text(CHECKS)
    return tmp_path


def examples(banks: Path) -> str:
    found = WantedByQuestion(banks).find("own")
    assert found is not None
    return found[2]


def test_it_is_what_the_whole_file_says() -> None:
    for path in (BANKS / "code").glob("*.py"):
        contract = read_contract(path)
        assert WantedByQuestion(BANKS).find(path.stem) == (contract.names, contract.starter, contract.examples)


def test_a_question_without_checks_wants_nothing(banks: Path) -> None:
    assert WantedByQuestion(banks).find("another") is None


def test_a_change_is_seen(banks: Path) -> None:
    before = examples(banks)
    (banks / "code" / "own.py").write_text(CHECKS.replace(before, "something else"))
    assert examples(banks) == "something else"


@pytest.mark.parametrize("damage", ["", "garbage", "[1]", '["own", 3]'])
def test_a_damaged_cache_repairs_itself(banks: Path, damage: str) -> None:
    before = examples(banks)
    (kept,) = cache_folder().path.glob("wanted-*")
    key = kept.read_text().split("\n")[0]
    kept.write_text(f"{key}\n{damage}\n")
    assert examples(banks) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_can_not_be_written_does_no_harm(banks: Path) -> None:
    cache_folder().path.parent.mkdir(parents=True, exist_ok=True)
    cache_folder().path.parent.chmod(0o500)
    assert examples(banks)


def test_a_file_that_is_not_in_order_is_reported_to_who_asks_for_it(banks: Path) -> None:
    (banks / "code" / "bad.py").write_text(CHECKS.replace("NAMES =", "NAMES = list() or"))
    assert examples(banks)
    with pytest.raises(ContentError) as caught:
        WantedByQuestion(banks).find("bad")
    assert "NAMES can't be read without running the file" in caught.value.problems[0].what
