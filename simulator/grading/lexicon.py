"""Which words of an answer are words of a rubric: stems, wild cards, misspellings, phrases and code.

A rubric's patterns name a few hundred distinct words, phrases and pieces of code. Each gets one bit; reading an
answer turns its words into bits, and patterns are then questions about bits.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import reduce
from itertools import chain, compress, count, islice
from operator import and_, itemgetter, or_

from simulator.grading.fuzzy import letters, slips_allowed, within
from simulator.grading.known_words import is_known
from simulator.grading.language import FUNCTION_WORDS, GRAMMAR, word_classes
from simulator.grading.memo import remember
from simulator.grading.pattern import Code, Phrase, Word
from simulator.grading.stem import stem
from simulator.grading.text import CLAUSE_GAP, CODE_MARK_BESIDE, COMMA_GAP, Sentence, Text, analyse

PROSE_WORDS = frozenset(
    """wraps wrap run call calls get set name main enter exit new doc match search compile partial cache count chain
    product repeat copy field filter map zip reduce lock thread threads queue process pool join open close read write
    send throw next as with from import pass return raise except else try break continue global class not in is and or
    assert wait sleep submit result shutdown start stop order group sort sorted reverse reversed key value values index
    pop push append extend insert remove update default factory frozen slots slot property static super type types
    object print input range sum min max any all format strip split replace find log debug info warning error critical
    handler level record fixture mark mock patch spec path file text encoding timeout check shell capture output signal
    worker event loop future task tasks gather fullmatch sub group groups case end left right heap stack total
    accumulate pairwise batched islice add delete del dict list tuple string bytes counter iter init module local
    nonlocal hash id len time date datetime timezone now utc load loads dump dumps arguments args action parser option
    command flag finally yield await lambda def while for if elif callable abstract methods register instance bool int
    float str eq call repr rate limit stream session client connection request response requests exception exceptions
    post validate model collect collected disable enable slots weak reference track trace stats profile timer self
    register owner member members iterator generator decorator context manager exit stack suppress closing""".split()
)
"""Names in code that are also plain English: they count as code only where they look like it."""

_CODE_NOUNS = frozenset(
    "function method decorator module call class attribute keyword argument parameter flag operator statement "
    "expression package library dunder hook built-in builtin helper constructor object option".split()
)
_GLUE = frozenset({"=", ":", "is", "set", "to", "as", "equals", "of"})
_DUNDER = re.compile(r"__?(\w+?)_?_")

_ANY = -1
_SOME = -2
"""Steps of a sequence: any one word; up to four words (the placeholder X in code)."""
_SOME_LIMIT = 4
_LONGEST_MISSPELT = 40
_INDEXED = 3
_PARTING_GAPS = (COMMA_GAP, CLAUSE_GAP)


@dataclass(frozen=True, slots=True)
class _Sequence:
    """Units that must follow one another."""

    steps: tuple[int, ...]
    leaf: int
    glue: bool
    """Whether "=", "is", "set to" may stand between them."""
    must_look_like_code: bool
    over_commas: bool = False


class _Spelt(Enum):
    """Of what a right spelling is the spelling."""

    WORD = auto()
    STEM = auto()
    HEAD = auto()
    """What stands before a wild card."""


_Spellings = dict[tuple[_Spelt, str, int], list[tuple[str, int, int]]]
"""Right spellings, each with its letters as bits and its unit; by kind, first letter and length."""


@dataclass(slots=True, eq=False)
class _Beginning:
    """What a word may begin, or be where it looks like code."""

    topical: int
    """The topical bit, if the word is not plain grammar."""
    code_bits: int = 0
    """The bits that the word earns where it looks like code."""
    pairs: dict[int, int] = field(default_factory=dict)
    """For two words next to each other: by the unit of the second, as a bit, what both earn."""
    pair_units: int = 0
    longer: dict[int, list[_Sequence]] = field(default_factory=dict)
    """Longer sequences by the unit of their second word, as a bit."""
    longer_units: int = 0
    any_longer: list[_Sequence] = field(default_factory=list)
    """Those whose second word may be any, or may be parted from the first."""


_Entry = tuple[int, int, int, _Beginning | None]
"""What one distinct word of answers means to this rubric: the bits that it earns by itself; its units; the units of
which the next word must be one for anything that it begins to go on; and what it begins. A plain tuple, because it is
looked at for each word of each answer."""

_WHATEVER = 1
"""The unit of every word, and of what stands behind the last."""

Hit = tuple[int, int, int]
"""A word, phrase or piece of code of the rubric: its first word, its last word (inclusive), and its bits.

