"""Reading keys so that a paste is one step, also in a terminal that does not mark it as a paste.

Without that, each character of a large paste would be drawn on its own, and code would be indented twice.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

PASTE_AT_LEAST = 24
"""Characters that arrive at once are a paste; nobody types so fast."""

_LINE_ENDS = (Keys.ControlM, Keys.ControlJ)


def together(keys: list[KeyPress]) -> list[KeyPress]:
    """The keys, with each long run of plain characters made one paste."""
    if len(keys) < PASTE_AT_LEAST:
        return keys
    result: list[KeyPress] = []
    run: list[KeyPress] = []

    def end_run() -> None:
        if len(run) >= PASTE_AT_LEAST:
            text = "".join("\n" if key.key in _LINE_ENDS else key.data for key in run)
            result.append(KeyPress(Keys.BracketedPaste, text))
        else:
            result.extend(run)
        run.clear()

    for key in keys:
        if isinstance(key.key, Keys) and key.key not in (*_LINE_ENDS, Keys.ControlI):
            end_run()
            result.append(key)
        else:
            run.append(key)
    end_run()
    return result


def keyboard(wants_text: Callable[[], bool]) -> Input | None:
    """The keyboard, gathering pastes while `wants_text`; None where prompt-toolkit's own is the one to use."""
    if sys.platform == "win32":
        return None
    from prompt_toolkit.input.vt100 import Vt100Input

    class Keyboard(Vt100Input):
        def read_keys(self) -> list[KeyPress]:
            keys = super().read_keys()
            return together(keys) if wants_text() else keys

    return Keyboard(sys.stdin)
