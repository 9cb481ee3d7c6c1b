"""What many interviews say together, as a page. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from simulator.bank.model import Band
from simulator.pages.charts import Bar, score_bars, score_line
from simulator.pages.rendering import render
from simulator.plural import count
from simulator.progress import words
from simulator.progress.calibration import Calibration
from simulator.progress.overview import Progress
from simulator.progress.timeline import Step
from simulator.progress.timing import Timing
from simulator.progress.trends import Point, Series
from simulator.transcript.words import score_words

_MOST_TOPICS = 10
_MOST_MISSED = 6
_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that is missed, or said wrongly, and where."""

    how_often: str
    said: str
    question: str
    places: tuple[str, ...]
    """Ids of transcripts, the newest first."""
    more: int
    """How many further transcripts there are."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, and the same in words."""

    drawn: Markup
    words: tuple[str, ...]


def progress_page(progress: Progress) -> str:
    """The progress as an HTML page of its own."""
    overall = progress.trends.overall
    return render(
        "progress.html",
        progress=progress,
        held=_held(progress),
        overall=overall,
        band=None if overall is None else Band.of(overall.lately),
        moved="" if overall is None else _moved(overall),
        scores=None if overall is None else _scores(overall.points, progress.step),
        topics=_topics(progress.trends.topics),
        topics_moved=any(s.change is not None for s in progress.trends.topics[:_MOST_TOPICS]),
        topics_not_drawn=max(0, len(progress.trends.topics) - _MOST_TOPICS),
        companies=[_series_words(s) for s in progress.trends.companies] if len(progress.trends.companies) > 1 else [],
        words=words,
        missed_title=words.missed(progress)[0],
        missed=tuple(_missed(progress)),
        misconceptions=tuple(_misconceptions(progress)),
        calibration=" ".join(words.verdict(progress.calibration)).strip(),
        marks=_marks(progress.calibration),
        timing=words.timing(progress.timing),
        shares=_shares(progress.timing),
    )


def _held(p: Progress) -> str:
    when = "" if not p.first else f", {p.first}" if p.first == p.last else f", {p.first} to {p.last}"
    return words.held(p) + when


def _moved(series: Series) -> str:
    change = series.change
    if change is None or series.before is None:
        return ""
    before = f"{score_words(series.before)} before"
    if abs(change) < words.CHANGED:
        return f"about the same as before ({before})"
    return f"{abs(change):.0f} points {'more' if change > 0 else 'less'} than before ({before})"


def _series_words(series: Series) -> str:
    moved = _moved(series)
    return f"{series.title}: {score_words(series.lately)} lately{', ' if moved else ''}{moved}"


def _scores(points: Sequence[Point], step: Step) -> Chart | None:
    if len(points) < 2:
        return None
    says = f"{words.scores(step)}, oldest first; the list after it says the same in words."
    drawn = score_line("scores", says, [(point.day, point.score) for point in points])
    return Chart(drawn, tuple(f"{p.day}: {score_words(p.score)}, {count(p.answers, 'answer')}" for p in points))


def _topics(topics: Sequence[Series]) -> Chart | None:
    if not topics:
        return None
    bars = [
        Bar(s.title, s.lately, str(Band.of(s.lately)), f"{s.lately:.0f}{_signed(s.change)}")
        for s in topics[:_MOST_TOPICS]
    ]
    says = "Scores by topic lately, weakest first; the list after it says the same in words."
    return Chart(score_bars("topics", says, bars), tuple(map(_series_words, topics)))


def _missed(p: Progress) -> Iterator[Missed]:
    for m in words.missed(p)[1][:_MOST_MISSED]:
        places, more = _places(m.transcripts)
        yield Missed(f"{m.times} of {m.asked}", m.signal, m.question, places, more)


def _misconceptions(p: Progress) -> Iterator[Missed]:
    for m in words.repeated(p)[:_MOST_MISSED]:
        places, more = _places(m.transcripts)
        yield Missed(count(m.times, "time"), m.correction, m.question, places, more)


def _places(transcripts: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    return transcripts[:_MOST_PLACES], max(0, len(transcripts) - _MOST_PLACES)


def _marks(c: Calibration) -> Chart | None:
    if not c.marks:
        return None
    bars = [Bar(f"your mark {line.mark} of 4", line.score, str(Band.of(line.score))) for line in c.marks]
    in_words = [
        f"Marked {line.mark} of 4: scored {score_words(line.score)} on average, {count(line.answers, 'answer')}"
        for line in c.marks
    ]
    says = "What answers scored by your own mark; the list after it says the same in words."
    return Chart(score_bars("marks", says, bars), tuple(in_words))


def _shares(t: Timing) -> Chart | None:
    if not t.parts:
        return None
    names = [f"{words.share(part.least, part.most)} of the time" for part in t.parts]
    bars = [Bar(name, part.score, str(Band.of(part.score))) for name, part in zip(names, t.parts, strict=True)]
    in_words = [
        f"{name} used: scored {score_words(part.score)} on average, {count(part.answers, 'answer')}"
        for name, part in zip(names, t.parts, strict=True)
    ]
    says = "What answers scored by the share of their time; the list after it says the same in words."
    return Chart(score_bars("shares", says, bars), tuple(in_words))


def _signed(change: float | None) -> str:
    return "" if change is None else f" ({change:+.0f})"
