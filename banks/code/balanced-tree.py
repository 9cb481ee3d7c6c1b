"""A search tree that keeps itself balanced."""

import random

from answer import BalancedTree

NAMES = ("BalancedTree",)

STARTER = '''class BalancedTree:
    """A binary search tree that stays balanced as it grows."""

    def __init__(self):
        ...

    def insert(self, key):
        """Adds a key; one that is there already changes nothing."""

    def __contains__(self, key):
        ...

    def __iter__(self):
        """The keys in ascending order."""

    def height(self):
        """The number of levels: 0 for an empty tree, 1 for a single key."""
'''

EXAMPLES = """tree = BalancedTree()
for key in range(1, 8):
    tree.insert(key)
5 in tree        # True
list(tree)       # [1, 2, 3, 4, 5, 6, 7]
tree.height()    # 3 or 4, not 7
AVL, red-black or another way to keep the balance: the choice is yours. Only inserting is asked for."""

WRONG = {
    "test_finds_keys": """
import bisect
class BalancedTree:
    def __init__(self):
        self.keys = []
    def insert(self, key):
        at = bisect.bisect_left(self.keys, key)
        if self.keys[at : at + 1] != [key]:
            self.keys.insert(at, key)
    def __contains__(self, key):
        return bisect.bisect_left(self.keys, key) < len(self.keys)
    def __iter__(self):
        return iter(self.keys)
    def height(self):
        return len(self.keys).bit_length()
""",
    "test_ascending_order": """
class BalancedTree:
    def __init__(self):
        self.keys = set()
    def insert(self, key):
        self.keys.add(key)
    def __contains__(self, key):
        return key in self.keys
    def __iter__(self):
        return iter(sorted(self.keys, reverse=True))
    def height(self):
        return len(self.keys).bit_length()
""",
    "test_ascending_keys": """
class BalancedTree:
    def __init__(self):
        self.root = None
    def insert(self, key):
        if self.root is None:
            self.root = [key, None, None]
            return
        node = self.root
        while node[0] != key:
            side = 1 if key < node[0] else 2
            if node[side] is None:
                node[side] = [key, None, None]
            node = node[side]
    def __contains__(self, key):
        node = self.root
        while node and node[0] != key:
            node = node[1 if key < node[0] else 2]
        return node is not None
    def __iter__(self):
        stack, node = [], self.root
        while stack or node:
            while node:
                stack.append(node)
                node = node[1]
            node = stack.pop()
            yield node[0]
            node = node[2]
    def height(self):
        levels, row = 0, [self.root] if self.root else []
        while row:
            levels += 1
            row = [child for node in row for child in node[1:] if child]
        return levels
""",
    "test_zigzag_keys": """
class Node:
    def __init__(self, key):
        self.key, self.left, self.right, self.height = key, None, None, 1
def height(node):
    return node.height if node else 0
def fix(node):
    node.height = 1 + max(height(node.left), height(node.right))
    return node
def rotate_right(node):
    new = node.left
    node.left, new.right = new.right, node
    fix(node)
    return fix(new)
def rotate_left(node):
    new = node.right
    node.right, new.left = new.left, node
    fix(node)
    return fix(new)
class BalancedTree:
    def __init__(self):
        self.root = None
    def insert(self, key):
        self.root = self.add(self.root, key)
    def add(self, node, key):
        if node is None:
            return Node(key)
        if key < node.key:
            node.left = self.add(node.left, key)
        elif key > node.key:
            node.right = self.add(node.right, key)
        fix(node)
        if height(node.left) - height(node.right) > 1 and key < node.left.key:
            return rotate_right(node)
        if height(node.right) - height(node.left) > 1 and key > node.right.key:
            return rotate_left(node)
        return node
    def __contains__(self, key):
        return key in list(self)
    def __iter__(self):
        def walk(node):
            if node:
                yield from walk(node.left)
                yield node.key
                yield from walk(node.right)
        return walk(self.root)
    def height(self):
        return height(self.root)
""",
    "test_descending_keys": """
class Node:
    def __init__(self, key):
        self.key, self.left, self.right, self.height = key, None, None, 1
def height(node):
    return node.height if node else 0
def fix(node):
    node.height = 1 + max(height(node.left), height(node.right))
    return node
def rotate_left(node):
    new = node.right
    node.right, new.left = new.left, node
    fix(node)
    return fix(new)
class BalancedTree:
    def __init__(self):
        self.root = None
    def insert(self, key):
        self.root = self.add(self.root, key)
    def add(self, node, key):
        if node is None:
            return Node(key)
        if key < node.key:
            node.left = self.add(node.left, key)
        elif key > node.key:
            node.right = self.add(node.right, key)
        fix(node)
        if height(node.right) - height(node.left) > 1:
            return rotate_left(node)
        return node
    def __contains__(self, key):
        node = self.root
        while node and node.key != key:
            node = node.left if key < node.key else node.right
        return node is not None
    def __iter__(self):
        stack, node = [], self.root
        while stack or node:
            while node:
                stack.append(node)
                node = node.left
            node = stack.pop()
            yield node.key
            node = node.right
    def height(self):
        return height(self.root)
""",
    "test_keys_in_any_order": """
class Node:
    def __init__(self, key):
        self.key, self.left, self.right, self.height = key, None, None, 1
def height(node):
    return node.height if node else 0
def fix(node):
    node.height = 1 + max(height(node.left), height(node.right))
    return node
def rotate_right(node):
    new = node.left
    node.left, new.right = None, node
    fix(node)
    return fix(new)
def rotate_left(node):
    new = node.right
    node.right, new.left = None, node
    fix(node)
    return fix(new)
class BalancedTree:
    def __init__(self):
        self.root = None
    def insert(self, key):
        self.root = self.add(self.root, key)
    def add(self, node, key):
        if node is None:
            return Node(key)
        if key < node.key:
            node.left = self.add(node.left, key)
        elif key > node.key:
            node.right = self.add(node.right, key)
        fix(node)
        balance = height(node.left) - height(node.right)
        if balance > 1:
            if key > node.left.key:
                node.left = rotate_left(node.left)
            return rotate_right(node)
        if balance < -1:
            if key < node.right.key:
                node.right = rotate_right(node.right)
            return rotate_left(node)
        return node
    def __contains__(self, key):
        node = self.root
        while node and node.key != key:
            node = node.left if key < node.key else node.right
        return node is not None
    def __iter__(self):
        def walk(node):
            if node:
                yield from walk(node.left)
                yield node.key
                yield from walk(node.right)
        return walk(self.root)
    def height(self):
        return height(self.root)
""",
    "test_a_key_twice": """
import bisect
class BalancedTree:
    def __init__(self):
        self.keys = []
    def insert(self, key):
        bisect.insort(self.keys, key)
    def __contains__(self, key):
        return key in self.keys
    def __iter__(self):
        return iter(self.keys)
    def height(self):
        return len(self.keys).bit_length()
""",
    "test_an_empty_tree": """
import bisect
class BalancedTree:
    def __init__(self):
        self.keys = []
    def insert(self, key):
        if key not in self:
            bisect.insort(self.keys, key)
    def __contains__(self, key):
        at = bisect.bisect_left(self.keys, key)
        return self.keys[min(at, len(self.keys) - 1)] == key if self.keys else False
    def __iter__(self):
        return iter(self.keys)
    def height(self):
        return len(self.keys).bit_length() - 1
""",
    "test_zero_is_a_key": """
import bisect
class BalancedTree:
    def __init__(self):
        self.keys = []
    def insert(self, key):
        if key and key not in self.keys:
            bisect.insort(self.keys, key)
    def __contains__(self, key):
        return key in self.keys
    def __iter__(self):
        return iter(self.keys)
    def height(self):
        return len(self.keys).bit_length()
""",
    "test_words_as_keys": """
import bisect
class BalancedTree:
    def __init__(self):
        self.keys = []
    def insert(self, key):
        if abs(key) >= 0 and key not in self.keys:
            bisect.insort(self.keys, key)
    def __contains__(self, key):
        return key in self.keys
    def __iter__(self):
        return iter(self.keys)
    def height(self):
        return len(self.keys).bit_length()
""",
    "test_many_keys": """
class Node:
    def __init__(self, key):
        self.key, self.left, self.right = key, None, None
def height(node):
    return 1 + max(height(node.left), height(node.right)) if node else 0
def rotate_right(node):
    new = node.left
    node.left, new.right = new.right, node
    return new
def rotate_left(node):
    new = node.right
    node.right, new.left = new.left, node
    return new
class BalancedTree:
    def __init__(self):
        self.root = None
    def insert(self, key):
        self.root = self.add(self.root, key)
    def add(self, node, key):
        if node is None:
            return Node(key)
        if key < node.key:
            node.left = self.add(node.left, key)
        elif key > node.key:
            node.right = self.add(node.right, key)
        balance = height(node.left) - height(node.right)
        if balance > 1:
            if key > node.left.key:
                node.left = rotate_left(node.left)
            return rotate_right(node)
        if balance < -1:
            if key < node.right.key:
                node.right = rotate_right(node.right)
            return rotate_left(node)
        return node
    def __contains__(self, key):
        node = self.root
        while node and node.key != key:
            node = node.left if key < node.key else node.right
        return node is not None
    def __iter__(self):
        def walk(node):
            if node:
                yield from walk(node.left)
                yield node.key
                yield from walk(node.right)
        return walk(self.root)
    def height(self):
        return height(self.root)
""",
}

