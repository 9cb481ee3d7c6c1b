"""From an answer's characters to words in clauses in sentences.

Everything here is independent of any rubric. Time and memory are linear in the answer's length.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, compress, count, pairwise

from simulator.grading.language import CLAUSE_OPENER, CLAUSE_WORDS, FRONTED, bytes_with, word_classes

_PLAIN = r"""
    [^\W\d]\w*(?:'[A-Za-z]+)?[ ]?              # with its space: half as many tokens
  | [ \t\r\f\v]+
  | \[\s*:\s*:?\s*-?\d*\s*\]                     # [:] and [::-1]
  | (?<![\w)\]])-\d[\d_]*(?:\.\d+)* | \d[\d_]*(?:\.\d+)*   # numbers and versions
  | :=|={1,2}>?|!=|->|<-|<=|>=|\*\*|//|\.{2,}
  | \n\s*\n | \n
  | .
"""
_SPECIAL = r"""
    [oO]\s?\((?:[^()\n]|\([^()\n]*\)){1,24}\)     # O(n log n)
  | [wW]/[oO]\b | [wW]/ | [iI]/[oO]\b             # w/o, w/, I/O
  |
"""
_TOKEN = re.compile(_PLAIN, re.VERBOSE | re.DOTALL)
_TOKEN_OR_SPECIAL = re.compile(_SPECIAL + _PLAIN, re.VERBOSE | re.DOTALL)


def _tokens(chunk: str) -> list[str]:
    """Pieces that make up the whole chunk. Most chunks have nothing special in them, and are faster without."""
    if "/" in chunk or "O(" in chunk or "o(" in chunk or "O (" in chunk:
        return _TOKEN_OR_SPECIAL.findall(chunk)
    return _TOKEN.findall(chunk)


_GLUED = frozenset("multi non re sub pre un co de meta inter auto anti".split())
"""Prefixes that make one word with what follows their hyphen: "multi-threading"."""
_WORD_LIKE = re.compile(r"[^\W_]|_\w")

_LOOKALIKES = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "`",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "−": "-", "–": "–", "—": "–",
        "→": "→", "\u00a0": " ", "\u2009": " ", "\u202f": " ",
    }
)  # fmt: skip

WORD, OPERATOR, SPACE, COMMA, CLAUSE, PAREN, DOT, STOP, NEWLINE, HYPHEN, SLASH, IGNORED = range(12)

NO_GAP, COMMA_GAP, PAREN_GAP, CLAUSE_GAP = range(4)
"""How strongly a word is parted from the one before it in the same sentence."""

_PUNCTUATION = {
    ",": COMMA, ";": CLAUSE, ":": CLAUSE, "–": CLAUSE, "...": CLAUSE, "..": CLAUSE, "…": CLAUSE,
    "(": PAREN, ")": PAREN, ".": DOT, "!": STOP, "?": STOP, "\n": NEWLINE, "-": HYPHEN, "/": SLASH,
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
_ABBREVIATED = frozenset("e g eg ie i etc vs cf approx incl resp nr".split())
_KEPT_S = frozenset("it's that's there's what's let's he's she's who's here's".split())

_CLAUSE_OPENERS = bytes_with(CLAUSE_OPENER)
_CLAUSE_GAPS = re.compile(b"[%c%c]" % (COMMA_GAP, CLAUSE_GAP))

_MEMO_LIMIT = 200_000
_memo: dict[str, tuple[int, str, int]] = {}


def _classify(token: str) -> tuple[int, str, int]:
    """What a token is; for a word or an operator its canonical form, else nothing; and that word's classes."""
    if token.isspace():
        entry = (NEWLINE, "", 0) if "\n" in token else (SPACE, "", 0)
    elif token in _PUNCTUATION:
        entry = (_PUNCTUATION[token], "", 0)
    elif token in _OPERATORS:
        entry = (OPERATOR, token, word_classes(token))
    elif token[0] == "[" and len(token) > 1:
        entry = (WORD, re.sub(r"\s", "", token), 0)
    elif _WORD_LIKE.match(token) or token[0] == "_" or (token[0] == "-" and len(token) > 1):
        word = canonical(token.rstrip(" "))
        entry = (WORD, word, word_classes(word))
    else:
        entry = (IGNORED, "", 0)
    if len(_memo) >= _MEMO_LIMIT:
        _memo.clear()
    if len(token) <= 64:
        _memo[token] = entry
    return entry


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


