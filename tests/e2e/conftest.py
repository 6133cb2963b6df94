"""A person's view: `aqtra up` on an empty folder, and a real browser in front of it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.support.installation import free_port

READY_SECONDS = 120
STOP_SECONDS = 30
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PASSWORD = "A-password-of-my-own"
SCREENSHOTS = Path(__file__).parents[2] / "test-results" / "screenshots"


WAIT_MS = 15_000
"""How long a busy machine may take for one step."""
expect.set_options(timeout=WAIT_MS)


@dataclass(frozen=True)
class Running:
    """An instance started by its own command."""

    base_url: str
    one_time_password: str
    data_dir: Path


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`aqtra up` in an empty folder, stopped as Ctrl-C does."""
    with started(tmp_path_factory.mktemp("up")) as running:
        yield running


OF_TESTS = {
    # Identity providers of the tests are on this machine; and all people of a test sign in from one address.
    "AQTRA_EGRESS_ALLOW": '["127.0.0.1/32", "::1/128", "localhost"]',
    "AQTRA_RATE_SIGN_IN": "1000000/1",
    "AQTRA_RATE_SIGN_IN_ACCOUNT": "1000000/1",
}


@contextmanager
def started(folder: Path, **settings: str) -> Iterator[Running]:
    """`aqtra up` with settings of its own."""
    port = free_port()
    log = folder / "up.log"
    environment = {
        **os.environ,
        "AQTRA_DATA_DIR": str(folder / "data"),
        "AQTRA_PORT": str(port),
        **OF_TESTS,
        **settings,
    }
    with log.open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", "aqtra.cli.main", "up"], env=environment, stdout=output, stderr=output
        )
    try:
        yield Running(f"https://127.0.0.1:{port}", _one_time_password(child, log), folder / "data")
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(STOP_SECONDS)


def _one_time_password(child: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        if found := re.search(r"One-time password\s+(\S+)", log.read_text()):
            return found.group(1)
        time.sleep(0.2)
    raise AssertionError(f"aqtra up did not get ready:\n{log.read_text()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium for one file: Playwright's event loop must not outlive it, or others could not start theirs."""
    assert CHROMIUM, "Chromium is needed: install the system's package (make test does)"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def open_context(browser: Browser, running: Running, **options: object) -> BrowserContext:
    """A fresh browser profile."""
    settings = {"viewport": DESKTOP, "locale": "en-GB", "timezone_id": "Europe/Berlin", **options}
    context = browser.new_context(base_url=running.base_url, ignore_https_errors=True, **settings)  # type: ignore[arg-type]
    context.set_default_timeout(WAIT_MS)
    return context


def shot(page: Page, name: str) -> None:
    """A screenshot for people to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")


def shots(page: Page, name: str) -> None:
    """The same on a desk by day, and on a phone by night."""
    shot(page, name)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    shot(page, f"{name}-phone-dark")
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """What the browser showed when a test failed: a picture, and what a screen reader would say."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    arguments = getattr(item, "funcargs", {})
    page = arguments.get("page") or getattr(arguments.get("invoices"), "page", None)
    if report.failed and isinstance(page, Page):
        shot(page, f"failed-{item.name}")
        report.sections.append(("Screen", page.locator("body").aria_snapshot()))
