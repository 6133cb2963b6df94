"""The first page of Workplace and of Studio: what they weigh, and when they can be used."""

import gzip
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request
from tests.support.installation import Installation

from benchmarks.web.browser import FIRST_PAINT, SLOWER, until, window
from benchmarks.web.subject import Opened

BUILT = Path(__file__).parents[2] / "web" / "dist" / "workplace"
ROWS = "document.querySelectorAll('[role=grid] tbody tr').length > 1"
HOME = "document.querySelector('h1, h2') !== null && document.querySelectorAll('nav a').length > 2"
CANVAS = "document.querySelector('[data-kind=page] [data-element]') !== null"


def workplace(browser: Browser, installation: Installation, opened: Opened, rounds: int) -> dict[str, Any]:
    """A list of orders as the first thing that is opened."""
    found = [_first(browser, installation, opened) for _ in range(rounds)]
    scripts = found[0]["scripts"]
    return {
        "scripts": len(scripts),
        "gzip_kb": round(sum(len(gzip.compress((BUILT / name).read_bytes(), 9)) for name in scripts) / 1000, 1),
        "cpu_slowdown": SLOWER,
        "first_paint_ms": round(median(each["paint"] for each in found)),
        "usable_ms": round(median(each["usable"] for each in found)),
    }


def _first(browser: Browser, installation: Installation, opened: Opened) -> dict[str, Any]:
    scripts: list[str] = []

    def listen(request: Request) -> None:
        if request.resource_type == "script":
            scripts.append(urlsplit(request.url).path.lstrip("/"))

    with window(browser, installation, slower=SLOWER) as page:
        page.on("request", listen)
        page.goto(opened.address, wait_until="commit")
        usable = until(page, ROWS)
        # What is fetched ahead, once the page can be used, is not what it weighs.
        before = list(scripts)
        return {"usable": usable, "paint": page.evaluate(FIRST_PAINT), "scripts": sorted(set(before))}


def studio(browser: Browser, installation: Installation, opened: Opened, rounds: int) -> dict[str, Any]:
    """Its home, and the editor of the component with a thousand elements."""
    home, editor = [], []
    for _ in range(rounds):
        with window(browser, installation) as page:
            page.goto("/studio/", wait_until="commit")
            home.append(until(page, HOME))
        with window(browser, installation) as page:
            page.goto(f"/studio/components/{opened.component}", wait_until="commit")
            editor.append(until(page, CANVAS))
    return {"home_ms": round(median(home)), "editor_of_1000_elements_ms": round(median(editor))}
