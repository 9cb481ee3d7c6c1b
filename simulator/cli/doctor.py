"""`mock-interview doctor`: what this machine and this installation can do."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.app import App
from simulator.cli.options import Json
from simulator.cli.output import Output
from simulator.cli.transcripts import Transcripts
from simulator.terminal.text import printable

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.coding.measures import Measure
    from simulator.coding.sandbox import Containment

app = App()

PACKAGES = ("aiohttp", "redis", "fakeredis")
PROGRAMS = ("redis-server",)
_NARROWEST, _LOWEST = 60, 15


@app.command()
def doctor(
    transcripts: Transcripts = None,
    as_json: Json = False,
) -> Output:
    """Say what works on this machine: running code, optional parts, the terminal, the folder of transcripts."""
    from simulator.coding.measures import measures
    from simulator.coding.sandbox import containment
    from simulator.grading.compiled import why_not as why_not_compiled

    how = containment()
    result = Diagnosis(
        python=f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}",
        containment=how,
        measures=measures(how),
        why_not_compiled=why_not_compiled(),
        packages=_packages(),
        programs={name: shutil.which(name) or "" for name in PROGRAMS},
        terminal=_terminal(),
        transcripts=_transcripts(transcripts),
    )
    return Output(result, as_json, exit_code=0 if result.transcripts.can_be_written else 1)


@dataclass(frozen=True, slots=True)
class Terminal:
    """What is known of the terminal."""

    name: str
    is_terminal: bool
    columns: int
    lines: int
    colour: bool
    encoding: str
    editor: str
    """What Ctrl-X Ctrl-E and the like open; empty if nothing is set."""

    @property
    def advice(self) -> tuple[str, ...]:
        """What to do about it, in sentences."""
        found = []
        if not self.is_terminal:
            found.append("This is not a terminal: use --answers FILE, or start it in one.")
        elif self.columns < _NARROWEST or self.lines < _LOWEST:
            found.append(f"The window is small: {_NARROWEST} columns and {_LOWEST} lines are comfortable.")
        if self.encoding.lower().replace("-", "") != "utf8":
            found.append("The encoding is not UTF-8: some characters will be replaced. Set LANG, e.g. to C.UTF-8.")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class TranscriptsFolder:
    """The folder of transcripts."""

    folder: str
    can_be_written: bool
    interviews: int
    free: int
    """Free bytes on its disk."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All of it."""

    python: str
    containment: Containment
    measures: tuple[Measure, ...]
    why_not_compiled: str
    """Why grading does not use its compiled parts; empty if it does."""
    packages: dict[str, str]
    """The version of each optional package; empty where it is missing."""
    programs: dict[str, str]
    terminal: Terminal
    transcripts: TranscriptsFolder

    def to_json(self) -> Any:
        from dataclasses import asdict

        return {
            "python": self.python,
            "code": {
                "containment": self.containment.kind,
                "why_not_bubblewrap": self.containment.why_not_bubblewrap,
                "why_not": self.containment.why_not,
                "measures": [asdict(measure) for measure in self.measures],
            },
            "grading": {"compiled": not self.why_not_compiled, "why_not": self.why_not_compiled},
            "packages": self.packages,
            "programs": self.programs,
            "terminal": {**asdict(self.terminal), "advice": list(self.terminal.advice)},
            "transcripts": asdict(self.transcripts),
        }

    def draw(self, console: Console) -> None:
        from rich.text import Text

        def heading(words: str, fact: str = "") -> None:
            console.print(Text.assemble((words, "bold"), "  " if fact else "", printable(fact)), soft_wrap=True)

        def line(good: bool | None, words: str, more: str = "") -> None:
            mark, style = {True: ("yes", "green"), False: ("no", "yellow"), None: ("", "")}[good]
            console.print(Text.assemble("  ", (f"{mark:<4}", style), printable(words), (more, "dim")))

        def advise(words: str) -> None:
            from simulator.terminal.layout import hanging

            hanging(console, Text("      "), Text(printable(words), "dim"))

        heading("Running code", self.containment.words)
        if self.containment.why_not:
            advise(self.containment.why_not)
        elif self.containment.why_not_bubblewrap:
            advise(f"Without bubblewrap: {self.containment.why_not_bubblewrap}.")
            advise("What keeps code from your files then stops slips, not attacks.")
        for measure in self.measures:
            line(measure.holds, measure.words, f"  at most {measure.limit}" if measure.limit[:1].isdigit() else "")
        console.print()
        heading("Optional parts", f"Python {self.python}")
        line(not self.why_not_compiled, "compiled grading", self.why_not_compiled and f"  {self.why_not_compiled}")
        for name, version in self.packages.items():
            line(bool(version), name, f"  {version}" if version else "")
        for name, path in self.programs.items():
            line(bool(path), name, f"  {path}" if path else "")
        if self.why_not_compiled:
            advise("Scores are the same without it, and `score` takes twice as long for many answers.")
        if not all(self.packages.values()):
            advise("For the questions on aiohttp and Redis:")
            advise("pip install 'mock-interview-simulator[code]'")
        if not all(self.programs.values()):
            advise("Without redis-server those on Redis use fakeredis.")
        console.print()
        terminal = self.terminal
        heading("Terminal", terminal.name or "unnamed")
        line(terminal.is_terminal, "a terminal", f"  {terminal.columns} columns, {terminal.lines} lines")
        line(terminal.colour, "colours")
        line(terminal.encoding.lower().replace("-", "") == "utf8", "UTF-8", f"  {terminal.encoding}")
        line(bool(terminal.editor), "an editor of your own", f"  {terminal.editor or 'set EDITOR'}")
        for words in terminal.advice:
            advise(words)
        console.print()
        heading("Transcripts", self.transcripts.folder)
        line(self.transcripts.can_be_written, "can be written", f"  {self.transcripts.free // 2**20} MB free")
        line(None, f"{self.transcripts.interviews} there")
        if not self.transcripts.can_be_written:
            advise("Choose another folder with --transcripts DIR or MOCK_INTERVIEW_TRANSCRIPTS.")


def _packages() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def _terminal() -> Terminal:
    from simulator.terminal.console import wants_colour

    size = shutil.get_terminal_size()
    return Terminal(
        name=os.environ.get("TERM", ""),
        is_terminal=sys.stdin.isatty() and sys.stdout.isatty(),
        columns=size.columns,
        lines=size.lines,
        colour=wants_colour(sys.stdout),
        encoding=sys.stdout.encoding or "",
        editor=os.environ.get("VISUAL") or os.environ.get("EDITOR") or "",
    )


def _transcripts(given: Path | None) -> TranscriptsFolder:
    from simulator.transcript.folder import folder_for

    folder = folder_for(given).absolute()
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    count = sum(1 for _ in folder.glob("*.jsonl")) if folder.is_dir() else 0
    can_be_written = existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    return TranscriptsFolder(str(folder), can_be_written, count, shutil.disk_usage(existing).free)
