"""`mock-interview bank` and `mock-interview where`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bank.content import Content
from tests.cli.conftest import Run


@pytest.fixture
def folders(content: Content) -> tuple[object, ...]:
    return ("--banks", content.banks, "--rubrics", content.rubrics)


def test_a_list_in_a_pipe_has_one_whole_line_a_question(run: Run, folders: tuple[object, ...]) -> None:
    result = run("bank", "list", *folders)
    assert result.returncode == 0
    assert result.stdout.splitlines()[:3] == [
        "Memory",
        "  gc         hard    explain    5 min  How does CPython free memory?",
        "  google-gc  easy    code       3 min  How does the collector work?",
    ]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--company", "google"], ["gc", "google-gc"]),
        (["--company", "Meta"], ["gc"]),
        (["--topic", "internals"], ["gc"]),
        (["--difficulty", "easy"], ["google-gc"]),
        (["--kind", "CODE"], ["google-gc"]),
        (["--kind", "design"], []),
        ([], ["gc", "google-gc"]),
    ],
)
def test_a_list_can_be_narrowed(run: Run, folders: tuple[object, ...], options: list[str], found: list[str]) -> None:
    result = run("bank", "list", *folders, *options, "--json")
    assert [question["id"] for question in json.loads(result.stdout)] == found


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["list", "--company", "gogle"], "Did you mean Google?"),
        (["list", "--topic", "memroy"], "Did you mean memory?"),
        (["list", "--kind", "cod"], "Did you mean code?"),
        (["list", "--difficulty", "?"], "Choose from easy, medium, hard."),
        (["show", "google_gc"], "Did you mean google-gc?"),
        (["show", "xyzzy"], "bank list"),
        (["check", "nowhere.yaml"], "Check the spelling"),
        (["check", "/"], ""),
        (["check", "/etc/passwd"], "--banks DIR"),
    ],
)
def test_what_is_not_there_is_wrong_usage_with_a_hint(
    run: Run, folders: tuple[object, ...], arguments: list[str], hint: str
) -> None:
    result = run("bank", *arguments, *folders)
    assert hint in result.stderr
    assert result.returncode == 2 if hint else result.returncode in (0, 1)


def test_a_question_in_json_has_all_that_scripts_need(run: Run, folders: tuple[object, ...]) -> None:
    shown = json.loads(run("bank", "show", "003/7", "--json", *folders).stdout)
    assert shown["id"] == "gc"
    assert shown["minutes"] == 5
    assert shown["model_answer"].startswith("It counts")
    assert shown["criteria"][0] == {
        "id": "counting",
        "signal": "Knows that references are counted.",
        "weight": 2,
        "sources": ["004/signals/4#1"],
    }
    assert list(shown) == [
        *("id", "prompt", "kind", "difficulty", "topics", "asked_by", "minutes", "sources", "rubric"),
        *("model_answer", "criteria"),
    ]


def test_a_question_for_people_shows_its_signals_and_keeps_the_model_answer_back(
    run: Run, folders: tuple[object, ...]
) -> None:
    shown = run("bank", "show", "gc", *folders).stdout
    assert "Knows that cycles need a collector." in shown
    assert "It counts references." not in shown
    assert "It counts references." in run("bank", "show", "gc", "--model-answer", *folders).stdout


def test_companies_are_listed(run: Run, folders: tuple[object, ...]) -> None:
    assert "Google  2 questions, 1 round, 20 min" in run("bank", "companies", *folders).stdout
    assert json.loads(run("bank", "companies", "--json", *folders).stdout)[0]["ratings"]["good"] == "Hire"


def test_a_check_names_every_problem_on_a_line_of_its_own(
    run: Run, content: Content, folders: tuple[object, ...]
) -> None:
    content.change(content.bank_file, "minutes: 3", "minutes: 0")
    result = run("bank", "check", *folders)
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert f"{content.bank_file}:23:14: minutes is 0; write a whole number from 1 to 240" in lines
    assert any("criterion cycles accepts no examples" in line for line in lines)
    assert any("no misconception denies the criterion cycles" in line for line in lines)


@pytest.mark.parametrize(
    ("old", "pattern", "where", "words"),
    [
        ("cycle collector", "(cycle | ref count) .. found", "22:14", "ref count"),
        ("cycle collector", "found .. (cycle | ref count)", "22:14", "ref count"),
        ("cycle collector", "not (ref count) .. found .. twice", "22:14", "ref count"),
        ("cycle collector", "found .. (cycle | it (ref | gc))", "22:14", "it (ref | gc)"),
        ("cycle collector", "(ref .. gc) .. found", "22:14", "ref .. gc"),
        ("cycle collector", "2 of (ref | gc) .. found", "22:14", "2 of (ref | gc)"),
        ("only collector free", "[near 4] only .. (collector frees | gc)", "33:11", "collector frees"),
        ("cycle collector", "ref count .. found $refcount", "", ""),
        ("cycle collector", "found (ref count | gc)", "", ""),
        ("cycle collector", "found .. (`ref count` | 1 of (ref | gc) | $refcount) (it | ref gc)", "", ""),
    ],
)
def test_a_check_names_words_that_an_order_would_pull_apart(
    run: Run, content: Content, folders: tuple[object, ...], old: str, pattern: str, where: str, words: str
) -> None:
    content.change(content.rubric_file, f"{old}\n", f"{pattern!r}\n" if old.startswith("cycle") else f"{pattern}\n")
    lines = [line for line in run("bank", "check", *folders).stdout.splitlines() if "beside .." in line]
    todo = "put them in quotes, keep one of them, or do without .."
    what = f"beside .. the words {words} count as any one of them"
    assert lines == ([f"{content.rubric_file}:{where}: {what}; {todo}"] if where else [])


def test_a_synonym_set_can_hold_words_that_an_order_would_pull_apart(
    run: Run, content: Content, folders: tuple[object, ...]
) -> None:
    content.change(content.vocabulary_file, '"reference count"', "reference count")
    content.change(content.rubric_file, "count reach zero", "$refcount .. zero")
    assert "the words reference count count as any one" in run("bank", "check", *folders).stdout


def test_a_check_in_json_has_places(run: Run, content: Content, folders: tuple[object, ...]) -> None:
    content.change(content.bank_file, "kind: code", "kind: cod")
    report = json.loads(run("bank", "check", "--json", *folders, content.bank_file).stdout)
    assert report["ok"] is False
    assert report["problems"] == [
        {
            "file": str(content.bank_file),
            "line": 19,
            "column": 11,
            "what": "'cod' is no kind",
            "todo": "did you mean code?",
        }
    ]


def test_a_check_of_one_file_that_is_in_order_ends_with_0(
    run: Run, content: Content, folders: tuple[object, ...]
) -> None:
    result = run("bank", "check", *folders, content.bank_file)
    assert (result.returncode, result.stdout) == (0, "All is well: 2 questions, 0 rubrics, 0 companies checked.\n")


def test_content_with_problems_is_still_listed_with_a_note(
    run: Run, content: Content, folders: tuple[object, ...]
) -> None:
    content.change(content.bank_file, "kind: code", "kind: cod")
    result = run("bank", "list", "--json", *folders)
    assert [question["id"] for question in json.loads(result.stdout)] == ["gc"]
    assert "1 problem" in result.stderr


def test_control_characters_in_content_never_reach_the_terminal(
    run: Run, content: Content, folders: tuple[object, ...]
) -> None:
    content.change(content.bank_file, "How does the collector work?", '"A \\e[31mred\\x9b \\u202e prompt\\u007f"')
    for arguments in (["list"], ["show", "google-gc"], ["list", "--json"], ["show", "google-gc", "--json"]):
        shown = run("bank", *arguments, *folders).stdout
        assert "prompt" in shown
        assert not any(character in shown for character in "\x1b\x9b\u202e\x7f")
    assert json.loads(run("bank", "list", "--json", *folders).stdout)[1]["prompt"].startswith("A \x1b[31mred")


def test_where_says_which_folders_and_why(run: Run, content: Content, tmp_path: Path) -> None:
    result = run("where", "--json", "--banks", content.banks, MOCK_INTERVIEW_TRANSCRIPTS=str(tmp_path / "mine"))
    chosen = json.loads(result.stdout)
    assert chosen["banks"] == {"path": str(content.banks), "why": "given with --banks"}
    assert chosen["rubrics"]["why"] == "the checkout that the program runs from"
    assert chosen["transcripts"] == {"path": str(tmp_path / "mine"), "why": "set by MOCK_INTERVIEW_TRANSCRIPTS"}
    assert set(chosen) == {"transcripts", "banks", "rubrics", "cache", "logs"}
    assert str(content.banks) in run("where", "--banks", content.banks).stdout
