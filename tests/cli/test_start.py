"""`mock-interview start` and `resume` without a terminal: scripted answers, JSON, and everything that can go wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.transcript import folder
from simulator.transcript.events import How
from simulator.transcript.log import read
from tests.terminal.content import Orchard

GOOD = "The apple is good, the banana is best, and all praise to the cherry."


@pytest.fixture
def orchard(tmp_path: Path) -> Orchard:
    return Orchard(tmp_path)


@pytest.fixture
def start(run, orchard, tmp_path):
    def start_(*arguments: object, answers: str | None = None, command: str = "start", **environment: str):
        given = []
        if answers is not None:
            (tmp_path / "answers.yaml").write_text(answers, encoding="utf-8")
            given = ["--answers", tmp_path / "answers.yaml"]
        where = ["--transcripts", tmp_path / "transcripts"]
        return run(command, *arguments, *given, *where, *orchard.options, **environment)

    return start_


def test_scripted_answers_give_the_same_interview_and_its_scorecard(start, tmp_path):
    done = start("orchard", "--length", "full", answers=f"praise: {{answer: '{GOOD}', seconds: 20}}\ntest/basket: x\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Orchard  33 of 100  No hire" in done.stdout
    assert "100 excellent  0:20 of 1:00" in done.stdout
    assert "passed" in done.stdout
    assert f"--transcripts {tmp_path}/transcripts" in done.stdout
    record = read(folder.find(tmp_path / "transcripts")).record()
    assert record.finished
    assert GOOD in next((tmp_path / "transcripts").glob("*.md")).read_text()


def test_the_result_as_json(start, tmp_path):
    done = start("orchard", "--json", "--length", "full", answers=f"praise: {{answer: '{GOOD}', seconds: 999}}")
    result = json.loads(done.stdout)
    assert (done.returncode, result["finished"], result["company"], result["band"]) == (0, True, "orchard", "poor")
    first = result["questions"][0]
    assert (first["id"], first["score"], first["how"], first["used"]) == ("praise", 100.0, "timed_out", 60)
    assert Path(result["transcript"]).is_file()
    assert Path(result["markdown"]).is_file()
    assert result["next_steps"][0]["command"].startswith("mock-interview grade ")


def test_options_reach_the_plan(start, tmp_path):
    options = ("--questions", 2, "--topic", "FRUIT", "--difficulty", "easy", "--seed", 7, "--untimed", "--no-probes")
    done = start("orchard", *options, "--pace", "2", answers="")
    assert done.returncode == 0, done.stderr
    planned = read(folder.find(tmp_path / "transcripts")).record().planned
    assert planned.options == {
        "length": "standard", "questions": 2, "topics": ["fruit"], "difficulty": "easy", "seed": 7,
        "untimed": True, "probes": False, "deep": False, "pace": 2.0, "run": True,
    }  # fmt: skip
    assert len(planned.questions) == 2


def test_questions_not_asked_before_come_first(start, tmp_path):
    for _ in range(3):
        assert start("orchard", "--questions", 1, answers="").returncode == 0
    asked = [read(p).record().questions[0].id for p in (tmp_path / "transcripts").glob("*.jsonl")]
    assert sorted(asked) == ["basket", "code", "praise"]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["orchrad"], "There is no company 'orchrad'.\nDid you mean orchard?"),
        (["orchard"], "An interview is typed in a terminal, and this is a pipe or a file."),
        (["orchard", "--json"], "give the answers with --answers FILE"),
        ([], "An interview is typed in a terminal"),
        (["orchard", "--length", "shrot"], "Did you mean short?"),
        (["orchard", "--questions", "0"], "out of range"),
        (["orchard", "--pace", "fast"], "'fast' is not a number."),
    ],
)
def test_wrong_usage_is_said_and_ends_with_2(start, arguments, what):
    done = start(*arguments)
    assert done.returncode == 2
    assert what in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--topic", "stones"], "Orchard has no question with topic stones.\nIts topics: fruit."),
        (["--difficulty", "hard"], "Its difficulties: easy."),
        (["--pace", "0"], "A pace of 0 is out of range."),
        (["--pace", "nan"], "A pace of nan is out of range."),
    ],
)
def test_options_that_leave_no_question_are_said(start, arguments, what):
    done = start("orchard", *arguments, answers="")
    assert (done.returncode, done.stdout) == (2, "")
    assert what in done.stderr


def test_scripted_answers_need_a_company(start):
    done = start(answers="")
    assert done.returncode == 2
    assert "Name one: longwind, orchard." in done.stderr


@pytest.mark.parametrize(
    ("answers", "what"),
    [
        ("prais: x", "answers.yaml:1:1: there is no question 'prais'; did you mean praise?"),
        ("praise: [x]", "answers.yaml:1:9"),
        ("praise: {answer: x, seconds: -1}", "seconds must be a number that is not negative"),
        ("praise: x\npraise: y", "answers.yaml:2:1"),
        ("praise: 'x", "answers.yaml:1:"),
    ],
)
def test_a_damaged_file_of_answers_is_said_with_its_place_and_nothing_is_begun(start, tmp_path, answers, what):
    done = start("orchard", answers=answers)
    assert done.returncode == 1
    assert what in done.stderr
    assert not (tmp_path / "transcripts").exists()


def test_a_damaged_bank_is_said_with_its_place(start, orchard):
    bank = orchard.banks / "fruit.yaml"
    bank.write_text(bank.read_text().replace("minutes: 1", "minutes: one", 1))
    done = start("orchard", answers="")
    assert done.returncode == 1
    assert "fruit.yaml:10:14: minutes must be" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_rubric_is_said(start, orchard):
    bank = orchard.banks / "fruit.yaml"
    bank.write_text(bank.read_text().replace("rubric: fruit", "rubric: fruti", 1))
    done = start("orchard", answers="")
    assert done.returncode == 1
    assert "there is no rubric 'fruti'" in done.stderr


def test_a_folder_that_cannot_be_written_is_said(run, orchard, tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "answers.yaml").write_text("")
    where = ["--answers", tmp_path / "answers.yaml", "--transcripts", tmp_path / "file" / "below"]
    done = run("start", "orchard", *where, *orchard.options)
    assert done.returncode == 1
    assert "Cannot" in done.stderr
    assert "--transcripts" in done.stderr


def test_a_megabyte_and_control_characters_are_answers_like_any_other(start, tmp_path):
    answers = f"praise: '{'apple good ' * 100_000}'\nbasket: \"\\e[31mapple is good\\a \\u202e\"\n"
    done = start("orchard", "--length", "full", answers=answers)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "\x1b" not in next((tmp_path / "transcripts").glob("*.md")).read_text()


def test_help_is_enough_to_begin_with(run):
    done = run("start", "--help")
    assert done.returncode == 0
    for option in ("--length", "--questions", "--topic", "--difficulty", "--seed", "--untimed", "--no-probes", "--vi"):
        assert option in done.stdout


def test_the_greeting_in_a_pipe_says_how_to_go_on(run, orchard, tmp_path):
    done = run(MOCK_INTERVIEW_TRANSCRIPTS=str(tmp_path / "none"))
    assert done.returncode == 0
    assert "mock-interview start" in done.stdout
    id_ = broken_off(run, orchard, tmp_path)
    done = run(MOCK_INTERVIEW_TRANSCRIPTS=str(tmp_path / "transcripts"))
    assert f"Go on with it: mock-interview resume {id_}" in done.stdout


def broken_off(run, orchard: Orchard, tmp_path: Path) -> str:
    """The id of an interview that a crash broke off in the middle of a line."""
    (tmp_path / "answers.yaml").write_text(f"praise: '{GOOD}'\n")
    where = ["--answers", tmp_path / "answers.yaml", "--transcripts", tmp_path / "transcripts"]
    assert run("start", "orchard", "--length", "full", *where, *orchard.options).returncode == 0
    path = folder.find(tmp_path / "transcripts")
    lines = path.read_bytes().split(b"\n")
    answered = next(n for n, line in enumerate(lines) if b'"answered"' in line[:30])
    path.write_bytes(b"\n".join(lines[: answered + 3]) + b'\n{"event": "answe')
    return path.stem


def test_resume_goes_on_after_a_crash_in_the_middle_of_a_line(run, start, orchard, tmp_path):
    id_ = broken_off(run, orchard, tmp_path)
    done = start(command="resume", answers="basket: The apple is good, is it not.")
    assert done.returncode == 0, done.stderr
    assert "the last line was cut off" in done.stderr
    record = read(folder.find(tmp_path / "transcripts", id_)).record()
    assert record.finished
    assert [q.answer for q in record.questions] == [GOOD, "The apple is good, is it not.", ""]
    assert (tmp_path / "transcripts" / f"{id_}.jsonl.broken").exists()


def test_resume_says_what_is_finished_and_what_is_not_there(start, tmp_path):
    assert start(command="resume", answers="").returncode == 1
    assert start("orchard", answers="").returncode == 0
    id_ = folder.find(tmp_path / "transcripts").stem
    done = start("latest", command="resume", answers="")
    assert done.returncode == 1
    assert f"{id_} is finished." in done.stderr
    assert f"mock-interview review {id_}" in done.stderr
    done = start(command="resume", answers="")
    assert "No interview was broken off." in done.stderr
    done = start("2020-nothing", command="resume", answers="")
    assert done.returncode == 1
    assert "There is no transcript '2020-nothing'" in done.stderr
    assert start(id_, command="resume").returncode == 2


COUNT = "def count(fruits):\n    return len(fruits)\n"


@pytest.fixture
def code(start, orchard, tmp_path):
    """Answers the code question, trusting the checks; gives what the transcript says of it, and its Markdown."""

    def code_(answer: str, *arguments: object, trusted: bool = True):
        home = tmp_path / "home" / "home"
        orchard.checks(home if trusted else None)
        orchard.company("coders", [("only", ("code",))])
        done = start("coders", *arguments, answers=json.dumps({"code": answer}), XDG_CONFIG_HOME=str(home / ".config"))
        assert done.returncode == 0, done.stderr
        path = folder.find(tmp_path / "transcripts")
        return done, read(path).record().questions[0], path.with_suffix(".md").read_text()

    return code_


def test_code_is_run_against_all_checks_and_the_score_joins_them(code):
    done, q, text = code("The apple is good, the banana is best, all praise to the cherry.\n\n" + COUNT)
    assert [(r.words, str(r.outcome)) for r in q.checked.results] == [
        ("two fruits are two", "passed"),
        ("no fruits are none", "passed"),
    ]
    assert q.score == 100
    assert "2 of 2 checks passed" in done.stdout
    assert "- passed: no fruits are none (counts twice)" in text


def test_a_check_that_fails_says_with_what(code):
    done, q, text = code("def count(fruits):\n    return 2\n")
    # One check of three, of the two thirds that checks count.
    assert q.score == round(100 * 2 / 3 / 3, 1)
    assert "1 of 2 checks passed" in done.stdout
    for said in ("no fruits are none", "count([])", "expected", "came"):
        assert said in done.stdout
        assert said in text


def test_an_endless_loop_does_not_stop_the_interview(code):
    _, q, text = code("def count(fruits):\n    while True:\n        pass\n")
    assert {str(r.outcome) for r in q.checked.results} == {"timed out"}
    assert q.score == 0
    assert "- time-out: two fruits are two" in text


def test_the_review_says_once_what_several_checks_say(code, run, tmp_path):
    code("def count(fruits):\n    raise RuntimeError('no')\n")
    shown = run("review", "latest", "--transcripts", tmp_path / "transcripts").stdout
    assert "0 of 2 checks passed" in shown
    assert "two fruits are two" in shown
    assert "no fruits are none (counts twice)" in shown
    assert "raise RuntimeError" in shown


def test_no_run_runs_nothing(code):
    done, q, _ = code(COUNT, "--no-run")
    assert q.checked is None
    assert "checks passed" not in done.stdout


def test_checks_of_a_bank_that_is_not_trusted_are_not_run(code):
    done, q, text = code(COUNT, trusted=False)
    assert "bank check --trust" in q.checked.why_not
    assert "Nothing could be run" in done.stdout
    assert "Nothing could be run" in text


def test_an_answer_without_code_is_graded_by_the_rubric_alone(code):
    _, q, text = code("The apple is good, the banana is best, and all praise to the cherry.")
    assert (q.score, q.checked.results) == (100, ())
    assert "There is no code in the answer" in text


def test_what_the_editor_opens_with_is_no_answer(code):
    _, q, _ = code('def count(fruits):\n    """How many fruits there are."""\n')
    assert (q.how, q.answer, q.checked) == (How.PASSED, "", None)


def test_a_damaged_check_file_is_said_before_anything_is_asked(start, orchard, tmp_path):
    orchard.checks()
    (orchard.banks / "code" / "code.py").write_text("def test_x(:\n")
    done = start("orchard", "--length", "full", answers="")
    assert done.returncode == 1
    assert "code.py:1:" in done.stderr
    assert "Traceback" not in done.stderr
