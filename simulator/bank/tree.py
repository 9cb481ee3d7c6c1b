"""YAML text to a tree of nodes, each with its place; nothing is constructed and nothing can be.

The tree is built from the parser's events and not with `yaml.compose`: that one recurses in C (a deeply nested file
kills the process), and it hides anchors, aliases and tags, which content has no use for.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from simulator.bank.model import Place
from simulator.bank.problem import Problem

DEEPEST = 12
"""How deep lists and mappings may be nested; real content needs six levels."""
MOST_NODES = 200_000
"""How many values one file may hold."""

_TAG = "tag:yaml.org,2002:"

# What the parser says, in words that a writer of content can act on.
_HINTS = (
    ("mapping values are not allowed", "put quotes around text that contains ': '"),
    ("could not find expected ':'", "check for a missing ':' or a line that is not indented enough"),
    ("cannot start any token", "put quotes around the text, and indent with spaces, not with tabs"),
    ("did not find expected key", "check the indentation of this line and of the one before"),
    ("did not find expected '-' indicator", "check the indentation of this line and of the one before"),
    ("did not find expected ',' or ']'", "close the list with ']', and separate its entries with commas"),
    ("did not find expected ',' or '}'", "close the mapping with '}', and separate its entries with commas"),
    ("unexpected end of stream", "close the quotes that are opened here"),
)


class _RefusedError(Exception):
    def __init__(self, mark: Any, what: str, todo: str) -> None:
        super().__init__(what)
        self.mark = mark
        self.what = what
        self.todo = todo


def grow(path: str, text: str) -> yaml.Node | Problem:
    """The root node of a file's text, or the problem that keeps it from being YAML as content uses it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = _build(yaml.parse(text, Loader=loader))
    except _RefusedError as error:
        return Problem(_place(path, error.mark), error.what, error.todo)
    except yaml.MarkedYAMLError as error:
        what = f"this is not YAML: {error.problem or error.context}"
        todo = next((hint for sign, hint in _HINTS if sign in what), "check quotes, brackets and indentation here")
        at_opening = "end of stream" in what and error.context_mark is not None
        return Problem(_place(path, error.context_mark if at_opening else error.problem_mark), what, todo)
    except yaml.YAMLError as error:
        what = f"this is not YAML: {' '.join(str(error).split())}"
        return Problem(Place(path, 1, 1), what, "check quotes, brackets and indentation")
    if root is None:
        return Problem(Place(path, 1, 1), "the file is empty", "fill it, or delete it")
    return root


def kind_of(node: yaml.Node) -> str:
    """The node's YAML type in one word: str, int, float, bool, null, timestamp, seq or map."""
    return str(node.tag).removeprefix(_TAG)


def _place(path: str, mark: Any) -> Place:
    return Place(path, mark.line + 1, mark.column + 1) if mark is not None else Place(path, 1, 1)


def _build(events: Any) -> yaml.Node | None:
    root: yaml.Node | None = None
    documents = nodes = 0
    # Each open collection, with the key that waits for its value when it is a mapping.
    open_nodes: list[tuple[yaml.CollectionNode, list[yaml.Node]]] = []
    for event in events:
        node: yaml.Node
        start: Any = event.start_mark
        end: Any = event.end_mark
        if isinstance(event, yaml.ScalarEvent):
            _refuse_tricks(event)
            tag = _plain_tag(event.value) if event.implicit[0] else f"{_TAG}str"
            node = yaml.ScalarNode(tag, event.value, start, end, event.style)
        elif isinstance(event, yaml.SequenceStartEvent):
            _refuse_tricks(event)
            node = yaml.SequenceNode(f"{_TAG}seq", [], start, end)
        elif isinstance(event, yaml.MappingStartEvent):
            _refuse_tricks(event)
            node = yaml.MappingNode(f"{_TAG}map", [], start, end)
        elif isinstance(event, yaml.CollectionEndEvent):
            open_nodes.pop()
            continue
        elif isinstance(event, yaml.AliasEvent):
            raise _RefusedError(
                event.start_mark, f"the alias *{event.anchor} is not allowed", "write the value out here"
            )
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _RefusedError(event.start_mark, "a second document starts here", "put it into a file of its own")
            continue
        else:
            continue
        nodes += 1
        if nodes > MOST_NODES:
            raise _RefusedError(
                event.start_mark, f"the file holds more than {MOST_NODES} values", "divide it into several"
            )
        if open_nodes:
            _attach(open_nodes[-1], node)
        else:
            root = node
        if isinstance(node, yaml.CollectionNode):
            open_nodes.append((node, []))
            if len(open_nodes) > DEEPEST:
                raise _RefusedError(
                    event.start_mark, "this is nested too deeply", "check the indentation and the brackets"
                )
    return root


def _attach(parent: tuple[yaml.CollectionNode, list[yaml.Node]], node: yaml.Node) -> None:
    collection, waiting = parent
    if not isinstance(collection, yaml.MappingNode):
        collection.value.append(node)
    elif waiting:
        collection.value.append((waiting.pop(), node))
    else:
        waiting.append(node)


def _refuse_tricks(event: Any) -> None:
    if event.tag is not None:
        name = str(event.tag).replace(_TAG, "!!")
        raise _RefusedError(event.start_mark, f"the tag {name} is not allowed", "delete it")
    if event.anchor is not None:
        what = f"the anchor &{event.anchor} is not allowed"
        raise _RefusedError(event.start_mark, what, "delete it, and write the value out wherever it is needed")


@cache
def _resolver() -> Any:
    return yaml.resolver.Resolver()


def _plain_tag(value: str) -> str:
    return str(_resolver().resolve(yaml.ScalarNode, value, (True, False)))
