"""A rate limiter whose counts are in Redis."""

import asyncio
import contextlib
import inspect
import sys
import threading
import time
import uuid

import answer
import redis
import redis.asyncio
from answer import RateLimiter

NAMES = ("RateLimiter",)

NEEDS = ("redis",)

STARTER = '''class RateLimiter:
    """Lets each user make `limit` requests in a window of so many seconds;
    the counts are in Redis."""

    def __init__(self, client, limit, window):
        ...

    def allow(self, user):
        """Count a request of the user; True if it may pass, False if the
        limit is reached."""
'''

EXAMPLES = """limiter = RateLimiter(redis.Redis(), limit=2, window=60)
limiter.allow("ada"), limiter.allow("ada"), limiter.allow("ada")    # (True, True, False)
limiter.allow("bob")                                                # True
Another server with a limiter of its own, and the same Redis, counts the same requests."""

WRONG = {
    "test_up_to_the_limit": """
class RateLimiter:
    def __init__(self, client, limit, window):
        self.client, self.limit, self.window = client, limit, window
    def allow(self, user):
        with self.client.pipeline() as pipe:
            pipe.set(f"rate:{user}", 0, ex=self.window, nx=True)
            pipe.incr(f"rate:{user}")
            count = pipe.execute()[1]
        return count < self.limit
""",
    "test_each_user_has_a_limit": """
class RateLimiter:
    def __init__(self, client, limit, window):
        self.client, self.limit, self.window = client, limit, window
    def allow(self, user):
        with self.client.pipeline() as pipe:
            pipe.set("rate", 0, ex=self.window, nx=True)
            pipe.incr("rate")
            count = pipe.execute()[1]
        return count <= self.limit
""",
    "test_servers_share_the_count": """
import time
class RateLimiter:
    def __init__(self, client, limit, window):
        self.limit, self.window, self.seen = limit, window, {}
    def allow(self, user):
        now = time.time()
        recent = [at for at in self.seen.get(user, []) if at > now - self.window]
        if len(recent) < self.limit:
            recent.append(now)
        self.seen[user] = recent
        return len(recent) < self.limit or recent[-1] == now
""",
    "test_a_window_ends": """
class RateLimiter:
    def __init__(self, client, limit, window):
        self.client, self.limit, self.window = client, limit, window
    def allow(self, user):
        with self.client.pipeline() as pipe:
            pipe.set(f"rate:{user}", 0, ex=self.window * 60, nx=True)
            pipe.incr(f"rate:{user}")
            count = pipe.execute()[1]
        return count <= self.limit
""",
    "test_no_key_stays_forever": """
import time
class RateLimiter:
    def __init__(self, client, limit, window):
        self.client, self.limit, self.window = client, limit, window
    def allow(self, user):
        return self.client.incr(f"rate:{user}:{int(time.time() // self.window)}") <= self.limit
""",
    "test_requests_at_the_same_moment": """
class RateLimiter:
    def __init__(self, client, limit, window):
        self.client, self.limit, self.window = client, limit, window
    def allow(self, user):
        count = int(self.client.get(f"rate:{user}") or 0)
        if count >= self.limit:
            return False
        self.client.set(f"rate:{user}", count + 1, ex=self.window)
        return True
""",
    "test_a_steady_user_is_never_refused": """
class RateLimiter:
    def __init__(self, client, limit, window):
        self.client, self.limit, self.window = client, limit, window
    def allow(self, user):
        with self.client.pipeline() as pipe:
            pipe.incr(f"rate:{user}")
            pipe.expire(f"rate:{user}", self.window)
            count = pipe.execute()[0]
        return count <= self.limit
""",
    "test_a_crash_locks_nobody_out": """
class RateLimiter:
    def __init__(self, client, limit, window):
        self.client, self.limit, self.window = client, limit, window
    def allow(self, user):
        count = self.client.incr(f"rate:{user}")
        if count == 1:
            self.client.expire(f"rate:{user}", self.window)
        return count <= self.limit
""",
    "test_two_limits": """
class RateLimiter:
    def __init__(self, client, limit, window):
        RateLimiter.client, RateLimiter.limit, RateLimiter.window = client, limit, window
    def allow(self, user):
        with self.client.pipeline() as pipe:
            pipe.set(f"rate:{user}", 0, ex=self.window, nx=True)
            pipe.incr(f"rate:{user}")
            count = pipe.execute()[1]
        return count <= self.limit
""",
}

