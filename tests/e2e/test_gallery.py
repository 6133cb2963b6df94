"""The gallery as a visitor sees it: every page by day and night, on desk and phone, in both directions of writing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from tools.gallery.pages import PAGES

from tests.e2e import gallery
from tests.e2e.conftest import CHROMIUM, FLAGS, Running, open_context

NAMES = [*(name for name, _, _ in PAGES), gallery.EVENTS]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One that trusts the certificate in workers too: a refused one would stand in the console."""
    assert CHROMIUM
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--ignore-certificate-errors"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    gallery.install(running)
    gallery.add_visitor(running)
    with open_context(browser, running, reduced_motion="reduce") as context:
        page = context.new_page()
        gallery.sign_in(page)
        yield page


@pytest.fixture(scope="module")
def told(page: Page) -> list[str]:
    """Errors and warnings of the console, and errors nobody caught."""
    found: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_page_holds_in_every_look(page: Page, told: list[str], name: str) -> None:
    told.clear()
    gallery.take(page, gallery.LOOKS[0])
    gallery.open_page(page, name)
    found: dict[str, list[str]] = {}
    for look in gallery.LOOKS:
        gallery.take(page, look)
        gallery.keep(page, name, look)
        found[look.name] = gallery.violations(page)
        if wider := gallery.overflow(page):
            found[look.name].append(f"the page is {wider} pixels wider than the window")
    problems = "\n".join(f"{look}: {one}" for look, ones in found.items() for one in ones)
    assert not problems, problems
    assert told == []
