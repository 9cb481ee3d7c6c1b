"""The layout of the live screen: which window shows what, as wide and high as the terminal is right now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import DynamicKeyBindings, KeyBindings
from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, HSplit, Layout, VSplit, Window
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.lexers import Lexer

from simulator.bank.model import Kind
from simulator.interview.session import Stage
from simulator.terminal import live_view as view
from simulator.terminal.editor import Colours, editor_window
from simulator.terminal.live_state import Mode
from simulator.terminal.run_view import run_pane

if TYPE_CHECKING:
    from simulator.terminal.live import LiveInterview

_WITH_EDITOR = (Mode.WRITING, Mode.ASK_PASS, Mode.ASK_LEAVE, Mode.BUSY)
_PAGES = (Mode.QUESTION, Mode.HELP)


class Screen:
    """The windows, and what they show of a live interview."""

    def __init__(self, live: LiveInterview, keys: Mapping[Mode, KeyBindings]) -> None:
        self._live = live
        self._scroll = 0
        self.colours = Colours()
        self._editor = editor_window(live.buffer, self._lexer, self._hint)
        # Whenever nothing is written, the last lines have the focus, with the keys of the mode.
        self._footer = Window(
            FormattedTextControl(
                lambda: view.joined(self._footer_lines()),
                focusable=True,
                show_cursor=False,
                key_bindings=DynamicKeyBindings(lambda: keys.get(live.mode)),
            ),
            height=lambda: Dimension.exact(len(self._footer_lines())),
        )
        with_editor = Condition(lambda: live.mode in _WITH_EDITOR)
        with_header = Condition(lambda: live.mode in (*_WITH_EDITOR, *_PAGES))
        margin = Window(width=2, char=" ")
        self.layout = Layout(
            HSplit(
                [
                    ConditionalContainer(_exactly(self._header_lines), with_header),
                    ConditionalContainer(
                        HSplit(
                            [
                                _exactly(self._question_lines),
                                VSplit([margin, self._editor, Window(width=1)]),
                                ConditionalContainer(
                                    _exactly(self._run_lines), Condition(lambda: live.code_run.is_open)
                                ),
                            ]
                        ),
                        with_editor,
                    ),
                    ConditionalContainer(Window(FormattedTextControl(self._page)), ~with_editor),
                    self._footer,
                ]
            ),
            focused_element=self._footer,
        )

    def mode_changed(self) -> None:
        """Show the new mode from its beginning, and let its keys work."""
        self._scroll = 0
        self.layout.focus(self._editor if self._live.mode is Mode.WRITING else self._footer)

    def scroll(self, lines: int = 0, pages: int = 0) -> None:
        """Move through a page that is longer than the screen."""
        rows = self._page_rows()
        wanted = self._scroll + lines + pages * max(1, rows - 2)
        self._scroll = max(0, min(len(self._page_lines()) - rows, wanted))

    def scroll_run(self, lines: int) -> None:
        """Move through what the code did."""
        run = self._live.code_run
        _, last_top = run_pane(run.report, self._width, self._run_rows, run.scroll)
        run.scroll = max(0, min(last_top, run.scroll + lines))
        self._live.app.invalidate()

    def signature(self) -> tuple[str, ...]:
        """What of the screen changes with time: where it is the same as before, nothing need be drawn."""
        standing = self._standing()
        return view.countdown(standing), str(standing.round_remaining and int(standing.round_remaining))

    @property
    def _width(self) -> int:
        return max(20, self._live.app.output.get_size().columns)

    @property
    def _rows(self) -> int:
        return self._live.app.output.get_size().rows

    def _lexer(self) -> Lexer | None:
        return self.colours.lexer(self._live.buffer.text) if self._live.is_code else None

    def _hint(self) -> str:
        if self._live.interview.stage is Stage.PROBE:
            return "Add what you know. Your first answer stands."
        return "Write your code here." if self._live.is_code else "Write your answer here."

    def _standing(self) -> view.Standing:
        interview, now = self._live.interview, self._live.clock.now()
        record = interview.record
        q = interview.current or next((q for q in record.questions if not q.answered), record.questions[-1])
        round_ = interview.round or q.round
        rounds = record.planned.rounds
        return view.Standing(
            company=record.planned.company_name,
            round_title=round_.title,
            round_number=next((n for n, r in enumerate(rounds, start=1) if r.id == round_.id), 1),
            rounds=len(rounds),
            question_number=q.number,
            questions=len(record.questions),
            facts=f"{q.question.kind}, {q.question.difficulty}",
            used=interview.used(now),
            remaining=interview.remaining(now),
            limit=interview.limit,
            round_remaining=interview.round_remaining(now),
            follow_up=interview.stage is Stage.PROBE,
        )

    def _header_lines(self) -> view.Lines:
        return view.header(self._standing(), self._width, self._rows)

    def _question_lines(self) -> view.Lines:
        q = self._live.interview.current
        width, rows = self._width, self._rows
        if q is None:
            return []
        most = max(2, rows * 2 // 5 - 2) if rows >= view.SNUG else 2
        if self._live.code_run.is_open and rows < 40:
            # The code and what it does need the room now.
            most = min(most, 2)
        air: view.Lines = [[]] if rows >= view.ROOMY else []
        if q.probe is None:
            lines = view.shortened(view.asked_lines(q.question, width, rows >= view.ROOMY), most)
        else:
            lines = view.shortened(view.prose(q.probe.text, width, "class:question"), most)
            if rows >= view.ROOMY:
                asked = " ".join(f"Thank you. A follow-up to: {q.question.prompt}".split())
                asked = view.fit(asked, min(width - 4, view.WIDEST))
                lines = [[("class:quiet", f"  {asked}")], [], *lines]
        label = "Your follow-up" if q.probe else "Your code" if q.question.kind is Kind.CODE else "Your answer"
        keys = f"vi: {'normal' if self._live.vi_navigates else 'insert'}" if self._live.vi else ""
        return [*air, *lines, *air, view.rule(width, label if rows >= view.SNUG else "", keys)]

    @property
    def _run_rows(self) -> int:
        """How high the pane of a run may be: the editor keeps some lines."""
        return max(3, self._rows * 2 // 5)

    def _run_lines(self) -> view.Lines:
        run = self._live.code_run
        return run_pane(run.report, self._width, self._run_rows, run.scroll)[0]

    def _page_lines(self) -> view.Lines:
        live, width, rows = self._live, self._width, self._rows
        q, round_ = live.interview.current, live.interview.round
        match live.mode:
            case Mode.OPENING if round_ is not None:
                first = len(live.interview.record.rounds_opened) <= 1
                return view.opening_page(
                    self._standing(), round_.opening, len(round_.questions), round_.seconds, first, width, rows
                )
            case Mode.WELCOME_BACK:
                return view.welcome_back_page(self._standing(), bool(live.buffer.text), width, rows)
            case Mode.TIME_UP if live.timed_out is not None:
                return view.time_up_page(live.timed_out, live.interview.stage, width, rows)
            case Mode.HELP:
                return view.help_page(live.vi, width)
            case Mode.QUESTION if q is not None:
                probe = q.probe.text if q.probe else None
                return view.question_page(q.question, probe, q.answer, width)
        return []

    def _page_rows(self) -> int:
        header = len(self._header_lines()) if self._live.mode in _PAGES else 0
        return max(1, self._rows - header - len(self._footer_lines()))

    def _page(self) -> StyleAndTextTuples:
        return view.joined(self._page_lines()[self._scroll : self._scroll + self._page_rows()])

    def _footer_lines(self) -> view.Lines:
        live, width = self._live, self._width
        ctrl = "Ctrl-" if width >= 110 else "^"
        lines: view.Lines = [view.rule(width)] if self._rows >= view.SNUG else []
        if live.notice is not None and live.mode is not Mode.BUSY:
            lines += view.notice(live.notice.text, live.notice.style, width)
        match live.mode:
            case Mode.ASK_LEAVE:
                lines.append(view.asked("Break off?", "All you wrote is kept, and the clock stops.", width))
                choice = (("s", "save and leave"), ("Enter", "go on"), (f"{ctrl}C", "leave at once"))
                lines.append(view.key_bar(choice, width))
            case Mode.ASK_PASS:
                text = "What you wrote will not count." if live.buffer.text.strip() else "Nothing is written yet."
                lines.append(view.asked("Pass on this one?", text, width))
                lines.append(view.key_bar((("y", "yes, I don't know"), ("Enter", "no, go on")), width))
            case Mode.BUSY:
                done = "your code runs" if live.runs_answer else "being read"
                text = f" One moment: your answer is saved and {done}." if live.slow else ""
                lines.append([("class:quiet", text)])
            case Mode.TIME_UP:
                lines.append([])
            case Mode.WELCOME_BACK | Mode.OPENING:
                begin = "go on" if live.mode is Mode.WELCOME_BACK else "begin"
                lines.append(view.key_bar((("Enter", begin), (f"{ctrl}C", "leave")), width))
            case Mode.QUESTION | Mode.HELP:
                header = len(self._header_lines())
                scrolls = len(self._page_lines()) > self._rows - header - len(lines) - 1
                scrolling = (("Up, Down", "scroll"),) if scrolls else ()
                lines.append(view.key_bar((("Enter", "back to your answer"), *scrolling), width))
            case Mode.WRITING:
                runs = ((f"{ctrl}R" if not live.vi else "F5", "run"),) if live.can_run else ()
                keys = (
                    (f"{ctrl}S", "submit"),
                    *runs,
                    (f"{ctrl}G", "pass" if runs else "don't know"),
                    (f"{ctrl}L", "question"),
                    (f"{ctrl}O", "editor"),
                    (f"{ctrl}C", "break off"),
                )
                lines.append(view.key_bar(keys, width, ("F1", "keys")))
        return lines


def _exactly(lines: Callable[[], view.Lines]) -> Window:
    """A window as high as what it shows."""
    return Window(
        FormattedTextControl(lambda: view.joined(lines())),
        height=lambda: Dimension.exact(len(lines())),
        dont_extend_height=True,
    )
