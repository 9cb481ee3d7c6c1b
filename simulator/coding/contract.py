"""What a code question wants: the names to define, where the editor starts, and the checks, in words.

A contract is one plain pytest-style file, `banks/code/QUESTION-ID.py`. It is read here by parsing alone: nothing of it
runs outside a sandbox.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from simulator.bank.model import Place
from simulator.bank.problem import ContentError, Problem
from simulator.coding.wanted import contract_path

NEEDS = ("aiohttp", "redis")
"""What a check file may say that it needs beyond the standard library."""
SECONDS = 3.0
"""How long one check may compute, unless it says otherwise."""
MOST_SECONDS = 30
_LARGEST = 200_000
_VISIBLE = "Visible."
_SETTING = re.compile(r"\s*(?:(Weight|Seconds):\s*(\d+)\s*\.?|Visible\.)\s*")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a test function and the words in which people see it."""

    name: str
    words: str
    weight: int
    """A whole number, 1 to 3."""
    visible: bool
    """Whether the candidate may run it while working."""
    seconds: float
    """The limit on CPU time; a check that only waits may take half as long again by the clock."""
    is_async: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Contract:
    """All that a question's check file says."""

    question: str
    path: str
    names: tuple[str, ...]
    """What an answer must define."""
    starter: str
    """What the editor opens with."""
    examples: str
    """An example or two in words, shown with the question."""
    needs: tuple[str, ...]
    """Extras without which the checks can't run: of `NEEDS`."""
    wrong: Mapping[str, str]
    """Wrong answers, each by the name of a check that it must fail."""
    checks: tuple[Check, ...]
    source: str
    version: str = field(default="")
    """A short digest of the file, which tells a later reader whether the checks have changed since."""

    @property
    def visible(self) -> tuple[Check, ...]:
        """The checks that the candidate may run while working."""
        return tuple(check for check in self.checks if check.visible)


def find_contract(banks: Path, question: str) -> Contract | None:
    """The contract of a question; None if it has no check file. Raises ContentError if the file is not in order."""
    path = contract_path(banks, question)
    if not re.fullmatch(r"[a-z0-9-]+", question) or not path.is_file():
        return None
    return read_contract(path)


def read_contract(path: Path) -> Contract:
    """The contract in a check file. Raises ContentError with every problem of the file."""
    try:
        raw = path.read_bytes()
        if len(raw) > _LARGEST:
            raise _single(path, 1, 1, f"the file has {len(raw)} bytes", f"keep it under {_LARGEST}")
        text = raw.decode()
    except OSError as error:
        raise _single(path, 1, 1, f"the file can't be read ({error.strerror})", "mend its permissions") from None
    except UnicodeDecodeError:
        raise _single(path, 1, 1, "the file is not UTF-8 text", "save it as UTF-8") from None
    return parse_contract(text, path)


def parse_contract(text: str, path: Path) -> Contract:
    """The contract in the text of a check file. Raises ContentError with every problem."""
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line, column = getattr(error, "lineno", None) or 1, getattr(error, "offset", None) or 1
        raise _single(path, line, column, f"not Python: {getattr(error, 'msg', error)}", "mend the syntax") from None
    reader = _Reader(path)
    constants = reader.constants(module)
    checks = tuple(reader.checks(module))
    contract = Contract(
        question=path.stem,
        path=str(path),
        names=constants.get("NAMES", ()),
        starter=constants.get("STARTER", ""),
        examples=constants.get("EXAMPLES", ""),
        needs=constants.get("NEEDS", ()),
        wrong=MappingProxyType(dict(constants.get("WRONG", {}))),
        checks=checks,
        source=text,
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
    )
    reader.hold_together(contract, constants)
    if reader.problems:
        raise ContentError(tuple(reader.problems))
    return contract


