"""A grid over many rows: frames a second while a page of it is scrolled, and how long the next page takes."""

from statistics import median
from typing import Any

from playwright.sync_api import Browser
from tests.support.installation import Installation

from benchmarks.web.browser import until, window
from benchmarks.web.opening import ROWS
from benchmarks.web.subject import PER_PAGE, Opened

SECONDS = 3
PAGES = 10
# Down and up again, a step before each frame, as a finger on a wheel does.
SCROLL = """(seconds) => new Promise((resolve) => {
  const body = document.querySelector('.grid-scroll');
  const ends = performance.now() + seconds * 1000;
  const frames = [];
  let step = 24;
  const draw = (now) => {
    frames.push(now);
    body.scrollTop += step;
    if (body.scrollTop <= 0 || body.scrollTop + body.clientHeight >= body.scrollHeight - 1) step = -step;
    if (now < ends) requestAnimationFrame(draw);
    else resolve(frames.slice(1).map((at, index) => at - frames[index]));
  };
  requestAnimationFrame(draw);
})"""
FIRST_CELL = "document.querySelector('[role=grid] tbody tr td').textContent"


def measure(browser: Browser, installation: Installation, opened: Opened, rows: int, rounds: int) -> dict[str, Any]:
    frames, pages = [], []
    for _ in range(rounds):
        with window(browser, installation) as page:
            page.goto(opened.address, wait_until="commit")
            until(page, ROWS)
            frames.append(page.evaluate(SCROLL, SECONDS))
            for _ in range(PAGES):
                before = page.evaluate(FIRST_CELL)
                started = page.evaluate("performance.now()")
                page.get_by_role("button", name="Go to next page").click()
                pages.append(until(page, f"{FIRST_CELL} !== {before!r}") - started)
    intervals = sorted(each for run in frames for each in run)
    return {
        "rows": rows,
        "rows_on_a_page": PER_PAGE,
        "frames_per_second": round(median(1000 * len(run) / sum(run) for run in frames), 1),
        "frame_p95_ms": round(intervals[int(len(intervals) * 0.95)], 1),
        "next_page_ms": round(median(pages)),
    }
