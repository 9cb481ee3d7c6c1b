"""Does an answer claim anything? Bare lists of terms and echoes of the question do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from simulator.grading.analysis import analyse
from simulator.grading.chunk import NO_GAP, PAREN_AFTER, SPACE_BEFORE, STOP_AFTER
from simulator.grading.language import (
    CONNECTIVES,
    FUNCTION_WORDS,
    GRAMMAR,
    KEYWORD,
    PREDICATES,
    RELATION,
    RELATIONS,
    STATEMENT_WORDS,
    VERB,
    bytes_without,
)
from simulator.grading.stem import stem
from simulator.grading.text import Sentence, Text

_LIST_THRESHOLD = 0.07
_NOTES_THRESHOLD = -0.25
_VERB_WEIGHT = 0.9
_BARE_WEIGHT = 0.3
_FEWEST_NOTES = 2
_WORDS_OF_A_NOTE = 2
_SHORTEST_JUDGED = 8
_SHORT_RUN = 3
_LONG_RUN = 12
_FEWEST_RUNS = 6
_STRING_RUN = 10
_GRAMMAR_IN_STRING = 0.35
_GRAMMAR_IN_SENTENCE = 0.3
_FEW_VERBS = 3
_SENTENCES_OF_A_LIST = 2
_LEAST_GRAMMAR = 0.09
_ECHO_SHARE = 0.85
_FEWEST_ECHOED = 3

_LISTING_MARK = re.compile(r"(?<=\s)[/|•·](?=\s)")
_LISTED_ITEM_WORDS = 4
_CODE_IN_LIST = 0.3


_NO_GRAMMAR, _NO_KEYWORD, _NO_VERB, _NO_RELATION = map(bytes_without, (GRAMMAR, KEYWORD, VERB, RELATION))
_GAP = re.compile(b"[^%c]" % NO_GAP)


def claim_density(text: Text, sentences: Sequence[Sentence]) -> float:
    """How much of those sentences is claims rather than bare terms; under 0.07 reads as a list of keywords.

    Grammar, verbs and relation signs ("=", "->") say something about terms. Python's keywords count for less, since
    they are terms too. Runs of one to three words between separators, and long runs with next to no grammar in them,
    count against. The weights were fitted by logistic regression on labelled answers (docs/grading.md) and rounded.
    """
    prose = [s for s in sentences if not s.is_code]
    total = sum([s.last - s.first for s in sentences])
    classes = b"".join([text.classes[s.first : s.last] for s in prose])
    if not classes:
        return 1.0
    grammar, keywords, verbs, relations = (
        len(classes.translate(None, others)) for others in (_NO_GRAMMAR, _NO_KEYWORD, _NO_VERB, _NO_RELATION)
    )
    if relations:
        # "x=1" is code, not a statement.
        relations -= sum(
            bool(text.classes[i] & RELATION) and text.words[i] == "=" and not text.beside[i] & SPACE_BEFORE
            for s in prose
            for i in range(s.first, s.last)
        )
    bare = 0
    for sentence in prose:
        for first, end in _runs(text, sentence):
            length = end - first
            if length <= _SHORT_RUN or (
                length >= _LONG_RUN and _words_of_grammar(text, first, end) < _LEAST_GRAMMAR * length
            ):
                bare += length
    in_code = min(1 - len(classes) / total, 0.5)
    claiming = grammar + _VERB_WEIGHT * verbs + 0.35 * keywords + 2 * relations - _BARE_WEIGHT * bare
    return claiming / len(classes) + 0.18 * in_code


def is_keyword_list(text: Text, on_topic: Sequence[Sentence]) -> bool:
    """Whether an answer is a bare list of terms, whatever its layout.

    Judged by the sentences that hold words of the rubric: a list does not become an answer by a sentence about
    something else.
    """
    length = sum([s.last - s.first for s in on_topic])
    prose = sum([s.last - s.first for s in on_topic if not s.is_code])
    if prose >= _SHORTEST_JUDGED:
        verbs, least = _verbs_and_least_density(text, on_topic, length)
        if verbs < _FEW_VERBS or least <= _LIST_THRESHOLD:
            if _written_in_sentences(text, on_topic):
                return least < _NOTES_THRESHOLD and claim_density(text, on_topic) < _NOTES_THRESHOLD
            if _states_nothing(text, on_topic) or claim_density(text, on_topic) < _LIST_THRESHOLD:
                return True
    items = len(text.sentences) + _listing_marks(text.source)
    return items >= _FEWEST_RUNS and length <= _LISTED_ITEM_WORDS * items and _laid_out_as_list(text, on_topic)


def _written_in_sentences(text: Text, sentences: Sequence[Sentence]) -> bool:
    """Whether there is a sentence with its full stop and its grammar, or full stops part several notes of a few words
    each: terse, but hardly a list."""
    ended = [s for s in sentences if not s.is_code and text.beside[s.last - 1] & (STOP_AFTER | PAREN_AFTER)]
    if len(ended) == 1:
        first, last = ended[0].first, ended[0].last
        flows = last - first > _LISTED_ITEM_WORDS * len(_runs(text, ended[0]))
        return flows and _words_of_grammar(text, first, last) >= _GRAMMAR_IN_SENTENCE * (last - first)
    notes = [s.last - s.first for s in ended]
    return len(notes) >= _FEWEST_NOTES and sum(notes) >= _WORDS_OF_A_NOTE * len(notes)


def _laid_out_as_list(text: Text, on_topic: Sequence[Sentence]) -> bool:
    """Whether the terms stand one a line, or between slashes or bars, without full stops."""
    topical = {s.first for s in on_topic}
    listed = [s for s in text.sentences if s.first in topical or s.last - s.first <= _LISTED_ITEM_WORDS]
    length = sum(s.last - s.first for s in listed)
    items = len(listed) + _listing_marks(text.source)
    return (
        length >= _SHORTEST_JUDGED
        and items >= _FEWEST_RUNS
        and length <= _LISTED_ITEM_WORDS * items
        and sum(bool(text.beside[s.last - 1] & STOP_AFTER) for s in listed) <= 1
        and sum(s.last - s.first for s in listed if s.is_code) <= _CODE_IN_LIST * length
    )


def _listing_marks(source: str) -> int:
    if "/" in source or "|" in source or "•" in source or "·" in source:
        return len(_LISTING_MARK.findall(source))
    return 0


def _states_nothing(text: Text, sentences: Sequence[Sentence]) -> bool:
    """Whether hardly a word makes a statement, in many short runs or in one long string."""
    words = text.words
    runs = [run for sentence in sentences if not sentence.is_code for run in _runs(text, sentence)]
    length = sum(end - first for first, end in runs)
    if length < _SHORTEST_JUDGED:
        return False
    statements = sum(word in STATEMENT_WORDS or word in RELATIONS for first, end in runs for word in words[first:end])
    mean = length / len(runs)
    if len(runs) >= _FEWEST_RUNS:
        return statements <= (len(sentences) <= _SENTENCES_OF_A_LIST) and mean <= _SHORT_RUN
    grammar = sum(_words_of_grammar(text, first, end) for first, end in runs)
    return statements == 0 and length >= _LONG_RUN and mean >= _STRING_RUN and grammar <= _GRAMMAR_IN_STRING * length


def _verbs_and_least_density(text: Text, sentences: Sequence[Sentence], length: int) -> tuple[int, float]:
    """How many verbs there are; and what the claim density is at least, which is quickly known and enough for most
    answers: so much grammar that no layout could make it a list."""
    classes = b"".join([text.classes[s.first : s.last] for s in sentences if not s.is_code])
    grammar = len(classes.translate(None, _NO_GRAMMAR))
    verbs = len(classes.translate(None, _NO_VERB))
    return verbs, (grammar + _VERB_WEIGHT * verbs) / length - _BARE_WEIGHT


def _words_of_grammar(text: Text, first: int, end: int) -> int:
    return sum(bool(text.classes[i] & GRAMMAR) or text.words[i] in CONNECTIVES for i in range(first, end))


def _runs(text: Text, sentence: Sentence) -> list[tuple[int, int]]:
    """The words between one separator and the next."""
    parted = [match.start() for match in _GAP.finditer(text.gaps, sentence.first + 1, sentence.last)]
    return list(pairwise((sentence.first, *parted, sentence.last)))


def claiming_sentences(text: Text, prompt: str) -> tuple[list[int], bool]:
    """The indices of the sentences that do not merely repeat the question, and whether any did."""
    asked = _content_stems(prompt)
    longest = len(asked) * 3 + 4
    kept: list[int] = []
    for number, sentence in enumerate(text.sentences):
        if (
            sentence.last - sentence.first <= longest
            and not sentence.is_code
            and _echoes(text.words[sentence.first : sentence.last], asked)
        ):
            continue
        kept.append(number)
    return kept, len(kept) < len(text.sentences)


def _echoes(words: list[str], asked: frozenset[str]) -> bool:
    most_others = (1 - _ECHO_SHARE) * len(words)
    content = others = 0
    for word in words:
        if word not in FUNCTION_WORDS:
            content += 1
            if stem(word) not in asked:
                others += 1
                if others > most_others:
                    return False
    return content >= _FEWEST_ECHOED and content - others >= _ECHO_SHARE * content


@lru_cache(maxsize=512)
def _content_stems(prompt: str) -> frozenset[str]:
    """The prompt's words with a subject matter, as they are and as stems."""
    words = {w for w in analyse(prompt).words if w not in FUNCTION_WORDS}
    return frozenset(words | {stem(w) for w in words})


_SAID_OF_EVERYTHING = frozenset(
    map(stem, "code function list module python run tell use write explain difference".split())
)
_SHORTEST_TOPIC_WORD = 3


def topic_stems(texts: Iterable[str]) -> frozenset[str]:
    """The words by which somebody who talks about the question can be told: of its prompt and its keyword lists."""
    stems = {stem(w) for text in texts for w in analyse(text).words if w not in FUNCTION_WORDS and w not in PREDICATES}
    return frozenset(s for s in stems if len(s) >= _SHORTEST_TOPIC_WORD) - _SAID_OF_EVERYTHING


@lru_cache(maxsize=512)
def prompt_topic(prompt: str) -> frozenset[str]:
    """The topic words of a question's prompt."""
    return topic_stems([prompt])


def topic_shown(text: Text, sentences: Iterable[int], topic: frozenset[str]) -> tuple[int, int]:
    """How many different topic words stand in those sentences, and how many words the sentences with one have."""
    found: set[str] = set()
    length = 0
    for number in sentences:
        sentence = text.sentences[number]
        here = {stem(w) for w in text.words[sentence.first : sentence.last]} & topic
        if here:
            found |= here
            length += sentence.last - sentence.first
    return len(found), length
