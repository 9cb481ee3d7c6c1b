"""The check files of a bank held against its model answers, their own wrong answers, and an empty answer."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from simulator.bank.folders import cache_folder
from simulator.bank.library import Library
from simulator.bank.model import Kind, Place, Question
from simulator.bank.problem import ContentError, Problem
from simulator.coding import sandbox
from simulator.coding.contract import Contract, find_contract
from simulator.coding.report import RunReport
from simulator.coding.runner import missing_packages, run_checks
from simulator.coding.wanted import FOLDER

EMPTY = "nothing = None"
"""Code that defines nothing of what is asked for."""
_MOST_REMEMBERED = 5000


@dataclass(frozen=True, slots=True)
class Trial:
    """One answer to try, and what must come of it."""

    contract: Contract
    question: Question
    code: str
    must_fail: str | None
    """The check that must fail; all of them if empty; None if all must pass."""
    place: Place

    def run(self) -> tuple[Problem, ...]:
        """What is wrong; nothing if the outcome is the right one."""
        only = (self.must_fail,) if self.must_fail else ()
        report = run_checks(self.contract, self.code, only=only, at_once=1)
        return tuple(self._problems(report))

    def _problems(self, report: RunReport) -> Iterator[Problem]:
        whose = f"the model answer of {self.question.id}"
        if not report.ran:
            yield Problem(self.place, f"nothing can be run: {report.why_not}", "mend the answer or the checks")
        for result in report.results if report.ran else ():
            check = next(check for check in self.contract.checks if check.name == result.check)
            if self.must_fail is None and not result.passed:
                came = " ".join(filter(None, (result.input and f"{result.input} gives", result.came)))
                expected = f", expected is {result.expected}" if result.expected else ""
                what = f"{whose} does not pass {result.check}: {came[:300]}{expected[:200]}"
                yield Problem(check.place, what, "mend the check or the answer")
            elif self.must_fail == "" and result.passed:
                what = f"{result.check} passes for an answer that defines nothing"
                yield Problem(check.place, what, "let it use what the answer defines")
            elif self.must_fail and result.passed:
                what = f"the wrong answer for {result.check} passes it"
                yield Problem(check.place, what, "sharpen the check, or mend the answer under WRONG")

    @property
    def key(self) -> str:
        """What tells whether this trial has been made before."""
        parts = (self.contract.source, self.code, str(self.must_fail), _circumstances())
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Trials:
    """All that is to be tried in a bank, and what was found on the way there."""

    trials: tuple[Trial, ...]
    problems: tuple[Problem, ...]
    contracts: int
    skipped: tuple[str, ...]
    """Why some checks are not tried, in sentences."""


def trials_of(library: Library, banks: Path, wanted: Callable[[str], bool] = lambda file: True) -> Trials:
    """What to try in a bank; only for questions or check files whose path is wanted. Runs nothing."""
    problems: list[Problem] = []
    trials: list[Trial] = []
    skipped: dict[str, bool] = {}
    count = 0
    paths = sorted((banks / FOLDER).glob("*.py"))
    if paths and (why_not := sandbox.containment().why_not):
        skipped[f"The checks of code questions were not tried. {why_not}"] = True
    for path in paths:
        question = library.questions.get(path.stem)
        if not wanted(str(path)) and not (question and wanted(question.place.file)):
            continue
        start = Place(str(path), 1, 1)
        if question is None:
            problems.append(Problem(start, f"there is no question {path.stem!r}", "name the file as its question"))
            continue
        if question.kind is not Kind.CODE:
            what = f"the question {question.id} is of kind {question.kind}"
            problems.append(Problem(start, what, "only questions of kind code have checks"))
        try:
            contract = find_contract(banks, path.stem)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        if contract is None:
            problems.append(Problem(start, "the file can't be found by its name", "name it as its question"))
            continue
        count += 1
        if missing := missing_packages(contract):
            names = " and ".join(missing)
            skipped[f"Some checks were not tried, as {names} {'is' if len(missing) == 1 else 'are'} missing."] = True
        elif not skipped or sandbox.containment().kind != "none":
            trials.append(Trial(contract, question, question.model_answer, None, question.place))
            trials += [Trial(contract, question, code, name, start) for name, code in contract.wrong.items()]
            trials.append(Trial(contract, question, EMPTY, "", start))
    return Trials(tuple(trials), tuple(problems), count, tuple(skipped))


def run_trials(
    trials: tuple[Trial, ...], advance: Callable[[], None] = lambda: None, memory: Path | None = None
) -> tuple[Problem, ...]:
    """The problems of all trials, in their order; those that went well before, unchanged, are not made again.

    `advance` is called once for each.
    """
    path = memory or cache_folder().path / "tried-checks"
    known = _remembered(path)

    def run(trial: Trial) -> tuple[Problem, ...]:
        found = () if trial.key in known else trial.run()
        advance()
        return found

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = list(pool.map(run, trials))
    good = [trial.key for trial, problems in zip(trials, results, strict=True) if not problems]
    if set(good) - set(known):
        _remember(path, list(dict.fromkeys([*good, *known]))[:_MOST_REMEMBERED])
    return tuple(problem for problems in results for problem in problems)


@cache
def _circumstances() -> str:
    """What else an outcome depends on: the Python, the sandbox, and our own code."""
    ours = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        ours.update(path.read_bytes())
    return f"{sys.version} {sandbox.containment().kind} {ours.hexdigest()}"


def _remembered(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return []


def _remember(path: Path, keys: list[str]) -> None:
    # Only a help: without it everything is tried again.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.new")
        draft.write_text("\n".join(keys), encoding="ascii")
        draft.replace(path)
    except OSError:
        return
