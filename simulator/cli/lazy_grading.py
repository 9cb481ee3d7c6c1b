"""Grading for an interview in progress: rubrics are read when they are first needed, and faults are said in words."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from simulator.bank.model import Question
from simulator.errors import UserError

if TYPE_CHECKING:
    from simulator.bank.library import Library
    from simulator.grading.grader import Grader
    from simulator.grading.result import Grade
    from simulator.transcript.events import PlannedQuestion


class LazyGrading:
    """Grades with the library's rubrics. `prepare` may be called from another thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._grader: Grader | None = None
        self._lock = threading.Lock()

    def grade(self, question: Question, answer: str) -> Grade:
        """The grade of an answer. Raises UserError if the rubric is damaged or gone."""
        self._compile(question)
        return self._built().grade(question, answer)

    def rubric_version(self, question: Question) -> str:
        """What the rubric is called in the transcript."""
        from simulator.transcript.rubric_version import rubric_version

        return rubric_version(self._library.rubrics[question.rubric], self._library.vocabulary)

    def prepare(self, planned: PlannedQuestion) -> None:
        """Read and compile what grading this question needs. Raises UserError like `grade`."""
        from simulator.interview.session import as_question

        self._compile(as_question(planned))

    def _built(self) -> Grader:
        from simulator.grading.grader import grader_for

        with self._lock:
            if self._grader is None:
                self._grader = grader_for(self._library)
            return self._grader

    def _compile(self, question: Question) -> None:
        if question.rubric not in self._library.rubrics:
            raise UserError(
                f"The rubric {question.rubric!r}, by which this interview is graded, is not in the content any more.",
                "Put it back, or name the folders with --banks and --rubrics.",
            )
        self._built().rubric(question)
