"""Small layouts that leave no blanks at the ends of lines, so that they read well in a file, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def hanging(console: Console, mark: Text, body: Text) -> None:
    """Prints a text behind a mark; its further lines stand below the first, not below the mark."""
    from rich.text import Text

    indentation = Text(" " * mark.cell_len)
    width = max(console.width - mark.cell_len, 20)
    for number, line in enumerate(body.wrap(console, width) or [body]):
        line.rstrip()
        console.print(Text.assemble(mark if number == 0 else indentation, line), soft_wrap=True)
