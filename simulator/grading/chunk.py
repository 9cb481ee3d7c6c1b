"""What stands between one space and the next: its words, its marks, and what stands right beside a word.

A chunk of prose means the same in every answer, so it is worked out once.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from simulator.grading.language import word_classes
from simulator.grading.memo import remember

_ARGUMENT = r"\s?\((?:[^()\n]|\([^()\n]*\)){1,24}\)"
"""Of a growth order: O(n log n)."""
_SLICE = r"\[\s*:\s*:?\s*-?\d*\s*\]"
"""[:] and [::-1]."""

_PLAIN = rf"""
    [^\W\d]\w*(?:'[A-Za-z]+)?
  | \s+
  | {_SLICE}
  | (?<![\w)\]])-\d[\d_]*(?:\.\d+)* | \d[\d_]*(?:\.\d+)*   # numbers and versions
  | :=|={{1,2}}>?|!=|->|<-|<=|>=|\*\*|//|\.{{2,}}
  | .
"""
_SPECIAL = rf"""
    [oO]{_ARGUMENT}
  | [wW]/[oO]\b | [wW]/ | [iI]/[oO]\b             # w/o, w/, I/O
  |
"""
_TOKEN = re.compile(_SPECIAL + _PLAIN, re.VERBOSE | re.DOTALL)


# Not \b at the front, which would keep the search from running ahead to the next letter o.
_WITH_SPACES = re.compile(rf"[oO](?<!\w[oO]){_ARGUMENT}|{_SLICE}")


def chunks_of(line: str) -> list[str]:
    """What stands between one space and the next. Tokens that may hold spaces are not torn apart."""
    if "O(" in line or "o(" in line or "O (" in line or "o (" in line or "[ " in line:
        held = _WITH_SPACES.sub(lambda match: match[0].replace(" ", "\0"), line)
        if "\0" in held:
            return [chunk.replace("\0", " ") for chunk in held.split(" ")]
    return line.split(" ")


_GLUED = frozenset("multi non re sub pre un co de meta inter auto anti".split())
"""Prefixes that make one word with what follows their hyphen: "multi-threading"."""
_WORD_LIKE = re.compile(r"[^\W_]|_\w")

WORD, OPERATOR, SPACE, COMMA, CLAUSE, PAREN, DOT, STOP, HYPHEN, SLASH, IGNORED = range(11)

NO_GAP, COMMA_GAP, PAREN_GAP, CLAUSE_GAP = range(4)
"""How strongly a word is parted from the one before it in the same sentence."""

GAPS = {COMMA: COMMA_GAP, PAREN: PAREN_GAP, CLAUSE: CLAUSE_GAP, HYPHEN: CLAUSE_GAP, SLASH: CLAUSE_GAP}

_PUNCTUATION = {
    ",": COMMA, ";": CLAUSE, ":": CLAUSE, "–": CLAUSE, "...": CLAUSE, "..": CLAUSE, "…": CLAUSE,
    "(": PAREN, ")": PAREN, ".": DOT, "!": STOP, "?": STOP, "-": HYPHEN, "/": SLASH,
    "•": STOP, "·": STOP,
}  # fmt: skip
_OPERATORS = frozenset(
    {
        "=",
        "==",
        "==>",
        "=>",
        ":=",
        "!=",
        "->",
        "<-",
        "<=",
        ">=",
        "<",
        ">",
        "*",
        "**",
        "@",
        "→",
        "≠",
        "%",
        "+",
        "//",
        "|",
    }
)
ABBREVIATED = frozenset("e g eg ie i etc vs cf approx incl resp nr".split())
"""Words whose full stop ends no sentence."""
_KEPT_S = frozenset("it's that's there's what's let's he's she's who's here's".split())

CODE_MARK_BESIDE, SPACE_BEFORE, STOP_AFTER, PAREN_AFTER = (1 << i for i in range(4))
"""What stands right beside a word: a mark as in `copy()`, "@wraps" or ".append"; a space; one of ".!?"; a ")"."""


class Chunk(NamedTuple):
    """What a chunk of prose always means."""

    words: tuple[str, ...]
    """Its canonical words ..."""
    classes: bytes
    """... their classes ..."""
    beside: bytes
    """... and what stands beside them."""
    marks: tuple[tuple[int, int], ...]
    """The marks in it, each with the number of words before it."""
    spans: tuple[tuple[int, int], ...]
    """The characters of each word."""


known_chunks: dict[str, Chunk] = {}


def read_chunk(chunk: str) -> Chunk:
    """Work out an unseen chunk."""
    tokens: list[str] = _TOKEN.findall(chunk)
    if "-" in tokens:
        _glue_prefixes(tokens)
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    beside: list[int] = []
    marks: list[tuple[int, int]] = []
    start = 0
    for i, token in enumerate(tokens):
        kind, form = _classify(token)
        if form:
            words.append(form)
            spans.append((start, start + len(token)))
            beside.append(_beside(chunk, start, start + len(token)))
        elif kind > SPACE and kind != IGNORED and _counts(kind, tokens, i):
            marks.append((len(words), kind))
        start += len(token)
    read = Chunk(tuple(words), bytes(map(word_classes, words)), bytes(beside), tuple(marks), tuple(spans))
    remember(known_chunks, chunk, read)
    return read


def _beside(chunk: str, start: int, end: int) -> int:
    before, after = chunk[start - 1] if start else " ", chunk[end] if end < len(chunk) else " "
    return (
        ((before in ".@`\"'" or after in "(`\"'") and CODE_MARK_BESIDE)
        | (before == " " and SPACE_BEFORE)
        | (after in ".!?" and STOP_AFTER)
        | (after == ")" and PAREN_AFTER)
    )


def _counts(kind: int, tokens: list[str], i: int) -> bool:
    """Whether a mark parts what stands before it in the chunk from what follows."""
    following = tokens[i + 1] if i + 1 < len(tokens) else " "
    if kind in (DOT, STOP):
        return following[0].isspace() or following in "\"')`*"
    if kind in (SLASH, HYPHEN):
        return following[0].isspace() and (i == 0 or tokens[i - 1][-1].isspace())
    return tokens[i] != ":" or following[0].isspace()


def _classify(token: str) -> tuple[int, str]:
    """What a token is; for a word or an operator its canonical form, else nothing."""
    if token.isspace():
        return SPACE, ""
    if token in _PUNCTUATION:
        return _PUNCTUATION[token], ""
    if token in _OPERATORS:
        return OPERATOR, token
    if token[0] == "[" and len(token) > 1:
        return WORD, re.sub(r"\s", "", token)
    if _WORD_LIKE.match(token) or token[0] == "_" or (token[0] == "-" and len(token) > 1):
        return WORD, canonical(token)
    return IGNORED, ""


def canonical(token: str) -> str:
    """The form under which a word is compared: lower case, no possessive, no hyphen, growth orders without spaces."""
    word = token.lower()
    if word.startswith("o") and "(" in word:
        return re.sub(r"[\s*^()]", "", word[1:]).join(("o(", ")"))
    if word == "i/o":
        return "io"
    if word == "w/o":
        return "without"
    if word == "w/":
        return "with"
    if word.endswith("'s") and word not in _KEPT_S:
        word = word[:-2]
    if "-" in word[1:]:
        word = word.replace("-", "")
    return word


def _glue_prefixes(tokens: list[str]) -> None:
    """Make one token of a prefix, its hyphen and the word behind it, in place."""
    out: list[str] = []
    glue = False
    for i, token in enumerate(tokens):
        if glue:
            out[-1] += token
            glue = False
        elif token == "-" and out and out[-1].lower() in _GLUED and i + 1 < len(tokens) and tokens[i + 1][0].isalpha():
            out[-1] += token
            glue = True
        else:
            out.append(token)
    tokens[:] = out
