"""`mock-interview drill`: what is due, a drill in a pipe and in a terminal, and what the other commands make of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.bank.loader import load
from simulator.cli.lazy_grading import LazyGrading
from simulator.interview.answers import ScriptedAnswer, run_scripted
from simulator.interview.plan import Length, Options, make_plan
from simulator.interview.session import Interview
from simulator.transcript import folder
from simulator.transcript.log import read
from simulator.transcript.state import InterviewRecord
from tests.terminal.content import Orchard
from tests.terminal.typing import CTRL_C, CTRL_S, ENTER, Terminal

MOST = "The apple is good, the banana is best."
ALL = "The apple is good, the banana is best, and all praise to the cherry."


@pytest.fixture
def orchard(tmp_path: Path) -> Orchard:
    return Orchard(tmp_path)


@pytest.fixture
def transcripts(tmp_path: Path) -> Path:
    return tmp_path / "transcripts"


@pytest.fixture
def held(orchard: Orchard, transcripts: Path) -> Callable[..., None]:
    """Holds an interview at Orchard some days ago, with these answers."""

    def hold(days: int = 3, **answers: str) -> None:
        library = load(orchard.banks, orchard.rubrics)
        plan = make_plan(library.companies["orchard"], library, Options(length=Length.FULL, seed=1, probes=False))
        then = datetime.now(UTC) - timedelta(days=days)
        grading = LazyGrading(library)
        with folder.create(transcripts, "orchard", "0", lambda: then) as log:
            interview = Interview(log.header, plan, grading.grade, log.append)
            run_scripted(interview, {id_: ScriptedAnswer(text, 20) for id_, text in answers.items()})

    return hold


@pytest.fixture
def drill(run, orchard: Orchard, transcripts: Path, tmp_path: Path):
    def drill_(*arguments: object, answers: str | None = None, command: str = "drill"):
        given: list[object] = []
        if answers is not None:
            (tmp_path / "answers.yaml").write_text(answers, encoding="utf-8")
            given = ["--answers", tmp_path / "answers.yaml"]
        content = orchard.options if command in ("drill", "resume") else []
        return run(command, *arguments, *given, "--transcripts", transcripts, *content)

    return drill_


def newest(transcripts: Path) -> InterviewRecord:
    return read(folder.find(transcripts)).record()


def test_what_waits_is_said_with_where_it_was_missed(drill, held, transcripts: Path) -> None:
    held(praise=MOST, basket=ALL, code=ALL)
    shown = drill("--due")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "One thing waits, about 2 minutes in all" in shown.stdout
    assert "What about the fruit that begins with c?" in shown.stdout
    assert f"mock-interview drill --transcripts {transcripts}" in shown.stdout
    found = json.loads(drill("--due", "--json").stdout)
    assert [(i["question"], i["criterion"], i["seconds"]) for i in found["due"]] == [("praise", "cherry", 90)]
    assert found["due"][0]["transcripts"] == [newest(transcripts).id]
    assert found["fitting"] == 1


def test_where_nothing_was_missed_nothing_is_due(drill, held) -> None:
    assert "nothing was missed" in drill().stdout
    held(praise=ALL, basket=ALL, code=ALL)
    done = drill()
    assert done.returncode == 0
    assert "mock-interview start" in done.stdout
    assert json.loads(drill("--json").stdout) == {"due": [], "fitting": 0, "next_due": None}


def test_what_was_missed_today_is_due_another_day_and_can_be_practised_ahead(drill, held) -> None:
    held(0, praise=MOST, basket=ALL, code=ALL)
    assert "Nothing is due. The next is due tomorrow." in drill().stdout
    ahead = drill("--ahead", answers="praise: {answer: x, probe: All praise to the cherry.}")
    assert "100 of 100" in ahead.stdout


def test_a_single_criterion_is_asked_by_its_probe_and_graded_alone(drill, held, transcripts: Path) -> None:
    held(praise=MOST, basket=ALL, code=ALL)
    done = drill(answers="praise: {answer: no, probe: Only praise for the cherry here.}")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Drill  100 of 100  You know it" in done.stdout
    assert "mock-interview drill --due" in done.stdout
    assert "start drill" not in done.stdout
    record = newest(transcripts)
    assert record.planned.is_drill
    (q,) = record.questions
    assert (q.id, q.question.part_of, q.score) == ("praise/cherry", "praise", 100)
    assert [c.criterion for c in q.grade.criteria] == ["cherry"]


def test_most_of_a_question_comes_back_as_the_whole_question(drill, held, transcripts: Path) -> None:
    held(praise="Nothing at all comes to my mind.", basket=ALL, code=ALL)
    done = drill("--json", answers=f"praise: {ALL}")
    card = json.loads(done.stdout)
    assert [(q["id"], q["score"]) for q in card["questions"]] == [("praise", 100)]
    assert newest(transcripts).questions[0].question.seconds == 60


def test_what_was_shown_in_a_drill_waits_longer_and_nothing_else_is_kept(drill, held, tmp_path: Path) -> None:
    held(praise=MOST, basket=ALL, code=ALL)
    drill(answers="praise: {answer: no, probe: All praise to the cherry.}")
    after = json.loads(drill("--due", "--json").stdout)
    assert after["due"] == []
    assert after["next_due"] > str(datetime.now().date())
    for cache in tmp_path.glob("home/**/*.sqlite"):
        cache.unlink()
    assert json.loads(drill("--due", "--json").stdout) == after


def test_minutes_limit_how_much_is_asked(drill, held, transcripts: Path) -> None:
    held(praise=MOST, basket=MOST, code="No idea about any of this, sorry.")
    assert len(json.loads(drill("--due", "--json").stdout)["due"]) == 2
    assert drill("--minutes", 1, answers="").returncode == 0
    assert len(newest(transcripts).questions) == 1


def test_a_drill_needs_a_terminal_or_answers(drill, held) -> None:
    held(praise=MOST)
    done = drill()
    assert (done.returncode, done.stdout) == (2, "")
    assert "--answers FILE" in done.stderr
    wrong = drill(answers="prais: x")
    assert wrong.returncode == 1
    assert "did you mean praise?" in wrong.stderr


def test_the_other_commands_understand_a_drill(drill, held, transcripts: Path, tmp_path: Path) -> None:
    held(praise=MOST, basket=ALL, code=ALL)
    drill(answers="praise: {answer: no, probe: All praise to the cherry.}")
    assert "Drill" in drill(command="review").stdout
    read_ = drill("latest", command="review")
    assert "What about the fruit that begins with c?" in read_.stdout
    assert "shown" in read_.stdout
    assert drill("latest", "--markdown", command="review").returncode == 0
    (tmp_path / "m.yaml").write_text("praise/cherry: {mark: 4, credits: {cherry: 1}}\n")
    graded = drill("latest", "--marks", tmp_path / "m.yaml", command="grade")
    assert (graded.returncode, graded.stderr) == (0, "")
    assert "and 1 drill" in drill(command="progress").stdout
    again = drill("latest", command="resume", answers="")
    assert "`mock-interview drill`" in again.stderr


def test_content_that_changed_since_does_no_harm(drill, held, orchard: Orchard) -> None:
    held(praise=MOST, basket=MOST, code=MOST)
    bank = orchard.banks / "fruit.yaml"
    bank.write_text(bank.read_text().replace("id: basket", "id: trolley"))
    profile = orchard.banks / "companies" / "orchard.yaml"
    profile.write_text(profile.read_text().replace("source: basket", "source: trolley"))
    found = json.loads(drill("--due", "--json").stdout)
    assert {i["question"] for i in found["due"]} <= {"praise", "code"}


# On a terminal


@pytest.fixture
def open_drill(held, orchard: Orchard, transcripts: Path, tmp_path: Path):
    opened: list[Terminal] = []

    def open_(*arguments: object, **settings: object) -> Terminal:
        where = ["--transcripts", transcripts, *orchard.options]
        opened.append(Terminal("drill", *arguments, *where, home=tmp_path / "home", **settings))
        return opened[-1]

    yield open_
    for each in opened:
        each.close()


def test_a_drill_is_typed_on_the_live_screen(open_drill, held, transcripts: Path) -> None:
    held(praise=MOST, basket=ALL, code=ALL)
    shown = open_drill(rows=50)
    shown.wait_for("One thing that you did not fully show before", "Enter begin")
    shown.type(ENTER)
    shown.wait_for("What about the fruit that begins with c?", "This is about: Which fruit would you praise?", "left")
    shown.type("All praise to the cherry.", CTRL_S)
    assert shown.end() == 0
    assert "You know it" in shown.words
    assert newest(transcripts).score == 100


def test_a_drill_that_was_broken_off_can_be_resumed(open_drill, held, drill, transcripts: Path) -> None:
    held(praise=MOST, basket=ALL, code=ALL)
    shown = open_drill()
    shown.wait_for("Enter begin")
    shown.type(ENTER)
    shown.wait_for("left")
    shown.type("All praise", CTRL_C)
    shown.wait_for("Break off?")
    shown.type("s")
    assert shown.end() == 130
    assert newest(transcripts).questions[0].draft == "All praise"
    done = drill(command="resume", answers="praise: x")
    assert done.returncode == 0, done.stderr
    assert newest(transcripts).finished
