"""A property is marked *Encrypted* in the editor; people go on as before, the database and its history know nothing.

The tests of this file are the steps of one story and run in order.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PASSWORD, Running, open_context, shot, shots
from tests.e2e.maintenance import Maintenance
from tests.e2e.studio import Studio

TITLE = "Staff"
NUMBER, OTHER = "DE02 1203 0000 0000 2020 51", "DE02 5001 0517 0137 0750 04"


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    with open_context(browser, running, reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def studio(page: Page) -> Studio:
    return Studio(page)


@pytest.fixture(scope="module")
def maintenance(page: Page) -> Maintenance:
    return Maintenance(page)


def test_step_1_a_property_is_marked(page: Page, studio: Studio, running: Running) -> None:
    studio.first_sign_in(running.one_time_password, PASSWORD)
    studio.add_component(TITLE)
    studio.tab("Definition")
    page.get_by_role("button", name="Add property").click()
    studio.define_property("Account", "Bank account")
    studio.panel.get_by_role("switch", name="Query").click()
    encrypted = studio.panel.get_by_role("switch", name="Encrypted")
    encrypted.click()
    expect(encrypted).to_be_checked()
    shots(page, "encrypted-property")
    studio.choose(studio.panel, "Property type", "File")
    expect(encrypted).to_have_count(0)
    studio.choose(studio.panel, "Property type", "String")
    encrypted.click()
    studio.hand_over(TITLE)
    page.get_by_role("button", name="Publish").click()
    result = page.get_by_role("region", name="Result")
    # Before, it tells of the component that the platform itself has published.
    expect(result).to_contain_text(TITLE)
    expect(result.get_by_role("heading")).to_have_text("1 component is live")


def test_step_2_entries_are_shown_and_found_by_whole_values(page: Page, maintenance: Maintenance) -> None:
    known = page.request.get("/api/v1/studio/components").json()
    component = next(one["key"] for one in known if one["title"] == TITLE)
    token = page.request.get("/api/v1/session").json()["csrf_token"]
    for number in (NUMBER, OTHER):
        made = page.request.post(
            f"/api/v1/entries/{component}", data={"data": {"Account": number}}, headers={"X-Aqtra-Token": token}
        )
        assert made.status == 201, made.text()
    page.request.patch(
        f"/api/v1/entries/{component}/1", data={"data": {"Account": OTHER}}, headers={"X-Aqtra-Token": token}
    )
    maintenance.open("Entries")
    maintenance.choose_component(TITLE)
    assert sorted(maintenance.column("Bank account")) == [OTHER, OTHER]
    header = maintenance.grid.get_by_role("columnheader", name="Bank account")
    expect(header.get_by_role("button", name="Bank account", exact=True)).to_have_count(0)
    maintenance.grid.get_by_role("button", name="Filter Bank account").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Condition").click()
    expect(page.get_by_role("option")).to_have_text(["equals", "does not equal", "is empty", "is not empty"])
    shot(page, "encrypted-filter")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def test_step_3_history_tells_that_it_changed_and_not_from_what(page: Page, maintenance: Maintenance) -> None:
    maintenance.rows.last.click()
    history = page.get_by_role("dialog").get_by_role("list", name="History")
    expect(history).to_contain_text("••••••")
    expect(history).not_to_contain_text(NUMBER)
    shot(page, "encrypted-history")
