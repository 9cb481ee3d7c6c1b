"""What an interview adds up to."""

from __future__ import annotations

import json
from dataclasses import replace

from simulator.bank.model import Band
from simulator.grading.result import FoundMisconception, Span
from simulator.interview.answers import ScriptedAnswer, run_scripted
from simulator.interview.scorecard import scorecard
from simulator.interview.session import Interview
from tests.builders import grade_by_words, planned
from tests.interview.test_session import HEADER, Sink, new


def plan():
    p = planned(("q1", "q2"), ("q3",))
    q1, q2 = p.rounds[0].questions
    first = replace(p.rounds[0], questions=(replace(q1, topics=("memory", "basics")), q2))
    return replace(p, rounds=(first, p.rounds[1]))


def card(answers, grade=grade_by_words):
    interview = Interview(HEADER, plan(), grade, Sink())
    return scorecard(run_scripted(interview, {k: ScriptedAnswer(v, 60) for k, v in answers.items()}))


def test_it_has_a_line_a_question_and_the_mean_in_the_companys_words():
    c = card({"q1": "apple banana cherry", "q2": "cherry"})
    assert [(q.number, q.id, q.score, q.band, q.used) for q in c.questions] == [
        (1, "q1", 100, Band.EXCELLENT, 60),
        (2, "q2", 50, Band.MIXED, 60),
        (3, "q3", 0, Band.POOR, 0),
    ]
    assert (c.score, c.band, c.rating, c.used, c.finished) == (50, Band.MIXED, "Leaning no", 120, True)


def test_it_adds_up_by_round_and_by_topic_weakest_topic_first():
    c = card({"q1": "apple banana cherry", "q2": "cherry"})
    assert [(r.id, r.score, r.questions) for r in c.rounds] == [("round-1", 75, 2), ("round-2", 0, 1)]
    assert [(t.id, t.score, t.questions) for t in c.topics] == [("basics", 50, 3), ("memory", 100, 1)]


def test_it_names_the_strongest_and_the_weakest():
    c = card({"q1": "apple banana cherry", "q2": "cherry"})
    assert (c.strongest.id, c.weakest.id) == ("q1", "q3")
    nothing = card({})
    assert nothing.strongest is None
    assert nothing.score == 0


def test_what_to_study_begins_with_the_worst_question_and_its_weightiest_criterion():
    c = card({"q1": "apple banana cherry", "q2": "appl cherry"})
    assert [(m.question, m.criterion, m.credit) for m in c.study] == [
        ("q3", "cherry", 0),
        ("q3", "banana", 0),
        ("q3", "apple", 0),
        ("q2", "banana", 0),
        ("q2", "apple", 0.5),
    ]
    assert c.study[0].signal == "Names the cherry."


def test_misconceptions_are_corrected():
    def wrong(question, answer):
        found = FoundMisconception("fruit-is-meat", (Span(0, 3),), "Fruit is not meat.")
        return replace(grade_by_words(question, answer), misconceptions=(found,))

    assert [(x.question, x.correction) for x in card({"q2": "apple"}, wrong).corrections] == [
        ("q2", "Fruit is not meat.")
    ]


def test_it_says_the_exact_next_commands():
    c = card({"q1": "apple banana cherry"})
    assert [s.command for s in c.next_steps] == [
        f"mock-interview grade {HEADER.id}",
        f"mock-interview review {HEADER.id}",
        "mock-interview start google --topic basics",
    ]
    perfect = card(dict.fromkeys(("q1", "q2", "q3"), "apple banana cherry"))
    assert perfect.next_steps[-1].command == "mock-interview start google --length full"


def test_a_broken_off_interview_has_a_scorecard_so_far_and_says_how_to_go_on():
    interview, _ = new()
    interview.begin(0)
    assert scorecard(interview.record).questions == ()
    interview.proceed(0)
    interview.submit("apple", 10)
    interview.pause(12)
    c = scorecard(interview.record)
    assert (c.finished, c.score) == (False, 16.7)
    assert [s.command for s in c.next_steps] == [f"mock-interview resume {HEADER.id}"]


def test_it_is_plain_json():
    data = json.loads(json.dumps(card({"q1": "apple"}).to_dict()))
    assert data["questions"][0]["id"] == "q1"
    assert data["strongest"]["id"] == "q1"
    assert data["next_steps"][0]["command"].startswith("mock-interview grade")
