"""Checks that go beyond what the loader insists on: what a finished rubric needs.

A check looks at one rubric; `mock-interview bank check` runs all that are in its list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from simulator.bank.library import Library
from simulator.bank.model import PatternLine, Place, Rubric
from simulator.bank.problem import Problem

RubricCheck = Callable[[Rubric, Library], Iterable[Problem]]


def has_examples(rubric: Rubric, library: Library) -> Iterator[Problem]:
    """Each criterion and misconception has examples of what it must find and must leave alone."""
    for criterion in rubric.criteria:
        of = f"the criterion {criterion.id}"
        yield from _too_few(criterion.place, f"{of} accepts", len(criterion.accept), 2, "accept")
        yield from _too_few(criterion.place, f"{of} refuses", len(criterion.refuse), 1, "refuse")
    for misconception in rubric.misconceptions:
        of = f"the misconception {misconception.id}"
        yield from _too_few(misconception.place, f"{of} is shown by", len(misconception.says), 1, "says")
        yield from _too_few(misconception.place, f"{of} is told apart from", len(misconception.fine), 1, "fine")
    of = f"the rubric {rubric.id}"
    yield from _too_few(rubric.place, f"{of} is tried with", len(rubric.keyword_lists), 1, "keyword_lists")
    yield from _too_few(rubric.place, f"{of} is tried with", len(rubric.wrong_answers), 1, "wrong_answers")


def denies_each_criterion(rubric: Rubric, library: Library) -> Iterator[Problem]:
    """Each criterion has a misconception that takes its credit away."""
    denied = {name for misconception in rubric.misconceptions for name in misconception.denies}
    for criterion in rubric.criteria:
        if criterion.id not in denied:
            what = f"no misconception denies the criterion {criterion.id}"
            yield Problem(criterion.place, what, f"add one with denies: [{criterion.id}]")


def order_keeps_words_together(rubric: Rubric, library: Library) -> Iterator[Problem]:
    """Beside `..` only the places of words are looked at: of several that belong together any one would do there."""
    for line in _pattern_lines(rubric):
        for offset, words in _loosened(line.text, library.vocabulary):
            place = Place(line.place.file, line.place.line, line.place.column + offset)
            what = f"beside .. the words {words} count as any one of them"
            yield Problem(place, what, "put them in quotes, keep one of them, or do without ..")


def _pattern_lines(rubric: Rubric) -> Iterator[PatternLine]:
    for criterion in rubric.criteria:
        yield from criterion.shown
        yield from criterion.partly
    for misconception in rubric.misconceptions:
        yield from misconception.claim


_LEXEME = re.compile(r"""(?P<one>"[^"]*"|`[^`]*`)|(?P<mark>[()|]|\.\.(?=\s|$))|(?P<word>[^\s()|"`]+)""")
_BEFORE_A_PART = re.compile(r"(?:(?:maybe\s+)?not|(?P<count>\d+)\s+of)(?=[\s(])")
_MOST_SYNONYMS_IN_SYNONYMS = 8


def _loosened(text: str, vocabulary: Mapping[str, PatternLine]) -> list[tuple[int, str]]:
    """The offset and the words of each alternative beside `..` that holds more than one part."""
    found: list[tuple[int, str]] = []
    _Alternatives(text, vocabulary, found).read(0)
    return found


class _Alternatives:
    """A line as alternatives of parts: only as much of the pattern language as tells where several stand together.

    What is not in the language is passed over; another check reports it.
    """

    def __init__(
        self, text: str, vocabulary: Mapping[str, PatternLine], found: list[tuple[int, str]], depth: int = 0
    ) -> None:
        self._text, self._vocabulary, self._found, self._depth = text, vocabulary, found, depth

    def read(self, at: int) -> tuple[int, list[tuple[int, str]]]:
        """Read to the end of the group; returns where that is, and the alternatives that hold several parts."""
        several: list[tuple[int, str]] = []
        first, parts, ordered, beside = at, 0, False, list[tuple[int, str]]()
        while (lexeme := _LEXEME.search(self._text, at)) is not None and lexeme[0] != ")":
            at = lexeme.end()
            if lexeme[0] == "..":
                self._found += beside
                ordered, beside = True, []
                continue
            if lexeme[0] == "|":
                parts, ordered, beside = 0, False, []
                continue
            if not parts:
                first = lexeme.start()
            at, beside = self._part(lexeme)
            if ordered:
                self._found += beside
                ordered, beside = False, []
            several += beside
            parts += 1
            following = _LEXEME.search(self._text, at)
            if parts > 1 and (following is None or following[0] in ("|", ")")):
                several.append((first, self._text[first:at].strip()))
        return (lexeme.end() if lexeme else len(self._text)), several

    def _part(self, lexeme: re.Match[str]) -> tuple[int, list[tuple[int, str]]]:
        """Where the part ends that begins here, and the alternatives in it that hold several parts."""
        count = 1
        while (opener := _BEFORE_A_PART.match(self._text, lexeme.start())) is not None:
            count = max(count, int(opener["count"] or 1))
            following = _LEXEME.search(self._text, opener.end())
            if following is None:
                break
            lexeme = following
        if lexeme[0] == "(":
            at, several = self.read(lexeme.end())
            return at, [(lexeme.start(), self._text[lexeme.start() : at])] if count > 1 else several
        synonyms = self._vocabulary.get(lexeme[0][1:]) if lexeme[0].startswith("$") else None
        if synonyms is not None and self._depth < _MOST_SYNONYMS_IN_SYNONYMS:
            _, several = _Alternatives(synonyms.text, self._vocabulary, [], self._depth + 1).read(0)
            return lexeme.end(), [(lexeme.start(), f"{words} of {lexeme[0]}") for _, words in several]
        return lexeme.end(), []


def _too_few(place: Place, what: str, count: int, least: int, field: str) -> Iterator[Problem]:
    if count < least:
        examples = "example" if count == 1 else "examples"
        yield Problem(place, f"{what} {count or 'no'} {examples}", f"give at least {least} under {field}:")
