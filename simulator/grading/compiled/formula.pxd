# cython: language_level=3

from libc.stdint cimport uint64_t

ctypedef uint64_t Limb
"""Sets of bits are rows of limbs, as many as the lexicon needs."""

cdef enum:
    BITS_IN_LIMB = 64

cdef enum Where:
    SENTENCE, CLAUSE, NEAR, TWO_SENTENCES, ANSWER, CODE

cdef enum Turned:
    NOT_PLAIN = 1
    AS_NEGATED = 2


cdef struct Hit:
    int first
    int last
    const Limb* bits


cdef struct Frame:
    # `among` is NULL, or only the hits that meet it belong to the frame.
    const Hit* hits
    int count
    const Limb* among
    const Limb* either
    const Limb* plain
    const Limb* negated
    bint turned


cdef inline bint meets(const Limb* some, const Limb* others, int width) noexcept nogil:
    cdef int i
    for i in range(width):
        if some[i] & others[i]:
            return True
    return False


cdef inline void unite(Limb* some, const Limb* others, int width) noexcept nogil:
    cdef int i
    for i in range(width):
        some[i] |= others[i]


cdef inline bint same(const Limb* some, const Limb* others, int width) noexcept nogil:
    cdef int i
    for i in range(width):
        if some[i] != others[i]:
            return False
    return True


cdef class Mask:
    cdef bytes kept
    cdef const Limb* limbs


cdef class Test:
    cdef int width
    cdef Mask reach

    cdef bint holds(self, const Frame* frame, const Limb* plain, bint lenient, const char* turned) noexcept
    cdef int evidence(self, const Frame* frame, list masks) except -1


cdef class Asked:
    cdef int width
    cdef Where scope
    cdef int distance
    cdef tuple tests
    cdef tuple needs
    cdef Mask reach
    cdef Mask unless
    cdef Mask reach_or_unless
    cdef Mask negated
    cdef Test exception
    cdef bint is_plain
    cdef bint lenient
    cdef bint strict

    cdef bint needs_met(self, const Limb* either) noexcept
    cdef bint excepted(self, const Frame* here, const char* turned) noexcept


cdef bytes packed_numbers(numbers)
