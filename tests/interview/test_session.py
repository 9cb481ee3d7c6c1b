"""The interview, driven by hand: stages, time, drafts, probes, pausing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simulator.grading.checked import CheckResult, Outcome, RunReport
from simulator.interview.session import Interview, Stage, StoppedError, Urgency, WrongStageError, urgency
from simulator.transcript import events as ev
from simulator.transcript.events import How, Stamped
from simulator.transcript.state import State, fold
from tests.builders import grade_by_words, planned

HEADER = ev.Header("2026-11-21-google-k3f9", "2026-11-21T10:00:00Z", "0.1.0")
ALL = "apple banana cherry"


class Sink:
    """A transcript in memory."""

    def __init__(self):
        self.events = []

    def __call__(self, event):
        stamped = Stamped(f"t{len(self.events)}", event)
        self.events.append(stamped)
        return stamped

    def names(self):
        return [s.event.name for s in self.events]

    def last(self, kind):
        return next(s.event for s in reversed(self.events) if isinstance(s.event, kind))


def new(*rounds, sink=None, **options):
    sink = sink or Sink()
    interview = Interview(
        HEADER, planned(*rounds, **options), grade_by_words, sink, program="0.1.0", rubric_version=lambda q: "v-" + q.id
    )
    return interview, sink


def asked(*rounds, **options):
    """An interview at its first question, asked at 0 seconds."""
    interview, sink = new(*rounds, **options)
    interview.begin(0)
    interview.proceed(0)
    return interview, sink


def resumed(sink, now):
    again = Sink()
    again.events = list(sink.events)
    return Interview.resume(fold(HEADER, sink.events), grade_by_words, again, now), again


def test_it_begins_with_the_plan_and_the_rounds_opening():
    interview, sink = new()
    interview.begin(0)
    assert sink.names() == ["planned", "round_opened"]
    assert (interview.stage, interview.round.title) == (Stage.OPENING, "Round 1")
    assert interview.round_remaining(50) == 480, "no time runs while the opening is read"


def test_the_first_questions_time_runs_from_when_it_is_asked():
    interview, _ = new()
    interview.begin(0)
    interview.proceed(100)
    assert interview.current.id == "q1"
    assert (interview.remaining(130), interview.round_remaining(130)) == (210, 450)


def test_an_answer_is_with_the_sink_before_the_next_question():
    interview, sink = asked()
    interview.submit(ALL, 20)
    assert sink.names()[3:] == ["answered", "graded", "asked"]
    assert sink.last(ev.Answered) == ev.Answered("q1", ALL, 20, How.SUBMITTED)
    assert (sink.last(ev.Graded).rubric_version, sink.last(ev.Graded).program) == ("v-q1", "0.1.0")
    assert (interview.current.id, interview.remaining(20)) == ("q2", 240)


def test_each_round_has_its_opening_and_the_last_answer_ends_it():
    interview, sink = asked(("q1",), ("q2",))
    interview.submit(ALL, 1)
    assert (interview.stage, interview.round.id) == (Stage.OPENING, "round-2")
    interview.proceed(2)
    interview.submit(ALL, 3)
    assert interview.stage is Stage.FINISHED
    assert sink.last(ev.Finished).score == 100
    assert interview.record.state is State.FINISHED


def test_when_time_is_up_the_text_as_it_stands_is_taken():
    interview, sink = asked()
    interview.draft("apple and ban", 239)
    interview.tick(240.3)
    assert sink.last(ev.Answered) == ev.Answered("q1", "apple and ban", 240, How.TIMED_OUT)
    assert "probed" not in sink.names()
    assert (interview.current.id, interview.text) == ("q2", "")


@given(st.floats(0, 1e9))
def test_at_its_deadline_the_time_is_up_whatever_the_clock_shows(start):
    interview, sink = new()
    interview.begin(start)
    interview.proceed(start)
    deadline = interview.deadline
    assert interview.remaining(deadline) == 0
    interview.tick(deadline)
    assert sink.last(ev.Answered).used == 240
    assert sink.last(ev.Answered).how is How.TIMED_OUT


def test_a_key_after_the_time_goes_to_neither_question():
    interview, sink = asked()
    interview.draft("appl", 200)
    interview.draft("apple", 241)
    assert sink.last(ev.Answered).text == "appl"
    assert (interview.current.id, interview.text) == ("q2", "")


def test_a_submission_after_the_time_is_a_time_out_with_its_text():
    interview, sink = asked()
    interview.submit("apple", 240.5)
    assert sink.last(ev.Answered) == ev.Answered("q1", "apple", 240, How.TIMED_OUT)
    assert sink.names()[-1] == "asked"


def test_a_time_out_over_an_empty_page_is_not_graded_and_scores_nothing():
    interview, sink = asked()
    interview.tick(240)
    assert "graded" not in sink.names()
    assert interview.record.question("q1").score == 0


def test_drafts_are_saved_within_two_seconds_of_a_key_and_only_then():
    interview, sink = asked()
    for n in range(40):
        interview.draft("x" * (n + 1), n / 10)
        interview.tick(n / 10)
    interview.tick(5)
    interview.tick(9)
    saved = [s.event.used for s in sink.events if isinstance(s.event, ev.Drafted)]
    assert fold(HEADER, sink.events).question("q1").draft == "x" * 40
    assert 3 <= len(saved) <= 5
    assert all(later - earlier <= 2 for earlier, later in zip([0, *saved], saved, strict=False))


def test_an_empty_answer_is_a_pass_and_a_pass_keeps_the_draft():
    interview, sink = asked()
    interview.submit("  \n", 3)
    assert sink.last(ev.Answered).how is How.PASSED
    interview.draft("half an idea", 4)
    interview.pass_(5)
    q2 = interview.record.question("q2")
    assert (q2.how, q2.answer, q2.draft, q2.score) == (How.PASSED, "", "half an idea", 0)
    assert "probed" not in sink.names()


def test_the_probe_asks_for_the_weightiest_missing_criterion_once():
    interview, sink = asked()
    interview.submit("banana", 60)
    assert interview.stage is Stage.PROBE
    assert sink.last(ev.Probed) == ev.Probed("q1", "cherry", "And what is red or yellow, number 3?", 90)
    assert (interview.remaining(70), interview.round_remaining(70)) == (80, 320)
    interview.submit("no idea, apple?", 70)
    assert sink.last(ev.ProbeGraded).gained == 0
    assert interview.current.id == "q2"


def test_what_the_probe_brings_out_earns_half_credit():
    interview, sink = asked()
    interview.submit("banana", 60)
    interview.submit("a cherry", 65)
    assert sink.last(ev.ProbeAnswered) == ev.ProbeAnswered("q1", "a cherry", 5, How.SUBMITTED)
    assert sink.last(ev.ProbeGraded).gained == 0.5
    assert interview.record.question("q1").score == pytest.approx(100 * (2 + 1.5) / 6)


def test_a_half_answer_to_the_probe_earns_nothing():
    interview, sink = asked()
    interview.submit("banana", 60)
    interview.submit("cher", 65)
    assert sink.last(ev.ProbeGraded).gained == 0


def test_the_probe_has_the_questions_remaining_time_at_most_ninety_seconds():
    interview, sink = asked()
    interview.submit("banana", 200)
    assert sink.last(ev.Probed).seconds == 40
    interview.draft("a cherry", 230)
    interview.tick(240)
    assert sink.last(ev.ProbeAnswered) == ev.ProbeAnswered("q1", "a cherry", 40, How.TIMED_OUT)
    assert sink.last(ev.ProbeGraded).gained == 0.5


def test_without_time_there_is_no_probe():
    interview, sink = asked()
    interview.submit("banana", 211)
    assert "probed" not in sink.names()


def test_a_partly_shown_criterion_is_not_missing():
    interview, sink = asked()
    interview.submit("appl bana cher", 10)
    assert "probed" not in sink.names()


def test_probes_can_be_turned_off():
    interview, sink = asked(probes=False)
    interview.submit("banana", 10)
    assert "probed" not in sink.names()


def test_a_probe_can_be_passed():
    interview, sink = asked()
    interview.submit("banana", 10)
    interview.pass_(12)
    assert sink.last(ev.ProbeAnswered).how is How.PASSED
    assert interview.current.id == "q2"


def test_untimed_there_is_no_limit_but_time_is_measured():
    interview, sink = asked(seconds=None)
    interview.tick(10_000)
    interview.submit("banana", 10_001)
    assert sink.last(ev.Answered).used == 10_001
    assert sink.last(ev.Probed).seconds is None
    assert (interview.limit, interview.remaining(1), interview.round_remaining(1)) == (None, None, None)


def test_a_pause_stops_the_time_and_saves_the_draft():
    interview, sink = asked()
    interview.draft("app", 10)
    interview.pause(10.5)
    interview.tick(9999)
    assert sink.names()[-2:] == ["drafted", "paused"]
    assert interview.remaining(9999) == 229.5
    interview.go_on(20_000)
    assert (interview.text, interview.remaining(20_001)) == ("app", 228.5)


def test_resuming_goes_on_exactly_where_it_stopped():
    interview, sink = asked()
    interview.draft("apple\nand", 100)
    interview.pause(100.25)
    again, more = resumed(sink, 5)
    assert (again.stage, again.text, again.remaining(5)) == (Stage.QUESTION, "apple\nand", 139.75)
    again.draft("apple\nand banana", 6)
    again.tick(8)
    assert fold(HEADER, more.events).question("q1").draft == "apple\nand banana"


def test_resuming_in_a_probe_keeps_its_draft_and_time():
    interview, sink = asked()
    interview.submit("banana", 60)
    interview.draft("ch", 70)
    interview.pause(80)
    again, _ = resumed(sink, 1000)
    assert (again.stage, again.text, again.remaining(1000)) == (Stage.PROBE, "ch", 70)


def test_resuming_at_an_opening_shows_it_again():
    interview, sink = new()
    interview.begin(0)
    interview.pause(1)
    again, _ = resumed(sink, 0)
    assert again.stage is Stage.OPENING


def test_a_finished_interview_cannot_be_resumed():
    interview, sink = asked(("q1",))
    interview.submit(ALL, 1)
    with pytest.raises(WrongStageError):
        resumed(sink, 0)


def test_after_a_crash_between_any_two_events_the_interview_comes_to_the_same_end():
    interview, sink = asked(("q1",), ("q2",))
    interview.submit("banana", 60)
    interview.submit("cherry", 65)
    interview.proceed(70)
    interview.submit("apple", 80)
    interview.submit("", 85)
    whole = interview.record
    for cut in range(1, len(sink.events) - 1):
        short = Sink()
        short.events = sink.events[:cut]
        again, _ = resumed(short, 0)
        answers = {"q1": ["banana", "cherry"], "q2": ["apple", ""]}
        for _ in range(10):
            if again.stage is Stage.OPENING:
                again.proceed(0)
            elif again.stage is Stage.FINISHED:
                break
            else:
                again.submit(answers[again.current.id][again.stage is Stage.PROBE], 0)
        assert [q.score for q in again.record.questions] == [q.score for q in whole.questions], cut
        assert again.record.finished


def test_when_the_sink_fails_the_same_call_can_be_made_again():
    class Failing(Sink):
        fail = False

        def __call__(self, event):
            if self.fail:
                self.fail = False
                raise OSError("disk full")
            self.fail = True
            return super().__call__(event)

    sink = Failing()
    interview, _ = new(sink=sink)

    def insist(act):
        for _ in range(20):
            try:
                return act()
            except OSError:
                pass
        raise AssertionError("never came through")

    insist(lambda: interview.begin(0))
    insist(lambda: interview.proceed(0))
    insist(lambda: interview.submit("banana", 10))
    assert interview.stage is Stage.PROBE
    insist(lambda: interview.submit("cherry", 20))
    insist(lambda: interview.submit(ALL, 30))
    assert interview.stage is Stage.FINISHED
    assert [n for n in sink.names() if n == "answered"] == ["answered"] * 2
    assert fold(HEADER, sink.events).score == interview.record.score


def test_what_is_not_possible_at_a_stage_is_refused():
    interview, _ = new()
    for call in (interview.proceed, interview.pass_, interview.pause, interview.go_on):
        with pytest.raises(WrongStageError):
            call(0)
    with pytest.raises(WrongStageError):
        interview.submit("x", 0)
    interview.draft("x", 0)
    interview.tick(0)


@pytest.mark.parametrize(
    ("remaining", "limit", "look"),
    [
        (240, 240, Urgency.CALM),
        (60.1, 240, Urgency.CALM),
        (60, 240, Urgency.AMBER),
        (24.1, 240, Urgency.AMBER),
        (24, 240, Urgency.RED),
        (0, 240, Urgency.RED),
        (None, None, Urgency.CALM),
    ],
)
def test_the_countdown_turns_amber_at_a_quarter_and_red_at_a_tenth(remaining, limit, look):
    assert urgency(remaining, limit) is look


class AnyInterview(RuleBasedStateMachine):
    """Whatever is done, the transcript tells the same as the interview, and times keep their bounds."""

    @initialize(seconds=st.sampled_from([None, 40, 240]))
    def start(self, seconds):
        self.now = 0.0
        self.interview, self.sink = new(("q1", "q2"), ("q3",), seconds=seconds)
        self.interview.begin(0)

    @rule(seconds=st.floats(0, 100))
    def wait(self, seconds):
        self.now += seconds
        self.interview.tick(self.now)

    @precondition(lambda self: self.interview.stage is Stage.OPENING)
    @rule()
    def proceed(self):
        self.interview.proceed(self.now)

    @rule(text=st.text("abple \n", max_size=10))
    def type(self, text):
        self.interview.draft(text, self.now)

    @precondition(lambda self: self.interview.stage in (Stage.QUESTION, Stage.PROBE))
    @rule(text=st.sampled_from(["", "apple", "banana cherry", ALL]))
    def submit(self, text):
        self.interview.submit(text, self.now)

    @precondition(lambda self: self.interview.stage in (Stage.QUESTION, Stage.PROBE, Stage.OPENING))
    @rule()
    def break_off_and_resume(self):
        self.interview.pause(self.now)
        left, text = self.interview.remaining(self.now), self.interview.text
        self.interview, self.sink = resumed(self.sink, 7.0)
        self.now = 7.0
        if self.interview.record.current:
            assert self.interview.text == text
            assert self.interview.remaining(7.0) == (None if left is None else pytest.approx(left))

    @invariant()
    def transcript_and_interview_agree(self):
        if hasattr(self, "sink"):
            assert fold(HEADER, self.sink.events) == self.interview.record

    @invariant()
    def times_keep_their_bounds(self):
        if hasattr(self, "sink"):
            for q in self.interview.record.questions:
                assert q.used >= 0
                assert q.question.seconds is None or q.total_used <= q.question.seconds + 1e-9


AnyInterview.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestAnyInterview = AnyInterview.TestCase


CONTRACT = ev.PlannedContract(("f",), "def f():\n    ...\n", "f() gives 1")


def coding(run, **options):
    """An interview at its first question, one with a contract."""
    sink = Sink()
    plan = planned(**options)
    first, *others = plan.rounds[0].questions
    changed = replace(plan.rounds[0], questions=(replace(first, contract=CONTRACT), *others))
    interview = Interview(HEADER, replace(plan, rounds=(changed,)), grade_by_words, sink, run=run)
    interview.begin(0)
    interview.proceed(0)
    return interview, sink


def passing(question, answer):
    return RunReport(question.id, "v", (CheckResult("t", answer, 3, False, Outcome.PASSED),))


def test_code_is_run_before_it_is_graded():
    interview, sink = coding(passing)
    assert interview.text == CONTRACT.starter
    interview.submit(ALL, 5)
    assert sink.names()[3:6] == ["answered", "checked", "graded"]
    assert interview.record.questions[0].checked.results[0].words == ALL
    assert interview.record.questions[0].score == 100


@pytest.mark.parametrize("text", ["", CONTRACT.starter, "\n" + CONTRACT.starter.strip()])
def test_what_the_editor_opens_with_is_a_pass_and_no_draft(text):
    interview, sink = coding(passing)
    interview.draft(text, 1)
    interview.tick(3)
    interview.submit(text, 5)
    assert (sink.last(ev.Answered).text, sink.last(ev.Answered).how) == ("", How.PASSED)
    assert not {"drafted", "checked", "graded"} & set(sink.names())


def test_an_untouched_starter_counts_as_empty_when_time_is_up():
    interview, sink = coding(passing)
    interview.tick(999)
    assert (sink.last(ev.Answered).text, sink.last(ev.Answered).how) == ("", How.TIMED_OUT)


def test_a_draft_on_the_starter_is_saved_whole_and_comes_back():
    interview, sink = coding(passing)
    interview.draft(CONTRACT.starter + "x", 1)
    interview.pause(3)
    assert interview.record.questions[0].draft == CONTRACT.starter + "x"
    again = Interview.resume(interview.record, grade_by_words, sink, 100)
    assert again.text == CONTRACT.starter + "x"


def test_a_run_that_is_broken_off_is_made_up_for_when_the_interview_goes_on():
    def stopped(question, answer):
        raise StoppedError

    interview, sink = coding(stopped)
    with pytest.raises(StoppedError):
        interview.submit(ALL, 5)
    interview.pause(6)
    again = Interview.resume(interview.record, grade_by_words, sink, 100, run=passing)
    assert again.record.questions[0].score == 100
    assert sink.names().count("answered") == 1


def test_without_the_option_nothing_is_run():
    interview, sink = coding(passing)
    interview.record = replace(
        interview.record, planned=replace(interview.record.planned, options={"run": False, "probes": False})
    )
    interview.submit(ALL, 5)
    assert "checked" not in sink.names()
