"""Pages as a browser shows, prints and reads them out."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.pages.interview import interview_page
from simulator.pages.progress import progress_page
from simulator.transcript.log import read
from tests.pages.conftest import THEMES, WIDTHS, Open
from tests.pages.records import full_record, hostile_progress, hostile_record, many

SAMPLE = Path(__file__).parents[2] / "transcripts" / "sample-google.jsonl"
BACKGROUND = "getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number)"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def full() -> str:
    return interview_page(full_record())


@pytest.fixture(scope="module")
def progress() -> str:
    return progress_page(many())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["full", "progress"])
def test_it_is_quiet_fits_and_is_readable_for_all(
    open_page: Open, request: pytest.FixtureRequest, name: str, theme: str, width: int, tmp_path: Path
) -> None:
    opened = open_page(request.getfixturevalue(name), theme, width)
    opened.assert_quiet()
    assert not opened.page.evaluate(TOO_WIDE)
    assert opened.violations() == []
    opened.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert opened.violations() == []
    assert not opened.page.evaluate(TOO_WIDE)
    picture = opened.page.screenshot(path=tmp_path / f"{theme}-{width}.png", full_page=True)
    assert picture.startswith(b"\x89PNG")
    brightness = sum(opened.page.evaluate(BACKGROUND)) / 3
    assert brightness < 60 if theme == "dark" else brightness > 200


HOSTILE_PAGES = {
    "interview": lambda: interview_page(hostile_record(), notes=['<script>window.hacked = 1</script>"']),
    "progress": lambda: progress_page(hostile_progress()),
}


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_nothing_hostile_runs_or_becomes_an_element(open_page: Open, name: str) -> None:
    opened = open_page(HOSTILE_PAGES[name]())
    opened.page.wait_for_timeout(200)
    opened.assert_quiet()
    page = opened.page
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.querySelectorAll('script, img, iframe, object, link, base').length") == 0
    assert page.evaluate("document.querySelectorAll('style').length") == page.evaluate(
        "document.querySelectorAll('head > style, svg style').length"
    )
    attributes = (
        "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on'))"
    )
    assert page.evaluate(attributes) == []
    assert page.evaluate("[...document.links].every(link => link.getAttribute('href').startsWith('#'))")
    shown = page.inner_text("main")
    assert "<script>window.hacked = 1</script>" in shown
    assert "{{ 7 * 7 }}" in shown
    assert not {"\x1b", "\u202e"} & set(page.inner_text("body"))
    assert opened.violations() == []


def test_scripts_that_got_in_would_not_run(open_page: Open, full: str) -> None:
    opened = open_page(full.replace("</body>", "<script>window.hacked = 1</script></body>"))
    assert opened.page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in said for said in opened.said)


def test_each_mark_is_read_out_with_what_it_means(open_page: Open, full: str) -> None:
    page = open_page(full).page
    heard = page.text_content("#q1 .text")
    assert "apple (shown, signal 1)" in heard
    assert "bana (partly, signal 2)" in heard
    assert "pear (wrong!)" in heard
    assert page.get_by_role("img", name="Scores by topic").count() == 1
    assert "basics" in page.text_content("figcaption ul")


def test_the_model_answer_is_folded_away_until_it_is_wanted(open_page: Open, full: str) -> None:
    page = open_page(full).page
    model = page.locator("#q1 details .text")
    assert not model.is_visible()
    page.locator("#q1 summary").focus()
    page.keyboard.press("Enter")
    assert model.is_visible()
    assert model.inner_text() == "apple banana cherry"


def test_the_links_lead_to_the_answers(open_page: Open, full: str) -> None:
    page = open_page(full).page
    for link in page.locator("a[href^='#']").all():
        assert page.locator(link.get_attribute("href")).count() == 1


def test_a_short_interview_prints_on_two_pages_and_a_full_one_on_a_few(open_page: Open, full: str) -> None:
    assert open_page(interview_page(read(SAMPLE).record())).printed_pages() == 2
    assert open_page(full).printed_pages() <= 4


def test_progress_prints_on_two_pages(open_page: Open, progress: str) -> None:
    assert open_page(progress).printed_pages() <= 2
