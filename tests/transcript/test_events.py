"""Every event survives the way to JSON and back; edits rebuild texts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.checked import CheckResult, Outcome, RunReport
from simulator.grading.result import Span
from simulator.transcript import events as ev
from simulator.transcript.events import Edit, How, Stamped
from tests.builders import grade_by_words, planned, question

NOW = "2026-11-21T10:00:00Z"

FAILED = CheckResult("test_empty", "an empty list", 2, False, Outcome.FAILED, "f([])", "[]", "None", 3, "hm\n", 0.1)
REPORT = RunReport(
    "q1", "a1b2", (FAILED,), containment="bubblewrap", backends=("fakeredis",), found_as={"f": "g"}, seconds=0.2
)

EVERY_EVENT = [
    planned(("q1", "q2"), ("q3",)),
    planned(seconds=None),
    ev.RoundOpened("round-1"),
    ev.Asked("q1"),
    ev.Drafted("q1", 1.5, Edit(0, 2, 'é "x"\n')),
    ev.Answered("q1", "apple\n```", 12.25, How.TIMED_OUT),
    ev.Checked("q1", REPORT),
    ev.Checked("q1", RunReport("q1", "a1b2", why_not="There is no code in the answer.")),
    ev.Graded("q1", grade_by_words(question(), "apple"), "abc", "0.1.0"),
    ev.Probed("q1", "cherry", "And?", None),
    ev.Probed("q1", "cherry", "And?", 90.0),
    ev.ProbeDrafted("q1", 1.0, Edit(3, 0, "x")),
    ev.ProbeAnswered("q1", "", 3.0, How.PASSED),
    ev.ProbeGraded("q1", "cherry", 0.5, (Span(0, 6),)),
    ev.Paused(4.0),
    ev.Resumed(),
    ev.Finished(61.5),
    ev.SelfMarked("q1", 3),
    ev.SelfCredited("q1", "cherry", 0.5),
    ev.SelfGraded(70.0),
    ev.SelfGraded(),
    ev.Unknown("applauded", {"hands": 2}),
]


@pytest.mark.parametrize("event", EVERY_EVENT, ids=lambda e: e.name)
def test_an_event_comes_back_from_json_as_it_was(event):
    stamped = Stamped(NOW, event)
    assert ev.event_from_dict(json.loads(json.dumps(ev.event_to_dict(stamped)))) == stamped


def test_an_event_reads_as_promised_in_the_format_page():
    assert ev.event_to_dict(Stamped(NOW, ev.Drafted("q1", 1.5, Edit(0, 2, "ab")))) == {
        "event": "drafted",
        "time": NOW,
        "question": "q1",
        "used": 1.5,
        "edit": [0, 2, "ab"],
    }


def test_fields_of_a_newer_program_are_ignored():
    data = {"event": "asked", "time": NOW, "question": "q1", "mood": "good"}
    assert ev.event_from_dict(data).event == ev.Asked("q1")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "an event should be"),
        ({"event": 3}, "an event should be"),
        ({"event": "asked"}, "time should be text"),
        ({"event": "asked", "time": NOW}, "question is missing"),
        ({"event": "asked", "time": NOW, "question": 1}, "question should be text, not 1"),
        ({"event": "paused", "time": NOW, "used": True}, "used should be a number"),
        ({"event": "drafted", "time": NOW, "question": "q", "used": 0, "edit": [0, -1, ""]}, "edit should be"),
        ({"event": "self_marked", "time": NOW, "question": "q", "mark": 5}, "mark should be 0 to 4"),
        ({"event": "self_credited", "time": NOW, "question": "q", "criterion": "c", "credit": 0.3}, "credit should"),
        ({"event": "graded", "time": NOW, "question": "q", "grade": {}, "rubric_version": "", "program": ""}, "grade"),
        ({"event": "planned", "time": NOW, "company": "c", "company_name": "C", "ratings": {"ok": ""}}, "ratings"),
    ],
)
def test_a_wrong_field_is_named(data, said):
    with pytest.raises(ValueError, match=said.replace("(", r"\(")):
        ev.event_from_dict(data)


def test_a_header_comes_back_as_it_was():
    header = ev.Header("2026-11-21-google-k3f9", NOW, "0.1.0")
    assert ev.header_from_dict(ev.header_to_dict(header)) == header


def test_a_newer_format_is_told_apart_from_no_transcript():
    data = ev.header_to_dict(ev.Header("x", NOW, "9"))
    with pytest.raises(ev.NewerVersionError, match="format version 2"):
        ev.header_from_dict(data | {"version": 2})
    with pytest.raises(ValueError, match="not a transcript"):
        ev.header_from_dict({"format": "cast"})


@given(st.text("ab\né", max_size=12), st.text("ab\né", max_size=12))
def test_an_edit_turns_the_old_text_into_the_new(old, new):
    edit = ev.edit_between(old, new)
    assert (edit is None) == (old == new)
    if edit is not None:
        assert ev.apply_edit(old, edit) == new


@given(st.text(max_size=8), st.integers(0, 20), st.integers(0, 20), st.text(max_size=3))
def test_an_edit_beyond_the_text_keeps_what_it_inserts(text, start, deleted, inserted):
    assert inserted in ev.apply_edit(text, Edit(start, deleted, inserted))
