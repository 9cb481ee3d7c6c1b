"""Words in their own right, so that none of them passes for a misspelling of another.

`words.txt` holds the words of the content. After the content has changed, write it anew:

    python -m simulator.grading.known_words
"""

from __future__ import annotations

import builtins
import keyword
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from simulator.bank.library import Library
from simulator.grading.language import FUNCTION_WORDS, PREDICATES

WORDS_FILE = Path(__file__).with_name("words.txt")
_SHORTEST_MISSPELT = 5


@cache
def known_words() -> frozenset[str]:
    """Python's own names, common English, and the words of the content."""
    words = {*keyword.kwlist, *dir(builtins), *sys.stdlib_module_names}
    return frozenset(
        {word.lower() for word in words} | FUNCTION_WORDS | PREDICATES | set(WORDS_FILE.read_text("utf-8").split())
    )


def is_known(word: str, root: str) -> bool:
    """Whether a word is one in its own right, so that it is no slip of another."""
    if not (word.isascii() and word.replace("_", "a").isalpha()):
        return True
    known = known_words()
    return word in known or root in known


def words_of(library: Library) -> list[str]:
    """The words that the content uses in what people read, long enough to be misspelt, in alphabetical order."""
    from simulator.grading.analysis import analyse

    words = {word for text in _texts(library) for word in analyse(text).words}
    return sorted(w for w in words if len(w) >= _SHORTEST_MISSPELT and w.isascii() and w.replace("_", "a").isalpha())


def _texts(library: Library) -> Iterator[str]:
    for question in library.questions.values():
        yield question.prompt
        yield question.model_answer
    for rubric in library.rubrics.values():
        for criterion in rubric.criteria:
            yield from (criterion.signal, criterion.probe, *criterion.accept)
        for misconception in rubric.misconceptions:
            yield from (misconception.correction, *misconception.fine)


if __name__ == "__main__":
    from simulator.bank.loader import load

    WORDS_FILE.write_text("\n".join(words_of(load())) + "\n", "utf-8")
