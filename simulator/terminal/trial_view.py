"""How a trial of a rubric looks: each criterion with its evidence, or with what stopped it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.terminal.text import printable

if TYPE_CHECKING:
    from simulator.grading.explain import Trial

Styled = tuple[str, str]

_MARKS = {1.0: ("shown   ", "bold green"), 0.5: ("partly  ", "bold yellow"), 0.0: ("missing ", "bold red")}


def trial_lines(trial: Trial) -> Iterator[tuple[str, list[Styled]]]:
    """The lines of a trial: an indent, and pieces of text with their styles."""
    grade, answer = trial.grade, trial.answer
    yield "", [(f"{grade.score:g}", "bold"), (f" of 100, {grade.band}", "")]
    if grade.flags:
        yield "", [(", ".join(grade.flags), "yellow")]
    yield "", []
    for criterion, signal in zip(grade.criteria, trial.signals, strict=True):
        yield "", [_MARKS[criterion.credit], (criterion.criterion, "cyan")]
        yield "        ", [(printable(signal), "dim")]
        if criterion.evidence:
            words = " … ".join(_one_line(answer[span.start : span.end]) for span in criterion.evidence)
            yield "        ", [(f"“{words}”", "green" if criterion.credit == 1 else "yellow")]
        if criterion.credit < 1:
            yield "        ", [(printable(criterion.why_not), "")]
            for miss in trial.near.get(criterion.criterion, ()):
                yield "        ", [(f"line {miss.line.place.line}: {printable(str(miss))}", "")]
    for found in grade.misconceptions:
        words = " … ".join(_one_line(answer[span.start : span.end]) for span in found.evidence)
        yield "", []
        yield "", [("says    ", "bold magenta"), (found.misconception, "cyan"), (f"  “{words}”", "magenta")]
        yield "        ", [(printable(found.correction), "")]


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())
