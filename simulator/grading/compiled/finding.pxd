# cython: language_level=3

from simulator.grading.compiled.formula cimport Hit, Limb, Mask


cdef class Arena:
    cdef void** blocks
    cdef int count
    cdef size_t left
    cdef char* at

    cdef void* take(self, size_t size) except NULL


cdef class Entry:
    cdef const Limb* bits
    """What it earns by itself; NULL if nothing."""
    cdef const int* units
    cdef int unit_count
    cdef tuple kept
    """What the pointers point into."""
    cdef bint is_glue
    cdef bint is_code_noun
    cdef bint begins
    cdef Mask code_bits
    cdef list pairs
    cdef list longer

    cdef bint is_unit(self, int unit) noexcept


cdef class Meanings:
    cdef object lexicon
    cdef dict memo
    cdef Entry meaningless
    cdef int width
    """Limbs of what a hit carries, with one to spare."""

    cdef Entry entry(self, str word)


cdef class Findings:
    cdef Meanings meanings
    cdef object text
    cdef list numbers
    cdef list sentences
    cdef int count
    cdef list entries
    cdef Findings origin
    cdef Arena arena
    cdef Hit* hits
    cdef int hit_count
    cdef int hit_room
    cdef int* hits_from
    cdef int* hits_to
    """By sentence: its hits, in order of place."""
    cdef Limb* either
    """By sentence: the bits of all its hits; and behind them room for those of the whole answer."""

    cdef Findings without(self, set sentences)
    cdef Limb* bits_of(self, int i) noexcept
    cdef int find(self) except -1
    cdef int add(self, int first, int last, const Limb* bits, Limb* either) except -1
    cdef int begun(self, Entry entry, int at, int end, bint is_code, Limb* either) except -1
    cdef int follow(self, Longer sequence, int at, int end) except -2


cdef class Longer:
    cdef int second
    """The unit of its second word; -1 if any will do, or if it may stand further on."""
    cdef bytes kept
    cdef const int* steps
    cdef int count
    cdef bint glue
    cdef bint over_commas
    cdef Mask bits


cdef Findings find(Meanings meanings, text, list numbers)
cdef int number(bit)
