"""A bounded queue between threads."""

import threading
import time

from answer import BlockingQueue

NAMES = ("BlockingQueue",)

STARTER = '''import threading


class BlockingQueue:
    """First in, first out, for several threads; holds at most `capacity`
    items."""

    def __init__(self, capacity):
        ...

    def put(self, item):
        """Adds an item; waits while the queue is full."""

    def get(self):
        """Takes the oldest item; waits while the queue is empty."""
'''

EXAMPLES = """queue = BlockingQueue(2)
queue.put("a")
queue.put("b")    # a third put would wait until somebody gets
queue.get()       # "a"
Use what the module threading offers, and leave the ready-made module queue aside."""

WRONG = {
    "test_get_waits": """
class BlockingQueue:
    def __init__(self, capacity):
        self.items = []
    def put(self, item):
        self.items.append(item)
    def get(self):
        return self.items.pop(0) if self.items else None
""",
    "test_put_waits": """
import threading
class BlockingQueue:
    def __init__(self, capacity):
        self.items, self.changed = [], threading.Condition()
    def put(self, item):
        with self.changed:
            self.items.append(item)
            self.changed.notify()
    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            return self.items.pop(0)
""",
    "test_first_in_first_out": """
import threading
class BlockingQueue:
    def __init__(self, capacity):
        self.items, self.capacity, self.changed = [], capacity, threading.Condition()
    def put(self, item):
        with self.changed:
            while len(self.items) >= self.capacity:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()
    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.pop()
            self.changed.notify_all()
            return item
""",
    "test_a_place_for_each_capacity": """
import threading
class BlockingQueue:
    def __init__(self, capacity):
        self.items, self.capacity, self.changed = [], capacity, threading.Condition()
    def put(self, item):
        with self.changed:
            while len(self.items) >= self.capacity - 1:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()
    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            self.changed.notify_all()
            return self.items.pop(0)
""",
    "test_items_that_are_false": """
import threading
class BlockingQueue:
    def __init__(self, capacity):
        self.items, self.capacity, self.changed = [], capacity, threading.Condition()
    def put(self, item):
        with self.changed:
            while len(self.items) >= self.capacity:
                self.changed.wait()
            if item is not None:
                self.items.append(item)
            self.changed.notify_all()
    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            self.changed.notify_all()
            return self.items.pop(0)
""",
    "test_each_item_goes_to_one": """
import threading
class BlockingQueue:
    def __init__(self, capacity):
        self.items, self.capacity, self.changed = [], capacity, threading.Condition()
    def put(self, item):
        with self.changed:
            if len(self.items) >= self.capacity:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()
    def get(self):
        with self.changed:
            if not self.items:
                self.changed.wait()
            self.changed.notify_all()
            return self.items.pop(0)
""",
    "test_everybody_is_woken": """
import threading
class BlockingQueue:
    def __init__(self, capacity):
        self.items, self.capacity = [], capacity
        self.lock = threading.Lock()
        self.some = threading.Condition(self.lock)
        self.room = threading.Condition(self.lock)
    def put(self, item):
        with self.lock:
            while len(self.items) >= self.capacity:
                self.room.wait()
            self.items.append(item)
            if len(self.items) == 1:
                self.some.notify()
    def get(self):
        with self.lock:
            while not self.items:
                self.some.wait()
            item = self.items.pop(0)
            self.room.notify()
            return item
""",
    "test_many_threads": """
import threading
class BlockingQueue:
    def __init__(self, capacity):
        self.items, self.capacity, self.changed = [], capacity, threading.Condition()
    def put(self, item):
        with self.changed:
            if len(self.items) >= self.capacity:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()
    def get(self):
        with self.changed:
            if not self.items:
                self.changed.wait()
            self.changed.notify_all()
            return self.items.pop(0)
""",
    "test_waiting_costs_nothing": """
import threading
class BlockingQueue:
    def __init__(self, capacity):
        self.items, self.capacity, self.lock = [], capacity, threading.Lock()
    def put(self, item):
        while True:
            with self.lock:
                if len(self.items) < self.capacity:
                    self.items.append(item)
                    return
    def get(self):
        while True:
            with self.lock:
                if self.items:
                    return self.items.pop(0)
""",
    "test_queues_do_not_share": """
import threading
class BlockingQueue:
    items, changed = [], threading.Condition()
    def __init__(self, capacity):
        self.capacity = capacity
    def put(self, item):
        with self.changed:
            while len(self.items) >= self.capacity:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()
    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            self.changed.notify_all()
            return self.items.pop(0)
""",
}


