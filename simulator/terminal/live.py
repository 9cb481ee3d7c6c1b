"""The live interview: one prompt-toolkit application from the first opening to the last answer.

It hands the interview the time and what is typed, and shows where it stands. Everything that lasts is the interview's;
what is here can be lost at any moment.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from prompt_toolkit.application import Application
from prompt_toolkit.application.run_in_terminal import run_in_terminal
from prompt_toolkit.cursor_shapes import ModalCursorShapeConfig
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.key_binding.vi_state import InputMode
from prompt_toolkit.output import ColorDepth, create_output

from simulator.bank.model import Kind
from simulator.errors import UserError
from simulator.interview.session import Interview, Stage, StoppedError, is_empty
from simulator.terminal.clock import Clock
from simulator.terminal.code_run import CodeRun, TryOut
from simulator.terminal.editor import AnswerBuffer
from simulator.terminal.editor_keys import indentation_after
from simulator.terminal.keyboard import keyboard
from simulator.terminal.live_keys import keys_by_mode, writing_keys
from simulator.terminal.live_screen import Screen
from simulator.terminal.live_state import SLOW, Mode, Notice, TimedOut
from simulator.terminal.style import style_for
from simulator.transcript.errors import TranscriptError
from simulator.transcript.events import PlannedQuestion
from simulator.transcript.state import InterviewRecord

if TYPE_CHECKING:
    from simulator.terminal.draft_file import DraftFile

TICK = 0.1
GRACE = 2.5
"""Seconds for which nothing happens when time is up: whoever is in the middle of a word goes on typing for a while."""

_PREPARE_AFTER = 0.3
_RETRY_AFTER = 2.0


@dataclass(frozen=True, slots=True)
class Ending:
    """How the live interview ended."""

    finished: bool
    exit_code: int
    error: UserError | None = None
    terminal_gone: bool = False
    unsaved: bool = False
    """Whether what was written last could not be saved."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What is done behind the screen, in threads of their own. What fails there shows when its result is needed."""

    prepare: Callable[[PlannedQuestion], None]
    """Gets ready to grade this question."""
    mirror: Callable[[InterviewRecord], object]
    """Something was answered: renders it for people."""
    try_out: TryOut | None = None
    """Runs the visible checks on code as it stands; None if no code is run."""
    stop: Callable[[], None] = lambda: None
    """Ends the run of an answer's code, for good."""


