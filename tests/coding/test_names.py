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


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def other(items):\n    return 1\n\ndef main():\n    print(other([]))", "other"),
        ("def other(items):\n    return 1\n\ndef test_other():\n    assert other([]) == 1", "other"),
        ("def help_with(a, b):\n    return 1\n\ndef other(items, depth=0):\n    return 1", "other"),
        ("class Other:\n    def __init__(self, items): ...\n    def __next__(self): ...", "Other"),
        ("class Other:\n    def __enter__(self): ...", "Other"),
        ("class Solution:\n    def other(self, items): ...\n    def _helper(self): ...", "Solution.other"),
        ("class Solution:\n    def isWanted(self, items): ...\n    def Wanted(self, items): ...", "Solution.Wanted"),
        ("class Other:\n    def __call__(self, items): ...", "Other.__call__"),
        ("class Other:\n    def __init__(self, items): ...\n    def __call__(self): ...", "Other"),
        ("class Step:\n    def go(self, x): ...\n\nclass Other:\n    def all(self, x): Step().go(x)", "Other.all"),
    ],
)
def test_a_function_is_found_among_demonstrations_and_in_a_class(code: str, found: str) -> None:
    assert aliases(code, ["wanted"], FUNCTION) == {"wanted": found}


def test_several_names_are_found_by_their_words_or_initials() -> None:
    code = "def breadth_first_search(g, s): ...\n\ndef depthFirst(g, s): ..."
    assert aliases(code, ["bfs", "df"], "def bfs(g, s): ...\n\ndef df(g, s): ...") == {
        "bfs": "breadth_first_search",
        "df": "depthFirst",
    }


def test_two_names_are_never_the_same_thing() -> None:
    assert aliases("def do_ab(x): ...", ["do_a", "do_b"], "def do_a(x): ...\n\ndef do_b(x): ...") == {}


QUEUE = "class Queue:\n    def put(self, item): ...\n    def get(self): ...\n    def __len__(self): ..."


@pytest.mark.parametrize(
    ("methods", "found"),
    [
        ("enqueue(self, item) dequeue(self) __len__(self)", {"put": "enqueue", "get": "dequeue"}),
        ("put(self, item) get(self) size(self)", {"__len__": "size"}),
        ("put(self, item) next_one(self) __len__(self)", {"get": "next_one"}),
        ("put(self, item) get(self) clear(self)", {}),
        ("put(self, item) one(self) other(self) __len__(self)", {}),
        ("put(self, item) next_one(self, must, have) __len__(self)", {}),
        ("one(self, item) other(self) __len__(self)", {}),
    ],
)
def test_methods_are_found_by_their_kin_or_as_the_only_one(methods: str, found: dict[str, str]) -> None:
    code = "class Line:\n" + "".join(f"    def {each}): ...\n" for each in methods.split(")")[:-1])
    expected = {f"Queue.{name}": other for name, other in found.items()}
    assert aliases(code, ["Queue"], QUEUE) == {"Queue": "Line"} | expected


def test_a_class_that_inherits_is_left_as_it_is() -> None:
    code = "from collections import deque\n\nclass Queue(deque):\n    def add(self, item): ..."
    assert aliases(code, ["Queue"], QUEUE) == {}


def test_a_decorator_is_told_from_what_it_decorates() -> None:
    code = "def cached(func):\n    return func\n\n@cached\ndef fibonacci(n):\n    return n"
    assert aliases(code, ["memoize"], "def memoize(func):\n    ...") == {"memoize": "cached"}


def test_a_class_is_found() -> None:
    assert aliases("class Other:\n    pass\n\ndef demo():\n    Other()", ["Wanted"], CLASS) == {"Wanted": "Other"}
