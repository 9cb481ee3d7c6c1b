"""The bank's types to and from lines of JSON, for the cache. Lists and not objects: small and quick to read.

Decoding raises TypeError, ValueError, KeyError or IndexError when it is given something else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from simulator.bank.library import Shelf
from simulator.bank.model import (
    Band,
    CompanyProfile,
    CompanyQuestion,
    Criterion,
    Difficulty,
    Kind,
    Misconception,
    PatternLine,
    Place,
    Question,
    Round,
    Rubric,
)

Row = list[Any]


def encode_bank(companies: Mapping[str, CompanyProfile], questions: Mapping[str, Question]) -> Iterator[str]:
    """Companies and questions as lines."""
    yield _json([_company_row(company) for company in companies.values()])
    yield _json([_question_row(q) for q in questions.values()])


def decode_bank(lines: Sequence[bytes]) -> tuple[dict[str, CompanyProfile], dict[str, Question]]:
    """What `encode_bank` was given."""
    companies, questions = map(json.loads, lines)
    return {c[0]: _company(c) for c in companies}, {q[0]: _question(q) for q in questions}


def encode_shelf(shelf: Shelf) -> Iterator[str]:
    """Rubrics and vocabulary as lines: the vocabulary, and then two lines a rubric, its id and the rest."""
    yield _json([[name, *_line_row(line), line.place.file] for name, line in shelf.vocabulary.items()])
    for rubric in shelf.rubrics.values():
        yield _json(rubric.id)
        yield _json(_rubric_row(rubric))


def decode_shelf(lines: Sequence[bytes], otherwise: Callable[[], Shelf]) -> Shelf:
    """What `encode_shelf` was given. Rubrics are decoded one by one when they are needed; `otherwise` gives the shelf
    in case one of them turns out to be damaged."""
    vocabulary, *rubrics = lines
    sets = {name: PatternLine(text, Place(file, line, col)) for name, text, line, col, file in json.loads(vocabulary)}
    names = [json.loads(name) for name in rubrics[::2]]
    if not all(isinstance(name, str) for name in names):
        raise TypeError("a rubric's id is not text")
    return Shelf(_Rubrics(dict(zip(names, rubrics[1::2], strict=True)), otherwise), sets)


def _json(row: Any) -> str:
    return json.dumps(row, separators=(",", ":"))


class _Rubrics(Mapping[str, Rubric]):
    """Rubrics by id. An interview needs a handful of the many, and decoding all would hold up its first question."""

    def __init__(self, lines: Mapping[str, bytes], otherwise: Callable[[], Shelf]) -> None:
        self._lines = lines
        self._otherwise = otherwise
        self._decoded: dict[str, Rubric] = {}

    def __getitem__(self, name: str) -> Rubric:
        if name not in self._decoded:
            line = self._lines[name]
            try:
                self._decoded[name] = _rubric(json.loads(line))
            except (TypeError, ValueError, LookupError, AttributeError, RecursionError):
                self._decoded[name] = self._otherwise().rubrics[name]
        return self._decoded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _place_row(place: Place) -> Row:
    return [place.file, place.line, place.column]


def _question_row(q: Question) -> Row:
    return [
        q.id,
        q.prompt,
        q.kind,
        q.difficulty,
        q.topics,
        q.asked_by,
        q.minutes,
        q.sources,
        q.rubric,
        q.model_answer,
        _place_row(q.place),
    ]


def _question(row: Row) -> Question:
    name, prompt, kind, difficulty, topics, asked_by, minutes, sources, rubric, model_answer, place = row
    return Question(
        name,
        prompt,
        Kind(kind),
        Difficulty(difficulty),
        tuple(topics),
        tuple(asked_by),
        minutes,
        tuple(sources),
        rubric,
        model_answer,
        Place(*place),
    )


def _company_row(c: CompanyProfile) -> Row:
    rounds = [[r.id, r.title, r.theme, r.opening, r.minutes] for r in c.rounds]
    questions = [[q.source, q.round] for q in c.questions]
    return [c.id, c.name, c.looks_for, dict(c.ratings), rounds, questions, _place_row(c.place)]


def _company(row: Row) -> CompanyProfile:
    name, title, looks_for, ratings, rounds, questions, place = row
    return CompanyProfile(
        name,
        title,
        looks_for,
        {Band(band): words for band, words in ratings.items()},
        tuple(Round(*round_) for round_ in rounds),
        tuple(CompanyQuestion(*question) for question in questions),
        Place(*place),
    )


def _rubric_row(r: Rubric) -> Row:
    criteria = [
        [
            c.id,
            c.signal,
            c.weight,
            c.sources,
            c.probe,
            [_line_row(line) for line in c.shown],
            [_line_row(line) for line in c.partly],
            c.accept,
            c.refuse,
            _place_row(c.place)[1:],
        ]
        for c in r.criteria
    ]
    misconceptions = [
        [
            m.id,
            m.denies,
            m.grave,
            m.correction,
            [_line_row(line) for line in m.claim],
            m.says,
            m.fine,
            _place_row(m.place)[1:],
        ]
        for m in r.misconceptions
    ]
    return [r.id, criteria, misconceptions, r.keyword_lists, r.wrong_answers, _place_row(r.place), r.akin]


def _rubric(row: Row) -> Rubric:
    name, criteria, misconceptions, keyword_lists, wrong_answers, place, akin = row
    file = place[0]
    return Rubric(
        name,
        tuple(_criterion(c, file) for c in criteria),
        tuple(_misconception(m, file) for m in misconceptions),
        tuple(keyword_lists),
        tuple(wrong_answers),
        Place(*place),
        tuple(akin),
    )


def _criterion(row: Row, file: str) -> Criterion:
    name, signal, weight, sources, probe, shown, partly, accept, refuse, place = row
    return Criterion(
        name,
        signal,
        weight,
        tuple(sources),
        probe,
        _lines(shown, file),
        _lines(partly, file),
        tuple(accept),
        tuple(refuse),
        Place(file, *place),
    )


def _misconception(row: Row, file: str) -> Misconception:
    name, denies, grave, correction, claim, says, fine, place = row
    return Misconception(
        name, tuple(denies), grave, correction, _lines(claim, file), tuple(says), tuple(fine), Place(file, *place)
    )


def _line_row(line: PatternLine) -> Row:
    return [line.text, line.place.line, line.place.column]


def _lines(rows: list[Row], file: str) -> tuple[PatternLine, ...]:
    return tuple(PatternLine(text, Place(file, line, column)) for text, line, column in rows)
