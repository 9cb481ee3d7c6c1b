"""What comes back when: cards from answers, by FSRS, and how they are asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.bank.library import Library
from simulator.bank.loader import load
from simulator.interview.drill import plan_drill
from simulator.progress.due import (
    PART_SECONDS,
    WHOLE,
    Card,
    answer_rating,
    cards,
    criterion_rating,
    due,
    fitting,
    items,
)
from tests.progress.building import answer, asked, interview
from tests.terminal.content import Orchard

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
GIL = asked()


def card(criterion: str, *, question: str = "praise", recall: float = 0.5, day: str = "2026-11-20") -> Card:
    return Card(question, criterion, 1, 1, day, recall, ("t",))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    orchard = Orchard(tmp_path)
    return load(orchard.banks, orchard.rubrics)


def test_only_what_was_missed_once_is_a_card():
    found = cards([interview("2026-11-01", answer(GIL, 1, 0.5))], NOW)
    assert [(c.question, c.criterion, c.missed) for c in found] == [("gil", "b", 1)]
    assert cards([interview("2026-11-01", answer(GIL, 1, 1))], NOW) == ()


def test_a_question_that_scored_under_sixty_is_a_card_as_a_whole():
    found = cards([interview("2026-11-01", answer(GIL, 1, 0))], NOW)
    assert {(c.criterion, c.missed) for c in found} == {("b", 1), (WHOLE, 1)}


def test_what_is_known_better_comes_back_later():
    def day_after(*credits_: float) -> str:
        held = [interview(f"2026-11-{1 + 3 * n:02}", answer(GIL, 1, credit)) for n, credit in enumerate(credits_)]
        return next(c.due for c in cards(held, NOW) if c.criterion == "b")

    assert day_after(0) == "2026-11-02"
    assert day_after(0, 0) < day_after(0, 0.5) < day_after(0, 1)
    assert day_after(0, 1, 1, 1) > "2026-11-20"


def test_time_makes_forget():
    held = [interview("2026-11-01", answer(GIL, 1, 0.5))]
    recall = [cards(held, NOW + timedelta(days=n))[0].recall for n in (0, 10, 100)]
    assert 1 > recall[0] > recall[1] > recall[2] > 0


def test_the_same_transcripts_give_the_same_cards_in_whatever_order():
    held = [interview(f"2026-11-{n:02}", answer(GIL, n % 2, 0.5)) for n in range(1, 9)]
    assert cards(held, NOW) == cards(held[::-1], NOW) == cards(held, NOW)


def test_one_criterion_in_a_drill_counts_for_it_and_not_for_the_whole_question():
    part = asked("gil/b", ("b",), part_of="gil", rubric="gil")
    before = {c.criterion: c for c in cards([interview("2026-11-01", answer(GIL, 0, 0))], NOW)}
    held = [interview("2026-11-01", answer(GIL, 0, 0)), interview("2026-11-03", answer(part, 1), drill=True)]
    after = {c.criterion: c for c in cards(held, NOW)}
    assert after[WHOLE] == before[WHOLE]
    assert after["a"] == before["a"]
    assert after["b"].due > before["b"].due
    assert after["b"].question == "gil"


@pytest.mark.parametrize(
    ("score", "mark", "rated"),
    [(0, None, 1), (50, None, 2), (70, None, 3), (90, None, 4), (90, 0, 3), (0, 4, 2), (70, 3, 3), (50, 2, 2)],
)
def test_the_own_mark_moves_the_rating_one_step(score: float, mark: int | None, rated: int):
    assert answer_rating(score, mark) == rated


@pytest.mark.parametrize(("credit", "own", "rated"), [(0, None, 1), (0.5, None, 2), (1, None, 3), (0, 1, 2), (1, 0, 2)])
def test_the_own_credit_moves_the_rating_one_step(credit: float, own: float | None, rated: int):
    assert criterion_rating(credit, own) == rated


def test_clocks_that_went_wrong_do_no_harm():
    odd = interview("2031-01-01", answer(GIL, 0, 0))
    assert all(c.due <= "2026-11-22" for c in cards([odd], NOW))


def test_due_is_what_is_due_by_the_end_of_today():
    some = [card("apple", day="2026-11-20"), card("banana", day="2026-11-21"), card("cherry", day="2026-11-22")]
    assert [c.criterion for c in due(some, NOW.date())] == ["apple", "banana"]


def test_a_single_criterion_is_asked_by_its_probe(library: Library):
    (item,) = items([card("banana")], library)
    assert (item.question, item.criterion, item.seconds) == ("praise", "banana", PART_SECONDS)
    assert item.says == "What about the fruit that begins with b?"


def test_most_of_a_question_is_asked_as_the_whole_question(library: Library):
    (item,) = items([card("banana", recall=0.3), card("cherry")], library)
    assert (item.criterion, item.seconds, item.recall) == (WHOLE, 60, 0.3)
    (item,) = items([card(WHOLE), card("cherry")], library)
    assert item.says == "Which fruit would you praise?"


def test_what_the_library_has_no_more_is_left_out(library: Library):
    assert items([card("pear"), card("apple", question="gone")], library) == ()


def test_what_is_known_least_comes_first_and_must_fit_the_time(library: Library):
    some = [card("apple", recall=0.9), card(WHOLE, question="basket", recall=0.2), card("cherry", question="code")]
    found = items(some, library)
    assert [i.question for i in found] == ["basket", "code", "praise"]
    assert [i.question for i in fitting(found, 160)] == ["basket", "code"]
    assert [i.question for i in fitting(found, 95)] == ["basket"]
    assert [i.question for i in fitting(found, 1)] == ["basket"]
    assert fitting((), 600) == ()


def test_the_plan_of_a_drill_asks_for_one_criterion_or_for_all(library: Library):
    plan = plan_drill([("praise", "banana"), ("basket", "")], library, PART_SECONDS)
    part, whole = plan.questions
    assert plan.is_drill
    assert (part.id, part.part_of, [c.id for c in part.criteria], part.seconds) == (
        "praise/banana", "praise", ["banana"], PART_SECONDS,
    )  # fmt: skip
    assert part.prompt.startswith("What about the fruit that begins with b?")
    assert "Which fruit would you praise?" in part.prompt
    assert (whole.id, whole.part_of, len(whole.criteria), whole.seconds) == ("basket", "", 3, 60)
    assert plan.rounds[0].seconds == PART_SECONDS + 60
    assert plan_drill([("basket", "")], library, PART_SECONDS, untimed=True).rounds[0].seconds is None
