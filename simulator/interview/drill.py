"""The plan of a drill: what was missed before, as whole questions or as single criteria asked by their probes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from simulator.bank.library import Library
from simulator.bank.model import Band, Kind, Question
from simulator.interview.answers import ScriptedAnswer
from simulator.interview.plan import planned_question
from simulator.transcript.events import Planned, PlannedQuestion, PlannedRound

COMPANY, NAME = "drill", "Drill"
"""What stands in a drill's transcript where others name the company."""

RATINGS = {
    Band.POOR: "Not yet",
    Band.MIXED: "Coming back",
    Band.GOOD: "Nearly there",
    Band.EXCELLENT: "You know it",
}


def plan_drill(
    wanted: Iterable[tuple[str, str]], library: Library, part_seconds: int, untimed: bool = False
) -> Planned:
    """A drill of these: the id of a question and of one of its criteria, or an empty one for the whole question, all of
    which must be in the library. A single criterion is given `part_seconds`."""
    questions = tuple(
        _asked(library.questions[id_], criterion, library, part_seconds, untimed) for id_, criterion in wanted
    )
    seconds = None if untimed else sum(q.seconds or 0 for q in questions)
    number = "One thing" if len(questions) == 1 else f"{len(questions)} things"
    opening = (
        f"{number} that you did not fully show before. Say in your own words what you know; there are no follow-ups."
    )
    return Planned(
        company=COMPANY,
        company_name=NAME,
        ratings=RATINGS,
        options={"drill": True, "questions": len(questions), "untimed": untimed, "probes": False},
        rounds=(PlannedRound("due", "What is due", opening, seconds, questions),),
    )


def scripted(planned: Planned, answers: Mapping[str, ScriptedAnswer]) -> dict[str, ScriptedAnswer]:
    """Scripted answers, by question id, as answers to the questions of a drill: a single criterion is answered by what
    would answer its probe, else by the whole answer."""
    found = {}
    for q in planned.questions:
        answer = answers.get(q.part_of or q.id)
        if answer is not None:
            found[q.id] = ScriptedAnswer(answer.probe) if q.part_of and answer.probe else answer
    return found


def _asked(question: Question, criterion: str, library: Library, part_seconds: int, untimed: bool) -> PlannedQuestion:
    whole = planned_question(question, library, untimed)
    if not criterion:
        return whole
    only = tuple(c for c in whole.criteria if c.id == criterion)
    return replace(
        whole,
        id=f"{question.id}/{criterion}",
        part_of=question.id,
        prompt=f"{only[0].probe}\n\nThis is about: {question.prompt}",
        # A probe is answered in words, also about code.
        kind=Kind.EXPLAIN if question.kind is Kind.CODE else question.kind,
        seconds=None if untimed else part_seconds,
        criteria=only,
    )
