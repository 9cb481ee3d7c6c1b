"""A tree that can be looped over."""

import pytest
from answer import Node

NAMES = ("Node",)

STARTER = '''class Node:
    """A node of a binary tree. A loop over it gives the values below and in
    it, from left to right."""

    def __init__(self, value, left=None, right=None):
        self.value = value
        self.left = left
        self.right = right

    def __iter__(self):
        ...
'''

EXAMPLES = """tree = Node(4, Node(2, Node(1), Node(3)), Node(6))
list(tree)    # [1, 2, 3, 4, 6]: first what is on the left, then the node's own value, then what is on the right"""

WRONG = {
    "test_one_node": """
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
    def __iter__(self):
        stack, node = [], self.left
        while stack or node:
            while node:
                stack.append(node)
                node = node.left
            node = stack.pop()
            yield node.value
            node = node.right
""",
    "test_only_one_side": """
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
    def __iter__(self):
        if self.left and self.right:
            yield from self.left
            yield self.value
            yield from self.right
        else:
            yield self.value
""",
    "test_left_self_right": """
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
    def __iter__(self):
        yield self.value
        for child in (self.left, self.right):
            if child:
                yield from child
""",
    "test_loops_again": """
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
        self.waiting = None
    def __iter__(self):
        return self
    def values(self):
        out = []
        if self.left:
            out += self.left.values()
        out.append(self.value)
        if self.right:
            out += self.right.values()
        return out
    def __next__(self):
        if self.waiting is None:
            self.waiting = self.values()
        if not self.waiting:
            raise StopIteration
        return self.waiting.pop(0)
""",
    "test_two_loops_at_once": """
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
    def values(self):
        out = []
        if self.left:
            out += self.left.values()
        out.append(self.value)
        if self.right:
            out += self.right.values()
        return out
    def __iter__(self):
        self.waiting = self.values()
        return self
    def __next__(self):
        if not self.waiting:
            raise StopIteration
        return self.waiting.pop(0)
""",
    "test_next_and_the_end": """
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
    def __len__(self):
        return 1 + (len(self.left) if self.left else 0) + (len(self.right) if self.right else 0)
    def __getitem__(self, index):
        return ([*(self.left or []), self.value, *(self.right or [])])[index]
    def __iter__(self):
        return Ends(self)
class Ends:
    def __init__(self, node):
        self.node, self.at = node, -1
    def __iter__(self):
        return self
    def __next__(self):
        self.at += 1
        if self.at == len(self.node):
            raise StopIteration
        return self.node[self.at % len(self.node)]
""",
    "test_values_that_are_false": """
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
    def __iter__(self):
        if self.left:
            yield from self.left
        if self.value:
            yield self.value
        if self.right:
            yield from self.right
""",
    "test_starts_without_the_whole_tree": """
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
    def values(self):
        left = self.left.values() if self.left else []
        return left + [self.value] + (self.right.values() if self.right else [])
    def __iter__(self):
        return iter(self.values())
""",
    "test_a_very_deep_tree": """
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right
    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right
""",
}


def tree():
    """A tree of six nodes, in whose order nothing is sorted."""
    return Node("d", Node("b", Node("z")), Node("f", Node("e"), Node("a")))


def test_one_node():
    """a single node
    Visible.
    """
    assert list(Node(7)) == [7]


def test_left_self_right():
    """left, itself, right, at every level
    Weight: 3
    Visible.
    """
    assert list(Node(4, Node(2, Node(1), Node(3)), Node(6))) == [1, 2, 3, 4, 6]


def test_only_one_side():
    """nodes with a child on one side only
    Weight: 2
    """
    assert list(Node(1, None, Node(3, Node(2)))) == [1, 2, 3]
    assert list(tree()) == ["z", "b", "d", "e", "f", "a"]


def test_loops_again():
    """a second loop begins anew
    Weight: 2
    """
    nodes = tree()
    assert list(nodes) == ["z", "b", "d", "e", "f", "a"]
    assert list(nodes) == ["z", "b", "d", "e", "f", "a"]


def test_two_loops_at_once():
    """a loop within a loop over the same tree
    Weight: 2
    """
    nodes = Node(2, Node(1), Node(3))
    assert [(a, b) for a in nodes for b in nodes] == [(a, b) for a in (1, 2, 3) for b in (1, 2, 3)]


def test_next_and_the_end():
    """next() gives one value at a time, and after the last one always StopIteration"""
    values = iter(Node(1, None, Node(2)))
    assert next(values) == 1
    assert next(values) == 2
    with pytest.raises(StopIteration):
        next(values)
    with pytest.raises(StopIteration):
        next(values)


def test_values_that_are_false():
    """zero, None and empty texts are values"""
    assert list(Node(0, Node(None), Node(""))) == [None, 0, ""]


def test_starts_without_the_whole_tree():
    """the first value comes before the rest of the tree is looked at"""

    class Later(Node):
        def __init__(self):
            pass

        def __getattr__(self, name):
            raise AssertionError("the right side was looked at before the first value")

    assert next(iter(Node(3, Node(2, Node(1)), Later()))) == 1


def test_a_very_deep_tree():
    """a tree 5,000 levels deep, without running out of stack"""
    nodes = Node(0)
    for number in range(1, 5001):
        nodes = Node(number, nodes)
    assert list(nodes) == list(range(5001))
    nodes = Node(5000)
    for number in range(4999, -1, -1):
        nodes = Node(number, None, nodes)
    assert list(nodes) == list(range(5001))
