"""The screen on which a candidate grades an interview, by single keys. What is shown is drawn in selfgrade_view."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from simulator.errors import UserError
from simulator.interview.selfgrading import Asks, SelfGrading
from simulator.terminal.console import wants_colour
from simulator.terminal.evidence import signs
from simulator.terminal.selfgrade_view import Screen, View, draw, moved
from simulator.transcript.events import MARKS

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.styles import BaseStyle

_CREDIT_KEYS = {"s": 1.0, "p": 0.5, "n": 0.0}


class Left(StrEnum):
    """How the candidate left the screen."""

    DONE = "done"
    """Everything is graded and looked at."""
    LATER = "later"
    """With more to do, or before the last look."""
    INTERRUPTED = "interrupted"
    """With Ctrl-C."""


def run(grading: SelfGrading) -> Left:
    """Walk through the answers until the candidate is done or leaves. Raises UserError if saving fails."""
    return _SelfGradeScreen(grading).run()


class _SelfGradeScreen:
    def __init__(self, grading: SelfGrading) -> None:
        self._grading = grading
        self._view = View()
        self._colour = wants_colour(sys.stdout)
        self._signs = signs(self._colour, sys.stdout.encoding)
        self._screen = Screen((), 0, 0, 1)
        self._drawn_for: object = None

    def run(self) -> Left:
        if self._grading.step is None:
            return Left.DONE
        application = self._application()
        try:
            return application.run()
        except EOFError:
            return Left.INTERRUPTED

    def _application(self) -> Application[Left]:
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import Layout, Window
        from prompt_toolkit.layout.controls import FormattedTextControl
        from prompt_toolkit.output import ColorDepth

        control = FormattedTextControl(self._text, focusable=True, show_cursor=False)
        return Application(
            layout=Layout(Window(control, always_hide_cursor=True)),
            key_bindings=self._keys(),
            style=_style(self._colour),
            color_depth=ColorDepth.DEPTH_4_BIT if self._colour else ColorDepth.DEPTH_1_BIT,
            full_screen=True,
        )

    def _text(self) -> StyleAndTextTuples:
        from prompt_toolkit.application import get_app

        size = get_app().output.get_size()
        wanted = (self._grading.record, self._grading.step, self._view, size.columns, size.rows)
        # The toolkit asks several times for each drawing, and a long answer takes a while to break into lines.
        if wanted != self._drawn_for:
            self._screen = draw(self._grading, self._view, size.columns, size.rows, self._signs)
            self._drawn_for = wanted
        text: StyleAndTextTuples = []
        for number, row in enumerate(self._screen.rows):
            if number:
                text.append(("", "\n"))
            text.extend(row)
        return text

    def _keys(self) -> KeyBindings:
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.keys import Keys

        keys = KeyBindings()
        for mark in MARKS:
            keys.add(str(mark))(self._saying(Asks.MARK, partial(self._grading.mark, mark)))
        for key, credit in _CREDIT_KEYS.items():
            keys.add(key)(self._saying(Asks.CREDIT, partial(self._grading.credit, credit)))
        keys.add("enter")(self._agree_or_go_on)
        keys.add("m")(self._turn)
        keys.add("b")(self._back)
        keys.add("backspace")(self._back)
        keys.add("q")(lambda event: event.app.exit(result=Left.LATER))
        keys.add("c-c")(lambda event: event.app.exit(result=Left.INTERRUPTED))
        for key, rows in (("up", -1), ("down", 1), ("k", -1), ("j", 1)):
            keys.add(key)(partial(self._scroll, rows, False))
        for key, pages in (("pageup", -1), ("pagedown", 1), (" ", 1)):
            keys.add(key)(partial(self._scroll, pages, True))
        # A paste is no choice of keys.
        keys.add(Keys.BracketedPaste)(lambda event: None)
        return keys

    def _saying(self, asks: Asks, say: Callable[[], None]) -> Callable[[KeyPressEvent], None]:
        def pressed(event: KeyPressEvent) -> None:
            step = self._grading.step
            if step is not None and step.asks is asks:
                self._do(event, say)

        return pressed

    def _agree_or_go_on(self, event: KeyPressEvent) -> None:
        step = self._grading.step
        if step is not None and step.asks is Asks.CREDIT:
            self._do(event, self._grading.agree)
        elif step is not None and step.asks is Asks.LOOK:
            self._do(event, self._grading.go_on)

    def _back(self, event: KeyPressEvent) -> None:
        self._do(event, self._grading.back)

    def _do(self, event: KeyPressEvent, action: Callable[[], None]) -> None:
        before = self._grading.question
        try:
            action()
        except UserError as error:
            event.app.exit(exception=error)
            return
        # The model answer stays in sight for one answer, not for the next.
        same = before is not None and self._grading.question is not None and before.id == self._grading.question.id
        self._view = View(model_answer=self._view.model_answer and same)
        if self._grading.step is None:
            event.app.exit(result=Left.DONE)

    def _turn(self, event: KeyPressEvent) -> None:
        self._view = View(model_answer=not self._view.model_answer)

    def _scroll(self, by: int, pages: bool, event: KeyPressEvent) -> None:
        self._view = moved(self._view, self._screen, by * max(1, self._screen.page - 1) if pages else by)


def _style(colour: bool) -> BaseStyle:
    from prompt_toolkit.styles import Style, merge_styles

    from simulator.terminal.style import style_for

    own = {
        "shown": "ansigreen bold",
        "partly": "ansiyellow bold",
        "wrong": "ansired bold",
        "shown.word": "nobold",
        "partly.word": "nobold",
        "wrong.word": "nobold",
        "missing.word": "ansired",
    }
    plain = {"shown": "bold", "partly": "bold", "wrong": "bold", "shown.word": "nobold", "partly.word": "nobold"}
    return merge_styles([style_for(colour), Style.from_dict(own if colour else plain)])
