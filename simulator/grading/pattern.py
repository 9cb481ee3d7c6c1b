"""The pattern language: from one line of a rubric to a tree.

    pattern  = [scope] item+ ["unless" item+]
    scope    = "[clause]" | "[near N]" | "[sentence]" | "[sentences 2]" | "[answer]" | "[code]"
    item     = ["not" | "maybe not"] atom (".." atom)*
    atom     = word | "phrase" | `code` | $synonyms | "(" items ("|" items)* ")" | N "of" "(" ... ")"

docs/writing-rubrics.md explains it to authors.
"""

from __future__ import annotations

import re
from collections.abc import KeysView, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple


class Scope(Enum):
    """Where the parts of a pattern must meet."""

    SENTENCE = "sentence"
    CLAUSE = "clause"
    NEAR = "near"
    TWO_SENTENCES = "sentences"
    ANSWER = "answer"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Word:
    """A word; `*` in it is a wild card, `exact` turns off stems and misspellings."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other; the word `*` stands for any one word."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of code, found with and without its decoration."""

    text: str


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    count: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class InOrder:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negated:
    """The part must stand under a negation."""

    part: Node


@dataclass(frozen=True, slots=True)
class EitherWay:
    """The part counts whether or not it stands under a negation."""

    part: Node


Node = Word | Phrase | Code | AllOf | AnyOf | AtLeast | InOrder | Negated | EitherWay


@dataclass(frozen=True, slots=True)
class Pattern:
    """One parsed line."""

    scope: Scope
    distance: int
    """For NEAR: how many words apart at most; else 0."""
    parts: tuple[Node, ...]
    unless: Node | None


class PatternError(ValueError):
    """A line that is not in the language. `offset` counts characters from 0."""

    def __init__(self, what: str, todo: str, offset: int) -> None:
        super().__init__(f"{what}; {todo}")
        self.what, self.todo, self.offset = what, todo, offset


_LEXEME = re.compile(
    r"""\s*(?:
        (?P<phrase>"[^"]*") | (?P<code>`[^`]*`) | (?P<open>\() | (?P<close>\)) | (?P<bar>\|) | (?P<then>\.\.(?=\s|$))
      | (?P<ref>\$[A-Za-z][\w-]*) | (?P<scope>\[[^\]]*\]) | (?P<word>[^\s()|"`]+)
      | (?P<unclosed>\S)
    )""",
    re.VERBOSE,
)
_SCOPE = re.compile(r"\[\s*(?:(?P<name>sentence|clause|answer|code)|near\s+(?P<near>\d+)|sentences\s+(?P<two>2))\s*\]")
_ENDS_ITEMS = frozenset(("bar", "close", "end"))
_DEPTH_LIMIT = 12
_SYNONYM_DEPTH_LIMIT = 8


class _Lexeme(NamedTuple):
    kind: str
    """The name of its group in `_LEXEME`, or "end"."""
    text: str
    offset: int


class Synonyms:
    """The shared sets of alternatives by name, each parsed once, when it is first asked for."""

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        self._texts = texts or {}
        self._nodes: dict[str, Node] = {}

    def names(self) -> KeysView[str]:
        """The names of the sets."""
        return self._texts.keys()

    def node(self, name: str, depth: int) -> Node:
        """The set of that name, asked for by a set that is so deep in others. Raises KeyError and PatternError."""
        known = self._nodes.get(name)
        if known is None:
            known = self._nodes[name] = _Parser(self._texts[name], self, depth + 1).alternatives()
        return known


def parse(line: str, synonyms: Synonyms | None = None) -> Pattern:
    """Parse one line; `$name` is looked up in `synonyms`. Raises PatternError."""
    return _Parser(line, synonyms or Synonyms(), 0).pattern()


