"""The file in which the index of transcripts is kept between runs: SQLite, in the platform's folder for caches.

Whatever is in it can be had again from the transcripts. So nothing in here ever fails towards the outside: a row that
is damaged is not there, a file that is damaged is made anew, and where none can be used, none is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from simulator import __version__

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")

LAYOUT = 1
"""To be raised whenever what is kept, or what it means, changes."""

_PATIENCE = 1.0
"""Seconds for which another process that is writing is waited for."""

_TABLES = ("heads", "digests", "texts", "questions")
_SCHEMA = "CREATE TABLE about (version TEXT, folder TEXT);" + "".join(
    f"CREATE TABLE {name} (name TEXT PRIMARY KEY, stamp TEXT, crc INTEGER, said BLOB);" for name in _TABLES
)

Row = tuple[str, str, bytes]
"""The name of a transcript (or the key of a question), the state of its file that this is from, and what is kept."""


def path_for(folder: Path, caches: Path) -> Path:
    """Where the index of this folder of transcripts is kept."""
    name = blake2b(os.fsencode(folder.absolute()), digest_size=8).hexdigest()
    return caches / "transcripts" / f"{name}.sqlite"


class Kept:
    """What was kept. Rows are handed out only as they were put in."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path = path
        self._folder = str(folder.absolute())
        self._base: sqlite3.Connection | None = None
        self._repaired = False
        self._usable = True
        self._writable = True

    def rows(self, table: str, names: Iterable[str] | None = None) -> Iterator[Row]:
        """All rows of a table, or those of these names; may end early where the file is damaged."""

        def read(base: sqlite3.Connection) -> Iterator[tuple[str, str, int, bytes]]:
            columns = f"SELECT name, stamp, crc, said FROM {table}"
            if names is None:
                yield from base.execute(columns)
            else:
                for name in names:
                    yield from base.execute(f"{columns} WHERE name = ?", (name,))

        base = self._open()
        found = read(base) if base else iter(())
        while (row := self._safely(lambda: next(found, None))) is not None:
            if _is_whole(row):
                yield row[0], row[1], row[3]

    def put(self, rows: Mapping[str, Iterable[Row]]) -> None:
        """Keeps these rows, by table, in the place of others of their names."""
        values = {
            table: [(name, stamp, _crc(name, stamp, said), said) for name, stamp, said in some]
            for table, some in rows.items()
        }
        self._write({f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?)": some for table, some in values.items()})

    def drop(self, table: str, names: Iterable[str]) -> None:
        """Forgets these rows."""
        self._write({f"DELETE FROM {table} WHERE name = ?": [(name,) for name in names]})

    def close(self) -> None:
        """Lets go of the file; harmless if done twice."""
        if self._base is not None:
            self._base.close()
            self._base = None

    def _open(self) -> sqlite3.Connection | None:
        if self._base is None and self._usable:
            self._base = self._safely(self._connect)
        return self._base

    def _connect(self) -> sqlite3.Connection:
        import sqlite3

        with suppress(OSError):
            # Answers are nobody else's business.
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        base = sqlite3.connect(self._path.absolute().as_uri() + "?mode=rw", timeout=_PATIENCE, uri=True)
        try:
            base.text_factory = _text
            # Losing the newest rows in a power cut costs nothing, and what is then damaged is mended.
            base.execute("PRAGMA synchronous = OFF")
            wanted = (f"{__version__} {LAYOUT}", self._folder)
            if base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                with base:
                    for statement in filter(None, _SCHEMA.split(";")):
                        base.execute(statement)
                    base.execute("INSERT INTO about VALUES (?, ?)", wanted)
            elif base.execute("SELECT version, folder FROM about").fetchall() != [wanted]:
                raise sqlite3.DatabaseError("of another version, or of another folder")
        except BaseException:
            base.close()
            raise
        return base

    def _write(self, changes: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
        """Does nothing where that is not possible."""
        base = self._open()
        if base is None or not self._writable or not any(changes.values()):
            return

        def write() -> None:
            with base:
                for statement, values in changes.items():
                    base.executemany(statement, values)

        self._safely(write, writes=True)

    def _safely(self, work: Callable[[], T], writes: bool = False) -> T | None:
        """What the work gives; None where the file cannot be used, which is then mended or left alone."""
        try:
            return work()
        except ImportError:
            # A Python that was built without SQLite.
            self._usable = False
        except (OSError, ValueError, OverflowError):
            self._give_up()
        except Exception as problem:
            import sqlite3

            if not isinstance(problem, sqlite3.Error):
                raise
            if not _is_elsewhere(problem):
                self._begin_anew()
            elif writes:
                # What is there can still be read.
                self._writable = False
            else:
                self._give_up()
        return None

    def _give_up(self) -> None:
        self.close()
        self._usable = False

    def _begin_anew(self) -> None:
        """Deletes the file, for another to be made: once in a run, then it is the disk."""
        self.close()
        if self._repaired:
            self._usable = False
            return
        self._repaired = True
        try:
            for ending in ("", "-journal", "-wal", "-shm"):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
            with closing(self._connect()):
                pass
        except Exception:
            self._usable = False


def _is_elsewhere(problem: sqlite3.Error) -> bool:
    """Whether another process is busy with the file, or it may not be written: nothing that a new one would mend."""
    import sqlite3

    if not isinstance(problem, sqlite3.OperationalError):
        return False
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
                    sqlite3.SQLITE_FULL, sqlite3.SQLITE_PERM)  # fmt: skip


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _crc(name: str, stamp: str, said: bytes) -> int:
    return crc32(said, crc32(f"{name} {stamp}".encode("utf-8", "surrogateescape")))


def _is_whole(row: tuple[object, object, object, object]) -> bool:
    match row:
        case (str(name), str(stamp), int(crc), bytes(said)):
            return _crc(name, stamp, said) == crc
    return False
