"""Plain asserts that tell what they expected, and the little of pytest that checks may use."""

from __future__ import annotations

import ast
import builtins
import math
import types

from simulator.coding.inside.values import PLAIN, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

globals()["__builtins__"] = dict(vars(builtins))

EQUAL, FAILURE = "@equal", "@failure"
"""Names of helpers in the space of the checks; with an @ they can't be those of a file."""
_LEFT, _RIGHT = "@left", "@right"

_WORDS: dict[type[ast.cmpop], str] = {
    ast.Eq: "{}",
    ast.NotEq: "anything but {}",
    ast.Is: "{}",
    ast.IsNot: "anything but {}",
    ast.Lt: "less than {}",
    ast.LtE: "at most {}",
    ast.Gt: "more than {}",
    ast.GtE: "at least {}",
    ast.In: "something in {}",
    ast.NotIn: "nothing in {}",
}
_TRUE, _FALSE = "something true", "something false"
_MAKES_NAMES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class CheckFailed(AssertionError):  # noqa: N818
    """A check does not hold: what was asked, what was expected, and what came."""

    def __init__(self, asked: str, expected: str, came: str) -> None:
        super().__init__(expected)
        self.asked, self.expected, self.came = asked, expected, came


class Rewriter(ast.NodeTransformer):
    """Turns each assert into code that keeps both sides of a comparison for the report."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.table: list[tuple[str, str]] = []
        """Of each assert what it asks, as source, and the words for what it expects."""

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        test = node.test
        about_right = False
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            operator, left, right = test.ops[0], test.left, test.comparators[0]
            words = _WORDS[type(operator)]
            if isinstance(operator, ast.Is | ast.IsNot) and not isinstance(right, ast.Constant):
                words += " itself"
            elif isinstance(operator, ast.In | ast.NotIn) and isinstance(left, ast.Constant):
                # What is looked for is plain to see; what it was looked for in is the question.
                about_right = True
                words = "{} in it" if isinstance(operator, ast.In) else "no {} in it"
            elif isinstance(operator, ast.In) and isinstance(right, ast.Tuple | ast.List | ast.Set):
                words = "one of {}"
            if isinstance(operator, ast.Eq | ast.NotEq):
                verdict: ast.expr = _call(EQUAL, _load(_LEFT), _load(_RIGHT))
                if isinstance(operator, ast.NotEq):
                    verdict = ast.UnaryOp(ast.Not(), verdict)
            else:
                verdict = ast.Compare(_load(_LEFT), [operator], [_load(_RIGHT)])
        else:
            denied = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
            left, right = test.operand if isinstance(test, ast.UnaryOp) and denied else test, ast.Constant(None)
            verdict = ast.UnaryOp(ast.Not(), _load(_LEFT)) if denied else _load(_LEFT)
            words = _FALSE if denied else _TRUE
        asked = right if about_right else left
        self.table.append((ast.get_source_segment(self._source, asked) or "", words))
        names = _names_in(asked)
        about = ast.Dict([ast.Constant(name) for name in names], [_load(name) for name in names])
        message = node.msg or ast.Constant(None)
        number = ast.Constant(len(self.table) - 1)
        sides = (_RIGHT, _LEFT) if about_right else (_LEFT, _RIGHT)
        failure = _call(FAILURE, number, *[_load(side) for side in sides], about, message)
        statements: list[ast.stmt] = [
            ast.Assign([ast.Name(_LEFT, ast.Store())], left),
            ast.Assign([ast.Name(_RIGHT, ast.Store())], right),
            ast.If(ast.UnaryOp(ast.Not(), verdict), [ast.Raise(failure, None)], []),
        ]
        for statement in statements:
            for inner in ast.walk(statement):
                if isinstance(inner, ast.expr | ast.stmt) and not hasattr(inner, "lineno"):
                    ast.copy_location(inner, node)
        return statements


def _load(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _call(name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(_load(name), list(arguments), [])


def _names_in(node: ast.expr) -> list[str]:
    """The variables that a call is made with."""
    if not isinstance(node, ast.Call) or any(isinstance(inner, _MAKES_NAMES) for inner in ast.walk(node)):
        return []
    arguments = [*node.args, *[keyword.value for keyword in node.keywords]]
    return list(dict.fromkeys([n.id for a in arguments for n in ast.walk(a) if isinstance(n, ast.Name)]))


def failures(table: list[tuple[str, str]], noted: list[CheckFailed]) -> Callable[..., CheckFailed]:
    """The function that makes the exception of a failed assert, and notes it in case that it gets swallowed."""

    def failure(number: int, came: object, other: object, about: dict[str, object], message: object) -> CheckFailed:
        asked, words = table[number]
        if type(came) is bool and words in (_TRUE, _FALSE):
            words = str(not came)
        values = [f"{name} = {shown(value)}" for name, value in about.items() if type(value) in PLAIN]
        if values:
            asked = f"{asked} with {', '.join(values)}"
        expected = words.replace("{}", shown(other)) if "{}" in words else words
        if message:
            expected = f"{expected} ({message})"
        made = CheckFailed(asked, expected, shown(came))
        noted.append(made)
        return made

    return failure


class Raises:
    """`with pytest.raises(ValueError):`"""

    def __init__(
        self, expected: type[BaseException] | tuple[type[BaseException], ...], match: str | None = None
    ) -> None:
        self._expected = expected if isinstance(expected, tuple) else (expected,)
        self._match = match
        self.value: BaseException | None = None
        self.type: type[BaseException] | None = None

    def __enter__(self) -> Raises:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, _: object) -> bool:
        words = " or ".join([error.__name__ for error in self._expected])
        if kind is None or value is None:
            raise CheckFailed("", words, "no exception")
        if not issubclass(kind, self._expected):
            return False
        if self._match is not None:
            import re

            if not re.search(self._match, str(value)):
                raise CheckFailed("", f"{words} that says {self._match!r}", shown(value))
        self.value, self.type = value, kind
        return True


class Approx:
    """`pytest.approx(0.3)`, of a number or of a list or tuple of numbers."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, expected: Any, rel: float = 1e-6, abs: float = 1e-12) -> None:  # noqa: A002
        self._expected, self._rel, self._abs = expected, rel, abs

    def __eq__(self, came: object) -> bool:
        if not isinstance(self._expected, (list, tuple)):
            return self._near(self._expected, came)
        if not isinstance(came, (list, tuple)) or len(came) != len(self._expected):
            return False
        return all(self._near(a, b) for a, b in zip(self._expected, came, strict=True))

    def _near(self, expected: float, came: object) -> bool:
        return isinstance(came, (int, float)) and math.isclose(expected, came, rel_tol=self._rel, abs_tol=self._abs)

    def __repr__(self) -> str:
        return f"about {self._expected!r}"


def pytest_stand_in() -> types.ModuleType:
    """What a check imports as `pytest`."""
    module = types.ModuleType("pytest")

    def fail(reason: str = "") -> None:
        raise CheckFailed("", reason or "not to get here", "")

    vars(module).update(raises=Raises, approx=Approx, fail=fail)
    return module
