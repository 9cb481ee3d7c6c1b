"""Breadth first and depth first through a graph."""

from answer import bfs, dfs

NAMES = ("bfs", "dfs")

STARTER = '''def bfs(graph, start):
    """The nodes that can be reached from start, breadth first."""


def dfs(graph, start):
    """The nodes that can be reached from start, depth first: each one
    before those that are found through it."""
'''

EXAMPLES = """graph = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}
list(bfs(graph, "a"))    # ["a", "b", "c", "d"]
list(dfs(graph, "a"))    # ["a", "b", "d", "c"]
Every node has an entry. The order among the neighbours of a node is yours, and you may return a list or yield."""

WRONG = {
    "test_breadth_first": """
def dfs(graph, start, seen=None):
    seen = [] if seen is None else seen
    seen.append(start)
    for node in graph[start]:
        if node not in seen:
            dfs(graph, node, seen)
    return seen
bfs = dfs
""",
    "test_depth_first": """
def bfs(graph, start):
    order = [start]
    for node in order:
        order += [other for other in dict.fromkeys(graph[node]) if other not in order]
    return order
dfs = bfs
""",
    "test_in_a_circle": """
def bfs(graph, start):
    queue = [start]
    for node in queue:
        queue.extend(graph[node])
    return queue
def dfs(graph, start):
    out = [start]
    for node in graph[start]:
        out += dfs(graph, node)
    return out
""",
    "test_several_ways_to_a_node": """
def bfs(graph, start):
    order, queue, done = [], [start], set()
    while queue:
        node = queue.pop(0)
        order.append(node)
        done.add(node)
        queue += [other for other in graph[node] if other not in done]
    return order
def dfs(graph, start):
    order, stack, done = [], [start], set()
    while stack:
        node = stack.pop()
        order.append(node)
        done.add(node)
        stack += [other for other in graph[node] if other not in done]
    return order
""",
    "test_depth_first_where_ways_cross": """
def bfs(graph, start):
    order, seen = [start], {start}
    for node in order:
        for other in graph[node]:
            if other not in seen:
                seen.add(other)
                order.append(other)
    return order
def dfs(graph, start):
    order, stack, seen = [], [start], {start}
    while stack:
        node = stack.pop()
        order.append(node)
        for other in graph[node]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return order
""",
    "test_nearest_first": """
def dfs(graph, start):
    order, stack, seen = [], [start], set()
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            order.append(node)
            stack.extend(reversed(graph[node]))
    return order
def bfs(graph, start):
    return [start] + sorted(dfs(graph, start)[1:], key=lambda node: node not in graph[start])
""",
    "test_only_what_can_be_reached": """
def bfs(graph, start):
    order = [start]
    for node in order:
        order += [other for other in dict.fromkeys(graph[node]) if other not in order]
    return order + [node for node in graph if node not in order]
def dfs(graph, start):
    order = []
    def visit(node):
        if node not in order:
            order.append(node)
            for other in graph[node]:
                visit(other)
    visit(start)
    for node in graph:
        visit(node)
    return order
""",
    "test_graph_is_left_alone": """
def bfs(graph, start):
    order = [start]
    for node in order:
        order += [other for other in dict.fromkeys(graph[node]) if other not in order]
    return order
def dfs(graph, start):
    order, stack = [], [start]
    while stack:
        node = stack[-1]
        if node not in order:
            order.append(node)
        if graph[node]:
            other = graph[node].pop(0)
            if other not in order:
                stack.append(other)
        else:
            stack.pop()
    return order
""",
    "test_calls_do_not_share": """
def bfs(graph, start, seen=set()):
    order, queue = [], [start]
    while queue:
        node = queue.pop(0)
        if node not in seen:
            seen.add(node)
            order.append(node)
            queue += graph[node]
    return order
def dfs(graph, start, order=[]):
    if start not in order:
        order.append(start)
        for node in graph[start]:
            dfs(graph, node, order)
    return order
""",
    "test_a_long_chain": """
def bfs(graph, start):
    order, seen = [start], {start}
    for node in order:
        for other in graph[node]:
            if other not in seen:
                seen.add(other)
                order.append(other)
    return order
def dfs(graph, start, seen=None):
    seen = {} if seen is None else seen
    seen[start] = True
    for node in graph[start]:
        if node not in seen:
            dfs(graph, node, seen)
    return list(seen) if len(seen) < 10 else seen
""",
    "test_a_large_graph": """
def bfs(graph, start):
    order = [start]
    for node in order:
        for other in graph[node]:
            if other not in order:
                order.append(other)
    return order
def dfs(graph, start):
    order, stack = [], [start]
    while stack:
        node = stack.pop()
        if node not in order:
            order.append(node)
            stack.extend(graph[node])
    return order
""",
}


def distances(graph, start):
    """How far each node that can be reached is from the start."""
    found, row, steps = {start: 0}, [start], 0
    while row:
        steps += 1
        row = [node for near in row for node in graph[near] if node not in found and not found.update({node: steps})]
    return found


