"""An interview as it was typed: what stood on the page at each moment. Pure; times are in seconds.

The log keeps a draft at most every two seconds. Between two drafts the letters come evenly, right before the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from simulator.bank.model import Kind
from simulator.transcript import events as ev
from simulator.transcript.events import Edit, How, Stamped, apply_edit, edit_between
from simulator.transcript.state import InterviewRecord, QuestionRecord

FASTEST = 64.0
SLOWEST = 0.25
_SECONDS_A_CHARACTER = 0.15
_LEAST_TYPING = 2.0
_LINGER = 2.5
"""Seconds for which the end of an answer stays on the screen, at any speed."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A change to the text and when it was typed, in seconds since the question was shown."""

    begin: float
    end: float
    edit: Edit


@dataclass(frozen=True, slots=True)
class Scene:
    """A question or a follow-up, and how its answer came about."""

    number: int
    """Of the question, from 1."""
    question: str
    """Its id."""
    round_title: str
    prompt: str
    """For a follow-up: what was asked further."""
    kind: Kind
    follow_up: bool
    limit: float | None
    strokes: tuple[Stroke, ...]
    used: float
    """When it was answered or, if it was not, when the last draft was kept."""
    answer: str | None
    """As it counts; None if it was never answered."""
    how: How | None
    score: float | None
    """0 to 100, for the question and its follow-up; None if it was never graded."""

    @property
    def duration(self) -> float:
        """How long it takes to replay. An answer that was not typed stands there at once."""
        return max(self.used, self.strokes[-1].end) if self.strokes else 0.0


def scenes(record: InterviewRecord, events: Iterable[Stamped]) -> tuple[Scene, ...]:
    """The interview in its order; questions that were never asked are left out."""
    drafts: dict[str, list[tuple[float, Edit]]] = {q.id: [] for q in record.questions}
    probe_drafts: dict[str, list[tuple[float, Edit]]] = {q.id: [] for q in record.questions}
    for stamped in events:
        match stamped.event:
            case ev.Drafted(question=id_, used=used, edit=edit) if id_ in drafts:
                drafts[id_].append((used, edit))
            case ev.ProbeDrafted(question=id_, used=used, edit=edit) if id_ in drafts:
                probe_drafts[id_].append((used, edit))
    return tuple(
        scene for q in record.questions if q.asked for scene in _scenes_of(q, drafts[q.id], probe_drafts[q.id])
    )


def _scenes_of(
    q: QuestionRecord, drafts: list[tuple[float, Edit]], probe_drafts: list[tuple[float, Edit]]
) -> Iterator[Scene]:
    main = Scene(
        number=q.number,
        question=q.id,
        round_title=q.round.title,
        prompt=q.question.prompt,
        kind=q.question.kind,
        follow_up=False,
        limit=q.question.seconds,
        strokes=tuple(_strokes(drafts, q.answer, q.used)),
        used=q.used,
        answer=q.answer,
        how=q.how,
        score=q.score,
    )
    yield main
    if q.probe is not None:
        yield replace(
            main,
            prompt=q.probe.text,
            follow_up=True,
            limit=q.probe.seconds,
            strokes=tuple(_strokes(probe_drafts, q.probe.answer, q.probe.used)),
            used=q.probe.used,
            answer=q.probe.answer,
            how=q.probe.how,
        )


def _strokes(drafts: list[tuple[float, Edit]], answer: str | None, used: float) -> Iterator[Stroke]:
    text, before = "", 0.0
    for at, edit in drafts:
        end = max(before, at)
        yield _stroke(before, end, edit)
        text, before = apply_edit(text, edit), end
    # What was typed after the last draft is only in the answer. Somebody who passes leaves a draft behind.
    if drafts and answer and (rest := edit_between(text, answer)):
        yield _stroke(before, max(before, used), rest)


def _stroke(earliest: float, end: float, edit: Edit) -> Stroke:
    typing = max(_LEAST_TYPING, len(edit.inserted) * _SECONDS_A_CHARACTER)
    return Stroke(max(earliest, end - typing), end, edit)