class Worker:
    """Does something in a thread, and remembers what came of it."""

    def __init__(self, work):
        self.results = []
        self.error = None
        self._work = work
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        try:
            self._work(self.results)
        except BaseException as error:
            self.error = error

    def is_done(self, seconds=2.0):
        """Whether the work is over, at the latest after so many seconds."""
        self.thread.join(seconds)
        if self.error is not None:
            raise self.error
        return not self.thread.is_alive()


def getting(queue, count=1):
    """A worker that gets so many items."""
    return Worker(lambda results: [results.append(queue.get()) for _ in range(count)])


def putting(queue, items):
    """A worker that puts these items, and remembers each one once it is in."""
    return Worker(lambda results: [results.append(item) for item in items if [queue.put(item)]])


def test_first_in_first_out():
    """first in, first out
    Weight: 2
    Visible.
    """
    queue = BlockingQueue(3)
    worker = putting(queue, ["a", "b", "c"])
    assert worker.is_done()
    reader = getting(queue, 3)
    assert reader.is_done()
    assert reader.results == ["a", "b", "c"]


def test_get_waits():
    """get waits for an item
    Weight: 2
    Visible.
    """
    queue = BlockingQueue(2)
    worker = getting(queue)
    assert not worker.is_done(0.2), "get must wait while the queue is empty"
    queue.put("late")
    assert worker.is_done()
    assert worker.results == ["late"]


def test_put_waits():
    """put waits while the queue is full
    Weight: 3
    """
    queue = BlockingQueue(2)
    worker = putting(queue, range(5))
    assert not worker.is_done(0.2), "put must wait while the queue is full"
    assert worker.results == [0, 1]
    assert queue.get() == 0
    time.sleep(0.2)
    assert worker.results == [0, 1, 2]


def test_a_place_for_each_capacity():
    """as many items as the capacity go in without waiting"""
    for capacity in (1, 5):
        queue = BlockingQueue(capacity)
        assert putting(queue, range(capacity)).is_done()
        reader = getting(queue, capacity)
        assert reader.is_done()
        assert reader.results == list(range(capacity))


def test_items_that_are_false():
    """None, zero and empty lists are items"""
    queue = BlockingQueue(3)
    assert putting(queue, [None, 0, []]).is_done()
    reader = getting(queue, 3)
    assert reader.is_done()
    assert reader.results == [None, 0, []]


def test_each_item_goes_to_one():
    """several threads wait, and each item goes to one of them
    Weight: 2
    """
    queue = BlockingQueue(4)
    readers = [getting(queue) for _ in range(4)]
    time.sleep(0.1)
    for number in range(4):
        queue.put(number)
        time.sleep(0.05)
    assert [reader.is_done() for reader in readers] == [True] * 4
    assert sorted(reader.results[0] for reader in readers) == [0, 1, 2, 3]


def test_everybody_is_woken():
    """nobody sleeps on while there are items
    Weight: 2
    """
    queue = BlockingQueue(50)
    for _ in range(10):
        readers = [getting(queue) for _ in range(5)]
        time.sleep(0.05)
        for number in range(5):
            queue.put(number)
        assert [reader.is_done(1.0) for reader in readers] == [True] * 5
        assert sorted(reader.results[0] for reader in readers) == [0, 1, 2, 3, 4]


def test_many_threads():
    """many threads put and get at the same time: nothing is lost, nothing comes twice
    Weight: 3
    Seconds: 10
    """
    queue = BlockingQueue(2)
    writers = [putting(queue, range(start, 4_000, 8)) for start in range(8)]
    readers = [getting(queue, 500) for _ in range(8)]
    assert [worker.is_done(10) for worker in [*writers, *readers]] == [True] * 16
    assert sorted(item for reader in readers for item in reader.results) == list(range(4_000))


def test_waiting_costs_nothing():
    """who waits does not keep the processor busy"""
    queue = BlockingQueue(1)
    worker = getting(queue)
    began = time.process_time()
    assert not worker.is_done(0.8), "get must wait while the queue is empty"
    assert time.process_time() - began < 0.1
    queue.put("late")
    assert worker.is_done()


def test_queues_do_not_share():
    """two queues know nothing of each other"""
    one, other = BlockingQueue(1), BlockingQueue(1)
    assert putting(one, ["a"]).is_done()
    assert putting(other, ["b"]).is_done()
    assert other.get() == "b"
    assert one.get() == "a"
