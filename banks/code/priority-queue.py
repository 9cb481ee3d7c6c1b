"""A queue that serves what is most urgent."""

import pytest
from answer import PriorityQueue

NAMES = ("PriorityQueue",)

STARTER = '''class PriorityQueue:
    """Serves the item with the smallest priority number; of equal ones, the
    one that came first."""

    def __init__(self):
        ...

    def push(self, item, priority):
        ...

    def pop(self):
        """Takes the most urgent item out. IndexError if there is none."""

    def __len__(self):
        ...
'''

EXAMPLES = """queue = PriorityQueue()
queue.push("sweep", 5)
queue.push("put out the fire", 1)
queue.push("mop", 5)
queue.pop()    # "put out the fire"
queue.pop()    # "sweep", which came before "mop\""""

WRONG = {
    "test_smallest_number_first": """
import heapq
class PriorityQueue:
    def __init__(self):
        self.heap, self.count = [], 0
    def push(self, item, priority):
        self.count += 1
        heapq.heappush(self.heap, (-priority, self.count, item))
    def pop(self):
        return heapq.heappop(self.heap)[2]
    def __len__(self):
        return len(self.heap)
""",
    "test_counts_its_items": """
import heapq
class PriorityQueue:
    def __init__(self):
        self.heap, self.count = [], 0
    def push(self, item, priority):
        self.count += 1
        heapq.heappush(self.heap, (priority, self.count, item))
    def pop(self):
        return heapq.heappop(self.heap)[2]
    def __len__(self):
        return self.count
""",
    "test_first_come_first_served": """
import heapq
class PriorityQueue:
    def __init__(self):
        self.heap = []
    def push(self, item, priority):
        heapq.heappush(self.heap, (priority, item))
    def pop(self):
        return heapq.heappop(self.heap)[1]
    def __len__(self):
        return len(self.heap)
""",
    "test_items_that_can_not_be_compared": """
import heapq
class PriorityQueue:
    def __init__(self):
        self.heap = []
    def push(self, item, priority):
        heapq.heappush(self.heap, (priority, item))
    def pop(self):
        return heapq.heappop(self.heap)[1]
    def __len__(self):
        return len(self.heap)
""",
    "test_pushing_between_pops": """
class PriorityQueue:
    def __init__(self):
        self.items, self.sorted = [], False
    def push(self, item, priority):
        self.items.append((priority, len(self.items), item))
    def pop(self):
        if not self.sorted:
            self.items.sort(key=lambda entry: entry[:2])
            self.sorted = True
        return self.items.pop(0)[2]
    def __len__(self):
        return len(self.items)
""",
    "test_first_come_first_served_in_the_long_run": """
import heapq
class PriorityQueue:
    def __init__(self):
        self.heap = []
    def push(self, item, priority):
        heapq.heappush(self.heap, (priority, len(self.heap), id(item), item))
    def pop(self):
        return heapq.heappop(self.heap)[-1]
    def __len__(self):
        return len(self.heap)
""",
    "test_an_empty_queue": """
import heapq
class PriorityQueue:
    def __init__(self):
        self.heap, self.count = [], 0
    def push(self, item, priority):
        self.count += 1
        heapq.heappush(self.heap, (priority, self.count, item))
    def pop(self):
        if not self.heap:
            return None
        return heapq.heappop(self.heap)[2]
    def __len__(self):
        return len(self.heap)
""",
    "test_priorities_of_any_size": """
class PriorityQueue:
    def __init__(self):
        self.lanes = [[] for _ in range(100)]
    def push(self, item, priority):
        self.lanes[int(priority)].append(item)
    def pop(self):
        for lane in self.lanes:
            if lane:
                return lane.pop(0)
        raise IndexError("empty")
    def __len__(self):
        return sum(map(len, self.lanes))
""",
    "test_equal_items": """
class PriorityQueue:
    def __init__(self):
        self.priorities = {}
    def push(self, item, priority):
        self.priorities[item] = priority
    def pop(self):
        if not self.priorities:
            raise IndexError("empty")
        item = min(self.priorities, key=self.priorities.get)
        del self.priorities[item]
        return item
    def __len__(self):
        return len(self.priorities)
""",
    "test_items_that_are_false": """
import heapq
class PriorityQueue:
    def __init__(self):
        self.heap, self.count = [], 0
    def push(self, item, priority):
        if item is not None:
            self.count += 1
            heapq.heappush(self.heap, (priority, self.count, item))
    def pop(self):
        return heapq.heappop(self.heap)[2]
    def __len__(self):
        return len(self.heap)
""",
    "test_queues_do_not_share": """
import heapq
class PriorityQueue:
    heap = []
    count = 0
    def push(self, item, priority):
        self.count += 1
        heapq.heappush(self.heap, (priority, self.count, item))
    def pop(self):
        return heapq.heappop(self.heap)[2]
    def __len__(self):
        return len(self.heap)
""",
    "test_many_items": """
class PriorityQueue:
    def __init__(self):
        self.items = []
    def push(self, item, priority):
        self.items.append((priority, item))
    def pop(self):
        best = min(range(len(self.items)), key=lambda i: self.items[i][0])
        return self.items.pop(best)[1]
    def __len__(self):
        return len(self.items)
""",
}