class Playback:
    """The text of one scene, as time goes on."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._whole = ""
        """The text after all strokes that are over."""
        self._next = 0
        self.text = ""
        self.cursor = 0
        """Where the last letter was typed."""

    def advance(self, seconds: float) -> None:
        """To this moment. Time only goes on, never back."""
        scene = self._scene
        while self._next < len(scene.strokes) and scene.strokes[self._next].end <= seconds:
            edit = scene.strokes[self._next].edit
            self._whole = apply_edit(self._whole, edit)
            self.cursor = min(edit.start, len(self._whole)) + len(edit.inserted)
            self._next += 1
        self.text = self._whole
        if seconds >= scene.duration and scene.answer:
            # What counts is the answer, should a draft have been lost.
            self.text, self.cursor = scene.answer, len(scene.answer)
        elif self._next < len(scene.strokes) and scene.strokes[self._next].begin < seconds:
            stroke = scene.strokes[self._next]
            share = (seconds - stroke.begin) / (stroke.end - stroke.begin)
            typed = stroke.edit.inserted[: int(len(stroke.edit.inserted) * share)]
            self.text = apply_edit(self._whole, replace(stroke.edit, inserted=typed))
            self.cursor = min(stroke.edit.start, len(self._whole)) + len(typed)
        self.cursor = min(self.cursor, len(self.text))


class Player:
    """Where a replay stands: which scene, which moment of it, how fast, and whether it is held."""

    def __init__(self, scenes: tuple[Scene, ...], speed: float = 1.0) -> None:
        """Raises ValueError if there is no scene."""
        if not scenes:
            raise ValueError("there is nothing to replay")
        self.scenes = scenes
        self.index = 0
        self.seconds = 0.0
        self.speed = min(FASTEST, max(SLOWEST, speed))
        self.held = False
        self.done = False
        self._lingered = 0.0
        self._playback = Playback(scenes[0])

    @property
    def scene(self) -> Scene:
        return self.scenes[self.index]

    @property
    def at_end_of_scene(self) -> bool:
        """Whether the answer is all there."""
        return self.seconds >= self.scene.duration

    @property
    def text(self) -> str:
        return self._playback.text

    @property
    def cursor(self) -> int:
        return self._playback.cursor

    def tick(self, elapsed: float) -> None:
        """Let so much real time pass."""
        if self.held or self.done:
            return
        if self.at_end_of_scene:
            self._lingered += elapsed
            if self._lingered >= _LINGER:
                self.skip()
                return
        self.seconds = min(self.scene.duration, self.seconds + elapsed * self.speed)
        self._playback.advance(self.seconds)

    def hold_or_go(self) -> None:
        """Pause, or go on."""
        self.held = not self.held

    def faster(self) -> None:
        self.speed = min(FASTEST, self.speed * 2)

    def slower(self) -> None:
        self.speed = max(SLOWEST, self.speed / 2)

    def skip(self) -> None:
        """To the end of this answer; from there to the next question, and from the last to the end."""
        if not self.at_end_of_scene:
            self.seconds = self.scene.duration
            self._playback.advance(self.seconds)
            return
        if self.index + 1 == len(self.scenes):
            self.done = True
            return
        self.index += 1
        self.seconds = self._lingered = 0.0
        self._playback = Playback(self.scene)


def to_dict(scene: Scene) -> dict[str, Any]:
    """The scene in JSON types: each stroke as [begin, end, start, deleted, inserted]."""
    return {
        "number": scene.number,
        "question": scene.question,
        "prompt": scene.prompt,
        "follow_up": scene.follow_up,
        "limit": scene.limit,
        "strokes": [[s.begin, s.end, s.edit.start, s.edit.deleted, s.edit.inserted] for s in scene.strokes],
        "used": scene.used,
        "answer": scene.answer,
        "how": scene.how and str(scene.how),
        "score": scene.score,
    }
