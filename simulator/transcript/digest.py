"""What an interview says in brief: enough to look at many of them together without reading each again.

Pure: a record in, a `Digest` out, and to and from plain JSON types. Times are in seconds, scores 0 to 100.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from json import dumps
from typing import Any, NamedTuple

from simulator.bank.model import Difficulty, Kind
from simulator.transcript.codec import from_plain, to_plain
from simulator.transcript.events import How, PlannedQuestion
from simulator.transcript.state import InterviewRecord, QuestionRecord, State


@dataclass(frozen=True, slots=True)
class Signal:
    """A criterion as it was planned."""

    id: str
    signal: str
    weight: int


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it was asked; many answers share one."""

    id: str
    prompt: str
    kind: Kind
    difficulty: Difficulty
    topics: tuple[str, ...]
    rubric: str
    model_answer: str
    part_of: str
    """For a question that asks for one criterion only: the id of the whole one. Else empty."""
    criteria: tuple[Signal, ...]

    @property
    def whole(self) -> str:
        """The id of the question in the bank."""
        return self.part_of or self.id


class AnswerFacts(NamedTuple):
    """What became of one answer. A named tuple, because a hundred thousand are made at a time."""

    question: AskedQuestion
    score: float | None
    """What the probe brought out included; None if it was never graded."""
    how: How
    used: float
    """Time used on the question, that for the probe aside."""
    seconds: int | None
    """The limit; None if untimed."""
    mark: int | None
    """The candidate's own, 0 to 4."""
    self_score: float | None
    credits: tuple[float, ...]
    """In the order of the question's criteria, what the probe brought out included."""
    self_credits: tuple[float | None, ...]
    misconceptions: tuple[tuple[str, str], ...]
    """The id of each that was found, and its correction."""


@dataclass(frozen=True, slots=True)
class Digest:
    """One interview in brief."""

    id: str
    created: str
    """ISO 8601, UTC."""
    company: str
    company_name: str
    drill: bool
    state: State
    answers: tuple[AnswerFacts, ...]
    """Those that were given, passed ones included."""


def digest(record: InterviewRecord, known: dict[str, AskedQuestion] | None = None) -> Digest:
    """The interview in brief, as far as it has come. Questions that are `known` by their keys are used again, others
    become so: digests that share their questions are faster to look at together."""
    known = {} if known is None else known
    return Digest(
        id=record.id,
        created=record.header.created,
        company=record.planned.company,
        company_name=record.planned.company_name,
        drill=record.planned.is_drill,
        state=record.state,
        answers=tuple(_facts(q, known) for q in record.questions if q.answered),
    )


def asked_question(planned: PlannedQuestion) -> AskedQuestion:
    """The question without what only its own interview needs."""
    return AskedQuestion(
        id=planned.id,
        prompt=planned.prompt,
        kind=planned.kind,
        difficulty=planned.difficulty,
        topics=planned.topics,
        rubric=planned.rubric,
        model_answer=planned.model_answer,
        part_of=planned.part_of,
        criteria=tuple(Signal(c.id, c.signal, c.weight) for c in planned.criteria),
    )


@lru_cache(maxsize=4096)
def key_of(question: AskedQuestion) -> str:
    """The same for the same question, another one if anything of it was changed."""
    return blake2b(dumps(question_to_plain(question)).encode(), digest_size=12).hexdigest()


def question_to_plain(question: AskedQuestion) -> dict[str, Any]:
    """Plain JSON types; `question_from_plain` reads them back."""
    plain: dict[str, Any] = to_plain(question)
    return plain


def question_from_plain(data: Any) -> AskedQuestion:
    """The question that was written. Raises ValueError if it is none."""
    return from_plain(AskedQuestion, data)


def to_compact(digest: Digest) -> list[Any]:
    """A list of lists in JSON types, with questions by their keys: ten thousand of these are read at a time."""
    return [
        digest.id,
        digest.created,
        digest.company,
        digest.company_name,
        digest.drill,
        str(digest.state),
        [
            [
                key_of(a.question),
                a.score,
                str(a.how),
                round(a.used, 1),
                a.seconds,
                a.mark,
                a.self_score,
                _in_letters(a.credits),
                _in_letters(a.self_credits),
                a.misconceptions,
            ]
            for a in digest.answers
        ],
    ]


def from_compact(data: Any, questions: Mapping[str, AskedQuestion]) -> Digest:
    """The digest that `to_compact` wrote. Raises KeyError if a question is not among those given, and TypeError or
    ValueError if it is no digest."""
    id_, created, company, company_name, drill, state, answers = data
    # This runs a hundred thousand times, so it leaves out the checks that a call of the class would make again.
    facts = [
        tuple.__new__(
            AnswerFacts,
            (questions[key], score, _HOW[how], used, seconds, mark, own, _CREDITS[credits_], _CREDITS[own_credits],
             tuple([(id_, correction) for id_, correction in said]) if said else ()),
        )
        for key, score, how, used, seconds, mark, own, credits_, own_credits, said in answers
    ]  # fmt: skip
    return Digest(id_, created, company, company_name, drill, State(state), tuple(facts))


_HOW: Mapping[str, How] = {str(how): how for how in How}
_LETTERS: Mapping[float | None, str] = {0.0: "0", 0.5: "h", 1.0: "1", None: "-"}


class _Credits(dict[str, Any]):
    """Credits by the letters that stand for them; each combination is one tuple, however often it is read."""

    def __missing__(self, letters: str) -> tuple[float | None, ...]:
        one = {letter: credit for credit, letter in _LETTERS.items()}
        self[letters] = tuple(one[letter] for letter in letters)
        return self[letters]  # type: ignore[no-any-return]


_CREDITS = _Credits()


def _in_letters(given: tuple[float | None, ...]) -> str:
    """Credits as letters, which are the same again and again."""
    return "".join(_LETTERS[None if credit is None else round(2 * credit) / 2] for credit in given)


def _facts(q: QuestionRecord, known: dict[str, AskedQuestion]) -> AnswerFacts:
    earned = q.credits
    question = asked_question(q.question)
    return AnswerFacts(
        question=known.setdefault(key_of(question), question),
        score=q.score,
        how=q.how or How.SUBMITTED,
        used=q.used,
        seconds=q.question.seconds,
        mark=q.self_mark,
        self_score=q.self_score,
        credits=tuple(earned[c.id] for c in q.question.criteria),
        self_credits=tuple(q.self_credits.get(c.id) for c in q.question.criteria),
        misconceptions=tuple((m.misconception, m.correction) for m in (q.grade.misconceptions if q.grade else ())),
    )
