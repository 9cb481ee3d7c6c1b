"""A singly linked list."""

import contextlib

from answer import LinkedList

NAMES = ("LinkedList",)

STARTER = '''class LinkedList:
    """A list of linked nodes."""

    def __init__(self):
        ...

    def append(self, value):
        """Adds a value at the end."""

    def prepend(self, value):
        """Adds a value at the beginning."""

    def remove(self, value):
        """Takes the first node with this value out. True, or False if there
        is none."""

    def reverse(self):
        """Turns the list round, in place."""

    def __iter__(self):
        """The values from the beginning to the end."""

    def __len__(self):
        ...
'''

EXAMPLES = """items = LinkedList()
items.append(2)
items.append(3)
items.prepend(1)
list(items), len(items)    # ([1, 2, 3], 3)
items.remove(2)            # True
items.reverse()
list(items)                # [3, 1]"""

WRONG = {
    "test_append_and_prepend": """
class Node:
    def __init__(self, value, after=None):
        self.value, self.after = value, after
class LinkedList:
    def __init__(self):
        self.first, self.size = None, 0
    def append(self, value):
        self.size += 1
        if self.first is None:
            self.first = Node(value)
            return
        node = self.first
        while node.after:
            node = node.after
        node.after = Node(value)
    def prepend(self, value):
        self.first = Node(value, self.first)
    def remove(self, value):
        before, node = None, self.first
        while node:
            if node.value == value:
                if before:
                    before.after = node.after
                else:
                    self.first = node.after
                self.size -= 1
                return True
            before, node = node, node.after
        return False
    def reverse(self):
        before, node = None, self.first
        while node:
            node.after, before, node = before, node, node.after
        self.first = before
    def __iter__(self):
        node = self.first
        while node:
            yield node.value
            node = node.after
    def __len__(self):
        return self.size
""",
    "test_remove_from_the_middle": """
class Node:
    def __init__(self, value, after=None):
        self.value, self.after = value, after
class LinkedList:
    def __init__(self):
        self.first, self.size = None, 0
    def append(self, value):
        self.size += 1
        if self.first is None:
            self.first = Node(value)
            return
        node = self.first
        while node.after:
            node = node.after
        node.after = Node(value)
    def prepend(self, value):
        self.first = Node(value, self.first)
        self.size += 1
    def remove(self, value):
        before, node = None, self.first
        while node:
            if node.value == value:
                if before:
                    before.after = node.after
                else:
                    self.first = node.after
                self.size -= 1
                return
            before, node = node, node.after
    def reverse(self):
        before, node = None, self.first
        while node:
            node.after, before, node = before, node, node.after
        self.first = before
    def __iter__(self):
        node = self.first
        while node:
            yield node.value
            node = node.after
    def __len__(self):
        return self.size
""",
    "test_reverse": """
class Node:
    def __init__(self, value, after=None):
        self.value, self.after = value, after
class LinkedList:
    def __init__(self):
        self.first, self.size = None, 0
    def append(self, value):
        self.size += 1
        if self.first is None:
            self.first = Node(value)
            return
        node = self.first
        while node.after:
            node = node.after
        node.after = Node(value)
    def prepend(self, value):
        self.first = Node(value, self.first)
        self.size += 1
    def remove(self, value):
        before, node = None, self.first
        while node:
            if node.value == value:
                if before:
                    before.after = node.after
                else:
                    self.first = node.after
                self.size -= 1
                return True
            before, node = node, node.after
        return False
    def reverse(self):
        return list(self)[::-1]
    def __iter__(self):
        node = self.first
        while node:
            yield node.value
            node = node.after
    def __len__(self):
        return self.size
""",
    "test_remove_the_first": """
class LinkedList:
    def __init__(self):
        self.head = None
    def append(self, value):
        if self.head is None:
            self.head = [value, None]
            return
        node = self.head
        while node[1]:
            node = node[1]
        node[1] = [value, None]
    def prepend(self, value):
        self.head = [value, self.head]
    def remove(self, value):
        node = self.head
        while node and node[1]:
            if node[1][0] == value:
                node[1] = node[1][1]
                return True
            node = node[1]
        return False
    def reverse(self):
        before, node = None, self.head
        while node:
            node[1], before, node = before, node, node[1]
        self.head = before
    def __iter__(self):
        node = self.head
        while node:
            yield node[0]
            node = node[1]
    def __len__(self):
        return sum(1 for _ in self)
""",
    "test_append_after_removing_the_last": """
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next
class LinkedList:
    def __init__(self):
        self.head = self.tail = None
        self.size = 0
    def append(self, value):
        node = Node(value)
        if self.head is None:
            self.head = self.tail = node
        else:
            self.tail.next = node
            self.tail = node
        self.size += 1
    def prepend(self, value):
        self.head = Node(value, self.head)
        if self.tail is None:
            self.tail = self.head
        self.size += 1
    def remove(self, value):
        before, node = None, self.head
        while node:
            if node.value == value:
                if before is None:
                    self.head = node.next
                else:
                    before.next = node.next
                self.size -= 1
                return True
            before, node = node, node.next
        return False
    def reverse(self):
        before, node = None, self.head
        self.tail = self.head
        while node:
            node.next, before, node = before, node, node.next
        self.head = before
    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next
    def __len__(self):
        return self.size
""",
    "test_remove_only_the_first_of_equals": """
class LinkedList:
    def __init__(self):
        self.items = []
    def append(self, value):
        self.items.append(value)
    def prepend(self, value):
        self.items.insert(0, value)
    def remove(self, value):
        found = value in self.items
        self.items = [item for item in self.items if item != value]
        return found
    def reverse(self):
        self.items.reverse()
    def __iter__(self):
        return iter(self.items)
    def __len__(self):
        return len(self.items)
""",
    "test_remove_what_is_not_there": """
class LinkedList:
    def __init__(self):
        self.items = []
    def append(self, value):
        self.items.append(value)
    def prepend(self, value):
        self.items.insert(0, value)
    def remove(self, value):
        self.items.remove(value)
        return True
    def reverse(self):
        self.items.reverse()
    def __iter__(self):
        return iter(self.items)
    def __len__(self):
        return len(self.items)
""",
    "test_append_after_reversing": """
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next
class LinkedList:
    def __init__(self):
        self.head = self.tail = None
        self.size = 0
    def append(self, value):
        node = Node(value)
        if self.head is None:
            self.head = self.tail = node
        else:
            self.tail.next = node
            self.tail = node
        self.size += 1
    def prepend(self, value):
        self.head = Node(value, self.head)
        self.tail = self.tail or self.head
        self.size += 1
    def remove(self, value):
        before, node = None, self.head
        while node:
            if node.value == value:
                if before is None:
                    self.head = node.next
                else:
                    before.next = node.next
                if node is self.tail:
                    self.tail = before
                self.size -= 1
                return True
            before, node = node, node.next
        return False
    def reverse(self):
        before, node = None, self.head
        while node:
            node.next, before, node = before, node, node.next
        self.head = before
    def __iter__(self):
        node, seen = self.head, 0
        while node and seen < self.size:
            yield node.value
            node, seen = node.next, seen + 1
    def __len__(self):
        return self.size
""",
    "test_prepend_to_an_empty_list": """
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next
class LinkedList:
    def __init__(self):
        self.head = self.tail = None
    def append(self, value):
        node = Node(value)
        if self.tail is None:
            self.head = self.tail = node
        else:
            self.tail.next = self.tail = node
    def prepend(self, value):
        self.head = Node(value, self.head)
    def remove(self, value):
        values = list(self)
        if value not in values:
            return False
        values.remove(value)
        self.__init__()
        for value in values:
            self.append(value)
        return True
    def reverse(self):
        values = list(self)
        self.__init__()
        for value in reversed(values):
            self.append(value)
    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next
    def __len__(self):
        return len(list(self))
""",
    "test_an_empty_list": """
class LinkedList:
    def __init__(self):
        self.head, self.size = None, 0
    def append(self, value):
        self.size += 1
        if self.head is None:
            self.head = [value, None]
            return
        node = self.head
        while node[1]:
            node = node[1]
        node[1] = [value, None]
    def prepend(self, value):
        self.size += 1
        self.head = [value, self.head]
    def remove(self, value):
        before, node = None, self.head
        while node[0] != value:
            before, node = node, node[1]
            if node is None:
                return False
        self.size -= 1
        if before:
            before[1] = node[1]
        else:
            self.head = node[1]
        return True
    def reverse(self):
        before, node = None, self.head
        while node:
            node[1], before, node = before, node, node[1]
        self.head = before
    def __iter__(self):
        node = self.head
        while node:
            yield node[0]
            node = node[1]
    def __len__(self):
        return self.size
""",
    "test_loops_again": """
class LinkedList:
    def __init__(self):
        self.items, self.at = [], 0
    def append(self, value):
        self.items.append(value)
    def prepend(self, value):
        self.items.insert(0, value)
    def remove(self, value):
        if value in self.items:
            self.items.remove(value)
            return True
        return False
    def reverse(self):
        self.items.reverse()
    def __iter__(self):
        return self
    def __next__(self):
        if self.at >= len(self.items):
            raise StopIteration
        self.at += 1
        return self.items[self.at - 1]
    def __len__(self):
        return len(self.items)
""",
    "test_values_that_are_false": """
class LinkedList:
    def __init__(self):
        self.head = None
    def append(self, value):
        if self.head is None:
            self.head = [value, None]
            return
        node = self.head
        while node[1]:
            node = node[1]
        node[1] = [value, None]
    def prepend(self, value):
        self.head = [value, self.head]
    def remove(self, value):
        before, node = None, self.head
        while node and node[0]:
            if node[0] == value:
                if before:
                    before[1] = node[1]
                else:
                    self.head = node[1]
                return True
            before, node = node, node[1]
        return False
    def reverse(self):
        before, node = None, self.head
        while node:
            node[1], before, node = before, node, node[1]
        self.head = before
    def __iter__(self):
        node = self.head
        while node and node[0]:
            yield node[0]
            node = node[1]
    def __len__(self):
        return sum(1 for _ in self)
""",
    "test_many_values": """
class LinkedList:
    def __init__(self):
        self.head, self.size = None, 0
    def append(self, value):
        self.size += 1
        if self.head is None:
            self.head = [value, None]
            return
        node = self.head
        while node[1]:
            node = node[1]
        node[1] = [value, None]
    def prepend(self, value):
        self.size += 1
        self.head = [value, self.head]
    def remove(self, value):
        before, node = None, self.head
        while node:
            if node[0] == value:
                self.size -= 1
                if before:
                    before[1] = node[1]
                else:
                    self.head = node[1]
                return True
            before, node = node, node[1]
        return False
    def reverse(self):
        before, node = None, self.head
        while node:
            node[1], before, node = before, node, node[1]
        self.head = before
    def __iter__(self):
        node = self.head
        while node:
            yield node[0]
            node = node[1]
    def __len__(self):
        return self.size
""",
}