A plain tuple, because an answer has dozens and grading is to be quick.
"""

_TOPICAL = 1
"""The bit of every hit that does not begin with plain grammar."""

_NOTHING: _Entry = (0, _WHATEVER, 0, None)


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
        return [sentences[number] for number, bits in zip(self.sentences, self.either, strict=True) if bits & _TOPICAL]


def holding(hits: list[Hit], mask: int) -> list[Hit]:
    """Those of the hits that have any of the bits."""
    return [hit for hit in hits if hit[2] & mask]


_FIRST = itemgetter(0)


@dataclass(slots=True)
class Lexicon:
    """The words of one rubric. Fill it with `leaf`, then read answers with `find`."""

    _leaf_ids: dict[Word | Phrase | Code, int] = field(default_factory=dict)
    _unit_ids: dict[tuple[str, str], int] = field(default_factory=dict)
    _unit_leaves: list[int] = field(default_factory=lambda: [0])
    """For each unit, its leaves. The first stands for any word (`_WHATEVER`)."""
    _sequences: dict[int, list[_Sequence]] = field(default_factory=dict)
    _surfaces: dict[int, set[str]] = field(default_factory=dict)
    """For each unit that is a stem, the words from which it was made."""
    _wild: dict[str, list[tuple[tuple[str, ...], int]]] = field(default_factory=dict)
    """Words with wild cards, in their parts, by the first letters of the first part."""
    _carried: list[int] = field(default_factory=lambda: [_TOPICAL])
    """What each leaf's hits carry: its own bit, and those above. The first stands for no leaf."""
    _memo: dict[str, _Entry] = field(default_factory=dict)
    _spellings: _Spellings | None = None

    def leaf(self, node: Word | Phrase | Code) -> int:
        """The bit of a word, phrase or piece of code."""
        known = self._leaf_ids.get(node)
        if known is not None:
            return 1 << known
        self._memo.clear()
        self._spellings = None
        number = self._leaf_ids[node] = len(self._carried)
        self._carried.append(1 << number)
        match node:
            case Word():
                self._unit_leaves[self._unit(node.text, node.exact)] |= 1 << number
            case Phrase():
                steps = tuple(_ANY if w == "*" else self._unit(w, False) for w in node.words)
                self._add(_Sequence(steps, number, False, False))
            case Code():
                for sequence in self._code(node.text, number):
                    self._add(sequence)
        return 1 << number

    @property
    def size(self) -> int:
        """How many bits are in use."""
        return len(self._carried)

    def carry(self, above: Sequence[int]) -> None:
        """Let the hits of each leaf carry more than its own bit: bits above `size`, for each bit below it."""
        self._carried = [1 << leaf | bits for leaf, bits in enumerate(above)]
        self._memo.clear()

    def _add(self, sequence: _Sequence) -> None:
        if len(sequence.steps) == 1 and not sequence.must_look_like_code:
            self._unit_leaves[sequence.steps[0]] |= 1 << sequence.leaf
            return
        self._sequences.setdefault(sequence.steps[0], []).append(sequence)

    def _unit(self, word: str, exact: bool) -> int:
        if "*" in word and word not in ("*", "**"):
            key = ("wild", word)
        elif exact or not word.isalpha():
            key = ("exact", word)
        else:
            key = ("stem", stem(word))
        number = self._unit_ids.get(key)
        if number is None:
            number = self._unit_ids[key] = len(self._unit_leaves)
            self._unit_leaves.append(0)
            if key[0] == "wild":
                parts = tuple(word.split("*"))
                self._wild.setdefault(parts[0][:_INDEXED], []).append((parts, number))
        if key[0] == "stem":
            self._surfaces.setdefault(number, set()).add(word)
        return number

    def _code(self, code: str, leaf: int) -> list[_Sequence]:
        text = analyse(code)
        words = text.words
        while len(words) > 1 and words[0] in ("*", "**"):
            words = words[1:]
        glue = len(words) > 2 and "=" in words[1:-1]
        if glue:
            words = [w for w in words if w != "="]
        steps = tuple(_SOME if w == "x" and "X" in code else self._unit(w, True) for w in words)
        found = [_Sequence(steps, leaf, glue, len(steps) == 1 and words[0] in PROSE_WORDS, "," in code)]
        last = words[-1]
        if len(words) > 1 and not glue and re.fullmatch(r"@?[\w.]+(\(\))?", code):
            found.append(_Sequence((self._unit(last, True),), leaf, False, last in PROSE_WORDS))
        dunder = _DUNDER.fullmatch(last)
        if dunder and len(words) == 1:
            bare = dunder[1]
            found.append(_Sequence((self._unit(f"_{bare}_", True),), leaf, False, False))
            found.append(_Sequence((self._unit("dunder", True), self._unit(bare, True)), leaf, False, False))
            found.append(_Sequence((self._unit(bare, True), self._unit("dunder", True)), leaf, False, False))
            found.append(_Sequence((self._unit(bare, True), self._unit("method", True)), leaf, False, False))
            if bare not in PROSE_WORDS and bare not in FUNCTION_WORDS:
                found.append(_Sequence((self._unit(bare, True),), leaf, False, False))
        return found

    def find(self, text: Text, sentences: Sequence[int]) -> Findings:
        """What of the rubric stands in those sentences (by index)."""
        words = text.words
        if not words:
            return Findings(text, sentences, (), [[] for _ in sentences], [0] * len(sentences))
        entries = list(map(self._memo.get, words))
        if None in entries:
            entries = [entry or self._look_up(word) for entry, word in zip(entries, words, strict=True)]
        bits, units, nexts, begins = zip(*entries, strict=True)
        going_on = list(compress(count(), map(and_, nexts, chain(islice(units, 1, None), (_WHATEVER,)))))
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
                for hit in self._begun(begins[at], text, units, at, sentence):
                    here.append(hit)
                    found |= hit[2]
            longer.append(here)
            either.append(found)
        return Findings(text, sentences, bits, longer, either)

    def _begun(self, begins: _Beginning, text: Text, units: Sequence[int], at: int, sentence: Sentence) -> list[Hit]:
        """What the word `at` begins, or is where it looks like code."""
        hits: list[Hit] = []
        if begins.code_bits and looks_like_code(text, at, sentence):
            hits.append((at, at, begins.code_bits))
        following = units[at + 1] if at + 1 < sentence.last else 0
        pairs = begins.pair_units & following
        if pairs and text.gaps[at + 1] not in _PARTING_GAPS:
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
                hits.append((at, last, self._carried[sequence.leaf] | begins.topical))
        return hits

    def _look_up(self, word: str) -> _Entry:
        """Work out an unseen word, once."""
        ids = self._unit_ids
        root = stem(word)
        matched = {ids[key] for key in (("exact", word), ("stem", root)) if key in ids}
        for length in range(min(len(word), _INDEXED) + 1):
            matched.update(n for parts, n in self._wild.get(word[:length], ()) if _wild_match(parts, word))
        if not matched and slips_allowed(len(word)) and word not in PROSE_WORDS and not is_known(word, root):
            matched.update(self._misspelt(word, root))
        entry = self._entry(sorted(matched), bool(word_classes(word) & GRAMMAR)) if matched else _NOTHING
        remember(self._memo, word, entry)
        return entry

    def _entry(self, numbers: list[int], is_grammar: bool) -> _Entry:
        """What a word means that matches those units."""
        units, bits = _WHATEVER, 0
        topical = 0 if is_grammar else _TOPICAL
        begins = _Beginning(topical)
        for number in numbers:
            units |= 1 << number
            for leaf in set_bits(self._unit_leaves[number]):
                bits |= self._carried[leaf.bit_length() - 1] | topical
            for sequence in self._sequences.get(number, ()):
                self._begin(begins, sequence)
        nexts = begins.pair_units | begins.longer_units
        if begins.code_bits or begins.any_longer:
            nexts |= _WHATEVER
        return bits, units, nexts, begins if nexts else None

    def _begin(self, begins: _Beginning, sequence: _Sequence) -> None:
        steps, carried = sequence.steps, self._carried[sequence.leaf] | begins.topical
        if len(steps) == 1:
            begins.code_bits |= carried
        elif steps[1] < 0 or sequence.glue:
            begins.any_longer.append(sequence)
        else:
            second = 1 << steps[1]
            if len(steps) == 2 and not sequence.over_commas:
                begins.pairs[second] = begins.pairs.get(second, 0) | carried
                begins.pair_units |= second
            else:
                begins.longer.setdefault(second, []).append(sequence)
                begins.longer_units |= second

    def _misspelt(self, word: str, root: str) -> list[int]:
        """The units of which the word is a misspelling. The first letter is taken to be right."""
        if len(word) > _LONGEST_MISSPELT:
            return []
        if self._spellings is None:
            self._spellings = self._index_spellings()
        bound = slips_allowed(len(word))
        found: list[int] = []
        for kind, whole in ((_Spelt.WORD, word), (_Spelt.STEM, root), (_Spelt.HEAD, word)):
            typed, its_letters = whole, letters(whole)
            shortest = 1 if kind is _Spelt.HEAD else len(whole) - bound
            for length in range(shortest, len(whole) + bound + 1):
                near = self._spellings.get((kind, word[0], length))
                if near is None:
                    continue
                if kind is _Spelt.HEAD:
                    typed = word[:length]
                    its_letters = letters(typed)
                slips = min(bound, slips_allowed(length + 1))
                for right, its, unit in near:
                    # A slip brings in one letter at most, and loses one: nearly all that is far is known by that.
                    if (
                        (its_letters & ~its).bit_count() <= slips
                        and (its & ~its_letters).bit_count() <= slips
                        and within(typed, right, slips)
                    ):
                        found.append(unit)
        return found

    def _index_spellings(self) -> _Spellings:
        index: _Spellings = {}

        def add(right: str, number: int, kind: _Spelt) -> None:
            if slips_allowed(len(right) + 1):
                index.setdefault((kind, right[0], len(right)), []).append((right, letters(right), number))

        for (kind, term), number in self._unit_ids.items():
            if kind == "wild":
                head = term.split("*")[0]
                if slips_allowed(len(head)):
                    add(head, number, _Spelt.HEAD)
            else:
                for surface in self._surfaces.get(number, {term}):
                    add(surface, number, _Spelt.WORD)
                if kind == "stem":
                    add(term, number, _Spelt.STEM)
        return index


