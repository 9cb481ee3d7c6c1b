"""The code in an answer that mixes code and prose.

What comes out has as many lines as the answer, those of prose left empty: so a line of an error is a line of the
answer.
"""

from __future__ import annotations

import ast
import builtins
import re
import textwrap
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

_FENCE = re.compile(r"^\s*(```+|~~~+)\s*([\w+-]*)")
_PYTHON = ("", "python", "py", "python3", "py3")
_LOOKS_LIKE_CODE = re.compile(
    r"\s*(@\w|(async\s+)?def\s+\w+\s*\(|class\s+\w+\s*[(:]|import\s+\w+\s*(,|$|as\b)|from\s+[\w.]+\s+import\s"
    r"|(if|for|while|with|try|else|elif|except)\b.*:\s*(#.*)?$|return\b.*[\[\](){}=+*/]|[\w.]+(\[.*\])?\s*[-+*/]?=\s*\S)"
)
_LONGEST_BLOCK = 400
_MOST_LINES = 5000


@dataclass(frozen=True, slots=True)
class Code:
    """The code of an answer; empty if there is none."""

    text: str
    problem: str = ""
    """What keeps the code from compiling; empty if it compiles."""
    line: int = 0
    """Where that is."""


def extract(answer: str) -> Code:
    """The code in an answer. Never raises; takes time in proportion to the answer's lines."""
    lines = answer.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n")[:_MOST_LINES]
    whole = "\n".join(lines)
    fenced = _fenced(lines)
    if fenced is not None:
        return _checked(fenced)
    if _compiles(whole):
        return Code(_without_prose(lines, [(0, len(lines))]))
    found = _blocks(lines)
    kept = _without_prose(found.lines, found.blocks)
    broken = next((n for n in found.dropped if _LOOKS_LIKE_CODE.match(found.lines[n])), None)
    if broken is not None:
        # Something that is meant as code does not compile: that is news to the candidate, not prose.
        what, line = _fault(found.lines, broken)
        return Code(kept, what, line)
    return Code(kept if kept.strip() else "")


def _fenced(lines: Sequence[str]) -> list[str] | None:
    """The lines within fences, the others empty; None if there are no fences about Python."""
    out, fence, keep, seen = [""] * len(lines), "", False, False
    begin = 0
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence, keep, begin = mark[1][:3], mark[2].lower() in _PYTHON, number + 1
        elif mark and mark[1].startswith(fence) and not mark[2]:
            if keep:
                _copy_dedented(lines, begin, number, out)
                seen = True
            fence = ""
    if fence and keep:
        _copy_dedented(lines, begin, len(lines), out)
        seen = True
    return out if seen else None


def _copy_dedented(lines: Sequence[str], begin: int, end: int, out: list[str]) -> None:
    out[begin:end] = textwrap.dedent("\n".join(lines[begin:end])).split("\n") if end > begin else []


def _checked(lines: list[str]) -> Code:
    text = "\n".join(lines)
    error = _error(text)
    if error is None:
        return Code(text if text.strip() else "")
    return Code(text, _words(error), error.lineno or 1)


@dataclass(slots=True)
class _Found:
    lines: list[str]
    blocks: list[tuple[int, int]]
    dropped: list[int]


def _blocks(lines: Sequence[str]) -> _Found:
    """The runs of lines that compile, each as long as it can be."""
    work = _dedented_regions(lines)
    found = _Found(work, [], [])
    number = 0
    while number < len(work):
        if not work[number].strip():
            number += 1
            continue
        end = _longest(work, number)
        if end > number:
            found.blocks.append((number, end))
            number = end
        else:
            found.dropped.append(number)
            number += 1
            # What hangs below a line that is not code is not code either, unless it stands on its own.
    return found


def _dedented_regions(lines: Sequence[str]) -> list[str]:
    """Code that stands indented below prose, moved to the margin."""
    work = list(lines)
    number = 0
    while number < len(work):
        begin = number
        indent = len(work[begin]) - len(work[begin].lstrip())
        if not work[begin].strip() or not indent or (begin and _opens(work, begin)):
            number += 1
            continue
        end = begin
        while end < len(work) and (not work[end].strip() or len(work[end]) - len(work[end].lstrip()) >= indent):
            end += 1
        work[begin:end] = [line[indent:] for line in work[begin:end]]
        number = end
    return work


