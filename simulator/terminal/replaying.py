"""An interview as it was typed, on the whole screen and by keys; in a pipe, line by line and without waiting."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING

from simulator.bank.model import Kind
from simulator.terminal.text import printable
from simulator.transcript.markdown import clock_time
from simulator.transcript.replay import Player, Scene
from simulator.transcript.words import HOW_WORDS, score_words

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.lexers import Lexer
    from rich.console import Console

    from simulator.terminal.live_view import Standing

_TICK = 0.04
_KEYS = (("Space", "pause"), ("+", "faster"), ("-", "slower"), ("n", "skip"), ("q", "quit"))


def draw(console: Console, scenes: tuple[Scene, ...]) -> None:
    """Each change in a line, with the time at which it was kept."""
    for number, scene in enumerate(scenes):
        if number:
            console.print()
        mark = "    Asked further: " if scene.follow_up else f"{scene.number:>2}  "
        console.print(mark + " ".join(printable(scene.prompt).split()), soft_wrap=True)
        for stroke in scene.strokes:
            deleted = f"(-{stroke.edit.deleted}) " if stroke.edit.deleted else ""
            inserted = printable(stroke.edit.inserted).replace("\n", "⏎")
            console.print(f"    {clock_time(stroke.end):>6}  {deleted}{inserted}".rstrip(), soft_wrap=True)
        if not scene.strokes and scene.answer:
            console.print(f"    {clock_time(scene.used):>6}  (not typed)", soft_wrap=True)
        console.print(f"    {clock_time(scene.used):>6}  {_ending(scene)}", soft_wrap=True)


def run(company: str, scenes: tuple[Scene, ...], speed: float) -> bool:
    """Plays the scenes until the last one is over or somebody leaves; whether Ctrl-C ended it."""
    return _Replay(company, Player(scenes, speed)).run()


class _Replay:
    def __init__(self, company: str, player: Player) -> None:
        from prompt_toolkit.buffer import Buffer

        from simulator.terminal.editor import Colours

        self._company = company
        self._player = player
        self._buffer = Buffer(read_only=True, multiline=True)
        self._colours = Colours()
        self._last = 0.0

    def run(self) -> bool:
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import HSplit, Layout, Window
        from prompt_toolkit.layout.controls import FormattedTextControl

        from simulator.terminal.console import wants_colour
        from simulator.terminal.editor import editor_window
        from simulator.terminal.style import style_for

        if any(scene.kind is Kind.CODE for scene in self._player.scenes):
            self._colours.load()
        text = editor_window(self._buffer, self._lexer, lambda: "")
        top = Window(FormattedTextControl(self._top), dont_extend_height=True)
        bottom = Window(FormattedTextControl(self._bottom), height=3)
        application: Application[bool] = Application(
            layout=Layout(HSplit([top, text, bottom]), focused_element=text),
            key_bindings=self._keys(),
            full_screen=True,
            style=style_for(wants_colour(sys.stdout)),
            mouse_support=False,
        )
        self._size = application.output.get_size

        async def play() -> None:
            while not self._player.done:
                now = time.monotonic()
                self._player.tick(now - self._last)
                self._last = now
                self._show()
                application.invalidate()
                await asyncio.sleep(_TICK)
            application.exit(result=False)

        def begin() -> None:
            self._last = time.monotonic()
            application.create_background_task(play())

        return application.run(pre_run=begin)

    def _show(self) -> None:
        from prompt_toolkit.document import Document

        text = printable(self._player.text)
        if (text, self._player.cursor) != (self._buffer.text, self._buffer.cursor_position):
            self._buffer.set_document(Document(text, self._player.cursor), bypass_readonly=True)

    def _lexer(self) -> Lexer | None:
        code = self._player.scene.kind is Kind.CODE
        return self._colours.lexer(self._buffer.text) if code else None

    def _top(self) -> StyleAndTextTuples:
        from simulator.terminal.live_view import header, joined, prose, rule

        size = self._size()
        scene = self._player.scene
        lines = header(self._standing(), size.columns, size.rows)
        question = prose(scene.prompt, size.columns, "class:question", code=scene.kind is Kind.CODE)
        most = max(2, size.rows // 3)
        if len(question) > most:
            question = [*question[: most - 1], [("class:quiet", "  …")]]
        return joined(
            [*lines, *question, rule(size.columns, "answer to the follow-up" if scene.follow_up else "answer")]
        )

    def _standing(self) -> Standing:
        from simulator.terminal.live_view import Standing

        player, scene = self._player, self._player.scene
        return Standing(
            company=self._company,
            round_title=f"{scene.round_title}, replayed",
            round_number=1,
            rounds=1,
            question_number=scene.number,
            questions=player.scenes[-1].number,
            facts=str(scene.kind),
            used=player.seconds,
            remaining=None if scene.limit is None else max(0.0, scene.limit - player.seconds),
            limit=scene.limit,
            round_remaining=None,
            follow_up=scene.follow_up,
        )

    def _bottom(self) -> StyleAndTextTuples:
        from simulator.terminal.live_view import joined, key_bar, rule

        width = self._size().columns
        player = self._player
        ended = _ending(player.scene) if player.at_end_of_scene else ""
        pace = "paused" if player.held else f"{player.speed:g}x"
        keys = [(key, "go on" if key == "Space" and player.held else does) for key, does in _KEYS]
        state = f"{clock_time(player.seconds)} of {clock_time(player.scene.duration)}, {pace}"
        return joined([rule(width, "", state), [("class:emphasis", f" {ended}")], key_bar(keys, width)])

    def _keys(self) -> KeyBindings:
        from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

        keys = KeyBindings()
        player = self._player
        for names, does in (
            ((" ", "p"), player.hold_or_go),
            (("+", "=", "f", "right"), player.faster),
            (("-", "left"), player.slower),
            (("n", "s", "enter", "c-j"), player.skip),
        ):
            for name in names:
                keys.add(name)(lambda _, does=does: does())

        @keys.add("q")
        @keys.add("escape", eager=True)
        def leave(event: KeyPressEvent) -> None:
            event.app.exit(result=False)

        @keys.add("c-c")
        def interrupt(event: KeyPressEvent) -> None:
            event.app.exit(result=True)

        return keys


def _ending(scene: Scene) -> str:
    score = "" if scene.score is None or not (scene.answer or "").strip() else f"; score {score_words(scene.score)}"
    return f"{HOW_WORDS[scene.how]}{score}"
