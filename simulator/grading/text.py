"""An analysed answer: words in clauses in sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from simulator.grading.chunk import CLAUSE_GAP, COMMA_GAP
from simulator.grading.language import CLAUSE_OPENER, CLAUSE_WORDS, FRONTED, bytes_with

_CLAUSE_OPENERS = bytes_with(CLAUSE_OPENER)
_CLAUSE_GAPS = re.compile(b"[%c%c]" % (COMMA_GAP, CLAUSE_GAP))

Words = tuple[int, int]
"""A word or several in a row: the first and the last (inclusive)."""


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
    offsets: list[int] | None = None
    """For each character of the source with its Unicode forms made plain, its place in the source, where they differ;
    `chunk_starts` and `spans` are places in the former."""
    length: int = 0
    """Characters of the pieces read so far, with their Unicode forms made plain."""
    chunk_starts: list[int] = field(default_factory=list)
    """Where each chunk starts (a chunk is what stands between spaces or line breaks) ..."""
    first_words: list[int] = field(default_factory=list)
    """... its first word (or the next one, if it has none) ..."""
    spans: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    """... and the characters of each of its words, counted from its start."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The half-open range of characters in the source from word `first` to word `last` (inclusive)."""
        chunk = bisect_right(self.first_words, first) - 1
        start = self.chunk_starts[chunk] + self.spans[chunk][first - self.first_words[chunk]][0]
        chunk = bisect_right(self.first_words, last, chunk) - 1
        end = self.chunk_starts[chunk] + self.spans[chunk][last - self.first_words[chunk]][1]
        if self.offsets is not None:
            start, end = self.offsets[start], self.offsets[end]
        return start, end

    def clauses(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The clauses of a sentence as half-open ranges of words.

        A fronted phrase stays with the clause behind its comma: "for I/O-bound work, use threads" is one clause.
        """
        starts, joined = [sentence.first], -1
        for i in self._breaks(sentence):
            gap, opens = self.gaps[i], self.classes[i] & CLAUSE_OPENER
            if sentence.is_code:
                if gap == CLAUSE_GAP:
                    starts.append(i)
            elif gap == COMMA_GAP and not opens and starts[-1] != joined and self._fronted(starts[-1]):
                joined = starts[-1]
            elif gap in (COMMA_GAP, CLAUSE_GAP) or opens:
                starts.append(i)
        return list(zip(starts, [*starts[1:], sentence.last], strict=True))

    def _breaks(self, sentence: Sentence) -> list[int]:
        """The words before which a clause may begin, but for the first."""
        where = (sentence.first + 1, sentence.last)
        openers = {match.start() for match in _CLAUSE_OPENERS.finditer(self.classes, *where)}
        return sorted(openers.union(match.start() for match in _CLAUSE_GAPS.finditer(self.gaps, *where)))

    def _fronted(self, start: int) -> bool:
        words = self.words
        first = words[start]
        if first in CLAUSE_WORDS and start + 1 < len(words):
            first = words[start + 1]
        return first in FRONTED


def sentence_at(text: Text, word: int) -> int:
    """The index of the sentence that holds a word."""
    return bisect_right([s.first for s in text.sentences], word) - 1
