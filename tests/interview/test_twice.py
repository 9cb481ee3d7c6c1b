"""The same question answered twice: what was gained and what was lost."""

from __future__ import annotations

from pathlib import Path

from simulator.interview.answers import ScriptedAnswer
from simulator.interview.twice import Change, side_by_side
from simulator.transcript.state import InterviewRecord
from tests.held import hold, record


def held(home: Path, day: str, *answers: str, questions: tuple[str, ...] = ("q1", "q2")) -> InterviewRecord:
    scripted = {id_: ScriptedAnswer(text, 60) for id_, text in zip(questions, answers, strict=True)}
    return record(home, hold(home, scripted, day=day, questions=questions))


def test_each_signal_is_gained_lost_kept_or_still_missing(tmp_path: Path) -> None:
    old = held(tmp_path, "2026-10-01", "An apple and a banana.", "x")
    new = held(tmp_path, "2026-11-01", "A banan and an apple.", "A cherry.")
    first, second = side_by_side(old, new).questions
    assert [c.change for c in first.criteria] == [Change.KEPT, Change.LOST, Change.STILL_MISSING]
    assert [c.change for c in second.criteria] == [Change.STILL_MISSING, Change.STILL_MISSING, Change.GAINED]
    assert (first.difference or 0) < 0 < (second.difference or 0)


def test_the_earlier_interview_comes_first_in_whichever_order_they_are_named(tmp_path: Path) -> None:
    old, new = held(tmp_path, "2026-10-01", "apple", "x"), held(tmp_path, "2026-11-01", "x", "apple")
    assert side_by_side(old, new) == side_by_side(new, old)
    assert side_by_side(new, old).before is old


def test_only_what_was_answered_both_times_is_compared(tmp_path: Path) -> None:
    old = held(tmp_path, "2026-10-01", "apple", "x")
    new = held(tmp_path, "2026-11-01", "x", "apple", questions=("q2", "q3"))
    assert [t.after.id for t in side_by_side(old, new).questions] == ["q2"]
    assert side_by_side(old, new, "q1").questions == ()
    assert side_by_side(old, new, "q1").scores is None


def test_mistakes_are_mended_repeated_or_new(tmp_path: Path) -> None:
    old = held(tmp_path, "2026-10-01", "A pear.", "A pear.", questions=("q1", "q2"))
    new = held(tmp_path, "2026-11-01", "An apple.", "A pear.", questions=("q1", "q2"))
    first, second = side_by_side(old, new).questions
    assert (first.mended, first.repeated) == (("Pears are not asked for.",), ())
    assert (second.mended, second.repeated, second.new_mistakes) == ((), ("Pears are not asked for.",), ())


def test_it_goes_to_plain_types(tmp_path: Path) -> None:
    old, new = held(tmp_path, "2026-10-01", "apple", "x"), held(tmp_path, "2026-11-01", "x", "apple")
    data = side_by_side(old, new).to_dict()
    assert data["questions"][0]["criteria"][0]["change"] == "lost"
    assert data["before"]["id"] == old.id
