"""The index of transcripts: it says what the transcripts say, whatever has become of its cache."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.interview.answers import ScriptedAnswer
from simulator.transcript import folder
from simulator.transcript.digest import digest
from simulator.transcript.errors import TranscriptError
from simulator.transcript.index import Index, folded
from simulator.transcript.kept import path_for
from simulator.transcript.log import read
from simulator.transcript.search import search, wanted
from tests.held import break_off, hold


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "transcripts"
    home.mkdir()
    hold(home, day="2026-10-01", company="amazon")
    hold(home, {"q1": ScriptedAnswer("The Event\n loop and an apple, a pear.", 60)}, day="2026-11-02")
    hold(home, day="2026-11-02", company="meta")
    break_off(home, "A half bana")
    return home


@pytest.fixture
def caches(tmp_path: Path) -> Path:
    return tmp_path / "caches"


def everything(home: Path, caches: Path) -> tuple[object, ...]:
    """All that the index says, each asked of an index of its own."""
    answers: list[object] = []
    asks: list[Callable[[Index], object]] = [
        lambda index: index.newest(2),
        lambda index: index.summaries(),
        lambda index: index.digests(),
        lambda index: index.saying("event LOOP"),
        lambda index: index.saying("what about q2"),
        lambda index: index.saying("banana cherry", model_answers=True),
    ]
    for ask in asks:
        with Index(home, caches) as index:
            answers.append(ask(index))
    return tuple(answers)


def truth(home: Path) -> tuple[object, ...]:
    """The same from the transcripts themselves."""
    summaries = tuple(folder.summaries(home))
    records = [read(s.path).record() for s in summaries]

    def saying(words: str, model_answers: bool = False) -> frozenset[str]:
        return frozenset(r.id for r in records if any(search(r, wanted(words), model_answers)))

    return (
        summaries[:2], summaries, tuple(map(digest, records)),
        saying("event LOOP"), saying("what about q2"), saying("banana cherry", True),
    )  # fmt: skip


def cache_file(home: Path, caches: Path) -> Path:
    return path_for(home, caches)


def test_it_says_what_the_transcripts_say_at_first_and_from_the_cache(home: Path, caches: Path) -> None:
    assert everything(home, caches) == truth(home)
    assert everything(home, caches) == truth(home)


def test_only_what_is_new_is_read(home: Path, caches: Path) -> None:
    everything(home, caches)
    new = hold(home, day="2026-11-10")
    looked: list[str] = []

    def watch(names):
        looked.extend(names)
        return names

    with Index(home, caches, watch) as index:
        assert new in {d.id for d in index.digests()}
        assert len(index.summaries()) == 5
        index.saying("apple")
    assert looked == [new]


@pytest.mark.parametrize("ask", [Index.digests, Index.summaries, lambda index: index.saying("apple")])
def test_what_was_read_before_an_interruption_is_not_read_again(
    home: Path, caches: Path, ask: Callable[[Index], object]
) -> None:
    closed = []

    def interrupted(names):
        try:
            for number, name in enumerate(names):
                if number == 3:
                    raise KeyboardInterrupt
                yield name
        finally:
            closed.append(True)

    with Index(home, caches, interrupted) as index, pytest.raises(KeyboardInterrupt):
        ask(index)
    assert closed
    looked: list[str] = []
    with Index(home, caches, lambda names: looked.extend(names) or names) as index:
        ask(index)
    assert len(looked) == 1
    assert everything(home, caches) == truth(home)


def test_a_bar_is_gone_when_its_reader_fails(home: Path, caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = []

    def watch(names):
        try:
            yield from names
        finally:
            gone.append(True)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("simulator.transcript.index._without_drafts", fail)
    try:
        with Index(home, caches, watch) as index:
            index.digests()
    except KeyboardInterrupt:
        # While the traceback still holds on to every frame.
        assert gone == [True]


def test_what_is_appended_and_deleted_shows(home: Path, caches: Path) -> None:
    everything(home, caches)
    first, second, *_ = folder.paths(home)
    with first.open("a", encoding="utf-8") as file:
        file.write('{"event": "self_marked", "time": "2026-11-21T10:00:00.000Z", "question": "q1", "mark": 3}\n')
    second.unlink()
    assert everything(home, caches) == truth(home)
    with sqlite3.connect(cache_file(home, caches)) as base:
        kept = {name for (name,) in base.execute("SELECT name FROM digests")}
    assert second.stem not in kept


def test_the_newest_are_listed_without_reading_the_others(home: Path, caches: Path) -> None:
    looked: list[str] = []
    with Index(home, caches, lambda names: looked.extend(names) or names) as index:
        (newest,) = index.newest(1)
    assert looked == [newest.id]


def damage_text(path: Path) -> None:
    path.write_text("this is no database " * 500)


def damage_header(path: Path) -> None:
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])


def damage_truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def damage_empty(path: Path) -> None:
    path.write_bytes(b"")


def damage_version(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("UPDATE about SET version = '99'")
        base.execute("UPDATE heads SET said = '{}'")


def damage_folder(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("UPDATE about SET folder = '/elsewhere'")


def damage_tables(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("DROP TABLE digests")


def damage_columns(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("DROP TABLE digests")
        base.execute("CREATE TABLE digests (what TEXT)")


def damage_types(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("UPDATE digests SET said = 7, stamp = NULL")
        base.execute("UPDATE texts SET crc = 'x'")


def damage_rows(path: Path) -> None:
    """Valid as SQLite, and changed all the same: only a checksum tells."""
    with sqlite3.connect(path) as base:
        base.execute("UPDATE heads SET said = CAST(replace(CAST(said AS TEXT), '50.0', '90.0') AS BLOB)")
        base.execute("UPDATE digests SET said = CAST(replace(CAST(said AS TEXT), '50.0', '90.0') AS BLOB)")
        base.execute("UPDATE texts SET said = CAST('' AS BLOB)")
        base.execute("UPDATE questions SET said = CAST('{}' AS BLOB)")


def damage_questions(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("DELETE FROM questions")


def damage_folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def damage_parent(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("in the way")


def damage_by_deletion(path: Path) -> None:
    path.unlink()


def damage_journal(path: Path) -> None:
    path.with_name(path.name + "-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 600)


@pytest.mark.parametrize(
    "damage", [value for name, value in list(globals().items()) if name.startswith("damage_")], ids=lambda d: d.__name__
)
def test_a_damaged_cache_is_mended_or_done_without(home: Path, caches: Path, damage: Callable[[Path], None]) -> None:
    everything(home, caches)
    damage(cache_file(home, caches))
    assert everything(home, caches) == truth(home)
    assert everything(home, caches) == truth(home)


@pytest.mark.parametrize("seed", range(40))
def test_bytes_flipped_anywhere_change_nothing_that_is_said(home: Path, caches: Path, seed: int) -> None:
    import random

    everything(home, caches)
    path = cache_file(home, caches)
    data = bytearray(path.read_bytes())
    dice = random.Random(seed)
    for _ in range(30):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)
    assert everything(home, caches) == truth(home)


def test_a_mended_cache_is_used_again(home: Path, caches: Path) -> None:
    everything(home, caches)
    damage_text(cache_file(home, caches))
    everything(home, caches)
    looked: list[str] = []
    with Index(home, caches, lambda names: looked.extend(names) or names) as index:
        index.digests()
        index.summaries()
    assert looked == []


def test_a_cache_locked_by_another_process_is_done_without(home: Path, caches: Path) -> None:
    everything(home, caches)
    other = sqlite3.connect(cache_file(home, caches), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with Index(home, caches) as index:
            assert index.summaries() == truth(home)[1]
            assert index.digests() == truth(home)[2]
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert everything(home, caches) == truth(home)


def test_a_cache_that_cannot_be_written_is_still_read(home: Path, caches: Path) -> None:
    everything(home, caches)
    other = sqlite3.connect(cache_file(home, caches), isolation_level=None)
    # Whoever only reads holds up whoever writes: for this index it is a cache that takes nothing.
    other.execute("BEGIN IMMEDIATE")
    hold(home, day="2026-11-11")
    looked: list[str] = []
    try:
        with Index(home, caches, lambda names: looked.extend(names) or names) as index:
            assert index.digests() == truth(home)[2]
            assert index.digests() == truth(home)[2]
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert len(looked) == 2


def as_somebody_else(home: Path, caches: Path, code: str) -> None:
    """Runs code in a process that may not do what only root may; in it, `home` and `caches` are these folders."""
    begin = (
        "import os, resource, sys\nfrom pathlib import Path\n"
        "home, caches = map(Path, sys.argv[1:])\n"
        "import sqlite3, simulator.transcript.index\n"
        "from tests.transcript.test_index import everything, truth\n"
        "truth(home)\n"
    )
    if os.getuid() == 0:
        for path in (home.parent, *home.parent.rglob("*")):
            if path.parent != home.parent.parent or path == home.parent:
                os.chown(path, NOBODY, NOBODY)
        for path in home.parents:
            if path.stat().st_uid == 0 and path.stat().st_mode & 0o007 == 0:
                path.chmod(path.stat().st_mode | 0o001)
        begin += f"os.setgid({NOBODY}); os.setuid({NOBODY})\n"
    done = subprocess.run(
        [sys.executable, "-c", begin + code, str(home), str(caches)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


NOBODY = 65534


def test_a_cache_file_that_may_only_be_read_is_read(home: Path, caches: Path) -> None:
    everything(home, caches)
    path = cache_file(home, caches)
    path.chmod(0o400)
    before = path.read_bytes()
    hold(home, day="2026-11-12")
    as_somebody_else(home, caches, "for _ in range(2):\n    assert everything(home, caches) == truth(home)")
    assert path.read_bytes() == before


def test_a_folder_of_caches_that_may_only_be_read_is_done_without(home: Path, caches: Path) -> None:
    caches.mkdir()
    caches.chmod(0o500)
    as_somebody_else(home, caches, "for _ in range(2):\n    assert everything(home, caches) == truth(home)")
    assert list(caches.iterdir()) == []
    caches.chmod(0o700)
    as_somebody_else(home, caches, "assert everything(home, caches) == truth(home)")
    assert cache_file(home, caches).is_file()


def test_a_folder_around_the_cache_that_may_only_be_read_changes_nothing_that_is_said(home: Path, caches: Path) -> None:
    everything(home, caches)
    hold(home, day="2026-11-12")
    cache_file(home, caches).parent.chmod(0o500)
    as_somebody_else(home, caches, "for _ in range(2):\n    assert everything(home, caches) == truth(home)")


@pytest.mark.parametrize("room", [0, 5000, 20_000])
def test_without_room_on_the_disk_all_is_said_and_with_room_it_is_kept(home: Path, caches: Path, room: int) -> None:
    full = f"""
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
for _ in range(2):
    assert everything(home, caches) == truth(home)
