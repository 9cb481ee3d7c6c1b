"""An iterator of one's own."""

from itertools import islice

import pytest
from answer import Countdown

NAMES = ("Countdown",)

STARTER = '''class Countdown:
    """Counts down from start to 1 in a for loop."""

    def __init__(self, start):
        ...
'''

EXAMPLES = """for n in Countdown(3):
    print(n)    # 3, then 2, then 1; after that the loop ends"""

WRONG = {
    "test_in_a_for_loop": """
class Countdown:
    def __init__(self, start):
        self.current = start
    def __iter__(self):
        return self
    def __next__(self):
        self.current -= 1
        if self.current < 0:
            raise StopIteration
        return self.current
""",
    "test_builtins_take_it": """
class Countdown:
    def __init__(self, start):
        self.current = start
    def __next__(self):
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1
""",
    "test_one_by_one": """
class Countdown:
    def __init__(self, start):
        self.start = start
    def __iter__(self):
        return self
    def __next__(self):
        for n in range(self.start, 0, -1):
            return n
        raise StopIteration
""",
    "test_nothing_to_count": """
class Countdown:
    def __init__(self, start):
        self.current = start
    def __iter__(self):
        return self
    def __next__(self):
        if self.current == 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1
""",
    "test_the_end_is_the_end": """
class Countdown:
    def __init__(self, start):
        self.start = self.current = start
    def __iter__(self):
        return self
    def __next__(self):
        if self.current <= 0:
            self.current = self.start
            raise StopIteration
        self.current -= 1
        return self.current + 1
""",
    "test_two_countdowns": """
class Countdown:
    current = 0
    def __init__(self, start):
        Countdown.current = start
    def __iter__(self):
        return self
    def __next__(self):
        if Countdown.current <= 0:
            raise StopIteration
        Countdown.current -= 1
        return Countdown.current + 1
""",
    "test_a_loop_goes_on_where_it_stands": """
class Countdown:
    def __init__(self, start):
        self.start = start
    def __iter__(self):
        self.current = self.start
        return self
    def __next__(self):
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1
""",
    "test_the_iterator_is_iterable": """
class Steps:
    def __init__(self, start):
        self.current = start
    def __next__(self):
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1

class Countdown:
    def __init__(self, start):
        self.start = start
    def __iter__(self):
        return Steps(self.start)
""",
    "test_one_value_at_a_time": """
class Countdown:
    def __init__(self, start):
        self.numbers = []
        while start > 0:
            self.numbers.append(start)
            start -= 1
    def __iter__(self):
        return iter(self.numbers)
""",
}


def test_in_a_for_loop():
    """a for loop gets 3, 2, 1, and ends
    Weight: 2
    Visible.
    """
    came = []
    for n in Countdown(3):
        came.append(n)
        assert len(came) < 10, "the loop does not end"
    assert came == [3, 2, 1]


def test_builtins_take_it():
    """list(), sum() and unpacking take it as well
    Visible.
    """
    assert list(islice(Countdown(4), 10)) == [4, 3, 2, 1]
    first, second = Countdown(2)
    assert (first, second) == (2, 1)
    assert sum(islice(Countdown(10), 20)) == 55


def test_one_by_one():
    """next() gives one value after the other, and StopIteration at the end
    Weight: 2
    """
    steps = iter(Countdown(2))
    assert next(steps) == 2
    assert next(steps) == 1
    with pytest.raises(StopIteration):
        next(steps)


def test_nothing_to_count():
    """from zero, or from a negative number, there is nothing to count"""
    assert list(islice(Countdown(0), 5)) == []
    assert list(islice(Countdown(-2), 5)) == []
    assert list(islice(Countdown(1), 5)) == [1]


def test_the_end_is_the_end():
    """once at its end, an iterator stays there"""
    steps = iter(Countdown(2))
    assert list(islice(steps, 5)) == [2, 1]
    assert list(islice(steps, 5)) == []
    with pytest.raises(StopIteration):
        next(steps)


def test_two_countdowns():
    """two countdowns do not disturb each other
    Weight: 2
    """
    slow, fast = iter(Countdown(5)), iter(Countdown(3))
    assert next(slow) == 5
    assert list(islice(fast, 5)) == [3, 2, 1]
    assert next(slow) == 4


def test_a_loop_goes_on_where_it_stands():
    """a loop over an iterator that has begun goes on where it stands"""
    steps = iter(Countdown(3))
    assert next(steps) == 3
    assert list(islice(steps, 5)) == [2, 1]


def test_the_iterator_is_iterable():
    """iter() of the iterator is the iterator itself"""
    steps = iter(Countdown(3))
    assert iter(steps) is steps


def test_one_value_at_a_time():
    """a countdown from a million million begins at once
    Seconds: 2
    """
    steps = iter(Countdown(10**12))
    assert next(steps) == 10**12
    assert next(steps) == 10**12 - 1
