"""An interview as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from simulator.interview.answers import ScriptedAnswer
from simulator.transcript.export import to_dict
from tests.held import break_off, hold, record


def test_it_has_answers_scores_and_evidence_in_words(tmp_path: Path) -> None:
    data = to_dict(record(tmp_path, hold(tmp_path)), ("a note",))
    assert json.loads(json.dumps(data)) == data
    first = data["questions"][0]
    assert (first["id"], first["answer"], first["how"]) == ("q1", "An apple a day.\nAnd a banana split.", "submitted")
    assert first["criteria"][0]["evidence"] == [{"start": 3, "end": 8, "text": "apple"}]
    assert [c["credit"] for c in first["criteria"]] == [1.0, 1.0, 0.5]
    assert first["probe"]["evidence"] == [{"start": 2, "end": 8, "text": "cherry"}]
    assert data["questions"][1]["missing"] == ["apple", "banana"]
    assert (data["state"], data["band"], data["notes"]) == ("finished", "mixed", ["a note"])


def test_misconceptions_have_their_words_and_correction(tmp_path: Path) -> None:
    data = to_dict(record(tmp_path, hold(tmp_path, {"q1": ScriptedAnswer("A pear.")})))
    (found,) = data["questions"][0]["misconceptions"]
    assert (found["evidence"][0]["text"], found["correction"]) == ("pear", "Pears are not asked for.")


def test_what_was_not_asked_is_only_counted(tmp_path: Path) -> None:
    data = to_dict(record(tmp_path, break_off(tmp_path)))
    assert [(q["id"], q["answer"], q["draft"]) for q in data["questions"]] == [("q1", None, "An app")]
    assert (data["not_asked"], data["score"], data["band"]) == (1, None, None)
