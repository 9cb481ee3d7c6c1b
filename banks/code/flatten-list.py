"""Flatten a nested list."""

from answer import flatten

NAMES = ("flatten",)

STARTER = '''def flatten(nested):
    """Give the values of a nested list in their order, as a list or one
    after the other."""
'''

EXAMPLES = """list(flatten([1, [2, [3, 4]], 5])) gives [1, 2, 3, 4, 5].
Only lists are opened: a string, a tuple or a dictionary is a value. You may return a list, or yield."""

WRONG = {
    "test_one_level": """
def flatten(nested):
    return [value for part in nested for value in part]
""",
    "test_several_levels": """
def flatten(nested):
    out = []
    for item in nested:
        out.extend(item if isinstance(item, list) else [item])
    return out
""",
    "test_empty_lists": """
def flatten(nested):
    out = []
    for item in nested:
        if isinstance(item, list) and item:
            out.extend(flatten(item))
        else:
            out.append(item)
    return out
""",
    "test_strings_stay_whole": """
def flatten(nested):
    for item in nested:
        if hasattr(item, "__iter__") and not (isinstance(item, str) and len(item) == 1):
            yield from flatten(item)
        else:
            yield item
""",
    "test_values_of_other_kinds": """
def flatten(nested):
    out = []
    for item in nested:
        if isinstance(item, list):
            out.extend(flatten(item))
        elif item:
            out.append(item)
    return out
""",
    "test_order_is_kept": """
def flatten(nested):
    out, stack = [], [nested]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        else:
            out.append(item)
    return out
""",
    "test_equal_values_are_all_kept": """
def flatten(nested):
    out = {}
    for item in nested:
        for value in flatten(item) if isinstance(item, list) else [item]:
            out[value] = True
    return list(out)
""",
    "test_input_is_left_alone": """
def flatten(nested):
    i = 0
    while i < len(nested):
        if isinstance(nested[i], list):
            nested[i:i + 1] = nested[i]
        else:
            i += 1
    return nested
""",
    "test_calls_do_not_share": """
def flatten(nested, out=[]):
    for item in nested:
        if isinstance(item, list):
            flatten(item, out)
        else:
            out.append(item)
    return out
""",
    "test_very_deep": """
def flatten(nested):
    for item in nested:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item
""",
    "test_very_long": """
def flatten(nested):
    out = []
    for item in nested:
        out = out + (flatten(item) if isinstance(item, list) else [item])
    return out
""",
}


def test_one_level():
    """lists in a list
    Visible.
    """
    assert list(flatten([1, [2, 3], [4], 5])) == [1, 2, 3, 4, 5]


def test_several_levels():
    """several levels
    Weight: 2
    Visible.
    """
    assert list(flatten([1, [2, [3, [4, [5]]]], [[[6]]]])) == [1, 2, 3, 4, 5, 6]


def test_empty_lists():
    """empty lists leave nothing behind"""
    assert list(flatten([[], [1, []], [[[]]]])) == [1]
    assert list(flatten([])) == []


def test_strings_stay_whole():
    """a string stays whole
    Weight: 2
    """
    assert list(flatten(["ab", ["cde", ["f"]]])) == ["ab", "cde", "f"]


def test_values_of_other_kinds():
    """None, zero and other values come along as they are"""
    assert list(flatten([0, [None, [False, ""]], [{"a": [1]}], 2.5])) == [0, None, False, "", {"a": [1]}, 2.5]


def test_order_is_kept():
    """the order is kept, also with values after a list
    Weight: 2
    """
    assert list(flatten([1, [2, [3], 4], 5, [6], 7])) == [1, 2, 3, 4, 5, 6, 7]


def test_equal_values_are_all_kept():
    """values that occur more than once are all kept"""
    assert list(flatten([1, [1, [2, 1]], 2])) == [1, 1, 2, 1, 2]


def test_input_is_left_alone():
    """the list that was handed in is unchanged"""
    nested = [1, [2, [3, []]], 4]
    assert list(flatten(nested)) == [1, 2, 3, 4]
    assert nested == [1, [2, [3, []]], 4]


def test_calls_do_not_share():
    """a second call knows nothing of the first"""
    assert list(flatten([1, [2]])) == [1, 2]
    assert list(flatten([3, [4]])) == [3, 4]


def test_very_deep():
    """lists nested 5,000 levels deep, without running out of stack"""
    nested = []
    for number in range(5000):
        nested = [nested, number]
    assert list(flatten(nested)) == list(range(5000))


def test_very_long():
    """a hundred thousand values, in time that grows with their number"""
    nested = [[number, [number]] for number in range(1000)] + list(range(100_000))
    result = list(flatten(nested))
    assert len(result) == 102_000
    assert result[-1] == 99_999
