"""Which questions an interview asks, in which rounds, and how long each may take. Pure: the same seed, content and
history give the same plan."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, zip_longest
from typing import Any

from simulator.bank.library import Library
from simulator.bank.model import CompanyProfile, Difficulty, Kind, Question, Round
from simulator.errors import UserError
from simulator.transcript.events import Planned, PlannedContract, PlannedCriterion, PlannedQuestion, PlannedRound
from simulator.transcript.state import AskedBefore

WORKED = "004/signals/"
"""How the source keys of the worked questions begin."""

DEEP_EXTRA = 5
"""How many worked questions a full interview adds when it goes deep."""


class Length(StrEnum):
    """How long an interview takes: about 15 minutes, about 30, or all the company's questions."""

    SHORT = "short"
    STANDARD = "standard"
    FULL = "full"


BUDGET: Mapping[Length, int] = {Length.SHORT: 15 * 60, Length.STANDARD: 30 * 60}
"""Seconds for the questions of an interview; full has no bound."""

SLOWEST, FASTEST = 0.1, 60.0
"""The paces that an interview can have."""

_SLACK = 60


class PlanError(UserError):
    """No interview can be planned from these options."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what, todo, exit_code=2)


@dataclass(frozen=True, slots=True)
class Options:
    """What the candidate asked for."""

    length: Length = Length.STANDARD
    questions: int | None = None
    """How many; goes before the length."""
    topics: tuple[str, ...] = ()
    """Only questions with one of these; empty for any."""
    difficulty: Difficulty | None = None
    seed: int | None = None
    """None for a random one, which the plan records."""
    untimed: bool = False
    probes: bool = True
    deep: bool = False
    """Whether to mix in the worked questions that the company is known to ask."""
    pace: float = 1.0
    """How many times faster than its minutes each question must be answered; which ones are asked stays the same."""
    run: bool = True
    """Whether code is run."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    question: Question
    round: Round
    worked: bool
    """Whether it comes from beyond the company's list."""


def make_plan(
    profile: CompanyProfile,
    library: Library,
    options: Options = Options(),
    asked_before: Mapping[str, AskedBefore] | None = None,
    new_seed: Callable[[], int] = lambda: secrets.randbelow(1_000_000),
) -> Planned:
    """The plan of an interview at the company, as the event that opens its transcript.

    Questions not in `asked_before` (by question id) come first, then those asked least and longest ago; within that
    the seed decides. Rounds and questions keep the company's order. Raises PlanError if no question fits.
    """
    if options.questions is not None and options.questions < 1:
        raise PlanError("An interview needs at least one question.", "Give --questions 1 or more.")
    if not SLOWEST <= options.pace <= FASTEST:
        raise PlanError(
            f"A pace of {options.pace:g} is out of range.",
            f"Give --pace a number from {SLOWEST:g} to {FASTEST:g}; 2 leaves half the time.",
        )
    seed = new_seed() if options.seed is None else options.seed
    candidates = _candidates(profile, library, options.deep)
    fitting = _matching(profile, candidates, options)
    chosen = _choose(_by_urgency(fitting, asked_before or {}, random.Random(seed)), options)
    rounds = (
        _planned_round(r, [c for c in fitting if c in chosen and c.round is r], library, options)
        for r in profile.rounds
    )
    return Planned(
        company=profile.id,
        company_name=profile.name,
        ratings=dict(profile.ratings),
        options=_recorded(options, seed),
        rounds=tuple(r for r in rounds if r.questions),
    )


def _candidates(profile: CompanyProfile, library: Library, deep: bool) -> list[_Candidate]:
    listed = [_Candidate(question, round_, worked=False) for question, round_ in library.company_questions(profile)]
    if not deep or not listed:
        return listed
    # A worked question with the rubric of a listed one is the same question in other words.
    known = {c.question.rubric for c in listed}
    worked = [
        q
        for q in library.questions.values()
        if profile.name in q.asked_by and q.sources[:1] and q.sources[0].startswith(WORKED) and q.rubric not in known
    ]
    return listed + [_Candidate(q, _nearest_round(q, profile, listed), worked=True) for q in worked]


def _nearest_round(question: Question, profile: CompanyProfile, listed: Iterable[_Candidate]) -> Round:
    """The round whose questions share most topics with this one; of equals the first."""
    topics = {r.id: {t for c in listed if c.round is r for t in c.question.topics} for r in profile.rounds}
    return max(profile.rounds, key=lambda r: len(topics[r.id] & set(question.topics)))


