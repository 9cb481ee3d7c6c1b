"""A cache that lets go of what was used the longest ago."""

from answer import LRUCache

NAMES = ("LRUCache",)

STARTER = '''class LRUCache:
    """Keeps at most `capacity` values; the one that was used the longest
    ago makes room."""

    def __init__(self, capacity):
        ...

    def get(self, key):
        """The value of the key, or None."""

    def put(self, key, value):
        """Stores a value, in place of an older one of the same key."""
'''

EXAMPLES = """cache = LRUCache(2)
cache.put("a", 1)
cache.put("b", 2)
cache.get("a")     # 1, and "b" is now the one that was used the longest ago
cache.put("c", 3)
cache.get("b")     # None"""

WRONG = {
    "test_stores_and_finds": """
from collections import OrderedDict
class LRUCache:
    def __init__(self, capacity):
        self.capacity, self.values = capacity, OrderedDict()
    def get(self, key):
        if key not in self.values:
            return -1
        self.values.move_to_end(key)
        return self.values[key]
    def put(self, key, value):
        self.values[key] = value
        self.values.move_to_end(key)
        if len(self.values) > self.capacity:
            self.values.popitem(last=False)
""",
    "test_oldest_makes_room": """
class LRUCache:
    def __init__(self, capacity):
        self.data = {}
    def get(self, key):
        return self.data.get(key)
    def put(self, key, value):
        self.data[key] = value
""",
    "test_reading_counts_as_use": """
class LRUCache:
    def __init__(self, capacity):
        self.capacity, self.data = capacity, {}
    def get(self, key):
        return self.data.get(key)
    def put(self, key, value):
        self.data.pop(key, None)
        self.data[key] = value
        if len(self.data) > self.capacity:
            del self.data[next(iter(self.data))]
""",
    "test_writing_counts_as_use": """
class LRUCache:
    def __init__(self, capacity):
        self.capacity, self.data = capacity, {}
    def get(self, key):
        if key not in self.data:
            return None
        self.data[key] = self.data.pop(key)
        return self.data[key]
    def put(self, key, value):
        self.data[key] = value
        if len(self.data) > self.capacity:
            del self.data[next(iter(self.data))]
""",
    "test_new_value_of_a_known_key": """
from collections import OrderedDict
class LRUCache:
    def __init__(self, capacity):
        self.capacity, self.data = capacity, OrderedDict()
    def get(self, key):
        if key in self.data:
            self.data.move_to_end(key)
            return self.data[key]
    def put(self, key, value):
        if len(self.data) >= self.capacity:
            self.data.popitem(last=False)
        self.data[key] = value
        self.data.move_to_end(key)
""",
    "test_a_miss_changes_nothing": """
from collections import OrderedDict
class LRUCache:
    def __init__(self, capacity):
        self.capacity, self.data = capacity, OrderedDict()
    def get(self, key):
        self.put(key, self.data.get(key))
        return self.data[key]
    def put(self, key, value):
        self.data[key] = value
        self.data.move_to_end(key)
        if len(self.data) > self.capacity:
            self.data.popitem(last=False)
""",
    "test_values_that_are_false": """
from collections import OrderedDict
class LRUCache:
    def __init__(self, capacity):
        self.capacity, self.data = capacity, OrderedDict()
    def get(self, key):
        if self.data.get(key):
            self.data.move_to_end(key)
            return self.data[key]
        return None
    def put(self, key, value):
        self.data[key] = value
        self.data.move_to_end(key)
        if len(self.data) > self.capacity:
            self.data.popitem(last=False)
""",
    "test_room_for_one": """
from collections import OrderedDict
class LRUCache:
    def __init__(self, capacity):
        self.capacity, self.data = capacity, OrderedDict()
    def get(self, key):
        if key in self.data:
            self.data.move_to_end(key)
            return self.data[key]
    def put(self, key, value):
        self.data[key] = value
        self.data.move_to_end(key)
        if len(self.data) >= self.capacity:
            self.data.popitem(last=False)
""",
    "test_caches_do_not_share": """
from collections import OrderedDict
class LRUCache:
    data = OrderedDict()
    def __init__(self, capacity):
        self.capacity = capacity
    def get(self, key):
        if key in self.data:
            self.data.move_to_end(key)
            return self.data[key]
    def put(self, key, value):
        self.data[key] = value
        self.data.move_to_end(key)
        if len(self.data) > self.capacity:
            self.data.popitem(last=False)
""",
    "test_a_large_cache_is_as_quick": """
class LRUCache:
    def __init__(self, capacity):
        self.capacity, self.data, self.order = capacity, {}, []
    def get(self, key):
        if key not in self.data:
            return None
        self.order.remove(key)
        self.order.append(key)
        return self.data[key]
    def put(self, key, value):
        if key in self.data:
            self.order.remove(key)
        elif len(self.data) == self.capacity:
            del self.data[self.order.pop(0)]
        self.data[key] = value
        self.order.append(key)
""",
}