class LiveInterview:
    """One interview on the screen. `run` shows it until it ends or is broken off."""

    def __init__(
        self, interview: Interview, clock: Clock, behind: Behind, *, vi: bool, colour: bool, welcome_back: bool
    ) -> None:
        self.interview = interview
        self.clock = clock
        self.vi = vi
        self.mode = Mode.OPENING
        self.notice: Notice | None = None
        self.timed_out: TimedOut | None = None
        self.buffer = AnswerBuffer(self._typed, self.tell)
        self._behind = behind
        self.code_run = CodeRun(behind.try_out, self._redraw)
        self._shown: tuple[Any, ...] = ()
        self._drawn: tuple[str, ...] = ()
        self._draft_file: DraftFile | None = None
        self._busy_since = 0.0
        self.runs_answer = False
        """Whether what is being done takes so long because the answer's code is run."""
        self._ending: Ending | None = None
        self._retry_at = 0.0
        self._unsaved_told = False
        self._mirroring = threading.Lock()
        self._screen = Screen(self, keys_by_mode(self))
        self.app: Application[Ending] = self._application(colour)
        self._sync()
        if welcome_back and interview.stage is not Stage.OPENING:
            clock.hold()
            self._enter(Mode.WELCOME_BACK)

    @property
    def is_code(self) -> bool:
        """Whether the open question wants code."""
        q = self.interview.current
        return q is not None and q.question.kind is Kind.CODE

    @property
    def can_run(self) -> bool:
        """Whether the code of the open question can be run while it is written."""
        q = self.interview.current
        return q is not None and q.probe is None and q.question.contract is not None and self.code_run.possible

    @property
    def vi_navigates(self) -> bool:
        """Whether vi keys are in effect and plain letters move instead of writing."""
        return self.vi and self.app.vi_state.input_mode is not InputMode.INSERT

    @property
    def slow(self) -> bool:
        """Whether what is being done takes long enough to say so."""
        return self._wall() - self._busy_since > SLOW

    # What the keys do.

    def proceed(self) -> None:
        """Begin the round, or go on after a break."""
        if self.mode is Mode.WELCOME_BACK:
            self.clock.go()
            self._enter(Mode.WRITING)
        elif self._try(lambda: self.interview.proceed(self.clock.now())):
            self._sync()

    def submit(self) -> None:
        """The answer is done; an empty one is asked about first."""
        text, q = self.buffer.text, self.interview.current
        if text.strip() and not (q and q.probe is None and is_empty(q.question, text)):
            self._perform(lambda now: self.interview.submit(text, now))
        else:
            self._enter(Mode.ASK_PASS)

    def ask_pass(self) -> None:
        """Ask whether the candidate wants to pass."""
        self._enter(Mode.ASK_PASS)

    def pass_(self) -> None:
        """The candidate does not know."""
        self._perform(self.interview.pass_)

    def ask_leave(self) -> None:
        """Ask whether to break off."""
        self._unsaved_told = False
        self._enter(Mode.ASK_LEAVE)

    def leave(self) -> None:
        """Break off: save the draft, stop the clock, end the screen. If it cannot be saved, only the second time."""
        if self.mode is Mode.BUSY:
            self._ending = Ending(False, 130)
            self._behind.stop()
            return
        self._take_over_draft()
        self._leave(Ending(False, 130))

    def back(self) -> None:
        """Back to writing."""
        self._unsaved_told = False
        self._enter(Mode.WRITING)

    def show_question(self) -> None:
        """Show the whole question."""
        self.app.renderer.clear()
        self._enter(Mode.QUESTION)

    def show_help(self) -> None:
        """Show all keys."""
        self._enter(Mode.HELP)

    def scroll(self, lines: int = 0, pages: int = 0) -> None:
        """Move through a page that is longer than the screen."""
        self._screen.scroll(lines, pages)

    def tell(self, text: str, style: str = "notice", seconds: float = 6.0) -> None:
        """Show a notice for a while."""
        self.notice = Notice(text, style, self._wall() + seconds)
        self.app.invalidate()

    def run_code(self) -> None:
        """Run the code as it stands against the visible checks, while the clock and the typing go on."""
        q = self.interview.current
        if q is not None and self.can_run:
            self._take_over_draft()
            self.code_run.start(q.question, self.buffer.text)

    def scroll_run(self, lines: int) -> None:
        """Move through what the code did."""
        self._screen.scroll_run(lines)

    def close_run(self) -> None:
        """Close the pane with what the code did."""
        self.code_run.close()

    def open_editor(self) -> None:
        """The draft in the candidate's own editor, while the clock runs."""
        from simulator.terminal.draft_file import DraftFile, editor_command

        try:
            command = editor_command()
            self._draft_file = DraftFile(self.buffer.text, self.is_code)
        except UserError as error:
            self.tell(f"{error.what} {error.todo}", "trouble")
        except OSError as problem:
            self.tell(f"Cannot write a file for the editor: {problem.strerror}.", "trouble")
        else:
            self.app.create_background_task(self._in_editor(self._draft_file, command))

    # From the beginning to the end.

    def run(self) -> Ending:
        """Show the interview until it ends."""
        ending = Ending(False, 129, terminal_gone=True)
        try:
            ending = asyncio.run(self._run())
        except (EOFError, OSError):
            # The terminal is gone; there is nobody left to ask or to tell.
            self._pause()
        finally:
            self.code_run.close()
            if self._draft_file is not None:
                self._draft_file.stop()
                self._draft_file.close()
        with self._mirroring:
            return ending

    async def _run(self) -> Ending:
        loop = asyncio.get_running_loop()
        failures: list[BaseException] = []

        def failed(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            if isinstance(error := context.get("exception"), BaseException):
                failures.append(error)
                self._exit(Ending(False, 1))

        loop.set_exception_handler(failed)
        for name, code in (("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)):
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self._killed, Ending(False, code, None, code == 129))
        ending = await self.app.run_async(pre_run=self._begin, set_exception_handler=False, handle_sigint=False)
        if ending.exit_code == 130:
            # Pressed once more by somebody in a hurry, Ctrl-C would cut off the last words: what was not saved, say.
            with suppress(NotImplementedError):
                loop.remove_signal_handler(signal.SIGINT)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        if failures:
            with suppress(Exception):
                self._pause()
            raise failures[0]
        return ending

    def _begin(self) -> None:
        self.app.create_background_task(self._run_clock())
        self._prepare()

    def _killed(self, ending: Ending) -> None:
        self._take_over_draft()
        if self._draft_file is not None:
            self._draft_file.stop()
        if self.mode is Mode.BUSY:
            self._ending = ending
            self._behind.stop()
        else:
            self._leave(ending)

    def _leave(self, ending: Ending) -> None:
        saved = self._pause()
        if saved or self._unsaved_told or ending.exit_code != 130 or ending.terminal_gone:
            self._exit(replace(ending, unsaved=not saved))
            return
        # The candidate is there and can still make room, or copy the text.
        self._unsaved_told = True
        self._enter(Mode.ASK_LEAVE)
        self.tell("What you wrote last cannot be saved. Once more, and you leave all the same.", "trouble", 60)

    def _exit(self, ending: Ending) -> None:
        if self.app.is_running and not self.app.is_done:
            self.app.exit(result=ending)

    def _pause(self) -> bool:
        """Stop the interview's clock, with all that was typed saved; whether that worked."""
        if self.interview.stage not in (Stage.OPENING, Stage.QUESTION, Stage.PROBE):
            return True
        if self.interview.current is not None:
            self.interview.text = self.buffer.text
        return self._try(lambda: self.interview.pause(self.clock.now()))

    def _try(self, action: Callable[[], None]) -> bool:
        """Do what writes to the transcript; a failure becomes a notice."""
        try:
            action()
        except TranscriptError as error:
            if not self._unsaved_told:
                self.tell(f"{error.what} {error.todo}", "trouble", 10)
            return False
        return True

    # Time.

    async def _run_clock(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            self._tick()

    def _tick(self) -> None:
        if self.notice is not None and self._wall() > self.notice.until:
            self.notice = None
            self.app.invalidate()
        if self.mode is Mode.BUSY and self.slow:
            self.app.invalidate()
        if self.clock.held:
            return
        if self.interview.current is not None:
            self._take_over_draft()
            if self._over():
                if self._wall() >= self._retry_at:
                    self._time_is_up()
                return
            if self.buffer.text != self.interview.text:
                # It could not be handed over when it was typed.
                self._typed()
            self._try(lambda: self.interview.tick(self.clock.now()))
        drawn = self._screen.signature()
        if drawn != self._drawn:
            self._drawn = drawn
            self.app.invalidate()

    def _over(self) -> bool:
        remaining = self.interview.remaining(self.clock.now())
        return remaining is not None and remaining <= 0

    def _time_is_up(self) -> None:
        q = self.interview.current
        if q is not None:
            text, editing = self.interview.text, self._draft_file is not None
            empty = not text.strip() or (q.probe is None and is_empty(q.question, text))
            self._perform(self.interview.tick, TimedOut(q.number, q.probe is not None, empty, editing))

    async def _after_grace(self) -> None:
        await asyncio.sleep(GRACE)
        if self.mode is Mode.TIME_UP:
            self._go_on()

    def _go_on(self) -> None:
        self.clock.go()
        if self.interview.stage is Stage.FINISHED:
            self._exit(Ending(True, 0))
        else:
            self._enter(Mode.OPENING if self.interview.stage is Stage.OPENING else Mode.WRITING)

    # What is written.

    def _typed(self) -> None:
        if self.interview.current is None or self.clock.held or self._over():
            # When time is just up, the next tick takes the text as it stood.
            return
        text = self.buffer.text
        self._try(lambda: self.interview.draft(text, self.clock.now()))

    def _take_over_draft(self) -> None:
        """What was saved in the candidate's own editor since the last look is the text as it stands."""
        text = self._draft_file.changed() if self._draft_file else None
        if text is not None and not self.clock.held:
            self.buffer.replace(text)
            # Not by way of the clock: what was saved when time was just up still counts.
            self.interview.text = self.buffer.text

    async def _in_editor(self, file: DraftFile, command: list[str]) -> None:
        trouble: list[str] = []

        def edit() -> None:
            trouble.extend(filter(None, [file.edit(command)]))

        await run_in_terminal(edit, in_executor=True)
        self._take_over_draft()
        self._draft_file = None
        file.close()
        if trouble:
            self.tell(trouble[0], "trouble", 10)
        if self.mode is Mode.TIME_UP:
            self.app.create_background_task(self._after_grace())

    # What may take a while: saving and grading an answer.

    def _perform(self, action: Callable[[float], None], timed_out: TimedOut | None = None) -> None:
        """Do it in a thread; no time runs meanwhile."""
        self.clock.hold()
        self._busy_since = self._wall()
        self.runs_answer = self.can_run
        self._enter(Mode.BUSY)
        self.app.create_background_task(self._performing(action, timed_out))

    async def _performing(self, action: Callable[[float], None], timed_out: TimedOut | None) -> None:
        error: UserError | None = None
        try:
            await asyncio.get_running_loop().run_in_executor(None, action, self.clock.now())
        except StoppedError:
            # The answer is saved; its code is run when the interview goes on.
            self._ending = self._ending or Ending(False, 130)
        except UserError as problem:
            error = problem
        self.timed_out = timed_out
        self.mode = Mode.WRITING
        if error is not None and not isinstance(error, TranscriptError):
            # Nothing that can be done in here would mend it: a rubric is damaged, say.
            self._ending = Ending(False, 1, error)
        ending, self._ending = self._ending, None
        if ending is not None:
            self.clock.go()
            self._leave(ending)
        elif error is not None:
            # The interview stands where it stood, and the same can be done again.
            self._retry_at = self._wall() + _RETRY_AFTER
            self.clock.go()
            self._enter(Mode.WRITING)
            self.tell(f"{error.what} {error.todo}", "trouble", 60)
        else:
            _in_background(self._mirror)
            self._sync()
            if timed_out is None:
                self._go_on()
            else:
                self._enter(Mode.TIME_UP)
                if self._draft_file is None:
                    self.app.create_background_task(self._after_grace())

    def _prepare(self) -> None:
        """Get ready behind the screen for what comes next. Not at once: first the screen is drawn."""
        q = self.interview.current or next((q for q in self.interview.record.questions if not q.answered), None)
        if q is None or not self.app.is_running:
            return
        question = q.question

        def work() -> None:
            if question.kind is Kind.CODE:
                self._screen.colours.load()
                self.app.invalidate()
            self._behind.prepare(question)

        asyncio.get_running_loop().call_later(_PREPARE_AFTER, _in_background, work)

    def _mirror(self) -> None:
        with self._mirroring:
            self._behind.mirror(self.interview.record)

    # What is shown.

    def _sync(self) -> None:
        """Show what the interview waits for now."""
        q = self.interview.current
        shown = (self.interview.stage, q.id if q else None)
        if shown == self._shown:
            return
        self._shown = shown
        if self.vi:
            self.app.vi_state.input_mode = InputMode.INSERT
        self.code_run.close()
        self.buffer.load(self._opening_text() if q else "")
        self._enter(Mode.OPENING if self.interview.stage is Stage.OPENING else Mode.WRITING)
        self._prepare()

    def _opening_text(self) -> str:
        """The draft; one that nothing was added to yet goes on where the first line of one's own belongs."""
        q, text = self.interview.current, self.interview.text
        last = text.rstrip().rpartition("\n")[2]
        if q is None or not text.strip() or not is_empty(q.question, text) or last.strip() in ("...", "pass"):
            return text.rstrip("\n") if q is not None and is_empty(q.question, text) else text
        return f"{text.rstrip()}\n{indentation_after(last, code=True)}"

    def _redraw(self) -> None:
        self.app.invalidate()

    def _enter(self, mode: Mode) -> None:
        self.mode = mode
        self._screen.mode_changed()
        self.app.invalidate()

    def _wall(self) -> float:
        return asyncio.get_running_loop().time() if self.app.is_running else 0.0

    def _application(self, colour: bool) -> Application[Ending]:
        app: Application[Ending] = Application(
            layout=self._screen.layout,
            key_bindings=writing_keys(self),
            style=style_for(colour),
            include_default_pygments_style=False,
            color_depth=None if colour else ColorDepth.DEPTH_1_BIT,
            editing_mode=EditingMode.VI if self.vi else EditingMode.EMACS,
            cursor=ModalCursorShapeConfig() if self.vi else None,
            enable_page_navigation_bindings=True,
            full_screen=True,
            input=keyboard(lambda: self.mode is Mode.WRITING and not self.vi_navigates),
            output=create_output(always_prefer_tty=True),
        )
        app.ttimeoutlen = 0.05
        app.timeoutlen = 0.5
        return app


def _in_background(work: Callable[[], None]) -> None:
    def quietly() -> None:
        with suppress(Exception):
            work()

    threading.Thread(target=quietly, daemon=True).start()
