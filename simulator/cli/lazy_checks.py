"""Running code for an interview in progress: check files are read when they are needed, and why nothing can be run is
said in words."""

from __future__ import annotations

import shlex
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.interview.session import StoppedError

if TYPE_CHECKING:
    from simulator.coding.contract import Contract
    from simulator.coding.wanted import WantedByQuestion
    from simulator.grading.checked import RunReport
    from simulator.transcript.events import PlannedContract, PlannedQuestion


class LazyChecks:
    """The checks of a folder of banks. `check` and `try_out` take as long as the code does: call them in a thread."""

    def __init__(self, banks: Path) -> None:
        self._banks = banks
        self._wanted: WantedByQuestion | None = None
        self._trusted: bool | None = None
        self._stop = threading.Event()

    def contract(self, question: str) -> PlannedContract | None:
        """What the question wants, for a plan; None if it has no checks. Raises ContentError if that can't be had."""
        from simulator.coding.wanted import WantedByQuestion
        from simulator.transcript.events import PlannedContract

        self._wanted = self._wanted or WantedByQuestion(self._banks)
        found = self._wanted.find(question)
        return None if found is None else PlannedContract(*found)

    def check(self, planned: PlannedQuestion, answer: str) -> RunReport:
        """All checks on an answer. Raises StoppedError if `stop` was called meanwhile."""
        report = self._run(planned, answer, self._stop, visible_only=False)
        if self._stop.is_set():
            raise StoppedError
        return report

    def try_out(self, planned: PlannedQuestion, answer: str, stop: threading.Event) -> RunReport:
        """The checks that the candidate may see, on an answer as it stands; `stop`, once set, ends the run."""
        return self._run(planned, answer, stop, visible_only=True)

    def prepare(self) -> None:
        """Get ready to run code: the first time, finding out how it can be contained takes a while."""
        from simulator.coding import runner, sandbox

        del runner
        sandbox.containment()
        self._is_trusted()

    def stop(self) -> None:
        """End what `check` runs, for good: the candidate leaves."""
        self._stop.set()

    def _run(self, planned: PlannedQuestion, answer: str, stop: threading.Event, visible_only: bool) -> RunReport:
        from simulator.bank.problem import ContentError
        from simulator.coding.contract import find_contract
        from simulator.coding.runner import run_checks
        from simulator.grading.checked import RunReport

        question = planned.part_of or planned.id
        try:
            contract: Contract | None = find_contract(self._banks, question)
        except ContentError as error:
            problem = error.problems[0]
            return RunReport(question, "", why_not=f"The check file is not in order ({problem.place}: {problem.what}).")
        if contract is None:
            return RunReport(question, "", why_not="The question's check file is not in the content any more.")
        if not self._is_trusted():
            how = f"mock-interview bank check --trust --banks {shlex.quote(str(self._banks))}"
            why_not = (
                f"The checks did not come with the program, or have changed since you trusted them. To run them: {how}"
            )
            return RunReport(question, contract.version, why_not=why_not)
        return run_checks(contract, answer, visible_only=visible_only, stop=stop)

    def _is_trusted(self) -> bool:
        from simulator.coding import trust

        # Asked once an interview, but a trust given meanwhile in another terminal counts.
        self._trusted = self._trusted or trust.is_trusted(self._banks)
        return self._trusted
