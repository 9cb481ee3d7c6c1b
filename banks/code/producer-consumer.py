"""A producer and its consumers."""

import inspect
import threading
import time

from answer import run_pipeline

NAMES = ("run_pipeline",)

STARTER = '''def run_pipeline(items, work, consumers=3):
    """Put the items into a bounded queue; threads take them out and call
    work(item). Return when all is done."""
'''

EXAMPLES = """run_pipeline(range(5), print)    # prints 0 to 4, in any order, from three threads
Afterwards no thread is left. Work that raises must not bring the pipeline to a standstill."""

WRONG = {
    "test_each_item_is_handled": """
import queue, threading
def run_pipeline(items, handle, consumers=3):
    q = queue.Queue(10)
    def consume():
        while (item := q.get()) is not None:
            handle(item)
    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    for thread in threads:
        thread.start()
    for item in list(items)[:-1]:
        q.put(item)
    for _ in threads:
        q.put(None)
    for thread in threads:
        thread.join()
""",
    "test_each_item_once": """
import queue, threading
def run_pipeline(items, handle, consumers=3):
    def consume():
        while (item := q.get()) is not None:
            handle(item)
    for chunk in range(consumers):
        q = queue.Queue()
        thread = threading.Thread(target=consume)
        thread.start()
        for item in items:
            q.put(item)
        q.put(None)
        thread.join()
""",
    "test_all_is_done_at_the_end": """
import queue, threading
def run_pipeline(items, handle, consumers=3):
    q = queue.Queue(10)
    def consume():
        while (item := q.get()) is not None:
            handle(item)
    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    for thread in threads:
        thread.start()
    for item in items:
        q.put(item)
    for _ in threads:
        q.put(None)
""",
    "test_consumers_work_side_by_side": """
import queue, threading
def run_pipeline(items, handle, consumers=3):
    q, lock = queue.Queue(10), threading.Lock()
    def consume():
        while (item := q.get()) is not None:
            with lock:
                handle(item)
    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    for thread in threads:
        thread.start()
    for item in items:
        q.put(item)
    for _ in threads:
        q.put(None)
    for thread in threads:
        thread.join()
""",
    "test_no_thread_is_left": """
import queue, threading
def run_pipeline(items, handle, consumers=3):
    q = queue.Queue(10)
    def consume():
        while True:
            item = q.get()
            try:
                handle(item)
            except Exception:
                pass
            q.task_done()
    for _ in range(consumers):
        threading.Thread(target=consume, daemon=True).start()
    for item in items:
        q.put(item)
    q.join()
""",
    "test_zero_and_empty_items": """
import queue, threading
def run_pipeline(items, handle, consumers=3):
    q = queue.Queue(10)
    def consume():
        while item := q.get():
            handle(item)
    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    for thread in threads:
        thread.start()
    for item in items:
        q.put(item)
    for _ in threads:
        q.put(None)
    for thread in threads:
        thread.join()
""",
    "test_no_items": """
import queue, threading
def run_pipeline(items, handle, consumers=3):
    items = list(items)
    q = queue.Queue()
    for item in items:
        q.put(item)
    def consume():
        while True:
            item = q.get()
            handle(item)
            if item == items[-1]:
                for _ in range(consumers):
                    q.put(item)
                return
    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
""",
    "test_a_failing_item": """
import queue, threading
def run_pipeline(items, handle, consumers=3):
    q = queue.Queue(10)
    def consume():
        while (item := q.get()) is not None:
            handle(item)
            q.task_done()
        q.task_done()
    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    for thread in threads:
        thread.start()
    for item in items:
        q.put(item)
    for _ in threads:
        q.put(None)
    q.join()
    for thread in threads:
        thread.join()
""",
    "test_every_consumer_meets_a_failing_item": """
import queue, threading
def run_pipeline(items, handle, consumers=3):
    q = queue.Queue(10)
    def consume():
        while (item := q.get()) is not None:
            handle(item)
    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    for thread in threads:
        thread.start()
    for item in items:
        q.put(item)
    for _ in threads:
        q.put(None)
    for thread in threads:
        thread.join()
""",
    "test_a_producer_that_fails": """
import queue, threading
def run_pipeline(items, handle, consumers=3):
    q = queue.Queue(10)
    def produce():
        for item in items:
            q.put(item)
        for _ in range(consumers):
            q.put(None)
    def consume():
        while (item := q.get()) is not None:
            try:
                handle(item)
            except Exception:
                pass
    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    threads.append(threading.Thread(target=produce))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
""",
    "test_a_fast_producer_waits": """
import queue, threading
def run_pipeline(items, handle, consumers=3):
    q = queue.Queue()
    def consume():
        while (item := q.get()) is not None:
            handle(item)
    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    for thread in threads:
        thread.start()
    for item in items:
        q.put(item)
    for _ in threads:
        q.put(None)
    for thread in threads:
        thread.join()
""",
    "test_two_runs": """
import queue, threading
q = queue.Queue(10)
def run_pipeline(items, handle, consumers=3):
    def consume():
        while (item := q.get()) is not None:
            handle(item)
        q.put(None)
    threads = [threading.Thread(target=consume) for _ in range(consumers)]
    for thread in threads:
        thread.start()
    for item in items:
        q.put(item)
    q.put(None)
    for thread in threads:
        thread.join()
""",
}


