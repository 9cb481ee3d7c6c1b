"""Small bank objects for tests, built from the types themselves, and a grader that looks for plain words."""

from __future__ import annotations

from simulator.bank.model import (
    Band,
    CompanyProfile,
    CompanyQuestion,
    Criterion,
    Difficulty,
    Kind,
    PatternLine,
    Place,
    Question,
    Round,
    Rubric,
)
from simulator.grading.result import CriterionGrade, Grade, Span
from simulator.transcript.events import Planned, PlannedCriterion, PlannedQuestion, PlannedRound

PLACE = Place("banks/test.yaml", 1, 1)
WORDS = ("apple", "banana", "cherry")
"""Each test criterion is shown by its own word."""

RATINGS = {Band.POOR: "No hire", Band.MIXED: "Leaning no", Band.GOOD: "Hire", Band.EXCELLENT: "Strong hire"}


def question(id_: str = "q1", **changes: object) -> Question:
    fields: dict[str, object] = {
        "id": id_,
        "prompt": f"What about {id_}?",
        "kind": Kind.EXPLAIN,
        "difficulty": Difficulty.EASY,
        "topics": ("basics",),
        "asked_by": ("Google",),
        "minutes": 4,
        "sources": (f"004/google/{id_}",),
        "rubric": "fruit",
        "model_answer": "apple banana cherry",
        "place": PLACE,
    }
    return Question(**(fields | changes))  # type: ignore[arg-type]


def rubric(id_: str = "fruit") -> Rubric:
    return Rubric(
        id=id_,
        criteria=tuple(
            Criterion(
                id=word,
                signal=f"Names the {word}.",
                weight=weight,
                sources=(),
                probe=f"And what is red or yellow, number {weight}?",
                shown=(PatternLine(word, PLACE),),
                partly=(),
                accept=(word,),
                refuse=(),
                place=PLACE,
            )
            for weight, word in enumerate(WORDS, start=1)
        ),
        misconceptions=(),
        keyword_lists=(),
        wrong_answers=(),
        place=PLACE,
    )


def company(*rounds: tuple[str, tuple[str, ...]], id_: str = "google") -> CompanyProfile:
    """A company with (round id, source keys) pairs."""
    return CompanyProfile(
        id=id_,
        name=id_.capitalize(),
        looks_for="fruit",
        ratings=RATINGS,
        rounds=tuple(Round(r, r.capitalize(), "theme", f"Welcome to {r}.", 20) for r, _ in rounds),
        questions=tuple(CompanyQuestion(key, r) for r, keys in rounds for key in keys),
        place=PLACE,
    )


def planned_question(id_: str = "q1", seconds: int | None = 240) -> PlannedQuestion:
    q = question(id_)
    return PlannedQuestion(
        id=q.id,
        prompt=q.prompt,
        kind=q.kind,
        difficulty=q.difficulty,
        topics=q.topics,
        sources=q.sources,
        seconds=seconds,
        rubric=q.rubric,
        model_answer=q.model_answer,
        criteria=tuple(PlannedCriterion(c.id, c.signal, c.weight, c.probe) for c in rubric().criteria),
    )


def planned(
    *rounds: tuple[str, ...], seconds: int | None = 240, probes: bool = True, company_id: str = "google"
) -> Planned:
    """A plan with these question ids, a tuple a round; by default one round of two questions."""
    rounds = rounds or (("q1", "q2"),)
    return Planned(
        company=company_id,
        company_name=company_id.capitalize(),
        ratings=RATINGS,
        options={"length": "short", "seed": 1, "probes": probes},
        rounds=tuple(
            PlannedRound(
                id=f"round-{n}",
                title=f"Round {n}",
                opening=f"Welcome to round {n}.",
                seconds=None if seconds is None else seconds * len(ids),
                questions=tuple(planned_question(i, seconds) for i in ids),
            )
            for n, ids in enumerate(rounds, start=1)
        ),
    )


def grade_by_words(question: Question, answer: str) -> Grade:
    """Full credit for each fruit named, half where only its first four letters stand."""
    del question
    low = answer.lower()
    found = []
    for weight, word in enumerate(WORDS, start=1):
        at, half = low.find(word), low.find(word[:4])
        if at >= 0:
            found.append(CriterionGrade(word, weight, 1.0, (Span(at, at + len(word)),), ""))
        elif half >= 0:
            found.append(CriterionGrade(word, weight, 0.5, (Span(half, half + 4),), f"The {word} is cut short."))
        else:
            found.append(CriterionGrade(word, weight, 0.0, (), f"The {word} is missing."))
    score = 100 * sum(c.weight * c.credit for c in found) / sum(c.weight for c in found)
    return Grade(score, tuple(found), (), ())
