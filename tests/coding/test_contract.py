"""Check files are read without being run, and what is wrong with one is said with its place."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.bank.problem import ContentError
from simulator.coding.contract import find_contract, parse_contract
from tests.coding.trial import CHECKS

BANKS = Path(__file__).resolve().parents[2] / "banks"


def problems(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        parse_contract(text, Path("own.py"))
    return [f"{p.place.line}:{p.place.column}: {p.what}; {p.todo}" for p in caught.value.problems]


def test_a_check_has_words_a_weight_and_a_limit() -> None:
    text = CHECKS.replace("Seconds: 1", "Weight: 3\n    Seconds: 10")
    go, other = parse_contract(text, Path("own.py")).checks
    assert (go.words, go.weight, go.visible, go.seconds) == ("it gives 42", 3, True, 10.0)
    assert (other.words, other.weight, other.visible, other.seconds) == ("another one", 1, False, 2.0)


def test_nothing_of_a_file_is_run(tmp_path: Path) -> None:
    parse_contract(f"open({str(tmp_path / 'ran')!r}, 'w')\n{CHECKS}", Path("own.py"))
    assert not any(tmp_path.iterdir())


def test_the_version_tells_whether_the_checks_have_changed() -> None:
    one, other = (parse_contract(text, Path("own.py")).version for text in (CHECKS, CHECKS.replace("42", "43")))
    assert one != other


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("def test_go", "def test go", "not Python"),
        ('NAMES = ("go",)', "", "1:1: the file has no NAMES"),
        ('NAMES = ("go",)', "NAMES = (make(),)", "NAMES can't be read without running the file"),
        ('NAMES = ("go",)', 'NAMES = ("run",)', "STARTER does not define run"),
        ("    Visible.\n", "", "no check is visible"),
        ("Seconds: 1\n", "Seconds: 99\n", "Seconds is 99; write a whole number from 1 to 30"),
        ("Seconds: 2", "Weight: 4", "Weight is 4; write a whole number from 1 to 3"),
        ('"""another one', '"""', "test_other has no words for people"),
        ("def test_other()", "def test_other(capsys)", "test_other wants the fixture capsys; use tmp_path or none"),
        ("def test_other", "def test_go", "test_go is defined twice"),
        ("EXAMPLES =", 'NEEDS = ("numpy",)\nEXAMPLES =', "nothing provides 'numpy'; choose from aiohttp, redis"),
        ("EXAMPLES =", 'WRONG = {"test_gone": ""}\nEXAMPLES =', "WRONG names no check 'test_gone'"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, told: str) -> None:
    assert old in CHECKS
    assert any(told in problem for problem in problems(CHECKS.replace(old, new)))


@given(st.text())
def test_any_text_is_a_contract_or_a_content_error(text: str) -> None:
    with suppress(ContentError):
        parse_contract(text, Path("own.py"))


@pytest.mark.parametrize("name", ["../functions", "reverse-string.py", "nowhere", "", "a/b"])
def test_only_names_of_questions_find_a_file(name: str) -> None:
    assert find_contract(BANKS, name) is None


@pytest.mark.parametrize("path", sorted((BANKS / "code").glob("*.py")), ids=lambda path: path.stem)
def test_the_check_files_that_come_with_the_program_are_in_order(path: Path) -> None:
    contract = find_contract(BANKS, path.stem)
    assert contract is not None
    assert contract.question == path.stem


def test_what_the_editor_opens_with_fits_a_terminal_of_80_columns() -> None:
    banks = Path(__file__).resolve().parents[2] / "banks"
    for path in sorted((banks / "code").glob("*.py")):
        found = find_contract(banks, path.stem)
        assert found is not None
        assert [line for line in found.starter.split("\n") if len(line) > 76] == []
