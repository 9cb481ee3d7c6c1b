"""From an answer's characters to words in clauses in sentences.

Everything here is independent of any rubric. Time and memory are linear in the answer's length.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, chain, compress, count, pairwise
from operator import add

from simulator.grading.language import CLAUSE_OPENER, CLAUSE_WORDS, FRONTED, bytes_with, word_classes
from simulator.grading.memo import remember

_PLAIN = r"""
    [^\W\d]\w*(?:'[A-Za-z]+)?
  | \s+
  | \[\s*:\s*:?\s*-?\d*\s*\]                     # [:] and [::-1]
  | (?<![\w)\]])-\d[\d_]*(?:\.\d+)* | \d[\d_]*(?:\.\d+)*   # numbers and versions
  | :=|={1,2}>?|!=|->|<-|<=|>=|\*\*|//|\.{2,}
  | .
"""
_SPECIAL = r"""
    [oO]\s?\((?:[^()\n]|\([^()\n]*\)){1,24}\)     # O(n log n)
  | [wW]/[oO]\b | [wW]/ | [iI]/[oO]\b             # w/o, w/, I/O
  |
"""
_TOKEN = re.compile(_SPECIAL + _PLAIN, re.VERBOSE | re.DOTALL)


_WITH_SPACES = re.compile(r"[oO]\s?\((?:[^()\n]|\([^()\n]*\)){1,24}\)|\[\s*:\s*:?\s*-?\d*\s*\]")


def _chunks(line: str) -> list[str]:
    """What stands between one space and the next. Tokens that may hold spaces are not torn apart."""
    if "O(" in line or "o(" in line or "O (" in line or "o (" in line or "[ " in line:
        held = _WITH_SPACES.sub(lambda match: match[0].replace(" ", "\0"), line)
        return [chunk.replace("\0", " ") for chunk in held.split(" ")]
    return line.split(" ")


_GLUED = frozenset("multi non re sub pre un co de meta inter auto anti".split())
"""Prefixes that make one word with what follows their hyphen: "multi-threading"."""
_WORD_LIKE = re.compile(r"[^\W_]|_\w")

_LOOKALIKES = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "−": "-",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ",
}  # fmt: skip
_LOOKALIKE = re.compile(f"[{''.join(_LOOKALIKES)}]")

WORD, OPERATOR, SPACE, COMMA, CLAUSE, PAREN, DOT, STOP, HYPHEN, SLASH, IGNORED = range(11)

NO_GAP, COMMA_GAP, PAREN_GAP, CLAUSE_GAP = range(4)
"""How strongly a word is parted from the one before it in the same sentence."""

_GAPS = {COMMA: COMMA_GAP, PAREN: PAREN_GAP, CLAUSE: CLAUSE_GAP, HYPHEN: CLAUSE_GAP, SLASH: CLAUSE_GAP}

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
_LONG_LINE = 50
"""Characters."""
_ABBREVIATED = frozenset("e g eg ie i etc vs cf approx incl resp nr".split())
_KEPT_S = frozenset("it's that's there's what's let's he's she's who's here's".split())

_CLAUSE_OPENERS = bytes_with(CLAUSE_OPENER)
_CLAUSE_GAPS = re.compile(b"[%c%c]" % (COMMA_GAP, CLAUSE_GAP))

CODE_MARK_BESIDE, SPACE_BEFORE, STOP_AFTER, PAREN_AFTER = (1 << i for i in range(4))
"""What stands right beside a word: a mark as in `copy()`, "@wraps" or ".append"; a space; one of ".!?"; a ")"."""

_Chunk = tuple[tuple[str, ...], bytes, bytes, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]
"""What a chunk of prose always means: its canonical words; their classes; what stands beside them; the marks in it,
each with the number of words before it; and the characters of each word. A plain tuple, because an answer has dozens.
"""
_memo: dict[str, _Chunk] = {}


def _read_chunk(chunk: str) -> _Chunk:
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
    entry = (tuple(words), bytes(map(word_classes, words)), bytes(beside), tuple(marks), tuple(spans))
    remember(_memo, chunk, entry)
    return entry


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
    beside: bytearray = field(default_factory=bytearray)
    """For each word, what stands right beside it: CODE_MARK_BESIDE and so on."""
    sentences: list[Sentence] = field(default_factory=list)
    _offsets: list[int] | None = None
    """For each character of the source with its Unicode forms made plain, its place in the source, where they differ;
    `_starts` and `_spans` are places in the former."""
    _chunks: list[list[str]] = field(default_factory=list)
    """What stands between spaces or line breaks, by piece."""
    _first_words: list[int] = field(default_factory=list)
    """For each chunk, its first word (or the next one, if it has none) ..."""
    _spans: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    """... and the characters of each of its words."""
    _starts: list[int] | None = None
    """Where each chunk starts."""
    _breaks: list[int] | None = None
    """Where a clause may begin."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The half-open range of characters in the source from word `first` to word `last` (inclusive)."""
        start, end = self._place(first)[0], self._place(last)[1]
        if self._offsets is not None:
            start, end = self._offsets[start], self._offsets[end]
        return start, end

    def _place(self, word: int) -> tuple[int, int]:
        if self._starts is None:
            self._starts = []
            at = 0
            for chunks in self._chunks:
                ends = list(accumulate(map(len, chunks), initial=at))
                # One character parts each chunk from the next, but for the last of a piece.
                self._starts += map(add, ends, range(len(chunks)))
                at = ends[-1] + len(chunks) - 1
        chunk = bisect_right(self._first_words, word) - 1
        start, end = self._spans[chunk][word - self._first_words[chunk]]
        at = self._starts[chunk]
        return at + start, at + end

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
        for piece, is_code in _pieces(normal):
            _read(text, piece, is_code)
    return text


