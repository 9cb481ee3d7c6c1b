"""`mock-interview score`: many answers, one line of JSON each."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run

GOOD = (
    "Only one thread at a time runs Python bytecode in CPython. It exists because reference counts are not thread "
    "safe. "
    "For CPU-bound work I use multiprocessing, for I/O threads or asyncio are fine."
)


def rows(*items: dict[str, Any]) -> str:
    return "".join(json.dumps(item) + "\n" for item in items)


def scores(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_scores_come_in_order_with_everything_that_explains_them(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(
        rows(
            {"id": "a", "question": "gil", "answer": GOOD},
            {"id": 7, "question": "004/signals/1", "answer": ""},
            {
                "id": None,
                "question": "004/google/1",
                "answer": "GIL, CPython, lock, threads, asyncio, C extensions, 3.13, mutex",
            },
        )
    )
    result = run("score", file)
    assert (result.returncode, result.stderr) == (0, "")
    first, second, third = scores(result.stdout)
    assert [first["id"], second["id"], third["id"]] == ["a", 7, None]
    assert set(first) == {"id", "question", "score", "band", "criteria", "misconceptions", "flags"}
    assert first["question"] == "gil"
    assert first["score"] > 50
    assert first["criteria"][0]["sources"] == ["004/signals/1#1"]
    earned = [criterion for criterion in first["criteria"] if criterion["credit"]]
    assert all(words in GOOD for criterion in earned for words in criterion["evidence"])
    assert all(criterion["evidence"] for criterion in earned)
    assert (second["score"], second["band"], second["flags"]) == (0, "poor", ["too short"])
    assert third["score"] == 0


def test_bad_line_is_named_and_the_rest_is_scored(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(
        '{"id": 1, "question": "gil", "answer": "x"}\n'
        "not json\n"
        "[1]\n"
        '{"id": 2, "question": "gill", "answer": "x"}\n'
        '{"id": 3, "question": "gil"}\n'
        '{"id": 4, "answer": "x"}\n'
        "\n"
        '{"id": 5, "question": "gil", "answer": "x"}\n'
    )
    result = run("score", file)
    assert result.returncode == 1
    assert [row["id"] for row in scores(result.stdout)] == [1, 5]
    problems = result.stderr.splitlines()
    assert [line.removeprefix(f"{file}:").split(":")[0] for line in problems[:5]] == ["2", "3", "4", "5", "6"]
    assert "Did you mean gil?" in problems[2]
    assert problems[5] == "5 lines were left out; the rest was scored."


def test_csv_is_read_too(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text('id,question,answer\nx,gil,"Two lines,\nand a ""quote""."\ny,nothing,z\n')
    result = run("score", file)
    assert [row["id"] for row in scores(result.stdout)] == ["x"]
    assert result.returncode == 1
    assert f"{file}:4: there is no question 'nothing'" in result.stderr


def test_csv_without_the_columns_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("name,text\nx,y\n")
    result = run("score", file)
    assert result.returncode == 1
    assert "no column 'question'" in result.stderr


def test_missing_file_is_said_plainly(run: Run, tmp_path: Path) -> None:
    result = run("score", tmp_path / "none.jsonl")
    assert result.returncode == 1
    assert "can't be read" in result.stderr
    assert "Traceback" not in result.stderr


def test_score_of_an_answer_does_not_depend_on_the_others_in_the_file(run: Run, tmp_path: Path) -> None:
    answers = [{"id": n, "question": "gil", "answer": GOOD[: 40 * n]} for n in range(6)]
    together, alone = tmp_path / "all.jsonl", tmp_path / "one.jsonl"
    together.write_text(rows(*answers))
    alone.write_text(rows(answers[4]))
    assert scores(run("score", together).stdout)[4] == scores(run("score", alone).stdout)[0]


def test_odd_bytes_and_control_characters_do_no_harm(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_bytes(b'{"id": "\xff", "question": "gil", "answer": "\\u001b[31m \\ud800 a"}\n{"question": "\x1b[2J"}\n')
    result = run("score", file)
    assert len(scores(result.stdout)) == 1
    assert "\x1b" not in result.stdout + result.stderr


def test_standard_input_is_scored_line_by_line_while_it_is_still_open() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "simulator", "score", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(rows({"id": 1, "question": "gil", "answer": GOOD}))
    program.stdin.flush()
    assert json.loads(program.stdout.readline())["id"] == 1
    program.stdin.close()
    assert program.wait(timeout=30) == 0


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak_kib(count: int) -> int:
        file = tmp_path / f"{count}.jsonl"
        with file.open("w") as stream:
            for n in range(count):
                stream.write(rows({"id": n, "question": "gil", "answer": f"{GOOD} number{n} word{n * 7}"}))
        script = (
            "import resource, sys\nfrom simulator.cli.main import main\n"
            f"main(['score', {str(file)!r}])\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True
        )
        return int(done.stderr.split()[-1])

    assert peak_kib(3000) - peak_kib(300) < 4096
