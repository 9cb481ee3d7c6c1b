"""What progress says in sentences, in the terminal as on a page. Pure; what comes from a file is not cleaned."""

from __future__ import annotations

from simulator.plural import count
from simulator.progress.calibration import Calibration, Verdict
from simulator.progress.missed import AGAIN, MissedCriterion, RepeatedMisconception
from simulator.progress.overview import Progress
from simulator.progress.timeline import Step
from simulator.progress.timing import Timing

CHANGED = 5.0
"""Points of change that are worth a word."""

CALIBRATION = "Do you flatter yourself?"
TIMING = "Time used against time given"
MISCONCEPTIONS = "Said again and again, though it is not so"


def held(progress: Progress) -> str:
    """How many interviews, drills and answers there are."""
    drills = f" and {count(progress.drills, 'drill')}" if progress.drills else ""
    return f"{count(progress.interviews, 'interview')}{drills}, {count(progress.answers, 'answer')}"


def scores(step: Step) -> str:
    """The heading of the scores over time."""
    return "Scores, " + ("week by week" if step is Step.WEEK else "interview by interview")


def missed(progress: Progress) -> tuple[str, tuple[MissedCriterion, ...]]:
    """What is missed again and again, else what was missed at all, and the heading that says which of the two."""
    again = tuple(m for m in progress.missed if m.times >= AGAIN)
    if again:
        return "Missed again and again", again
    return "Missed so far, nothing of it twice", progress.missed


def repeated(progress: Progress) -> tuple[RepeatedMisconception, ...]:
    """Misconceptions that were said again and again."""
    return tuple(m for m in progress.misconceptions if m.times >= AGAIN)


def verdict(c: Calibration) -> tuple[str, str]:
    """How far the candidate's own marks agree with the scores, and over how many answers; empty if there is too
    little to say."""
    if c.verdict is Verdict.TOO_LITTLE or c.difference is None or c.apart is None:
        return "", ""
    points = f"{abs(c.difference):.0f} points"
    said = {
        Verdict.FLATTERING: f"Yes: your marks are {points} above your scores.",
        Verdict.HARSH: f"No, the contrary: your marks are {points} below your scores.",
        Verdict.FAIR: "No: on the whole your marks and your scores agree.",
    }[c.verdict]
    return said, f"Over {count(c.answers, 'answer')}; in a single one the two lie {c.apart:.0f} apart on average."


def timing(t: Timing) -> str:
    """How the time that was given is used; empty if none was."""
    if t.share is None:
        return ""
    said = [f"You use {100 * t.share:.0f}% of your time."]
    said += [f"Time was up in {count(t.timed_out, 'answer')}."] if t.timed_out else []
    said += [f"You passed on {count(t.passed, 'question')}."] if t.passed else []
    if t.hasty is not None:
        said.append(f"Answers in less than half of the time score {t.hasty:.0f} points lower: stay with it longer.")
    return " ".join(said)


def share(least: float, most: float) -> str:
    """A part of the time that was given, from 0 to 1."""
    return f"{100 * least:.0f} to {100 * most:.0f}%"