_BEYOND_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
"""With the character before, which may bear the first accent."""


def _normalise(source: str) -> tuple[str, list[int] | None]:
    """Compatible Unicode forms made one (NFKC), quotes and dashes plain; and, where lengths change, the way back."""
    if source.isascii():
        return source, None
    if unicodedata.is_normalized("NFKC", source):
        return _plain(source), None
    out: list[str] = []
    offsets: list[int] = []
    at = 0
    for run in _BEYOND_ASCII.finditer(source):
        cluster_start, end = run.span()
        out.append(source[at:cluster_start])
        offsets += range(at, cluster_start)
        for i in range(cluster_start + 1, end + 1):
            if i == end or not unicodedata.combining(source[i]):
                piece = unicodedata.normalize("NFKC", source[cluster_start:i])
                out.append(piece)
                offsets += [cluster_start] * len(piece)
                cluster_start = i
        at = end
    out.append(source[at:])
    offsets += range(at, len(source) + 1)
    return _plain("".join(out)), offsets


def _plain(text: str) -> str:
    return _LOOKALIKE.sub(lambda match: _LOOKALIKES[match[0]], text)


def _read(text: Text, piece: str, is_code: bool) -> None:
    if "\n" in piece:
        chunks, ends = _chunks_of_lines(piece.split("\n"), is_code)
    else:
        chunks, ends = _chunks(piece), []
    entries: list[_Chunk | None] = list(map(_memo.get, chunks))
    if None in entries:
        entries = [entry or _read_chunk(chunk) for entry, chunk in zip(entries, chunks, strict=True)]
    if not is_code:
        for i in ends:
            entry = entries[i]
            assert entry is not None
            entries[i] = (*entry[:3], (*entry[3], (len(entry[0]), STOP)), entry[4])
    words, classes, beside, marks, spans = zip(*entries, strict=True)
    start = len(text.words)
    first_words = list(accumulate(map(len, words), initial=start))
    end = first_words.pop()
    text.words += chain.from_iterable(words)
    text.classes += b"".join(classes)
    text.beside += b"".join(beside)
    # A mark at the end says something of the word behind it, which is not there: hence one more.
    text.gaps += bytes(end - start + 1)
    text._chunks.append(chunks)
    text._first_words += first_words
    text._spans += spans
    gaps, sentences = text.gaps, text.sentences
    if is_code:
        for i in ends:
            gaps[first_words[i] + len(words[i])] = CLAUSE_GAP
        marks = ()
    for i in compress(count(), marks):
        for words_before, kind in marks[i]:
            at = first_words[i] + words_before
            gap = _GAPS.get(kind, NO_GAP)
            if gap:
                if gaps[at] < gap:
                    gaps[at] = gap
            elif at > start and not (kind == DOT and text.words[at - 1] in _ABBREVIATED):
                sentences.append(Sentence(start, at, False))
                start = at
    del gaps[end:]
    if end > start:
        sentences.append(Sentence(start, end, is_code))


def _chunks_of_lines(lines: list[str], is_code: bool) -> tuple[list[str], list[int]]:
    """The chunks of several lines; and the indices of those at which a line ends, and what it says with it."""
    chunks = _chunks(lines[0])
    ends: list[int] = []
    for before, line in pairwise(lines):
        # Else the line break only wraps a sentence.
        if is_code or len(before) < _LONG_LINE or not line[:1].islower():
            ends.append(len(chunks) - 1)
        chunks += _chunks(line)
    return chunks, ends


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


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
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
