"""The transcript on disk: an append-only file of JSON lines.

Each event is one write of one line, on disk before `append` returns. A line that a crash cut off is set aside in a
`.broken` file beside the log before anything is appended, so that nothing is ever lost.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

from simulator.bank.model import Place
from simulator.bank.problem import Problem
from simulator.transcript.errors import TranscriptError
from simulator.transcript.events import (
    Event,
    Header,
    NewerVersionError,
    Stamped,
    event_from_dict,
    event_to_dict,
    header_from_dict,
    header_to_dict,
)
from simulator.transcript.lock import try_lock
from simulator.transcript.state import InterviewRecord, NoPlanError, fold

_BINARY = getattr(os, "O_BINARY", 0)

# Raw, these would break lines, direction or encoding for tools that read the file; JSON can say them as escapes.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def utc_now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a log holds, and what had to be left out."""

    header: Header
    events: tuple[Stamped, ...]
    notes: tuple[Problem, ...]

    def record(self) -> InterviewRecord:
        """What the events add up to. Raises TranscriptError if the log ends before its plan."""
        try:
            return fold(self.header, self.events)
        except NoPlanError as problem:
            raise TranscriptError(f"{self.header.id}: {problem}.", "It can be deleted.") from None


def read(path: Path) -> Contents:
    """The contents of a log. Raises TranscriptError if it cannot be read or is no transcript."""
    try:
        with path.open("rb") as file:
            return parse(path, file)
    except OSError as problem:
        raise TranscriptError(
            f"Cannot read {path}: {problem.strerror}.", "See `mock-interview review` for the transcripts there are."
        ) from None


def parse(path: Path, lines: Iterable[bytes]) -> Contents:
    """The contents of these lines of the log at `path`. Raises TranscriptError if they are no transcript."""
    return _parse(path, lines).contents


