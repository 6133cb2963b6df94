"""Chromium in front of an installation: a signed-in window, and the clocks that are read in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright
from tests.e2e.conftest import CHROMIUM, DESKTOP, FLAGS
from tests.support.installation import Installation

SLOWER = 4
"""How many times slower than this machine a phone is taken to be."""
WAIT_MS = 300_000
SINCE_OPENED = "() => performance.now()"
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


@contextmanager
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        raise SystemExit("Chromium is needed: tools/chromium installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def window(browser: Browser, installation: Installation, *, slower: int = 1) -> Iterator[Page]:
    """A window with nothing in its cache, in which the administrator is signed in."""
    with installation.signed_in() as client:
        cookies = [
            {"name": each.name, "value": each.value or "", "url": installation.base_url} for each in client.cookies.jar
        ]
    with browser.new_context(base_url=installation.base_url, ignore_https_errors=True, viewport=DESKTOP) as context:
        context.add_cookies(cookies)  # type: ignore[arg-type]
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        if slower > 1:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        yield page


def until(page: Page, condition: str) -> float:
    """Milliseconds from the start of the navigation until a condition holds, looked at before every frame."""
    return float(page.evaluate(UNTIL, condition))


UNTIL = """(condition) => new Promise((resolve) => {
  const holds = new Function(`return ${condition}`);
  const look = () => (holds() ? resolve(performance.now()) : requestAnimationFrame(look));
  look();
})"""
