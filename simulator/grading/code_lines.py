"""Which lines of an answer are Python, and which are prose."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from itertools import pairwise

_CODE_LINE = re.compile(
    r"""
    \s*(?:
        (?:async\s+)?def\s+\w+\s*\([^()]*(?:\([^()]*\)[^()]*)*\)?
            (?:\s*->[^:]+)?(?::\s*[^.]*(?:\.(?:\w|\.\.)[^.]*)*$|,?\s*$)
      | class\s+\w+\s*[(:] | @[A-Za-z_][\w.]*\s*(?:\(.*)?$ | >>>\s
      | from\s+[\w.]+\s+import\s | import\s+[\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+)*\s*(?:\#.*)?$
      | (?:for\s.+\sin\s.+|while\s.+|if\s.+|elif\s.+|else|try|finally|except\b.*
            |(?:async\s+)?with\s.+|match\s.+|case\s.+):(?:\s*(?:\#.*)?$|\s+[\w.]+\s*[(=].*$)
      | (?:return|raise|yield|await|del|assert|pass|break|continue|nonlocal|global)\b(?:\s+[\w.\[\]"'({*-].*|\s*)$
      | [A-Za-z_][\w.]*(?:\[[^\]]*\])?(?:\s*,\s*[A-Za-z_]\w*)*\s*(?::\s*[\w\[\]., |"]+)?\s*[-+*/|&]?=(?!=)\s*(?:
            ["'\[{(\d-] | (?:lambda|await|not|yield|None|True|False)\b
          | [A-Za-z_][\w.]*(?!\w)\s*(?:$ | [(\[.,+\-*/%<>=!|&\#] | (?:if|for|or|and|in|is)\b)
        ).*$
      | [A-Za-z_][\w.]*\(.*\)\s*(?:\#.*)?$
      | [)\]}]+[,:]?\s*$
    )
    """,
    re.VERBOSE | re.ASCII,
)
_FENCE = re.compile(r"\s*(?:```|~~~)")
_STRING_OR_COMMENT = re.compile(r"""\"[^\"]*\"|'[^']*'|\#.*""")
_CALL = re.compile(r"\([^()]*\)")
_TWO_WORDS = re.compile(r"[A-Za-z][A-Za-z']*(?:[ ]+[A-Za-z][A-Za-z']*)+")
_LISTED_ARGUMENTS = re.compile(r"=[^=]*,[^=]*=(?!=)|^\s*\w+(?:\s*,\s*\w+){2,}\s*=(?!=)")
_KEYWORD_ASSIGNED = re.compile(r"\s*(?:is|in|and|or|not|if|for|as|None|True|False|with|del)\s*=")
_CODE_WORDS = frozenset(keyword.kwlist) | {"match", "case", "type"}


def is_code_line(line: str) -> bool:
    """Whether a line is Python, and not prose that begins like it ("heapq = min heap on a list").

    In Python no two names stand side by side, and "=" is not used twice but in a call.
    """
    if not _CODE_LINE.match(line) or _KEYWORD_ASSIGNED.match(line):
        return False
    bare = _STRING_OR_COMMENT.sub("''", line)
    if _LISTED_ARGUMENTS.search(_CALL.sub("()", _CALL.sub("()", bare))):
        return False
    for run in _TWO_WORDS.findall(bare):
        words = run.split()
        if any(a not in _CODE_WORDS and b not in _CODE_WORDS for a, b in pairwise(words)):
            return False
    return True


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each prose or code, in order and without loss. Comments in code are prose."""
    run: list[str] = []
    run_is_code = fenced = False
    for line in text.splitlines(keepends=True):
        if _FENCE.match(line):
            fenced = not fenced
            is_code = True
        elif fenced:
            is_code = True
        elif not line.strip():
            is_code = run_is_code
        else:
            indented = line.startswith(("    ", "\t"))
            is_code = is_code_line(line)
            if not is_code and run_is_code and indented:
                is_code = True
        if is_code != run_is_code and run:
            yield from _flush(run, run_is_code)
            run = []
        run_is_code = is_code
        run.append(line)
    if run:
        yield from _flush(run, run_is_code)


def _flush(lines: list[str], is_code: bool) -> Iterator[tuple[str, bool]]:
    if not is_code:
        yield "".join(lines), False
        return
    # A comment is what the candidate says, not what the program does: hand it on as prose, after its code.
    code: list[str] = []
    for line in lines:
        at = _comment_start(line)
        if at < 0:
            code.append(line)
            continue
        code.append(line[:at])
        yield "".join(code), True
        yield line[at:], False
        code = []
    if code:
        yield "".join(code), True


def _comment_start(line: str) -> int:
    quote = ""
    for i, char in enumerate(line):
        if quote:
            if char == quote:
                quote = ""
        elif char in "\"'":
            quote = char
        elif char == "#":
            return i
    return -1