def goes_deep_first(graph, order):
    """Whether each node hangs on the latest one that still has somewhere new to go."""
    seen, path = {order[0]}, [order[0]]
    for node in order[1:]:
        while path and all(other in seen for other in graph[path[-1]]):
            path.pop()
        if not path or node not in graph[path[-1]]:
            return False
        seen.add(node)
        path.append(node)
    return True


# In each graph the nodes are entered in another order than any traversal's.
GRAPH = {"f": [], "a": ["b", "c"], "b": ["d", "e"], "c": ["f"], "d": [], "e": []}
CROSSED = {8: [5, 6, 7], 1: [2, 3, 4], 2: [1, 5, 3], 3: [1, 2, 4, 6], 4: [1, 3, 7], 5: [2, 8], 6: [3, 8], 7: [4, 8]}


def test_breadth_first():
    """breadth first: all neighbours before their neighbours
    Weight: 3
    Visible.
    """
    order = list(bfs(GRAPH, "a"))
    assert order[0] == "a"
    assert sorted(order[1:3]) == ["b", "c"]
    assert sorted(order[3:]) == ["d", "e", "f"]


def test_depth_first():
    """depth first: one branch to its end before the next
    Weight: 3
    Visible.
    """
    order = list(dfs(GRAPH, "a"))
    assert sorted(order) == ["a", "b", "c", "d", "e", "f"]
    assert goes_deep_first(GRAPH, order), f"not {order}"


def test_in_a_circle():
    """circles and edges from a node to itself come to an end
    Weight: 2
    """
    graph = {3: [1], 1: [2, 1], 2: [3]}
    assert list(bfs(graph, 1)) == [1, 2, 3]
    assert list(dfs(graph, 1)) == [1, 2, 3]


def test_several_ways_to_a_node():
    """a node that several ways lead to comes once
    Weight: 2
    """
    graph = {"t": [], "s": ["a", "b", "c"], "a": ["t"], "b": ["t"], "c": ["t"]}
    broad, deep = list(bfs(graph, "s")), list(dfs(graph, "s"))
    assert [broad[0], deep[0]] == ["s", "s"]
    assert sorted(broad) == ["a", "b", "c", "s", "t"]
    assert sorted(deep) == ["a", "b", "c", "s", "t"]


def test_nearest_first():
    """breadth first never takes a farther node before a nearer one
    Weight: 2
    """
    order = list(bfs(CROSSED, 1))
    assert sorted(order) == sorted(CROSSED)
    steps = distances(CROSSED, 1)
    assert [steps[node] for node in order] == sorted(steps.values())
    graph = {8: [], 1: [2], 2: [4, 3], 3: [6], 4: [5], 5: [7], 6: [8], 7: []}
    steps = distances(graph, 1)
    assert [steps[node] for node in bfs(graph, 1)] == [0, 1, 2, 2, 3, 3, 4, 4]


def test_depth_first_where_ways_cross():
    """depth first goes on from the node that it is at, also where ways cross"""
    order = list(dfs(CROSSED, 1))
    assert sorted(order) == sorted(CROSSED)
    assert goes_deep_first(CROSSED, order), f"not {order}"


def test_only_what_can_be_reached():
    """nodes that can not be reached are left out"""
    graph = {"a": ["b"], "b": [], "x": ["a", "y"], "y": []}
    assert list(bfs(graph, "a")) == ["a", "b"]
    assert list(dfs(graph, "a")) == ["a", "b"]


def test_graph_is_left_alone():
    """the graph is unchanged"""
    graph = {"c": ["a"], "a": ["b", "c"], "b": ["c"]}
    broad, deep = list(bfs(graph, "a")), list(dfs(graph, "a"))
    assert [broad[0], deep[0]] == ["a", "a"]
    assert sorted(broad) == ["a", "b", "c"]
    assert sorted(deep) == ["a", "b", "c"]
    assert graph == {"c": ["a"], "a": ["b", "c"], "b": ["c"]}


def test_calls_do_not_share():
    """a second call knows nothing of the first"""
    for _ in range(2):
        assert sorted(bfs(GRAPH, "b")) == ["b", "d", "e"]
        assert sorted(dfs(GRAPH, "b")) == ["b", "d", "e"]


def test_a_long_chain():
    """a chain of 10,000 nodes, without running out of stack"""
    graph = {9_999: []} | {number: [number + 1] for number in range(9_999)}
    assert list(bfs(graph, 0)) == list(range(10_000))
    assert list(dfs(graph, 0)) == list(range(10_000))


def test_a_large_graph():
    """40,000 nodes, in time that grows with their number"""
    graph = {number: [0] for number in range(1, 40_000)} | {0: list(range(1, 40_000))}
    broad, deep = list(bfs(graph, 0)), list(dfs(graph, 0))
    assert [broad[0], deep[0]] == [0, 0]
    assert [len(broad), len(deep)] == [40_000, 40_000]
