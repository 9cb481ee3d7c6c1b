"""How scores move over time: overall, by company, by topic and by criterion. Pure; scores are 0 to 100."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from simulator.progress.answers import Asked
from simulator.progress.timeline import Timeline
from simulator.transcript.digest import AskedQuestion, Digest, Signal

FEWEST_ANSWERS = 3
"""On either side of a comparison: below, a change says nothing."""

LATELY_AT_MOST = 4
"""How many moments with answers count as lately; a third of them where there are few, and more where they hold too few
answers to say anything."""


@dataclass(frozen=True, slots=True)
class Point:
    """The mean score at one moment."""

    day: str
    """ISO 8601; of a week its Monday."""
    score: float
    answers: int


@dataclass(frozen=True, slots=True)
class Series:
    """Scores of one thing over time."""

    id: str
    title: str
    score: float
    """The mean of all answers."""
    answers: int
    lately: float
    """The mean of the newest moments."""
    before: float | None
    """The mean of all earlier ones; None if either side has too few answers to compare them."""
    points: tuple[Point, ...]
    """Oldest first; moments without answers are left out."""

    @property
    def change(self) -> float | None:
        """Points won since before, lost if negative; None if there is too little to say."""
        return None if self.before is None else self.lately - self.before

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types, by the names of the fields, with the change."""
        # By hand, because there are tens of thousands of points.
        return {
            "id": self.id,
            "title": self.title,
            "score": self.score,
            "answers": self.answers,
            "lately": self.lately,
            "before": self.before,
            "change": self.change,
            "points": [{"day": p.day, "score": p.score, "answers": p.answers} for p in self.points],
        }


@dataclass(frozen=True, slots=True)
class CriterionSeries:
    """Scores of one criterion over time; a credit of 1 is a score of 100."""

    question: str
    """The id of the question in which it was last asked for."""
    rubric: str
    criterion: str
    weight: int
    series: Series

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types, by the names of the fields."""
        return {
            "question": self.question,
            "rubric": self.rubric,
            "criterion": self.criterion,
            "weight": self.weight,
            "series": self.series.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Trends:
    """How scores move."""

    overall: Series | None
    """None without any graded answer."""
    companies: tuple[Series, ...]
    """The most answered first."""
    topics: tuple[Series, ...]
    """The weakest lately first."""
    criteria: tuple[CriterionSeries, ...]
    """The weakest lately first, the weightier of equals."""


_Sums = dict[int, tuple[int, float]]
"""By moment: how many, and the sum of their scores."""


def trends(digests: Iterable[Digest], groups: Iterable[Asked], line: Timeline) -> Trends:
    """How scores move along the line of time; `groups` are the answers of these interviews. Drills count only for
    criteria: they ask for what is known worst."""
    names: dict[str, str] = {}
    overall: _Sums = {}
    companies: dict[str, _Sums] = {}
    topics: dict[str, _Sums] = {}
    criteria: dict[tuple[str, str], _Sums] = {}
    last: dict[tuple[str, str], tuple[int, AskedQuestion, Signal]] = {}
    for each in digests:
        scores = [a.score for a in each.answers if a.score is not None]
        if scores and not each.drill:
            names[each.company] = each.company_name
            for sums in (overall, companies.setdefault(each.company, {})):
                _add(sums, line.place[each.id], len(scores), sum(scores))
    for group in groups:
        question = group.question
        about = [] if group.drill else [topics.setdefault(topic, {}) for topic in question.topics]
        signals = [(criteria.setdefault((question.rubric, s.id), {}), s) for s in question.criteria]
        for moment, start, end in _runs([line.place[each.id] for each in group.interviews]):
            for sums in about:
                _add(sums, moment, end - start, sum(group.scores[start:end]))
            for (sums, signal), column in zip(signals, group.credits, strict=True):
                _add(sums, moment, end - start, 100 * sum(column[start:end]))
                key = (question.rubric, signal.id)
                if key not in last or last[key][0] <= moment:
                    last[key] = (moment, question, signal)
    by_topic = [_series(topic, topic.replace("-", " "), sums, line) for topic, sums in topics.items()]
    by_company = [_series(company, names[company], sums, line) for company, sums in companies.items()]
    by_criterion = [_criterion(*last[key][1:], sums, line) for key, sums in criteria.items()]
    return Trends(
        overall=_series("overall", "all interviews", overall, line) if overall else None,
        companies=tuple(sorted(by_company, key=lambda s: (-s.answers, s.id))),
        topics=tuple(sorted(by_topic, key=lambda s: (s.lately, s.id))),
        criteria=tuple(sorted(by_criterion, key=lambda c: (c.series.lately, -c.weight, c.series.id))),
    )


def _runs(moments: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """Each moment with the range of answers that belong to it: answers are in the order of time."""
    start = 0
    for moment, same in groupby(moments):
        end = start + len(list(same))
        yield moment, start, end
        start = end


def _criterion(question: AskedQuestion, signal: Signal, sums: _Sums, line: Timeline) -> CriterionSeries:
    series = _series(f"{question.whole}/{signal.id}", signal.signal, sums, line)
    return CriterionSeries(question.whole, question.rubric, signal.id, signal.weight, series)


def _add(sums: _Sums, moment: int, answers: int, score: float) -> None:
    before = sums.get(moment, (0, 0.0))
    sums[moment] = (before[0] + answers, before[1] + score)


def _series(id_: str, title: str, sums: _Sums, line: Timeline) -> Series:
    moments = sorted(sums)
    parting = len(moments) - max(1, min(LATELY_AT_MOST, len(moments) // 3))
    while parting and _total(sums, moments[parting:])[0] < FEWEST_ANSWERS:
        parting -= 1
    new, old = _total(sums, moments[parting:]), _total(sums, moments[:parting])
    answers, score = new[0] + old[0], new[1] + old[1]
    comparable = min(new[0], old[0]) >= FEWEST_ANSWERS
    return Series(
        id=id_,
        title=title,
        score=score / answers,
        answers=answers,
        lately=new[1] / new[0],
        before=old[1] / old[0] if comparable else None,
        points=tuple(Point(line.moments[m].day, sums[m][1] / sums[m][0], sums[m][0]) for m in moments),
    )


def _total(sums: _Sums, moments: Iterable[int]) -> tuple[int, float]:
    chosen = [sums[m] for m in moments]
    return sum(n for n, _ in chosen), sum(score for _, score in chosen)
