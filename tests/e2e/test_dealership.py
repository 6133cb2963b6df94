"""Tutorial 2 (studio.md 13.2): the first component built by hand in Studio, the whole application used in Workplace.

The tests of this file are the steps of one story and run in order.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import PASSWORD, Running, open_context, shot
from tests.e2e.studio import Studio
from tests.e2e.workplace import Invoices

EXAMPLE = Path(__file__).parents[2] / "examples" / "dealership"
TITLE = "Transaction Specialists"
CAR = {"VIN": "WVW1", "Car Brand": "Volkswagen", "Car Model": "Golf", "Color": "red"}
NUMBERS = {"Year of manufacture": "2020", "Price of the car": "15999.90"}


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    with open_context(browser, running) as context:
        page = context.new_page()
        Studio(page).first_sign_in(running.one_time_password, PASSWORD)
        yield page


@pytest.fixture(scope="module")
def studio(page: Page) -> Studio:
    return Studio(page)


@pytest.fixture(scope="module")
def workplace(page: Page) -> Invoices:
    return Invoices(page)


def test_step_1_and_2_a_property_and_its_page(page: Page, studio: Studio) -> None:
    studio.add_component(TITLE)
    studio.tab("Definition")
    page.get_by_role("button", name="Add property").click()
    studio.define_property("manager_name", "Name")
    for switch in ("Required", "Query"):
        studio.panel.get_by_role("switch", name=switch, exact=True).click()
    studio.open_page("Main page")
    studio.drag(studio.property_row("manager_name"), studio.canvas)
    studio.drag(studio.tool("Button"), studio.canvas, at=(0.5, 0.9))
    studio.set_text(studio.panel, "Label", "Add a manager")
    studio.save()


def test_step_3_the_flow_is_wired_by_mouse_and_keyboard(page: Page, studio: Studio) -> None:
    studio.drag(studio.tool("Data flow"), studio.canvas)
    name = page.get_by_role("textbox", name="Name of the flow")
    name.fill("Add a manager")
    name.press("Enter")
    for step in ("Get action model", "Update entry", "Write response"):
        page.get_by_role("button", name="Add step").click()
        page.get_by_role("combobox", name="Search steps").fill(step)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Update entry, Update entry").click()
    settings = page.get_by_role("complementary", name="Update entry")
    settings.get_by_role("combobox", name="Component").click()
    page.get_by_role("option", name=TITLE).first.click()
    for label, value in (("Name field", "manager_name"), ("Result variable", "_newManager")):
        box = settings.get_by_role("combobox", name=label)
        box.fill(value)
        box.press("Enter")
    settings.get_by_role("button", name="Map all by name").click()
    expect(page.get_by_role("region", name="Error list").get_by_role("status")).to_have_text("1 hint")
    shot(page, "studio-dealership-flow")
    studio.tab("Definition")
    studio.canvas.get_by_role("button", name="Add a manager", exact=True).click(force=True)
    studio.choose(studio.panel, "Command type", "Execute dataflow")
    studio.choose(studio.panel, "Linked data flow", "Add a manager")
    studio.save()


def test_step_4_it_is_published_and_gets_a_place_in_the_menu(page: Page, studio: Studio) -> None:
    studio.ready_to_publish()
    page.get_by_role("link", name="Publication", exact=True).click()
    page.get_by_role("checkbox", name=TITLE).check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("region", name="Result").get_by_role("heading")).to_have_text("1 component is live")
    page.get_by_role("link", name="Home", exact=True).click()
    page.get_by_role("link", name="Navigation menu").click()
    page.get_by_role("button", name="Add menu item").click()
    item = page.get_by_role("complementary", name="Menu item")
    item.get_by_role("combobox", name="Component").click()
    page.get_by_role("option", name=TITLE).first.click()
    item.get_by_role("textbox", name="Translation value").fill(TITLE)
    button = page.get_by_role("banner").get_by_role("button", name="Save", exact=True)
    button.click()
    expect(button).to_be_disabled()


def open_menu(page: Page, title: str) -> None:
    page.get_by_role("navigation", name="Menu").get_by_role("link", name=title).click()


def stored_names(page: Page, component: str) -> list[str]:
    answer = page.request.get(f"/api/v1/entries/{component}?$orderby=id").json()
    return [entry["name"] for entry in answer["value"]]


def test_scenario_1_managers_are_added_and_an_empty_name_is_refused(page: Page, workplace: Invoices) -> None:
    page.goto("/")
    open_menu(page, TITLE)
    add = workplace.main.get_by_role("button", name="Add a manager", exact=True)
    component = page.url.split("/c/")[1].split("/")[0]
    add.click()
    expect(workplace.main.get_by_role("alert")).to_contain_text("Name")
    shot(page, "workplace-dealership-refused")
    workplace.type("Name", "Ada Lovelace")
    with page.expect_response(lambda response: response.url.endswith("/run")) as ran:
        add.click()
    assert ran.value.ok
    assert stored_names(page, component) == ["Ada Lovelace"]


@pytest.fixture(scope="module")
def imported(page: Page, running: Running) -> Page:
    """The whole application of the tutorial, beside what was built by hand."""
    for arguments in (("import", str(EXAMPLE)), ("publish",)):
        done = subprocess.run(
            [sys.executable, "-m", "aqtra.cli.main", "app", *arguments],
            env={**os.environ, "AQTRA_DATA_DIR": str(running.data_dir)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    page.goto("/")
    return page


def choose(page: Page, within: Locator, label: str, option: str) -> None:
    within.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).click()


def test_scenario_2_and_3_a_car_is_added_once(imported: Page, workplace: Invoices) -> None:
    page = imported
    open_menu(page, TITLE)
    workplace.type("Name", "Grace Hopper")
    with page.expect_response(lambda response: response.url.endswith("/run")):
        workplace.main.get_by_role("button", name="Add a manager", exact=True).click()
    open_menu(page, "Car fleet")
    for again in (False, True):
        workplace.main.get_by_role("button", name="Add a new car").click()
        for label, value in CAR.items():
            workplace.type(label, value)
        for label, value in NUMBERS.items():
            box = workplace.main.get_by_role("spinbutton", name=label)
            box.fill(value)
            box.press("Tab")
        with page.expect_response(lambda response: response.url.endswith("/run")) as ran:
            workplace.main.get_by_role("button", name="Add a new car").click()
        assert ran.value.status == (409 if again else 200)
        if again:
            expect(workplace.main.get_by_role("alert")).to_contain_text("VIN")
        workplace.main.get_by_role("button", name="Back to all cars").click()
        expect(workplace.rows).to_have_count(1)
    shot(page, "workplace-dealership-fleet")


def test_scenario_4_a_manager_is_appointed_and_the_car_leaves_the_grid(imported: Page, workplace: Invoices) -> None:
    page = imported
    workplace.rows.first.get_by_text("Golf").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name="VIN")).to_have_value("WVW1")
    expect(dialog.get_by_role("textbox", name="VIN")).to_be_disabled()
    choose(page, dialog, "Chosen Manager", "Grace Hopper")
    shot(page, "workplace-dealership-appoint")
    with page.expect_response(lambda response: response.url.endswith("/run")) as ran:
        dialog.get_by_role("button", name="Appoint a manager").click()
    assert ran.value.ok
    dialog.get_by_role("button", name="Back to all cars").click()
    expect(dialog).to_be_hidden()
    expect(workplace.main.get_by_text("No data to display")).to_be_visible()


def test_scenario_5_and_6_the_deal_is_done_and_leads_back_to_the_grid(imported: Page, workplace: Invoices) -> None:
    page = imported
    open_menu(page, "Managers grid")
    expect(workplace.rows.first).to_contain_text("Grace Hopper")
    workplace.rows.first.get_by_text("Golf").click()
    expect(workplace.field("VIN")).to_have_value("WVW1")
    shot(page, "workplace-dealership-contract")
    workplace.main.get_by_role("button", name="Deal is done").click()
    expect(workplace.main.get_by_text("No data to display")).to_be_visible()
    expect(page.get_by_role("navigation", name="Menu").get_by_role("link", name="Managers grid")).to_have_attribute(
        "aria-current", "page"
    )
