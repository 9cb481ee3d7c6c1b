"""What can be wrong with content: the place, what is wrong, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.bank.model import Place
from simulator.errors import UserError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a content file that has to be mended."""

    place: Place
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}; {self.todo}"


class ContentError(UserError):
    """The content can't be used as it stands; `problems` has every one that was found, file by file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        count = "a problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__(
            f"The content has {count}.", "Mend what is listed above; 'mock-interview bank check' checks it again."
        )
        self.problems = problems