def holding(*values):
    """A list with these values."""
    items = LinkedList()
    for value in values:
        items.append(value)
    return items


def test_append_and_prepend():
    """values at the end and at the beginning
    Weight: 2
    Visible.
    """
    items = holding(2, 3)
    items.prepend(1)
    items.append(4)
    assert list(items) == [1, 2, 3, 4]
    assert len(items) == 4


def test_remove_from_the_middle():
    """a value is taken out
    Visible.
    """
    items = holding("a", "b", "c")
    assert items.remove("b") is True
    assert list(items) == ["a", "c"]
    assert len(items) == 2


def test_reverse():
    """the list is turned round
    Weight: 2
    Visible.
    """
    items = holding(1, 2, 3, 4)
    items.reverse()
    assert list(items) == [4, 3, 2, 1]


def test_remove_the_first():
    """the first value, and the only one
    Weight: 2
    """
    items = holding(1, 2)
    items.remove(1)
    assert list(items) == [2]
    items.remove(2)
    assert list(items) == []
    items.append(3)
    assert list(items) == [3]


def test_append_after_removing_the_last():
    """a value added after the last one was taken out
    Weight: 2
    """
    items = holding(1, 2, 3)
    items.remove(3)
    items.append(4)
    assert list(items) == [1, 2, 4]
    assert len(items) == 3


