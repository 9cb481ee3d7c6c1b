# cython: language_level=3, boundscheck=False, wraparound=False
"""Patterns against an answer: which of them hold, and in which words."""

from cpython.bytearray cimport PyByteArray_AS_STRING
from libc.string cimport memcpy, memset

from simulator.grading.compiled.finding cimport Arena, Findings, Meanings, find, number
from simulator.grading.compiled.formula cimport (
    ANSWER,
    AS_NEGATED,
    BITS_IN_LIMB,
    CLAUSE,
    CODE,
    NEAR,
    NOT_PLAIN,
    TWO_SENTENCES,
    Asked,
    Frame,
    Hit,
    Limb,
    Mask,
    Test,
    meets,
    unite,
)

from simulator.grading.lexicon import TOPICAL, set_bits
from simulator.grading.polarity import TURNING, polarity
from simulator.grading.waking import WAKING_NEEDS

cdef int _WAKING_NEEDS = WAKING_NEEDS
cdef Limb _TOPICAL = TOPICAL
cdef unsigned char _TURNING = TURNING


cdef inline Limb limb_at(const Limb* bits, int place) noexcept nogil:
    """The 64 bits from that place on; there must be a limb to spare behind the last."""
    cdef int limb = place >> 6, shift = place & 63
    if not shift:
        return bits[limb]
    return bits[limb] >> shift | bits[limb + 1] << (BITS_IN_LIMB - shift)


