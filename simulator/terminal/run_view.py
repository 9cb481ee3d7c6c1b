"""What the pane under the editor says of a run of the visible checks, as lines of styled text. Pure."""

from __future__ import annotations

from simulator.grading.checked import RunReport
from simulator.terminal.live_view import Lines, prose, rule
from simulator.terminal.text import printable
from simulator.terminal.wrapping import wrapped
from simulator.transcript.check_words import OUTCOME_WORDS, alike, details

_INDENT = 13
_MOST_OF_A_TEXT = 1000
"""Characters of what one check says."""


def run_pane(report: RunReport | None, width: int, most: int, top: int) -> tuple[Lines, int]:
    """The pane, at most so many lines high, and how far it can be scrolled; no report means that the code runs."""
    if report is None:
        return [rule(width, "Running your code", "Esc stops it")], 0
    lines = _lines(report, width)
    room = max(1, most - 1)
    last_top = max(0, len(lines) - room)
    top = min(top, last_top)
    if report.ran:
        label = f"Your code: {report.passed} of {len(report.results)} visible checks passed"
    else:
        label = "Your code was not run"
    keys = "Alt-Up, Alt-Down; Esc closes" if last_top and width >= 78 else "Esc closes"
    return [rule(width, label, keys), *lines[top : top + room]], last_top


def _lines(report: RunReport, width: int) -> Lines:
    lines: Lines = []
    if not report.ran:
        return prose(report.why_not, width, "")
    if report.line and report.results:
        # It does not compile, which every check would say again.
        first = report.results[0]
        error = wrapped(printable(f"{first.came} (line {report.line})"), max(10, width - 4))
        lines = [[("class:failed", f"  {line}")] for line in error]
        return lines + (
            _labelled("at line", f"{report.line}: {first.code.strip()}", width) if first.code.strip() else []
        )
    # What needs to be looked at stands first.
    for result, *others in (*alike(report.results), *((result,) for result in report.results if result.passed)):
        style = "class:passed" if result.passed else "class:failed"
        words = "; ".join(each.words for each in (result, *others))
        opening, *more = wrapped(printable(words), max(10, width - _INDENT)) or [""]
        lines.append([("", "  "), (style, f"{OUTCOME_WORDS[result.outcome]:<10} "), ("", opening)])
        lines += [[("", " " * _INDENT + line)] for line in more]
        said = details(result) or ((("printed", result.output.strip("\n")),) if result.output.strip() else ())
        for label, text in said:
            lines += _labelled(label, text, width)
    if report.output.strip():
        lines += _labelled("printed", report.output.strip("\n"), width)
    if report.load_error:
        lines += _labelled("on load", f"{report.load_error} (line {report.load_line})", width)
    for wanted, found in report.found_as.items():
        lines.append([("class:quiet", f"  {printable(found)} was taken for {printable(wanted)}.")])
    return lines


def _labelled(label: str, text: str, width: int) -> Lines:
    said = printable(text[:_MOST_OF_A_TEXT]).split("\n")
    rows = [part for line in said for part in (wrapped(line, max(10, width - _INDENT - 10)) or [""])]
    return [
        [("class:quiet", " " * _INDENT + f"{label if number == 0 else '':<10}"), ("", row)]
        for number, row in enumerate(rows)
    ]
