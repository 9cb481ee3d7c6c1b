"""Interviews to make pages of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from simulator.bank.model import Kind
from simulator.grading.checked import CheckResult, Outcome, RunReport
from simulator.grading.result import FoundMisconception, Grade
from simulator.interview.answers import ScriptedAnswer, run_scripted
from simulator.interview.session import Interview
from simulator.progress.overview import Advice, Progress, progress
from simulator.transcript.digest import digest
from simulator.transcript.events import Event, Header, Planned, Stamped
from simulator.transcript.state import InterviewRecord
from tests.builders import planned
from tests.held import wrong_about_pears

HEADER = Header("2026-11-20-google-test", "2026-11-20T10:00:00Z", "0.1.0")
IDS = tuple(f"q{n}" for n in range(1, 11))
TALK = "Somebody explains at length what happens, and why, and gives an example. "
LONG = ScriptedAnswer("An apple a day. " + TALK * 8 + "\n\nAnd a pear or a banan split. " + TALK * 4, 200, probe=TALK)

HOSTILE = (
    "<script>window.hacked = 1</script>",
    "\"><img src=x onerror='window.hacked = 1'>",
    "</style></p></details><script>window.hacked = 1</script><style>",
    "{{ 7 * 7 }}{% raw %}&lt;b&gt;<svg onload=window.hacked=1>",
    "javascript:window.hacked=1 \x1b[31m\u202e\ud800]]>--><!--",
)
ALL_HOSTILE = " apple ".join(HOSTILE)


def held(
    plan: Planned, answers: dict[str, ScriptedAnswer], grade: Callable[..., Grade] = wrong_about_pears
) -> InterviewRecord:
    """An interview by these answers, to its end."""
    return run_scripted(Interview(HEADER, plan, grade, stamped, program="0.1.0"), answers)


def stamped(event: Event) -> Stamped:
    return Stamped(HEADER.created, event)


def full_record() -> InterviewRecord:
    """Ten questions in two rounds: long answers, code, a pass, a time-out, mistakes, follow-ups."""
    plan = planned(IDS[:5], IDS[5:])
    answers = dict.fromkeys(IDS, LONG) | {
        "q2": ScriptedAnswer("def apple():\n\treturn 'banana' if True else \"" + "x" * 200 + '"'),
        "q3": ScriptedAnswer(""),
        "q4": ScriptedAnswer("apple banana cherry", 999),
    }
    return _checked(held(_with_code(plan, "q2"), answers), "q2", "Gives the apple.")


def hostile_record() -> InterviewRecord:
    """Every text that a bank, a rubric or a candidate can put into a transcript is hostile."""
    record = held(_hostile_plan(), {"q1": ScriptedAnswer(ALL_HOSTILE + " pear", 60, probe=ALL_HOSTILE)}, _hostile_grade)
    record = _checked(record, "q1", ALL_HOSTILE)
    return replace(record, header=replace(record.header, id=HOSTILE[0], created=HOSTILE[1]))


def hostile_progress() -> Progress:
    """The same of many interviews."""
    told = many(4, _hostile_plan())
    again = replace(told.missed[0], transcripts=HOSTILE)
    return replace(told, missed=(again,), advice=(Advice(ALL_HOSTILE, ALL_HOSTILE),), too_little=HOSTILE)


def _hostile_plan() -> Planned:
    plan = planned(("q1",))
    (round_,) = plan.rounds
    (question,) = round_.questions
    question = replace(
        question,
        prompt=ALL_HOSTILE,
        topics=HOSTILE,
        sources=HOSTILE,
        model_answer=ALL_HOSTILE,
        criteria=tuple(replace(c, signal=ALL_HOSTILE, probe=ALL_HOSTILE) for c in question.criteria),
    )
    rounds = (replace(round_, title=ALL_HOSTILE, opening=ALL_HOSTILE, questions=(question,)),)
    return replace(
        plan,
        company_name=ALL_HOSTILE,
        company=HOSTILE[1],
        ratings=dict.fromkeys(plan.ratings, ALL_HOSTILE),
        rounds=rounds,
    )


def _hostile_grade(question: object, answer: str) -> Grade:
    grade = wrong_about_pears(question, answer)
    criteria = tuple(replace(c, why_not=ALL_HOSTILE) for c in grade.criteria)
    return replace(
        grade,
        criteria=criteria,
        misconceptions=tuple(FoundMisconception(HOSTILE[0], m.evidence, ALL_HOSTILE) for m in grade.misconceptions),
    )


def _with_code(plan: Planned, id_: str) -> Planned:
    rounds = tuple(
        replace(r, questions=tuple(replace(q, kind=Kind.CODE) if q.id == id_ else q for q in r.questions))
        for r in plan.rounds
    )
    return replace(plan, rounds=rounds)


def _checked(record: InterviewRecord, id_: str, words: str) -> InterviewRecord:
    """The interview as if the code of this answer had been run: one check passed, one failed, one never ended."""
    results = (
        CheckResult("one", words, 1, True, Outcome.PASSED),
        CheckResult("two", words, 2, True, Outcome.FAILED, f"apple({words!r})", "'apple'", words, output=words),
        CheckResult("three", words, 1, False, Outcome.TIMED_OUT, "apple(10 ** 9)", came="no end in 2 s", line=2),
    )
    report = RunReport(id_, "1", results, load_error=words, load_line=3, found_as={"apple": words})
    questions = tuple(replace(q, checked=report) if q.id == id_ else q for q in record.questions)
    return replace(record, questions=questions)


def many(count: int = 8, plan: Planned | None = None) -> Progress:
    """What so many interviews say together, a week apart, ever better, with marks and mistakes."""
    plan = plan or planned(IDS[:5])
    grades = ("pear", "pear", "An apple.", "An apple, a pear.", "A banana and an apple.", "An apple, then a banana.")
    records = []
    for n in range(count):
        answers = {q.id: ScriptedAnswer(f"{grades[min(n, 5)]} {n}", 30 * (n + 1)) for q in plan.questions}
        record = held(plan, answers)
        day = f"2026-{3 + n // 4:02d}-{1 + n % 4 * 7:02d}"
        record = replace(record, header=replace(HEADER, id=f"{day}-google-test", created=f"{day}T10:00:00Z"))
        records.append(replace(record, questions=tuple(replace(q, self_mark=n % 5) for q in record.questions)))
    return progress([digest(record) for record in records], datetime(2026, 11, 21, tzinfo=UTC))
