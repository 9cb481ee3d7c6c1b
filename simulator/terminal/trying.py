"""An answer typed on top, what it earns below, as you type: for authors of rubrics."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.widgets import TextArea

from simulator.terminal.console import wants_colour
from simulator.terminal.style import style_for
from simulator.terminal.text import printable
from simulator.terminal.trial_view import trial_lines
from simulator.terminal.wrapping import wrapped

if TYPE_CHECKING:
    from simulator.grading.explain import Trial

_SETTLE_SECONDS = 0.15
"""How long after the last key the answer is graded."""

_STYLES = {
    "dim": "class:quiet",
    "green": "ansigreen",
    "yellow": "ansiyellow",
    "cyan": "ansicyan",
    "magenta": "ansimagenta",
}


def run(prompt: str, trial: Callable[[str], Trial]) -> None:
    """Shows the screen until Ctrl-C or Ctrl-D. Raises what `trial` raises."""
    colour = wants_colour(sys.stdout)
    results: StyleAndTextTuples = []
    pending: list[asyncio.Task[None]] = []
    editor = TextArea(multiline=True, wrap_lines=True, scrollbar=True, height=Dimension(min=4, weight=2))

    def grade_now() -> None:
        results[:] = _drawn(trial(printable(editor.text)), colour, application.output.get_size().columns)
        application.invalidate()

    async def grade_soon() -> None:
        await asyncio.sleep(_SETTLE_SECONDS)
        grade_now()

    def changed(_: object) -> None:
        while pending:
            pending.pop().cancel()
        pending.append(application.create_background_task(grade_soon()))

    keys = KeyBindings()

    @keys.add("c-c")
    @keys.add("c-d")
    def leave(event: KeyPressEvent) -> None:
        event.app.exit()

    rule = Window(char="─", height=1, style="class:rule")
    layout = Layout(
        HSplit(
            [
                Window(
                    FormattedTextControl([("class:question", printable(prompt))]),
                    wrap_lines=True,
                    dont_extend_height=True,
                ),
                rule,
                editor,
                rule,
                Window(FormattedTextControl(lambda: results), wrap_lines=True, height=Dimension(min=8, weight=5)),
                Window(
                    FormattedTextControl(
                        [("class:quiet", "Type or paste an answer.  "), ("class:key", "Ctrl-D"), ("", " leave")]
                    ),
                    height=1,
                ),
            ]
        ),
        focused_element=editor,
    )
    application: Application[None] = Application(
        layout=layout, key_bindings=keys, full_screen=True, style=style_for(colour), mouse_support=False
    )
    editor.buffer.on_text_changed += changed
    application.run(pre_run=grade_now)


def _drawn(trial: Trial, colour: bool, width: int) -> StyleAndTextTuples:
    out: StyleAndTextTuples = []
    for indent, pieces in trial_lines(trial):
        if len(pieces) == 1:
            (text, style), *_ = pieces
            pieces = [("\n".join(wrapped(indent + text, width)), style)]
        else:
            pieces = [(indent, ""), *pieces]
        out.extend((_style(style) if colour else "", text) for text, style in pieces)
        out.append(("", "\n"))
    return out


def _style(style: str) -> str:
    return " ".join(_STYLES.get(word, word if word == "bold" else f"ansi{word}") for word in style.split())
