"""Which words of an answer are words of a rubric: stems, wild cards, misspellings, phrases and code.

A rubric's patterns name a few hundred distinct words, phrases and pieces of code. Each gets one bit; reading an
answer turns its words into bits, and patterns are then questions about bits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import cast

from simulator.grading.analysis import analyse
from simulator.grading.chunk import CLAUSE_GAP, COMMA_GAP
from simulator.grading.fuzzy import letters, slips_allowed, within
from simulator.grading.known_words import is_known
from simulator.grading.language import FUNCTION_WORDS, GRAMMAR, word_classes
from simulator.grading.memo import remember
from simulator.grading.pattern import Code, Phrase, Word
from simulator.grading.stem import stem

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

CODE_NOUNS = frozenset(
    "function method decorator module call class attribute keyword argument parameter flag operator statement "
    "expression package library dunder hook built-in builtin helper constructor object option".split()
)
GLUE = frozenset({"=", ":", "is", "set", "to", "as", "equals", "of"})
_DUNDER = re.compile(r"__?(\w+?)_?_")

ANY = -1
SOME = -2
"""Steps of a sequence: any one word; up to four words (the placeholder X in code)."""
SOME_LIMIT = 4
_LONGEST_MISSPELT = 40
_INDEXED = 3
PARTING_GAPS = (COMMA_GAP, CLAUSE_GAP)


@dataclass(frozen=True, slots=True)
class WordSequence:
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
class Beginning:
    """What a word may begin, or be where it looks like code."""

    topical: int
    """The topical bit, if the word is not plain grammar."""
    code_bits: int = 0
    """The bits that the word earns where it looks like code."""
    pairs: dict[int, int] = field(default_factory=dict)
    """For two words next to each other: by the unit of the second, as a bit, what both earn."""
    pair_units: int = 0
    longer: dict[int, list[WordSequence]] = field(default_factory=dict)
    """Longer sequences by the unit of their second word, as a bit."""
    longer_units: int = 0
    any_longer: list[WordSequence] = field(default_factory=list)
    """Those whose second word may be any, or may be parted from the first."""


Entry = tuple[int, int, int, Beginning | None]
"""What one distinct word of answers means to this rubric: the bits that it earns by itself; its units; the units of
which the next word must be one for anything that it begins to go on; and what it begins. A plain tuple, because it is
looked at for each word of each answer."""

WHATEVER = 1
"""The unit of every word, and of what stands behind the last."""

TOPICAL = 1
"""The bit of every hit that does not begin with plain grammar."""

NOTHING: Entry = (0, WHATEVER, 0, None)


@dataclass(slots=True)
class Lexicon:
    """The words of one rubric. Fill it with `leaf`, then read answers with `find`."""

    _leaf_ids: dict[Word | Phrase | Code, int] = field(default_factory=dict)
    _unit_ids: dict[tuple[str, str], int] = field(default_factory=dict)
    _unit_leaves: list[int] = field(default_factory=lambda: [0])
    """For each unit, its leaves. The first stands for any word (`WHATEVER`)."""
    _sequences: dict[int, list[WordSequence]] = field(default_factory=dict)
    _surfaces: dict[int, set[str]] = field(default_factory=dict)
    """For each unit that is a stem, the words from which it was made."""
    _wild: dict[str, list[tuple[tuple[str, ...], int]]] = field(default_factory=dict)
    """Words with wild cards, in their parts, by the first letters of the first part."""
    _carried: list[int] = field(default_factory=lambda: [TOPICAL])
    """What each leaf's hits carry: its own bit, and those above. The first stands for no leaf."""
    _memo: dict[str, Entry] = field(default_factory=dict)
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
                steps = tuple(ANY if w == "*" else self._unit(w, False) for w in node.words)
                self._add(WordSequence(steps, number, False, False))
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

    def _add(self, sequence: WordSequence) -> None:
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

    def _code(self, code: str, leaf: int) -> list[WordSequence]:
        text = analyse(code)
        words = text.words
        while len(words) > 1 and words[0] in ("*", "**"):
            words = words[1:]
        glue = len(words) > 2 and "=" in words[1:-1]
        if glue:
            words = [w for w in words if w != "="]
        steps = tuple(SOME if w == "x" and "X" in code else self._unit(w, True) for w in words)
        found = [WordSequence(steps, leaf, glue, len(steps) == 1 and words[0] in PROSE_WORDS, "," in code)]
        last = words[-1]
        if len(words) > 1 and not glue and re.fullmatch(r"@?[\w.]+(\(\))?", code):
            found.append(WordSequence((self._unit(last, True),), leaf, False, last in PROSE_WORDS))
        dunder = _DUNDER.fullmatch(last)
        if dunder and len(words) == 1:
            bare = dunder[1]
            found.append(WordSequence((self._unit(f"_{bare}_", True),), leaf, False, False))
            found.append(WordSequence((self._unit("dunder", True), self._unit(bare, True)), leaf, False, False))
            found.append(WordSequence((self._unit(bare, True), self._unit("dunder", True)), leaf, False, False))
            found.append(WordSequence((self._unit(bare, True), self._unit("method", True)), leaf, False, False))
            if bare not in PROSE_WORDS and bare not in FUNCTION_WORDS:
                found.append(WordSequence((self._unit(bare, True),), leaf, False, False))
        return found

    def entries(self, words: Sequence[str]) -> list[Entry]:
        """What each of the words means to this rubric."""
        known = list(map(self._memo.get, words))
        if None not in known:
            return cast(list[Entry], known)
        return [entry or self._remembered(word) for entry, word in zip(known, words, strict=True)]

    def _remembered(self, word: str) -> Entry:
        entry = self.entry(word)
        remember(self._memo, word, entry)
        return entry

    def carried(self, sequence: WordSequence) -> int:
        """What a hit of the sequence carries."""
        return self._carried[sequence.leaf]

    def entry(self, word: str) -> Entry:
        """Work out what a word means to this rubric."""
        ids = self._unit_ids
        root = stem(word)
        matched = {ids[key] for key in (("exact", word), ("stem", root)) if key in ids}
        for length in range(min(len(word), _INDEXED) + 1):
            for parts, unit in self._wild.get(word[:length], ()):
                if _wild_match(parts, word):
                    matched.add(unit)
        if not matched and slips_allowed(len(word)) and word not in PROSE_WORDS and not is_known(word, root):
            matched.update(self._misspelt(word, root))
        return self._entry_of(sorted(matched), bool(word_classes(word) & GRAMMAR)) if matched else NOTHING

    def _entry_of(self, numbers: list[int], is_grammar: bool) -> Entry:
        """What a word means that matches those units."""
        units, bits = WHATEVER, 0
        topical = 0 if is_grammar else TOPICAL
        begins = Beginning(topical)
        for number in numbers:
            units |= 1 << number
            for leaf in set_bits(self._unit_leaves[number]):
                bits |= self._carried[leaf.bit_length() - 1] | topical
            for sequence in self._sequences.get(number, ()):
                self._begin(begins, sequence)
        nexts = begins.pair_units | begins.longer_units
        if begins.code_bits or begins.any_longer:
            nexts |= WHATEVER
        return bits, units, nexts, begins if nexts else None

    def _begin(self, begins: Beginning, sequence: WordSequence) -> None:
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
