"""What all transcripts of a folder say, without reading each of them again.

What was read is kept in a cache (see `kept`) together with the size and the time of change of its file; what has
changed since, or is missing or damaged in the cache, is read from the transcripts. With no cache at all everything is
the same, only slower.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any

from simulator.bank.folders import cache_folder
from simulator.transcript import folder as folders
from simulator.transcript import log as logs
from simulator.transcript.digest import (
    AskedQuestion,
    Digest,
    asked_question,
    digest,
    from_compact,
    key_of,
    question_from_plain,
    question_to_plain,
    to_compact,
)
from simulator.transcript.errors import TranscriptError
from simulator.transcript.events import Finished, SelfGraded
from simulator.transcript.folder import Summary
from simulator.transcript.kept import Kept, Row, path_for
from simulator.transcript.log import Contents
from simulator.transcript.search import QUESTION, parts
from simulator.transcript.state import InterviewRecord, State

Watch = Callable[[Sequence[str]], Iterable[str]]
"""Gives back the names of the transcripts that are about to be read, one by one: for a bar that shows how far it is."""

_BATCH = 200
"""How many transcripts are read before they are kept: work that is not lost when it is interrupted."""

_DRAFTS = (b'"drafted"', b'"probe_drafted"')
_LIKE_I = str.maketrans("\u0130\u0131", "ii")


class Index:
    """The transcripts in a folder, newest first. Use it in a `with` statement."""

    def __init__(self, folder: Path, caches: Path | None = None, watch: Watch = lambda names: names) -> None:
        """`caches` is the folder of caches, by default the platform's. Raises TranscriptError if the folder of
        transcripts cannot be read."""
        self._folder = folder
        self._watch = watch
        self._stamps = folders.stamps(folder)
        self._kept = Kept(path_for(folder, cache_folder().path if caches is None else caches), folder)
        self._problems: dict[str, TranscriptError] = {}

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kept.close()

    def __len__(self) -> int:
        """How many transcripts there are, readable or not."""
        return len(self._stamps)

    @property
    def problems(self) -> tuple[TranscriptError, ...]:
        """Why transcripts were left out so far, newest first."""
        return tuple(self._problems[name] for name in sorted(self._problems, key=folders.date_of, reverse=True))

    def newest(self, count: int) -> tuple[Summary, ...]:
        """So many of the newest interviews; looks no further than it must."""
        return self.those(self._stamps.keys(), count)

    def summaries(self) -> tuple[Summary, ...]:
        """All interviews."""
        return tuple(_newest_first(self._summaries(None).values()))

    def those(self, names: Collection[str], count: int) -> tuple[Summary, ...]:
        """So many of the newest interviews among these names."""
        newest = sorted(names, key=folders.date_of, reverse=True)
        found: list[Summary] = []
        for _, day in groupby(newest, key=folders.date_of):
            found += _newest_first(self._summaries(list(day)).values())
            if len(found) >= count:
                break
        return tuple(found[:count])

    def digests(self) -> tuple[Digest, ...]:
        """All interviews in brief, the shipped samples aside."""
        questions = dict(self._questions())
        found: dict[str, Digest] = {}
        for name, said in self._fresh("digests"):
            with suppress(ValueError, TypeError, LookupError):
                found[name] = from_compact(json.loads(said), questions)
        with closing(self._read(self._but(found))) as some:
            for read in some:
                found[read.name] = digest(read.record, questions)
        own = ((name, each) for name, each in found.items() if not name.startswith(folders.SAMPLE))
        order = sorted(own, key=lambda pair: _key(pair[0], pair[1].created), reverse=True)
        return tuple(each for _, each in order)

    def saying(self, words: str, model_answers: bool = False) -> frozenset[str]:
        """The names of the transcripts in which these words may stand: all that do, and hardly any other. Upper and
        lower case are alike, and so are blanks."""
        needle = folded(words)
        needle_bytes = _utf8(needle)
        questions = {_utf8(key) for key, q in self._questions() if _says(q, needle, model_answers)}
        known: set[str] = set()
        saying: set[str] = set()
        for name, said in self._fresh("texts"):
            known.add(name)
            keys, _, text = said.partition(b"\n")
            if needle_bytes in text or not questions.isdisjoint(keys.split()):
                saying.add(name)
        with closing(self._read(self._but(known))) as some:
            for read in some:
                asked = (asked_question(q.question) for q in read.record.questions if q.asked)
                if needle_bytes in _own_text(read.record) or any(_says(q, needle, model_answers) for q in asked):
                    saying.add(read.name)
        return frozenset(saying)

    def record(self, name: str) -> InterviewRecord:
        """The interview itself, without the drafts of what was answered. Raises TranscriptError."""
        return _without_drafts(self._path(name))[1]

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.jsonl"

    def _summaries(self, names: Sequence[str] | None) -> dict[str, Summary]:
        found: dict[str, Summary] = {}
        for name, said in self._fresh("heads", names):
            with suppress(ValueError, TypeError, LookupError):
                found[name] = _head(self._path(name), json.loads(said))
        with closing(self._each(self._but(found, names))) as each:
            for name, rows in each:
                try:
                    found[name] = folders.summary(self._path(name))
                except TranscriptError as problem:
                    self._problems[name] = problem
                else:
                    rows["heads"].append((name, self._stamps[name], _head_said(found[name])))
        return found

    def _fresh(self, table: str, names: Sequence[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """What is kept of the transcripts as they are now. Forgets what is kept of those that are gone."""
        gone = []
        for name, stamp, said in self._kept.rows(table, names):
            if self._stamps.get(name) == stamp:
                yield name, said
            elif name not in self._stamps:
                gone.append(name)
        self._kept.drop(table, gone)

    def _questions(self) -> Iterator[tuple[str, AskedQuestion]]:
        for key, _, said in self._kept.rows("questions"):
            with suppress(ValueError, TypeError, LookupError):
                yield key, question_from_plain(json.loads(said))

    def _but(self, known: Container[str], names: Sequence[str] | None = None) -> list[str]:
        return [name for name in (self._stamps if names is None else names) if name not in known]

    def _read(self, names: Sequence[str]) -> Generator[_Read, None, None]:
        """Reads these transcripts in full, and keeps all that there is to keep of them."""
        keys: set[str] = set()
        with closing(self._each(names)) as each:
            for name, rows in each:
                try:
                    read = _Read(name, *_without_drafts(self._path(name)))
                except TranscriptError as problem:
                    self._problems[name] = problem
                    continue
                for table, row in _to_keep(self._path(name), read, self._stamps[name], keys):
                    rows[table].append(row)
                yield read

    def _each(self, names: Sequence[str]) -> Generator[tuple[str, dict[str, list[Row]]], None, None]:
        """Each name, with the rows by table that take what is to be kept of it. They are kept every so often, and when
        it is broken off, too: the next time goes on from there."""
        rows: dict[str, list[Row]] = defaultdict(list)
        watched = iter(self._watch(names) if names else ())
        try:
            for number, name in enumerate(watched, start=1):
                yield name, rows
                if number % _BATCH == 0:
                    self._kept.put(rows)
                    rows.clear()
        finally:
            if isinstance(watched, Generator):
                # A bar goes before anything else is said.
                watched.close()
            self._kept.put(rows)


@dataclass(frozen=True, slots=True)
class _Read:
    """A transcript that was read."""

    name: str
    contents: Contents
    record: InterviewRecord


def folded(text: str) -> str:
    """The text as it is compared in a search: places that match whatever their case are the same in it."""
    return " ".join(text.translate(_LIKE_I).casefold().split())


def _key(name: str, created: str) -> tuple[str, str, str]:
    return folders.date_of(name), created, name


def _newest_first(summaries: Iterable[Summary]) -> list[Summary]:
    return sorted(summaries, key=lambda s: _key(s.path.stem, s.created), reverse=True)


def _without_drafts(path: Path) -> tuple[Contents, InterviewRecord]:
    """What the log holds but for drafts of answers that were given, which are most of its lines."""
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except OSError:
        whole = logs.read(path)
        return whole, whole.record()
    contents = logs.parse(path, [line for line in lines if not any(mark in line[:40] for mark in _DRAFTS)])
    record = contents.record()
    if any(q.asked and (not q.answered or (q.probe and q.probe.answer is None)) for q in record.questions):
        contents = logs.parse(path, lines)
        record = contents.record()
    return contents, record


def _to_keep(path: Path, read: _Read, stamp: str, known: set[str]) -> Iterator[tuple[str, Row]]:
    """Rows by table; of its questions those that are not yet known, which they are then."""
    record = read.record
    keys = []
    for q in record.questions:
        question = asked_question(q.question)
        key = key_of(question)
        keys += [key] if q.asked else []
        if key not in known:
            known.add(key)
            yield "questions", (key, "", _json(question_to_plain(question)))
    yield "digests", (read.name, stamp, _json(to_compact(digest(record))))
    yield "texts", (read.name, stamp, _utf8(" ".join(keys)) + b"\n" + _own_text(record))
    events = [stamped.event for stamped in read.contents.events]
    finished = next((e for e in reversed(events) if isinstance(e, Finished)), None)
    self_graded = next((e for e in reversed(events) if isinstance(e, SelfGraded)), None)
    summary = folders.summed_up(path, record.header, record.planned, finished, self_graded)
    yield "heads", (read.name, stamp, _head_said(summary))


def _says(question: AskedQuestion, needle: str, model_answers: bool) -> bool:
    return needle in folded(question.prompt) or (model_answers and needle in folded(question.model_answer))


def _own_text(record: InterviewRecord) -> bytes:
    """What only this interview says, for a search: not its questions and their model answers."""
    said = (folded(text) for q in record.questions for where, text in parts(q, False) if where != QUESTION)
    return _utf8("\n".join(said))


def _head_said(summary: Summary) -> bytes:
    s = summary
    return _json(
        [s.id, s.created, s.company, s.company_name, dict(s.options), s.questions, s.state, s.score, s.rating,
         s.self_score]
    )  # fmt: skip


def _head(path: Path, said: Any) -> Summary:
    id_, created, company, company_name, options, questions, state, score, rating, self_score = said
    return Summary(
        id_, path, created, company, company_name, options, questions, State(state), score, rating, self_score
    )


def _json(data: Any) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode()


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
