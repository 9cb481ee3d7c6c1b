"""A rate limiter in memory."""

from answer import RateLimiter

NAMES = ("RateLimiter",)

STARTER = '''import time


class RateLimiter:
    """Allows `limit` calls per `seconds` for each key. `clock` gives the
    time in seconds."""

    def __init__(self, limit, seconds, clock=time.monotonic):
        ...

    def allow(self, key):
        """Whether a call may go through now: True or False. Only calls that
        go through count."""
'''

EXAMPLES = """limiter = RateLimiter(2, 60)
[limiter.allow("ann") for _ in range(3)]    # [True, True, False]
limiter.allow("bob")                        # True: each key has a limit of its own
Ask `clock()` for the time, so that the checks need not wait. Fixed window, sliding window or token bucket: all are
welcome."""

WRONG = {
    "test_up_to_the_limit": """
import time
class RateLimiter:
    def __init__(self, limit, seconds, clock=time.monotonic):
        self.limit, self.seconds, self.clock, self.calls = limit, seconds, clock, {}
    def allow(self, key):
        now = self.clock()
        calls = self.calls[key] = [call for call in self.calls.get(key, []) if call > now - self.seconds]
        if len(calls) <= self.limit:
            calls.append(now)
            return True
        return False
""",
    "test_each_key_on_its_own": """
import time
class RateLimiter:
    def __init__(self, limit, seconds, clock=time.monotonic):
        self.limit, self.seconds, self.clock, self.calls = limit, seconds, clock, []
    def allow(self, key):
        now = self.clock()
        self.calls = [call for call in self.calls if now - call < self.seconds]
        if len(self.calls) >= self.limit:
            return False
        self.calls.append(now)
        return True
""",
    "test_allowed_again_later": """
import time
class RateLimiter:
    def __init__(self, limit, seconds, clock=time.monotonic):
        self.limit, self.counts = limit, {}
    def allow(self, key):
        self.counts[key] = self.counts.get(key, 0) + 1
        return self.counts[key] <= self.limit
""",
    "test_never_more_than_the_limit_at_once": """
import time
class RateLimiter:
    def __init__(self, limit, seconds, clock=time.monotonic):
        self.limit, self.seconds, self.clock, self.state = limit, seconds, clock, {}
    def allow(self, key):
        now = self.clock()
        tokens, last = self.state.get(key, (self.limit, now))
        tokens += (now - last) * self.limit / self.seconds
        allowed = tokens >= 1
        self.state[key] = (tokens - allowed, now)
        return allowed
""",
    "test_refused_calls_do_not_count": """
import time
class RateLimiter:
    def __init__(self, limit, seconds, clock=time.monotonic):
        self.limit, self.seconds, self.clock, self.calls = limit, seconds, clock, {}
    def allow(self, key):
        now = self.clock()
        calls = [call for call in self.calls.get(key, []) if now - call < self.seconds]
        self.calls[key] = calls + [now]
        return len(calls) < self.limit
""",
    "test_half_the_time": """
import time
class RateLimiter:
    def __init__(self, limit, seconds, clock=time.monotonic):
        self.limit, self.seconds, self.clock, self.state = limit, seconds, clock, {}
    def allow(self, key):
        now = self.clock()
        count, last = self.state.get(key, (0, now))
        if now - last > self.seconds / self.limit:
            count = 0
        if count >= self.limit:
            return False
        self.state[key] = (count + 1, now)
        return True
""",
    "test_a_clock_that_begins_at_zero": """
import time
class RateLimiter:
    def __init__(self, limit, seconds, clock=time.monotonic):
        self.limit, self.seconds, self.clock = limit, seconds, clock
        self.starts, self.counts = {}, {}
    def allow(self, key):
        now = self.clock()
        if not self.starts.get(key) or now - self.starts[key] >= self.seconds:
            self.starts[key], self.counts[key] = now, 0
        if self.counts[key] >= self.limit:
            return False
        self.counts[key] += 1
        return True
""",
    "test_fractions_of_a_second": """
import time
class RateLimiter:
    def __init__(self, limit, seconds, clock=time.monotonic):
        self.limit, self.seconds, self.clock, self.calls = limit, int(seconds), clock, {}
    def allow(self, key):
        now = int(self.clock())
        calls = [call for call in self.calls.get(key, []) if now - call < self.seconds]
        self.calls[key] = calls
        if len(calls) >= self.limit:
            return False
        calls.append(now)
        return True
""",
    "test_limiters_do_not_share": """
import time
class RateLimiter:
    calls = {}
    def __init__(self, limit, seconds, clock=time.monotonic):
        self.limit, self.seconds, self.clock = limit, seconds, clock
    def allow(self, key):
        now = self.clock()
        calls = [call for call in self.calls.get(key, []) if now - call < self.seconds]
        self.calls[key] = calls
        if len(calls) >= self.limit:
            return False
        calls.append(now)
        return True
""",
    "test_in_the_long_run": """
import time
class RateLimiter:
    def __init__(self, limit, seconds, clock=time.monotonic):
        self.limit, self.seconds, self.clock, self.state = limit, seconds, clock, {}
    def allow(self, key):
        now = self.clock()
        count, last = self.state.get(key, (0, now))
        if now - last > self.seconds / 10:
            count = max(0, count - 2)
        if count >= self.limit:
            return False
        self.state[key] = (count + 1, now)
        return True
""",
    "test_does_not_sleep": """
import time
class RateLimiter:
    def __init__(self, limit, seconds, clock=time.monotonic):
        self.limit, self.seconds, self.clock, self.calls = limit, seconds, clock, {}
    def allow(self, key):
        now = self.clock()
        calls = [call for call in self.calls.get(key, []) if now - call < self.seconds]
        self.calls[key] = calls
        if len(calls) >= self.limit:
            time.sleep(self.seconds)
            return False
        calls.append(now)
        return True
""",
}


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self, now=1000.0):
        self.now = now

    def __call__(self):
        return self.now


