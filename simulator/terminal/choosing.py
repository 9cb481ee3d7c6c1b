"""Choosing a company with the arrow keys."""

from __future__ import annotations

import sys

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output import ColorDepth, create_output

from simulator.bank.model import CompanyProfile
from simulator.terminal import live_view as view
from simulator.terminal.console import wants_colour
from simulator.terminal.style import style_for


def choose_company(companies: tuple[CompanyProfile, ...]) -> CompanyProfile | None:
    """The company that is chosen; None if none is. At least one must be given."""
    chosen = 0
    output = create_output(always_prefer_tty=True)
    keys = KeyBindings()

    def move(by: int) -> None:
        nonlocal chosen
        chosen = (chosen + by) % len(companies)

    for key in ("up", "k", "c-p", "s-tab"):
        keys.add(key)(lambda _: move(-1))
    for key in ("down", "j", "c-n", "tab"):
        keys.add(key)(lambda _: move(1))
    for key in ("c-c", "c-d", "escape", "q"):
        keys.add(key)(lambda event: event.app.exit(result=None))
    for key in ("enter", "c-j", " "):
        keys.add(key)(lambda event: event.app.exit(result=companies[chosen]))

    @keys.add(Keys.Any)
    def _letter(event: KeyPressEvent) -> None:
        nonlocal chosen
        order = [(chosen + step) % len(companies) for step in range(1, len(companies) + 1)]
        typed = event.data.lower()
        chosen = next((n for n in order if typed and companies[n].name.lower().startswith(typed)), chosen)

    def text() -> StyleAndTextTuples:
        size = output.get_size()
        width = max(30, size.columns)
        detailed = size.rows >= 4 * len(companies) + 4
        lines: view.Lines = [[], [("class:title", " Whose interview?")], []]
        for number, company in enumerate(companies):
            mark, style = (" > ", "class:chosen") if number == chosen else ("   ", "")
            lines.append([(style, f"{mark}{view.fit(company.name, width - 4)}")])
            if detailed and number == chosen:
                lines += [
                    [("", " "), *line] for line in view.prose(company.looks_for, min(width - 2, 84), "class:quiet")
                ]
        lines += [[], view.key_bar((("Up, Down", "move"), ("Enter", "choose"), ("Esc", "leave")), width)]
        return view.joined(lines)

    colour = wants_colour(sys.stdout if sys.stdout.isatty() else sys.stderr)
    app: Application[CompanyProfile | None] = Application(
        layout=Layout(Window(FormattedTextControl(text, focusable=True, show_cursor=False), dont_extend_height=True)),
        key_bindings=keys,
        style=style_for(colour),
        include_default_pygments_style=False,
        color_depth=None if colour else ColorDepth.DEPTH_1_BIT,
        erase_when_done=True,
        output=output,
    )
    app.ttimeoutlen = 0.05
    try:
        return app.run()
    except (EOFError, KeyboardInterrupt):
        return None
