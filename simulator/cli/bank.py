"""`mock-interview bank`: list, show and check the content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simulator.bank.model import Difficulty, Kind
from simulator.cli import completion
from simulator.cli.app import App
from simulator.cli.options import Banks, Json, Rubrics
from simulator.cli.output import Output, from_here, said
from simulator.plural import count
from simulator.terminal.layout import hanging
from simulator.terminal.text import printable, reflowed

if TYPE_CHECKING:
    from rich.console import Console

    from simulator.bank.check import RubricCheck
    from simulator.bank.library import Library
    from simulator.bank.loader import Reading
    from simulator.bank.model import CompanyProfile, Question, Rubric
    from simulator.bank.problem import Problem

app = App(
    no_args_is_help=True,
    help="List, show and check questions and their rubrics.",
    epilog="""
    The content is YAML, one file a topic, made to be edited. To use your own:
      mock-interview bank check --banks my/banks --rubrics my/rubrics
    """,
)


def checks(library: Library) -> tuple[RubricCheck, ...]:
    """What `bank check` tries on each rubric, once its file is in order."""
    from simulator.bank.check import denies_each_criterion, has_examples
    from simulator.grading.examples import example_checks

    return (has_examples, denies_each_criterion, *example_checks(library))


@app.command("list")
def list_(
    company: Annotated[
        str, typer.Option(metavar="NAME", autocompletion=completion.companies, help="Only what this company asks.")
    ] = "",
    topic: Annotated[
        str, typer.Option(metavar="TOPIC", autocompletion=completion.topics, help="Only this topic.")
    ] = "",
    difficulty: Annotated[
        Difficulty | None, typer.Option(metavar="LEVEL", help="Only easy, medium or hard ones.")
    ] = None,
    kind: Annotated[Kind | None, typer.Option(metavar="KIND", help="Only explain, code, scenario or design.")] = None,
    as_json: Json = False,
    banks: Banks = None,
    rubrics: Rubrics = None,
) -> Output:
    """List questions, all or some."""
    from simulator.bank.loader import read

    reading = read(banks, rubrics)
    library = reading.library
    found: Iterable[Question] = library.questions.values()
    if company:
        found = _asked_by(library, company)
    if topic:
        found = _about(library, found, topic)
    chosen = tuple(q for q in found if difficulty in (None, q.difficulty) and kind in (None, q.kind))
    return Output(QuestionList(chosen, library), as_json, notes=_notes(reading))


@app.command()
def show(
    question: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=completion.questions,
            help="A question's id, or a source key such as 004/signals/1.",
        ),
    ],
    model_answer: Annotated[bool, typer.Option("--model-answer", help="Show the model answer, too.")] = False,
    as_json: Json = False,
    banks: Banks = None,
    rubrics: Rubrics = None,
) -> Output:
    """Show one question and what a strong answer shows."""
    from simulator.bank.loader import read
    from simulator.cli import find

    reading = read(banks, rubrics)
    chosen = find.question(reading.library, question)
    rubric = reading.library.rubrics.get(chosen.rubric)
    return Output(QuestionShown(chosen, rubric, model_answer), as_json, notes=_notes(reading))


@app.command()
def companies(as_json: Json = False, banks: Banks = None, rubrics: Rubrics = None) -> Output:
    """List the companies whose interviews can be practised."""
    from simulator.bank.loader import read

    reading = read(banks, rubrics)
    return Output(CompanyList(tuple(reading.library.companies.values())), as_json, notes=_notes(reading))


@app.command()
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Report only on these files or folders.")
    ] = None,
    trust: Annotated[
        bool, typer.Option("--trust", help="Run the checks of this bank's code questions, now and later.")
    ] = False,
    as_json: Json = False,
    banks: Banks = None,
    rubrics: Rubrics = None,
) -> Output:
    """Check all content, and say where and what to mend. Ends with 1 if there is anything."""
    from simulator.bank.loader import read
    from simulator.cli.code_checks import check_code

    reading = read(banks, rubrics)
    wanted = _Wanted(paths or (), reading)
    library = reading.library
    tried = tuple(rubric for rubric in library.rubrics.values() if wanted.includes(rubric.place.file))
    found = [problem for problem in reading.problems if wanted.includes(problem.place.file)]
    tries = checks(library)
    found += [problem for rubric in tried for run in tries for problem in run(rubric, library)]
    code = check_code(library, reading.folders[0], wanted.includes, trust)
    found += code.problems
    found.sort(key=lambda problem: (problem.place.file, problem.place.line, problem.place.column))
    questions = sum(wanted.includes(question.place.file) for question in library.questions.values())
    profiles = sum(wanted.includes(profile.place.file) for profile in library.companies.values())
    report = CheckReport(tuple(found), questions, len(tried), profiles, code.files)
    return Output(report, as_json, exit_code=1 if found else 0, notes=code.notes)


@app.command(
    "try",
    epilog="""
    For example:
      mock-interview bank try gil                      type one, see what it earns
      mock-interview bank try gil answer.txt --watch   again at each save of it
    """,
)
def try_(
    question: Annotated[str, typer.Argument(metavar="ID", help="A question's id, or a source key: 004/signals/1.")],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="An answer; - for standard input.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Grade the file again whenever it is saved.")] = False,
    as_json: Json = False,
    banks: Banks = None,
    rubrics: Rubrics = None,
) -> Output | int:
    """Try an answer, and see what each criterion finds."""
    from simulator.bank.loader import read
    from simulator.cli import find
    from simulator.cli.trying import try_answer

    reading = read(banks, rubrics)
    return try_answer(reading, find.question(reading.library, question), file, watch, as_json)


@app.command()
def new(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The new question's id: small letters, digits, hyphens.")],
    topic: Annotated[str, typer.Option(metavar="TOPIC", help="The files to add it to: banks/TOPIC.yaml ...")] = "own",
    kind: Annotated[Kind, typer.Option(help="What form of answer it wants.")] = Kind.EXPLAIN,
    difficulty: Annotated[Difficulty, typer.Option(help="How hard it is.")] = Difficulty.MEDIUM,
    as_json: Json = False,
    banks: Banks = None,
    rubrics: Rubrics = None,
) -> Output:
    """Scaffold a question with its rubric, to be filled in."""
    from simulator.bank.loader import read
    from simulator.cli.scaffold import scaffold
    from simulator.errors import UserError

    reading = read(banks, rubrics)
    if id_ in reading.library.questions or id_ in reading.library.rubrics:
        raise UserError(f"There is a question or rubric {id_!r} already.", "Choose another id.", exit_code=2)
    return Output(scaffold(*reading.folders, id_, topic, kind, difficulty), as_json)


@dataclass(frozen=True, slots=True)
class QuestionList:
    """Questions, in the library's order."""

    questions: tuple[Question, ...]
    library: Library

    def to_json(self) -> Any:
        return [question_json(q, self.library.rubrics.get(q.rubric)) for q in self.questions]

    def draw(self, console: Console) -> None:
        from rich.text import Text

        from simulator.terminal.pager import on_terminal

        longest = max((len(q.id) for q in self.questions), default=0)
        topic = ""
        for question in self.questions:
            if question.topics[0] != topic:
                if topic:
                    console.print()
                topic = question.topics[0]
                console.print(Text(printable(topic.replace("-", " ").capitalize()), "bold"))
            facts = Text.assemble(
                (f"  {question.id:<{longest}}", "cyan"),
                (f"  {question.difficulty:<6}", LEVEL_STYLES[question.difficulty]),
                f"  {question.kind:<8}  {question.minutes:>2} min",
            )
            prompt = Text(" ".join(printable(question.prompt).split()))
            if not on_terminal(console):
                # One line a question, and the whole of it: for grep.
                console.print(Text.assemble(facts, "  ", prompt), soft_wrap=True)
            elif console.width - facts.cell_len >= 50:
                prompt.truncate(console.width - facts.cell_len - 2, overflow="ellipsis")
                console.print(Text.assemble(facts, "  ", prompt))
            else:
                prompt.truncate(console.width - 4, overflow="ellipsis")
                prompt.stylize("dim")
                console.print(facts, soft_wrap=True)
                console.print(Text.assemble("    ", prompt))
        if self.questions:
            console.print()
        for first in self.questions[:1]:
            said = f"{count(len(self.questions), 'question')}. One in full: mock-interview bank show {first.id}"
            console.print(Text(said, "dim"), soft_wrap=True)
        if not self.questions:
            console.print("No question fits. All of them: mock-interview bank list")


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One question with its rubric."""

    question: Question
    rubric: Rubric | None
    model_answer: bool

    def to_json(self) -> Any:
        return question_json(self.question, self.rubric)

    def draw(self, console: Console) -> None:
        from rich.text import Text

        q = self.question
        hanging(console, Text(), Text(printable(q.prompt), "bold"))
        console.print()
        minutes = count(q.minutes, "minute")
        for name, value in (
            ("id", q.id),
            ("form", f"{q.kind}, {q.difficulty}, {minutes}"),
            ("topics", ", ".join(q.topics)),
            ("asked by", ", ".join(q.asked_by)),
            ("sources", ", ".join(q.sources)),
        ):
            hanging(console, Text(f"{name:<10}", "dim"), Text(printable(value) or "-"))
        if self.rubric is not None:
            console.print()
            console.print(Text("A strong answer shows", "bold"))
            for number, criterion in enumerate(self.rubric.criteria, start=1):
                weight = f"  (counts {_TIMES[criterion.weight]})" if criterion.weight > 1 else ""
                line = Text.assemble(printable(criterion.signal), (weight, "dim"))
                hanging(console, Text(f"{number:>3}. "), line)
        console.print()
        if self.model_answer:
            console.print(Text("A model answer", "bold"))
            for paragraph in reflowed(printable(q.model_answer), code=q.kind is Kind.CODE).split("\n"):
                hanging(console, Text("  " if paragraph else ""), Text(paragraph))
        else:
            console.print(Text("With the model answer: add --model-answer", "dim"))


@dataclass(frozen=True, slots=True)
class CompanyList:
    """The company profiles."""

    companies: tuple[CompanyProfile, ...]

    def to_json(self) -> Any:
        return [
            {
                "id": company.id,
                "name": company.name,
                "looks_for": company.looks_for,
                "ratings": {str(band): words for band, words in company.ratings.items()},
                "rounds": [
                    {"id": r.id, "title": r.title, "theme": r.theme, "opening": r.opening, "minutes": r.minutes}
                    for r in company.rounds
                ],
                "questions": [{"source": entry.source, "round": entry.round} for entry in company.questions],
            }
            for company in self.companies
        ]

    def draw(self, console: Console) -> None:
        from rich.text import Text

        for company in self.companies:
            minutes = sum(round_.minutes for round_ in company.rounds)
            size = f"{count(len(company.questions), 'question')}, {count(len(company.rounds), 'round')}, {minutes} min"
            console.print(Text.assemble((printable(company.name), "bold"), (f"  {size}", "dim")))
            hanging(console, Text("  "), Text(printable(company.looks_for)))
            hanging(console, Text("  "), Text(printable(", ".join(r.title for r in company.rounds)), "cyan"))
            console.print()
        if self.companies:
            first = printable(self.companies[0].id)
            console.print(Text(f"What one asks: mock-interview bank list --company {first}", "dim"))
        else:
            console.print("This content has no companies.")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything that has to be mended, and how much was looked at."""

    problems: tuple[Problem, ...]
    questions: int
    rubrics: int
    companies: int
    check_files: int

    def to_json(self) -> Any:
        return {
            "ok": not self.problems,
            "checked": {
                "questions": self.questions,
                "rubrics": self.rubrics,
                "companies": self.companies,
                "check_files": self.check_files,
            },
            "problems": [
                {
                    "file": problem.place.file,
                    "line": problem.place.line,
                    "column": problem.place.column,
                    "what": problem.what,
                    "todo": problem.todo,
                }
                for problem in self.problems
            ],
        }

    def draw(self, console: Console) -> None:
        from rich.text import Text

        for problem in self.problems:
            place, _, words = printable(said(problem)).partition(": ")
            # One line a problem, however long: so editors and grep can read it.
            console.print(Text.assemble((place, "cyan"), f": {words}"), soft_wrap=True)
        if self.problems:
            console.print()
        counts = [
            count(self.questions, "question"),
            count(self.rubrics, "rubric"),
            count(self.companies, "company", "companies"),
        ]
        if self.check_files:
            counts.append(count(self.check_files, "check file"))
        looked_at = ", ".join(counts)
        if self.problems:
            files = len({problem.place.file for problem in self.problems})
            verdict = Text(f"{count(len(self.problems), 'problem')} in {count(files, 'file')}", "bold red")
        else:
            verdict = Text("All is well", "bold green")
        console.print(Text.assemble(verdict, f": {looked_at} checked."))


