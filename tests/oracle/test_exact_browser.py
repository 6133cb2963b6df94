"""A form in a real browser shows and keeps values to the last digit, wherever the reader is."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.e2e.conftest import CHROMIUM, DESKTOP, FLAGS
from tests.integration.dataflow.flows import answer, flow, get, save
from tests.support.client import Client
from tests.support.components import create_component, property_, publish, save_component
from tests.support.installation import Installation

SAVE = uuid4()
KINDS = {
    "note": "string", "amount": "number", "whole": "integer", "day": "date", "hour": "time", "moment": "datetime",
}  # fmt: skip
CONTROLS = {"string": "text_field", "number": "number", "integer": "number"}
# Each zone with an instant beside a change of its clocks: hours that come twice, halves of hours, quarters of hours.
PLACES = {
    "Europe/Istanbul": "2016-03-27T00:59:00+00:00",
    "America/New_York": "2026-11-01T06:30:00+00:00",
    "Australia/Lord_Howe": "2026-04-04T14:45:00+00:00",
    "Asia/Kathmandu": "2026-01-01T18:14:59+00:00",
}
Values = dict[str, Any]
FIRST: Values = {
    "note": "first",
    "amount": "-12345678901234567890123456789012345.678",
    "whole": "9007199254740993",
    "day": "0045-03-29",
    "hour": "02:30:00",
}
TYPED_AMOUNT, TYPED_WHOLE = "0.12345678901234567890123456789012345678", "-9223372036854775807"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium for one file: Playwright's event loop must not outlive it."""
    assert CHROMIUM, "Chromium is needed: install the system's package (make test does)"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def component(builder: Client) -> dict[str, Any]:
    """A form with a control for each type and a button that saves."""
    stored = create_component(builder, "Exact form", [property_(name, kind) for name, kind in KINDS.items()])
    key = stored["document"]["key"]
    mapping = [{"target": name, "source": f"data.{name}"} for name in KINDS]
    steps = get(), save(component=key, name_field=None, fields_mapping=mapping), answer()
    button = {"label": _text("Save"), "command_type": "execute_dataflow", "linked_dataflow": str(SAVE)}
    controls = [_element(CONTROLS.get(kind, "date_time"), name, binding=f"data.{name}") for name, kind in KINDS.items()]
    page = {**_element("page", "Form", title=_text("Form")), "children": [*controls, _element("button", "b", **button)]}
    changes = {"pages": [page], "flows": [{**flow(SAVE, "Save", *steps), "key": str(SAVE)}]}
    stored = save_component(builder, stored, {**stored["document"], **changes})
    publication = publish(builder, stored)
    assert publication["state"] == "completed", publication
    return dict(stored["document"])


@pytest.fixture(params=PLACES)
def page(request: pytest.FixtureRequest, browser: Browser, installation: Installation) -> Iterator[Page]:
    """A reader in one of the zones who is signed in."""
    context = browser.new_context(
        base_url=installation.base_url,
        ignore_https_errors=True,
        viewport=DESKTOP,
        locale="en-GB",
        timezone_id=request.param,
    )
    context.set_default_timeout(30_000)
    with installation.signed_in() as client, context:
        cookies = [{"name": one.name, "value": one.value, "url": installation.base_url} for one in client.cookies.jar]
        context.add_cookies(cookies)  # type: ignore[arg-type]
        shown = context.new_page()
        yield shown


def test_a_form_shows_and_keeps_every_digit(
    page: Page, builder: Client, component: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    zone = request.node.callspec.params["page"]
    first = FIRST | {"moment": PLACES[zone]}
    entries = f"/api/v1/entries/{component['key']}"
    created = builder.post(entries, json={"data": first})
    assert created.status_code == 201, created.text
    place = f"{entries}/{created.json()['id']}"
    page.goto(f"/c/{component['key']}/{component['pages'][0]['id']}/{created.json()['id']}")

    form = page.get_by_role("main")
    expect(form.get_by_role("textbox", name="note")).to_have_value("first")
    assert form.get_by_role("spinbutton", name="amount").get_attribute("aria-valuenow") == first["amount"]
    assert form.get_by_role("spinbutton", name="whole").get_attribute("aria-valuenow") == first["whole"]
    assert _sections(form, "day", "Year", "Month", "Day") == ["0045", "03", "29"]
    assert _sections(form, "hour", "Hours", "Minutes") == ["02", "30"]
    wall = datetime.fromisoformat(first["moment"]).astimezone(ZoneInfo(zone))
    parts = ("Year", "Month", "Day", "Hours", "Minutes")
    assert _sections(form, "moment", *parts) == f"{wall:%Y %m %d %H %M}".split()

    # What is not touched is written back as it came.
    form.get_by_role("textbox", name="note").fill("second")
    assert _saved(page, builder, place) == first | {"note": "second"}

    _type(form.get_by_role("spinbutton", name="amount"), TYPED_AMOUNT)
    _type(form.get_by_role("spinbutton", name="whole"), TYPED_WHOLE)
    _type_sections(form, "day", {"Day": "29", "Month": "02", "Year": "2024"})
    _type_sections(form, "hour", {"Hours": "23", "Minutes": "59"})
    _type_sections(form, "moment", {"Day": "15", "Month": "07", "Year": "2026", "Hours": "00", "Minutes": "30"})
    typed = datetime(2026, 7, 15, 0, 30, wall.second, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert _saved(page, builder, place) == {
        "note": "second",
        "amount": TYPED_AMOUNT,
        "whole": TYPED_WHOLE,
        "day": "2024-02-29",
        "hour": "23:59:00",
        "moment": typed.isoformat(),
    }


def _element(kind: str, name: str, **settings: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "kind": kind, "name": name, "settings": settings, "children": []}


def _text(text: str) -> dict[str, str]:
    return {"translation_key": "", "translation_value": text}


def _sections(form: Locator, group: str, *parts: str) -> list[str]:
    """The digits of a date or time, part by part as a screen reader names them."""
    shown = form.get_by_role("group", name=group)
    return [shown.get_by_role("spinbutton", name=part).inner_text() for part in parts]


def _type(box: Locator, value: str) -> None:
    box.fill(value)
    box.press("Tab")


def _type_sections(form: Locator, group: str, parts: dict[str, str]) -> None:
    for part, value in parts.items():
        section = form.get_by_role("group", name=group).get_by_role("spinbutton", name=part)
        section.click()
        section.press_sequentially(value)


def _saved(page: Page, builder: Client, place: str) -> Values:
    """Saves, and reads the entry past the browser."""
    with page.expect_response(lambda response: response.url.endswith("/run")) as answered:
        page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    assert answered.value.ok, json.dumps(answered.value.json())
    data: Values = builder.get(place).json()["data"]
    return data
