"""Transcripts are found by id, by a part of it, or as the latest, and listed without reading them whole."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.transcript import events as ev
from simulator.transcript import folder as folders
from simulator.transcript.errors import TranscriptError
from simulator.transcript.log import Log, read
from simulator.transcript.state import State
from tests.builders import planned

START = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def interview(folder, company="google", at=START, events=(), plan=None):
    with folders.create(folder, company, "0.1.0", lambda: at) as log:
        log.append(plan or planned(company_id=company))
        for event in events:
            log.append(event)
        return log.header.id


def test_an_id_says_date_and_company_and_no_two_are_alike(tmp_path):
    ids = {interview(tmp_path / "new" / "folder") for _ in range(5)}
    assert len(ids) == 5
    assert all(id_.startswith("2026-11-2") and id_[10:18] == "-google-" for id_ in ids)


def test_the_option_goes_before_the_variable_before_the_checkout(tmp_path):
    assert folders.folder_for(tmp_path, {folders.VARIABLE: "/x"}) == tmp_path
    assert folders.folder_for(None, {folders.VARIABLE: "/x"}) == Path("/x")
    assert folders.folder_for(None, {}) == Path(__file__).resolve().parents[2] / "transcripts"
    assert folders.folder_for(Path("~/t"), {}) == Path.home() / "t"


def test_transcripts_are_found_by_id_beginning_end_and_as_the_latest(tmp_path):
    older = interview(tmp_path, "meta", START - timedelta(days=2))
    newer = interview(tmp_path, "google", START)
    assert folders.find(tmp_path, older).stem == older
    assert folders.find(tmp_path, older.upper()).stem == older
    assert folders.find(tmp_path, older[:12]).stem == older
    assert folders.find(tmp_path, newer[-4:]).stem == newer
    assert folders.find(tmp_path).stem == newer


def test_of_one_day_the_later_is_the_latest(tmp_path):
    ids = [interview(tmp_path, at=START + timedelta(minutes=n)) for n in range(6)]
    assert [p.stem for p in folders.paths(tmp_path)] == ids[::-1]


def test_an_unclear_or_unknown_id_gets_help(tmp_path):
    with pytest.raises(TranscriptError, match=r"no transcript in .* yet"):
        folders.find(tmp_path)
    first, _ = interview(tmp_path), interview(tmp_path)
    with pytest.raises(TranscriptError, match="could be 2 transcripts") as unclear:
        folders.find(tmp_path, "2026")
    newest = next(folders.paths(tmp_path)).stem
    assert unclear.value.todo == f"Give more of the id; the newest of them is {newest}."
    with pytest.raises(TranscriptError) as caught:
        folders.find(tmp_path, first[:-1] + "!")
    assert caught.value.todo == f"Did you mean {first}?"


def test_the_end_that_two_ids_share_is_unclear_and_the_newest_is_named(tmp_path):
    for name in ("2026-11-02-google-k3f9", "2026-11-20-meta-k3f9"):
        (tmp_path / f"{name}.jsonl").write_text("{}\n")
    with pytest.raises(TranscriptError, match="could be 2 transcripts: 2026-11-20-meta-k3f9, 2026") as unclear:
        folders.find(tmp_path, "k3f9")
    assert "2026-11-20-meta-k3f9" in unclear.value.todo
    assert folders.find(tmp_path, "google-k3f9").stem == "2026-11-02-google-k3f9"


@pytest.mark.parametrize("key", ["../secret", "/etc/passwd", "..", "a/b", "\0"])
def test_an_id_cannot_lead_out_of_the_folder(tmp_path, key):
    interview(tmp_path / "t")
    (tmp_path / "secret.jsonl").write_text("{}")
    with pytest.raises(TranscriptError):
        folders.find(tmp_path / "t", key)


def test_a_list_says_score_and_state_of_each(tmp_path):
    broken_off = interview(tmp_path, at=START, events=[ev.Asked("q1")])
    done = interview(tmp_path, at=START + timedelta(hours=1), events=[ev.Finished(62.0)])
    graded = interview(
        tmp_path,
        at=START + timedelta(hours=2),
        events=[ev.Finished(90.0), *[ev.SelfMarked("q1", 1)] * 600, ev.SelfGraded(70.0)],
    )
    listed = list(folders.summaries(tmp_path))
    assert [(s.id, s.state, s.score, s.rating, s.self_score) for s in listed] == [
        (graded, State.SELF_GRADED, 90.0, "Strong hire", 70.0),
        (done, State.FINISHED, 62.0, "Hire", None),
        (broken_off, State.BROKEN_OFF, None, None, None),
    ]
    assert (listed[0].company_name, listed[0].questions) == ("Google", 2)


def test_a_list_agrees_with_the_whole_record(tmp_path):
    interview(tmp_path, events=[ev.Asked("q1"), ev.Answered("q1", "", 1.0, ev.How.PASSED), ev.Finished(0.0)])
    (summary,) = folders.summaries(tmp_path)
    record = read(summary.path).record()
    assert (summary.state, summary.score, summary.rating) == (record.state, record.score, record.rating)


def test_files_that_are_no_transcripts_are_reported_and_left_out(tmp_path):
    good = interview(tmp_path)
    (tmp_path / "notes.jsonl").write_text("hello\n")
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "2026-11-20-google-aaaa.jsonl").mkdir()
    (tmp_path / "x.md").touch()
    problems = []
    assert [s.id for s in folders.summaries(tmp_path, problems.append)] == [good]
    assert len(problems) == 3


def test_a_folder_that_is_not_there_has_no_transcripts(tmp_path):
    assert list(folders.summaries(tmp_path / "none")) == []


def test_questions_asked_before_are_counted_with_their_last_time(tmp_path):
    interview(tmp_path, at=START, events=[ev.Asked("q1")])
    interview(tmp_path, at=START + timedelta(days=1), events=[ev.Asked("q1"), ev.Asked("q2")])
    name = interview(tmp_path, at=START + timedelta(days=2), events=[ev.Asked("q3")])
    (tmp_path / f"{name}.jsonl").rename(tmp_path / "sample-google.jsonl")
    asked = folders.asked_before(tmp_path)
    assert {id_: a.times for id_, a in asked.items()} == {"q1": 2, "q2": 1}
    assert asked["q1"].last.startswith("2026-11-22")


def test_a_folder_that_cannot_be_made_is_reported_with_the_remedy(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(TranscriptError, match="Cannot make the folder") as caught:
        folders.create(tmp_path / "file" / "t", "google", "0.1.0")
    assert "--transcripts DIR" in caught.value.todo


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_reported_with_the_remedy(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(TranscriptError, match="Permission denied") as caught:
            folders.create(tmp_path, "google", "0.1.0")
        assert "--transcripts DIR" in caught.value.todo
    finally:
        tmp_path.chmod(0o700)


def test_a_transcript_that_was_moved_keeps_its_id(tmp_path):
    id_ = interview(tmp_path)
    (tmp_path / "other").mkdir()
    moved = (tmp_path / f"{id_}.jsonl").rename(tmp_path / "other" / "renamed.jsonl")
    with Log.open(moved) as log:
        assert log.header.id == id_
    assert folders.markdown_path(moved).name == "renamed.md"
