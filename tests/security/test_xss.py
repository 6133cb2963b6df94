"""Whatever people type stays text: every field that somebody else sees, shown in a real browser, runs nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import browser as _browser
from tests.security.xss import PAYLOADS, packed
from tests.support.accounts import PASSWORD, Person
from tests.support.client import Client
from tests.support.components import create_component, property_, publish
from tests.support.files import LIBRARY, upload
from tests.support.installation import Installation

browser = _browser
DOMAINS = "/api/v1/studio/domains"
TITLE = 200
WAIT_MS = 30_000
PORTION = 60
# Tells of what ran, and of what only the policy kept from running: both mean that text became a page.
WATCH = """
window.__fired = [];
window.__x = () => window.__fired.push('run');
document.addEventListener('securitypolicyviolation', (event) =>
  window.__fired.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
# Elements that only a text which was taken for a page could have made.
PLANTED = """() => {
  const address = /^(href|src|action|formaction|data|xlink:href)$/;
  const runs = /^\\s*(javascript|vbscript|data:text)/i;
  const foreign = /^(iframe|object|embed|base|applet|marquee|frameset|math|x-y)$/i;
  const planted = (element) =>
    foreign.test(element.tagName) ||
    [...element.attributes].some(({ name, value }) => /^on/.test(name) || (address.test(name) && runs.test(value)));
  return [...document.querySelectorAll('*')].filter(planted).map((element) => element.outerHTML.slice(0, 200));
}"""


@dataclass(frozen=True)
class World:
    """An installation in which everything that can be named is named maliciously."""

    installation: Installation
    domain: str
    component: str
    person: Person


@pytest.fixture(scope="module")
def world(installation: Installation, builder: Client) -> Iterator[World]:
    mark = uuid4().hex[:8]
    domain = f"xss-{mark}"
    titles = packed(TITLE)
    builder.post(DOMAINS, json={"name": domain, "title": titles[0]}).raise_for_status()
    component, page_id = _application(builder, domain, titles)
    for start in range(0, len(PAYLOADS), PORTION):
        for number, payload in enumerate(PAYLOADS[start : start + PORTION], start):
            body = {"name": payload, "data": {"Text": payload, "State": number}}
            builder.post(f"/api/v1/entries/{component}", json=body).raise_for_status()
    _menu(builder, domain, component, page_id, titles)
    settings = f"{DOMAINS}/{domain}/settings"
    builder.put(settings, json={**builder.get(settings).json(), "hosts": ["localhost"]}).raise_for_status()
    others = [f"{domain}-{number}" for number in range(1, len(titles))]
    for name, title in zip(others, titles[1:], strict=True):
        builder.post(DOMAINS, json={"name": name, "title": title}).raise_for_status()
    folders = _files(builder)
    yield World(installation, domain, component, _person(installation, mark))
    for name in others:
        builder.delete(f"{DOMAINS}/{name}").raise_for_status()
    for folder in folders:
        builder.delete(f"{LIBRARY}/folders/{folder}", params={"confirm": True}).raise_for_status()
    builder.put(settings, json={**builder.get(settings).json(), "hosts": []}).raise_for_status()


def _application(builder: Client, domain: str, titles: list[str]) -> tuple[str, str]:
    """A component with malicious titles of everything, and a page that shows each in turn."""
    state = property_("State", "integer", enum=[{"value": n, "title": text} for n, text in enumerate(PAYLOADS)])
    properties = [property_("Text"), state]
    properties += [property_(f"P{n}") | {"title": text} for n, text in enumerate(titles)]
    about = {"domains": [domain], "description": " ".join(titles)[:4000]}
    stored = create_component(builder, titles[0], properties, settings=about)
    document = stored["document"]
    page = document["pages"][0]
    grid = {
        "component": document["key"],
        "page_size": len(PAYLOADS),
        "columns": [{"fields": [f"data.{name}"], "header_value": titles[0]} for name in ("Text", "State")],
    }
    labels = [_element("label", f"L{n}", value=_text(text), tooltip=_text(text)) for n, text in enumerate(PAYLOADS)]
    fields = [_element("text_field", f"F{n}", binding=f"data.P{n}", label=_text(text)) for n, text in enumerate(titles)]
    children = [_element("data_grid", "Grid", **grid), *labels, *fields]
    settings = {**page["settings"], "title": {"translation_value": titles[0]}}
    saved = builder.put(
        f"/api/v1/studio/components/{document['key']}",
        json={
            "base_version": stored["saved_version"],
            "document": {**document, "pages": [{**page, "settings": settings, "children": children}]},
        },
    )
    assert saved.is_success, saved.text
    assert publish(builder, saved.json())["state"] == "completed"
    return str(document["key"]), str(page["id"])


def _element(kind: str, name: str, **settings: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "kind": kind, "name": name, "settings": settings}


def _text(text: str) -> dict[str, str]:
    return {"translation_value": text}


def _menu(builder: Client, domain: str, component: str, page_id: str, titles: list[str]) -> None:
    path = f"{DOMAINS}/{domain}/menu"
    items = [
        {"id": str(uuid4()), "component": component, "page": page_id, "label": {"translation_value": text}}
        for text in titles
    ]
    builder.put(path, json={**builder.get(path).json(), "items": items}).raise_for_status()


def _files(builder: Client) -> list[str]:
    """Folders and files whose names are programs, as far as names may be."""
    names = [name for name in PAYLOADS if not set(name) & set("/\\\t\n\x01\u2028\u202e")]
    folders = []
    for name in packed(90, tuple(names)):
        made = builder.post(f"{LIBRARY}/folders", json={"name": name})
        if made.is_success:
            folders.append(str(made.json()["id"]))
    for name in packed(180, tuple(names)):
        upload(builder, name, b"text", {"folder": folders[0]})
    assert len(folders) > 20
    return folders


def _person(installation: Installation, mark: str) -> Person:
    """Somebody with a malicious name who may see everything."""
    import asyncio

    from aqtra.catalogs.users import mirror_user
    from aqtra.composition import open_platform
    from tests.support.accounts import settings_of

    name = f"<img src=x onerror=__x()>{mark}"

    async def create() -> int:
        async with open_platform(settings_of(installation)) as platform:
            account, _ = await platform.identity.create_account(
                name,
                password=PASSWORD,
                display_name="\"><svg onload=__x()> {{constructor.constructor('__x()')()}}",
                role="Administrators",
                mirror=mirror_user,
            )
            return account

    return Person(asyncio.run(create()), name, PASSWORD)


@pytest.fixture(scope="module")
def context(world: World, browser: Browser) -> Iterator[BrowserContext]:
    port = urlsplit(world.installation.base_url).port
    with browser.new_context(base_url=f"https://localhost:{port}", ignore_https_errors=True) as found:
        found.set_default_timeout(WAIT_MS)
        found.add_init_script(WATCH)
        page = found.new_page()
        page.goto("/studio/")
        page.get_by_label("User name").fill(world.person.user_name)
        page.get_by_label("Password").fill(world.person.password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", name="Home")).to_be_visible(timeout=WAIT_MS)
        yield found


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    yield opened
    opened.close()


def nothing_ran(page: Page, *, shown: str) -> None:
    """Waits until the malicious text stands on the page as text."""
    expect(page.get_by_text(shown, exact=False).first).to_be_attached(timeout=WAIT_MS)
    # What is focused, pointed at or toggled may run later than what is parsed.
    page.mouse.move(400, 300)
    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.__fired") == []
    assert page.evaluate(PLANTED) == []


STUDIO = {
    "audit": "/studio/access/audit",
    "home": "/studio/",
    # Of this domain only: the installation of the tests has many more, on many pages.
    "components": "/studio/components?domain={domain}",
    "editor": "/studio/components/{component}",
    "publication": "/studio/publication",
    "entries": "/studio/maintenance/entries?component={component}",
    "files": "/studio/files",
    "domain": "/studio/domains/{domain}/settings",
    "menu": "/studio/domains/{domain}/menu",
}
FIRST = PAYLOADS[0]
PERSON = "<img src=x onerror=__x()>"


@pytest.mark.parametrize("screen", sorted(STUDIO))
def test_studio_runs_no_text(page: Page, world: World, screen: str) -> None:
    page.goto(STUDIO[screen].format(component=world.component, domain=world.domain))
    if screen in ("files", "domain"):
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("heading").first).to_be_visible()
        assert page.evaluate("window.__fired") == []
        assert page.evaluate(PLANTED) == []
    else:
        nothing_ran(page, shown=PERSON if screen == "audit" else FIRST)


def test_workplace_runs_no_text(page: Page, world: World) -> None:
    """Menu, title, grid with every value and every title of an enumeration, labels, captions, the person's name."""
    page.goto("/")
    page.get_by_role("link").filter(has_text=FIRST).first.click()
    grid = page.get_by_role("main").get_by_role("grid")
    expect(grid).to_be_visible(timeout=WAIT_MS)
    nothing_ran(page, shown=PAYLOADS[-1])
    text = page.get_by_role("main").inner_text()
    flat = " ".join(text.split())
    missing = [payload for payload in PAYLOADS if " ".join(payload.split()) not in flat]
    # What cannot be seen in a text of the page is not proved: it must be nearly nothing.
    assert len(missing) <= 5, missing


def test_the_watch_would_see_it(page: Page) -> None:
    """Neither of the three signs is blind."""
    page.goto("/studio/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=__x()><iframe></iframe>')")
    page.wait_for_function("window.__fired.length > 0")
    assert page.evaluate(PLANTED)


def test_the_corpus_is_large_enough() -> None:
    assert len(PAYLOADS) >= 150


def test_both_applications_break_no_rule_of_their_own_policy(context: BrowserContext, world: World) -> None:
    """Nothing in the console: no violation, no error, no missing file."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in ("/", "/studio/", "/studio/components", "/help/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.__fired") == [], address
    page.close()
    # Workers are refused behind certificates that only a context of the tests trusts.
    assert [line for line in said if "SSL certificate error" not in line] == []
