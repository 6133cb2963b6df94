"""Markup that people wrote, in a real browser: shown and edited, from a builder and from data, it runs nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import browser as _browser
from tests.security.test_xss import PLANTED
from tests.security.xss import PAYLOADS
from tests.support.client import Client
from tests.support.components import create_component, property_, publish
from tests.support.installation import Installation

browser = _browser
WAIT_MS = 30_000
# Each payload is a document of its own: what one leaves open must not swallow the next.
PORTION = 40
PORTIONS = [PAYLOADS[start : start + PORTION] for start in range(0, len(PAYLOADS), PORTION)]
FRAME = "/api/v1/frame"
LINKS = """
<p><a id="bad" href="javascript:parent.__x()">bad</a> <a id="worse" href="//x.invalid/">worse</a></p>
<p><a id="good" href="/studio/" target="_blank">good</a></p>
<form action="/x"><button id="send">send</button></form>
<p style="height: 700px">tall</p>
"""
# As a browser does it with what was copied from another page.
PASTE = """([selector, markup]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/html', markup);
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def addresses(builder: Client) -> dict[str, str]:
    """A page for each portion as static markup; one that shows and one that edits an entry for each portion."""
    fields = [property_(f"P{number}") for number in range(PORTION)]
    stored = create_component(builder, f"Markup {uuid4().hex[:6]}", fields)
    document = stored["document"]
    static = [_page(f"S{n}", [_element("html", html=text) for text in portion]) for n, portion in enumerate(PORTIONS)]
    bound = _page("Bound", [_element("html", binding=f"data.P{number}") for number in range(PORTION)])
    edited = _page("Edited", [_element("wysiwyg_editor", binding=f"data.P{number}") for number in range(PORTION)])
    pages = [*static, bound, edited, _page("Links", [_element("html", html=LINKS)])]
    saved = builder.put(
        f"/api/v1/studio/components/{document['key']}",
        json={"base_version": stored["saved_version"], "document": {**document, "pages": pages}},
    )
    assert saved.is_success, saved.text
    assert publish(builder, saved.json())["state"] == "completed"
    found = {page["name"]: f"/c/{document['key']}/{page['id']}" for page in pages}
    for number, portion in enumerate(PORTIONS):
        body = {"name": f"{number}", "data": {f"P{at}": text for at, text in enumerate(portion)}}
        entry = builder.post(f"/api/v1/entries/{document['key']}", json=body)
        assert entry.is_success, entry.text
        for page in ("Bound", "Edited"):
            found[f"{page}{number}"] = f"{found[page]}/{entry.json()['id']}"
    return found


def _element(kind: str, **settings: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "kind": kind, "name": f"E{uuid4().hex[:8]}", "settings": settings}


def _page(name: str, children: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "kind": "page",
        "name": name,
        "settings": {"orientation": "vertical"},
        "children": children,
    }


@dataclass(frozen=True)
class Watched:
    """A browser in which every window and every frame has the function that payloads call."""

    context: BrowserContext
    fired: list[str]


@pytest.fixture(scope="module")
def watched(installation: Installation, builder: Client, browser: Browser) -> Iterator[Watched]:
    with browser.new_context(base_url=installation.base_url, ignore_https_errors=True) as context:
        found = Watched(context, [])
        context.set_default_timeout(WAIT_MS)
        context.expose_binding("__x", lambda source: found.fired.append(source["frame"].url))
        for name, value in builder.cookies.items():
            context.add_cookies([{"name": name, "value": value, "url": installation.base_url}])
        yield found


@pytest.fixture
def page(watched: Watched) -> Iterator[Page]:
    watched.fired.clear()
    opened = watched.context.new_page()
    yield opened
    opened.close()


def shown(page: Page, address: str, kind: str) -> None:
    """Opens a page and waits until each of its elements has drawn what it has."""
    page.goto(address)
    drawn = "[data-kind=html] iframe" if kind == "html" else f"[data-kind={kind}] .ProseMirror"
    expect(page.locator(drawn)).not_to_have_count(0, timeout=WAIT_MS)
    expect(page.locator("[data-kind=html] [aria-busy]")).to_have_count(0, timeout=WAIT_MS)


def passed_over(page: Page) -> None:
    """Pointer and keyboard have been there: what is focused or pointed at may run later than what is parsed."""
    page.mouse.move(400, 300)
    for _ in range(3):
        page.keyboard.press("Tab")
    # A call is told after it was made: this one comes after all others.
    page.evaluate("window.__x()")


@pytest.mark.parametrize("number", range(len(PORTIONS)))
def test_markup_of_a_builder_runs_nothing(page: Page, watched: Watched, addresses: dict[str, str], number: int) -> None:
    shown(page, addresses[f"S{number}"], "html")
    frames = [frame for frame in page.main_frame.child_frames if frame.url.endswith(FRAME)]
    assert len(frames) == len(PORTIONS[number])
    passed_over(page)
    assert watched.fired == [page.url]
    # Nothing led a frame away either.
    assert {frame.url for frame in page.main_frame.child_frames} == {frames[0].url}


@pytest.mark.parametrize("number", range(len(PORTIONS)))
def test_markup_in_data_is_shown_without_what_could_run(
    page: Page, watched: Watched, addresses: dict[str, str], number: int
) -> None:
    shown(page, addresses[f"Bound{number}"], "html")
    frames = [frame for frame in page.main_frame.child_frames if frame.url.endswith(FRAME)]
    assert frames
    passed_over(page)
    assert watched.fired == [page.url]
    assert [left for frame in frames for left in frame.evaluate(PLANTED)] == []


@pytest.mark.parametrize("number", range(len(PORTIONS)))
def test_markup_in_data_is_edited_without_what_could_run(
    page: Page, watched: Watched, addresses: dict[str, str], number: int
) -> None:
    shown(page, addresses[f"Edited{number}"], "wysiwyg_editor")
    expect(page.locator("[data-kind=wysiwyg_editor] .ProseMirror")).to_have_count(PORTION, timeout=WAIT_MS)
    passed_over(page)
    assert watched.fired == [page.url]
    assert page.evaluate(PLANTED) == []


def test_pasted_markup_runs_nothing(page: Page, watched: Watched, addresses: dict[str, str]) -> None:
    shown(page, addresses["Edited"], "wysiwyg_editor")
    editor = "[data-kind=wysiwyg_editor] .ProseMirror"
    expect(page.locator(editor)).to_have_count(PORTION, timeout=WAIT_MS)
    page.locator(editor).first.click()
    for payload in PAYLOADS:
        page.evaluate(PASTE, [editor, f"<p>pasted {payload}</p>"])
    expect(page.locator(editor).first).to_contain_text("pasted")
    passed_over(page)
    assert watched.fired == [page.url]
    assert page.evaluate(PLANTED) == []


def test_links_leave_the_frame_only_by_harmless_addresses(
    page: Page, watched: Watched, addresses: dict[str, str]
) -> None:
    shown(page, addresses["Links"], "html")
    frame = page.frame_locator("[data-kind=html] iframe")
    for link in ("#bad", "#worse", "#send"):
        frame.locator(link).click()
    with watched.context.expect_page() as opened:
        frame.locator("#good").click()
    assert opened.value.url.endswith("/studio/")
    opened.value.close()
    assert page.url.endswith(addresses["Links"])
    assert [frame.url for frame in page.main_frame.child_frames if not frame.url.endswith(FRAME)] == []
    assert len(watched.context.pages) == 1
    passed_over(page)
    assert watched.fired == [page.url]


def test_a_frame_is_as_high_as_its_content_and_has_no_origin(page: Page, addresses: dict[str, str]) -> None:
    shown(page, addresses["Links"], "html")
    box = page.locator("[data-kind=html] iframe").bounding_box()
    assert box is not None
    assert box["height"] > 700
    frame = page.main_frame.child_frames[0]
    assert frame.evaluate("[origin, (() => { try { return parent.document.title } catch { return 'denied' } })()]") == [
        "null",
        "denied",
    ]


def test_the_watch_would_see_it(page: Page, watched: Watched, addresses: dict[str, str]) -> None:
    shown(page, addresses["Links"], "html")
    page.main_frame.child_frames[0].evaluate("window.__x()")
    passed_over(page)
    assert sorted(urlsplit(address).path for address in watched.fired) == [FRAME, addresses["Links"]]
