"""Pages in a real browser: Debian's Chromium, driven by Playwright, with nothing but the file open."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

THEMES = ("light", "dark")
WIDTHS = (360, 1280)


@dataclass
class Opened:
    """A page that is open, and what it did."""

    page: Any
    url: str
    said: list[str] = field(default_factory=list)
    """Everything on the console, and errors of scripts."""
    requests: list[str] = field(default_factory=list)

    def assert_quiet(self) -> None:
        """Nothing was said on the console, and nothing but the file itself was asked for."""
        assert self.said == []
        assert self.requests == [self.url]

    def violations(self) -> list[tuple[str, str]]:
        """What axe-core finds: the rule, and the element that breaks it."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]]

    def printed_pages(self) -> int:
        """How many sheets of A4 it takes."""
        return len(re.findall(rb"/Type\s*/Page\b", self.page.pdf(format="A4")))


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=program, headless=True, args=list(_FLAGS))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a page from a file, in a profile of its own."""
    contexts = []

    def opening(html: str, theme: str = "light", width: int = 1280) -> Opened:
        path = tmp_path / f"page-{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(color_scheme=theme, viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        opened = Opened(page, path.as_uri())
        page.on("console", lambda message: opened.said.append(message.text))
        page.on("pageerror", lambda error: opened.said.append(str(error)))
        page.on("dialog", lambda dialog: (opened.said.append("a dialog"), dialog.dismiss()))
        page.on("request", lambda request: opened.requests.append(request.url))
        page.goto(path.as_uri())
        return opened

    yield opening
    for context in contexts:
        context.close()
