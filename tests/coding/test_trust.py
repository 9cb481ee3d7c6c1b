"""Strangers' checks run only once the user has said so, and only as they stood then."""

from __future__ import annotations

from pathlib import Path

from simulator.bank.folders import banks_folder
from simulator.coding.trust import is_trusted, trust


def bank(tmp_path: Path) -> Path:
    (tmp_path / "banks" / "code").mkdir(parents=True)
    (tmp_path / "banks" / "code" / "own.py").write_text("x = 1")
    return tmp_path / "banks"


def test_what_came_with_the_program_is_trusted(tmp_path: Path) -> None:
    assert is_trusted(banks_folder().path, tmp_path / "memory.json")


def test_others_are_trusted_once_the_user_says_so(tmp_path: Path) -> None:
    banks, memory = bank(tmp_path), tmp_path / "config" / "memory.json"
    assert not is_trusted(banks, memory)
    trust(banks, memory)
    assert is_trusted(banks, memory)


def test_trust_ends_when_a_check_file_changes_or_appears(tmp_path: Path) -> None:
    banks, memory = bank(tmp_path), tmp_path / "memory.json"
    trust(banks, memory)
    (banks / "code" / "own.py").write_text("x = 2")
    assert not is_trusted(banks, memory)
    trust(banks, memory)
    (banks / "code" / "new.py").write_text("x = 2")
    assert not is_trusted(banks, memory)


def test_the_same_files_elsewhere_are_another_bank(tmp_path: Path) -> None:
    banks, memory = bank(tmp_path), tmp_path / "memory.json"
    trust(banks, memory)
    other = bank(tmp_path / "other")
    assert not is_trusted(other, memory)


def test_a_damaged_memory_trusts_nobody(tmp_path: Path) -> None:
    banks, memory = bank(tmp_path), tmp_path / "memory.json"
    for damaged in ("", "[1]", "{", "null", "\x00"):
        memory.write_text(damaged)
        assert not is_trusted(banks, memory)
    trust(banks, memory)
    assert is_trusted(banks, memory)
