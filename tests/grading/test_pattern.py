"""The pattern language: what is in it, and what its errors say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.grading.pattern import (
    AllOf,
    AnyOf,
    AtLeast,
    Code,
    EitherWay,
    InOrder,
    Negated,
    PatternError,
    Phrase,
    Scope,
    Synonyms,
    Word,
    parse,
)


def test_words_alternatives_and_groups() -> None:
    assert parse("lock (memory | ram)").parts == (Word("lock"), AnyOf((Word("memory"), Word("ram"))))
    assert parse("(a b | c)").parts == (AnyOf((AllOf((Word("a"), Word("b"))), Word("c"))),)


def test_phrases_exact_words_and_code() -> None:
    assert parse('"reference count"').parts == (Phrase(("reference", "count")),)
    assert parse("run!").parts == (Word("run", exact=True),)
    assert parse("`shell=True`").parts == (Code("shell=True"),)


def test_hyphenated_word_is_a_phrase() -> None:
    assert parse("cpu-bound").parts == (Phrase(("cpu", "bound")),)


def test_negation_order_and_counting() -> None:
    assert parse("not copy").parts == (Negated(Word("copy")),)
    assert parse("maybe not copy").parts == (EitherWay(Word("copy")),)
    assert parse("a .. b .. c").parts == (InOrder((Word("a"), Word("b"), Word("c"))),)
    assert parse("2 of (a | b | c)").parts == (AtLeast(2, (Word("a"), Word("b"), Word("c"))),)


@pytest.mark.parametrize(
    ("line", "scope", "distance"),
    [
        ("a b", Scope.SENTENCE, 0),
        ("[clause] a b", Scope.CLAUSE, 0),
        ("[near 6] a b", Scope.NEAR, 6),
        ("[sentences 2] a b", Scope.TWO_SENTENCES, 0),
        ("[answer] a b", Scope.ANSWER, 0),
        ("[code] a b", Scope.CODE, 0),
    ],
)
def test_scopes(line: str, scope: Scope, distance: int) -> None:
    assert (parse(line).scope, parse(line).distance) == (scope, distance)


def test_unless_and_synonyms() -> None:
    pattern = parse("$fast thread unless (gil | lock)", Synonyms({"fast": "quick | speedy"}))
    assert pattern.parts == (AnyOf((Word("quick"), Word("speedy"))), Word("thread"))
    assert pattern.unless == AnyOf((Word("gil"), Word("lock")))


@pytest.mark.parametrize(
    ("line", "offset", "what"),
    [
        ("a (b | c", 2, "this ( is never closed"),
        ("a ) b", 2, "unexpected ')'"),
        ("a (b | ) c", 7, "nothing to look for here"),
        ("", 0, "nothing to look for here"),
        ("$quick a", 0, "no synonym set is called $quick"),
        ('say "never closed', 4, "'\"' is never closed"),
        ("a `b", 2, "'`' is never closed"),
        ("[somewhere] a", 0, "[somewhere] is no scope"),
        ("a [clause] b", 2, "[clause] stands in the middle"),
        ("4 of (a | b)", 0, "4 of 2 can never be"),
        ("2 of a", 2, "2 of what?"),
        ("a*", 0, "'a*' would match almost anything"),
        ("re-enter*", 0, "'re-enter*' mixes a wild card with punctuation"),
        ("`()`", 0, "this code holds no word"),
        ('"* word"', 0, "a phrase cannot begin or end with *"),
        ("maybe copy", 6, '"maybe" stands alone'),
    ],
)
def test_errors_say_what_and_where(line: str, offset: int, what: str) -> None:
    with pytest.raises(PatternError) as caught:
        parse(line, Synonyms({"fast": "quick"}))
    assert caught.value.what == what
    assert caught.value.offset == offset
    assert caught.value.todo


def test_unknown_synonym_suggests_the_near_one() -> None:
    with pytest.raises(PatternError, match=r"did you mean \$lazily\?"):
        parse("$lazly", Synonyms({"lazily": "lazy"}))


def test_synonyms_that_refer_to_themselves_are_refused() -> None:
    with pytest.raises(PatternError, match="refers to itself"):
        parse("$a", Synonyms({"a": "x | $b", "b": "y | $a"}))


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(PatternError, match="nested too deeply"):
        parse("(" * 50 + "a" + ")" * 50)


@given(st.text(alphabet='ab ()|"`$*.![]2of not maybe unless', max_size=40))
def test_any_line_is_parsed_or_refused_with_a_place_in_it(line: str) -> None:
    offset = 0
    try:
        parse(line, Synonyms({"a": "b"}))
    except PatternError as error:
        offset = error.offset
    assert 0 <= offset <= len(line)