class Log:
    """A log that is open for appending; at most one process has it so."""

    def __init__(self, path: Path, descriptor: int, contents: Contents, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.header = contents.header
        self.contents = contents
        """What the log held when it was opened."""
        self._descriptor = descriptor
        self._clock = clock

    @classmethod
    def create(cls, path: Path, header: Header, clock: Callable[[], datetime] = utc_now) -> Log:
        """A new log with its header on disk. Raises FileExistsError if there is one, TranscriptError if it cannot be
        written."""
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND | _BINARY, 0o644)
        except FileExistsError:
            raise
        except OSError as problem:
            _cannot_write(path, problem)
        log = cls(path, descriptor, Contents(header, (), ()), clock)
        try:
            _lock(path, descriptor)
            log._write(_line(header_to_dict(header)))
            _sync_folder(path.parent)
        except BaseException:
            log.close()
            raise
        return log

    @classmethod
    def open(cls, path: Path, clock: Callable[[], datetime] = utc_now) -> Log:
        """An existing log, to go on with. Raises TranscriptError if it is no transcript, cannot be written, or another
        process has it open."""
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND | _BINARY)
        except FileNotFoundError as problem:
            raise TranscriptError(
                f"Cannot read {path}: {problem.strerror}.", "See `mock-interview review` for the transcripts there are."
            ) from None
        except OSError as problem:
            _cannot_write(path, problem)
        try:
            _lock(path, descriptor)
            with os.fdopen(os.dup(descriptor), "rb") as file:
                file.seek(0)
                parsed = _parse(path, file)
            log = cls(path, descriptor, parsed.contents, clock)
            log._mend(parsed)
        except BaseException:
            os.close(descriptor)
            raise
        return log

    def append(self, event: Event) -> Stamped:
        """Stamp the event and put it on disk; when this returns, it is there. Raises TranscriptError if it cannot be
        written, and then the log is as it was before."""
        stamped = Stamped(timestamp(self._clock()), event)
        self._write(_line(event_to_dict(stamped)))
        return stamped

    def close(self) -> None:
        """Let go of the log; harmless if done twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Log:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, line: bytes) -> None:
        before = os.fstat(self._descriptor).st_size
        try:
            if os.write(self._descriptor, line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._descriptor)
        except OSError as problem:
            with suppress(OSError):
                os.ftruncate(self._descriptor, before)
            _cannot_write(self.path, problem)

    def _mend(self, parsed: _Parsed) -> None:
        if parsed.broken_tail:
            aside = self.path.with_name(self.path.name + ".broken")
            try:
                with aside.open("ab") as file:
                    file.write(parsed.broken_tail.rstrip(b"\n") + b"\n")
                    file.flush()
                    os.fsync(file.fileno())
                os.ftruncate(self._descriptor, parsed.good_bytes)
            except OSError as problem:
                _cannot_write(aside, problem)
        elif parsed.lacks_newline:
            self._write(b"\n")


@dataclass(frozen=True, slots=True)
class _Parsed:
    contents: Contents
    good_bytes: int
    """How many bytes come before the broken tail."""
    broken_tail: bytes
    lacks_newline: bool


@dataclass(frozen=True, slots=True)
class _Damage:
    """Why a line is not JSON, and at which column."""

    what: str
    column: int


def _parse(path: Path, lines: Iterable[bytes]) -> _Parsed:
    header: Header | None = None
    events: list[Stamped] = []
    notes: list[Problem] = []
    end, broken, line = 0, b"", b""
    damaged: tuple[int, _Damage, bytes] | None = None

    for number, line in enumerate(lines, start=1):
        if damaged:
            notes.append(_skipped(path, damaged[0], damaged[1]))
            end += len(damaged[2])
            damaged = None
        data = _json(line)
        if header is None:
            header = _header(path, data, whole=line.endswith(b"\n"))
        elif isinstance(data, _Damage):
            # Whether it is the last line, and so perhaps cut off by a crash, shows only on the next turn.
            damaged = (number, data, line)
            continue
        else:
            try:
                events.append(event_from_dict(data))
            except ValueError as problem:
                notes.append(_skipped(path, number, _Damage(str(problem), 1)))
        end += len(line)

    if header is None:
        raise TranscriptError("This transcript is empty.", "It can be deleted.", Place(str(path), 1, 1))
    if damaged:
        number, damage, broken = damaged
        notes.append(
            Problem(
                Place(str(path), number, damage.column),
                "the last line was cut off, so it is left out",
                f"it is kept in {path.name}.broken when the interview goes on",
            )
        )
    return _Parsed(Contents(header, tuple(events), tuple(notes)), end, broken, not broken and not line.endswith(b"\n"))


def _header(path: Path, data: Any, *, whole: bool) -> Header:
    place = Place(str(path), 1, data.column if isinstance(data, _Damage) else 1)
    if isinstance(data, _Damage):
        if whole:
            raise TranscriptError(
                f"This is not a transcript: {data.what}.", "Move it out of the transcripts folder.", place
            )
        raise TranscriptError("This transcript was cut off in its first line.", "It can be deleted.", place)
    try:
        return header_from_dict(data)
    except NewerVersionError as problem:
        raise TranscriptError(
            f"{problem}.", "Update with `pip install --upgrade mock-interview-simulator`.", place
        ) from None
    except ValueError as problem:
        raise TranscriptError(f"{problem}.", "Move it out of the transcripts folder.", place) from None


def _skipped(path: Path, number: int, damage: _Damage) -> Problem:
    return Problem(
        Place(str(path), number, damage.column),
        f"this line is damaged and was skipped ({damage.what})",
        "the rest of the transcript is used",
    )


def _json(line: bytes) -> Any:
    """The value in the line, or what is wrong with it."""
    try:
        return json.loads(line.rstrip(b"\n").decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError as problem:
        return _Damage("not UTF-8", len(line[: problem.start].decode("utf-8", "replace")) + 1)
    except json.JSONDecodeError as problem:
        return _Damage(problem.msg, problem.colno if problem.lineno == 1 else 1)
    except (ValueError, RecursionError) as problem:
        return _Damage(str(problem) or "nested too deeply", 1)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number in JSON")


def _line(data: dict[str, Any]) -> bytes:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    return (_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n").encode("utf-8")


def _lock(path: Path, descriptor: int) -> None:
    if not try_lock(descriptor):
        raise TranscriptError(
            f"{path.stem} is open in another window or process.", "Go on there, or close it and try again."
        )


def _sync_folder(folder: Path) -> None:
    # Without this a crash can lose a new file's name; Windows cannot do it and does not need it.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _cannot_write(path: Path, problem: OSError) -> NoReturn:
    raise TranscriptError(
        f"Cannot write {path}: {problem.strerror or problem}.",
        "Make room, or choose another folder with --transcripts DIR or MOCK_INTERVIEW_TRANSCRIPTS.",
    ) from None
