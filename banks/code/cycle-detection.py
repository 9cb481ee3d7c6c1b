"""Is there a cycle in a directed graph?"""

from answer import has_cycle

NAMES = ("has_cycle",)

STARTER = '''def has_cycle(graph):
    """Whether one can come back to a node by following the edges: True or
    False."""
'''

EXAMPLES = """has_cycle({"a": ["b"], "b": ["c"], "c": ["a"]})         # True
has_cycle({"a": ["b", "c"], "b": ["c"], "c": []})       # False: two ways to c, but none back
The graph gives for each node those that its edges lead to. A node without edges of its own may have no entry."""

WRONG = {
    "test_a_cycle": """
def has_cycle(graph):
    return any(node in graph.get(node, ()) for node in graph)
""",
    "test_no_cycle": """
def has_cycle(graph):
    visited = set()
    for node, edges in graph.items():
        visited.add(node)
        if any(edge in graph for edge in edges):
            return True
    return False
""",
    "test_two_ways_are_no_cycle": """
def has_cycle(graph):
    seen = set()
    def visit(node):
        if node in seen:
            return True
        seen.add(node)
        return any(visit(other) for other in graph.get(node, ()))
    return any(visit(node) for node in list(graph) if node not in seen)
""",
    "test_away_from_the_first_node": """
def has_cycle(graph):
    def visit(node, path):
        if node in path:
            return True
        return any(visit(other, path | {node}) for other in graph.get(node, ()))
    return visit(next(iter(graph)), frozenset()) if graph else False
""",
    "test_a_node_and_itself": """
def has_cycle(graph):
    def visit(node, path):
        if node in path:
            return True
        return any(visit(other, path | {node}) for other in graph.get(node, ()) if other != node)
    return any(visit(node, frozenset()) for node in graph)
""",
    "test_there_and_back": """
def has_cycle(graph):
    def visit(node, path):
        if node in path:
            return len(path) > 2
        return any(visit(other, (*path, node)) for other in graph.get(node, ()) if path[-1:] != (other,))
    return any(visit(node, ()) for node in graph)
""",
    "test_edges_have_a_direction": """
def has_cycle(graph):
    leader = {}
    def find(node):
        while leader.setdefault(node, node) != node:
            node = leader[node]
        return node
    for node, others in graph.items():
        for other in others:
            one, two = find(node), find(other)
            if one == two:
                return True
            leader[one] = two
    return False
""",
    "test_nodes_without_an_entry": """
def has_cycle(graph):
    def visit(node, path):
        if node in path:
            return True
        return any(visit(other, path | {node}) for other in graph[node])
    return any(visit(node, frozenset()) for node in graph)
""",
    "test_no_edges": """
def has_cycle(graph):
    def visit(node, path):
        if node in path:
            return True
        return any(visit(other, path | {node}) for other in graph.get(node, ()))
    return visit(max(graph, key=lambda node: len(graph[node])), frozenset()) or any(
        visit(node, frozenset()) for node in graph)
""",
    "test_a_cycle_behind_a_detour": """
def has_cycle(graph):
    def visit(node, start, seen):
        for other in graph.get(node, ()):
            if other == start:
                return True
            if other not in seen:
                seen.add(other)
                return visit(other, start, seen)
        return False
    return any(visit(node, node, {node}) for node in graph)
""",
    "test_graph_is_left_alone": """
def has_cycle(graph):
    while True:
        ends = [node for node in graph if not any(other in graph for other in graph[node])]
        if not ends:
            return bool(graph)
        for node in ends:
            del graph[node]
""",
    "test_calls_do_not_share": """
def has_cycle(graph, path=set(), done=set()):
    def visit(node):
        if node in path:
            return True
        if node in done:
            return False
        path.add(node)
        if any([visit(other) for other in graph.get(node, ())]):
            return True
        path.discard(node)
        done.add(node)
        return False
    return any(visit(node) for node in graph)
""",
    "test_many_ways": """
def has_cycle(graph):
    def visit(node, path):
        if node in path:
            return True
        return any(visit(other, path | {node}) for other in graph.get(node, ()))
    return any(visit(node, frozenset()) for node in graph)
""",
    "test_a_long_chain": """
def has_cycle(graph):
    path, done = set(), set()
    def visit(node):
        if node in path:
            return True
        if node in done:
            return False
        path.add(node)
        if any(visit(other) for other in graph.get(node, ())):
            return True
        path.discard(node)
        done.add(node)
        return False
    return any(visit(node) for node in graph)
""",
}