def emptied(queue):
    """All items in the order in which they are served."""
    return [queue.pop() for _ in range(len(queue))]


def holding(*entries):
    """A queue with these items, each with its priority."""
    queue = PriorityQueue()
    for item, priority in entries:
        queue.push(item, priority)
    return queue


def test_smallest_number_first():
    """the smallest number is served first
    Weight: 3
    Visible.
    """
    assert emptied(holding(("c", 3), ("a", 1), ("d", 4), ("b", 2))) == ["a", "b", "c", "d"]


def test_counts_its_items():
    """the length is the number of items that wait
    Visible.
    """
    queue = holding(("a", 1), ("b", 2))
    assert len(queue) == 2
    assert queue.pop() == "a"
    assert len(queue) == 1


def test_first_come_first_served():
    """of equal priorities the first that came is served first
    Weight: 2
    """
    queue = holding(("z", 5), ("m", 5), ("first", 1), ("a", 5), ("k", 5))
    assert emptied(queue) == ["first", "z", "m", "a", "k"]


def test_items_that_can_not_be_compared():
    """dictionaries and other items that have no order
    Weight: 2
    """
    queue = holding(({"job": 1}, 2), ({"job": 2}, 2), (len, 1), (3 + 4j, 2))
    assert emptied(queue) == [len, {"job": 1}, {"job": 2}, 3 + 4j]


def test_pushing_between_pops():
    """items that come later may be served earlier
    Weight: 2
    """
    queue = holding(("b", 2), ("d", 4))
    assert queue.pop() == "b"
    queue.push("a", 1)
    queue.push("e", 5)
    queue.push("c", 3)
    assert emptied(queue) == ["a", "c", "d", "e"]


def test_first_come_first_served_in_the_long_run():
    """the order of arrival holds also when items have left in between"""
    queue = holding(("a", 1), ("b", 5), ("c", 5))
    assert queue.pop() == "a"
    queue.push("d", 5)
    assert queue.pop() == "b"
    queue.push("e", 5)
    queue.push("f", 5)
    assert emptied(queue) == ["c", "d", "e", "f"]


def test_an_empty_queue():
    """an empty queue raises IndexError"""
    with pytest.raises(IndexError):
        PriorityQueue().pop()
    queue = holding(("a", 1))
    assert queue.pop() == "a"
    with pytest.raises(IndexError):
        queue.pop()


def test_priorities_of_any_size():
    """negative, fractional and very large priorities"""
    queue = holding(("huge", 10**12), ("half", 0.5), ("minus", -3), ("zero", 0))
    assert emptied(queue) == ["minus", "zero", "half", "huge"]


def test_equal_items():
    """the same item twice is served twice"""
    assert emptied(holding(("a", 3), ("b", 2), ("a", 1))) == ["a", "b", "a"]


def test_items_that_are_false():
    """None, zero and empty texts are items"""
    assert emptied(holding((None, 2), (0, 1), ("", 3))) == [0, None, ""]


def test_queues_do_not_share():
    """two queues know nothing of each other"""
    one, other = holding(("a", 1)), holding(("b", 2), ("c", 1))
    assert emptied(one) == ["a"]
    assert emptied(other) == ["c", "b"]


def test_many_items():
    """30,000 items, quickly
    Weight: 2
    """
    queue = PriorityQueue()
    for number in range(30_000):
        queue.push(number, number * 7919 % 30_011)
    served = [queue.pop() * 7919 % 30_011 for _ in range(30_000)]
    assert served == sorted(served)
