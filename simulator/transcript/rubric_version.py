"""A short name for a rubric as it stands, to tell later whether an answer was graded by the same one."""

from __future__ import annotations

import hashlib

from simulator.bank.model import Rubric


def rubric_version(rubric: Rubric) -> str:
    """Twelve hexadecimal digits that change when anything changes that grading looks at: criteria, weights, patterns,
    misconceptions. Examples, wording for people and places in files do not count."""
    criteria = [(c.id, c.weight, [p.text for p in c.shown], [p.text for p in c.partly]) for c in rubric.criteria]
    misconceptions = [(m.id, m.denies, m.grave, [p.text for p in m.claim]) for m in rubric.misconceptions]
    return hashlib.sha256(repr((rubric.id, criteria, misconceptions)).encode("utf-8", "replace")).hexdigest()[:12]
