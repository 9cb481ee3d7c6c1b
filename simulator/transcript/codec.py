"""Frozen dataclasses to plain JSON types and back, guided by their annotations.

Missing fields take their default and unknown fields are ignored, so that old and new programs can read each other's
transcripts. What cannot be read raises ValueError naming the field.
"""

from __future__ import annotations

import dataclasses
import math
import types
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from simulator.grading.result import Grade, Span

T = TypeVar("T")
Reader = Callable[[Any], Any]


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
    read: Reader = _reader(cast(Any, kind))
    try:
        return cast(T, read(data))
    except _WrongError as wrong:
        raise ValueError(f"{wrong.path.lstrip('.') or 'this'} {wrong.what}") from None


class _WrongError(Exception):
    """A value that is not what its field wants; the path grows on the way out."""

    def __init__(self, what: str, path: str = "") -> None:
        self.what = what
        self.path = path

    def inside(self, step: str) -> _WrongError:
        return _WrongError(self.what, step + self.path)


# Readers are built once for each type: a list of ten thousand interviews reads a million fields.
@cache
def _reader(kind: Any) -> Reader:
    special: dict[Any, Reader] = {Any: lambda data: data, Grade: _grade, Span: _span}
    if kind in special:
        return special[kind]
    origin = get_origin(kind)
    if origin is not None:
        return _generic(origin, get_args(kind))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _enum(kind)
    return _SCALARS[kind]


def _generic(origin: Any, args: tuple[Any, ...]) -> Reader:
    if origin is types.UnionType or origin is Union:
        return _optional(_reader(next(a for a in args if a is not type(None))))
    if origin is tuple:
        return _tuple(_reader(args[0]))
    return _mapping(_reader(args[0]), _reader(args[1]))


def _optional(read: Reader) -> Reader:
    return lambda data: None if data is None else read(data)


def _tuple(read: Reader) -> Reader:
    def read_tuple(data: Any) -> Any:
        if not isinstance(data, list):
            raise _wrong("a list", data)
        items = []
        for item in data:
            try:
                items.append(read(item))
            except _WrongError as wrong:
                raise wrong.inside(f"[{len(items)}]") from None
        return tuple(items)

    return read_tuple


def _mapping(read_key: Reader, read_value: Reader) -> Reader:
    def read_mapping(data: Any) -> Any:
        if not isinstance(data, dict):
            raise _wrong("an object", data)
        found = {}
        for key, value in data.items():
            try:
                found[read_key(key)] = read_value(value)
            except _WrongError as wrong:
                raise wrong.inside(f".{key}") from None
        return found

    return read_mapping


def _dataclass(kind: type[Any]) -> Reader:
    hints = get_type_hints(kind)
    fields = [
        (f.name, _reader(hints[f.name]), f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING)
        for f in dataclasses.fields(kind)
    ]

    def read_dataclass(data: Any) -> Any:
        if not isinstance(data, dict):
            raise _wrong("an object", data)
        values = {}
        for name, read, required in fields:
            if name in data:
                try:
                    values[name] = read(data[name])
                except _WrongError as wrong:
                    raise wrong.inside(f".{name}") from None
            elif required:
                raise _WrongError("is missing", f".{name}")
        return kind(**values)

    return read_dataclass


def _enum(kind: type[StrEnum]) -> Reader:
    members = {str(member): member for member in kind}

    def read_enum(data: Any) -> Any:
        if not isinstance(data, str) or data not in members:
            raise _wrong("one of " + ", ".join(members), data)
        return members[data]

    return read_enum


def _float(data: Any) -> float:
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise _wrong("a number", data)
    try:
        number = float(data)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _wrong("a number", data)
    return number


def _int(data: Any) -> int:
    if isinstance(data, bool) or not isinstance(data, int):
        raise _wrong("a whole number", data)
    return data


def _str(data: Any) -> str:
    if not isinstance(data, str):
        raise _wrong("text", data)
    return data


def _bool(data: Any) -> bool:
    if not isinstance(data, bool):
        raise _wrong("true or false", data)
    return data


_SCALARS: Mapping[Any, Reader] = {float: _float, int: _int, str: _str, bool: _bool}


def _span(data: Any) -> Span:
    match data:
        case [int(start), int(end)] if 0 <= start <= end:
            return Span(start, end)
    raise _wrong("[start, end]", data)


def _grade(data: Any) -> Grade:
    try:
        return Grade.from_dict(data)
    except (KeyError, TypeError, ValueError) as problem:
        raise _WrongError(f"is not a grade ({type(problem).__name__}: {problem})") from None


def _wrong(wanted: str, data: Any) -> _WrongError:
    shown = repr(data)
    return _WrongError(f"should be {wanted}, not {shown if len(shown) <= 40 else shown[:37] + '...'}")