HOUR = 3600
METHODS = (
    "allow is_allowed allowed allow_request is_allow check hit acquire try_acquire consume request __call__".split()
)
CLIENT = ("redis", "client", "conn", "store", "backend", "cache", "db")
REFILL = ("refill", "fill_rate", "per_second")
LIMIT = ("limit", "max", "request", "capacity", "quota", "calls", "count", "num", "allowed", "burst", "tokens", "rate")
WINDOW = ("window", "period", "sec", "per", "interval", "ttl", "expir", "duration", "time")


class Far(redis.Redis):
    """A client far away from its server: the others do much between its asking and its hearing the answer."""

    def execute_command(self, *arguments, **options):
        time.sleep(0.002)
        came = super().execute_command(*arguments, **options)
        time.sleep(0.002)
        return came


class Dying(redis.Redis):
    """A client of a server that dies the moment before it would set an expiry."""

    def execute_command(self, *arguments, **options):
        if str(arguments[0]).upper() in ("EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT"):
            raise redis.ConnectionError("the server died")
        return super().execute_command(*arguments, **options)


in_thread = threading.local()


def client(kind=redis.Redis):
    """A client of the server."""
    return kind(host="127.0.0.1")


def method_of(kind):
    """The name of the method that is asked."""
    own = {name for base in kind.__mro__[:-1] for name, value in vars(base).items() if callable(value)}
    public = [name for name in own if not name.startswith("_")]
    return next((name for name in METHODS if name in own), public[0] if len(public) == 1 else "allow")


class Server:
    """A server of the service: a limiter and a client of its own. The limiter may name its parts in its own way."""

    def __init__(self, limit, window, kind=redis.Redis):
        self._name = method_of(RateLimiter) if isinstance(RateLimiter, type) else "allow"
        if inspect.iscoroutinefunction(getattr(RateLimiter, self._name, None)):
            kind = redis.asyncio.Redis
        given, keywords = [], {}
        for position, each in enumerate(inspect.signature(RateLimiter).parameters.values()):
            if each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD):
                continue
            value = self._argument(each, position, limit, window, kind)
            if value is None and each.default is not each.empty:
                continue
            if each.kind is each.POSITIONAL_ONLY:
                given.append(value)
            else:
                keywords[each.name] = value
        self._limiter = RateLimiter(*given, **keywords)

    @staticmethod
    def _argument(each, position, limit, window, kind):
        name = each.name.lower()
        if "url" in name:
            return "redis://localhost:6379/0" if each.default is each.empty else None
        if name in ("r", "rds") or any(word in name for word in CLIENT):
            return client(kind)
        if any(word in name for word in REFILL):
            return limit / window
        if any(word in name for word in LIMIT) and "sec" not in name:
            return limit
        if any(word in name for word in WINDOW):
            return window
        if each.default is not each.empty:
            return None
        return (client(kind), limit, window, "checks")[min(position, 3)]

    def allows(self, user):
        """Whether a request may pass, however the limiter says so."""
        try:
            came = getattr(self._limiter, self._name)(user)
            if inspect.isawaitable(came):
                if not hasattr(in_thread, "loop"):
                    in_thread.loop = asyncio.new_event_loop()
                came = in_thread.loop.run_until_complete(came)
        except Exception as error:
            if type(error).__module__ == answer.__name__:
                return False
            raise
        if isinstance(came, tuple | list):
            came = came[0]
        elif isinstance(came, dict):
            came = next((came[name] for name in ("allowed", "allow", "ok") if name in came), came)
        came = getattr(came, "allowed", came)
        return came is None or bool(came)

    def asked(self, user, times):
        return [self.allows(user) for _ in range(times)]


