"""Interviews to make pages of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.bank.model import Kind
from simulator.grading.result import FoundMisconception, Grade
from simulator.interview.answers import ScriptedAnswer, run_scripted
from simulator.interview.session import Interview
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
    return held(_with_code(plan, "q2"), answers)


def hostile_record() -> InterviewRecord:
    """Every text that a bank, a rubric or a candidate can put into a transcript is hostile."""
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
    plan = replace(
        plan,
        company_name=ALL_HOSTILE,
        company=HOSTILE[1],
        ratings=dict.fromkeys(plan.ratings, ALL_HOSTILE),
        rounds=rounds,
    )
    record = held(plan, {"q1": ScriptedAnswer(ALL_HOSTILE + " pear", 60, probe=ALL_HOSTILE)}, _hostile_grade)
    return replace(record, header=replace(record.header, id=HOSTILE[0], created=HOSTILE[1]))


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
