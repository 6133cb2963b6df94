"""A page with a thousand elements: when it is there, and how long a key takes to be seen."""

from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page
from tests.support.installation import Installation

from benchmarks.web.browser import FIRST_PAINT, until, window
from benchmarks.web.subject import ELEMENTS, Opened

KEYS = 200
DRAWN = f"document.querySelectorAll('[data-kind=page] [data-element]').length >= {ELEMENTS}"
# A message after the frame's callbacks comes when the frame has been painted.
LISTEN = """() => {
  window.measured = { work: [], paint: [] };
  addEventListener('keydown', (event) => {
    const pressed = event.timeStamp;
    requestAnimationFrame(() => {
      const began = performance.now();
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.measured.paint.push(performance.now() - pressed);
      channel.port2.postMessage(began);
    });
  }, true);
  addEventListener('input', (event) => {
    const began = performance.now();
    queueMicrotask(() => setTimeout(() => window.measured.work.push(performance.now() - began)));
  }, true);
}"""


def measure(browser: Browser, installation: Installation, opened: Opened, rounds: int) -> dict[str, Any]:
    found = [_round(browser, installation, opened) for _ in range(rounds)]
    return {
        "elements": ELEMENTS,
        "keys": KEYS,
        **{name: round(median(each[name] for each in found), 1) for name in found[0]},
    }


def _round(browser: Browser, installation: Installation, opened: Opened) -> dict[str, float]:
    with window(browser, installation) as page:
        page.goto(opened.address, wait_until="commit")
        drawn = until(page, DRAWN)
        paint = float(page.evaluate(FIRST_PAINT))
        measured = _typed(page)
    return {
        "first_paint_ms": paint,
        "all_drawn_ms": drawn,
        "key_work_p95_ms": _p95(measured["work"]),
        "key_to_paint_p50_ms": median(measured["paint"]),
        "key_to_paint_p95_ms": _p95(measured["paint"]),
    }


def _typed(page: Page) -> dict[str, list[float]]:
    page.get_by_role("textbox").first.click()
    page.evaluate(LISTEN)
    page.keyboard.type("x" * KEYS, delay=40)
    page.wait_for_function(f"window.measured.paint.length >= {KEYS}")
    return dict(page.evaluate("window.measured"))


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]
