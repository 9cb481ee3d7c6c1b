"""`mock-interview bank new`: a skeleton that is in order, and says what is still to do."""

from __future__ import annotations

import pytest

from tests.bank.content import Content
from tests.cli.conftest import Run


@pytest.mark.parametrize("topic", ["own", "memory"])
def test_a_skeleton_is_added_and_reads_without_structural_problems(run: Run, content: Content, topic: str) -> None:
    folders = ("--banks", content.banks, "--rubrics", content.rubrics)
    before = run("bank", "check", *folders).stdout
    made = run("bank", "new", "my-question", "--topic", topic, "--kind", "code", *folders)
    assert made.returncode == 0, made.stderr
    assert "TODO" in (content.banks / f"{topic}.yaml").read_text()
    shown = run("bank", "show", "my-question", *folders)
    assert "code, medium, 8 minutes" in shown.stdout
    remaining = [line for line in run("bank", "check", *folders).stdout.splitlines() if line not in before]
    assert all("my-question" in line or "TODO" in line or "checked" in line for line in remaining), remaining


def test_an_id_that_is_taken_or_no_id_is_refused(run: Run, content: Content) -> None:
    folders = ("--banks", content.banks, "--rubrics", content.rubrics)
    assert run("bank", "new", "gc", *folders).returncode == 2
    assert "small letters" in run("bank", "new", "Not an id", *folders).stderr
    assert not (content.banks / "own.yaml").exists()
