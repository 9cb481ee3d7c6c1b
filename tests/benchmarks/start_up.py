"""How long it takes until something is there: the help, the first question, the first score.

Run it with `python -m tests.benchmarks.start_up`. The promises: `--help` takes at most 1.25 times as long as that of a
bare Typer program with one command; from the command `start google` to the first question on the screen it takes at
most 1.5 times as long as to import the libraries; and `score` starts no slower than `start`. The opening of the round
is dismissed by an Enter that is sent at once, as somebody would who types ahead.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

RUNS = 15
IMPORTS = "import typer, rich, prompt_toolkit, yaml"
ON_SCREEN = b"Question 1 of"
BARE = "import typer\napp = typer.Typer()\n@app.command()\ndef main(name: str = 'you'):\n    print(name)\napp()\n"
ONE_ANSWER = '{"id": 1, "question": "gil-and-threads", "answer": "Only one thread at a time runs Python bytecode."}\n'


def seconds(*arguments: str) -> float:
    """Seconds that Python takes with these arguments."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def first_question(folder: str) -> float:
    """Seconds from the command to the first question, in a terminal of its own."""
    environment = os.environ | {"TERM": "xterm-256color", "MOCK_INTERVIEW_TRANSCRIPTS": folder}
    begun = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-m", "simulator", "start", "google"], environment)
    os.write(terminal, b"\r")
    seen = b""
    while ON_SCREEN not in seen:
        if not select.select([terminal], [], [], 10)[0]:
            raise SystemExit(f"No question within ten seconds: {seen[-400:]!r}")
        seen += os.read(terminal, 65536)
    taken = time.perf_counter() - begun
    os.write(terminal, b"\x03\x03")
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    os.close(terminal)
    os.waitpid(child, 0)
    return taken


def main() -> None:
    """Print the figures; ends with 1 if a promise is broken."""
    with tempfile.TemporaryDirectory() as folder:
        bare, answers = Path(folder, "bare.py"), Path(folder, "answers.jsonl")
        bare.write_text(BARE, encoding="utf-8")
        answers.write_text(ONE_ANSWER, encoding="utf-8")
        measures: dict[str, Callable[[], float]] = {
            "a bare Typer program --help": lambda: seconds(str(bare), "--help"),
            "mock-interview --help": lambda: seconds("-m", "simulator", "--help"),
            "the imports": lambda: seconds("-c", IMPORTS),
            "start, to the first question": lambda: first_question(folder),
            "score, one answer": lambda: seconds("-m", "simulator", "score", str(answers)),
        }
        for measure in measures.values():
            measure()
        rows = [[measure() for measure in measures.values()] for _ in range(RUNS)]
    took = dict(zip(measures, map(statistics.median, zip(*rows, strict=True)), strict=True))
    for name, median in took.items():
        print(f"{name:32}{median * 1000:6.0f} ms")
    bare_help, help_, libraries, first, score = took.values()
    promises = (
        ("help", help_ / bare_help, 1.25),
        ("first question", first / libraries, 1.5),
        ("score", score / first, 1),
    )
    for name, ratio, most in promises:
        print(f"{name:32}{ratio:6.2f} times (at most {most})")
    raise SystemExit(any(ratio > most for _, ratio, most in promises))


if __name__ == "__main__":
    main()
