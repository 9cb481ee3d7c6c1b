"""What holds for every answer."""

from __future__ import annotations

import itertools
import random
import string
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.grading.analysis import analyse
from simulator.grading.grader import grade
from tests.grading.samples import PROMPT, compiled

RUBRIC = compiled()

SENTENCES = [
    "A generator hands out values one at a time.",
    "A list keeps all of its items in memory.",
    "You can iterate over a generator only once.",
    "The generator computes everything up front.",
    "A generator takes more memory than that.",
    "It doesn't store the whole list.",
    "You may reuse a generator twice.",
    "It is lazy, I think.",
]
IRRELEVANT = [
    "I had coffee with my neighbour this morning.",
    "We used Postgres for the invoices at my last job.",
    "My manager was happy about the release in spring.",
    "It rained, so we stayed in and played chess.",
]

answers = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map(" ".join)


@given(answers, st.sampled_from(IRRELEVANT), st.booleans())
def test_irrelevant_sentence_never_raises_the_score(answer: str, extra: str, first: bool) -> None:
    longer = f"{extra} {answer}" if first else f"{answer} {extra}"
    assert grade(RUBRIC, PROMPT, longer).score <= grade(RUBRIC, PROMPT, answer).score


@given(st.lists(st.sampled_from(SENTENCES + IRRELEVANT), min_size=1, max_size=7), st.randoms())
def test_order_of_sentences_does_not_matter(sentences: list[str], dice: random.Random) -> None:
    shuffled = list(sentences)
    dice.shuffle(shuffled)
    assert grade(RUBRIC, PROMPT, " ".join(shuffled)).score == grade(RUBRIC, PROMPT, " ".join(sentences)).score


@given(answers)
def test_case_does_not_matter(answer: str) -> None:
    assert grade(RUBRIC, PROMPT, answer.upper()).score == grade(RUBRIC, PROMPT, answer).score


@given(answers)
def test_quotes_and_unicode_forms_do_not_matter(answer: str) -> None:
    curly = answer.replace("'", "’")
    wide = unicodedata.normalize("NFD", curly).replace(" ", "\u00a0")
    assert grade(RUBRIC, PROMPT, curly).score == grade(RUBRIC, PROMPT, answer).score
    assert grade(RUBRIC, PROMPT, wide).score == grade(RUBRIC, PROMPT, answer).score


@given(st.lists(answers, min_size=2, max_size=5))
def test_score_does_not_depend_on_other_answers(many: list[str]) -> None:
    alone = [grade(compiled(), PROMPT, answer) for answer in many]
    together = [grade(RUBRIC, PROMPT, answer) for answer in many]
    assert alone == together


@given(st.text(max_size=400))
def test_any_text_is_graded_and_evidence_lies_inside_it(answer: str) -> None:
    result = grade(RUBRIC, PROMPT, answer)
    assert 0 <= result.score <= 100
    for criterion in result.criteria:
        for span in criterion.evidence:
            assert 0 <= span.start < span.end <= len(answer)


@given(st.text(alphabet=string.printable + "éß–—“”’ﬁ…", max_size=300))
def test_every_word_has_a_sentence_and_a_place(source: str) -> None:
    text = analyse(source)
    assert sum(s.last - s.first for s in text.sentences) == len(text.words) == len(text.gaps) == len(text.classes)
    at = 0
    for sentence in text.sentences:
        assert sentence.first == at < sentence.last
        at = sentence.last
    previous = 0
    for word in range(len(text.words)):
        start, end = text.span(word, word)
        assert previous <= start < end <= len(source)
        previous = start


@settings(max_examples=30)
@given(st.integers(min_value=1, max_value=400))
def test_clauses_cover_each_sentence_once(length: int) -> None:
    text = analyse("for io, use threads, but not for cpu; and so on " * length)
    for sentence in text.sentences:
        clauses = text.clauses(sentence)
        assert clauses[0][0] == sentence.first
        assert clauses[-1][1] == sentence.last
        assert all(a[1] == b[0] for a, b in itertools.pairwise(clauses))
