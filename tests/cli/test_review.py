"""`mock-interview review`: the list, one interview, and the search."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from simulator.interview.answers import ScriptedAnswer
from tests.cli.conftest import Run
from tests.held import break_off, hold
from tests.terminal.screens import Terminal

# The list


def test_the_list_has_a_line_an_interview_newest_first(run: Run, home: Path) -> None:
    old = hold(home, day="2026-10-01", company="amazon")
    new = hold(home)
    lines = run("review", "--transcripts", home).stdout.splitlines()
    assert lines[0].split() == ["date", "company", "length", "score", "self-score", "state", "id"]
    assert lines[1].split() == [new[:10], lines[1].split()[1], "Google", "short", "(2)", "50", "-", "finished", new]
    assert lines[2].endswith(old)


def test_the_list_says_what_is_broken_off_and_self_graded(run: Run, home: Path) -> None:
    hold(home)
    marks = home.parent / "m.yaml"
    credits_ = "credits: {apple: 1, banana: 1, cherry: 1}"
    marks.write_text(f"q1: {{mark: 3, {credits_}}}\nq2: {{mark: 3, {credits_}}}\n")
    run("grade", "--marks", marks, "--transcripts", home)
    break_off(home)
    found = json.loads(run("review", "--json", "--transcripts", home).stdout)
    assert [(i["state"], i["score"], i["self_score"]) for i in found] == [
        ("broken off", None, None),
        ("self-graded", 50.0, 100.0),
    ]


def test_the_list_fits_eighty_columns_with_ids_that_work(run: Run, home: Path, terminal: type[Terminal]) -> None:
    id_ = hold(home)
    shown = terminal("review", columns=80)
    shown.wait("To read one: mock-interview review 2026-11-20-google-")
    assert f"finished  {id_[-4:]}" in shown.text
    assert shown.end() == 0
    assert run("review", id_[-4:], "--transcripts", home).returncode == 0


def test_the_list_can_be_narrowed_by_company_and_date(run: Run, home: Path) -> None:
    today = date.today()
    old = hold(home, day=str(today - timedelta(days=40)))
    mid = hold(home, day=str(today - timedelta(days=5)), company="meta")
    new = hold(home, day=str(today))

    def ids(*options: str) -> list[str]:
        result = run("review", "--json", *options, "--transcripts", home)
        return [i["id"] for i in json.loads(result.stdout)]

    assert ids("--company", "Google") == [new, old]
    assert ids("--since", "7d") == ids("--since", "1w") == [new, mid]
    assert ids("--since", "today") == [new]
    assert ids("--since", str(today - timedelta(days=40))) == [new, mid, old]
    assert ids("--since", "1w", "--company", "meta") == [mid]


def test_where_nothing_fits_it_says_so(run: Run, home: Path) -> None:
    hold(home, day="2020-01-01")
    assert "No interview fits" in run("review", "--since", "today", "--transcripts", home).stdout


@pytest.mark.parametrize("since", ["7x", "soon", "99999y", "2026-13-01", "9" * 50])
def test_a_date_that_is_none_is_wrong_usage(run: Run, home: Path, since: str) -> None:
    result = run("review", "--since", since, "--transcripts", home)
    assert result.returncode == 2
    assert "7d" in result.stderr


def test_an_unknown_company_suggests_the_near_one(run: Run, home: Path) -> None:
    hold(home)
    result = run("review", "--company", "gogle", "--transcripts", home)
    assert result.returncode == 2
    assert "Did you mean google?" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("--company", "google"), ("--search", "apple")])
def test_an_empty_folder_is_no_failure_and_says_how_to_begin(run: Run, home: Path, arguments: tuple[str, ...]) -> None:
    result = run("review", *arguments, "--transcripts", home)
    assert result.returncode == 0
    assert "mock-interview start" in result.stdout
    assert run("review", "latest", "--transcripts", home / "none").returncode == 1


def test_what_is_no_transcript_is_left_out_with_a_note(run: Run, home: Path) -> None:
    id_ = hold(home)
    (home / "shopping.jsonl").write_text("milk\n")
    (home / "empty.jsonl").touch()
    (home / "newer.jsonl").write_text('{"format": "mock-interview-transcript", "version": 99}\n')
    result = run("review", "--transcripts", home)
    assert result.returncode == 0
    assert id_ in result.stdout
    assert result.stderr.count("Left out: ") == 3
    assert len(json.loads(run("review", "--json", "--transcripts", home).stdout)) == 1


# One interview


def test_an_interview_reads_from_its_score_to_what_was_missing(run: Run, home: Path) -> None:
    id_ = hold(home)
    shown = run("review", "latest", "--transcripts", home).stdout
    for said in (
        id_,
        "finished, 2 of 2 answered",
        "Score 50 mixed, Leaning no",
        "Welcome to round 1.",
        "What about q1?",
        "An ⟦apple⟧¹ a day.",
        "And a ⟦banana⟧² split.",
        "1  shown      Names the apple.",
        "Asked further: And what is red or yellow, number 3?",
        "A ⟦cherry⟧³ on top.",
        "1  not shown  Names the apple.",
        "The apple is missing.",
        "--model-answers",
        f"mock-interview grade {id_}",
    ):
        assert said in shown
    assert "apple banana cherry" not in shown
    lines = [line for line in shown.splitlines() if "mock-interview" not in line]
    assert all(line == line.rstrip() and len(line) <= 80 for line in lines)


def test_model_answers_are_shown_on_demand(run: Run, home: Path) -> None:
    hold(home)
    assert "apple banana cherry" in run("review", "latest", "--model-answers", "--transcripts", home).stdout


def test_misconceptions_are_marked_and_corrected(run: Run, home: Path) -> None:
    hold(home, {"q1": ScriptedAnswer("A pear.")})
    shown = run("review", "latest", "--transcripts", home).stdout
    assert "A ⟦pear⟧!." in shown
    assert "!  not so     Pears are not asked for." in shown


def test_a_passed_question_says_what_was_wanted(run: Run, home: Path) -> None:
    hold(home, {})
    shown = run("review", "latest", "--transcripts", home).stdout
    assert "passed" in shown
    assert "A strong answer shows" in shown


def test_one_question_by_number_or_id(run: Run, home: Path) -> None:
    hold(home)
    by_number = run("review", "latest", "--question", "2", "--transcripts", home).stdout
    assert "What about q2?" in by_number
    assert "What about q1?" not in by_number
    assert run("review", "latest", "--question", "q2", "--transcripts", home).stdout == by_number
    data = json.loads(run("review", "latest", "--question", "2", "--json", "--transcripts", home).stdout)
    assert (data["id"], data["missing"]) == ("q2", ["apple", "banana"])


def test_an_unknown_question_is_wrong_usage(run: Run, home: Path) -> None:
    hold(home)
    result = run("review", "latest", "--question", "9", "--transcripts", home)
    assert result.returncode == 2
    assert "1 to 2" in result.stderr


def test_a_broken_off_interview_shows_its_draft_and_how_to_go_on(run: Run, home: Path) -> None:
    id_ = break_off(home)
    shown = run("review", id_, "--transcripts", home).stdout
    assert "Your draft so far" in shown
    assert "An app" in shown
    assert "1 question is not asked yet." in shown
    assert "q2" not in shown
    assert f"mock-interview resume {id_}" in shown
    assert run("review", id_, "--question", "2", "--transcripts", home).returncode == 2


def test_json_and_markdown_are_whole(run: Run, home: Path) -> None:
    id_ = hold(home)
    data = json.loads(run("review", "latest", "--json", "--transcripts", home).stdout)
    assert (data["id"], len(data["questions"])) == (id_, 2)
    markdown = run("review", "latest", "--markdown", "--transcripts", home).stdout
    assert markdown == (home / f"{id_}.md").read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--question", "1"),
        ("--markdown",),
        ("latest", "--company", "google"),
        ("latest", "--markdown", "--json"),
        ("--search", "x", "--question", "1"),
        ("--search", " "),
    ],
)
def test_options_that_make_no_sense_together_are_wrong_usage(run: Run, home: Path, arguments: tuple[str, ...]) -> None:
    hold(home)
    result = run("review", *arguments, "--transcripts", home)
    assert result.returncode == 2
    assert result.stderr.startswith("Error: ")


def test_an_unknown_id_suggests_the_near_one(run: Run, home: Path) -> None:
    id_ = hold(home)
    result = run("review", id_.replace("google", "goggle"), "--transcripts", home)
    assert result.returncode == 1
    assert f"Did you mean {id_}?" in result.stderr


def test_every_way_of_damaging_a_transcript_is_survived(run: Run, home: Path) -> None:
    id_ = hold(home)
    whole = (home / f"{id_}.jsonl").read_bytes()
    lines = whole.splitlines(keepends=True)
    damaged = {
        "cut": whole[: len(whole) - 15],
        "hole": b"".join([*lines[:2], b"\xff\x00{]\n", *lines[3:]]),
        "ungraded": b"".join(line for line in lines if b'"graded"' not in line),
        "odd": whole.replace(b'"credit": 1.0', b'"credit": 0.3').replace(b'"weight": 2', b'"weight": 0'),
        "far": whole.replace(b"[[3, 8]]", b"[[3, 99999], [-5, 2], [8, 3]]"),
    }
    for name, content in damaged.items():
        (home / f"{name}.jsonl").write_bytes(content)
        result = run("review", name, "--model-answers", "--transcripts", home)
        assert result.returncode == 0, (name, result.stderr)
        assert "An apple a day" in result.stdout.replace("⟦", "").replace("⟧¹", ""), name
        assert "Traceback" not in result.stderr
    shown = run("review", "cut", "--transcripts", home).stdout
    assert f"cut.jsonl:{len(lines)}:" in "".join(shown.split())
    assert "the last line was cut off" in " ".join(shown.split())
    planless = b"".join(lines[:1])
    (home / "planless.jsonl").write_bytes(planless)
    result = run("review", "planless", "--transcripts", home)
    assert result.returncode == 1
    assert "ends before its plan" in result.stderr


def test_control_characters_never_reach_the_terminal(run: Run, home: Path) -> None:
    hold(home, {"q1": ScriptedAnswer("apple \x1b[31m red \x9b1m \u202e back \x07")})
    for arguments in (("latest",), ("latest", "--markdown"), ("latest", "--json"), ("--search", "apple")):
        result = run("review", *arguments, "--transcripts", home)
        assert result.returncode == 0
        assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(result.stdout)


def test_an_answer_of_a_megabyte_is_shown(run: Run, home: Path) -> None:
    hold(home, {"q1": ScriptedAnswer("apple " + "word " * 200_000)})
    result = run("review", "latest", "--transcripts", home)
    assert result.returncode == 0
    assert result.stdout.count("word") == 200_000


# The search


def test_the_search_says_where_with_context(run: Run, home: Path) -> None:
    one, two = hold(home), hold(home, {"q1": ScriptedAnswer("One APPLE, please.")}, day="2026-11-19")
    result = run("review", "--search", "apple", "--transcripts", home)
    assert "   1 answer: An apple a day. And a banana split." in result.stdout
    assert "   1 answer: One APPLE, please." in result.stdout
    found = json.loads(run("review", "--search", "apple", "--json", "--transcripts", home).stdout)
    assert [(f["id"], f["question"], f["where"]) for f in found] == [(one, "q1", "answer"), (two, "q1", "answer")]
    assert run("review", two, "--search", "apple", "--transcripts", home).stdout.count("answer:") == 1


def test_a_search_that_finds_nothing_says_so(run: Run, home: Path) -> None:
    hold(home)
    result = run("review", "--search", "zebra", "--transcripts", home)
    assert result.returncode == 0
    assert "Nothing in 1 interview says 'zebra'." in result.stdout
    assert json.loads(run("review", "--search", "zebra", "--json", "--transcripts", home).stdout) == []


# In a terminal


def test_a_long_interview_opens_in_the_pager_and_a_short_one_does_not(
    home: Path, terminal: type[Terminal], tmp_path: Path
) -> None:
    hold(home)
    seen = tmp_path / "seen"
    script = tmp_path / "pager.py"
    script.write_text(f"import sys\nopen({str(seen)!r}, 'w').write(sys.stdin.read())\nprint('PAGED')\n")
    pager = f"{sys.executable} {script}"
    shown = terminal("review", "latest", PAGER=pager)
    shown.wait("PAGED")
    assert shown.end() == 0
    assert "What about q2?" in seen.read_text()
    seen.unlink()
    assert terminal("review", "latest", rows=200, PAGER=pager).end() == 0
    assert terminal("review", "latest", "--no-pager", PAGER=pager).end() == 0
    assert not seen.exists()


@pytest.mark.skipif(not any(os.access(f"{d}/less", os.X_OK) for d in os.environ["PATH"].split(":")), reason="no less")
def test_less_shows_the_colours_and_leaves_with_q(home: Path, terminal: type[Terminal]) -> None:
    hold(home)
    shown = terminal("review", "latest", rows=20)
    shown.wait("An apple¹ a day.")
    shown.send("\x03")

    def at_its_end(shown: Terminal) -> bool:
        # The pager drops keys that come while it looks at Ctrl-C.
        shown.send("G")
        return "mock-interview grade" in shown.text

    shown.wait(until=at_its_end)
    shown.send("q")
    assert shown.end() == 0


@pytest.mark.parametrize("pager", ["no-such-pager-at-all", "false", "''", "'unclosed"])
def test_a_pager_that_does_not_work_is_no_crash(home: Path, terminal: type[Terminal], pager: str) -> None:
    hold(home)
    shown = terminal("review", "latest", rows=20, PAGER=pager)
    assert shown.end() == 0
    assert "Traceback" not in shown.text


def test_without_colour_nothing_is_coloured_and_evidence_has_brackets(home: Path, terminal: type[Terminal]) -> None:
    hold(home)
    shown = terminal("review", "latest", "--no-pager", rows=60, NO_COLOR="1")
    shown.wait("An ⟦apple⟧¹ a day.")
    assert shown.end() == 0
    assert b"\x1b[" not in shown.raw


def test_a_reader_that_has_seen_enough_is_no_failure(home: Path) -> None:
    hold(home, {"q1": ScriptedAnswer("apple " + "word " * 100_000)})
    command = f"{sys.executable} -m simulator review latest --transcripts {home} | head -1; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stderr) == (0, "")


def test_ids_and_companies_complete_in_the_shell(run: Run, home: Path) -> None:
    id_ = hold(home)

    def completed(line: str) -> str:
        return run(
            _MOCK_INTERVIEW_COMPLETE="complete_bash",
            COMP_WORDS=f"mock-interview {line}",
            COMP_CWORD=str(len(line.split(" "))),
            MOCK_INTERVIEW_TRANSCRIPTS=str(home),
        ).stdout

    for command in ("review", "grade"):
        assert id_ in completed(f"{command} 20")
        assert "latest" in completed(f"{command} la")
    assert "google" in completed("review --company go")
