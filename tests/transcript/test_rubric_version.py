"""A rubric's version changes with what grading looks at, and with nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from simulator.bank.model import PatternLine, Place
from simulator.transcript.rubric_version import rubric_version, same_rubric
from tests.builders import PLACE, rubric


def changed(**fields):
    r = rubric()
    return replace(r, criteria=(replace(r.criteria[0], **fields), *r.criteria[1:]))


def line(text: str) -> PatternLine:
    return PatternLine(text, PLACE)


def test_the_same_rubric_has_the_same_version_wherever_it_stands():
    moved = changed(place=Place("elsewhere.yaml", 9, 9), accept=("x",))
    assert rubric_version(rubric(), {}) == rubric_version(moved, {})
    assert len(rubric_version(rubric(), {})) == 12


def test_weights_patterns_and_words_of_the_topic_change_it():
    rubrics = (
        rubric(),
        changed(weight=3),
        changed(shown=()),
        rubric("other"),
        replace(rubric(), keyword_lists=("gil, lock",)),
    )
    assert len({rubric_version(r, {}) for r in rubrics}) == 5


def test_the_sets_of_words_that_its_patterns_refer_to_change_it_and_others_do_not():
    r = changed(shown=(line("$fruit is red"),))
    sets = {"fruit": line("apple | $berry"), "berry": line("cherry"), "car": line("bus")}
    version = rubric_version(r, sets)
    assert rubric_version(r, sets | {"car": line("tram")}) == version
    assert rubric_version(r, sets | {"fruit": line("apple")}) != version
    assert rubric_version(r, sets | {"berry": line("plum")}) != version


def test_sets_that_refer_to_each_other_or_are_not_there_are_no_trouble():
    r = changed(shown=(line("$one $nowhere"),))
    assert len(rubric_version(r, {"one": line("$two"), "two": line("$one")})) == 12


def test_the_versions_of_older_transcripts_are_still_understood():
    r = rubric()
    criteria = [(c.id, c.weight, [p.text for p in c.shown], []) for c in r.criteria]
    old = hashlib.sha256(repr((r.id, criteria, [])).encode()).hexdigest()[:12]
    assert same_rubric(old, r, {}) is True
    assert same_rubric(rubric_version(r, {}), r, {}) is True
    assert same_rubric(old, changed(weight=3), {}) is False
    assert same_rubric("", r, {}) is None
