"""`mock-interview score`: grade many answers from a file, as a stream."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from simulator.cli.app import App
from simulator.cli.options import Banks, Rubrics
from simulator.errors import UserError

if TYPE_CHECKING:
    from simulator.bank.library import Library
    from simulator.bank.model import Question
    from simulator.grading.grader import Grader
    from simulator.grading.result import Span

app = App()

_CSV_FIELD_LIMIT = 64 * 1024 * 1024
"""Characters in one field of a CSV file; Python's own limit of 128 KiB is less than a long answer."""


@app.command(
    epilog="""
    Each line of the file is an object with an id, a question (its id or a source key) and an answer:
      {"id": 1, "question": "gil", "answer": "Only one thread at a time runs bytecode ..."}
    A file that ends in .csv has these three as columns. Each answer gives one line of JSON, in the same order.
    For example:
      mock-interview score answers.jsonl > scores.jsonl
      cat answers.jsonl | mock-interview score -
    """
)
def score(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines or CSV; - for standard input.")],
    banks: Banks = None,
    rubrics: Rubrics = None,
) -> int:
    """Score the answers in a file. Ends with 1 if a line could not be read."""
    from simulator.bank.loader import load
    from simulator.grading.grader import grader_for

    library = load(banks, rubrics)
    scorer = Scorer(library, grader_for(library))
    bad = 0
    read_from_pipe = file == STDIN
    # The library lives as long as the program: the collector need not walk through it again and again.
    gc.collect()
    gc.freeze()
    with _opened(file) as stream, _progress(file, stream) as rows:
        for row in _csv_rows(rows) if file.suffix.lower() == ".csv" else _json_rows(rows):
            try:
                sys.stdout.write(scorer.line(row))
            except BadRowError as error:
                bad += 1
                _report(file, row.number, error)
            if read_from_pipe:
                sys.stdout.flush()
    sys.stdout.flush()
    if bad:
        lines = "a line was" if bad == 1 else f"{bad} lines were"
        print(f"{lines} left out; the rest was scored.", file=sys.stderr)
    return 1 if bad else 0


STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the input: its number from 1, and its fields, or what is wrong with it."""

    number: int
    fields: Mapping[str, Any]
    problem: str = ""


class BadRowError(ValueError):
    """A line that can't be scored; says why and what to do."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, and for each criterion the piece of JSON that is always the same."""

    question: Question
    criteria: tuple[str, ...]


_ANSWERS_REMEMBERED = 4096


class Scorer:
    """Scores rows; keeps what it needs to know of each question."""

    def __init__(self, library: Library, grader: Grader) -> None:
        self._library = library
        self._grader = grader
        self._asked: dict[str, _Asked] = {}
        # The same answer comes often: blank, "I don't know", or copied from a neighbour.
        self._graded = lru_cache(_ANSWERS_REMEMBERED)(self._grade)

    def line(self, row: Row) -> str:
        """The line of JSON for a row. Raises BadRowError."""
        if row.problem:
            raise BadRowError(row.problem)
        key, answer = row.fields.get("question"), row.fields.get("answer")
        if not isinstance(key, str) or not key:
            raise BadRowError('it has no "question"; give a question id or a source key')
        if not isinstance(answer, str):
            raise BadRowError('it has no "answer"; give a text, which may be empty')
        number = row.fields.get("id")
        # Most are plain numbers, and an encoder of its own for each line would take as long as reading the line.
        as_json = str(number) if type(number) is int else json.dumps(number)
        return f'{{"id": {as_json}, "question": {_json(key)}, {self._graded(key, answer)}}}\n'

    def _grade(self, key: str, answer: str) -> str:
        """What a line says after the question."""
        asked = self._asked.get(key) or self._find(key)
        grade = self._grader.grade(asked.question, answer)
        # Put together by hand: half of it is the same for every answer, and encoding it took a tenth of the time.
        criteria = ", ".join(
            [
                f'{always}{c.credit!r}, "evidence": {_quoted(answer, c.evidence)}, "why_not": {_json(c.why_not)}}}'
                for always, c in zip(asked.criteria, grade.criteria, strict=True)
            ]
        )
        misconceptions = ", ".join(
            [
                f'{{"id": {_json(found.misconception)}, "evidence": {_quoted(answer, found.evidence)}, '
                f'"correction": {_json(found.correction)}}}'
                for found in grade.misconceptions
            ]
        )
        flags = ", ".join([f'"{flag.value}"' for flag in grade.flags])
        return (
            f'"score": {grade.score!r}, "band": "{grade.band.value}", "criteria": [{criteria}], '
            f'"misconceptions": [{misconceptions}], "flags": [{flags}]'
        )

    def _find(self, key: str) -> _Asked:
        question = self._library.find(key)
        if question is None:
            from simulator.cli.find import did_you_mean

            hint = did_you_mean(key, self._library.questions, "'mock-interview bank list' shows them all.")
            raise BadRowError(f"there is no question {key!r}. {hint}")
        asked = self._asked[key] = _Asked(
            question,
            tuple(
                f'{{"id": {_json(c.id)}, "sources": {json.dumps(list(c.sources))}, "weight": {c.weight}, "credit": '
                for c in self._library.rubrics[question.rubric].criteria
            ),
        )
        return asked


_json = json.encoder.encode_basestring_ascii


def _quoted(answer: str, evidence: tuple[Span, ...]) -> str:
    """Pieces of the answer as a list in JSON."""
    return f"[{', '.join([_json(answer[span.start : span.end]) for span in evidence])}]"


def _json_rows(lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            where = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
            yield Row(number, {}, f"it is not JSON{where}; each line must be one object")
            continue
        if isinstance(fields, dict):
            yield Row(number, fields)
        else:
            yield Row(number, {}, 'it is not an object; write {"id": ..., "question": ..., "answer": ...}')


def _csv_rows(lines: Iterable[str]) -> Iterator[Row]:
    import csv

    csv.field_size_limit(_CSV_FIELD_LIMIT)
    reader = csv.DictReader(lines)
    missing = [name for name in ("question", "answer") if name not in (reader.fieldnames or ())]
    if missing:
        raise UserError(
            f"The CSV file has no column {missing[0]!r}.", "Its first line must name the columns id, question, answer."
        )
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(reader.line_num, {}, f"it is not CSV: {error}; quote the field")
            continue
        yield Row(reader.line_num, fields)


def _opened(file: Path) -> AbstractContextManager[IO[str]]:
    if file == STDIN:
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
        return nullcontext(sys.stdin)
    try:
        newline = "" if file.suffix.lower() == ".csv" else None
        return file.open(encoding="utf-8-sig", errors="replace", newline=newline)
    except OSError as error:
        raise UserError(
            f"{file} can't be read: {error.strerror}.", "Check the name and that you may read it."
        ) from None


def _progress(file: Path, stream: IO[str]) -> AbstractContextManager[Iterable[str]]:
    """The lines, with a bar on a terminal if the scores go elsewhere."""
    if file == STDIN or not sys.stderr.isatty() or sys.stdout.isatty():
        return nullcontext(stream)
    from simulator.terminal.progress import reading

    return reading(stream, file.stat().st_size)


def _report(file: Path, number: int, error: BadRowError) -> None:
    from simulator.terminal.text import printable

    name = "standard input" if file == STDIN else str(file)
    print(printable(f"{name}:{number}: {error}"), file=sys.stderr)
