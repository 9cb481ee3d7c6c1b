"""What is asked for is found under another name when it is the only candidate."""

from __future__ import annotations

import pytest

from simulator.coding.names import aliases

FUNCTION = "def wanted(items):\n    ..."
CLASS = "class Wanted:\n    ..."


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def other(items):\n    return 1", "other"),
        ("other = lambda items: 1", "other"),
        ("def _helper():\n    pass\n\ndef other(items):\n    return _helper()", "other"),
        ("def helper(x):\n    return x\n\ndef other(items):\n    return helper(items)", "other"),
        ("def other(items):\n    return 1\n\nclass Node:\n    pass", "other"),
        ("class Solution:\n    def wanted(self, items):\n        return 1", "Solution.wanted"),
        ("async def other(items):\n    return 1", "other"),
        ("def is_wanted(items):\n    return 1\n\ndef demo(items):\n    return 2", "is_wanted"),
        ("def other(items):\n    return 1\n\ndef main():\n    print(2)", "other"),
    ],
)
def test_the_only_candidate_is_found(code: str, found: str) -> None:
    assert aliases(code, ["wanted"], FUNCTION) == {"wanted": found}


@pytest.mark.parametrize(
    "code",
    [
        "def wanted(items):\n    return 1",
        "from functools import cache as wanted",
        "wanted = make()",
        "if True:\n    def wanted(items): ...",
        "def one(items):\n    return 1\n\ndef two(items):\n    return 2",
        "class Other:\n    pass",
        "x = 1",
        "def broken(",
    ],
)
def test_nothing_is_guessed(code: str) -> None:
    assert aliases(code, ["wanted"], FUNCTION) == {}


def test_a_decorator_is_told_from_what_it_decorates() -> None:
    code = "def cached(func):\n    return func\n\n@cached\ndef fibonacci(n):\n    return n"
    assert aliases(code, ["memoize"], "def memoize(func):\n    ...") == {"memoize": "cached"}


def test_a_class_is_found() -> None:
    assert aliases("class Other:\n    pass\n\ndef demo():\n    Other()", ["Wanted"], CLASS) == {"Wanted": "Other"}
