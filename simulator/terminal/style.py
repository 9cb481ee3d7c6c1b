"""The colours of the live screen: the terminal's own sixteen, which suit light and dark backgrounds alike."""

from __future__ import annotations

from prompt_toolkit.styles import Style

_COMMON = {
    "title": "bold",
    "question": "bold",
    "key": "bold",
    "emphasis": "bold",
    "cursor-line": "",
}

_COLOURED = _COMMON | {
    "company": "ansicyan bold",
    "quiet": "ansibrightblack",
    "rule": "ansibrightblack",
    "code": "ansicyan",
    "calm": "",
    "calm.bar": "ansicyan",
    "amber": "bg:ansiyellow ansiblack bold",
    "amber.bar": "ansiyellow",
    "red": "bg:ansired ansiwhite bold",
    "red.bar": "ansired",
    "key": "ansicyan bold",
    "notice": "ansiyellow bold",
    "trouble": "ansired bold",
    "passed": "ansigreen",
    "failed": "ansired bold",
    "chosen": "ansicyan bold",
    "selected": "reverse",
    "pygments.keyword": "ansimagenta",
    "pygments.keyword.constant": "ansicyan",
    "pygments.operator.word": "ansimagenta",
    "pygments.name.builtin": "ansicyan",
    "pygments.name.function": "ansiblue bold",
    "pygments.name.class": "ansiblue bold",
    "pygments.name.decorator": "ansiblue",
    "pygments.name.exception": "ansicyan",
    "pygments.literal.string": "ansigreen",
    "pygments.literal.number": "ansicyan",
    "pygments.comment": "ansibrightblack italic",
    "pygments.error": "",
}

# Without colour, what presses stands out by its brightness alone.
_PLAIN = _COMMON | {
    "company": "bold",
    "quiet": "",
    "amber": "bold",
    "amber.bar": "bold",
    "red": "reverse bold",
    "red.bar": "bold",
    "notice": "bold",
    "trouble": "bold",
    "failed": "bold",
    "chosen": "bold",
    "selected": "reverse",
}


def style_for(colour: bool) -> Style:
    """The style sheet, with or without colours."""
    return Style.from_dict(_COLOURED if colour else _PLAIN)
