"""Turning the words of the command line into values, with messages of our own.

Recent versions of Typer convert every parameter with pydantic, whose import alone takes half as long as our whole
start. The types that our commands use are few and simple, so they are converted here. Where Typer's inside looks
different, nothing is changed and its own conversion does the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

import typer


def spare_pydantic(parameters: Iterable[Any]) -> None:
    """Gives each parameter of a simple type its converter."""
    for parameter in parameters:
        descriptor = getattr(parameter, "type_descriptor", None)
        convert = _converter(getattr(descriptor, "annotation", None))
        if convert is not None and getattr(parameter, "_runtime_param", True) is None:
            parameter._runtime_param = _Plain(convert)


class _Plain:
    """What Typer calls to convert a value."""

    def __init__(self, convert: Callable[[Any, Any], Any]) -> None:
        self._convert = convert

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        try:
            return [self._convert(item, param) for item in value] if several else self._convert(value, param)
        except ValueError as error:
            raise typer.BadParameter(str(error), ctx=ctx, param=param) from None


def _converter(annotation: Any) -> Callable[[Any, Any], Any] | None:
    if get_origin(annotation) is list:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) is tuple and set(get_args(annotation)) == {str}:
        return lambda value, _: tuple(map(str, value))
    if annotation is str:
        return lambda value, _: str(value)
    if annotation is Path:
        return lambda value, _: Path(value)
    if annotation is int:
        return _whole_number
    if annotation is float:
        return lambda value, _: _number(value)
    if annotation is bool:
        return lambda value, _: value if isinstance(value, bool) else str(value).lower() in ("1", "true", "yes", "on")
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        choices: type[Enum] = annotation
        return lambda value, _: _one_of(choices, value)
    return None


def _whole_number(value: Any, param: Any) -> int:
    try:
        number = int(value)
    except ValueError:
        raise ValueError(f"{value!r} is not a whole number.") from None
    least, most = getattr(param, "min", None), getattr(param, "max", None)
    if (least is not None and number < least) or (most is not None and number > most):
        allowed = f"from {least} to {most}" if most is not None else f"of at least {least}"
        raise ValueError(f"{number} is out of range: give a whole number {allowed}.")
    return number


def _number(value: Any) -> float:
    try:
        return float(value)
    except ValueError:
        raise ValueError(f"{value!r} is not a number.") from None


def _one_of(choices: type[Enum], value: Any) -> Enum:
    if isinstance(value, choices):
        return value
    words = [str(choice.value) for choice in choices]
    word = str(value).lower()
    if word in words:
        return choices(word)
    near = get_close_matches(word, words, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Choose from {', '.join(words)}."
    raise ValueError(f"{str(value)!r} is not known. {hint}")