LEVEL_STYLES = {Difficulty.EASY: "green", Difficulty.MEDIUM: "yellow", Difficulty.HARD: "red"}
_TIMES = {2: "twice", 3: "three times"}


def question_json(question: Question, rubric: Rubric | None) -> dict[str, Any]:
    """A question for scripts."""
    return {
        "id": question.id,
        "prompt": question.prompt,
        "kind": str(question.kind),
        "difficulty": str(question.difficulty),
        "topics": list(question.topics),
        "asked_by": list(question.asked_by),
        "minutes": question.minutes,
        "sources": list(question.sources),
        "rubric": question.rubric,
        "model_answer": question.model_answer,
        "criteria": [
            {"id": c.id, "signal": c.signal, "weight": c.weight, "sources": list(c.sources)}
            for c in (rubric.criteria if rubric is not None else ())
        ],
    }


class _Wanted:
    """The files that a check reports on."""

    def __init__(self, paths: Sequence[Path], reading: Reading) -> None:
        from simulator.errors import UserError

        self._wanted = tuple(path.resolve() for path in paths)
        for path, absolute in zip(paths, self._wanted, strict=True):
            if not absolute.exists():
                raise UserError(f"There is no file or folder {path}.", "Check the spelling.", exit_code=2)
            if not any(self._holds(absolute, Path(folder)) for folder in reading.folders):
                folders = " and ".join(from_here(str(folder)) for folder in reading.folders)
                raise UserError(
                    f"{path} is not part of the content, which is in {folders}.",
                    "Name its folder with --banks DIR or --rubrics DIR.",
                    exit_code=2,
                )

    def includes(self, file: str) -> bool:
        return not self._wanted or any(Path(file).resolve().is_relative_to(path) for path in self._wanted)

    @staticmethod
    def _holds(path: Path, folder: Path) -> bool:
        home = folder.resolve()
        return path.is_relative_to(home) or home.is_relative_to(path)