"""
    as_somebody_else(home, caches, full)
    assert everything(home, caches) == truth(home)
    looked: list[str] = []
    with Index(home, caches, lambda names: looked.extend(names) or names) as index:
        index.digests()
    assert looked == []


def test_several_processes_at_a_time_say_the_same(home: Path, caches: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom tests.transcript.test_index import everything, truth\n"
        "home, caches = map(Path, sys.argv[1:])\n"
        "for _ in range(5):\n    assert everything(home, caches) == truth(home)\n"
    )
    for _ in range(2):
        running = [
            subprocess.Popen(
                [sys.executable, "-c", code, str(home), str(caches)],
                cwd=Path(__file__).parents[2], stderr=subprocess.PIPE, text=True,
            )
            for _ in range(3)
        ]  # fmt: skip
        assert [process.communicate()[1] for process in running] == ["", "", ""]
        damage_text(cache_file(home, caches))


def test_a_change_that_hides_behind_the_clock_is_seen(home: Path, caches: Path) -> None:
    everything(home, caches)
    path = next(folder.paths(home))
    was = path.stat()
    text = path.read_text()
    path.write_text(text.replace("A half bana", "A half pear"))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (was.st_size, was.st_mtime_ns)
    with Index(home, caches) as index:
        assert index.saying("half pear") == {path.stem}
    assert everything(home, caches) == truth(home)


def test_transcripts_that_change_places_are_told_apart(home: Path, caches: Path) -> None:
    everything(home, caches)
    first, second, *_ = folder.paths(home)
    aside = home / "aside"
    first.rename(aside)
    second.rename(first)
    aside.rename(second)
    assert everything(home, caches)[:3] == truth(home)[:3]


def test_only_its_owner_may_read_the_cache(home: Path, caches: Path) -> None:
    everything(home, caches)
    assert cache_file(home, caches).stat().st_mode & 0o077 == 0


def test_what_is_no_transcript_is_told_and_left_out(home: Path, caches: Path) -> None:
    (home / "2026-11-21-notes.jsonl").write_text("no transcript\n")
    for _ in range(2):
        with Index(home, caches) as index:
            assert len(index.digests()) == len(index.summaries()) == 4
            assert len(index.problems) == 1
            assert len(index) == 5


def test_a_folder_that_is_not_there_has_none_and_one_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with Index(tmp_path / "none", tmp_path / "caches") as index:
        assert (len(index), index.newest(9), index.digests(), index.saying("x")) == (0, (), (), frozenset())
    (tmp_path / "file").write_text("")
    with pytest.raises(TranscriptError):
        Index(tmp_path / "file", tmp_path / "caches")


def test_shipped_samples_are_listed_but_are_nobodys_progress(home: Path, caches: Path) -> None:
    next(folder.paths(home)).rename(home / "sample-one.jsonl")
    with Index(home, caches) as index:
        assert len(index.summaries()) == 4
        assert len(index.digests()) == 3


def test_two_folders_have_two_caches(home: Path, tmp_path: Path, caches: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    hold(other)
    assert everything(other, caches) == truth(other)
    assert everything(home, caches) == truth(home)
    assert cache_file(home, caches) != cache_file(other, caches)


text = st.text(st.sampled_from("aAiIıİsSſkK\u212aßẞσςΣµμǆǅ \n\t.,é"), max_size=12)


@given(text, text, text)
def test_a_search_never_misses_what_the_transcript_itself_would_show(before: str, words: str, after: str) -> None:
    if not words.split():
        return
    whole = before + words.swapcase() + after
    if wanted(words).search(whole):
        assert folded(words) in folded(whole)


def test_reading_goes_on_while_another_writes(home: Path, caches: Path) -> None:
    with Index(home, caches) as one, Index(home, caches) as other:
        assert one.digests() == other.digests()
        assert one.saying("apple") == other.saying("apple")
