"""A log keeps every event, survives a crash in the middle of a line, and has one writer."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.transcript import events as ev
from simulator.transcript.errors import TranscriptError
from simulator.transcript.log import Log, read
from tests.builders import planned

HEADER = ev.Header("2026-11-21-google-k3f9", "2026-11-21T10:00:00.000Z", "0.1.0")


def clock():
    return datetime(2026, 11, 21, 10, 0, 1, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / f"{HEADER.id}.jsonl"
    with Log.create(path, HEADER, clock) as log:
        log.append(planned())
        log.append(ev.Asked("q1"))
    return path


def names(path):
    return [s.event.name for s in read(path).events]


def test_what_was_appended_is_read_back(path):
    contents = read(path)
    assert contents.header == HEADER
    assert [s.event for s in contents.events] == [planned(), ev.Asked("q1")]
    assert contents.events[0].time == "2026-11-21T10:00:01.000Z"
    assert contents.notes == ()


def test_each_event_is_one_line_of_json_with_its_name_first(path):
    lines = path.read_text("utf-8").splitlines()
    assert [list(json.loads(line))[:2] for line in lines] == [
        ["format", "version"],
        ["event", "time"],
        ["event", "time"],
    ]


def test_an_event_is_on_disk_before_append_returns(path):
    with Log.open(path, clock) as log:
        log.append(ev.Answered("q1", "apple", 2.0, ev.How.SUBMITTED))
        assert names(path)[-1] == "answered"


def test_an_existing_transcript_is_never_overwritten(path):
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        Log.create(path, HEADER, clock)
    assert path.read_bytes() == before


@given(st.text(max_size=30))
def test_any_text_survives_even_half_characters_and_odd_line_ends(text):
    from simulator.transcript.log import _json, _line

    event = ev.Stamped("t", ev.Answered("q1", text + "\x85\u2028\ud800\x1b", 1.0, ev.How.SUBMITTED))
    line = _line(ev.event_to_dict(event))
    assert len(line.decode("utf-8").splitlines()) == 1
    assert ev.event_from_dict(_json(line)) == event


def test_every_place_where_a_crash_can_cut_the_last_line_is_recovered(path):
    whole = path.read_bytes()
    start = whole.rstrip(b"\n").rfind(b"\n") + 1
    for cut in range(start + 1, len(whole) - 1):
        path.write_bytes(whole[:cut])
        contents = read(path)
        assert [s.event.name for s in contents.events] == ["planned"]
        assert "cut off" in contents.notes[0].what
        assert (contents.notes[0].place.file, contents.notes[0].place.line) == (str(path), 3)


def test_a_cut_off_line_is_set_aside_before_the_log_goes_on(path):
    cut = path.read_bytes()[:-9]
    path.write_bytes(cut)
    with Log.open(path, clock) as log:
        assert len(log.contents.notes) == 1
        log.append(ev.Asked("q2"))
    assert [s.event for s in read(path).events] == [planned(), ev.Asked("q2")]
    assert read(path).notes == ()
    assert path.with_name(path.name + ".broken").read_bytes() == cut.splitlines()[-1] + b"\n"


def test_reading_alone_changes_nothing_on_disk(path, tmp_path):
    path.write_bytes(path.read_bytes()[:-9])
    before = path.read_bytes()
    read(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_last_line_that_only_lacks_its_end_counts(path):
    path.write_bytes(path.read_bytes()[:-1])
    with Log.open(path, clock) as log:
        log.append(ev.Asked("q2"))
    assert names(path) == ["planned", "asked", "asked"]


def test_a_tail_of_zero_bytes_is_recovered(path):
    path.write_bytes(path.read_bytes() + b"\0" * 500)
    with Log.open(path, clock) as log:
        log.append(ev.Asked("q2"))
    assert names(path) == ["planned", "asked", "asked"]


def test_a_damaged_line_in_the_middle_is_named_and_skipped(path):
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b'{"event": "ask\n', b'{"event": "asked", "time": "t"}\n', lines[2]]))
    contents = read(path)
    assert [s.event.name for s in contents.events] == ["planned", "asked"]
    assert str(contents.notes[0]).startswith(f"{path}:3:11: this line is damaged and was skipped")
    assert str(contents.notes[1]).startswith(f"{path}:4:1: ")
    assert "question is missing" in contents.notes[1].what


def test_bytes_that_are_not_utf_8_are_named_with_their_column(path):
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b'{"\xff"}\n', lines[2]]))
    assert str(read(path).notes[0].place) == f"{path}:3:3"


def test_lines_nested_beyond_reason_or_with_huge_numbers_are_skipped(path):
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b"[" * 100_000 + b"\n", b"9" * 10_000 + b"\n", b"NaN\n", lines[2]]))
    assert [s.event.name for s in read(path).events] == ["planned", "asked"]
    assert len(read(path).notes) == 3


def test_events_of_a_newer_program_are_kept_and_ignored(path):
    with Log.open(path, clock) as log:
        log.append(ev.Unknown("applauded", {"hands": 2}))
    assert read(path).events[-1].event == ev.Unknown("applauded", {"hands": 2})
    assert read(path).record().current == "q1"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b'{"format": "mock-inter', "cut off in its first line"),
        (b"# Notes\n", "not a transcript"),
        (b'{"format": "asciicast", "version": 2}\n', "not a transcript"),
        (b'{"format": "mock-interview-transcript", "version": 7}\n', "format version 7"),
    ],
)
def test_what_is_no_transcript_is_refused_with_a_remedy(tmp_path, content, said):
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    with pytest.raises(TranscriptError, match=said) as caught:
        read(path)
    assert caught.value.todo
    assert caught.value.place.line == 1
    with pytest.raises(TranscriptError, match=said):
        Log.open(path)
    assert path.read_bytes() == content


def test_a_log_without_a_plan_says_so(tmp_path):
    path = tmp_path / "x.jsonl"
    Log.create(path, HEADER, clock).close()
    with pytest.raises(TranscriptError, match="before its plan"):
        read(path).record()


def test_a_transcript_that_is_open_elsewhere_cannot_be_opened_again(path):
    holder = (
        "import sys; from pathlib import Path; from simulator.transcript.log import Log\n"
        "log = Log.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(TranscriptError, match="open in another window"):
            Log.open(path)
        assert names(path) == ["planned", "asked"], "reading needs no lock"
        other.stdin.close()
    Log.open(path).close()


def test_a_full_disk_is_reported_and_leaves_the_log_whole(path, monkeypatch):
    before = path.read_bytes()
    write = os.write

    def half(descriptor, data):
        write(descriptor, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with Log.open(path, clock) as log:
        monkeypatch.setattr("simulator.transcript.log.os.write", half)
        with pytest.raises(TranscriptError, match="No space left"):
            log.append(ev.Asked("q2"))
        monkeypatch.undo()
        assert path.read_bytes() == before
        log.append(ev.Asked("q2"))
    assert names(path) == ["planned", "asked", "asked"]