def filled(capacity, *keys):
    """A cache in which each key was stored in turn, in capitals as its value."""
    cache = LRUCache(capacity)
    for key in keys:
        cache.put(key, key.upper())
    return cache


def looked_up(cache, key):
    """The value of a key; None also where the answer gives -1 or raises a KeyError for what is not there."""
    try:
        came = cache.get(key)
    except KeyError:
        return None
    return None if type(came) is int and came == -1 else came


def test_stores_and_finds():
    """what was stored is found, and what was not is None
    Visible.
    """
    cache = LRUCache(2)
    cache.put("a", 1)
    assert cache.get("a") == 1
    assert cache.get("b") is None


def test_oldest_makes_room():
    """at the capacity, the oldest value makes room
    Weight: 2
    Visible.
    """
    cache = filled(2, "a", "b", "c")
    assert cache.get("c") == "C"
    assert cache.get("b") == "B"
    assert looked_up(cache, "a") is None


def test_reading_counts_as_use():
    """a value that was read stays longer
    Weight: 3
    """
    cache = filled(3, "a", "b", "c")
    assert cache.get("a") == "A"
    cache.put("d", "D")
    assert looked_up(cache, "b") is None
    assert [cache.get(key) for key in "acd"] == ["A", "C", "D"]


def test_writing_counts_as_use():
    """a key that was written again stays longer
    Weight: 2
    """
    cache = filled(2, "a", "b")
    cache.put("a", "new")
    cache.put("c", "C")
    assert looked_up(cache, "b") is None
    assert cache.get("a") == "new"


def test_new_value_of_a_known_key():
    """a new value for a known key pushes nothing out
    Weight: 2
    """
    cache = filled(2, "a", "b")
    cache.put("b", "new")
    assert cache.get("b") == "new"
    assert cache.get("a") == "A"


def test_a_miss_changes_nothing():
    """asking for a key that is not there changes nothing"""
    cache = filled(2, "a", "b")
    assert looked_up(cache, "x") is None
    assert looked_up(cache, "y") is None
    assert cache.get("a") == "A"
    assert cache.get("b") == "B"


def test_values_that_are_false():
    """zero, False and empty texts are values like any other"""
    cache = LRUCache(2)
    cache.put("zero", 0)
    cache.put("empty", "")
    assert cache.get("zero") == 0
    cache.put("no", False)
    assert cache.get("zero") == 0
    assert looked_up(cache, "empty") is None
    assert cache.get("no") is False


def test_room_for_one():
    """a capacity of one"""
    cache = filled(1, "a", "b")
    assert looked_up(cache, "a") is None
    assert cache.get("b") == "B"


def test_caches_do_not_share():
    """two caches know nothing of each other"""
    one, other = filled(2, "a"), filled(2, "b", "c")
    assert one.get("a") == "A"
    assert looked_up(one, "b") is None
    assert other.get("c") == "C"


def test_a_large_cache_is_as_quick():
    """reading and writing take no longer in a cache of 30,000
    Weight: 2
    """
    cache = LRUCache(30_000)
    for number in range(30_000):
        cache.put(number, -number)
    for number in range(29_000, 30_000):
        for step in range(0, 30):
            assert cache.get(number - step) == step - number
    for number in range(30_000, 40_000):
        cache.put(number, -number)
    assert looked_up(cache, 0) is None
    assert cache.get(39_999) == -39_999
