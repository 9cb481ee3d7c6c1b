"""What of an answer to a code question are the candidate's own words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

_QUOTES = "\"'"
_SHORTEST = 8
"""Characters of a line of the starter's prose, below which it may as well be the candidate's own."""


def own_words(answer: str, starter: str) -> str:
    """The answer with blanks for the prose that the editor opened with: that says what is wanted, and would earn credit
    for it. What is left stays where it was."""
    for said in _prose(starter) if starter else ():
        answer = answer.replace(said, " " * len(said))
    return answer


def _prose(code: str) -> Iterator[str]:
    """The lines of the docstrings in this code, and of its comments, without quotes and indentation."""
    import io
    import tokenize

    with suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type in (tokenize.STRING, tokenize.COMMENT):
                lines = (line.strip().strip(_QUOTES).strip() for line in token.string.splitlines())
                yield from (line for line in lines if len(line) >= _SHORTEST)
