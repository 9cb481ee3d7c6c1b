"""Charts as SVG that stands in a page: no scripts, no links, colours from the page's own style sheet.

A chart says nothing to those who can't see it but its label; the page has the same in words beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import pygal
from markupsafe import Markup
from pygal.style import Style

from simulator.transcript.markdown import clean

_WIDTH = 460
_ROW = 34
_TEXT = 15
_LONGEST_LABEL = 22
_LINE_HEIGHT = 250
_MOST_DOTS = 40
_BAND_BORDERS = (35, 60, 85)
_LEAST_SHARE = 0.03
"""Of a strip: narrower parts have no room for their label."""

_PLAIN = {
    "js": (),
    "explicit_size": False,
    "disable_xml_declaration": True,
    "show_legend": False,
    "truncate_label": -1,
    "width": _WIDTH,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart of scores."""

    label: str
    score: float
    """0 to 100."""
    colour: str
    """The name of a colour of the style sheet."""
    said: str = ""
    """What stands beside the bar; the score itself if it is empty."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a strip."""

    label: str
    """Short: a number."""
    size: float
    colour: str


def score_bars(name: str, label: str, bars: Sequence[Bar]) -> Markup:
    """Horizontal bars from 0 to 100, the first on top. `name` tells charts of one page apart, `label` says what it
    shows."""
    chart = pygal.HorizontalBar(
        **_PLAIN,
        style=_style(1),
        height=_ROW * len(bars) + 44,
        range=(0, 112 if all(len(bar.said) < 4 for bar in bars) else 140),
        margin=4,
        spacing=6,
        print_values=True,
        print_values_position="top",
        formatter=lambda score: f"{score:.0f}",
    )
    # Beyond 100 there is only room for the number beside a full bar.
    chart.y_labels = (0, 50, 100)
    upwards = list(reversed(bars))
    chart.x_labels = [_short(bar.label) for bar in upwards]
    chart.add("", [_value(bar.score, bar.colour) | _said(bar.said) for bar in upwards])
    return _svg(chart, name, label)


def score_line(name: str, says: str, points: Sequence[tuple[str, float]]) -> Markup:
    """Scores over time, oldest first, each with its day; the first and the last day stand below."""
    chart = pygal.Line(
        **_PLAIN,
        style=_style(1, line_width="3"),
        height=_LINE_HEIGHT,
        range=(0, 100),
        margin=4,
        margin_right=46,
        show_dots=len(points) <= _MOST_DOTS,
        dots_size=4,
        show_x_guides=False,
        show_y_guides=True,
        formatter=lambda score: f"{score:.0f}",
    )
    chart.y_labels = (0, *_BAND_BORDERS, 100)
    last = len(points) - 1
    chart.x_labels = [clean(label) if n in (0, last) else "" for n, (label, _) in enumerate(points)]
    chart.add("", [score for _, score in points])
    return _svg(chart, name, says)


def strip(name: str, says: str, parts: Sequence[Part]) -> Markup:
    """Parts of a whole in one horizontal bar, as wide as their sizes."""
    chart = pygal.HorizontalStackedBar(
        **_PLAIN,
        style=_style(len(parts), on_bars="on-strip"),
        height=58,
        margin=2,
        spacing=0,
        print_labels=True,
        show_x_labels=False,
        show_y_labels=False,
        show_x_guides=False,
        range=(0, sum(part.size for part in parts) or 1),
    )
    chart.x_labels = [""]
    whole = sum(part.size for part in parts)
    for part in parts:
        label = {"label": clean(part.label)} if part.label and part.size >= whole * _LEAST_SHARE else {}
        chart.add("", [_value(part.size, part.colour) | label])
    return _svg(chart, name, says)


def _style(series: int, on_bars: str = "ink", line_width: str = "0") -> Style:
    """The page's colours, for so many series; `on_bars` is the colour of text that stands on them."""
    return Style(
        background="transparent",
        plot_background="transparent",
        foreground="var(--ink)",
        foreground_strong="var(--ink)",
        foreground_subtle="var(--line)",
        guide_stroke_color="var(--line)",
        major_guide_stroke_color="var(--line)",
        guide_stroke_dasharray="0",
        major_guide_stroke_dasharray="0",
        colors=("var(--accent)",) * series,
        value_colors=(f"var(--{on_bars})",) * series,
        font_family="inherit",
        label_font_size=_TEXT,
        major_label_font_size=_TEXT,
        value_font_size=_TEXT,
        value_label_font_size=_TEXT,
        opacity="1",
        opacity_hover="1",
        stroke_opacity="1",
        stroke_opacity_hover="1",
        stroke_width=line_width,
        stroke_width_hover=line_width,
        transition="0s",
    )


def _said(words: str) -> dict[str, Any]:
    return {"formatter": lambda _: clean(words)} if words else {}


def _value(value: float, colour: str) -> dict[str, Any]:
    return {"value": value, "style": f"fill: var(--{colour}); stroke: var(--card)"}


def _short(label: str) -> str:
    label = clean(label)
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"


def _svg(chart: Any, name: str, label: str) -> Markup:
    chart.uuid = name
    chart.add_xml_filter(lambda root: _static(root, label))
    return Markup(chart.render(is_unicode=True))


_UNWANTED = ("script", "title", "desc")


def _static(root: Element, label: str) -> Element:
    """Only what is drawn: no scripts, no boxes for the mouse, no comments."""
    for parent in list(root.iter()):
        for child in list(parent):
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else None
            if name is None or name in _UNWANTED or "tooltip-overlay" in child.get("class", ""):
                parent.remove(child)
    root.set("role", "img")
    root.set("aria-label", clean(label))
    return root
