"""Scenario 17: a component in proxy mode is paged, filtered, sorted and opened; nothing is stored here.

The tests of this file are the steps of one story and run in order.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PASSWORD, Running, open_context, shot, started
from tests.e2e.studio import Studio
from tests.e2e.workplace import Invoices
from tests.integration.dataflow.proxy.people import get_steps, input_flow, list_steps, properties, system
from tests.support.client import Client
from tests.support.components import create_component, publish, save_component
from tests.support.upstream import PEOPLE, Server, serving

TITLE = "People"
PAGE_SIZE = 20
MENU = "/api/v1/studio/domains/digital-workplace/menu"


@pytest.fixture(scope="module")
def upstream() -> Iterator[Server]:
    """The system that keeps the people."""
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, upstream: Server) -> Iterator[Running]:
    with started(tmp_path_factory.mktemp("proxy"), AQTRA_EGRESS_PORTS=f"[{upstream.server_port}]") as running:
        yield running


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    with open_context(browser, running) as context:
        page = context.new_page()
        Studio(page).first_sign_in(running.one_time_password, PASSWORD)
        yield page


@pytest.fixture(scope="module")
def builder(page: Page, running: Running) -> Iterator[Client]:
    """The same administrator by the API, once the password is chosen."""
    with Client(base_url=running.base_url, verify=False, timeout=60) as client:
        client.sign_in("admin", PASSWORD).raise_for_status()
        yield client


@pytest.fixture(scope="module")
def stored(builder: Client, upstream: Server) -> dict[str, Any]:
    """The component with its flow and pages, saved, not yet in proxy mode."""
    made = builder.post("/api/v1/studio/integrations", json=system(upstream.url).model_dump(mode="json"))
    known = made.raise_for_status().json()
    address = f"/api/v1/studio/integrations/{known['id']}"
    builder.post(f"{address}/publish", json={"version": known["version"]}).raise_for_status()
    steps = [*list_steps(), *get_steps()]
    for step in steps:
        if step["type"] == "execute_api_call":
            step["params"]["system"] = known["id"]
    found = create_component(builder, TITLE, properties())
    key = found["document"]["key"]
    flow = input_flow(*steps, key=uuid4())
    return save_component(builder, found, {**found["document"], "pages": pages(key), "flows": [flow]})


def element(kind: str, name: str, settings: dict[str, Any], *children: dict[str, Any]) -> dict[str, Any]:
    return {"id": str(uuid4()), "kind": kind, "name": name, "settings": settings, "children": list(children)}


def text(value: str) -> dict[str, str]:
    return {"translation_key": "", "translation_value": value}


def pages(component: str) -> list[dict[str, Any]]:
    columns = [
        {"fields": [field], "header_value": title, "filterable": True, "sortable": True}
        for title, field in (("Name", "name"), ("City", "data.city"), ("Age", "data.age"))
    ]
    grid = {"component": component, "columns": columns, "command_type": "edit_record", "page_size": PAGE_SIZE}
    fields = [
        element("text_field", "City", {"binding": "data.city", "label": text("City")}),
        element("number", "Age", {"binding": "data.age", "label": text("Age")}),
    ]
    return [
        element("page", "Person", {"orientation": "vertical", "title": text("Person")}, *fields),
        element("page", "People", {"title": text("People")}, element("data_grid", "Grid", grid)),
    ]


@pytest.fixture(scope="module")
def people(page: Page) -> Invoices:
    return Invoices(page)


def test_the_settings_say_what_proxy_mode_needs(page: Page, stored: dict[str, Any]) -> None:
    studio = Studio(page)
    studio.open_definition(TITLE)
    studio.tab("Settings")
    page.get_by_role("switch", name="Proxy mode").click()
    needs = page.get_by_role("list", name="What proxy mode needs")
    expect(needs.get_by_role("listitem")).to_have_count(4)
    expect(needs.get_by_label("Done")).to_have_count(4)
    page.get_by_role("button", name="Open the Input dataflow").scroll_into_view_if_needed()
    shot(page, "studio-proxy-mode")
    studio.save()
    page.get_by_role("button", name="Open the Input dataflow").click()
    expect(page.get_by_role("button", name="List, Proxy query entry")).to_be_visible()
    page.get_by_role("button", name="List, Proxy query entry").click()
    expect(page.get_by_role("complementary", name="List")).to_be_visible()
    shot(page, "studio-proxy-flow")


def test_it_is_published_with_its_menu(builder: Client, stored: dict[str, Any]) -> None:
    key = stored["document"]["key"]
    current = builder.get(f"/api/v1/studio/components/{key}").raise_for_status().json()
    assert [found for found in current["findings"] if found["severity"] == "error"] == []
    assert publish(builder, current)["state"] == "completed"
    menu = builder.get(MENU).raise_for_status().json()
    listing = current["document"]["pages"][1]["id"]
    item = {"id": str(uuid4()), "label": {"translation_value": TITLE}, "component": key, "page": listing}
    builder.put(MENU, json={**menu, "items": [item]}).raise_for_status()


def names(people: Invoices) -> list[str]:
    return [row.get_by_role("gridcell").first.inner_text() for row in people.rows.all()]


def test_the_grid_shows_a_page_of_the_other_system(page: Page, people: Invoices) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Menu").get_by_role("link", name=TITLE).click()
    expect(people.rows).to_have_count(PAGE_SIZE)
    expect(people.main).to_contain_text("60")
    shot(page, "workplace-proxy-grid")
    people.main.get_by_role("button", name="Go to next page").click()
    expect(people.rows.first).to_contain_text("Person 40")


def test_it_is_filtered_and_sorted_there(page: Page, people: Invoices) -> None:
    people.filter("City", None, "Ulm")
    in_ulm = [person["name"] for person in PEOPLE if person["city"] == "Ulm"]
    expect(people.rows).to_have_count(len(in_ulm))
    people.sort("Name")
    expect(people.rows.first).to_contain_text(in_ulm[0])
    people.sort("Name")
    expect(people.rows.first).to_contain_text(in_ulm[-1])
    assert names(people) == in_ulm[::-1]


def test_what_the_other_system_cannot_sort_by_is_said(page: Page, people: Invoices) -> None:
    people.sort("Age")
    expect(people.main).to_contain_text("cannot be asked like this")
    shot(page, "workplace-proxy-refused")
    people.sort("Name")
    expect(people.rows.first).to_be_visible()


def test_a_record_is_opened(page: Page, people: Invoices) -> None:
    people.rows.filter(has_text="Person 60").click()
    expect(people.field("City")).to_have_value("Ulm")
    shot(page, "workplace-proxy-record")


def test_nothing_is_stored_here(builder: Client, stored: dict[str, Any], upstream: Server) -> None:
    assert any(request["path"] == "/people" for request in upstream.state.requests)
    key = stored["document"]["key"]
    sql = builder.post("/api/v1/sql", json={"statement": f'SELECT count(*) FROM "{key}"'})
    assert not sql.is_success
    current = builder.get(f"/api/v1/studio/components/{key}").raise_for_status().json()
    document = current["document"]
    settings = {**document["settings"], "proxy_mode": False}
    off = save_component(builder, current, {**document, "settings": settings, "flows": []})
    assert publish(builder, off)["state"] == "completed"
    assert builder.get(f"/api/v1/entries/{key}", params={"$count": "true"}).json() == {"@odata.count": 0, "value": []}
