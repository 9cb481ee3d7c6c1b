"""Where the words of a rubric stand in an answer: word by word, and as phrases and pieces of code."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain, compress, count, islice
from operator import and_, itemgetter, or_

from simulator.grading.chunk import CODE_MARK_BESIDE
from simulator.grading.lexicon import (
    ANY,
    CODE_NOUNS,
    GLUE,
    PARTING_GAPS,
    SOME,
    SOME_LIMIT,
    TOPICAL,
    WHATEVER,
    Beginning,
    Lexicon,
    WordSequence,
    set_bits,
)
from simulator.grading.text import Sentence, Text

Hit = tuple[int, int, int]
"""A word, phrase or piece of code of the rubric: its first word, its last word (inclusive), and its bits.

A plain tuple, because an answer has dozens and grading is to be quick.
"""


@dataclass(slots=True)
class Findings:
    """What of a rubric stands in an answer."""

    text: Text
    sentences: Sequence[int]
    """The indices of the sentences that count."""
    bits: Sequence[int]
    """For each word of the answer, what it earns by itself."""
    longer: list[list[Hit]]
    """By sentence: the phrases, and the words that count because they look like code."""
    either: list[int]
    """By sentence: the bits of all hits."""

    def hits(self, number: int) -> list[Hit]:
        """The hits in the sentence at that place of `sentences`, in order of place."""
        sentence = self.text.sentences[self.sentences[number]]
        first, end = sentence.first, sentence.last
        found = [(at, at, bits) for at, bits in enumerate(self.bits[first:end], first) if bits]
        if self.longer[number]:
            found += self.longer[number]
            found.sort(key=_FIRST)
        return found

    def topical(self) -> list[Sentence]:
        """The sentences that have a hit which does not begin with plain grammar."""
        sentences = self.text.sentences
        return [sentences[number] for number, bits in zip(self.sentences, self.either, strict=True) if bits & TOPICAL]


def holding(hits: list[Hit], mask: int) -> list[Hit]:
    """Those of the hits that have any of the bits."""
    return [hit for hit in hits if hit[2] & mask]


_FIRST = itemgetter(0)


def find(lexicon: Lexicon, text: Text, sentences: Sequence[int]) -> Findings:
    """What of the rubric stands in those sentences (by index)."""
    words = text.words
    if not words:
        return Findings(text, sentences, (), [[] for _ in sentences], [0] * len(sentences))
    bits, units, nexts, begins = zip(*lexicon.entries(words), strict=True)
    going_on = list(compress(count(), map(and_, nexts, chain(islice(units, 1, None), (WHATEVER,)))))
    longer: list[list[Hit]] = []
    either: list[int] = []
    i = 0
    for number in sentences:
        sentence = text.sentences[number]
        first, end = sentence.first, sentence.last
        here: list[Hit] = []
        found = reduce(or_, bits[first:end])
        i = bisect_left(going_on, first, i)
        while i < len(going_on) and (at := going_on[i]) < end:
            i += 1
            for hit in _begun(lexicon, begins[at], text, units, at, sentence):
                here.append(hit)
                found |= hit[2]
        longer.append(here)
        either.append(found)
    return Findings(text, sentences, bits, longer, either)


def _begun(
    lexicon: Lexicon, begins: Beginning | None, text: Text, units: Sequence[int], at: int, sentence: Sentence
) -> list[Hit]:
    """What the word `at` begins, or is where it looks like code."""
    assert begins is not None
    hits: list[Hit] = []
    if begins.code_bits and looks_like_code(text, at, sentence):
        hits.append((at, at, begins.code_bits))
    following = units[at + 1] if at + 1 < sentence.last else 0
    pairs = begins.pair_units & following
    if pairs and text.gaps[at + 1] not in PARTING_GAPS:
        bits = begins.pairs.get(pairs, 0)
        if not bits:
            for unit in set_bits(pairs):
                bits |= begins.pairs[unit]
        hits.append((at, at + 1, bits))
    sequences = begins.any_longer
    if begins.longer_units & following:
        sequences = sequences.copy()
        for unit in set_bits(begins.longer_units & following):
            sequences += begins.longer[unit]
    for sequence in sequences:
        last = _follow(sequence, text, units, at, sentence.last)
        if last >= 0:
            hits.append((at, last, lexicon.carried(sequence) | begins.topical))
    return hits


def looks_like_code(text: Text, at: int, sentence: Sentence) -> bool:
    """Whether the word is written as code: in a code line, named as a function, decorated, called, or quoted."""
    if sentence.is_code or (at + 1 < sentence.last and text.words[at + 1] in CODE_NOUNS):
        return True
    return bool(text.beside[at] & CODE_MARK_BESIDE)


def _follow(sequence: WordSequence, text: Text, units: Sequence[int], at: int, end: int) -> int:
    """The last word of the sequence that starts at word `at`, or -1."""
    words, gaps = text.words, text.gaps
    steps = sequence.steps
    i, last_step = at, len(steps)
    step = 1
    while step < last_step:
        i += 1
        if sequence.glue:
            skipped = 0
            while i < end and skipped < 2 and words[i] in GLUE and not _is_unit(units[i], steps[step]):
                i += 1
                skipped += 1
        if i >= end or (gaps[i] in PARTING_GAPS and not sequence.over_commas):
            return -1
        wanted = steps[step]
        if wanted == SOME:
            step += 1
            if step == last_step:
                return i
            limit = min(end, i + SOME_LIMIT + 1)
            while i < limit and not _is_unit(units[i], steps[step]):
                i += 1
            if i >= limit:
                return -1
        elif wanted != ANY and not units[i] >> wanted & 1:
            return -1
        step += 1
    return i


def _is_unit(units: int, step: int) -> bool:
    return step >= 0 and bool(units >> step & 1)
