"""The sample that is shipped: a whole interview, readable by this program."""

from __future__ import annotations

from pathlib import Path

from simulator.bank.loader import load
from simulator.interview.answers import read as read_answers
from simulator.interview.marks import read as read_marks
from simulator.transcript import folder, markdown
from simulator.transcript.log import read
from simulator.transcript.state import State

FOLDER = Path(__file__).parents[2] / "transcripts"
SAMPLE = FOLDER / "sample-google.jsonl"


def test_it_is_a_whole_self_graded_interview() -> None:
    contents = read(SAMPLE)
    record = contents.record()
    assert contents.notes == ()
    assert (record.id, record.state, record.planned.company) == ("sample-google", State.SELF_GRADED, "google")
    assert any(q.probe and q.probe.gained for q in record.questions)
    assert any(q.grade and q.grade.misconceptions for q in record.questions)


def test_its_markdown_is_what_the_program_writes() -> None:
    assert folder.markdown_path(SAMPLE).read_text(encoding="utf-8") == markdown.render(read(SAMPLE).record())


def test_its_answers_and_marks_can_be_used() -> None:
    assert len(read_answers(FOLDER / "sample-answers.yaml", load())) == 10
    assert len(read_marks(FOLDER / "sample-marks.yaml", read(SAMPLE).record())) == 3
