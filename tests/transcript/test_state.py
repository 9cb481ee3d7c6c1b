"""What events add up to."""

from __future__ import annotations

import pytest

from simulator.bank.model import Band
from simulator.grading.checked import CheckResult, Outcome, RunReport
from simulator.grading.result import Span
from simulator.transcript import events as ev
from simulator.transcript.events import Edit, How, Stamped
from simulator.transcript.state import NoPlanError, State, fold
from tests.builders import grade_by_words, planned, question

HEADER = ev.Header("2026-11-21-google-k3f9", "2026-11-21T10:00:00Z", "0.1.0")


def record(*events, plan=None):
    return fold(HEADER, [Stamped(f"t{n}", e) for n, e in enumerate((plan or planned(), *events))])


def answered(id_, text, used=10.0, how=How.SUBMITTED):
    events = [ev.Asked(id_), ev.Answered(id_, text, used, how)]
    if text.strip():
        events.append(ev.Graded(id_, grade_by_words(question(), text), "v1", "0.1.0"))
    return events


def probed(id_, criterion, text, gained):
    return [
        ev.Probed(id_, criterion, "And?", 90.0),
        ev.ProbeAnswered(id_, text, 5.0, How.SUBMITTED),
        ev.ProbeGraded(id_, criterion, gained, (Span(0, 6),)),
    ]


def test_without_a_plan_there_is_no_interview():
    with pytest.raises(NoPlanError):
        fold(HEADER, [Stamped("t", ev.Asked("q1"))])


def test_an_open_question_has_its_draft_and_time():
    r = record(ev.RoundOpened("round-1"), ev.Asked("q1"), ev.Drafted("q1", 2.0, Edit(0, 0, "app")))
    r2 = record(
        ev.Asked("q1"), ev.Drafted("q1", 2.0, Edit(0, 0, "app")), ev.Drafted("q1", 4.0, Edit(2, 1, "t")), ev.Paused(7.5)
    )
    assert (r.current, r.question("q1").draft, r.question("q1").used, r.paused) == ("q1", "app", 2.0, False)
    assert (r2.current, r2.question("q1").draft, r2.question("q1").used, r2.paused) == ("q1", "apt", 7.5, True)
    assert r2.state is State.BROKEN_OFF


def test_an_open_probe_has_its_own_draft_and_time():
    r = record(
        *answered("q1", "apple"),
        ev.Probed("q1", "cherry", "And?", 90.0),
        ev.ProbeDrafted("q1", 1.0, Edit(0, 0, "ch")),
        ev.Paused(3.0),
        ev.Resumed(),
    )
    q = r.question("q1")
    assert (r.current, r.paused) == ("q1", False)
    assert (q.probe.draft, q.probe.used, q.used, q.total_used) == ("ch", 3.0, 10.0, 13.0)


def test_what_a_probe_brings_out_earns_half_its_weight():
    before = record(*answered("q1", "apple")).question("q1")
    after = record(*answered("q1", "apple"), *probed("q1", "cherry", "cherry", 0.5)).question("q1")
    assert before.score == pytest.approx(100 / 6)
    assert after.score == pytest.approx(100 * (1 + 1.5) / 6)
    assert after.credits == {"apple": 1.0, "banana": 0.0, "cherry": 0.5}
    assert [c.id for c in after.missing] == ["banana"]


def test_a_probe_that_brings_out_nothing_changes_nothing():
    r = record(*answered("q1", "apple"), *probed("q1", "cherry", "hm", 0.0)).question("q1")
    assert r.score == pytest.approx(100 / 6)


def test_the_score_is_the_mean_with_passed_questions_at_nothing():
    r = record(*answered("q1", "apple banana cherry"), *answered("q2", "", how=How.PASSED), ev.Finished(50.0))
    assert (r.score, r.band, r.rating, r.state) == (50.0, Band.MIXED, "Leaning no", State.FINISHED)
    assert r.question("q2").passed
    assert [c.id for c in r.question("q2").missing] == ["apple", "banana", "cherry"]


def test_the_self_given_score_waits_for_every_criterion():
    most = [ev.SelfCredited("q1", c, 1.0) for c in ("apple", "banana")]
    base = [*answered("q1", "apple"), *answered("q2", " ", how=How.TIMED_OUT), ev.Finished(8.0)]
    assert record(*base, *most).self_score is None
    r = record(*base, *most, ev.SelfCredited("q1", "cherry", 0.5), ev.SelfMarked("q1", 3), ev.SelfGraded())
    assert r.question("q1").self_score == pytest.approx(75.0)
    assert r.question("q1").self_mark_score == 75.0
    assert r.self_score == pytest.approx(37.5)
    assert r.state is State.SELF_GRADED


def test_a_later_opinion_replaces_the_earlier():
    r = record(*answered("q1", "x"), ev.SelfMarked("q1", 1), ev.SelfMarked("q1", 4), ev.SelfCredited("q1", "apple", 0))
    assert (r.question("q1").self_mark, r.question("q1").self_credits) == (4, {"apple": 0})


def test_events_about_questions_that_were_never_planned_are_ignored():
    assert record(ev.Asked("nobody"), ev.Unknown("applauded")).current is None


def test_the_last_time_is_known_even_from_unknown_events():
    assert record(ev.Asked("q1"), ev.Unknown("applauded")).last_time == "t2"


def checked(*outcomes, why_not=""):
    results = tuple(CheckResult(f"test_{n}", f"check {n}", 2, False, o) for n, o in enumerate(outcomes))
    return ev.Checked("q1", RunReport("q1", "v", results, why_not=why_not))


def test_the_score_joins_rubric_checks_and_probe():
    asked, answer, graded = answered("q1", "apple banana")
    report = checked(Outcome.PASSED, Outcome.PASSED, Outcome.FAILED)
    r = record(asked, answer, report, graded)
    assert r.question("q1").score == round((50 + 2 * 100 * 2 / 3) / 3, 1)
    r = record(asked, answer, report, graded, *probed("q1", "cherry", "cherry", 0.5))
    assert r.question("q1").score == round((75 + 2 * 100 * 2 / 3) / 3, 1)
    assert r.question("q1").checked.passed == 2


def test_where_nothing_was_run_the_rubric_alone_counts():
    asked, answer, graded = answered("q1", "apple banana")
    assert record(asked, answer, checked(why_not="No code."), graded).question("q1").score == 50


def test_the_own_score_is_joined_with_the_same_checks():
    asked, answer, graded = answered("q1", "apple")
    own = [ev.SelfCredited("q1", word, 1.0) for word in ("apple", "banana", "cherry")]
    r = record(asked, answer, checked(Outcome.FAILED, Outcome.ERROR, Outcome.TIMED_OUT), graded, *own)
    assert r.question("q1").self_score == 33.3
