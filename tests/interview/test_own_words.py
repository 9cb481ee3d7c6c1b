"""Prose that the editor opened with earns nothing."""

from __future__ import annotations

from dataclasses import replace

from simulator.interview.own_words import own_words
from simulator.interview.session import grade_as_planned
from simulator.transcript.events import PlannedContract
from tests.builders import grade_by_words, planned_question

STARTER = '''def pick(fruit: list[str]) -> str:
    """Pick an apple.

    Then peel the banana.
    """
    # Wash the cherry first.
'''


def test_the_starters_prose_is_blanked_and_all_else_stays_where_it_was() -> None:
    answer = STARTER + "    return fruit[0]  # an apple, I think\n"
    own = own_words(answer, STARTER)
    assert len(own) == len(answer)
    assert "Pick an apple" not in own
    assert "peel" not in own
    assert "Wash" not in own
    assert own[own.index("return") :] == answer[answer.index("return") :]
    assert "def pick(fruit: list[str]) -> str:" in own


def test_an_answer_without_a_starter_is_the_candidates_own() -> None:
    assert own_words(STARTER, "") == STARTER


def test_a_starter_that_is_no_python_changes_nothing() -> None:
    assert own_words("an apple", "def (") == "an apple"


def test_a_handed_in_starter_earns_nothing_and_what_was_added_does() -> None:
    asked = replace(planned_question("q1"), contract=PlannedContract(("pick",), STARTER, ()))
    assert grade_as_planned(grade_by_words, asked, STARTER + "    pass").score == 0
    added = grade_as_planned(grade_by_words, asked, STARTER + "    # I take a banana")
    assert added.score > 0
    (evidence,) = next(c.evidence for c in added.criteria if c.credit)
    assert (STARTER + "    # I take a banana")[evidence.start : evidence.end].lower() == "banana"
