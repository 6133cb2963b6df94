"""A flow is debugged as a draft, published, called as an API, traced and explained, in Studio's own screens.

The tests of this file are the steps of one story and run in order.
"""

import json
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import PASSWORD, Running, open_context, shot
from tests.e2e.studio import Studio
from tests.support.hooks import github

TITLE = "Orders"


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    with open_context(browser, running) as context:
        page = context.new_page()
        Studio(page).first_sign_in(running.one_time_password, PASSWORD)
        yield page


@pytest.fixture(scope="module")
def studio(page: Page) -> Studio:
    """An editor with a flow that stores an order, saved and not published."""
    studio = Studio(page)
    studio.add_component(TITLE)
    studio.tab("Definition")
    page.get_by_role("button", name="Add property").click()
    studio.define_property("OrderNumber", "Order number")
    studio.drag(studio.tool("Data flow"), studio.canvas)
    for step in ("Get action model", "Update entry", "Write response"):
        page.get_by_role("button", name="Add step").click()
        page.get_by_role("combobox", name="Search steps").fill(step)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Update entry, Update entry").click()
    settings = page.get_by_role("complementary", name="Update entry")
    settings.get_by_role("combobox", name="Component").click()
    page.get_by_role("option", name=TITLE).first.click()
    settings.get_by_role("button", name="Map all by name").click()
    for option in ("Generate API definition", "Atomic", "Safe to repeat"):
        page.get_by_role("switch", name=option).click()
    shot(page, "studio-flow-options")
    studio.save()
    return studio


def panel(page: Page, name: str) -> Locator:
    """The part below the board that a button of the flow's header opens."""
    found = page.get_by_role("region", name=name, exact=True)
    if not found.is_visible():
        page.get_by_role("button", name=name, exact=True).click()
    return found


def type_order(within: Locator, number: str) -> None:
    within.get_by_role("textbox", name="Input (JSON)").fill(f'{{"id": 0, "data": {{"OrderNumber": "{number}"}}}}')


def test_without_a_publication_the_api_page_says_what_to_do(page: Page, studio: Studio) -> None:
    api = panel(page, "API")
    expect(api.get_by_text("Publish the component")).to_be_visible()


def test_what_is_not_published_cannot_store_in_a_debugged_run(page: Page, studio: Studio) -> None:
    debug = panel(page, "Debug")
    type_order(debug, "O-1")
    debug.get_by_role("button", name="Run", exact=True).click()
    expect(debug.get_by_text("Update entry failed")).to_be_visible()
    expect(debug.get_by_role("list", name="Steps of the run").get_by_text("Get action model")).to_be_visible()


def test_it_is_published(page: Page, studio: Studio) -> None:
    studio.ready_to_publish()
    page.get_by_role("link", name="Publication", exact=True).click()
    page.get_by_role("checkbox", name=TITLE).check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("region", name="Result").get_by_role("heading")).to_have_text("1 component is live")
    page.get_by_role("link", name="Components", exact=True).click()
    page.get_by_role("row").filter(has_text=TITLE).click()
    studio.tab("Data flow 1")


def test_a_debugged_run_stops_at_breakpoints_and_shows_the_items(page: Page, studio: Studio) -> None:
    debug = panel(page, "Debug")
    type_order(debug, "O-2")
    page.get_by_role("button", name="Stop before Update entry").click()
    debug.get_by_role("button", name="Run", exact=True).click()
    expect(debug.get_by_text("Stopped")).to_be_visible()
    expect(debug.get_by_role("figure", name="Items after Get action model")).to_contain_text('"OrderNumber": "O-2"')
    debug.get_by_role("button", name="Step").click()
    expect(debug.get_by_role("figure", name="Items after Update entry")).to_contain_text('"OrderNumber": "O-2"')
    shot(page, "studio-flow-debug")
    debug.get_by_role("button", name="Continue").click()
    expect(debug.get_by_text("Completed")).to_be_visible()