LOW = 40
"""Levels that a thousand keys never need, whatever way the tree is kept balanced, chance included."""


def holding(keys):
    """A tree with these keys."""
    tree = BalancedTree()
    for key in keys:
        tree.insert(key)
    return tree


def test_finds_keys():
    """keys that were added are found, others are not
    Weight: 2
    Visible.
    """
    tree = holding([5, 2, 8, 1])
    assert [key in tree for key in (1, 2, 5, 8, 3, 9)] == [True, True, True, True, False, False]


def test_ascending_order():
    """the keys come out in ascending order
    Visible.
    """
    assert list(holding([5, 2, 8, 1, 9, 3])) == [1, 2, 3, 5, 8, 9]


def test_ascending_keys():
    """keys that come in ascending order do not make a long chain
    Weight: 3
    Visible.
    """
    tree = holding(range(1000))
    assert tree.height() <= LOW
    assert list(tree) == list(range(1000))


def test_descending_keys():
    """nor do keys in descending order
    Weight: 2
    """
    tree = holding(range(1000, 0, -1))
    assert tree.height() <= LOW
    assert list(tree) == list(range(1, 1001))


def test_zigzag_keys():
    """nor do keys that come from both ends in turn
    Weight: 2
    """
    tree = holding(key for low in range(500) for key in (low, 999 - low))
    assert tree.height() <= LOW
    assert list(tree) == list(range(1000))
    tree = holding(500 + (number if number % 2 else -number) for number in range(400, 0, -1))
    assert tree.height() <= LOW
    assert len(list(tree)) == 400


