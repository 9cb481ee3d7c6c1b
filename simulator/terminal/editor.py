"""The editor of the live screen: an answer buffer, and the window in which it is written."""

from __future__ import annotations

import re
from collections.abc import Callable

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.layout.containers import Window
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.layout.processors import AfterInput, ConditionalProcessor, TabsProcessor
from prompt_toolkit.lexers import DynamicLexer, Lexer, SimpleLexer

from simulator.terminal.answer_text import LONGEST, clean
from simulator.terminal.wrapping import ShortenLongLines, WordWrap

_LONGEST_COLOURED = 50_000
_OUTERMOST = re.compile(r"(?:async\s+def|def|class|import|from)\s|@\w")
"""How code begins that stands in no block."""
_MOST_KEPT_FOR_UNDO = 20_000_000
"""Characters, in all the texts that undo can bring back."""


class AnswerBuffer(Buffer):
    """What is being written. Control characters never get in, and `told` hears what was left out."""

    def __init__(self, on_change: Callable[[], None], told: Callable[[str], None]) -> None:
        super().__init__(multiline=True, on_text_changed=lambda _: on_change())
        self._told = told
        self._typed_up_to: tuple[int, int] | None = None

    def insert_text(
        self, data: str, overwrite: bool = False, move_cursor: bool = True, fire_event: bool = True
    ) -> None:
        """Inserts what is typed or pasted, cleaned."""
        text = clean(data)
        if len(self.text) + len(text) > LONGEST:
            self._told(f"{len(text):,} characters are more than an answer can hold; they were not pasted.")
            return
        if len(text) < len(data.replace("\r\n", "\n")) and len(data) > 1:
            self._told("Control characters in what you pasted were left out.")
        if "\n" in text and _OUTERMOST.match(text):
            # The editor opens where a body begins. What is pasted there is mostly the whole, and has its own place.
            before = self.document.current_line_before_cursor
            if before and not before.strip(" "):
                self.delete_before_cursor(len(before))
            elif before.strip() in ("...", "pass"):
                text = f"\n{text}"
        here = (self.cursor_position, len(self.text))
        if len(text) == 1 and (text.isspace() or here != self._typed_up_to):
            # So that undo takes back a word, not a letter.
            self.save_to_undo_stack()
        super().insert_text(text, overwrite, move_cursor, fire_event)
        self._typed_up_to = (self.cursor_position, len(self.text))

    def save_to_undo_stack(self, clear_redo_stack: bool = True) -> None:
        """Keeps the text for undo; of long texts, only so many as memory is not wasted on."""
        super().save_to_undo_stack(clear_redo_stack)
        del self._undo_stack[: -max(2, _MOST_KEPT_FOR_UNDO // (len(self.text) + 1))]

    def load(self, text: str) -> None:
        """Begins with this text; nothing before it can be undone."""
        cleaned = clean(text)
        self.reset(Document(cleaned, len(cleaned)))

    def replace(self, text: str) -> None:
        """Puts this text in the place of all there is; undo brings that back."""
        cleaned = clean(text)
        if cleaned != self.text:
            self.save_to_undo_stack()
            self.document = Document(cleaned, len(cleaned))


class Colours:
    """The syntax colours for code. Making ready for them takes a while, so until `load` is done there are none."""

    def __init__(self) -> None:
        self._plain: Lexer = SimpleLexer()
        self._python: Lexer | None = None

    def load(self) -> None:
        """Make ready; may be called from another thread, and does nothing the second time."""
        if self._python is None:
            from prompt_toolkit.lexers import PygmentsLexer
            from pygments.lexers.python import PythonLexer

            self._python = PygmentsLexer(PythonLexer)

    def lexer(self, text: str) -> Lexer:
        """What colours this code."""
        return self._plain if self._python is None or len(text) > _LONGEST_COLOURED else self._python


def editor_window(buffer: Buffer, lexer: Callable[[], Lexer | None], hint: Callable[[], str]) -> Window:
    """The window: colours, lines broken between words, a hint while it is empty."""
    control = BufferControl(
        buffer=buffer,
        lexer=DynamicLexer(lexer),
        input_processors=[
            ShortenLongLines(),
            TabsProcessor(char1=" ", char2=" "),
            ConditionalProcessor(AfterInput(hint, style="class:quiet"), Condition(lambda: not buffer.text)),
            WordWrap(),
        ],
    )
    return Window(control, wrap_lines=True)
