"""What the screen of self-grading shows, drawn without a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from simulator.grading.checked import CheckResult, Outcome, RunReport
from simulator.interview.answers import ScriptedAnswer
from simulator.interview.selfgrading import SelfGrading
from simulator.terminal.evidence import Signs
from simulator.terminal.selfgrade_view import Screen, View, draw, moved, plain
from tests.held import ANSWERS, hold, opened

AS_IT_COMES = View()
SIGNS = Signs("⟦", "⟧", raised=True)


@pytest.fixture
def grading(tmp_path: Path) -> Iterator[SelfGrading]:
    with opened(tmp_path, hold(tmp_path)) as log:
        yield SelfGrading(log.contents.record(), log.append)


def screen(grading: SelfGrading, view: View = AS_IT_COMES, columns: int = 80, rows: int = 24) -> Screen:
    return draw(grading, view, columns, rows, SIGNS)


def text(grading: SelfGrading, view: View = AS_IT_COMES, columns: int = 80, rows: int = 24) -> str:
    return plain(screen(grading, view, columns, rows).rows)


def test_before_the_own_mark_nothing_of_the_grade_is_seen(grading: SelfGrading) -> None:
    shown = text(grading)
    assert "An apple a day." in shown
    assert "A cherry on top." in shown
    assert "Your own mark" in shown
    for telling in ("⟦", "Program", "shown", "partly", "Score", "excellent", "mixed"):
        assert telling not in shown


def test_each_criterion_stands_with_its_own_evidence(grading: SelfGrading) -> None:
    grading.mark(3)
    assert "An ⟦apple⟧ a day." in text(grading)
    assert "Signal 1 of 3" in text(grading)
    grading.agree()
    shown = text(grading)
    assert "An apple a day." in shown
    assert "a ⟦banana⟧ split." in shown
    assert "(counts twice)" in shown
    grading.agree()
    shown = text(grading)
    assert "A ⟦cherry⟧ on top." in shown
    assert "partly. Your answer to the follow-up shows it." in shown


def test_what_is_missing_is_said(grading: SelfGrading) -> None:
    grading.mark(3)
    for _ in range(3):
        grading.agree()
    grading.go_on()
    grading.mark(0)
    assert "not shown. The apple is missing." in text(grading)


def test_at_the_end_both_stand_side_by_side(grading: SelfGrading) -> None:
    grading.mark(3)
    grading.agree()
    grading.credit(0.0)
    grading.agree()
    lines = text(grading).split("\n")
    assert any(line.split()[-2:] == ["shown", "shown"] for line in lines)
    assert any(line.split()[-3:] == ["shown", "not", "shown"] for line in lines)
    assert any(line.split()[-5:] == ["Score", "75", "good", "42", "mixed"] for line in lines)
    assert any(line.split()[-3:] == ["3", "of", "4"] for line in lines)


def test_a_misconception_is_corrected_at_the_end(tmp_path: Path) -> None:
    with opened(tmp_path, hold(tmp_path, {"q1": ScriptedAnswer("An apple or a pear.")})) as log:
        grading = SelfGrading(log.contents.record(), log.append)
        grading.mark(1)
        assert "pear⟧" not in text(grading)
        for _ in range(3):
            grading.agree()
        shown = text(grading, rows=40)
    assert "a ⟦pear⟧!" in shown
    assert "! Pears are not asked for." in shown


def test_the_model_answer_takes_the_place_of_the_answer_or_stands_beside_it(grading: SelfGrading) -> None:
    narrow, wide = text(grading, View(model_answer=True)), text(grading, View(model_answer=True), columns=120)
    assert "apple banana cherry" in narrow
    assert "An apple a day." not in narrow
    assert any("An apple a day." in line and "│" in line for line in wide.split("\n"))
    assert "apple banana cherry" in wide


@pytest.mark.parametrize("columns", [10, 20, 40, 80, 120, 200])
@pytest.mark.parametrize("rows", [3, 8, 12, 24, 60])
def test_it_fits_every_window_at_every_step(grading: SelfGrading, columns: int, rows: int) -> None:
    for step in range(6):
        for view in (View(), View(model_answer=True), View(top=1000)):
            drawn = screen(grading, view, columns, rows)
            assert len(drawn.rows) <= rows
            if columns >= 40:
                assert all(cell_len(line) <= columns for line in plain(drawn.rows).split("\n"))
        if step == 0:
            grading.mark(2)
        elif step < 4:
            grading.agree()


def test_a_long_answer_is_moved_to_its_evidence_and_by_hand(tmp_path: Path) -> None:
    long = "\n".join(f"line {n}" for n in range(100)) + "\nan apple"
    with opened(tmp_path, hold(tmp_path, ANSWERS | {"q1": ScriptedAnswer(long)})) as log:
        grading = SelfGrading(log.contents.record(), log.append)
        assert "line 1\n" in text(grading)
        grading.mark(2)
        drawn = screen(grading)
        assert "an ⟦apple⟧" in plain(drawn.rows)
        assert "above" in plain(drawn.rows)
        view = moved(View(), drawn, -1000)
        assert "line 1\n" in text(grading, view)
        view = moved(view, screen(grading, view), 1000)
        assert screen(grading, view).top == screen(grading, view).last_top


def test_control_characters_never_reach_the_terminal(tmp_path: Path) -> None:
    with opened(tmp_path, hold(tmp_path, {"q1": ScriptedAnswer("an \x1b[31mapple\x07 \u202eback")})) as log:
        grading = SelfGrading(log.contents.record(), log.append)
        for _ in range(4):
            shown = text(grading)
            assert not set("\x1b\x07\u202e") & set(shown)
            if "Your own mark" in shown:
                grading.mark(1)
            else:
                grading.agree()


def test_what_checks_found_is_shown_and_what_several_say_said_once(tmp_path: Path) -> None:
    late = [CheckResult(name, f"it is {name}", 1, True, Outcome.TIMED_OUT, came="too late") for name in "ab"]
    passed = CheckResult("c", "it is c", 1, True, Outcome.PASSED)
    with opened(tmp_path, hold(tmp_path)) as log:
        record = log.contents.record()
        first = replace(record.questions[0], checked=RunReport("code", "1", (*late, passed)))
        grading = SelfGrading(replace(record, questions=(first, *record.questions[1:])), log.append)
        grading.mark(3)
        shown = text(grading, columns=100, rows=60)
    assert "1 of 3 checks passed" in shown
    assert all(f"it is {name}" in shown for name in "abc")
    assert shown.count("too late") == 1