class Run:
    """A run of the pipeline in a thread of its own, so that one that hangs can be told."""

    def __init__(self, items, handle, consumers=None, seconds=4):
        self.error = None
        self._before = set(threading.enumerate())
        named = list(inspect.signature(run_pipeline).parameters.values())[2:]
        options = {}
        if consumers is not None and named and named[0].kind is not named[0].VAR_KEYWORD:
            numbers = [
                p for p in named if any(word in p.name for word in ("consumer", "worker", "thread", "num", "n_"))
            ]
            options = {(numbers or named)[0].name: consumers}
        self._thread = threading.Thread(target=self._run, args=(items, handle, options), daemon=True)
        self._thread.start()
        self._until = time.monotonic() + seconds

    def _run(self, items, handle, options):
        try:
            run_pipeline(items, handle, **options)
        except BaseException as error:
            self.error = error

    @property
    def has_ended(self):
        """Whether it ended in time; waits for it."""
        self._thread.join(max(0, self._until - time.monotonic()))
        return not self._thread.is_alive()

    @property
    def left_over(self):
        """How many threads it left; those that are about to end may have a moment."""
        until = time.monotonic() + 0.5
        while (left := set(threading.enumerate()) - self._before - {self._thread}) and time.monotonic() < until:
            time.sleep(0.01)
        return len(left)


def finished(items, handle, consumers=None):
    """A run that must come to its end."""
    run = Run(items, handle, consumers)
    assert run.has_ended, "the pipeline has not ended after four seconds"
    if run.error is not None:
        raise run.error
    return run


def test_each_item_is_handled():
    """each item is handled
    Weight: 2
    Visible.
    """
    handled = []
    finished(range(1, 21), handled.append)
    assert sorted(handled) == list(range(1, 21))


def test_each_item_once():
    """500 items with four consumers: each is handled exactly once
    Weight: 2
    Visible.
    """
    handled = []
    finished(range(1, 501), handled.append, 4)
    assert sorted(handled) == list(range(1, 501))


def test_all_is_done_at_the_end():
    """when it returns, the last item has been handled to its end
    Weight: 2
    """
    handled = []

    def handle(item):
        time.sleep(0.03)
        handled.append(item)

    run = Run(range(1, 13), handle, 3)
    assert run.has_ended, "within four seconds"
    assert len(handled) == 12


def test_consumers_work_side_by_side():
    """several consumers work at the same time, in threads of their own
    Weight: 2
    """
    both = threading.Barrier(2)
    met, threads = [], set()

    def handle(item):
        threads.add(threading.get_ident())
        if item < 3:
            both.wait(2)
            met.append(item)

    assert Run(range(1, 3), handle, 3).has_ended, "within four seconds"
    assert sorted(met) == [1, 2]
    assert threading.get_ident() not in threads


def test_no_thread_is_left():
    """afterwards no thread is left behind
    Weight: 2
    """
    handled = []
    run = finished(range(1, 21), handled.append, 3)
    assert len(handled) == 20
    assert run.left_over == 0


def test_zero_and_empty_items():
    """zero, False and empty items are handled like any other"""
    handled = []
    finished([1, 0, "", False, [], 2, 0, 3], handled.append, 2)
    assert sorted(map(repr, handled)) == sorted(map(repr, [1, 0, "", False, [], 2, 0, 3]))


def test_no_items():
    """without items it returns at once"""
    run = finished([], print, 3)
    assert run.left_over == 0
    handled = []
    finished(iter([5]), handled.append, 3)
    assert handled == [5]


def test_a_failing_item():
    """an item whose handling fails does not make it wait forever
    Weight: 2
    """
    handled = []

    def handle(item):
        if item == 3:
            raise ValueError("item 3")
        handled.append(item)

    run = Run(range(1, 11), handle, 3)
    assert run.has_ended, "within four seconds"
    assert handled != []
    if run.error is None:
        assert sorted(handled) == [1, 2, 4, 5, 6, 7, 8, 9, 10]


def test_every_consumer_meets_a_failing_item():
    """many items that fail, more than there are consumers, do not make it wait forever
    Weight: 2
    """
    tried = []

    def handle(item):
        tried.append(item)
        raise ValueError(f"item {item}")

    run = Run(range(1, 3_001), handle, 2)
    assert run.has_ended, "within four seconds"
    assert tried != []
    assert run.left_over == 0


def test_a_producer_that_fails():
    """when the source of the items fails, it ends and leaves no thread behind"""
    handled = []

    def items():
        yield from range(1, 6)
        raise OSError("the source is gone")

    run = Run(items(), handled.append, 3)
    assert run.has_ended, "within four seconds"
    assert run.left_over == 0
    assert sorted(handled) == [1, 2, 3, 4, 5] or run.error is not None


def test_a_fast_producer_waits():
    """a fast producer waits for slow consumers instead of filling the memory"""
    gate, taken, handled = threading.Event(), [], []

    def items():
        for number in range(1, 30_001):
            taken.append(number)
            yield number

    def handle(item):
        gate.wait(3)
        handled.append(item)

    run = Run(items(), handle, 2)
    before = -1
    while len(taken) > before:
        before = len(taken)
        time.sleep(0.2)
    assert len(taken) < 20_000, "taken before the first one was handled"
    gate.set()
    assert run.has_ended, "within four seconds"
    assert len(handled) == 30_000


def test_two_runs():
    """a second run knows nothing of the first"""
    first, second = [], []
    finished(range(1, 11), first.append, 3)
    finished(range(100, 110), second.append, 3)
    assert sorted(first) == list(range(1, 11))
    assert sorted(second) == list(range(100, 110))
