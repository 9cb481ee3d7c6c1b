"""From a template and its values to a page. Every text is cleaned and escaped on its way in; only charts are not."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from simulator import __version__
from simulator.transcript.markdown import clean, clock_time


def render(template: str, **values: Any) -> str:
    """The page that this template (its file's name) makes of the values."""
    return _environment().get_template(template).render(**values) + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("simulator.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clock"] = clock_time
    environment.filters["points"] = points
    environment.globals["program_version"] = __version__
    return environment


def points(score: float | None) -> str:
    """A score in whole points; a dash for none."""
    return "–" if score is None else f"{score:.0f}"


def _harmless(value: Any) -> Any:
    """The value without control characters. Autoescaping comes after this."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
