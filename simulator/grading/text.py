"""An analysed answer: words in clauses in sentences."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from simulator.grading.chunk import CLAUSE_GAP, COMMA_GAP, Chunk
from simulator.grading.language import CLAUSE_OPENER, CLAUSE_WORDS, FRONTED

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
    `length` and `chunk_starts` are places in the former."""
    length: int = 0
    """Characters of the pieces read so far, with their Unicode forms made plain."""
    chunk_starts: list[int] = field(default_factory=list)
    """Where each chunk starts (a chunk is what stands between spaces or line breaks) ..."""
    first_words: list[int] = field(default_factory=list)
    """... its first word (or the next one, if it has none) ..."""
    chunks: list[Chunk] = field(default_factory=list)
    """... and what it says."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The half-open range of characters in the source from word `first` to word `last` (inclusive)."""
        at = bisect_right(self.first_words, first) - 1
        start = self.chunk_starts[at] + self.chunks[at].spans[first - self.first_words[at]][0]
        at = bisect_right(self.first_words, last, at) - 1
        end = self.chunk_starts[at] + self.chunks[at].spans[last - self.first_words[at]][1]
        if self.offsets is not None:
            start, end = self.offsets[start], self.offsets[end]
        return start, end

    def clauses(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The clauses of a sentence as half-open ranges of words.

        A fronted phrase stays with the clause behind its comma: "for I/O-bound work, use threads" is one clause.
        """
        starts, joined = [sentence.first], -1
        rest = slice(sentence.first + 1, sentence.last)
        for i, (gap, kind) in enumerate(zip(self.gaps[rest], self.classes[rest], strict=True), rest.start):
            opens = kind & CLAUSE_OPENER
            if not gap and not opens:
                continue
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


def sentence_at(text: Text, word: int) -> int:
    """The index of the sentence that holds a word."""
    return bisect_right([s.first for s in text.sentences], word) - 1
