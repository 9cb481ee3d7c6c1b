"""Interviews on a line of time: by week, or one by one while they lie close together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from simulator.transcript.digest import Digest

FEWEST_WEEKS = 3
"""Where interviews lie within fewer weeks, each stands for itself."""


class Step(StrEnum):
    """What a point on the line of time stands for."""

    INTERVIEW = "interview"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Moment:
    """One point on the line of time."""

    day: str
    """The day of the interview, or the Monday of the week; ISO 8601."""
    interviews: tuple[str, ...]
    """The ids of the interviews of that time."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The moments, oldest first, and to which of them each interview belongs."""

    step: Step
    moments: tuple[Moment, ...]
    place: dict[str, int]
    """By the interview's id."""


def day_of(created: str, zone: tzinfo | None = None) -> date:
    """The day on which an interview began, in this time zone (by default the machine's). Its UTC day is the worst that
    an odd time gives, and the first of all days where there is none to be read."""
    try:
        return datetime.fromisoformat(created).astimezone(zone).date()
    except (ValueError, OverflowError):
        pass
    try:
        return date.fromisoformat(created[:10])
    except ValueError:
        return date.min


def timeline(interviews: Sequence[Digest], zone: tzinfo | None = None) -> Timeline:
    """The line of time on which these interviews lie."""
    dated = sorted((day_of(each.created, zone), each.created, each.id) for each in interviews)
    if not dated:
        return Timeline(Step.INTERVIEW, (), {})
    if (_monday(dated[-1][0]) - _monday(dated[0][0])).days < 7 * (FEWEST_WEEKS - 1):
        moments = tuple(Moment(day.isoformat(), (id_,)) for day, _, id_ in dated)
        return Timeline(Step.INTERVIEW, moments, {id_: n for n, (_, _, id_) in enumerate(dated)})
    weeks: dict[date, list[str]] = {}
    for day, _, id_ in dated:
        weeks.setdefault(_monday(day), []).append(id_)
    place = {id_: n for n, ids in enumerate(weeks.values()) for id_ in ids}
    return Timeline(Step.WEEK, tuple(Moment(day.isoformat(), tuple(ids)) for day, ids in weeks.items()), place)


def _monday(day: date) -> date:
    return day - timedelta(days=min(day.weekday(), (day - date.min).days))
