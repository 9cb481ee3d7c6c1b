# cython: language_level=3, boundscheck=False, wraparound=False
"""Formulas, ready to be asked."""

import struct

from cpython.bytes cimport PyBytes_AS_STRING

from simulator.grading.formula import All, Bits, Ordered, Several, Under
from simulator.grading.formula import reach as reach_of
from simulator.grading.pattern import Scope

cdef enum Said:
    PLAIN, NEGATED, EITHER

cdef dict _SAID = {"plain": PLAIN, "negated": NEGATED, "either": EITHER}
cdef dict _WHERE = {
    Scope.SENTENCE: SENTENCE,
    Scope.CLAUSE: CLAUSE,
    Scope.NEAR: NEAR,
    Scope.TWO_SENTENCES: TWO_SENTENCES,
    Scope.ANSWER: ANSWER,
    Scope.CODE: CODE,
}


cdef class Mask:
    """Bits as limbs. They stand in a bytes object, which frees them when nobody needs them."""

    def __cinit__(self, bits, int width):
        self.kept = packed(bits, width)
        self.limbs = <const Limb*>PyBytes_AS_STRING(self.kept)


cdef bytes packed(bits, int width):
    return struct.pack(f"={width}Q", *[bits >> BITS_IN_LIMB * i & 0xFFFF_FFFF_FFFF_FFFF for i in range(width)])


cdef bytes packed_numbers(numbers):
    return struct.pack(f"={len(numbers)}i", *numbers)


cdef class Test:
    """A part of a formula."""

    def __cinit__(self, test, int width):
        self.width = width
        self.reach = Mask(reach_of(test), width)

    cdef bint holds(self, const Frame* frame, const Limb* plain, bint lenient, const char* turned) noexcept:
        """Whether it holds in a frame, given the bits that count as plainly said there."""
        return False

    cdef int evidence(self, const Frame* frame, list masks) except -1:
        """Of each of these masks a hit is to be shown."""
        masks.append(self.reach)
        return 0


cdef class AnyBit(Test):
    cdef bint holds(self, const Frame* frame, const Limb* plain, bint lenient, const char* turned) noexcept:
        return meets(plain, self.reach.limbs, self.width)


cdef class Enough(Test):
    """At least so many of the parts; or all of them."""

    cdef tuple parts
    cdef int least
    cdef bint all

    def __cinit__(self, test, int width):
        self.parts = tuple([test_of(part, width) for part in test.parts])
        self.all = isinstance(test, All)
        self.least = len(self.parts) if self.all else test.count

    cdef bint holds(self, const Frame* frame, const Limb* plain, bint lenient, const char* turned) noexcept:
        cdef int missing = self.least
        for part in self.parts:
            if (<Test>part).holds(frame, plain, lenient, turned):
                missing -= 1
                if not missing:
                    return True
            elif self.all:
                return False
        return self.all

    cdef int evidence(self, const Frame* frame, list masks) except -1:
        cdef int wanted = len(self.parts) if self.all else max(self.least, 1)
        for part in self.parts:
            if not wanted:
                break
            if self.all or meets((<Test>part).reach.limbs, frame.either, self.width):
                (<Test>part).evidence(frame, masks)
                wanted -= 1
        return 0


cdef class InOrder(Test):
    cdef list masks
    cdef list said

    def __cinit__(self, test, int width):
        self.masks = [Mask(mask, width) for mask, _ in test.parts]
        self.said = [_SAID[said] for _, said in test.parts]

    cdef bint holds(self, const Frame* frame, const Limb* plain, bint lenient, const char* turned) noexcept:
        cdef int i, step = 0, after = -1, said = self.said[0]
        cdef const Hit* hit
        cdef const Limb* mask = (<Mask>self.masks[0]).limbs
        cdef char how
        lenient = lenient and same(plain, frame.either, self.width)
        for i in range(frame.count):
            hit = &frame.hits[i]
            if hit.first <= after or not meets(hit.bits, mask, self.width):
                continue
            how = turned[hit.first] if frame.turned else 0
            if (
                said == EITHER
                or (said == NEGATED and how & AS_NEGATED)
                or (said == PLAIN and (lenient or not how & NOT_PLAIN))
            ):
                step += 1
                after = hit.last
                if step == len(self.masks):
                    return True
                said = self.said[step]
                mask = (<Mask>self.masks[step]).limbs
        return False

    cdef int evidence(self, const Frame* frame, list masks) except -1:
        masks.extend(self.masks)
        return 0


cdef class TurnedRound(Test):
    """The part is asked of the negated bits, or of either."""

    cdef Test part
    cdef bint either

    def __cinit__(self, test, int width):
        self.part = test_of(test.part, width)
        self.either = test.said == "either"

    cdef bint holds(self, const Frame* frame, const Limb* plain, bint lenient, const char* turned) noexcept:
        return self.part.holds(frame, frame.either if self.either else frame.negated, True, turned)

    cdef int evidence(self, const Frame* frame, list masks) except -1:
        return self.part.evidence(frame, masks)


cdef dict _KINDS = {Bits: AnyBit, All: Enough, Several: Enough, Ordered: InOrder, Under: TurnedRound}


cdef Test test_of(test, int width):
    return _KINDS[type(test)](test, width)


cdef class Asked:
    """A formula, ready to be asked."""

    def __cinit__(self, formula, int width):
        self.width = width
        self.scope = _WHERE[formula.scope]
        self.distance = formula.distance
        self.tests = tuple([test_of(test, width) for test in formula.tests])
        self.needs = tuple([Mask(need, width) for need in formula.needs])
        self.reach = Mask(formula.reach, width)
        self.unless = Mask(formula.unless, width)
        self.reach_or_unless = Mask(formula.reach | formula.unless, width)
        self.negated = Mask(formula.negated, width)
        self.exception = None if formula.exception is None else test_of(formula.exception, width)
        self.is_plain = formula.is_plain
        self.lenient = formula.lenient
        self.strict = formula.strict

    cdef bint needs_met(self, const Limb* either) noexcept:
        for need in self.needs:
            if not meets(either, (<Mask>need).limbs, self.width):
                return False
        return True

    cdef bint excepted(self, const Frame* here, const char* turned) noexcept:
        """Whether what stands after `unless` holds in a frame."""
        if self.exception is None or not meets(self.unless.limbs, here.either, self.width):
            return False
        return self.exception.holds(here, here.either, True, turned)
