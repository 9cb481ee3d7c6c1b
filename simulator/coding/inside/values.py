"""Values of the candidate's code, shown and compared without being believed."""

from __future__ import annotations

import builtins
import reprlib

globals()["__builtins__"] = dict(vars(builtins))

ANSWER = "answer.py"
"""The name of the answer's file, in code objects and tracebacks."""
CHECKS = "checks.py"

_SHORT = reprlib.Repr()
_SHORT.maxlevel, _SHORT.maxstring, _SHORT.maxother, _SHORT.maxlong = 5, 200, 200, 60
_SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxset = _SHORT.maxfrozenset = _SHORT.maxdeque = _SHORT.maxdict = 12
_MOST = 400

_SIMPLE = (int, float, complex, bool, str, bytes, bytearray, type(None))
PLAIN = (*_SIMPLE, list, tuple, dict, set, frozenset)
_DEEPEST, _WIDEST = 20, 100_000


def shown(value: object) -> str:
    """A value for people, at a sensible length; an exception as in a traceback's last line."""
    try:
        if isinstance(value, BaseException):
            name, words = type(value).__name__, str(value)
            return f"{name}: {words}"[:_MOST] if words else name
        return _SHORT.repr(value)[:_MOST]
    except BaseException as error:
        return f"<{type(value).__name__} whose text raises {type(error).__name__}>"


def equal(left: object, right: object) -> object:
    """left == right; but plain data equals only what does not decide on equality itself."""
    if type(left) in PLAIN and _claims_equality(right):
        return False
    if type(right) in PLAIN and _claims_equality(left):
        return False
    return left == right


def _claims_equality(value: object, depth: int = 0) -> bool:
    """Whether the value, or one in it, has an __eq__ of the answer's own: it could claim to be anything."""
    if type(value) in _SIMPLE or depth > _DEEPEST:
        return False
    for name in ("__eq__", "__ne__"):
        code = getattr(getattr(type(value), name, None), "__code__", None)
        if code is not None and code.co_filename == ANSWER:
            return True
    inner: list[object] = []
    if isinstance(value, dict):
        inner = [part for pair in list(value.items())[:_WIDEST] for part in pair]
    elif isinstance(value, (list, tuple, set, frozenset)):
        inner = list(value)[:_WIDEST]
    return any(type(item) not in _SIMPLE and _claims_equality(item, depth + 1) for item in inner)