def _opens(lines: Sequence[str], number: int) -> bool:
    """Whether an indented line belongs to something above it."""
    for above in range(number - 1, -1, -1):
        line = lines[above]
        if line.strip():
            return line[0].isspace() or _heads_block(line) or _is_open(line) or _in_string(lines, number)
    return False


def _heads_block(line: str) -> bool:
    """Whether a line is the first one of a block, such as `if x:`, and not prose with a colon at its end."""
    if not re.search(r":\s*(#.*)?$", line):
        return False
    if re.match(r"(else|elif|except|finally|case)\b", line):
        return True
    bare = re.sub(r"\s*#.*$", "", line)
    return _compiles(f"{bare} pass") or _compiles(f"{bare}\n  case _: pass") or _compiles(f"{bare} pass\nfinally: pass")


def _is_open(line: str) -> bool:
    return line.endswith("\\") or sum(line.count(c) for c in "([{") > sum(line.count(c) for c in ")]}")


def _in_string(lines: Sequence[str], number: int) -> bool:
    text = "\n".join(lines[max(0, number - 60) : number])
    return text.count('"""') % 2 == 1 or text.count("'''") % 2 == 1


def _longest(lines: Sequence[str], begin: int) -> int:
    """The end of the longest run from here that is one or more whole statements; `begin` if there is none."""
    if not _may_begin(lines[begin]):
        return begin
    best, number = begin, begin
    misses = 0
    while number < len(lines) and number - begin < _LONGEST_BLOCK and misses < 12:
        number += 1
        while number < len(lines) and (not lines[number].strip() or lines[number][0].isspace()):
            number += 1
        if _compiles("\n".join(lines[begin:number])):
            best, misses = number, 0
            # One statement at a time; only what a later line continues (else, except, a closing bracket) goes on.
            if number >= len(lines) or not _continues(lines[number]):
                break
        else:
            misses += 1
    if best == begin:
        # An indented line of prose may follow a statement directly.
        number = begin + 1
        if _compiles(lines[begin]):
            best = number
    return best


def _may_begin(line: str) -> bool:
    return not line[0].isspace() and line[0] not in ")]}"


def _continues(line: str) -> bool:
    return bool(re.match(r"(else|elif|except|finally|case)\b|[)\]}]", line))


def _without_prose(lines: Sequence[str], blocks: Sequence[tuple[int, int]]) -> str:
    """The blocks without statements that are single words or labels, such as `Done` or `Time: O(n)`."""
    out = [""] * len(lines)
    for begin, end in blocks:
        out[begin:end] = lines[begin:end]
    text = "\n".join(out)
    try:
        module = _parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # Blocks that compile alone and not together, such as a late `from __future__`.
        return text
    bound = _bound(module)
    kept = False
    for statement in module.body:
        if _is_prose(statement, bound):
            out[statement.lineno - 1 : statement.end_lineno] = [""] * (
                (statement.end_lineno or 0) - statement.lineno + 1
            )
        elif not isinstance(statement, ast.Expr | ast.Pass) or (
            isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
        ):
            kept = True
    return "\n".join(out) if kept else ""


def _is_prose(statement: ast.stmt, bound: set[str]) -> bool:
    if isinstance(statement, ast.AnnAssign):
        return statement.value is None
    if isinstance(statement, ast.Expr) and not isinstance(
        statement.value, ast.Call | ast.Constant | ast.Await | ast.Yield | ast.ListComp
    ):
        return True
    if isinstance(statement, ast.Expr | ast.Assert | ast.Delete | ast.Raise):
        used = (n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))
        return any(name not in bound for name in used)
    return False


def _bound(module: ast.Module) -> set[str]:
    names = set(dir(builtins)) | {"__name__", "__file__"}
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
    return names


def _fault(lines: Sequence[str], number: int) -> tuple[str, int]:
    """What is wrong from a line on, and where."""
    end = number + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0].isspace() or _continues(lines[end])):
        end += 1
    error = _error("\n" * number + "\n".join(lines[number : end + 1]))
    if error is None:
        return "this line does not belong to what is above it", number + 1
    return _words(error), error.lineno or number + 1


def _words(error: SyntaxError) -> str:
    return f"{type(error).__name__}: {error.msg}"


def _compiles(text: str) -> bool:
    return _error(text) is None


def _error(text: str) -> SyntaxError | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "answer.py", "exec", dont_inherit=True)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return SyntaxError(str(error))
    return None


def _parse(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)
