"""The Fibonacci numbers without end."""

import tracemalloc
from itertools import islice

from answer import fibonacci

NAMES = ("fibonacci",)

STARTER = '''def fibonacci():
    """Yield the Fibonacci numbers 0, 1, 1, 2, 3, 5, ... without end."""
'''

EXAMPLES = "list(islice(fibonacci(), 10)) gives [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]. It may begin with 1, 1, 2 instead."

WRONG = {
    "test_first_ten": """
def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a = b
        b = a + b
""",
    "test_one_after_the_other": """
def fibonacci():
    a, b, out = 0, 1, []
    while len(out) < 3000:
        out.append(a)
        a, b = b, a + b
    return out
""",
    "test_never_ends": """
def fibonacci(n=1000):
    a, b = 0, 1
    for _ in range(n):
        yield a
        a, b = b, a + b
""",
    "test_exact": """
def fibonacci():
    root, n = 5 ** 0.5, 0
    while True:
        yield round(((1 + root) / 2) ** n / root)
        n += 1
""",
    "test_two_at_a_time": """
a, b = 0, 1

def fibonacci():
    global a, b
    while True:
        yield a
        a, b = b, a + b
""",
    "test_in_constant_memory": """
def fibonacci():
    numbers = [0, 1]
    yield 0
    yield 1
    while True:
        numbers.append(numbers[-1] + numbers[-2])
        yield numbers[-1]
""",
    "test_each_from_the_last_two": """
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def fibonacci():
    n = 0
    while True:
        yield fib(n)
        n += 1
""",
}


def numbers(count):
    """The first numbers, from 0 on, wherever the answer begins."""
    came = list(islice(iter(fibonacci()), count))
    return came if came[:1] == [0] else [0, *came][:count]


def test_first_ten():
    """the first ten numbers
    Weight: 2
    Visible.
    """
    assert numbers(10) == [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]


def test_one_after_the_other():
    """next() gives one number after the other
    Visible.
    """
    sequence = fibonacci()
    came = [next(sequence) for _ in range(5)]
    assert came in ([0, 1, 1, 2, 3], [1, 1, 2, 3, 5])


def test_never_ends():
    """after 5,000 numbers there is still another
    Weight: 2
    Seconds: 2
    """
    assert len(numbers(5_000)) == 5_000


def test_exact():
    """large numbers are exact to the last digit
    Weight: 2
    Seconds: 2
    """
    assert numbers(101)[100] == 354224848179261915075
    a, b = 0, 1
    for _ in range(300):
        a, b = b, a + b
    assert numbers(301)[300] == a


def test_two_at_a_time():
    """two generators do not disturb each other
    Seconds: 2
    """
    first, second = iter(fibonacci()), iter(fibonacci())
    list(islice(first, 7))
    ahead = next(first)
    assert ahead in (13, 21)
    assert list(islice(second, 3)) in ([0, 1, 1], [1, 1, 2])
    assert next(first) in (21, 34)


def test_in_constant_memory():
    """after 10,000 numbers it holds no more than after ten
    Weight: 2
    Seconds: 3
    """
    sequence = iter(fibonacci())
    list(islice(sequence, 10))
    tracemalloc.start()
    for _ in islice(sequence, 10_000):
        pass
    held, _ = tracemalloc.get_traced_memory()
    assert held < 200_000, "bytes"


def test_each_from_the_last_two():
    """the first 60 at once: no number is computed from the beginning again
    Seconds: 2
    """
    assert numbers(60)[-1] == 956722026041
