"""The vocabulary of the bank as frozen types. Pure data: reading files is the loader's business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What form of answer a question wants."""

    EXPLAIN = "explain"
    CODE = "code"
    SCENARIO = "scenario"
    DESIGN = "design"


class Difficulty(StrEnum):
    """How hard a question is, easiest first."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Band(StrEnum):
    """The four bands of a score, worst first."""

    POOR = "poor"
    MIXED = "mixed"
    GOOD = "good"
    EXCELLENT = "excellent"

    @classmethod
    def of(cls, score: float) -> Band:
        """The band of a score from 0 to 100: under 35, under 60, under 85, the rest."""
        if score < 35:
            return cls.POOR
        if score < 60:
            return cls.MIXED
        if score < 85:
            return cls.GOOD
        return cls.EXCELLENT


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class PatternLine:
    """One line of the pattern language as its author wrote it, with its place for error messages."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Criterion:
    """A signal and the patterns that detect it."""

    id: str
    signal: str
    weight: int
    """A whole number, 1 to 3."""
    sources: tuple[str, ...]
    probe: str
    shown: tuple[PatternLine, ...]
    """Any of these earns full credit."""
    partly: tuple[PatternLine, ...]
    """Any of these earns half credit."""
    accept: tuple[str, ...]
    """Example phrasings that must earn full credit."""
    refuse: tuple[str, ...]
    """Example phrasings that must not earn full credit."""
    place: Place


@dataclass(frozen=True, slots=True)
class Misconception:
    """A claim that denies one or more criteria, or weighs on the whole answer."""

    id: str
    denies: tuple[str, ...]
    """Ids of the criteria whose credit the claim removes."""
    grave: bool
    """Whether the claim is so wrong for the question that it weighs on the whole score."""
    correction: str
    """One sentence for the candidate."""
    claim: tuple[PatternLine, ...]
    says: tuple[str, ...]
    """Example sentences in which the claim must be found."""
    fine: tuple[str, ...]
    """True sentences in which it must not be found."""
    place: Place


@dataclass(frozen=True, slots=True)
class Rubric:
    """What a strong answer shows: three to five criteria and the misconceptions that deny them."""

    id: str
    criteria: tuple[Criterion, ...]
    misconceptions: tuple[Misconception, ...]
    keyword_lists: tuple[str, ...]
    """Bare lists of terms that must score under 15."""
    wrong_answers: tuple[str, ...]
    """Confident wrong answers that must score under 15."""
    place: Place
    akin: tuple[str, ...] = ()
    """Ids of rubrics about the same matter, whose model answers may well earn credit here."""

    @property
    def patterns(self) -> Iterator[PatternLine]:
        """All its patterns, in the order of the file."""
        for criterion in self.criteria:
            yield from criterion.shown
            yield from criterion.partly
        for misconception in self.misconceptions:
            yield from misconception.claim


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and where it comes from."""

    id: str
    prompt: str
    kind: Kind
    difficulty: Difficulty
    topics: tuple[str, ...]
    asked_by: tuple[str, ...]
    """Names of companies known to ask it."""
    minutes: int
    sources: tuple[str, ...]
    """Keys into the source guides; the first is the one it is made from."""
    rubric: str
    """The id of its rubric; several questions may share one."""
    model_answer: str
    place: Place


@dataclass(frozen=True, slots=True)
class Round:
    """A timed block of questions with one theme."""

    id: str
    title: str
    theme: str
    opening: str
    minutes: int


@dataclass(frozen=True, slots=True)
class CompanyQuestion:
    """One entry of a company's list: which question, in which round."""

    source: str
    round: str


@dataclass(frozen=True, slots=True)
class CompanyProfile:
    """A company's rounds, its list of questions in their order, and its rating words."""

    id: str
    name: str
    looks_for: str
    ratings: Mapping[Band, str]
    rounds: tuple[Round, ...]
    questions: tuple[CompanyQuestion, ...]
    place: Place
