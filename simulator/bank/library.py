"""All the content as one value: questions, company profiles, and (when they are needed) rubrics and vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from simulator.bank.model import CompanyProfile, PatternLine, Question, Round, Rubric


@dataclass(frozen=True, slots=True)
class Shelf:
    """What only grading needs."""

    rubrics: Mapping[str, Rubric]
    vocabulary: Mapping[str, PatternLine]


class Library:
    """The content. Mappings keep the order of the files and are not to be changed."""

    def __init__(
        self,
        companies: Mapping[str, CompanyProfile],
        questions: Mapping[str, Question],
        shelf: Callable[[], Shelf],
    ) -> None:
        self.companies = companies
        self.questions = questions
        self._read_shelf = shelf

    @property
    def rubrics(self) -> Mapping[str, Rubric]:
        """Rubrics by id; read on first use. Raises ContentError if they were damaged since the library was loaded."""
        return self._shelf.rubrics

    @property
    def vocabulary(self) -> Mapping[str, PatternLine]:
        """The sets of words that patterns refer to as $name; read on first use, like `rubrics`."""
        return self._shelf.vocabulary

    def find(self, key: str) -> Question | None:
        """The question with this id or this source key; one that is made from the source goes before others."""
        return self.questions.get(key) or self._by_source.get(key)

    def company_questions(self, profile: CompanyProfile) -> tuple[tuple[Question, Round], ...]:
        """A company's questions in their order, each with its round."""
        rounds = {round_.id: round_ for round_ in profile.rounds}
        found = ((self.find(entry.source), rounds.get(entry.round)) for entry in profile.questions)
        return tuple((question, round_) for question, round_ in found if question and round_)

    @cached_property
    def _shelf(self) -> Shelf:
        return self._read_shelf()

    @cached_property
    def _by_source(self) -> Mapping[str, Question]:
        found: dict[str, Question] = {}
        for question in self.questions.values():
            if question.sources:
                found.setdefault(question.sources[0], question)
        for question in self.questions.values():
            for source in question.sources[1:]:
                found.setdefault(source, question)
        return found