class _Reader:
    """Reads the parts of a check file and notes what is wrong with them."""

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self.problems: list[Problem] = []
        self._places: dict[str, ast.AST] = {}

    def note(self, node: ast.AST | None, what: str, todo: str) -> None:
        self.problems.append(Problem(self.place(node), what, todo))

    def place(self, node: ast.AST | None) -> Place:
        return Place(self._path, getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1)

    def constants(self, module: ast.Module) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for statement in module.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in _CONSTANTS:
                    pass
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if name in _CONSTANTS:
                    pass
                case _:
                    continue
            is_one, form = _CONSTANTS[name]
            try:
                literal = ast.literal_eval(value)
            except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                literal = None
            self._places[name] = value
            if is_one(literal):
                found[name] = literal
            else:
                self.note(value, f"{name} can't be read without running the file", f"write {form}")
        return found

    def checks(self, module: ast.Module) -> Iterator[Check]:
        seen: set[str] = set()
        for statement in module.body:
            if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if not statement.name.startswith("test_"):
                continue
            if statement.name in seen:
                self.note(statement, f"{statement.name} is defined twice", "give one of them another name")
                continue
            seen.add(statement.name)
            unknown = [a.arg for a in ast.walk(statement.args) if isinstance(a, ast.arg) and a.arg != "tmp_path"]
            if unknown:
                self.note(statement, f"{statement.name} wants the fixture {unknown[0]}", "use tmp_path or none")
            yield self._check(statement)

    def _check(self, statement: ast.FunctionDef | ast.AsyncFunctionDef) -> Check:
        words, *rest = (ast.get_docstring(statement) or "").split("\n")
        if not words.strip() or _SETTING.fullmatch(words):
            what = f"{statement.name} has no words for people"
            self.note(statement, what, 'begin it with a docstring such as """an empty list gives nothing"""')
        weight, seconds, visible = 1, SECONDS, False
        for line in rest:
            if line.strip() == _VISIBLE:
                visible = True
            elif (found := _SETTING.fullmatch(line)) and found[2]:
                number, most = int(found[2]), 3 if found[1] == "Weight" else MOST_SECONDS
                if not 1 <= number <= most:
                    self.note(statement, f"{found[1]} is {number}", f"write a whole number from 1 to {most}")
                elif found[1] == "Weight":
                    weight = number
                else:
                    seconds = float(number)
        return Check(
            statement.name,
            words.strip(),
            weight,
            visible,
            seconds,
            isinstance(statement, ast.AsyncFunctionDef),
            self.place(statement),
        )

    def hold_together(self, contract: Contract, constants: Mapping[str, Any]) -> None:
        for name, (_, form) in _CONSTANTS.items():
            if name in _REQUIRED and name not in self._places:
                self.note(None, f"the file has no {name}", f"write {name} = {form}")
        if not contract.checks:
            self.note(None, "the file has no checks", "write functions test_...")
        elif not contract.visible:
            self.note(None, "no check is visible", "write Visible. in the docstring of one or two examples")
        for name in contract.names:
            if not name.isidentifier():
                self.note(self._places.get("NAMES"), f"{name!r} is not a name", "write an identifier")
        for need in contract.needs:
            if need not in NEEDS:
                self.note(self._places.get("NEEDS"), f"nothing provides {need!r}", f"choose from {', '.join(NEEDS)}")
        known = {check.name for check in contract.checks}
        for name in contract.wrong:
            if name not in known:
                self.note(self._places.get("WRONG"), f"WRONG names no check {name!r}", "check the spelling")
        try:
            started = ast.parse(contract.starter)
        except (SyntaxError, ValueError) as error:
            self.note(self._places.get("STARTER"), f"STARTER is not Python: {error}", "mend it")
            return
        defined = {getattr(statement, "name", "") for statement in started.body}
        defined |= {n.id for n in ast.walk(started) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        for name in contract.names:
            if "STARTER" in constants and name not in defined:
                self.note(self._places.get("STARTER"), f"STARTER does not define {name}", "write its signature")


def _names(value: Any) -> bool:
    return isinstance(value, tuple | list) and bool(value) and all(isinstance(item, str) for item in value)


def _needs(value: Any) -> bool:
    return isinstance(value, tuple | list) and all(isinstance(item, str) for item in value)


def _words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _codes(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for pair in value.items() for text in pair)


_CONSTANTS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "NAMES": (_names, '("function_name",)'),
    "STARTER": (_words, "the signature with a docstring of one line, as one string"),
    "EXAMPLES": (_words, "an example or two, as one string"),
    "NEEDS": (_needs, '() or ("aiohttp",)'),
    "WRONG": (_codes, '{"test_name": "code of a wrong answer"}'),
}
_REQUIRED = ("NAMES", "STARTER", "EXAMPLES")


def _single(path: Path, line: int, column: int, what: str, todo: str) -> ContentError:
    return ContentError((Problem(Place(str(path), line, column), what, todo),))
