"""Frozen dataclasses to plain JSON types and back, guided by their annotations.

Missing fields take their default and unknown fields are ignored, so that old and new programs can read each other's
transcripts. What cannot be read raises ValueError naming the field.
"""

from __future__ import annotations

import dataclasses
import math
import types
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from simulator.grading.result import Grade, Span

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """The value as dicts, lists, strings, numbers, booleans and None."""
    if isinstance(value, Grade):
        return value.to_dict()
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, StrEnum):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[T], data: Any) -> T:
    """The dataclass that `to_plain` wrote. Raises ValueError, naming the field, if it is not one."""
    return cast(T, _read(kind, data, ""))


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any, bool], ...]:
    hints = get_type_hints(kind)
    return tuple(
        (
            f.name,
            hints[f.name],
            f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING,
        )
        for f in dataclasses.fields(kind)
    )


def _read(kind: Any, data: Any, where: str) -> Any:
    if kind is Any:
        return data
    if kind is Grade:
        return _grade(data, where)
    if kind is Span:
        return _span(data, where)
    origin = get_origin(kind)
    if origin is not None:
        return _generic(kind, origin, data, where)
    if isinstance(kind, type):
        if dataclasses.is_dataclass(kind):
            return _dataclass(kind, data, where)
        if issubclass(kind, StrEnum):
            return _enum(kind, data, where)
    return _scalar(kind, data, where)


def _generic(kind: Any, origin: Any, data: Any, where: str) -> Any:
    args = get_args(kind)
    if origin is types.UnionType or origin is Union:
        if data is None and type(None) in args:
            return None
        return _read(next(a for a in args if a is not type(None)), data, where)
    if origin is tuple:
        if not isinstance(data, list):
            raise _wrong(where, "a list", data)
        return tuple(_read(args[0], item, f"{where}[{n}]") for n, item in enumerate(data))
    if issubclass(origin, Mapping):
        if not isinstance(data, dict):
            raise _wrong(where, "an object", data)
        return {_read(args[0], key, where): _read(args[1], item, f"{where}.{key}") for key, item in data.items()}
    raise TypeError(f"no way to read {kind}")


def _dataclass(kind: Any, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise _wrong(where, "an object", data)
    values = {}
    for name, hint, required in _fields(kind):
        inner = f"{where}.{name}" if where else name
        if name in data:
            values[name] = _read(hint, data[name], inner)
        elif required:
            raise ValueError(f"{inner} is missing")
    return kind(**values)


def _enum(kind: type[StrEnum], data: Any, where: str) -> StrEnum:
    try:
        return kind(data)
    except ValueError:
        raise _wrong(where, "one of " + ", ".join(kind), data) from None


def _scalar(kind: Any, data: Any, where: str) -> Any:
    if kind is float and isinstance(data, int | float) and not isinstance(data, bool) and math.isfinite(data):
        return float(data)
    if kind is int and isinstance(data, int) and not isinstance(data, bool):
        return data
    if kind in (str, bool) and isinstance(data, kind):
        return data
    raise _wrong(where, {float: "a number", int: "a whole number", str: "text", bool: "true or false"}[kind], data)


def _span(data: Any, where: str) -> Span:
    match data:
        case [int(start), int(end)] if 0 <= start <= end:
            return Span(start, end)
    raise _wrong(where, "[start, end]", data)


def _grade(data: Any, where: str) -> Grade:
    try:
        return Grade.from_dict(data)
    except (KeyError, TypeError, ValueError) as problem:
        raise ValueError(f"{where} is not a grade ({type(problem).__name__}: {problem})") from None


def _wrong(where: str, wanted: str, data: Any) -> ValueError:
    shown = repr(data)
    return ValueError(f"{where or 'this'} should be {wanted}, not {shown if len(shown) <= 40 else shown[:37] + '...'}")
