"""Which key does what on the live screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from prompt_toolkit.filters import Condition, emacs_insert_mode, emacs_mode, vi_insert_mode
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from simulator.terminal.editor_keys import STEP, blanks_to_delete, blanks_to_next_stop, indentation_after
from simulator.terminal.live_state import Mode

if TYPE_CHECKING:
    from simulator.terminal.live import LiveInterview


def writing_keys(live: LiveInterview) -> KeyBindings:
    """While an answer is written; all other keys are prompt-toolkit's Emacs or vi keys."""
    keys = KeyBindings()
    writing = Condition(lambda: live.mode is Mode.WRITING)
    typing = writing & (emacs_mode | vi_insert_mode)
    emacs = writing & emacs_mode
    buffer = live.buffer

    keys.add("c-s", filter=writing)(lambda _: live.submit())
    keys.add("escape", "enter", filter=emacs)(lambda _: live.submit())
    keys.add("c-g", filter=writing)(lambda _: live.ask_pass())
    keys.add("c-l", filter=writing)(lambda _: live.show_question())
    keys.add("c-o", filter=writing)(lambda _: live.open_editor())
    keys.add("c-x", "c-e", filter=emacs)(lambda _: live.open_editor())
    running = writing & Condition(lambda: live.can_run)
    keys.add("c-r", filter=running & (emacs_mode | vi_insert_mode))(lambda _: live.run_code())
    keys.add("f5", filter=running)(lambda _: live.run_code())
    pane = writing & Condition(lambda: live.code_run.is_open)
    keys.add("escape", filter=pane & (emacs_mode | Condition(lambda: live.vi_navigates)))(lambda _: live.close_run())
    keys.add("escape", "up", filter=pane & emacs_mode)(lambda _: live.scroll_run(-1))
    keys.add("escape", "down", filter=pane & emacs_mode)(lambda _: live.scroll_run(1))
    keys.add("c-c", filter=writing)(lambda _: live.ask_leave())
    keys.add("f1", filter=writing)(lambda _: live.show_help())
    keys.add("c-z", filter=typing, save_before=lambda _: False)(lambda _: buffer.undo())
    keys.add("escape", "z", filter=emacs, save_before=lambda _: False)(lambda _: buffer.redo())

    # The buffer itself decides what of the typing is one step for undo.
    @keys.add(Keys.Any, filter=writing & (emacs_insert_mode | vi_insert_mode), save_before=lambda _: False)
    def _character(event: KeyPressEvent) -> None:
        buffer.insert_text(event.data * event.arg)

    @keys.add("c-d", filter=emacs & Condition(lambda: buffer.cursor_position == len(buffer.text)))
    def _at_the_end(_: KeyPressEvent) -> None:
        live.tell("Ctrl-S submits your answer.")

    @keys.add("enter", filter=typing)
    def _new_line(_: KeyPressEvent) -> None:
        before = buffer.document.current_line_before_cursor
        buffer.insert_text("\n" + indentation_after(before, live.is_code))

    @keys.add("tab", filter=typing)
    def _indent(_: KeyPressEvent) -> None:
        buffer.insert_text(" " * blanks_to_next_stop(buffer.document.current_line_before_cursor))

    @keys.add("s-tab", filter=typing)
    def _unindent(_: KeyPressEvent) -> None:
        line, column = buffer.document.current_line, buffer.document.cursor_position_col
        extra = min(STEP, len(line) - len(line.lstrip(" ")))
        buffer.cursor_position -= column
        buffer.delete(extra)
        buffer.cursor_position += max(0, column - extra)

    @keys.add("backspace", filter=typing)
    def _delete(event: KeyPressEvent) -> None:
        if buffer.selection_state is not None:
            buffer.cut_selection()
        else:
            count = blanks_to_delete(buffer.document.current_line_before_cursor)
            buffer.delete_before_cursor(max(count, event.arg))

    return keys


def keys_by_mode(live: LiveInterview) -> Mapping[Mode, KeyBindings]:
    """While nothing is written."""
    begin = _keys((("enter", "c-j", " "), live.proceed), (("c-c",), live.leave))
    page = _keys(
        (("enter", "c-j", "escape", "q", "c-l", "f1"), live.back),
        (("up", "k"), lambda: live.scroll(lines=-1)),
        (("down", "j"), lambda: live.scroll(lines=1)),
        (("pageup", "b"), lambda: live.scroll(pages=-1)),
        (("pagedown", " "), lambda: live.scroll(pages=1)),
        (("c-c",), live.ask_leave),
    )
    no = ("enter", "c-j", "escape", "n", "N", "q", "c-g")
    return {
        Mode.WELCOME_BACK: begin,
        Mode.OPENING: begin,
        Mode.QUESTION: page,
        Mode.HELP: page,
        Mode.ASK_PASS: _keys((("y", "Y"), live.pass_), (no, live.back), (("c-c",), live.ask_leave)),
        Mode.ASK_LEAVE: _keys((("s", "S", "y", "Y", "c-c"), live.leave), (no, live.back)),
        Mode.TIME_UP: _keys((("c-c",), live.leave)),
        Mode.BUSY: _keys((("c-c",), live.leave)),
    }


def _keys(*actions: tuple[Iterable[str], Callable[[], None]]) -> KeyBindings:
    keys = KeyBindings()

    def bind(key: str, action: Callable[[], None]) -> None:
        keys.add(key)(lambda _: action())

    for names, action in actions:
        for name in names:
            bind(name, action)
    return keys
