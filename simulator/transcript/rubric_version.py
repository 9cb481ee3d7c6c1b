"""A short name for a rubric as it stands, to tell later whether an answer was graded by the same one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from simulator.bank.model import PatternLine, Rubric

_SET = re.compile(r"\$([A-Za-z][\w-]*)")


def rubric_version(rubric: Rubric, vocabulary: Mapping[str, PatternLine]) -> str:
    """Twelve hexadecimal digits that change when anything changes that grading looks at: criteria, weights, patterns,
    misconceptions, the words that tell its topic, and those sets of the vocabulary that its patterns refer to. Other
    examples, wording for people and places in files do not count."""
    lines = [line.text for line in _lines(rubric)]
    sets = sorted((name, vocabulary[name].text) for name in _sets_used(lines, vocabulary))
    return _digest((*_own_parts(rubric), list(rubric.keyword_lists), sets))


def same_rubric(version: str, rubric: Rubric, vocabulary: Mapping[str, PatternLine]) -> bool | None:
    """Whether an answer whose grade names this version was graded by the rubric as it stands; None if it names none.

    Versions of older transcripts did not look at the vocabulary; they are the same where the rest is.
    """
    if not version:
        return None
    return version in (rubric_version(rubric, vocabulary), _digest(_own_parts(rubric)))


def _own_parts(rubric: Rubric) -> tuple[Any, ...]:
    criteria = [(c.id, c.weight, [p.text for p in c.shown], [p.text for p in c.partly]) for c in rubric.criteria]
    misconceptions = [(m.id, m.denies, m.grave, [p.text for p in m.claim]) for m in rubric.misconceptions]
    return (rubric.id, criteria, misconceptions)


def _digest(parts: tuple[Any, ...]) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:12]


def _lines(rubric: Rubric) -> Iterable[PatternLine]:
    for criterion in rubric.criteria:
        yield from (*criterion.shown, *criterion.partly)
    for misconception in rubric.misconceptions:
        yield from misconception.claim


def _sets_used(texts: Iterable[str], vocabulary: Mapping[str, PatternLine]) -> set[str]:
    """The names of the sets that the patterns refer to, and of those that these refer to."""
    found: set[str] = set()
    waiting = list(texts)
    while waiting:
        for name in _SET.findall(waiting.pop()):
            if name in vocabulary and name not in found:
                found.add(name)
                waiting.append(vocabulary[name].text)
    return found
