"""The matchers that there are on this machine: in Python, and compiled where a C compiler was found."""

from __future__ import annotations

import pytest

from simulator.grading import columns, matcher
from simulator.grading.compiled import quickest, why_not

MATCHERS = [pytest.param(matcher.Matcher, id="python")]
if quickest("matcher") is not matcher:
    MATCHERS.append(pytest.param(quickest("matcher").Matcher, id="compiled"))

needs_compiled = pytest.mark.skipif(
    quickest("matcher") is matcher or quickest("columns") is columns, reason=f"nothing is compiled here: {why_not()}"
)
