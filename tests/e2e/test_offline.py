"""Workplace without a connection: it opens, says so, and goes on when the connection is back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS, PASSWORD, Running, open_context, shot
from tests.e2e.studio import Studio

# What is fetched by workers is refused behind certificates that only a context of the tests trusts.
TRUSTING = "--ignore-certificate-errors"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, TRUSTING])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    with open_context(browser, running) as context:
        page = context.new_page()
        Studio(page).first_sign_in(running.one_time_password, PASSWORD)
        page.goto("/")
        yield page


def test_it_opens_without_a_connection_and_goes_on_when_there_is_one(page: Page) -> None:
    assert page.evaluate("navigator.serviceWorker.ready.then(({ active }) => Boolean(active))")
    page.context.set_offline(True)
    page.goto("/c/any/first/1")
    expect(page.get_by_role("alert")).to_contain_text("Check your connection")
    assert page.evaluate("document.fonts.check('16px \"Inter Variable\"')")
    shot(page, "workplace-offline")
    page.context.set_offline(False)
    expect(page.get_by_text("This page does not exist")).to_be_visible()


def test_only_the_page_is_kept_and_no_data(page: Page) -> None:
    kept = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())"
        ".map(({ url }) => new URL(url).pathname)))).then((lists) => lists.flat())"
    )
    assert "/" in kept
    assert {path.split("/")[1] for path in kept} <= {"", "assets"}


def test_studio_and_the_help_are_not_its_business(page: Page) -> None:
    page.context.set_offline(True)
    for address in ("/studio/components", "/help/"):
        with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(address)
    page.context.set_offline(False)