class _Parser:
    def __init__(self, line: str, synonyms: Synonyms, synonym_depth: int) -> None:
        self._synonyms, self._synonym_depth = synonyms, synonym_depth
        self._lexemes = _lex(line)
        self._at = 0

    def pattern(self) -> Pattern:
        scope, distance = Scope.SENTENCE, 0
        if (first := self._lexemes[0]).kind == "scope":
            self._at += 1
            scope, distance = _scope(first)
        parts = self._items(0, top=True)
        unless: Node | None = None
        if self._keyword("unless"):
            unless = _all(self._items(0))
        if (extra := self._lexemes[self._at]).kind != "end":
            raise PatternError(f"unexpected {extra.text!r}", "check that every ( has its )", extra.offset)
        return Pattern(scope, distance, parts, unless)

    def alternatives(self) -> Node:
        """The whole line as the inside of a pair of parentheses: what a synonym set is."""
        node = self._alternatives(0)
        if (extra := self._lexemes[self._at]).kind != "end":
            raise PatternError(f"unexpected {extra.text!r}", "check that every ( has its )", extra.offset)
        return node

    def _keyword(self, word: str) -> bool:
        lexeme = self._lexemes[self._at]
        if lexeme.text == word and lexeme.kind == "word":
            self._at += 1
            return True
        return False

    def _items(self, depth: int, top: bool = False) -> tuple[Node, ...]:
        parts: list[Node] = []
        while (lexeme := self._lexemes[self._at]).kind not in _ENDS_ITEMS:
            if lexeme.kind == "word" and lexeme.text == "unless":
                break
            parts.append(self._ordered(depth))
        if not parts:
            raise PatternError("nothing to look for here", "write at least one word", lexeme.offset)
        return tuple(parts)

    def _ordered(self, depth: int) -> Node:
        first = self._item(depth)
        if self._lexemes[self._at].kind != "then":
            return first
        parts = [first]
        while self._lexemes[self._at].kind == "then":
            self._at += 1
            parts.append(self._item(depth))
        return InOrder(tuple(parts))

    def _item(self, depth: int) -> Node:
        if self._keyword("maybe"):
            if not self._keyword("not"):
                raise PatternError(
                    '"maybe" stands alone',
                    'write "maybe not WORD", or "maybe" in quotes',
                    self._lexemes[self._at].offset,
                )
            return EitherWay(self._atom(depth))
        if self._keyword("not"):
            return Negated(self._atom(depth))
        return self._atom(depth)

    def _atom(self, depth: int) -> Node:
        lexeme = self._lexemes[self._at]
        if lexeme.kind == "end":
            raise PatternError("the line ends too early", "write a word, a phrase or a group here", lexeme.offset)
        following = self._lexemes[self._at + 1]
        if lexeme.kind == "word" and lexeme.text.isdigit() and following.text == "of":
            opener = self._lexemes[self._at + 2]
            if opener.kind != "open":
                raise PatternError(f"{lexeme.text} of what?", "write a list in parentheses after it", following.offset)
            self._at += 3
            group = self._group(depth + 1, opener)
            choices = group.parts if isinstance(group, AnyOf) else (group,)
            count = int(lexeme.text)
            if not 1 <= count <= len(choices):
                raise PatternError(
                    f"{count} of {len(choices)} can never be", "ask for no more than the list holds", lexeme.offset
                )
            return AtLeast(count, choices)
        self._at += 1
        match lexeme.kind:
            case "open":
                return self._group(depth + 1, lexeme)
            case "phrase":
                return _phrase(lexeme)
            case "code":
                if not _canonical_words(lexeme.text.strip("`")):
                    raise PatternError("this code holds no word", "write a name or an operator in it", lexeme.offset)
                return Code(lexeme.text.strip("`").strip())
            case "ref":
                return self._synonym(lexeme)
            case "word":
                return _word(lexeme)
            case _:
                raise PatternError(
                    f"unexpected {lexeme.text!r}", "write a word, a phrase or a group here", lexeme.offset
                )

    def _group(self, depth: int, opener: _Lexeme) -> Node:
        if depth > _DEPTH_LIMIT:
            raise PatternError("groups are nested too deeply", f"use at most {_DEPTH_LIMIT} levels", opener.offset)
        node = self._alternatives(depth)
        if self._lexemes[self._at].kind != "close":
            raise PatternError("this ( is never closed", "add the missing )", opener.offset)
        self._at += 1
        return node

    def _alternatives(self, depth: int) -> Node:
        choices = [_all(self._items(depth))]
        while self._lexemes[self._at].kind == "bar":
            self._at += 1
            choices.append(_all(self._items(depth)))
        return choices[0] if len(choices) == 1 else AnyOf(tuple(choices))

    def _synonym(self, lexeme: _Lexeme) -> Node:
        name = lexeme.text[1:]
        names = self._synonyms.names()
        if name not in names:
            import difflib

            near = difflib.get_close_matches(name, names, n=1)
            hint = f"did you mean ${near[0]}?" if near else "add it to rubrics/vocabulary.yaml"
            raise PatternError(f"no synonym set is called ${name}", hint, lexeme.offset)
        if self._synonym_depth >= _SYNONYM_DEPTH_LIMIT:
            raise PatternError(
                f"${name} refers to itself", "break the circle in rubrics/vocabulary.yaml", lexeme.offset
            )
        try:
            return self._synonyms.node(name, self._synonym_depth)
        except PatternError as error:
            raise PatternError(f"in ${name}: {error.what}", error.todo, lexeme.offset) from error


