"""The content that comes with the program: complete, in order, and true to its own examples."""

from __future__ import annotations

import ast
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema
import pytest
import yaml

from simulator.bank.check import denies_each_criterion, has_examples
from simulator.bank.library import Library
from simulator.bank.loader import load
from simulator.bank.model import Kind
from simulator.coding.contract import find_contract
from simulator.coding.runner import missing_packages, run_checks
from simulator.coding.wanted import WantedByQuestion
from simulator.grading.examples import example_checks
from simulator.grading.grader import ON_TOPIC_SCORE, grader_for
from simulator.grading.known_words import known_words, words_of
from simulator.interview.own_words import own_words

ROOT = Path(__file__).parent.parent
COMPANIES = ("google", "meta", "amazon", "netflix")


@pytest.fixture(scope="module")
def library() -> Library:
    return load(ROOT / "banks", ROOT / "rubrics")


@pytest.mark.parametrize("company", COMPANIES)
def test_each_company_asks_its_ten_questions_in_their_order(library: Library, company: str) -> None:
    profile = library.companies[company]
    asked = library.company_questions(profile)
    assert [question.sources[0] for question, _ in asked] == [f"004/{company}/{n}" for n in range(1, 11)]
    assert sum(round_.minutes for round_ in profile.rounds) >= 60


@pytest.mark.parametrize("number", range(1, 47))
def test_each_worked_question_has_its_four_signals_as_criteria(library: Library, number: int) -> None:
    question = library.find(f"004/signals/{number}")
    assert question is not None
    assert question.sources[0] == f"004/signals/{number}"
    criteria = library.rubrics[question.rubric].criteria
    assert [f"004/signals/{number}#{n}" in c.sources for n, c in enumerate(criteria, start=1)] == [True] * 4


def test_model_answers_to_code_questions_are_working_code(library: Library) -> None:
    for question in library.questions.values():
        if question.kind is Kind.CODE:
            code = question.model_answer
            while code:
                try:
                    compile(code, question.id, "exec")
                    break
                except SyntaxError:
                    code = code.rstrip().rpartition("\n")[0]
            assert code.count("\n") >= 3, f"{question.id} has no code that compiles"


def test_every_rubric_keeps_its_own_examples(library: Library) -> None:
    checks = (has_examples, denies_each_criterion, *example_checks(library)[:2])
    problems = [
        problem for rubric in library.rubrics.values() for check in checks for problem in check(rubric, library)
    ]
    assert not problems, "\n".join(map(str, problems))


def test_no_rubric_pays_for_the_answer_to_another_question(library: Library) -> None:
    keeps_to_its_field = example_checks(library)[2]
    problems = [problem for rubric in library.rubrics.values() for problem in keeps_to_its_field(rubric, library)]
    assert not problems, "\n".join(map(str, problems))


def test_what_the_editor_opens_with_earns_nothing(library: Library) -> None:
    wanted, grader = WantedByQuestion(ROOT / "banks"), grader_for(library)
    earned: dict[str, float] = {}
    for path in sorted((ROOT / "banks/code").glob("*.py")):
        starter = (wanted.find(path.stem) or ("", "", ""))[1]
        for answer in (starter, f"{starter}    while True:\n        pass\n"):
            grade = grader.grade(library.questions[path.stem], own_words(answer, starter))
            if grade.score > ON_TOPIC_SCORE:
                earned[path.stem] = grade.score
    assert earned == {}


ALREADY_DONE_FOR_THEM = {"contextlib-manager"}
"""A connection of sqlite3 is itself what is asked for, so that handing it back does work."""


@pytest.mark.parametrize("given_back", ["False", "[]", "the first argument"])
def test_code_that_does_nothing_passes_hardly_a_check(given_back: str) -> None:
    def share_passed(path: Path) -> float:
        contract = find_contract(path.parent.parent, path.stem)
        assert contract is not None
        if missing_packages(contract):
            return 0
        report = run_checks(contract, does_nothing(contract.starter, given_back), at_once=1)
        weights = [(result.weight, result.passed) for result in report.results]
        return sum(weight for weight, passed in weights if passed) / max(sum(weight for weight, _ in weights), 1)

    paths = [p for p in sorted((ROOT / "banks/code").glob("*.py")) if p.stem not in ALREADY_DONE_FOR_THEM]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = dict(zip((path.stem for path in paths), pool.map(share_passed, paths), strict=True))
    assert {question: share for question, share in passed.items() if share > 0.2} == {}


def does_nothing(starter: str, given_back: str) -> str:
    """The starter, in which every function gives that back at once."""
    module = ast.parse(starter)
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name != "__init__":
            names = [arg.arg for arg in function.args.args if arg.arg != "self"] or ["None"]
            expression = names[0] if given_back == "the first argument" else given_back
            function.body = ast.parse(f"return {expression}").body
            ast.fix_missing_locations(function)
    return ast.unparse(module)


def test_the_words_of_the_content_are_known(library: Library) -> None:
    unknown = set(words_of(library)) - known_words()
    assert not unknown, "write words.txt anew: python -m simulator.grading.known_words"


@pytest.mark.parametrize(("folder", "schema"), [("banks", "bank"), ("rubrics", "rubrics")])
def test_the_files_follow_the_schemas_that_editors_use(folder: str, schema: str) -> None:
    validator = jsonschema.Draft202012Validator(json.loads((ROOT / f"docs/schemas/{schema}.schema.json").read_text()))
    for path in sorted((ROOT / folder).glob("*.yaml")):
        if path.name != "vocabulary.yaml":
            data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            assert not [f"{path.name}: {e.json_path}: {e.message}" for e in validator.iter_errors(data)]