def set_bits(mask: int) -> Iterator[int]:
    """The bits that are set, one by one, the lowest first."""
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def looks_like_code(text: Text, at: int, sentence: Sentence) -> bool:
    """Whether the word is written as code: in a code line, named as a function, decorated, called, or quoted."""
    if sentence.is_code or (at + 1 < sentence.last and text.words[at + 1] in _CODE_NOUNS):
        return True
    return bool(text.beside[at] & CODE_MARK_BESIDE)


def _follow(sequence: _Sequence, text: Text, units: Sequence[int], at: int, end: int) -> int:
    """The last word of the sequence that starts at word `at`, or -1."""
    words, gaps = text.words, text.gaps
    steps = sequence.steps
    i, last_step = at, len(steps)
    step = 1
    while step < last_step:
        i += 1
        if sequence.glue:
            skipped = 0
            while i < end and skipped < 2 and words[i] in _GLUE and not units[i] >> steps[step] & 1:
                i += 1
                skipped += 1
        if i >= end or (gaps[i] in _PARTING_GAPS and not sequence.over_commas):
            return -1
        wanted = steps[step]
        if wanted == _SOME:
            step += 1
            if step == last_step:
                return i
            limit = min(end, i + _SOME_LIMIT + 1)
            while i < limit and not (steps[step] >= 0 and units[i] >> steps[step] & 1):
                i += 1
            if i >= limit:
                return -1
        elif wanted != _ANY and not units[i] >> wanted & 1:
            return -1
        step += 1
    return i


def _wild_match(parts: tuple[str, ...], word: str) -> bool:
    head, *middle, tail = parts
    if len(word) < len(head) + len(tail) or not word.startswith(head) or not word.endswith(tail):
        return False
    at, limit = len(head), len(word) - len(tail)
    for part in middle:
        at = word.find(part, at, limit)
        if at < 0:
            return False
        at += len(part)
    return True
