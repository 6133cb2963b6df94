"""A page with a Component Script beside the same page without: when it can be used, when the script runs, a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page
from tests.support.client import Client
from tests.support.installation import Installation

from benchmarks.web.browser import until, window
from benchmarks.web.subject import Opened, scripted

CALLS = 100
SCRIPT = """
calls = 0
context.Properties.Shown.SetText("loaded")

def called():
    global calls
    calls += 1
    context.Properties.Shown.SetText(f"call {calls}")
"""
USABLE = "document.querySelector('[data-kind=page] input') !== null"
LOADED = "document.querySelector('[data-element=Shown]')?.textContent === 'loaded'"
# From the click until the text stands; a button whose call is under way cannot be clicked again.
CALL = """async (calls) => {
  const shown = document.querySelector('[data-element=Shown]');
  const took = [];
  for (let call = 1; call <= calls; call += 1) {
    const button = document.querySelector('[data-element=Call] button');
    while (button.disabled) await new Promise(requestAnimationFrame);
    const begun = performance.now();
    await new Promise((resolve) => {
      const seen = new MutationObserver(() => {
        if (shown.textContent !== `call ${call}`) return;
        seen.disconnect();
        resolve();
      });
      seen.observe(shown, { subtree: true, childList: true, characterData: true });
      button.click();
    });
    took.push(performance.now() - begun);
  }
  return took;
}"""


def measure(browser: Browser, installation: Installation, client: Client, rounds: int) -> dict[str, Any]:
    without, with_script = scripted(client, None), scripted(client, SCRIPT)
    found = [_round(browser, installation, without, with_script) for _ in range(rounds)]
    return {name: round(median(each[name] for each in found), 1) for name in found[0]}


def _round(browser: Browser, installation: Installation, without: Opened, with_script: Opened) -> dict[str, float]:
    with _opened(browser, installation, without) as page:
        usable_without = until(page, USABLE)
    with _opened(browser, installation, with_script) as page:
        first = until(page, USABLE), until(page, LOADED)
        page.goto(with_script.address, wait_until="commit")
        cached = until(page, USABLE), until(page, LOADED)
        calls = sorted(page.evaluate(CALL, CALLS))
    return {
        "usable_without_ms": usable_without,
        "usable_first_ms": first[0],
        "script_first_ms": first[1],
        "usable_cached_ms": cached[0],
        "script_cached_ms": cached[1],
        "call_p50_ms": median(calls),
        "call_p95_ms": calls[int(len(calls) * 0.95)],
    }


@contextmanager
def _opened(browser: Browser, installation: Installation, opened: Opened) -> Iterator[Page]:
    with window(browser, installation) as page:
        page.goto(opened.address, wait_until="commit")
        yield page