def _all(parts: tuple[Node, ...]) -> Node:
    return parts[0] if len(parts) == 1 else AllOf(parts)


def _lex(line: str) -> list[_Lexeme]:
    """The lexemes of a line, the last of which is its end."""
    out: list[_Lexeme] = []
    for found in _LEXEME.finditer(line):
        kind = found.lastgroup or ""
        text, start = found[kind], found.start(kind)
        if kind == "unclosed":
            raise PatternError(f"{text!r} is never closed", f"add the second {text}", start)
        if kind == "scope" and out:
            raise PatternError(f"{text} stands in the middle", "a scope comes first on its line", start)
        out.append(_Lexeme(kind, text, start))
    out.append(_Lexeme("end", "", len(line)))
    return out


def _scope(lexeme: _Lexeme) -> tuple[Scope, int]:
    found = _SCOPE.fullmatch(lexeme.text)
    if found is None:
        raise PatternError(
            f"{lexeme.text} is no scope",
            "use [clause], [near N], [sentence], [sentences 2], [answer] or [code]",
            lexeme.offset,
        )
    if found["near"]:
        return Scope.NEAR, int(found["near"])
    if found["two"]:
        return Scope.TWO_SENTENCES, 0
    return Scope(found["name"]), 0


def _word(lexeme: _Lexeme) -> Node:
    text, exact = lexeme.text, False
    if text.endswith("!") and len(text) > 1 and text != "!=":
        text, exact = text[:-1], True
    if "*" in text and text not in ("*", "**") and not text.startswith(("*args", "**kw")):
        if not re.fullmatch(r"[\w*']+", text):
            raise PatternError(
                f"{lexeme.text!r} mixes a wild card with punctuation",
                "split it, or put code in backticks",
                lexeme.offset,
            )
        if len(text.replace("*", "")) < 2:
            raise PatternError(f"{lexeme.text!r} would match almost anything", "write more letters", lexeme.offset)
        return Word(text.lower(), exact)
    return _words(text, exact, lexeme)


def _phrase(lexeme: _Lexeme) -> Node:
    words: list[str] = []
    for piece in lexeme.text.strip('"').split():
        if piece == "*" or ("*" in piece and re.fullmatch(r"[\w*']+", piece)):
            words.append(piece.lower())
        else:
            words.extend(_canonical_words(piece))
    if not words or set(words) == {"*"}:
        raise PatternError("empty phrase", "write the words between the quotes", lexeme.offset)
    if words[0] == "*" or words[-1] == "*":
        raise PatternError("a phrase cannot begin or end with *", "leave the * out", lexeme.offset)
    return Word(words[0]) if len(words) == 1 else Phrase(tuple(words))


def _words(text: str, exact: bool, lexeme: _Lexeme) -> Node:
    words = _canonical_words(text)
    if not words:
        raise PatternError(f"{lexeme.text!r} holds no word", "put punctuation that matters in backticks", lexeme.offset)
    return Word(words[0], exact) if len(words) == 1 else Phrase(words)


@lru_cache(maxsize=8192)
def _canonical_words(text: str) -> tuple[str, ...]:
    from simulator.grading.analysis import analyse

    return tuple(analyse(text).words)
