"""A singleton that stays one when several threads ask for it at once."""

import contextlib
import inspect
import os
import sys
import threading
import time

from answer import Singleton

NAMES = ("Singleton",)

STARTER = '''class Singleton:
    """Singleton() gives the same object always, also to several threads at
    once."""
'''

EXAMPLES = """Singleton() is Singleton()    # True
first = Singleton()
first.name = "settings"
Singleton().name              # 'settings'"""

WRONG = {
    "test_the_same_object": """
class Singleton:
    _state = {}
    def __init__(self):
        self.__dict__ = self._state
""",
    "test_what_is_stored_stays": """
import copy
import threading
class Singleton:
    _lock = threading.Lock()
    _instance = None
    def __new__(cls):
        with cls._lock:
            if cls._instance is None:
                cls._instance = super().__new__(cls)
            cls._instance.__dict__.clear()
            return cls._instance
""",
    "test_threads_that_ask_at_once": """
import threading
class Singleton:
    _lock = threading.Lock()
    _instance = None
    def __new__(cls):
        if cls._instance is None:
            with cls._lock:
                cls._instance = super().__new__(cls)
        return cls._instance
""",
    "test_a_slow_creation": """
class Singleton:
    _instance = None
    def __new__(cls, *args, **kwargs):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance
""",
    "test_asking_again_does_not_start_over": """
import threading
class Singleton:
    _lock = threading.Lock()
    _instance = None
    def __new__(cls):
        if cls._instance is None:
            with cls._lock:
                if cls._instance is None:
                    cls._instance = super().__new__(cls)
        return cls._instance
    def __init__(self):
        self.values = {}
""",
    "test_a_creation_that_fails": """
import threading
class Singleton:
    _lock = threading.Lock()
    _instance = None
    def __new__(cls, *args, **kwargs):
        if cls._instance is None:
            cls._lock.acquire()
            if cls._instance is None:
                cls._instance = super().__new__(cls)
            cls._lock.release()
        return cls._instance
""",
    "test_later_threads": """
import threading
class Singleton:
    _local = threading.local()
    def __new__(cls):
        if not hasattr(cls._local, "instance"):
            cls._local.instance = super().__new__(cls)
        return cls._local.instance
""",
}

GETTERS = ("get_instance", "getInstance", "instance", "get")


def maker(base=Singleton, *parents):
    """What gives the singleton: the class itself, its method for that, or a class that is made with its help."""
    if isinstance(base, type) and issubclass(base, type):
        return base("Probe", parents, {})
    for name in GETTERS:
        if isinstance(inspect.getattr_static(base, name, None), classmethod | staticmethod):
            return getattr(base, name)
    if isinstance(base, type) and "__call__" in vars(base):
        return base(type("Probe", parents, {}))
    return base


def together(make, count):
    """What that many threads get that all ask at the same moment; what they raise is among it."""
    came, gate = [], threading.Barrier(count)

    def ask():
        gate.wait(5)
        try:
            came.append(make())
        except Exception as error:
            came.append(error)

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2)
    return came


def objects(came):
    return len({id(one) for one in came})


def in_a_copy(question):
    """The number that a question gives in a copy of this process, in which nobody has asked for the singleton yet."""
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(min(question(), 100))
        except BaseException:
            os._exit(101)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


class Slow:
    """Takes its time to make an object: a thread that does not wait for the lock will not miss the moment."""

    fails = False

    def __new__(cls, *args, **kwargs):
        if Slow.fails:
            Slow.fails = False
            raise OSError("no connection")
        time.sleep(0.05)
        return object.__new__(cls)


def slowly_made():
    """What gives a singleton that takes its time to be made; None where that can't be had."""
    if not isinstance(Singleton, type):
        # The work of a decorator: the class itself is in its keeping.
        cells = [cell.cell_contents for cell in getattr(Singleton, "__closure__", None) or ()]
        kept = [value for value in [*cells, *getattr(Singleton, "__dict__", {}).values()] if isinstance(value, type)]
        for each in kept:
            each.__new__ = staticmethod(Slow.__new__)
        return Singleton if kept else None
    try:
        if issubclass(Singleton, type) or "__call__" in vars(Singleton):
            return maker(Singleton, Slow)
        return maker(type(Singleton)("Probe", (Singleton, Slow), {}))
    except Exception:
        return None


def test_the_same_object():
    """two calls give the same object
    Weight: 2
    Visible.
    """
    make = maker()
    assert make() is make()


def test_what_is_stored_stays():
    """what is stored in it is there at the next call
    Visible.
    """
    make = maker()
    make().name = "settings"
    assert make().name == "settings"


def test_threads_that_ask_at_once():
    """16 threads that ask for it at the same moment get one object, in each of 100 trials
    Weight: 3
    Seconds: 10
    """
    make = maker()

    def trial():
        sys.setswitchinterval(1e-6)
        return objects(together(make, 16))

    counts = [in_a_copy(trial) for _ in range(100)]
    assert max(counts) == 1, "different objects"


def test_a_slow_creation():
    """while a slow creation goes on, other threads wait for it
    Weight: 2
    """
    make = slowly_made()
    if make is None:
        assert objects(together(maker(), 16)) == 1
        return
    came = together(make, 16)
    assert len(came) == 16, "threads that got an answer"
    assert objects(came) == 1, "different objects"


def test_asking_again_does_not_start_over():
    """asking again does not set it up anew"""
    make = maker()
    before = dict(getattr(make(), "__dict__", {}))
    make()
    after = dict(getattr(make(), "__dict__", {}))
    plain = (int, float, str, bytes, bool, type(None))
    anew = [
        name
        for name, value in before.items()
        if name not in after or (after[name] is not value and not isinstance(value, plain))
    ]
    assert anew == []
    assert make() is make()


def test_a_creation_that_fails():
    """after a creation that failed, the next one is not locked out"""
    make = slowly_made()
    if make is None:
        make = maker()
    else:
        Slow.fails = True
        with contextlib.suppress(OSError):
            make()
        Slow.fails = False
    came = []
    thread = threading.Thread(target=lambda: came.append(make()), daemon=True)
    thread.start()
    thread.join(2)
    assert len(came) == 1, "objects after two seconds"
    assert make() is came[0]


def test_later_threads():
    """threads that ask later get the same object"""
    make = maker()
    first = make()
    assert objects([first, *together(make, 4)]) == 1
