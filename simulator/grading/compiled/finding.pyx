# cython: language_level=3, boundscheck=False, wraparound=False
"""Where the words of a rubric stand in an answer: word by word, and as phrases and pieces of code."""

from cpython.bytearray cimport PyByteArray_AS_STRING
from cpython.bytes cimport PyBytes_AS_STRING
from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.string cimport memcpy, memset

from simulator.grading.compiled.formula cimport Hit, Limb, Mask, packed_numbers, unite

from simulator.grading.chunk import CODE_MARK_BESIDE
from simulator.grading.lexicon import (
    ANY,
    CODE_NOUNS,
    GLUE,
    NOTHING,
    PARTING_GAPS,
    SOME,
    SOME_LIMIT,
    WHATEVER,
    set_bits,
)
from simulator.grading.memo import remember

cdef enum:
    BLOCK = 8192

cdef int _ANY = ANY
cdef int _SOME = SOME
cdef int _SOME_LIMIT = SOME_LIMIT
cdef unsigned char _CODE_MARK_BESIDE = CODE_MARK_BESIDE
cdef bint _PARTS[256]
for _gap in range(256):
    _PARTS[_gap] = _gap in PARTING_GAPS


cdef class Arena:
    """Memory that lives as long as its owner."""

    def __dealloc__(self):
        cdef int i
        for i in range(self.count):
            PyMem_Free(self.blocks[i])
        PyMem_Free(self.blocks)

    cdef void* take(self, size_t size) except NULL:
        """So many bytes, all zero."""
        cdef size_t whole
        cdef void** blocks
        size = (size + 15) & ~<size_t>15
        if size > self.left:
            whole = max(size, <size_t>BLOCK)
            blocks = <void**>PyMem_Realloc(self.blocks, (self.count + 1) * sizeof(void*))
            if blocks == NULL:
                raise MemoryError
            self.blocks = blocks
            self.at = <char*>PyMem_Malloc(whole)
            if self.at == NULL:
                self.left = 0
                raise MemoryError
            self.blocks[self.count] = self.at
            self.count += 1
            self.left = whole
        taken = self.at
        self.at += size
        self.left -= size
        memset(taken, 0, size)
        return taken


cdef class Longer:
    """A word sequence that a word begins, with what it earns."""

    def __cinit__(self, sequence, int second, Mask bits):
        self.kept = packed_numbers(sequence.steps)
        self.steps = <const int*>PyBytes_AS_STRING(self.kept)
        self.count = len(sequence.steps)
        self.second = second
        self.glue = sequence.glue
        self.over_commas = sequence.over_commas
        self.bits = bits


cdef class Entry:
    """What one distinct word of answers means to the rubric."""

    def __cinit__(self, tuple entry, str word, lexicon, int width):
        bits, units, _, beginning = entry
        cdef Mask mask = Mask(bits, width)
        numbers = [number(unit) for unit in set_bits(units & ~WHATEVER)]
        cdef bytes packed = packed_numbers(numbers)
        self.kept = (mask, packed)
        self.bits = mask.limbs if bits else NULL
        self.units = <const int*>PyBytes_AS_STRING(packed)
        self.unit_count = len(numbers)
        self.is_glue = word in GLUE
        self.is_code_noun = word in CODE_NOUNS
        self.begins = beginning is not None
        if beginning is not None:
            self.code_bits = Mask(beginning.code_bits, width) if beginning.code_bits else None
            self.pairs = [(number(unit), Mask(earned, width)) for unit, earned in beginning.pairs.items()]
            found = [(-1, sequence) for sequence in beginning.any_longer]
            for unit in set_bits(beginning.longer_units):
                found += [(number(unit), sequence) for sequence in beginning.longer[unit]]
            self.longer = [
                Longer(sequence, second, Mask(lexicon.carried(sequence) | beginning.topical, width))
                for second, sequence in found
            ]

    cdef bint is_unit(self, int unit) noexcept:
        cdef int i
        for i in range(self.unit_count):
            if self.units[i] == unit:
                return True
        return False


cdef int number(bit):
    return bit.bit_length() - 1


cdef class Meanings:
    """What words of answers mean to the rubric, remembered."""

    def __cinit__(self, lexicon, int width):
        self.lexicon = lexicon
        self.memo = {}
        self.width = width
        self.meaningless = Entry(NOTHING, "", lexicon, width)

    cdef Entry entry(self, str word):
        known = self.memo.get(word)
        if known is None:
            entry = self.lexicon.entry(word)
            if entry is NOTHING and word not in CODE_NOUNS and word not in GLUE:
                known = self.meaningless
            else:
                known = Entry(entry, word, self.lexicon, self.width)
            remember(self.memo, word, known)
        return <Entry>known


cdef Findings find(Meanings meanings, text, list numbers):
    """What of the rubric stands in those sentences (by index)."""
    found = Findings(meanings, text, numbers)
    found.find()
    return found


