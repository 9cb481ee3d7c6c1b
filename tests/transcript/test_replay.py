"""An interview as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.bank.model import Kind
from simulator.interview.session import Interview
from simulator.transcript.events import Edit, Event, Header, How, Stamped, edit_between
from simulator.transcript.replay import FASTEST, Playback, Player, Scene, Stroke, scenes
from tests.builders import grade_by_words, planned

HEADER = Header("2026-11-20-google-test", "2026-11-20T10:00:00Z", "0.1.0")


def typed(*drafts: tuple[str, float], submit: bool = True) -> tuple[Interview, list[Stamped]]:
    """An interview whose first answer was typed so."""
    events: list[Stamped] = []

    def sink(event: Event) -> Stamped:
        events.append(Stamped("2026-11-20T10:00:00Z", event))
        return events[-1]

    interview = Interview(HEADER, planned(("q1",)), grade_by_words, sink, program="0.1.0")
    interview.begin(0)
    interview.proceed(0)
    for text, at in drafts:
        interview.draft(text, at - 2)
        interview.tick(at)
    if submit:
        interview.submit(drafts[-1][0], drafts[-1][1] + 2)
    return interview, events


def made(strokes: tuple[Stroke, ...], used: float, answer: str | None = None) -> Scene:
    return Scene(1, "q1", "R", "What?", Kind.EXPLAIN, False, 240, strokes, used, answer, None, None)


def scene_of(*drafts: tuple[str, float]) -> Scene:
    interview, events = typed(*drafts)
    return scenes(interview.record, events)[0]


def test_the_text_grows_letter_by_letter_and_ends_as_the_answer() -> None:
    play = Playback(scene_of(("An ap", 10), ("An apple", 12)))
    seen = []
    for moment in (0, 8, 9, 10, 11, 12, 99):
        play.advance(moment)
        seen.append(play.text)
    assert seen == ["", "", "An", "An ap", "An app", "An apple", "An apple"]


def test_the_cursor_is_where_somebody_typed() -> None:
    play = Playback(scene_of(("An apple", 10), ("A red apple", 20)))
    play.advance(20)
    assert (play.text, play.cursor) == ("A red apple", len("A red"))


def test_somebody_who_passes_leaves_what_they_typed() -> None:
    interview, events = typed(("No idea", 10), submit=False)
    interview.pass_(12)
    (scene,) = scenes(interview.record, events)
    play = Playback(scene)
    play.advance(scene.duration)
    assert (play.text, scene.how) == ("No idea", How.PASSED)


def test_what_was_typed_after_the_last_draft_comes_at_the_end() -> None:
    interview, events = typed(("An", 10), submit=False)
    interview.submit("An apple", 20)
    play = Playback(scenes(interview.record, events)[0])
    seen = []
    for moment in (10, 19, 20):
        play.advance(moment)
        seen.append(play.text)
    assert seen == ["An", "An ap", "An apple"]


def test_a_lost_draft_does_not_change_what_was_answered() -> None:
    interview, events = typed(("An ap", 10), ("An apple", 12))
    kept = [e for e in events if "drafted" not in e.event.name or e.event.used != 10]
    (scene, *_) = scenes(interview.record, kept)
    play = Playback(scene)
    play.advance(scene.duration)
    assert play.text == "An apple"


def test_what_was_not_typed_stands_there_at_once() -> None:
    player = Player((made((), 90, "apple"),))
    assert player.at_end_of_scene
    player.tick(0.1)
    assert player.text == "apple"


@given(st.lists(st.text(max_size=12), min_size=1, max_size=8), st.floats(0, 60))
def test_whatever_was_typed_is_replayed_in_full(texts: list[str], moment: float) -> None:
    strokes, before, at = [], "", 0.0
    for text in texts:
        if edit := edit_between(before, text):
            strokes.append(Stroke(at, at + 2, edit))
            before, at = text, at + 2
    scene = Scene(
        1, "q1", "R", "?", planned(("q1",)).questions[0].kind, False, None, tuple(strokes), at, None, None, None
    )
    play = Playback(scene)
    play.advance(moment)
    assert 0 <= play.cursor <= len(play.text)
    play.advance(max(moment, at))
    assert play.text == before


def test_an_edit_that_reaches_beyond_the_text_is_no_trouble() -> None:
    play = Playback(made((Stroke(0, 2, Edit(50, 9, "word")),), 3))
    for moment in (1, 2, 3):
        play.advance(moment)
        assert play.cursor <= len(play.text)
    assert play.text == "word"


def test_the_player_holds_speeds_up_and_skips_to_the_end_then_on() -> None:
    interview, events = typed(("An ap", 10), ("An apple", 12))
    player = Player(scenes(interview.record, events))
    player.hold_or_go()
    player.tick(5)
    assert player.seconds == 0
    player.hold_or_go()
    player.faster()
    player.tick(5)
    assert (player.speed, player.seconds) == (2.0, 10.0)
    for _ in range(20):
        player.faster()
    assert player.speed == FASTEST
    player.skip()
    assert (player.text, player.done) == ("An apple", False)
    while not player.done:
        player.skip()


def test_it_ends_by_itself_after_the_last_answer() -> None:
    interview, events = typed(("apple", 10))
    player = Player(scenes(interview.record, events), speed=64)
    for _ in range(400):
        player.tick(0.1)
    assert player.done


def test_an_interview_that_was_broken_off_replays_its_draft() -> None:
    interview, events = typed(("An app", 10), submit=False)
    (scene,) = scenes(interview.record, events)
    player = Player((scene,))
    player.skip()
    assert (player.text, scene.answer) == ("An app", None)


def test_nothing_to_replay_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing"):
        Player(())
