"""The frame that commands stand in: an app whose commands load late, and whose help is plain and quick.

Typer draws its help with rich, which takes longer to import than all the rest; ours is text with a little emphasis.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import Any, ClassVar, TypeVar

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup

from simulator.cli.values import spare_pydantic
from simulator.terminal.console import wants_colour

F = TypeVar("F", bound=Callable[..., Any])

_HEADING = re.compile(r"^(\S[^\n]*:)$|^(Usage:)", re.MULTILINE)
_FIRST_COLUMN = re.compile(r"^  (-[^\n]*?|[a-z][a-z-]*|mock-interview[^\n]*?)(?=  |$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line in the table of commands: the module has the App of this command as `app`."""

    name: str
    module: str
    heading: str
    summary: str


def _without_no_color(args: list[str]) -> list[str]:
    """Takes --no-color out, wherever it stands before `--`, so that every command understands it."""
    end = args.index("--") if "--" in args else len(args)
    if "--no-color" not in args[:end]:
        return args
    os.environ["NO_COLOR"] = "1"
    return [arg for arg in args[:end] if arg != "--no-color"] + args[end:]


def _emphasize(formatter: Any) -> None:
    if not wants_colour(sys.stdout):
        return
    text = "".join(formatter.buffer)
    text = _HEADING.sub("\033[1m\\g<0>\033[0m", text)
    formatter.buffer[:] = [_FIRST_COLUMN.sub("  \033[36m\\1\033[0m", text)]


def _write_epilog(epilog: str | None, formatter: Any) -> None:
    if epilog:
        formatter.write_paragraph()
        formatter.write(inspect.cleandoc(epilog) + "\n")


class Command(TyperCommand):
    """A single command."""

    def get_params(self, ctx: Any) -> list[Any]:
        params = super().get_params(ctx)
        spare_pydantic(params)
        return params

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _without_no_color(args))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        super().format_help(ctx, formatter)
        _emphasize(formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        _write_epilog(self.epilog, formatter)


class Group(TyperGroup):
    """A command with commands below it. Those in `entries` are imported when they are called."""

    entries: ClassVar[tuple[Entry, ...]] = ()

    def get_params(self, ctx: Any) -> list[Any]:
        params = super().get_params(ctx)
        spare_pydantic(params)
        return params

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _without_no_color(args))

    def list_commands(self, ctx: Any) -> list[str]:
        return [*(entry.name for entry in self.entries), *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        for entry in self.entries:
            if entry.name == cmd_name and cmd_name not in self.commands:
                command = typer.main.get_command(import_module(entry.module).app)
                command.name = cmd_name
                self.commands[cmd_name] = command
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            near = get_close_matches(args[0].lower(), self.list_commands(ctx), n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        self.format_commands(ctx, formatter)
        TyperCommand.format_options(self, ctx, formatter)  # type: ignore[arg-type]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        if not self.entries:
            super().format_commands(ctx, formatter)
            return
        longest = max(len(entry.name) for entry in self.entries)
        for heading in dict.fromkeys(entry.heading for entry in self.entries):
            with formatter.section(heading):
                rows = [(e.name.ljust(longest), e.summary) for e in self.entries if e.heading == heading]
                formatter.write_dl(rows)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        super().format_help(ctx, formatter)
        _emphasize(formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        _write_epilog(self.epilog, formatter)


class App(typer.Typer):
    """A Typer app of our kind of commands."""

    def __init__(self, cls: type[Group] = Group, add_completion: bool = False, **settings: Any) -> None:
        settings.setdefault("context_settings", {"help_option_names": ["--help", "-h"]})
        super().__init__(
            cls=cls, add_completion=add_completion, rich_markup_mode=None, pretty_exceptions_enable=False, **settings
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[[F], F]:
        settings.setdefault("cls", Command)
        settings.setdefault("context_settings", {"help_option_names": ["--help", "-h"]})
        return super().command(name, **settings)