def end_loop():
    """Ends the event loop of this thread, and with it the threads that it started."""
    if hasattr(in_thread, "loop"):
        in_thread.loop.run_until_complete(in_thread.loop.shutdown_default_executor())
        in_thread.loop.close()


def somebody():
    """A user of whom nobody has heard, at a moment that is not the end of an hour."""
    while time.time() % HOUR > HOUR - 5:
        time.sleep(0.1)
    return f"user-{uuid.uuid4().hex[:12]}"


def keys():
    return set(client().keys("*"))


def test_up_to_the_limit():
    """as many requests as the limit says pass, and no more
    Weight: 2
    Visible.
    """
    user = somebody()
    assert Server(3, HOUR).asked(user, 5) == [True, True, True, False, False]


def test_each_user_has_a_limit():
    """what one user does is no matter for another
    Visible.
    """
    ada, bob = somebody(), somebody()
    server = Server(2, HOUR)
    assert server.asked(ada, 3) == [True, True, False]
    assert server.asked(bob, 3) == [True, True, False]


def test_servers_share_the_count():
    """two servers share one limit
    Weight: 3
    """
    user = somebody()
    first, second = Server(4, HOUR), Server(4, HOUR)
    assert [server.allows(user) for server in (first, second, first, second)] == [True, True, True, True]
    assert not first.allows(user)
    assert not second.allows(user)


def test_a_window_ends():
    """after the window requests pass again
    Weight: 2
    """
    user, server = somebody(), Server(2, 1)
    while time.time() % 1 > 0.3:
        time.sleep(0.01)
    assert server.asked(user, 3) == [True, True, False]
    time.sleep(1.3)
    assert server.allows(user)


def test_no_key_stays_forever():
    """what is written to Redis expires
    Weight: 2
    """
    before, user = keys(), somebody()
    assert Server(2, 60).asked(user, 4).count(True) == 2
    written = keys() - before
    assert len(written) >= 1, "keys in Redis"
    assert [key for key in written if client().ttl(key) < 0] == [], "keys that never expire"


def test_requests_at_the_same_moment():
    """of 20 requests at the same moment no more than the limit pass
    Weight: 3
    """
    keys()  # fakeredis makes its database at the first question, and not for many at once
    sys.setswitchinterval(1e-5)
    for _ in range(5):
        user, gate, passed = somebody(), threading.Barrier(20), []

        def ask(user=user, gate=gate, passed=passed):
            server = Server(5, HOUR, Far)
            gate.wait(5)
            passed.append(server.allows(user))
            end_loop()

        threads = [threading.Thread(target=ask, daemon=True) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)
        assert len(passed) == 20, "requests that got an answer"
        assert passed.count(True) <= 5, "requests that passed"
        assert passed.count(True) >= 1, "requests that passed"


def test_a_steady_user_is_never_refused():
    """who stays below the limit all the time is never refused"""
    user, server = somebody(), Server(3, 1)
    came = []
    for _ in range(6):
        came.append(server.allows(user))
        time.sleep(0.45)
    assert came == [True] * 6
    assert server.asked(user, 8).count(False) >= 1


def test_a_crash_locks_nobody_out():
    """a server that dies in the middle of a request locks nobody out for good"""
    before, user = keys(), somebody()
    with contextlib.suppress(redis.RedisError):
        Server(2, 60, Dying).allows(user)
    assert Server(2, 60).asked(user, 4)[-1] is False
    assert [key for key in keys() - before if client().ttl(key) < 0] == [], "keys that never expire"


def test_two_limits():
    """two limiters with limits of their own"""
    ada, bob = somebody(), somebody()
    tight, loose = Server(1, HOUR), Server(3, HOUR)
    assert loose.asked(bob, 4) == [True, True, True, False]
    assert tight.asked(ada, 2) == [True, False]
