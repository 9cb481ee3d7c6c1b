"""Negation and reported myths: which words of a sentence are plainly said, and which are turned round."""

from __future__ import annotations

from simulator.grading.language import (
    CLAUSE_WORDS,
    HARD_NEGATOR,
    MYTH_ENDS_AT,
    MYTH_OPENER,
    MYTH_OPENERS_BY_KEY,
    NEGATES_WITH,
    NEGATION_CANCELLED_BY,
    NEGATION_ENDS_AT,
    NEGATION_IDIOMS,
    SOFT_NEGATOR,
    bytes_with,
)
from simulator.grading.text import Sentence, Text

_NEGATION_REACH = 10
_BACKWARD_REACH = 3
TURNING = HARD_NEGATOR | SOFT_NEGATOR | MYTH_OPENER
"""The classes of `turning_words`."""
_TURNING_WORD = bytes_with(TURNING)

Polarity = dict[int, tuple[bool, bool]]
"""By word: (counts as plain, counts as negated); words not listed are plain only."""
NOTHING_TURNED: Polarity = {}


def turning_words(text: Text) -> list[int]:
    """The words that may turn others round: negators, and words of phrases that report a myth."""
    return [match.start() for match in _TURNING_WORD.finditer(text.classes)]


def polarity(text: Text, sentence: Sentence, turning: list[int]) -> Polarity:
    """The words of a sentence that stand under a negation, or in a myth that is only reported.

    `turning` are the words of the sentence that `turning_words` gives.
    """
    words, gaps, classes = text.words, text.gaps, text.classes
    scopes: list[tuple[int, int, bool]] = []
    """Words first..end (exclusive), and whether a plain claim in them becomes false."""
    myth = _myth_start(text, sentence, turning)
    if myth >= 0:
        scopes.append((myth, _myth_end(text, sentence, myth), True))
    before: list[tuple[int, int]] = []
    """Words first..end (exclusive) before a negator, which may be what it negates."""
    for i in turning:
        if not classes[i] & (HARD_NEGATOR | SOFT_NEGATOR):
            continue
        word = words[i]
        hard = bool(classes[i] & HARD_NEGATOR)
        if hard and _cancelled(text, i, sentence.last):
            continue
        if word in NEGATES_WITH and words[i + 1 : i + 2] != [NEGATES_WITH[word]]:
            continue
        end = i + 1
        limit = min(sentence.last, i + 1 + _NEGATION_REACH)
        while end < limit and not gaps[end] and (end == i + 1 or words[end] not in NEGATION_ENDS_AT):
            end += 1
        scopes.append((i + 1, end, hard))
        if hard and (word in ("not", "never", "cannot") or word.endswith(("n't", "nt"))):
            start = i
            while start > sentence.first and i - start < _BACKWARD_REACH and not gaps[start]:
                if words[start - 1] in CLAUSE_WORDS:
                    break
                start -= 1
            before.append((start, i))
    turned: dict[int, int] = {}
    for start, end, hard in scopes:
        if not turned:
            turned = dict.fromkeys(range(start, end), _FALSE if hard else _WANTED)
            continue
        for at in range(start, end):
            # Two hard negations make a plain claim again.
            turned[at] = turned.get(at, 0) ^ _FALSE if hard else turned.get(at, 0) | _WANTED
    out = {at: _POLARITIES[how] for at, how in turned.items() if how}
    for start, end in before:
        for at in range(start, end):
            out.setdefault(at, (True, True))
    return out


_FALSE, _WANTED = 1, 2
_POLARITIES = ((True, False), (False, True), (True, True), (False, True))


def _cancelled(text: Text, negator: int, end: int) -> bool:
    words = text.words
    for i in range(negator + 1, min(end, negator + 3)):
        if text.gaps[i]:
            return False
        if words[i] in NEGATION_CANCELLED_BY or (words[negator], words[i]) in NEGATION_IDIOMS:
            return True
    return False


def _myth_start(text: Text, sentence: Sentence, turning: list[int]) -> int:
    words, classes = text.words, text.classes
    for i in turning:
        if classes[i] & MYTH_OPENER:
            for offset, opener in MYTH_OPENERS_BY_KEY[words[i]]:
                start = i - offset
                end = start + len(opener)
                if sentence.first <= start and end <= sentence.last and tuple(words[start:end]) == opener:
                    return end
    return -1


def _myth_end(text: Text, sentence: Sentence, start: int) -> int:
    for i in range(start + 1, sentence.last):
        if text.words[i] in MYTH_ENDS_AT:
            return i
    return sentence.last
