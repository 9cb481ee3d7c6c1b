"""Progress, drawn for people: how scores move, own marks against scores, time, what is missed, and what to do next."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.text import Text

from simulator.bank.model import Band
from simulator.plural import count
from simulator.progress import words
from simulator.progress.calibration import Calibration, Verdict
from simulator.progress.missed import AGAIN, MOST_PLACES, RepeatedMisconception
from simulator.progress.overview import Advice, Progress
from simulator.progress.timeline import Step
from simulator.progress.timing import Timing
from simulator.progress.trends import CriterionSeries, Series
from simulator.terminal.layout import hanging
from simulator.terminal.plotting import Column, bar, columns_plot, glyphs, merged, sparkline
from simulator.terminal.steps import draw_steps
from simulator.terminal.text import printable
from simulator.terminal.words import BAND_STYLES, MARK_WORDS

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST = 120
_ROOMY = 80
"""Columns from which on there is room for more than the bare minimum."""
_HEIGHT = 6
_SPARK = 16
_NARROW_SPARK = 6
_BAR = 20
_TOPICS = 10
_CRITERIA = 5
_MISSED = 6


def draw(progress: Progress, console: Console, there: str = "") -> None:
    """All of it; `there` are options that lead a later command to the same transcripts."""
    _View(console, there).progress(progress)


class _View:
    def __init__(self, console: Console, there: str) -> None:
        self._console = console
        self._there = there
        self._width = min(console.width, _WIDEST)
        encoding = getattr(console.file, "encoding", None) or sys.stdout.encoding
        self._signs = glyphs(encoding)

    def progress(self, p: Progress) -> None:
        self._head(p)
        if p.trends.overall is not None:
            self._overall(p.trends.overall, p.step, p.advice[0] if p.advice else None)
            if len(p.trends.companies) > 1:
                self._series("Companies", p.trends.companies, len(p.trends.companies))
            self._series("Topics, weakest lately first", p.trends.topics, _TOPICS)
            self._criteria(p.trends.criteria)
        self._missed(p)
        self._misconceptions(words.repeated(p))
        self._calibration(p.calibration)
        self._timing(p.timing)
        if p.too_little:
            self._title("Too little to say")
            for said in p.too_little:
                hanging(self._console, Text("   "), Text(said))
        self._blank()
        draw_steps(p.advice, self._console, self._there)

    def _head(self, p: Progress) -> None:
        self._blank()
        when = f", {_span(p.first, p.last)}" if p.first else ""
        held = f"  {words.held(p)}{when}"
        hanging(self._console, Text(" "), Text.assemble(("Your progress", "bold"), (held, "dim")))

    def _overall(self, series: Series, step: Step, first: Advice | None) -> None:
        self._title(words.scores(step))
        columns = [Column(p.score, p.answers, _short(p.day)) for p in series.points]
        plot = columns_plot(columns, self._width - 4, _HEIGHT, self._signs)
        shown = merged(columns, max(1, len(plot.rows[0][1])))
        styles = [BAND_STYLES[Band.of(column.value)] for column in shown]
        for axis, cells in plot.rows:
            self._line(Text.assemble("  ", (axis, "dim"), *zip(cells, styles, strict=True)))
        for below in plot.below:
            self._line(Text(f"  {below}", "dim"))
        self._blank()
        self._line(Text.assemble("   ", *_lately(series)))
        if first is not None:
            # Whoever reads in a pager need not go to the end to know.
            self._line(Text.assemble("   Next: ", (printable(first.command) + self._there, "cyan")))

    def _series(self, title: str, some: Sequence[Series], most: int) -> None:
        if not some:
            return
        self._title(title)
        columns = 2 if self._width >= _WIDEST and len(some) > 4 else 1
        shown = some[: columns * most]
        longest = max(len(printable(s.title)) for s in shown)
        narrow = columns == 2 or self._width < _ROOMY
        name_width, spark = (min(longest, 18), _NARROW_SPARK) if narrow else (min(longest, 24), _SPARK)
        half = -(-len(shown) // columns)
        for row in zip_longest(*(shown[start : start + half] for start in range(0, len(shown), half))):
            line = Text("  ")
            for series in filter(None, row):
                line.append_text(self._series_line(series, name_width, spark))
            self._line(line)
        if len(some) > len(shown):
            self._line(Text(f"   and {len(some) - len(shown)} more: --json has them all", "dim"))

    def _series_line(self, series: Series, name_width: int, spark: int) -> Text:
        name = Text(printable(series.title))
        name.truncate(name_width, overflow="ellipsis", pad=True)
        style = BAND_STYLES[Band.of(series.lately)]
        columns = merged([Column(p.score, p.answers, "") for p in series.points], spark)
        drawn = sparkline([c.value for c in columns], self._signs).rjust(spark)
        facts = f" {series.lately:>3.0f} {Band.of(series.lately):<9}"
        answers = f"  {count(series.answers, 'answer'):<11}" if self._width >= _ROOMY else ""
        return Text.assemble(" ", name, "  ", (drawn, style), (facts, style), _change(series), (answers, "dim"))

    def _criteria(self, criteria: Sequence[CriterionSeries]) -> None:
        known = [c for c in criteria if (c.series.change or 0) >= words.CHANGED]
        better = sorted(known, key=lambda c: -(c.series.change or 0))[:_CRITERIA]
        worse = sorted(criteria, key=lambda c: c.series.change or 0)
        worse = [c for c in worse if (c.series.change or 0) <= -words.CHANGED][:_CRITERIA]
        for title, some in (("Signals that you show more than before", better), ("Signals that slipped", worse)):
            if some:
                self._title(title)
                for c in some:
                    mark = Text.assemble("  ", (f"{c.series.before or 0:>4.0f} to {c.series.lately:<4.0f}", "bold"))
                    signal = Text.assemble(printable(c.series.title), (f"  {c.question}", "dim"))
                    hanging(self._console, mark, signal)

    def _missed(self, progress: Progress) -> None:
        title, some = words.missed(progress)
        if not some:
            return
        self._title(title)
        for m in some[:_MISSED]:
            mark = Text(f"  {f'{m.times} of {m.asked}':>9}  ", "bold red" if m.times >= AGAIN else "")
            hanging(self._console, mark, Text(printable(m.signal)))
            self._places(m.question, m.transcripts, m.times, mark.cell_len)
        if len(some) > _MISSED:
            self._line(Text(f"   and {len(some) - _MISSED} more: --json has them all", "dim"))

    def _misconceptions(self, some: Sequence[RepeatedMisconception]) -> None:
        if not some:
            return
        self._title(words.MISCONCEPTIONS)
        for m in some[:_MISSED]:
            mark = Text(f"  {count(m.times, 'time'):>9}  ", "bold red")
            hanging(self._console, mark, Text(printable(m.correction)))
            self._places(m.question, m.transcripts, m.times, mark.cell_len)

    def _places(self, question: str, transcripts: Sequence[str], times: int, indent: int) -> None:
        """Where it happened so many times: as many ids as fit on a line."""
        line = Text(" " * indent + f"{printable(question)}:", "dim")
        room = self._console.width - line.cell_len
        shown = 0
        total = len(transcripts) if len(transcripts) < MOST_PLACES else times
        for id_ in transcripts:
            more = f" and {total - shown - 1} more" if shown + 1 < total else ""
            if shown and room < len(id_) + 2 + len(more):
                break
            line.append(f"{',' if shown else ''} {printable(id_)}", "cyan")
            room -= len(id_) + 2
            shown += 1
        if shown < total:
            line.append(f" and {total - shown} more", "dim")
        self._line(line)

    def _calibration(self, c: Calibration) -> None:
        said, over = words.verdict(c)
        if not said or c.difference is None:
            return
        self._title(words.CALIBRATION)
        style = "green" if c.verdict is Verdict.FAIR else "yellow"
        hanging(self._console, Text("   "), Text.assemble((said, f"bold {style}"), f" {over}"))
        for line in c.marks:
            self._bar(f"{line.mark} {MARK_WORDS.get(line.mark, '')}", line.score, line.answers)
        flattered = [t for t in c.topics if abs(t.difference - c.difference) >= 10][:1]
        for topic in flattered:
            way = "above" if topic.difference > 0 else "below"
            where = f"Most so in {printable(topic.topic.replace('-', ' '))}: {abs(topic.difference):.0f} points {way}."
            self._line(Text(f"   {where}", "dim"))

    def _timing(self, t: Timing) -> None:
        said = words.timing(t)
        if not said:
            return
        self._title(words.TIMING)
        hanging(self._console, Text("   "), Text(said))
        for part in t.parts:
            self._bar(words.share(part.least, part.most), part.score, part.answers)

    def _bar(self, name: str, score: float, answers: int) -> None:
        drawn = bar(score, _BAR if self._width >= _ROOMY else _BAR // 2, self._signs)
        facts = f" scored {score:.0f}"
        of = (f" {count(answers, 'answer')}" if self._width >= _ROOMY else f" ({answers})", "dim")
        self._line(Text.assemble(f"   {name:<15} ", (drawn, BAND_STYLES[Band.of(score)]), f"{facts:<11}", of))

    def _title(self, text: str) -> None:
        self._blank()
        self._line(Text(f" {text}", "bold"))

    def _blank(self) -> None:
        self._console.print()

    def _line(self, line: Text) -> None:
        line.rstrip()
        self._console.print(line, soft_wrap=True)


def _lately(series: Series) -> list[tuple[str, str]]:
    """Where the scores stand and where they go, in words."""
    now = (f"{series.lately:.0f} {Band.of(series.lately)} lately", BAND_STYLES[Band.of(series.lately)])
    if series.before is None or series.change is None:
        return [now]
    before = (f", {series.before:.0f} {Band.of(series.before)} before: ", "")
    if abs(series.change) < words.CHANGED:
        return [now, before, ("about the same", "bold")]
    way = "up" if series.change > 0 else "down"
    return [now, before, (f"{way} {abs(series.change):.0f}", "bold green" if series.change > 0 else "bold red")]


def _change(series: Series) -> tuple[str, str]:
    if series.change is None:
        return "    ", ""
    if abs(series.change) < 0.5:
        return "   =", "dim"
    style = "green" if series.change >= words.CHANGED else "red" if series.change <= -words.CHANGED else "dim"
    return f"{series.change:>+4.0f}", style


def _short(day: str) -> str:
    return _words(day, year=False)


def _span(first: str, last: str) -> str:
    if first == last:
        return _words(first, year=True)
    return f"{_words(first, year=first[:4] != last[:4])} to {_words(last, year=True)}"


def _words(day: str, *, year: bool) -> str:
    at = date.fromisoformat(day)
    return f"{at.day} {at:%b}" + (f" {at.year}" if year else "")