def allowed(limiter, key, calls):
    """How many of so many calls go through."""
    return sum(bool(limiter.allow(key)) for _ in range(calls))


def test_up_to_the_limit():
    """calls up to the limit go through, the next one does not
    Weight: 3
    Visible.
    """
    limiter = RateLimiter(2, 60)
    assert [limiter.allow("ann") for _ in range(3)] == [True, True, False]


def test_each_key_on_its_own():
    """each key has a limit of its own
    Weight: 2
    Visible.
    """
    limiter = RateLimiter(1, 60, Clock())
    assert [limiter.allow(key) for key in ("ann", "bob", "ann", "bob")] == [True, True, False, False]


def test_allowed_again_later():
    """when the time is over, as many calls go through again
    Weight: 3
    """
    clock = Clock()
    limiter = RateLimiter(3, 10, clock)
    assert allowed(limiter, "ann", 5) == 3
    clock.now += 10.01
    assert allowed(limiter, "ann", 5) == 3


def test_never_more_than_the_limit_at_once():
    """a long pause does not save up more than the limit
    Weight: 2
    """
    clock = Clock()
    limiter = RateLimiter(3, 10, clock)
    assert allowed(limiter, "ann", 1) == 1
    clock.now += 1000
    assert allowed(limiter, "ann", 20) == 3


def test_refused_calls_do_not_count():
    """who asks too often is not shut out for longer
    Weight: 2
    """
    clock = Clock()
    limiter = RateLimiter(2, 10, clock)
    assert allowed(limiter, "ann", 2) == 2
    for _ in range(9):
        clock.now += 1
        limiter.allow("ann")
    clock.now += 1.01
    assert allowed(limiter, "ann", 1) == 1


def test_half_the_time():
    """after half the time at most half the calls go through"""
    clock = Clock()
    limiter = RateLimiter(10, 10, clock)
    assert allowed(limiter, "ann", 10) == 10
    clock.now += 5
    assert allowed(limiter, "ann", 10) <= 5


def test_a_clock_that_begins_at_zero():
    """a clock that begins at zero"""
    limiter = RateLimiter(2, 10, Clock(0.0))
    assert [limiter.allow("ann") for _ in range(4)] == [True, True, False, False]


def test_fractions_of_a_second():
    """periods shorter than a second"""
    clock = Clock(1000.2)
    limiter = RateLimiter(1, 0.5, clock)
    assert [limiter.allow("ann") for _ in range(2)] == [True, False]
    clock.now += 0.51
    assert [limiter.allow("ann") for _ in range(2)] == [True, False]


def test_limiters_do_not_share():
    """two limiters know nothing of each other"""
    clock = Clock()
    one, other = RateLimiter(1, 10, clock), RateLimiter(2, 10, clock)
    assert allowed(one, "ann", 3) == 1
    assert allowed(other, "ann", 3) == 2


def test_in_the_long_run():
    """who asks all the time gets on average no more than the limit
    Weight: 2
    """
    clock = Clock()
    limiter = RateLimiter(5, 10, clock)
    through = 0
    for _ in range(1000):
        through += allowed(limiter, "ann", 1)
        clock.now += 0.5
    assert through <= 260
    assert through >= 230


def test_does_not_sleep():
    """a call that is refused comes back at once"""
    limiter = RateLimiter(1, 30)
    assert [limiter.allow("ann") for _ in range(2)] == [True, False]
