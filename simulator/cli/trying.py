"""`mock-interview bank try`: what earns what, and what stops the rest, while you write a rubric."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.output import Output, emit
from simulator.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.bank.library import Library
    from simulator.bank.loader import Reading
    from simulator.bank.model import Question
    from simulator.grading.explain import Trial

_POLL_SECONDS = 0.2
STDIN = Path("-")


def try_answer(reading: Reading, question: Question, file: Path | None, watch: bool, as_json: bool) -> Output | int:
    """Grades the answer in the file, in standard input, or typed on the terminal.

    Raises UserError if the file can't be read, or where watching or typing is not possible.
    """
    library = reading.library
    if file is not None and file != STDIN:
        if watch:
            return _watch(reading.folders, question, file, as_json)
        return Output(_tried(library, question, _read(file)), as_json)
    if watch:
        raise UserError("There is no file to watch.", "Name one: mock-interview bank try ID FILE --watch", exit_code=2)
    if file == STDIN or not sys.stdin.isatty():
        return Output(_tried(library, question, sys.stdin.read()), as_json)
    if not sys.stdout.isatty():
        raise UserError("There is no terminal to type on.", "Name a file with the answer, or pipe it in.", exit_code=2)
    from simulator.grading.explain import Trier
    from simulator.terminal.trying import run

    run(question.prompt, Trier(library, question).trial)
    return 0


def _tried(library: Library, question: Question, answer: str) -> Tried:
    from simulator.grading.explain import Trier

    return Tried(Trier(library, question).trial(answer))


def _watch(folders: tuple[Path, Path], question: Question, file: Path, as_json: bool) -> int:
    """Grades the file each time it or the content is saved, until interrupted."""
    from simulator.bank.loader import load
    from simulator.bank.problem import ContentError
    from simulator.cli.output import emit_error

    try:
        for _ in _saves([file, *folders]):
            if sys.stdout.isatty() and not as_json:
                print("\033[H\033[2J", end="")
            try:
                library = load(*folders)
                emit(Output(_tried(library, library.find(question.id) or question, _read(file)), as_json))
            except ContentError as error:
                emit_error(error)
    except KeyboardInterrupt:
        pass
    return 0


def _saves(paths: list[Path]) -> Iterator[None]:
    """Now, and again whenever one of the files, or a YAML file in one of the folders, has changed."""
    before: list[tuple[Path, int]] = []
    while True:
        files = [file for path in paths for file in (sorted(path.glob("**/*.yaml")) if path.is_dir() else [path])]
        now = [(file, file.stat().st_mtime_ns) for file in files if file.exists()]
        if now != before:
            before = now
            yield
        time.sleep(_POLL_SECONDS)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UserError(
            f"{file} can't be read: {error.strerror}.", "Check the name and that you may read it."
        ) from None


@dataclass(frozen=True, slots=True)
class Tried:
    """What `bank try` found out."""

    trial: Trial

    def to_json(self) -> Any:
        trial = self.trial
        return {
            "question": trial.question.id,
            **trial.grade.to_dict(),
            "near": {
                criterion: [
                    {
                        "place": str(miss.line.place),
                        "pattern": miss.line.text,
                        "found": list(miss.found),
                        "why": str(miss),
                    }
                    for miss in misses
                ]
                for criterion, misses in trial.near.items()
            },
        }

    def draw(self, console: Console) -> None:
        from rich.text import Text

        from simulator.terminal.layout import hanging
        from simulator.terminal.trial_view import trial_lines

        for indent, line in trial_lines(self.trial):
            hanging(console, Text(indent), Text.assemble(*line))
