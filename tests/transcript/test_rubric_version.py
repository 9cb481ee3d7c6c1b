"""A rubric's version changes with what grading looks at, and with nothing else."""

from __future__ import annotations

from dataclasses import replace

from simulator.bank.model import Place
from simulator.transcript.rubric_version import rubric_version
from tests.builders import rubric


def changed(**fields):
    r = rubric()
    return replace(r, criteria=(replace(r.criteria[0], **fields), *r.criteria[1:]))


def test_the_same_rubric_has_the_same_version_wherever_it_stands():
    assert rubric_version(rubric()) == rubric_version(changed(place=Place("elsewhere.yaml", 9, 9), accept=("x",)))
    assert len(rubric_version(rubric())) == 12


def test_weights_and_patterns_change_it():
    versions = {rubric_version(r) for r in (rubric(), changed(weight=3), changed(shown=()), rubric("other"))}
    assert len(versions) == 4