def test_keys_in_any_order():
    """a thousand keys in random order: none is lost, all are found
    Weight: 2
    """
    keys = random.Random(7).sample(range(10_000), 1000)
    tree = holding(keys)
    assert list(tree) == sorted(keys)
    assert all(key in tree for key in keys)
    assert tree.height() <= LOW


def test_a_key_twice():
    """a key that is added twice is there once"""
    assert list(holding([2, 1, 2, 3, 1, 2])) == [1, 2, 3]


def test_an_empty_tree():
    """an empty tree, and one with a single key"""
    tree = BalancedTree()
    assert list(tree) == []
    assert (1 in tree) is False
    assert tree.height() == 0
    tree.insert(1)
    assert tree.height() == 1


def test_zero_is_a_key():
    """zero and negative keys"""
    tree = holding([3, 0, -2])
    assert list(tree) == [-2, 0, 3]
    assert 0 in tree


def test_words_as_keys():
    """anything that can be compared is a key"""
    tree = holding(["pear", "apple", "fig"])
    assert list(tree) == ["apple", "fig", "pear"]
    assert "fig" in tree


def test_many_keys():
    """10,000 keys, quickly
    Seconds: 10
    """
    tree = holding(range(10_000))
    assert sum(1 for _ in tree) == 10_000
    assert 9_999 in tree
