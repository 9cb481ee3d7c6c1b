"""A decorator that remembers results."""

import pytest
from answer import memoize

NAMES = ("memoize",)

STARTER = '''def memoize(func):
    """Remember the results of func, so that the same call is computed
    once."""
'''

EXAMPLES = """@memoize
def square(n):
    print("computing", n)
    return n * n

square(4)  # prints: computing 4
square(4)  # prints nothing, and gives 16 again"""

WRONG = {
    "test_result_is_right": "def memoize(func):\n    def wrapper(*args):\n        func(*args)\n    return wrapper",
    "test_computed_once": "def memoize(func):\n    return func",
    "test_arguments_tell_calls_apart": "def memoize(func):\n    cache = {}\n    def wrapper(first, *args, **kwargs):\n"
    "        if first not in cache:\n            cache[first] = func(first, *args, **kwargs)\n"
    "        return cache[first]\n    return wrapper",
    "test_keyword_arguments_count": "def memoize(func):\n    cache = {}\n    def wrapper(*args, **kwargs):\n"
    "        if args not in cache:\n            cache[args] = func(*args, **kwargs)\n        return cache[args]\n"
    "    return wrapper",
    "test_functions_do_not_share": "cache = {}\ndef memoize(func):\n    def wrapper(*args, **kwargs):\n"
    "        key = (args, tuple(sorted(kwargs.items())))\n        if key not in cache:\n"
    "            cache[key] = func(*args, **kwargs)\n        return cache[key]\n    return wrapper",
    "test_none_is_remembered": "def memoize(func):\n    cache = {}\n    def wrapper(*args, **kwargs):\n"
    "        key = (args, tuple(sorted(kwargs.items())))\n        if cache.get(key) is None:\n"
    "            cache[key] = func(*args, **kwargs)\n        return cache[key]\n    return wrapper",
    "test_name_and_docstring_are_kept": "def memoize(func):\n    cache = {}\n    def wrapper(*args, **kwargs):\n"
    "        key = (args, tuple(sorted(kwargs.items())))\n        if key not in cache:\n"
    "            cache[key] = func(*args, **kwargs)\n        return cache[key]\n    return wrapper",
    "test_an_exception_is_passed_on": "def memoize(func):\n    cache = {}\n    def wrapper(*args, **kwargs):\n"
    "        key = (args, tuple(sorted(kwargs.items())))\n        if key not in cache:\n            try:\n"
    "                cache[key] = func(*args, **kwargs)\n            except Exception:\n"
    "                cache[key] = None\n        return cache[key]\n    return wrapper",
    "test_recursion_becomes_fast": "def memoize(func):\n    last = {}\n    def wrapper(*args, **kwargs):\n"
    "        key = (args, tuple(sorted(kwargs.items())))\n        if key not in last:\n            last.clear()\n"
    "            last[key] = func(*args, **kwargs)\n        return last[key]\n    return wrapper",
}


def counted(result=lambda *args, **kwargs: (args, kwargs)):
    """A memoized function, and the list of the calls that reach it."""
    calls = []

    def func(*args, **kwargs):
        """the docstring"""
        calls.append((args, kwargs))
        return result(*args, **kwargs)

    return memoize(func), calls


def test_result_is_right():
    """the result is the function's own, the first time and the second
    Visible.
    """
    square, _ = counted(lambda n: n * n)
    assert square(4) == 16
    assert square(4) == 16


def test_computed_once():
    """the same call is computed once
    Weight: 3
    Visible.
    """
    square, calls = counted(lambda n: n * n)
    square(4)
    square(4)
    assert len(calls) == 1


def test_arguments_tell_calls_apart():
    """other arguments are another call
    Weight: 2
    """
    power, calls = counted(lambda base, exponent: base**exponent)
    for _ in range(2):
        assert power(2, 3) == 8
        assert power(3, 2) == 9
        assert power(2, 5) == 32
    assert len(calls) == 3


def test_keyword_arguments_count():
    """keyword arguments work and tell calls apart
    Weight: 2
    """
    scale, calls = counted(lambda n, by=1: n * by)
    assert scale(5, by=2) == 10
    assert scale(5, by=3) == 15
    assert scale(5, by=2) == 10
    assert len(calls) == 2


def test_functions_do_not_share():
    """two decorated functions keep their results apart
    Weight: 2
    """
    double, doubled = counted(lambda n: n * 2)
    square, squared = counted(lambda n: n * n)
    for _ in range(2):
        assert double(5) == 10
        assert square(5) == 25
    assert [len(doubled), len(squared)] == [1, 1]


def test_none_is_remembered():
    """a result of None is remembered, too"""
    nothing, calls = counted(lambda n: None)
    nothing(1)
    assert nothing(1) is None
    assert len(calls) == 1


def test_name_and_docstring_are_kept():
    """the function keeps its name and docstring"""
    func, _ = counted()
    assert func.__name__ == "func"
    assert func.__doc__ == "the docstring"


def test_an_exception_is_passed_on():
    """an exception reaches the caller"""
    fails, _ = counted(lambda n: 1 // n)
    with pytest.raises(ZeroDivisionError):
        fails(0)


def test_recursion_becomes_fast():
    """a recursive function computes each of its results once
    Weight: 2
    """
    calls = []

    @memoize
    def fibonacci(n):
        calls.append(n)
        assert len(calls) < 1000, "the results of inner calls are forgotten"
        return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)

    assert fibonacci(60) == 1548008755920
    assert len(calls) == 61