def test_a_cycle():
    """three nodes in a circle
    Weight: 2
    Visible.
    """
    assert has_cycle({"a": ["b"], "b": ["c"], "c": ["a"]}) is True


def test_no_cycle():
    """a line without a way back, and one with it
    Weight: 2
    Visible.
    """
    assert has_cycle({"a": ["b"], "b": ["c"], "c": []}) is False
    assert has_cycle({"a": ["b"], "b": ["c"], "c": ["b"]}) is True


def test_two_ways_are_no_cycle():
    """two ways to the same node are no cycle
    Weight: 3
    """
    assert bool(has_cycle({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []})) is False
    assert bool(has_cycle({"b": ["c"], "a": ["b", "c"], "c": []})) is False
    assert bool(has_cycle({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["a"]})) is True


def test_away_from_the_first_node():
    """a cycle that the first node does not lead to
    Weight: 2
    """
    assert bool(has_cycle({"a": [], "b": ["a"], "x": ["y"], "y": ["z"], "z": ["x"]})) is True
    assert bool(has_cycle({"a": [], "b": ["a"], "x": ["y"], "y": ["z"], "z": []})) is False


def test_a_node_and_itself():
    """an edge from a node to itself is a cycle"""
    assert bool(has_cycle({"a": ["b"], "b": ["b"]})) is True
    assert bool(has_cycle({"a": ["b"], "b": []})) is False


def test_there_and_back():
    """two nodes that lead to each other are a cycle"""
    assert bool(has_cycle({"a": ["b"], "b": ["a"]})) is True
    assert bool(has_cycle({"s": ["a"], "a": ["b"], "b": ["a"]})) is True
    assert bool(has_cycle({"s": ["a"], "a": ["b"], "b": []})) is False


def test_edges_have_a_direction():
    """edges count only in their direction
    Weight: 2
    """
    assert bool(has_cycle({1: [2, 4], 2: [3], 3: [], 4: [3]})) is False
    assert bool(has_cycle({1: [2, 4], 2: [3], 3: [4], 4: []})) is False
    assert bool(has_cycle({1: [2, 4], 2: [3], 3: [4], 4: [2]})) is True


def test_nodes_without_an_entry():
    """nodes that stand only at the end of an edge"""
    assert bool(has_cycle({"a": ["b", "c"], "b": ["c"]})) is False
    assert bool(has_cycle({"a": ["x", "b"], "b": ["y", "a"]})) is True


def test_no_edges():
    """an empty graph, and nodes without edges"""
    assert bool(has_cycle({})) is False
    assert bool(has_cycle({"a": [], "b": []})) is False


def test_a_cycle_behind_a_detour():
    """a cycle that is not on the first way that one would try
    Weight: 2
    """
    graph = {"a": ["dead", "b"], "dead": ["end"], "b": ["stop", "c"]}
    assert bool(has_cycle({**graph, "c": ["end", "a"]})) is True
    assert bool(has_cycle({**graph, "c": ["end"]})) is False


def test_graph_is_left_alone():
    """the graph is unchanged"""
    graph = {"a": ["b"], "b": ["a", "c"], "c": []}
    assert bool(has_cycle(graph)) is True
    assert graph == {"a": ["b"], "b": ["a", "c"], "c": []}


def test_calls_do_not_share():
    """a second call knows nothing of the first"""
    assert bool(has_cycle({"a": ["b"], "b": ["a"]})) is True
    assert bool(has_cycle({"a": ["b"], "b": []})) is False
    assert bool(has_cycle({"a": ["b"], "b": ["a"]})) is True


def test_many_ways():
    """a graph with more ways through it than anybody can walk
    Weight: 2
    """
    graph = {(step, side): [(step + 1, 0), (step + 1, 1)] for step in range(60) for side in (0, 1)}
    assert bool(has_cycle(graph)) is False
    assert bool(has_cycle(graph | {(60, 0): [(0, 0)]})) is True


def test_a_long_chain():
    """a chain of 10,000 nodes, without running out of stack"""
    graph = {number: [number + 1] for number in range(10_000)}
    assert bool(has_cycle(graph)) is False
    assert bool(has_cycle(graph | {10_000: [5_000]})) is True
