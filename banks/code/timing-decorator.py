"""A decorator that says how long a function took."""

import contextlib
import io
import re
import sys
import time

import pytest
from answer import timed

NAMES = ("timed",)

STARTER = '''def timed(func):
    """Print the name of func and how many seconds it took, each time it is
    called."""
'''

EXAMPLES = """@timed
def pause():
    time.sleep(0.2)
    return "done"

pause()    # prints something like "pause took 0.2003 s", and gives "done"
One line a call, with the function's name and the seconds as a decimal number; also when the function raises."""

WRONG = {
    "test_says_name_and_seconds": """
import time
from functools import wraps
def timed(func):
    @wraps(func)
    def wrapper(*args, **kwargs):
        began = time.perf_counter()
        try:
            return func(*args, **kwargs)
        finally:
            print(f"wrapper took {int(time.perf_counter() - began)} seconds")
    return wrapper
""",
    "test_result_comes_back": """
import time
def timed(func):
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        func(*args, **kwargs)
        print(func.__name__, f"{time.perf_counter() - start:.4f}")
    return wrapper
""",
    "test_waiting_counts": """
import time
def timed(func):
    def wrapper(*args, **kwargs):
        start = time.process_time()
        result = func(*args, **kwargs)
        print(func.__name__, f"{time.process_time() - start:.4f}")
        return result
    return wrapper
""",
    "test_each_call_is_timed": """
import time
def timed(func):
    start = time.perf_counter()
    def wrapper(*args, **kwargs):
        result = func(*args, **kwargs)
        print(func.__name__, f"{time.perf_counter() - start:.4f}")
        return result
    return wrapper
""",
    "test_arguments_are_passed_on": """
import time
def timed(func):
    def wrapper(*args):
        start = time.perf_counter()
        result = func(*args)
        print(func.__name__, f"{time.perf_counter() - start:.4f}")
        return result
    return wrapper
""",
    "test_name_and_docstring_are_kept": """
import time
def timed(func):
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = func(*args, **kwargs)
        print(func.__name__, f"{time.perf_counter() - start:.4f}")
        return result
    return wrapper
""",
    "test_an_exception_is_passed_on": """
import time
def timed(func):
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = None
        try:
            result = func(*args, **kwargs)
        except Exception as error:
            print(error)
        print(func.__name__, f"{time.perf_counter() - start:.4f}")
        return result
    return wrapper
""",
    "test_a_call_that_fails_is_timed": """
import time
def timed(func):
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = func(*args, **kwargs)
        print(func.__name__, f"{time.perf_counter() - start:.4f}")
        return result
    return wrapper
""",
    "test_calls_within_calls": """
import time
def timed(func):
    def wrapper(*args, **kwargs):
        wrapper.start = time.perf_counter()
        result = func(*args, **kwargs)
        print(func.__name__, f"{time.perf_counter() - wrapper.start:.4f}")
        return result
    return wrapper
""",
    "test_the_clock_is_set_back": """
import time
def timed(func):
    def wrapper(*args, **kwargs):
        start = time.time()
        result = func(*args, **kwargs)
        print(func.__name__, f"{time.time() - start:.4f}")
        return result
    return wrapper
""",
}


@contextlib.contextmanager
def logged(out):
    """What is logged goes there, too, whatever the answer has set up."""
    logging = sys.modules.get("logging")
    if logging is None:
        yield
        return
    root, handler = logging.getLogger(), logging.StreamHandler(out)
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def told(function, *args, **kwargs):
    """What is printed or logged during a call, whatever becomes of the call."""
    out = io.StringIO()
    streams = contextlib.redirect_stdout(out), contextlib.redirect_stderr(out)
    with streams[0], streams[1], logged(out), contextlib.suppress(ZeroDivisionError):
        function(*args, **kwargs)
    return out.getvalue()


def seconds_in(text):
    """The numbers of seconds in a text; one followed by ms or the like is converted."""
    scales = {"m": 1e-3, "u": 1e-6, "µ": 1e-6, "μ": 1e-6, "n": 1e-9}
    found = []
    for number, unit in re.findall(r"(-?\d+\.?\d*(?:e[-+]?\d+)?)\s*([mnuµμ](?=s\b|illi|icro|ano))?", text, re.I):
        found.append(float(number) * scales.get(unit.lower(), 1))
    return found


def within(text, least, most):
    """Whether one of the numbers of seconds in a text lies between these."""
    return any(least <= seconds <= most for seconds in seconds_in(text))


def test_result_comes_back():
    """the result is the function's own, beside what is printed
    Weight: 2
    Visible.
    """
    finish = timed(lambda: "done")
    assert finish() == "done"
    assert told(finish) != ""


def test_says_name_and_seconds():
    """the function's name and a number are printed
    Weight: 2
    Visible.
    """

    @timed
    def pause():
        time.sleep(0.1)

    line = told(pause)
    assert "pause" in line
    assert within(line, 0.09, 0.6), line


def test_waiting_counts():
    """time that the function spends waiting counts
    Weight: 2
    """

    @timed
    def waits():
        time.sleep(0.3)

    line = told(waits)
    assert within(line, 0.29, 0.9), line


def test_each_call_is_timed():
    """each call is timed on its own
    Weight: 2
    """
    pause = timed(time.sleep)
    time.sleep(0.5)
    first, second = told(pause, 0.1), told(pause, 0.1)
    assert within(first, 0.09, 0.45), first
    assert within(second, 0.09, 0.45), second


def test_arguments_are_passed_on():
    """positional and keyword arguments are passed on
    Weight: 2
    """
    scale = timed(lambda number, *more, by=1, **rest: (number * by, more, rest))
    assert scale(5) == (5, (), {})
    assert scale(5, 6, by=2, to=3) == (10, (6,), {"to": 3})
    assert told(scale, 5, 6, by=2, to=3) != ""


def test_name_and_docstring_are_kept():
    """the function keeps its name and docstring"""

    @timed
    def func():
        """the docstring"""

    assert func.__name__ == "func"
    assert func.__doc__ == "the docstring"


def test_an_exception_is_passed_on():
    """an exception reaches the caller"""
    fails = timed(lambda n: 1 // n)
    with pytest.raises(ZeroDivisionError):
        fails(0)


def test_a_call_that_fails_is_timed():
    """the time is printed also when the function raises"""

    @timed
    def fails():
        time.sleep(0.1)
        return 1 // 0

    line = told(fails)
    assert "fails" in line
    assert within(line, 0.09, 0.5), line


def test_calls_within_calls():
    """a function that calls itself is timed from its own beginning"""

    @timed
    def nested(depth):
        time.sleep(0.1)
        if depth:
            nested(depth - 1)

    lines = [line for line in told(nested, 2).splitlines() if "nested" in line]
    assert len(lines) == 3
    assert within(lines[-1], 0.29, 0.8), lines[-1]


def test_the_clock_is_set_back():
    """the computer's clock is set back while the function runs"""
    right = time.time

    @timed
    def adjusts():
        time.sleep(0.1)
        time.time = lambda: right() - 3600

    try:
        line = told(adjusts)
    finally:
        time.time = right
    assert within(line, 0.09, 0.5), line
