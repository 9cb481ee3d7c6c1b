"""Flatten a nested dictionary."""

import inspect

from answer import flatten

NAMES = ("flatten",)

STARTER = '''def flatten(nested: dict, sep: str = ".") -> dict:
    """Give one level of keys, each the path to its value."""
'''

EXAMPLES = 'flatten({"a": 1, "b": {"c": 2}}) gives {"a": 1, "b.c": 2}. A list is a value like any other.'

WRONG = {
    "test_one_level_down": "def flatten(nested, sep='.'):\n    return dict(nested)",
    "test_several_levels": "def flatten(nested, sep='.'):\n    out = {}\n    for k, v in nested.items():\n"
    "        if isinstance(v, dict):\n            out.update({f'{k}{sep}{i}': j for i, j in v.items()})\n"
    "        else:\n            out[k] = v\n    return out",
    "test_same_key_in_two_branches": "def flatten(nested, sep='.'):\n    out = {}\n    for k, v in nested.items():\n"
    "        if isinstance(v, dict):\n            out.update(flatten(v))\n        else:\n            out[k] = v\n"
    "    return out",
    "test_empty": "def flatten(nested, sep='.'):\n    (first, *_) = nested\n    return {first: nested[first]}",
    "test_input_is_left_alone": "def flatten(nested, sep='.'):\n    while any(isinstance(v, dict) and v for v in "
    "nested.values()):\n        for k, v in list(nested.items()):\n            if isinstance(v, dict) and v:\n"
    "                del nested[k]\n                nested.update({f'{k}{sep}{i}': j for i, j in v.items()})\n"
    "    return nested",
    "test_values_of_other_kinds": "def flatten(nested, sep='.'):\n    out = {}\n    for k, v in nested.items():\n"
    "        if isinstance(v, dict):\n            out.update({f'{k}{sep}{i}': j for i, j in flatten(v).items()})\n"
    "        elif v:\n            out[k] = v\n    return out",
    "test_calls_do_not_share": "def flatten(nested, sep='.', prefix='', out={}):\n    for k, v in nested.items():\n"
    "        path = f'{prefix}{sep}{k}' if prefix else k\n        if isinstance(v, dict):\n"
    "            flatten(v, sep, path, out)\n        else:\n            out[path] = v\n    return out",
    "test_another_separator": "def flatten(nested, sep='.'):\n    out = {}\n    for k, v in nested.items():\n"
    "        if isinstance(v, dict):\n            out.update({f'{k}.{i}': j for i, j in flatten(v).items()})\n"
    "        else:\n            out[k] = v\n    return out",
}


def separated(nested, by):
    """The result with a separator, whatever the answer calls that parameter."""
    names = [name for name in inspect.signature(flatten).parameters if "sep" in name or "del" in name]
    return flatten(nested, **{(names or ["sep"])[0]: by})


def test_one_level_down():
    """a dictionary in a dictionary
    Visible.
    """
    assert flatten({"a": 1, "b": {"c": 2}}) == {"a": 1, "b.c": 2}


def test_several_levels():
    """several levels
    Weight: 2
    Visible.
    """
    assert flatten({"a": {"b": {"c": {"d": 1}}, "e": 2}, "f": 3}) == {"a.b.c.d": 1, "a.e": 2, "f": 3}


def test_same_key_in_two_branches():
    """the same key in two branches loses nothing
    Weight: 2
    """
    assert flatten({"x": {"id": 1}, "y": {"id": 2}, "id": 3}) == {"x.id": 1, "y.id": 2, "id": 3}


def test_empty():
    """an empty dictionary"""
    assert flatten({}) == {}


def test_input_is_left_alone():
    """the dictionary that was handed in is unchanged"""
    nested = {"a": {"b": {"c": 1}}, "d": 2}
    flatten(nested)
    assert nested == {"a": {"b": {"c": 1}}, "d": 2}


def test_values_of_other_kinds():
    """lists, None, zero and empty strings are values"""
    assert flatten({"a": {"b": [1, {"c": 2}], "d": None}, "e": 0, "f": ""}) == {
        "a.b": [1, {"c": 2}],
        "a.d": None,
        "e": 0,
        "f": "",
    }


def test_calls_do_not_share():
    """a second call knows nothing of the first"""
    flatten({"old": {"key": 1}})
    assert flatten({"new": {"key": 2}}) == {"new.key": 2}


def test_another_separator():
    """a separator of one's own"""
    assert separated({"a": {"b": {"c": 1}}}, "/") == {"a/b/c": 1}