def test_remove_only_the_first_of_equals():
    """of equal values only the first goes"""
    items = holding(1, 2, 1, 3, 1)
    items.remove(1)
    assert list(items) == [2, 1, 3, 1]
    assert len(items) == 4


def test_remove_what_is_not_there():
    """a value that is not there: False, and nothing changes"""
    assert LinkedList().remove(1) is False
    items = holding(1, 2)
    assert items.remove(3) is False
    assert list(items) == [1, 2]
    assert len(items) == 2


def test_append_after_reversing():
    """a list that was turned round grows at its new ends
    Weight: 2
    """
    items = holding(1, 2, 3)
    items.reverse()
    items.append(0)
    items.prepend(4)
    assert list(items) == [4, 3, 2, 1, 0]


def test_prepend_to_an_empty_list():
    """the first value may come at the beginning"""
    items = LinkedList()
    items.prepend(1)
    items.append(2)
    assert list(items) == [1, 2]


def test_an_empty_list():
    """an empty list"""
    items = LinkedList()
    assert list(items) == []
    assert len(items) == 0
    with contextlib.suppress(ValueError):
        items.remove(1)
    items.reverse()
    assert list(items) == []


def test_loops_again():
    """a second loop, and a loop within a loop"""
    items = holding(1, 2)
    assert list(items) == [1, 2]
    assert [(a, b) for a in items for b in items] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_values_that_are_false():
    """zero, None and empty texts are values"""
    items = holding(0, None, "", 5)
    assert list(items) == [0, None, "", 5]
    items.remove("")
    items.remove(5)
    assert list(items) == [0, None]


def test_many_values():
    """30,000 values at either end, quickly and without running out of stack
    Weight: 2
    """
    items = LinkedList()
    for number in range(30_000):
        items.append(number)
        items.prepend(-number)
    items.reverse()
    assert len(items) == 60_000
    assert next(iter(items)) == 29_999
