"""Reading typed fields off a file's nodes. Whatever is wrong is noted and reading goes on, so that one check of a
file finds all its problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

import yaml

from simulator.bank.model import PatternLine, Place
from simulator.bank.problem import Problem
from simulator.bank.tree import kind_of

E = TypeVar("E", bound=StrEnum)
Fields = Mapping[str, yaml.Node]

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_CALLED = {
    "str": "text",
    "int": "a number",
    "float": "a number with a fraction",
    "bool": "yes or no",
    "null": "nothing",
    "timestamp": "a date",
    "seq": "a list",
    "map": "a mapping",
}


def near(word: str, known: Iterable[str], otherwise: str = "check the spelling") -> str:
    """The end of an error: the known word that is closest, or all of them where they are few, or `otherwise`."""
    choices = sorted(known) if isinstance(known, Set) else list(known)
    if found := get_close_matches(word.lower(), choices, n=1, cutoff=0.6):
        return f"did you mean {found[0]}?"
    return f"use one of {', '.join(choices)}" if 0 < len(choices) <= 12 else otherwise


@dataclass(slots=True)
class Sheet:
    """One file that is being read. Getters give an empty value where they noted a problem."""

    path: str
    lines: Sequence[str]
    """The file's lines as an editor counts them."""
    problems: list[Problem] = field(default_factory=list)

    def place(self, node: yaml.Node) -> Place:
        """Where a node starts."""
        return Place(self.path, node.start_mark.line + 1, node.start_mark.column + 1)

    def note(self, node: yaml.Node, what: str, todo: str) -> None:
        """Records a problem at a node."""
        self.problems.append(Problem(self.place(node), what, todo))

    def fields(self, node: yaml.Node, of: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Fields:
        """The fields of a mapping by name; notes those that are unknown, missing or written twice."""
        if not isinstance(node, yaml.MappingNode):
            self.note(node, f"{of} must be a mapping, not {self._called(node)}", f"write {required[0]}: and so on")
            return {}
        found = self.entries(node, of)
        known = (*required, *optional)
        keys = {str(key.value): key for key, _ in node.value}
        for name in found:
            if name not in known:
                self.note(keys[name], f"{of} has no field {name!r}", near(name, known))
        missing = [name for name in required if name not in found]
        for name in missing:
            self.note(node, f"{of} has no {name}", f"add {name}: to it")
        return {name: value for name, value in found.items() if name in known}

    def entries(self, node: yaml.Node | None, of: str) -> Fields:
        """The entries of a mapping whose keys are free; notes keys that are no text or are written twice."""
        found: dict[str, yaml.Node] = {}
        if node is None:
            return found
        if not isinstance(node, yaml.MappingNode):
            self.note(node, f"{of} must be a mapping, not {self._called(node)}", "write name: value, one a line")
            return found
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.note(key, "a key must be a word", "write name: value")
            elif key.value in found:
                first = self.place(found[key.value]).line
                self.note(key, f"{key.value!r} is written twice (first in line {first})", "keep one of them")
            else:
                found[key.value] = value
        return found

    def text(self, node: yaml.Node | None, name: str) -> str:
        """Text that is not empty, without the line ends around it."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode) or kind_of(node) not in ("str", "null"):
            todo = f"put quotes around {node.value}" if isinstance(node, yaml.ScalarNode) else "write one text"
            self.note(node, f"{name} must be text, not {self._called(node)}", todo)
            return ""
        text = str(node.value).lstrip("\n").rstrip() if kind_of(node) == "str" else ""
        if not text.strip():
            self.note(node, f"{name} is empty", "write it, or delete the field if it is optional")
        return text

    def name(self, node: yaml.Node | None, name: str) -> str:
        """A short name in lower case: words joined by hyphens."""
        text = self.text(node, name)
        if node is not None and text and not _NAME.fullmatch(text):
            todo = "write lower-case words joined by hyphens, such as hash-table"
            self.note(node, f"{name} {text!r} is not a plain name", todo)
        return text

    def texts(self, node: yaml.Node | None, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self.text(item, f"an entry of {name}") for item in self.items(node, name))

    def names(self, node: yaml.Node | None, name: str) -> tuple[str, ...]:
        """A list of short names."""
        return tuple(self.name(item, f"an entry of {name}") for item in self.items(node, name))

    def items(self, node: yaml.Node | None, name: str) -> tuple[yaml.Node, ...]:
        """The entries of a list."""
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.note(node, f"{name} must be a list, not {self._called(node)}", "write [a, b], or one '- a' a line")
            return ()
        return tuple(node.value)

    def some(self, node: yaml.Node | None, name: str) -> tuple[yaml.Node, ...]:
        """The entries of a list that must not be empty."""
        items = self.items(node, name)
        if isinstance(node, yaml.SequenceNode) and not items:
            self.note(node, f"{name} is empty", "add at least one entry")
        return items

    def number(self, node: yaml.Node | None, name: str, least: int, most: int, default: int = 0) -> int:
        """A whole number between two bounds, both allowed."""
        if node is None:
            return default
        wanted = f"write a whole number from {least} to {most}"
        if kind_of(node) != "int" or not _WHOLE_NUMBER.fullmatch(node.value):
            self.note(node, f"{name} must be a whole number, not {self._called(node)}", wanted)
            return default
        number = int(node.value)
        if not least <= number <= most:
            self.note(node, f"{name} is {number}", wanted)
        return number

    def flag(self, node: yaml.Node | None, name: str) -> bool:
        """true or false; false when the field is not there."""
        if node is None:
            return False
        if kind_of(node) != "bool":
            self.note(node, f"{name} must be true or false, not {self._called(node)}", "write true or false")
            return False
        return str(node.value).lower() in ("true", "yes", "on", "y")

    def choice(self, node: yaml.Node | None, name: str, choices: type[E]) -> E:
        """One of an enumeration's words; its first where a problem was noted."""
        first = next(iter(choices))
        text = self.text(node, name)
        if node is None or not text:
            return first
        try:
            return choices(text)
        except ValueError:
            self.note(node, f"{text!r} is no {name}", near(text, [str(choice) for choice in choices]))
            return first

    def patterns(self, node: yaml.Node | None, name: str) -> tuple[PatternLine, ...]:
        """Pattern lines, from a block or from a list of texts; blank lines and comments are left out."""
        if node is None:
            return ()
        before = len(self.problems)
        scalars = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = tuple(line for scalar in scalars for line in self._pattern_lines(scalar, name))
        if not found and len(self.problems) == before:
            self.note(node, f"{name} has no pattern", "write at least one, each on a line of its own")
        return found

    def pattern(self, node: yaml.Node, name: str) -> PatternLine:
        """A single pattern, which may go on over several lines."""
        text = " ".join(self.text(node, name).split())
        quoted = getattr(node, "style", None) in ("'", '"')
        place = self.place(node)
        return PatternLine(text, Place(place.file, place.line, place.column + quoted))

    def _pattern_lines(self, node: yaml.Node, name: str) -> Iterable[PatternLine]:
        if isinstance(node, yaml.ScalarNode) and node.style == "|":
            yield from self._block_lines(node)
            return
        one_line = node.start_mark.line == node.end_mark.line
        if isinstance(node, yaml.ScalarNode) and kind_of(node) == "str" and not one_line:
            self.note(node, f"the lines of {name} run together", f"write {name}: | and then one pattern a line")
            return
        line = self.pattern(node, f"a pattern of {name}")
        if line.text and not line.text.startswith("#"):
            yield line

    def _block_lines(self, node: yaml.ScalarNode) -> Iterable[PatternLine]:
        # A block's text starts on the line after its '|', and line by line it is the file's without the indentation.
        first = node.start_mark.line + 1
        source = self.lines[first:]
        for number, (content, original) in enumerate(
            zip(node.value.split("\n"), source, strict=False), start=first + 1
        ):
            text = content.strip()
            if text and not text.startswith("#"):
                indentation = len(original) - len(original.lstrip())
                yield PatternLine(text, Place(self.path, number, indentation + 1))

    @staticmethod
    def _called(node: yaml.Node) -> str:
        return _CALLED.get(kind_of(node), kind_of(node))