@dataclass(slots=True)
class Sentence:
    """A range of words. In a code block the whole block is one sentence, its lines are clauses."""

    first: int
    last: int
    """One past its last word."""
    is_code: bool


@dataclass(slots=True)
class Text:
    """An analysed answer."""

    source: str
    words: list[str] = field(default_factory=list)
    """Canonical words and operators, in order."""
    gaps: bytearray = field(default_factory=bytearray)
    """For each word, how it is parted from the one before it."""
    classes: bytearray = field(default_factory=bytearray)
    """For each word, the closed classes of English to which it belongs (`language.word_classes`)."""
    sentences: list[Sentence] = field(default_factory=list)
    _tokens: list[str] = field(default_factory=list)
    _token_of_word: list[int] = field(default_factory=list)
    _starts: list[int] | None = None
    _offsets: list[int] | None = None
    _breaks: list[int] | None = None
    """Where a clause may begin."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The half-open range of characters in the source from word `first` to word `last` (inclusive)."""
        if self._starts is None:
            self._starts = list(accumulate(map(len, self._tokens), initial=0))
        a, b = self._token_of_word[first], self._token_of_word[last]
        start, end = self._starts[a], self._starts[b] + len(self._tokens[b].rstrip(" "))
        if self._offsets is not None:
            start, end = self._offsets[start], self._offsets[end]
        return start, end

    def before(self, word: int) -> str:
        """The character before a word, or a space."""
        token = self._token_of_word[word] - 1
        return self._tokens[token][-1] if token >= 0 else " "

    def after(self, word: int) -> str:
        """The character after a word, or a space."""
        token = self._token_of_word[word]
        if self._tokens[token][-1] == " " or token + 1 == len(self._tokens):
            return " "
        return self._tokens[token + 1][0]

    def clauses(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The clauses of a sentence as half-open ranges of words.

        A fronted phrase stays with the clause behind its comma: "for I/O-bound work, use threads" is one clause.
        """
        if self._breaks is None:
            found = {match.start() for match in _CLAUSE_OPENERS.finditer(self.classes)}
            found.update(match.start() for match in _CLAUSE_GAPS.finditer(self.gaps))
            self._breaks = sorted(found)
        starts, joined = [sentence.first], -1
        at = bisect_right(self._breaks, sentence.first)
        while at < len(self._breaks) and (i := self._breaks[at]) < sentence.last:
            gap, opens = self.gaps[i], self.classes[i] & CLAUSE_OPENER
            at += 1
            if sentence.is_code:
                if gap == CLAUSE_GAP:
                    starts.append(i)
            elif gap == COMMA_GAP and not opens and starts[-1] != joined and self._fronted(starts[-1]):
                joined = starts[-1]
            elif gap in (COMMA_GAP, CLAUSE_GAP) or opens:
                starts.append(i)
        return list(zip(starts, [*starts[1:], sentence.last], strict=True))

    def _fronted(self, start: int) -> bool:
        words = self.words
        first = words[start]
        if first in CLAUSE_WORDS and start + 1 < len(words):
            first = words[start + 1]
        return first in FRONTED


def analyse(source: str) -> Text:
    """Words, clauses and sentences of an answer. Any string is accepted."""
    normal, offsets = _normalise(source)
    text = Text(source, _offsets=offsets)
    if "\n" not in normal and not _is_code(normal):
        _read(text, normal, False)
    else:
        for chunk, is_code in _chunks(normal):
            _read(text, chunk, is_code)
    return text


def _normalise(source: str) -> tuple[str, list[int] | None]:
    """Compatible Unicode forms made one (NFKC), quotes and dashes plain; and, where lengths change, the way back."""
    if source.isascii():
        return source, None
    if unicodedata.is_normalized("NFKC", source):
        return source.translate(_LOOKALIKES), None
    out: list[str] = []
    offsets: list[int] = []
    cluster_start = 0
    for i in range(1, len(source) + 1):
        if i == len(source) or not unicodedata.combining(source[i]):
            piece = unicodedata.normalize("NFKC", source[cluster_start:i])
            out.append(piece)
            offsets.extend([cluster_start] * len(piece))
            cluster_start = i
    offsets.append(len(source))
    return "".join(out).translate(_LOOKALIKES), offsets


def _read(text: Text, chunk: str, is_code: bool) -> None:
    tokens = _tokens(chunk)
    if "-" in tokens:
        _glue_prefixes(tokens)
    base = len(text._tokens)
    first_word = start = len(text.words)
    text._tokens += tokens
    if not tokens:
        return
    entries: list[tuple[int, str, int] | None] = list(map(_memo.get, tokens))
    if None in entries:
        entries = [entry or _classify(token) for entry, token in zip(entries, tokens, strict=True)]
    kinds, forms, classes = zip(*entries, strict=True)
    text._token_of_word += compress(count(base), forms)
    text.words += filter(None, forms)
    text.classes += bytes(compress(classes, forms))
    words, sentences, end = text.words, text.sentences, len(text.words)
    gaps = bytearray(end - first_word + 1)
    between = [(i, kind) for i, kind in enumerate(kinds) if kind > SPACE]
    for i, kind in between:
        at = bisect_left(text._token_of_word, base + i, first_word)
        if kind == NEWLINE:
            if is_code:
                gaps[at - first_word] = CLAUSE_GAP
            elif at > start and not _continues(tokens, i):
                sentences.append(Sentence(start, at, False))
                start = at
        elif is_code or kind == IGNORED:
            continue
        elif kind in (COMMA, PAREN):
            gaps[at - first_word] = max(gaps[at - first_word], COMMA_GAP if kind == COMMA else PAREN_GAP)
        elif kind == CLAUSE:
            if tokens[i] != ":" or i + 1 == len(tokens) or tokens[i + 1][0].isspace():
                gaps[at - first_word] = CLAUSE_GAP
        elif kind in (SLASH, HYPHEN):
            if i and i + 1 < len(tokens) and tokens[i - 1][-1].isspace() and tokens[i + 1][0].isspace():
                gaps[at - first_word] = CLAUSE_GAP
        elif at > start:
            ends = i + 1 == len(tokens) or tokens[i + 1][0].isspace() or tokens[i + 1] in "\"')`*"
            if ends and not (kind == DOT and words[at - 1] in _ABBREVIATED):
                sentences.append(Sentence(start, at, False))
                start = at
    for sentence in sentences:
        if sentence.first >= first_word:
            gaps[sentence.last - first_word] = NO_GAP
    text.gaps += gaps[: end - first_word]
    if end > start:
        sentences.append(Sentence(start, end, is_code))


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


def _continues(tokens: list[str], newline: int) -> bool:
    """Whether a single line break only wraps a sentence: a long line before it, a lower-case word after it."""
    if tokens[newline].count("\n") > 1 or newline + 1 >= len(tokens):
        return False
    following = tokens[newline + 1]
    if following[0].isspace() or not following[0].islower():
        return False
    length = 0
    for token in reversed(tokens[max(0, newline - 40) : newline]):
        if "\n" in token:
            break
        length += len(token)
    return length >= 50


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


def _is_code(line: str) -> bool:
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


def _chunks(text: str) -> Iterator[tuple[str, bool]]:
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
            is_code = _is_code(line)
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


def sentence_at(text: Text, word: int) -> int:
    """The index of the sentence that holds a word."""
    return bisect_right([s.first for s in text.sentences], word) - 1
