"""`bank check` runs what stands in check files against the answers of their questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.coding.sandbox import containment
from tests.bank.content import Content
from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(containment().kind == "none", reason=containment().why_not)

CHECKS = '''\
from answer import double

NAMES = ("double",)
STARTER = """def double(n):
    ..."""
EXAMPLES = "double(2) gives 4."
WRONG = {
    "test_two": "def double(n):\\n    return n",
    "test_text": "def double(n):\\n    return 4",
}


def test_two():
    """twice a number
    Visible.
    """
    assert double(2) == 4


def test_text():
    """twice a text"""
    assert double("ab") == "abab"
'''
ANSWER = "model_answer: |\n      def double(n):\n          return n * 2\n"


class Bank:
    """A bank whose code question has checks."""

    def __init__(self, content: Content, run: Run) -> None:
        self._content, self._run = content, run
        content.change(content.bank_file, "model_answer: Like this.\n", ANSWER)
        self.file = Path(content.banks) / "code" / "google-gc.py"
        self.file.parent.mkdir()
        self.file.write_text(CHECKS)

    def change(self, old: str, new: str) -> None:
        assert old in self.file.read_text()
        self.file.write_text(self.file.read_text().replace(old, new))

    def check(self, *options: str) -> list[str]:
        """The problems of the check file."""
        config = str(self._content.banks.parent / "config")
        result = self._run("bank", "check", "--json", *options, *self._folders, XDG_CONFIG_HOME=config)
        self.notes = result.stderr
        self.report = json.loads(result.stdout)
        return [
            f"{p['line']}: {p['what']}"
            for p in self.report["problems"]
            if "/code/" in p["file"] or "model answer of google-gc does" in p["what"]
        ]

    @property
    def _folders(self) -> tuple[object, ...]:
        return ("--banks", self._content.banks, "--rubrics", self._content.rubrics)


@pytest.fixture
def bank(content: Content, run: Run) -> Bank:
    return Bank(content, run)


def test_checks_of_strangers_run_only_with_trust_which_lasts_until_they_change(bank: Bank) -> None:
    bank.change("== 4", "== 5")
    assert bank.check() == []
    assert "were not run" in bank.notes
    assert "bank check --trust" in bank.notes
    assert len(bank.check("--trust")) == 1
    assert len(bank.check()) == 1
    bank.change("== 5", "== 6")
    assert bank.check() == []
    assert "were not run" in bank.notes


def test_a_sound_file_has_no_problems_and_is_counted(bank: Bank) -> None:
    assert bank.check("--trust") == []
    assert bank.notes == ""
    assert bank.report["checked"]["check_files"] == 1


def test_a_model_answer_must_pass_everything(bank: Bank) -> None:
    bank.change('"abab"', '"ab ab"')
    assert bank.check("--trust") == [
        "20: the model answer of google-gc does not pass test_text: double(\"ab\") gives 'abab', expected is 'ab ab'"
    ]


def test_a_wrong_answer_must_fail_its_check(bank: Bank) -> None:
    bank.change("return 4", "return n + n")
    assert bank.check("--trust") == ["20: the wrong answer for test_text passes it"]


def test_a_check_that_asserts_nothing_is_found_by_its_wrong_answer(bank: Bank) -> None:
    bank.change('    assert double("ab") == "abab"\n', "")
    assert bank.check("--trust") == ["20: the wrong answer for test_text passes it"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("def test_two", "def test two", "13: not Python: expected '('"),
        ("    Visible.\n", "", "1: no check is visible"),
        ('"test_two":', '"test_to":', "7: WRONG names no check 'test_to'"),
    ],
)
def test_a_file_that_is_not_in_order_is_told_with_its_line(bank: Bank, old: str, new: str, told: str) -> None:
    bank.change(old, new)
    assert any(problem.startswith(told) for problem in bank.check("--trust")), bank.check()


def test_a_file_belongs_to_a_question_of_kind_code(bank: Bank) -> None:
    bank.file.rename(bank.file.with_name("gone.py"))
    assert bank.check("--trust") == ["1: there is no question 'gone'"]
    bank.file.with_name("gone.py").rename(bank.file.with_name("gc.py"))
    assert "1: the question gc is of kind explain" in bank.check("--trust")
