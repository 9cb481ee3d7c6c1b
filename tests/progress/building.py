"""Interviews in brief, as tests need them: what was answered, when, and how well."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.bank.model import Difficulty, Kind
from simulator.transcript.digest import AnswerFacts, AskedQuestion, Digest, Signal
from simulator.transcript.events import How
from simulator.transcript.state import State


def asked(id_: str = "gil", criteria: Sequence[str] = ("a", "b"), **changes: object) -> AskedQuestion:
    """A question with criteria of one weight, whose signals say their names."""
    fields: dict[str, object] = {
        "id": id_,
        "prompt": f"What about {id_}?",
        "kind": Kind.EXPLAIN,
        "difficulty": Difficulty.EASY,
        "topics": ("threads",),
        "rubric": id_,
        "model_answer": "",
        "part_of": "",
        "criteria": tuple(Signal(c, f"Shows {c}.", 1) for c in criteria),
    }
    return AskedQuestion(**(fields | changes))  # type: ignore[arg-type]


def answer(question: AskedQuestion, *credits_: float, **changes: object) -> AnswerFacts:
    """An answer with these credits, whose mean is its score; half of five minutes was used."""
    given = credits_ or (1.0,) * len(question.criteria)
    fields: dict[str, object] = {
        "question": question,
        "score": 100 * sum(given) / len(given),
        "how": How.SUBMITTED,
        "used": 150.0,
        "seconds": 300,
        "mark": None,
        "self_score": None,
        "credits": given,
        "self_credits": (None,) * len(given),
        "misconceptions": (),
    }
    return AnswerFacts(**(fields | changes))  # type: ignore[arg-type]


def interview(day: str, *answers: AnswerFacts, company: str = "google", drill: bool = False) -> Digest:
    """An interview at nine in the morning of that day, UTC."""
    name = "drill" if drill else company
    return Digest(
        f"{day}-{name}", f"{day}T09:00:00.000Z", name, name.capitalize(), drill, State.FINISHED, tuple(answers)
    )