def _matching(profile: CompanyProfile, candidates: list[_Candidate], options: Options) -> list[_Candidate]:
    if not candidates:
        raise PlanError(f"{profile.name} has no questions yet.", "See `mock-interview bank check`.")
    wanted = set(options.topics)
    found = [
        c
        for c in candidates
        if (not wanted or wanted & set(c.question.topics))
        and (options.difficulty is None or c.question.difficulty is options.difficulty)
    ]
    if found:
        return found
    asked_for = [f"topic {' or '.join(options.topics)}"] if options.topics else []
    asked_for += [f"difficulty {options.difficulty}"] if options.difficulty else []
    topics = sorted({t for c in candidates for t in c.question.topics})
    levels = [d for d in Difficulty if any(c.question.difficulty is d for c in candidates)]
    raise PlanError(
        f"{profile.name} has no question with {' and '.join(asked_for)}.",
        f"Its topics: {', '.join(topics)}. Its difficulties: {', '.join(levels)}.",
    )


def _by_urgency(
    candidates: list[_Candidate], asked_before: Mapping[str, AskedBefore], rng: random.Random
) -> list[_Candidate]:
    def key(drawn: tuple[float, _Candidate]) -> tuple[int, str, float]:
        before = asked_before.get(drawn[1].question.id)
        return (before.times, before.last, drawn[0]) if before else (0, "", drawn[0])

    # random() for a whole-number seed is the one draw that Python promises to keep from version to version.
    drawn = sorted(((rng.random(), c) for c in candidates), key=key)
    listed = [c for _, c in drawn if not c.worked]
    worked = [c for _, c in drawn if c.worked]
    # The worked questions outnumber a company's own, so the two take turns.
    return [c for c in chain.from_iterable(zip_longest(listed, worked)) if c is not None]


def _choose(urgent: list[_Candidate], options: Options) -> list[_Candidate]:
    if options.questions is not None:
        return urgent[: options.questions]
    budget = BUDGET.get(options.length)
    if budget is None:
        return [c for c in urgent if not c.worked] + [c for c in urgent if c.worked][:DEEP_EXTRA]
    chosen: list[_Candidate] = []
    left = budget + _SLACK
    for candidate in urgent:
        if _seconds(candidate.question) <= left:
            chosen.append(candidate)
            left -= _seconds(candidate.question)
    return chosen or [min(urgent, key=lambda c: c.question.minutes)]


def _planned_round(round_: Round, chosen: list[_Candidate], library: Library, options: Options) -> PlannedRound:
    questions = tuple(planned_question(c.question, library, options.untimed, options.pace) for c in chosen)
    return PlannedRound(
        id=round_.id,
        title=round_.title,
        opening=round_.opening,
        seconds=None if options.untimed else sum(q.seconds or 0 for q in questions),
        questions=questions,
    )


def planned_question(question: Question, library: Library, untimed: bool, pace: float = 1.0) -> PlannedQuestion:
    """The question as it goes into a plan."""
    return PlannedQuestion(
        id=question.id,
        prompt=question.prompt,
        kind=question.kind,
        difficulty=question.difficulty,
        topics=question.topics,
        sources=question.sources,
        seconds=None if untimed else max(1, round(_seconds(question) / pace)),
        rubric=question.rubric,
        model_answer=question.model_answer,
        criteria=tuple(
            PlannedCriterion(c.id, c.signal, c.weight, c.probe) for c in library.rubrics[question.rubric].criteria
        ),
    )


def with_contracts(planned: Planned, contract: Callable[[str], PlannedContract | None]) -> Planned:
    """The plan in which each code question has its contract, by its id; where it has none, no code is run."""

    def completed(q: PlannedQuestion) -> PlannedQuestion:
        return replace(q, contract=contract(q.id)) if q.kind is Kind.CODE and not q.part_of else q

    rounds = (replace(r, questions=tuple(map(completed, r.questions))) for r in planned.rounds)
    return replace(planned, rounds=tuple(rounds))


def _seconds(question: Question) -> int:
    return question.minutes * 60


def _recorded(options: Options, seed: int) -> dict[str, Any]:
    return {
        "length": str(options.length),
        "questions": options.questions,
        "topics": list(options.topics),
        "difficulty": None if options.difficulty is None else str(options.difficulty),
        "seed": seed,
        "untimed": options.untimed,
        "probes": options.probes,
        "deep": options.deep,
        "pace": options.pace,
        "run": options.run,
    }
