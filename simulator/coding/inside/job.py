"""What the keeper is asked to do, and what can be prepared before the answer runs."""

from __future__ import annotations

import ast
import builtins
import sys

from simulator.coding.inside.asserts import Rewriter, pytest_stand_in
from simulator.coding.inside.guard import Kept, kept_of, own_spaces
from simulator.coding.inside.values import ANSWER, CHECKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import types
    from typing import Any

globals()["__builtins__"] = dict(vars(builtins))

# Modules whose mere import does something.
_NOT_IMPORTED = frozenset(("antigravity", "this", "ctypes", "idlelib", "turtledemo", "answer"))


class Record:
    """Named values, as they came."""

    def __init__(self, **fields: object) -> None:
        vars(self).update(fields)


class Check(Record):
    """A check to run."""

    name: str
    seconds: float
    is_async: bool
    wants_folder: bool


class Limits(Record):
    """What one check may use; sizes in bytes, times in seconds. A folder limit of 0 is kept by the sandbox."""

    memory: int
    file: int
    folder: int
    files: int
    processes: int
    output: int
    total: float


class Job(Record):
    """One run."""

    key: bytes
    answer: str
    source: str
    """The check file."""
    names: list[str]
    found_as: dict[str, str]
    """Where the answer has what is wanted under another name: `other` or `Class.method`."""
    checks: list[Check]
    tests: list[str]
    """The names of all checks of the file."""
    packages: list[str]
    redis: str
    """redis-server, fakeredis, or nothing."""
    paths: list[str]
    """Where to find modules beyond the standard library."""
    homes: list[str]
    environment: dict[str, str]
    uid: int
    """The first user id for checks, where the keeper is root; each check takes one of its own."""
    at_once: int
    limits: Limits
    folder: str
    """Where the folders of the checks are made."""
    guard: bool
    """Whether the audit hook is all that keeps the code from the machine."""
    adopt: bool
    """Whether processes that leave must be looked for."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Job:
        fields = dict(data)
        fields["key"] = bytes.fromhex(fields["key"])
        fields["checks"] = [Check(**check) for check in fields["checks"]]
        fields["limits"] = Limits(**fields["limits"])
        return cls(**fields)


class Plan:
    """The code of both files, compiled, and what the checks rely on. Raises SyntaxError if a file does not compile."""

    def __init__(self, job: Job) -> None:
        self.answer = ast.parse(job.answer, ANSWER)
        checks = ast.parse(job.source, CHECKS)
        self._source = job.source
        self._statements = _statements(checks)
        self.own = own_spaces()
        pytest = pytest_stand_in()
        sys.modules["pytest"] = pytest
        wanted = _imported(self.answer) | _imported(checks)
        if any(check.is_async for check in job.checks):
            wanted.add("asyncio")
        _import(wanted, job.packages)
        if job.redis == "fakeredis":
            from simulator.coding.inside.redis_stand_in import put_in_place

            put_in_place()
        relied = {sys.modules[n] for n in _imported(checks) if n in sys.modules and n not in ("sys", "pytest")}
        self.kept: list[Kept] = kept_of([builtins, pytest, *relied])
        rewriter = Rewriter(job.source)
        self.code: types.CodeType = compile(rewriter.visit(checks), CHECKS, "exec", dont_inherit=True)
        self.table = rewriter.table

    def statement(self, line: int) -> str:
        """The source of the statement at a line of the checks, without its body; empty for none."""
        node = self._statements.get(line)
        if node is None:
            return ""
        text = ast.get_source_segment(self._source, node) or ""
        if hasattr(node, "body"):
            return text.partition("\n")[0].removesuffix(":")
        return text.removeprefix("assert ").removeprefix("return ")


def _statements(tree: ast.Module) -> dict[int, ast.stmt]:
    """The innermost statement at each line."""
    found: dict[int, ast.stmt] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            last = node.lineno if hasattr(node, "body") else node.end_lineno or node.lineno
            found.update(dict.fromkeys(range(node.lineno, last + 1), node))
    return found


def _imported(tree: ast.Module) -> set[str]:
    """The modules that a file imports anywhere."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update([name.name for name in node.names])
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def _import(names: set[str], packages: list[str]) -> None:
    """Imports once what every child would import; modules that can't be imported are left to the code."""
    for name in sorted(names):
        root = name.partition(".")[0]
        if root in _NOT_IMPORTED or (root not in sys.stdlib_module_names and root not in packages):
            continue
        try:
            __import__(name)
        except Exception:
            continue