def test_the_api_page_describes_the_flow_and_sends_a_request(page: Page, studio: Studio) -> None:
    api = panel(page, "API")
    expect(api.get_by_text("POST /api/v1/run/")).to_be_visible()
    expect(api.get_by_role("figure", name="Response", exact=True)).to_contain_text('"array"')
    type_order(api, "O-3")
    api.get_by_role("button", name="Send").click()
    # Nothing of the debugged runs was stored: this is the first entry that stays.
    expect(api.get_by_role("figure", name="Answer")).to_contain_text('"OrderNumber": "O-3"')
    shot(page, "studio-flow-api")


def test_a_trace_is_a_run_of_the_log(page: Page, studio: Studio) -> None:
    trace = panel(page, "Trace")
    type_order(trace, "O-4")
    trace.get_by_role("button", name="Run and record").click()
    expect(trace.get_by_role("figure", name="Items after Write response")).to_contain_text('"OrderNumber": "O-4"')
    shot(page, "studio-flow-trace")
    runs = panel(page, "Runs")
    rows = runs.get_by_role("table", name="Runs").get_by_role("row")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("Recorded")
    expect(rows.nth(2)).to_contain_text("HTTP API")
    rows.nth(1).get_by_role("button").click()
    expect(runs.get_by_role("figure", name="Items after Write response")).to_contain_text('"OrderNumber": "O-4"')
    shot(page, "studio-flow-runs")


def test_another_system_starts_it_by_a_webhook(page: Page, studio: Studio, running: Running) -> None:
    hooks = panel(page, "Webhooks")
    hooks.get_by_role("button", name="New webhook").click()
    dialog = page.get_by_role("dialog", name="New webhook")
    dialog.get_by_label("Name", exact=False).first.fill("Shop orders")
    shot(page, "studio-webhook-new")
    dialog.get_by_role("button", name="Make webhook").click()
    secret = page.get_by_role("dialog", name="Secret of Shop orders")
    given = secret.get_by_role("textbox", name="Secret").input_value()
    shot(page, "studio-webhook-secret")
    secret.get_by_role("button", name="Done").click()
    address = hooks.get_by_role("cell").nth(1).inner_text()
    order = json.dumps({"id": 0, "data": {"OrderNumber": "O-5"}}).encode()
    with httpx.Client(verify=False) as shop:
        for proof in (github(given, order), github("not-the-secret-at-all", order)):
            shop.post(address, content=order, headers={"content-type": "application/json", **proof})
    hooks.get_by_role("button", name="Deliveries of Shop orders").click()
    rows = hooks.get_by_role("table", name="Deliveries of Shop orders").get_by_role("row")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("Refused: another signature")
    expect(rows.nth(2)).to_contain_text("Accepted")
    shot(page, "studio-webhooks")


def test_the_input_dataflow_is_made_when_it_is_wanted_and_starts_by_a_schedule(page: Page, studio: Studio) -> None:
    studio.tab("Input dataflow")
    shot(page, "studio-input-dataflow")
    page.get_by_role("button", name="Make the Input dataflow").click()
    page.get_by_role("button", name="Add step").click()
    page.get_by_role("combobox", name="Search steps").fill("Get ")
    expect(page.get_by_role("option", name="Get empty model")).to_be_visible()
    expect(page.get_by_role("option", name="Get action model")).to_have_count(0)
    page.get_by_role("option", name="Get empty model").click()
    shot(page, "studio-input-dataflow-made")
    studio.tab("Settings")
    page.get_by_role("combobox", name="Schedule").fill("0 6 * * 1-5")
    expect(page.get_by_text("Monday to Friday at 06:00.")).to_be_visible()
    expect(page.get_by_text("zone UTC")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Run as user").fill("adm")
    page.get_by_role("option").first.click()
    page.get_by_text("Monday to Friday at 06:00.").scroll_into_view_if_needed()
    shot(page, "studio-schedule")
    studio.save()
    expect(page.get_by_role("region", name="Error list")).to_contain_text("1 hint")
    expect(page.get_by_role("region", name="Error list")).not_to_contain_text("error", ignore_case=False)
    studio.tab("Data flow 1")


def test_the_database_tab_says_what_goes_into_queries(page: Page, studio: Studio) -> None:
    database = panel(page, "What the database does")
    expect(database.get_by_text("No query in this flow")).to_be_visible()
    database.get_by_role("button", name="Published").click()
    expect(database.get_by_text("No query in this flow")).to_be_visible()
    shot(page, "studio-flow-database")
