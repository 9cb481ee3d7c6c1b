"""What stands in the page of progress."""

from __future__ import annotations

from datetime import UTC, datetime

from simulator.pages.progress import progress_page
from simulator.progress.overview import progress
from tests.pages.records import hostile_progress, many


def test_it_says_where_the_scores_go_and_what_to_do_next() -> None:
    page = progress_page(many())
    for said in (
        "8 interviews, 40 answers, 2026-03-01 to 2026-04-22",
        "points more than before",
        "mock-interview drill",
        "Names the cherry.",
        "Pears are not asked for.",
        "Do you flatter yourself?",
        "You use ",
    ):
        assert said in page


def test_one_interview_is_no_trend_and_none_at_all_is_no_trouble() -> None:
    one = progress_page(many(1))
    assert "So far these are single scores" in one
    assert 'id="scores"' not in one
    assert "Your progress" in progress_page(progress([], datetime(2026, 11, 21, tzinfo=UTC)))


def test_hostile_texts_are_escaped() -> None:
    page = progress_page(hostile_progress())
    assert "<script" not in page
    assert "<img" not in page


def test_the_same_interviews_give_the_same_page() -> None:
    assert progress_page(many()) == progress_page(many())