cdef class Findings:
    """What of a rubric stands in an answer."""

    def __cinit__(self, Meanings meanings, text, list numbers):
        self.meanings = meanings
        self.text = text
        self.numbers = numbers
        sentences = text.sentences
        self.sentences = [sentences[n] for n in numbers]
        self.count = len(numbers)
        self.arena = Arena()
        self.hits_from = <int*>self.arena.take((self.count + 1) * sizeof(int))
        self.hits_to = <int*>self.arena.take((self.count + 1) * sizeof(int))
        self.either = <Limb*>self.arena.take((self.count + 1) * meanings.width * sizeof(Limb))

    def __dealloc__(self):
        if self.origin is None:
            PyMem_Free(self.hits)

    cdef Findings without(self, set sentences):
        """The same as if those sentences (by index) were not in the answer."""
        cdef int i, at = 0
        cdef Findings other = Findings(self.meanings, self.text, [n for n in self.numbers if n not in sentences])
        other.origin = self
        other.hits = self.hits
        for i in range(self.count):
            if self.numbers[i] not in sentences:
                other.hits_from[at] = self.hits_from[i]
                other.hits_to[at] = self.hits_to[i]
                memcpy(other.bits_of(at), self.bits_of(i), self.meanings.width * sizeof(Limb))
                at += 1
        return other

    cdef Limb* bits_of(self, int i) noexcept:
        return self.either + i * self.meanings.width

    cdef int find(self) except -1:
        cdef int i, at, first, end
        cdef list words = self.text.words
        cdef Entry entry
        cdef bint is_code
        entries = self.entries = [None] * len(words)
        for i in range(self.count):
            sentence = self.sentences[i]
            first, end, is_code = sentence.first, sentence.last, sentence.is_code
            for at in range(first, end):
                entries[at] = self.meanings.entry(<str>words[at])
            self.hits_from[i] = self.hit_count
            for at in range(first, end):
                entry = <Entry>entries[at]
                if entry.bits != NULL:
                    self.add(at, at, entry.bits, self.bits_of(i))
                if entry.begins:
                    self.begun(entry, at, end, is_code, self.bits_of(i))
            self.hits_to[i] = self.hit_count
        return 0

    cdef int add(self, int first, int last, const Limb* bits, Limb* either) except -1:
        cdef Hit* hits
        if self.hit_count == self.hit_room:
            self.hit_room = 2 * self.hit_room + 64
            hits = <Hit*>PyMem_Realloc(self.hits, self.hit_room * sizeof(Hit))
            if hits == NULL:
                raise MemoryError
            self.hits = hits
        self.hits[self.hit_count] = Hit(first, last, bits)
        self.hit_count += 1
        unite(either, bits, self.meanings.width)
        return 0

    cdef int begun(self, Entry entry, int at, int end, bint is_code, Limb* either) except -1:
        """What the word `at` begins, or is where it looks like code."""
        cdef int last
        cdef Entry following = <Entry>self.entries[at + 1] if at + 1 < end else None
        cdef Limb* both = NULL
        cdef Longer longer
        if entry.code_bits is not None and (
            is_code
            or (following is not None and following.is_code_noun)
            or PyByteArray_AS_STRING(self.text.beside)[at] & _CODE_MARK_BESIDE
        ):
            self.add(at, at, entry.code_bits.limbs, either)
        if (
            following is not None
            and following.unit_count
            and entry.pairs
            and not _PARTS[<unsigned char>PyByteArray_AS_STRING(self.text.gaps)[at + 1]]
        ):
            for unit, mask in entry.pairs:
                if following.is_unit(unit):
                    if both == NULL:
                        both = <Limb*>self.arena.take(self.meanings.width * sizeof(Limb))
                    unite(both, (<Mask>mask).limbs, self.meanings.width)
            if both != NULL:
                self.add(at, at + 1, both, either)
        for item in entry.longer:
            longer = <Longer>item
            if longer.second < 0 or (following is not None and following.is_unit(longer.second)):
                last = self.follow(longer, at, end)
                if last >= 0:
                    self.add(at, last, longer.bits.limbs, either)
        return 0

    cdef int follow(self, Longer sequence, int at, int end) except -2:
        """The last word of the sequence that starts at word `at`, or -1."""
        cdef const unsigned char* gaps = <const unsigned char*>PyByteArray_AS_STRING(self.text.gaps)
        cdef int i = at, step = 1, skipped, wanted, limit
        cdef list entries = self.entries
        while step < sequence.count:
            i += 1
            wanted = sequence.steps[step]
            if sequence.glue:
                skipped = 0
                while (
                    i < end and skipped < 2 and (<Entry>entries[i]).is_glue and not (<Entry>entries[i]).is_unit(wanted)
                ):
                    i += 1
                    skipped += 1
            if i >= end or (_PARTS[gaps[i]] and not sequence.over_commas):
                return -1
            if wanted == _SOME:
                step += 1
                if step == sequence.count:
                    return i
                limit = min(end, i + _SOME_LIMIT + 1)
                while i < limit and not (<Entry>entries[i]).is_unit(sequence.steps[step]):
                    i += 1
                if i >= limit:
                    return -1
            elif wanted != _ANY and not (<Entry>entries[i]).is_unit(wanted):
                return -1
            step += 1
        return i