cdef class Matcher:
    """The patterns of one rubric, ready to read answers."""

    cdef Meanings meanings
    cdef list formulas
    cdef dict members
    cdef int shifts[3]
    cdef int width
    """Limbs of the lexicon's own bits."""
    cdef int group_width
    cdef Mask everything
    cdef Mask across
    cdef Mask nothing

    def __init__(self, lexicon, formulas, waking):
        cdef int count = len(formulas)
        self.meanings = Meanings(lexicon, (lexicon.size + _WAKING_NEEDS * count) // BITS_IN_LIMB + 2)
        self.members = {}
        self.width = lexicon.size // BITS_IN_LIMB + 1
        self.group_width = count // BITS_IN_LIMB + 1
        self.shifts = waking.shifts
        self.formulas = [Asked(formula, self.width) for formula in formulas]
        self.everything = Mask(waking.everything, self.group_width)
        self.across = Mask(waking.across, self.group_width)
        self.nothing = Mask(0, self.width)

    def read(self, text, sentences):
        """Find the words of the patterns in those sentences (by index) of the answer."""
        return Reading(self, find(self.meanings, text, list(sentences)))

    cdef tuple patterns(self, group):
        """The numbers of the patterns of a group, the first first."""
        known = self.members.get(group)
        if known is None:
            known = self.members[group] = tuple([number(bit) for bit in set_bits(group)])
        return <tuple>known

    cdef void awake(self, const Limb* either, Limb* group) noexcept:
        """The patterns whose first needs are met by those bits."""
        cdef int i, place
        for i in range(self.group_width):
            place = i * BITS_IN_LIMB
            group[i] = self.everything.limbs[i]
            if group[i]:
                group[i] &= (
                    limb_at(either, self.shifts[0] + place)
                    & limb_at(either, self.shifts[1] + place)
                    & limb_at(either, self.shifts[2] + place)
                )


cdef class Reading:
    """An answer as one rubric sees it. Built once for an answer, asked by every pattern."""

    cdef Matcher matcher
    cdef Findings findings
    cdef Arena arena
    cdef Limb* awake
    """By sentence: the patterns that may hold in it."""
    cdef Limb* anywhere
    """The patterns that may hold anywhere."""
    cdef Frame* frames
    cdef Frame* whole_frame
    cdef char* turned
    """For each word, whether it is turned round (`Turned`)."""
    cdef list clauses
    cdef Limb* scratch
    """Room for the bits of one frame that does not last: either, plain, negated, and plainly said."""

    def __cinit__(self, Matcher matcher, Findings found):
        self.matcher = matcher
        self.findings = found
        self.arena = found.arena
        self.awake = <Limb*>self.arena.take((found.count + 1) * matcher.group_width * sizeof(Limb))
        self.anywhere = <Limb*>self.arena.take(matcher.group_width * sizeof(Limb))
        self.frames = <Frame*>self.arena.take((found.count + 1) * sizeof(Frame))
        self.turned = <char*>self.arena.take(len(found.text.words) + 1)
        self.scratch = <Limb*>self.arena.take(4 * matcher.width * sizeof(Limb))
        self.wake()

    def topical(self):
        """The sentences that have a hit which does not begin with plain grammar."""
        cdef int i
        return [self.findings.sentences[i] for i in range(self.findings.count) if self.findings.bits_of(i)[0] & _TOPICAL]

    def without(self, set sentences):
        """The same reading as if those sentences (by index) were not in the answer."""
        return Reading(self.matcher, self.findings.without(sentences))

    def first_found(self, group):
        """Where the first of those patterns to hold does: the words that make it hold; None if none holds."""
        cdef int pattern
        for pattern in self.matcher.patterns(group):
            if self.anywhere[pattern >> 6] >> (pattern & 63) & 1:
                held = self.held_anywhere(<Asked>self.matcher.formulas[pattern], pattern)
                if held is not None:
                    return held
        return None

    cdef int wake(self) except -1:
        cdef Matcher matcher = self.matcher
        cdef int i, k, width = matcher.meanings.width, groups = matcher.group_width
        # Behind the sentences stands the whole answer.
        cdef Limb* whole = self.findings.bits_of(self.findings.count)
        cdef Limb* here
        for i in range(self.findings.count):
            here = self.awake + i * groups
            unite(whole, self.findings.bits_of(i), width)
            matcher.awake(self.findings.bits_of(i), here)
            unite(self.anywhere, here, groups)
        here = self.awake + self.findings.count * groups
        matcher.awake(whole, here)
        for k in range(groups):
            self.anywhere[k] = (self.anywhere[k] & ~matcher.across.limbs[k]) | (here[k] & matcher.across.limbs[k])
        return 0

    cdef Frame* frame(self, int i) except NULL:
        """What is said in a sentence."""
        cdef Frame* here = &self.frames[i]
        if here.either == NULL:
            here.hits = self.findings.hits + self.findings.hits_from[i]
            here.count = self.findings.hits_to[i] - self.findings.hits_from[i]
            here.turned = self.turn(i)
            here.either = self.findings.bits_of(i)
            self.part(here, <Limb*>self.arena.take(2 * self.matcher.width * sizeof(Limb)) if here.turned else NULL)
        return here

    cdef bint turn(self, int i) except -1:
        """Mark the words of a sentence that are turned round; whether there are any."""
        cdef int at, first, end
        cdef const unsigned char* classes
        sentence = self.findings.sentences[i]
        if sentence.is_code:
            return False
        first, end = sentence.first, sentence.last
        classes = <const unsigned char*>PyByteArray_AS_STRING(self.findings.text.classes)
        turning = [at for at in range(first, end) if classes[at] & _TURNING]
        if not turning:
            return False
        turned = polarity(self.findings.text, sentence, turning)
        for word, (is_plain, is_negated) in turned.items():
            at = word
            self.turned[at] = (0 if is_plain else NOT_PLAIN) | (AS_NEGATED if is_negated else 0)
        return bool(turned)

    cdef void part(self, Frame* here, Limb* room) noexcept:
        """Part the bits of a frame into those that are plainly said and those that are negated."""
        cdef int i, width = self.matcher.width
        cdef const Hit* hit
        cdef char how
        here.plain = here.either
        here.negated = self.matcher.nothing.limbs
        if not here.turned:
            return
        memset(room, 0, 2 * width * sizeof(Limb))
        for i in range(here.count):
            hit = &here.hits[i]
            if here.among != NULL and not meets(hit.bits, here.among, width):
                continue
            how = self.turned[hit.first]
            if not how & NOT_PLAIN:
                unite(room, hit.bits, width)
            if how & AS_NEGATED:
                unite(room + width, hit.bits, width)
        here.plain = room
        here.negated = room + width

    cdef Frame* whole(self) except NULL:
        """What is said in the whole answer."""
        cdef int i, count = 0
        cdef Frame* here
        cdef Hit* hits
        cdef Frame* whole
        if self.whole_frame == NULL:
            whole = <Frame*>self.arena.take(sizeof(Frame))
            for i in range(self.findings.count):
                count += self.findings.hits_to[i] - self.findings.hits_from[i]
            hits = <Hit*>self.arena.take((count + 1) * sizeof(Hit))
            for i in range(self.findings.count):
                here = self.frame(i)
                memcpy(hits + whole.count, here.hits, here.count * sizeof(Hit))
                whole.count += here.count
                whole.turned = whole.turned or here.turned
            whole.hits = hits
            whole.either = self.findings.bits_of(self.findings.count)
            self.part(whole, <Limb*>self.arena.take(2 * self.matcher.width * sizeof(Limb)))
            self.whole_frame = whole
        return self.whole_frame

    cdef const Limb* plainly_said(self, Asked asked, const Frame* here) noexcept:
        """The bits that count as plainly said for this pattern."""
        cdef int i, width = self.matcher.width
        cdef Limb* plain
        cdef const Hit* hit
        cdef bint begun = False
        if not asked.lenient:
            return here.plain
        if not asked.strict or not here.turned:
            return here.either
        plain = self.scratch + 3 * width
        memcpy(plain, here.plain, width * sizeof(Limb))
        for i in range(here.count):
            hit = &here.hits[i]
            if here.among != NULL and not meets(hit.bits, here.among, width):
                continue
            begun = begun or (self.turned[hit.first] & AS_NEGATED and meets(hit.bits, asked.negated.limbs, width))
            if begun:
                unite(plain, hit.bits, width)
        return plain

    cdef list held_anywhere(self, Asked asked, int pattern):
        """Where the pattern first holds: the words that make it hold; None if it does not."""
        cdef int i, groups = self.matcher.group_width
        cdef Frame* here
        if asked.scope == ANSWER:
            here = self.whole()
            return self.held(asked, here) if asked.needs_met(here.either) else None
        if asked.scope == TWO_SENTENCES:
            return self.two_sentences(asked)
        for i in range(self.findings.count):
            if not self.awake[i * groups + (pattern >> 6)] >> (pattern & 63) & 1:
                continue
            if not asked.needs_met(self.findings.bits_of(i)):
                continue
            if asked.scope == CODE and not self.findings.sentences[i].is_code:
                continue
            here = self.frame(i)
            if asked.scope == CLAUSE:
                found = self.in_a_clause(asked, here, i)
            elif asked.scope == NEAR:
                found = None if asked.excepted(here, self.turned) else self.near(asked, here)
            else:
                found = self.held(asked, here)
            if found is not None:
                return found
        return None

    cdef list held(self, Asked asked, const Frame* here):
        """The words that make the pattern hold in a frame in which every need is met; None if it does not."""
        if asked.excepted(here, self.turned) or not self.frame_holds(asked, here):
            return None
        return self.found(asked, here)

    cdef bint frame_holds(self, Asked asked, const Frame* here) noexcept:
        """Whether every test holds in a frame in which every need is met."""
        cdef const Limb* plain
        if asked.is_plain and not here.turned:
            return True
        plain = self.plainly_said(asked, here)
        for test in asked.tests:
            if not (<Test>test).holds(here, plain, asked.lenient, self.turned):
                return False
        return True

    cdef Frame window(self, const Frame* here, int start, int end, Mask among) noexcept:
        """The frame of some of the hits of another. It lasts until the next one is made."""
        cdef Frame window = here[0]
        cdef int i, width = self.matcher.width
        cdef Limb* either = self.scratch
        memset(either, 0, width * sizeof(Limb))
        for i in range(start, end):
            if meets(here.hits[i].bits, among.limbs, width):
                unite(either, here.hits[i].bits, width)
        window.hits = here.hits + start
        window.count = end - start
        window.among = among.limbs
        window.either = either
        return window

    cdef list in_a_clause(self, Asked asked, const Frame* here, int i):
        cdef int start, end, at = 0
        cdef Frame window
        if self.clauses is None:
            self.clauses = [None] * self.findings.count
        if self.clauses[i] is None:
            self.clauses[i] = self.findings.text.clauses(self.findings.sentences[i])
        for _, end in self.clauses[i]:
            start = at
            while at < here.count and here.hits[at].first < end:
                at += 1
            window = self.window(here, start, at, asked.reach_or_unless)
            if asked.needs_met(window.either):
                self.part(&window, self.scratch + self.matcher.width)
                found = self.held(asked, &window)
                if found is not None:
                    return found
        return None

    cdef list near(self, Asked asked, const Frame* here):
        cdef int start, end
        cdef Frame window
        for start in range(here.count):
            if not meets(here.hits[start].bits, asked.reach.limbs, self.matcher.width):
                continue
            end = start
            while end < here.count and here.hits[end].first <= here.hits[start].first + asked.distance:
                end += 1
            window = self.window(here, start, end, asked.reach)
            if asked.needs_met(window.either):
                self.part(&window, self.scratch + self.matcher.width)
                if self.frame_holds(asked, &window):
                    return self.found(asked, &window)
        return None

    cdef list two_sentences(self, Asked asked):
        """Any two sentences that hold all parts between them, so that the order of sentences does not matter."""
        cdef int i
        cdef Frame* here
        cdef const Limb* plain
        full = (<object>1 << len(asked.tests)) - 1
        best = {}
        for i in self.sentences_worth_asking(asked, full):
            here = self.frame(i)
            if asked.excepted(here, self.turned):
                continue
            plain = self.plainly_said(asked, here)
            held, bit = 0, 1
            for test in asked.tests:
                if (<Test>test).holds(here, plain, asked.lenient, self.turned):
                    held |= bit
                bit <<= 1
            if held == full:
                return self.found(asked, here)
            if held:
                best.setdefault(held, i)
        for a, one in best.items():
            for b, other in best.items():
                if a | b == full:
                    return self.found_in_both(asked, one, other)
        return None

    cdef list sentences_worth_asking(self, Asked asked, full):
        """The sentences that have words for some part, if there are two that have words for all parts between them."""
        cdef int i, width = self.matcher.width
        cdef const Limb* either
        found = []
        covered = set()
        for i in range(self.findings.count):
            either = self.findings.bits_of(i)
            if meets(either, asked.reach.limbs, width):
                covers, bit = 0, 1
                for test in asked.tests:
                    if meets(either, (<Test>test).reach.limbs, width):
                        covers |= bit
                    bit <<= 1
                found.append(i)
                covered.add(covers)
        for a in covered:
            for b in covered:
                if a | b == full:
                    return found
        return []

    cdef list found_in_both(self, Asked asked, int i, int k):
        cdef Frame* one = self.frame(i)
        cdef Frame* other = self.frame(k)
        cdef Frame both
        cdef int width = self.matcher.width
        cdef Hit* hits = <Hit*>self.arena.take((one.count + other.count) * sizeof(Hit))
        memcpy(hits, one.hits, one.count * sizeof(Hit))
        memcpy(hits + one.count, other.hits, other.count * sizeof(Hit))
        memcpy(self.scratch, one.either, width * sizeof(Limb))
        unite(self.scratch, other.either, width)
        both.hits = hits
        both.count = one.count + other.count
        both.among = NULL
        both.either = self.scratch
        both.turned = one.turned or other.turned
        return self.found(asked, &both)

    cdef list found(self, Asked asked, const Frame* here):
        """One hit for each part of the pattern, close to one another, in order of place."""
        cdef int i, anchor = -1, count, fewest = here.count + 1, first, far, nearest, width = self.matcher.width
        cdef const Limb* limbs
        masks = []
        if asked.is_plain:
            masks.extend(asked.needs)
        else:
            for test in asked.tests:
                (<Test>test).evidence(here, masks)
        for mask in masks:
            limbs = (<Mask>mask).limbs
            count = 0
            for i in range(here.count):
                if meets(here.hits[i].bits, limbs, width):
                    if not count:
                        first = i
                    count += 1
            if 0 < count < fewest:
                fewest, anchor = count, first
        if anchor < 0:
            return []
        chosen = set()
        for mask in masks:
            limbs = (<Mask>mask).limbs
            nearest = -1
            for i in range(here.count):
                if meets(here.hits[i].bits, limbs, width):
                    far = abs(here.hits[i].first - here.hits[anchor].first)
                    if nearest < 0 or far < abs(here.hits[nearest].first - here.hits[anchor].first):
                        nearest = i
            if nearest >= 0:
                chosen.add((here.hits[nearest].first, here.hits[nearest].last))
        return sorted(chosen)