def _asked_by(library: Library, company: str) -> Iterator[Question]:
    from simulator.cli.find import did_you_mean
    from simulator.errors import UserError

    wanted = company.lower()
    names = {profile.name.lower(): profile for profile in library.companies.values()} | dict(library.companies)
    profile = names.get(wanted)
    listed = {question.id for question, _ in library.company_questions(profile)} if profile else set()
    askers = {name for question in library.questions.values() for name in question.asked_by}
    wanted_names = {wanted, profile.name.lower()} if profile else {wanted}
    if profile is None and wanted not in {name.lower() for name in askers}:
        hint = did_you_mean(company, askers, f"Those that ask: {', '.join(sorted(askers))}.")
        raise UserError(f"No question is asked by {company!r}.", hint, exit_code=2)
    for question in library.questions.values():
        if question.id in listed or wanted_names & {name.lower() for name in question.asked_by}:
            yield question


def _about(library: Library, questions: Iterable[Question], topic: str) -> list[Question]:
    from simulator.cli.find import did_you_mean
    from simulator.errors import UserError

    wanted = topic.lower().replace(" ", "-")
    known = dict.fromkeys(name for question in library.questions.values() for name in question.topics)
    if wanted not in known:
        raise UserError(
            f"There is no topic {topic!r}.", did_you_mean(topic, known, f"Topics: {', '.join(known)}."), exit_code=2
        )
    return [question for question in questions if wanted in question.topics]


def _notes(reading: Reading) -> tuple[str, ...]:
    if not reading.problems:
        return ()
    problems = count(len(reading.problems), "problem")
    return (f"The content has {problems}, so some of it is missing here. See: mock-interview bank check",)
