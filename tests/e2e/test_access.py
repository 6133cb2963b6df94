"""Who may do what, given and taken through Studio's own screens, as the one it is about meets it in Workplace.

The tests of this file are the steps of one story and run in order.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.access import Access
from tests.e2e.conftest import DESKTOP, PASSWORD, PHONE, Running, open_context, shot, shots
from tests.e2e.studio import Studio
from tests.e2e.workplace import Invoices

EXAMPLE = Path(__file__).parents[2] / "examples" / "invoice-inventory"
COMPONENT = json.loads((EXAMPLE / "components" / "invoice-inventory" / "component.json").read_text())["key"]
TITLE = "Invoice Inventory"
PERMISSIONS, ROLE, USER = "Invoices, everything", "Accountants", "grace"
TABLET: ViewportSize = {"width": 768, "height": 1024}
NOTHING = "Nothing here yet"
VIEWING = "Viewing as a user"


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    """The administrator's browser; the invoices of the first tutorial are live."""
    environment = {**os.environ, "AQTRA_DATA_DIR": str(running.data_dir)}
    for command in (["import", str(EXAMPLE)], ["publish"]):
        subprocess.run([sys.executable, "-m", "aqtra.cli.main", "app", *command], env=environment, check=True)
    with open_context(browser, running, reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def studio(page: Page) -> Studio:
    return Studio(page)


@pytest.fixture(scope="module")
def access(page: Page) -> Access:
    return Access(page)


@pytest.fixture(scope="module")
def invoices(browser: Browser, running: Running) -> Iterator[Invoices]:
    """Workplace in a second browser, for the user it is about."""
    with open_context(browser, running, reduced_motion="reduce") as context:
        yield Invoices(context.new_page())


def sees_nothing(invoices: Invoices) -> None:
    """Neither the menu item nor the entries by their address."""
    page = invoices.page
    page.goto("/")
    expect(page.get_by_text(NOTHING)).to_be_visible()
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)
    assert page.request.get(f"/api/v1/entries/{COMPONENT}").status == 404


def test_step_1_a_component_is_restricted_and_published(page: Page, studio: Studio, running: Running) -> None:
    studio.first_sign_in(running.one_time_password, PASSWORD)
    token = page.request.get("/api/v1/session").json()["csrf_token"]
    for number, name in (("N-1", "Paper"), ("N-2", "Pens")):
        made = page.request.post(
            f"/api/v1/entries/{COMPONENT}",
            data={"name": name, "data": {"InvoiceName": name, "InvoiceNumber": number}},
            headers={"X-Aqtra-Token": token},
        )
        assert made.status == 201, made.text()
    studio.open_definition(TITLE)
    studio.tab("Settings")
    page.get_by_role("switch", name="Restrict access").check()
    shot(page, "access-restrict")
    studio.hand_over(TITLE)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("region", name="Result").get_by_role("heading")).to_have_text("1 component is live")


def test_step_2_a_new_user_sees_neither_menu_item_nor_entries(page: Page, access: Access, invoices: Invoices) -> None:
    access.open("Users")
    access.add("user", User_name=USER, First_name="Grace", Last_name="Hopper")
    expect(page.get_by_role("dialog", name="One-time password")).to_be_visible()
    shot(page, "access-password")
    given = access.one_time_password(USER)
    expect(page.get_by_role("textbox", name="First name")).to_have_value("Grace")
    theirs = invoices.page
    theirs.goto("/")
    theirs.get_by_label("User name").fill(USER)
    theirs.get_by_role("textbox", name="Password").fill(given)
    theirs.get_by_role("button", name="Sign in").click()
    theirs.get_by_role("textbox", name="Current password").fill(given)
    theirs.get_by_role("textbox", name="New password", exact=True).fill(PASSWORD)
    theirs.get_by_role("textbox", name="Repeat the new password").fill(PASSWORD)
    theirs.get_by_role("button", name="Save password").click()
    expect(theirs.get_by_text(NOTHING)).to_be_visible()
    sees_nothing(invoices)


def test_step_3_a_permission_set_names_the_component(page: Page, access: Access) -> None:
    access.open("Permissions")
    expect(page.get_by_text("No permission sets yet")).to_be_visible()
    access.add("permission set", Name=PERMISSIONS)
    access.tick("Update", TITLE)
    expect(page.get_by_role("checkbox", name=f"Read, {TITLE}", exact=True)).to_be_checked()
    expect(page.get_by_text("Read is ticked too")).to_be_visible()
    access.tick("Full", TITLE)
    access.save()
    shots(page, "access-permissions")


def test_step_4_a_role_in_system_shows_everything(page: Page, access: Access, invoices: Invoices) -> None:
    access.open("Roles")
    access.add("role", Name=ROLE)
    access.give("Permission set", PERMISSIONS)
    access.save()
    shots(page, "access-role")
    access.open("Users")
    page.get_by_role("row").filter(has_text=USER).click()
    access.give("Role", ROLE)
    access.save()
    invoices.page.goto("/")
    invoices.open_list()
    expect(invoices.rows).to_have_count(2)


def test_step_5_without_the_role_nothing_is_left(page: Page, access: Access, invoices: Invoices) -> None:
    page.get_by_role("button", name=f"Remove role {ROLE}").click()
    access.save()
    sees_nothing(invoices)


def test_step_6_in_the_context_of_one_entry_only_that_one_is_seen(
    page: Page, access: Access, invoices: Invoices
) -> None:
    access.narrow(access.give("Role", ROLE), TITLE, "Pens")
    access.save()
    shots(page, "access-user")
    invoices.page.goto("/")
    invoices.open_list()
    expect(invoices.rows).to_have_count(1)
    expect(invoices.rows.first).to_contain_text("N-2")


def test_step_7_every_right_says_where_it_comes_from(page: Page) -> None:
    page.get_by_role("tab", name="Rights").click()
    row = page.get_by_role("row").filter(has_text="Delete")
    for words in (TITLE, f"{TITLE}, Pens #2", ROLE, PERMISSIONS):
        expect(row).to_contain_text(words)
    page.get_by_role("tab", name="Explain").click()
    page.get_by_role("combobox", name="Component").click()
    page.get_by_role("option", name=TITLE, exact=True).click()
    page.get_by_role("combobox", name="Entry").fill("Paper")
    page.get_by_role("option", name="Paper").click()
    expect(page.get_by_text("The user does not see this entry")).to_be_visible()
    page.set_viewport_size(TABLET)
    shot(page, "access-explain-tablet")
    page.set_viewport_size(PHONE)
    shot(page, "access-explain-phone")
    page.set_viewport_size(DESKTOP)


def test_step_8_the_administrator_sees_what_the_user_sees(page: Page) -> None:
    page.get_by_role("banner").get_by_role("button", name="View as").click()
    dialog = page.get_by_role("alertdialog", name=f"View Workplace as {USER}?")
    shot(page, "view-as-question")
    with page.context.expect_page() as opened:
        dialog.get_by_role("button", name="View as user").click()
    theirs = Invoices(opened.value)
    banner = theirs.page.get_by_role("region", name=VIEWING)
    expect(banner).to_contain_text("You see Workplace as Grace Hopper. Nothing can be changed.")
    theirs.open_list()
    expect(theirs.rows).to_have_count(1)
    expect(theirs.rows.first).to_contain_text("N-2")
    shots(theirs.page, "view-as")
    theirs.rows.first.dblclick()
    theirs.type("Invoice Name", "Changed")
    theirs.save()
    expect(theirs.page.get_by_text("You are viewing as another user").first).to_be_visible()
    shot(theirs.page, "view-as-refused")
    expect(page.get_by_role("region", name=VIEWING)).to_contain_text("Workplace is shown as Grace Hopper")
    shots(page, "view-as-studio")
    banner.get_by_role("button", name="Stop viewing").click()
    expect(banner).to_be_hidden()
    theirs.page.goto("/")
    theirs.open_list()
    expect(theirs.rows).to_have_count(2)
    # Studio heard of it by itself.
    expect(page.get_by_role("region", name=VIEWING)).to_be_hidden()
    theirs.page.close()


def test_step_9_a_deactivated_user_is_signed_out(page: Page, access: Access, invoices: Invoices) -> None:
    page.get_by_role("tab", name="Profile and roles").click()
    page.get_by_role("switch", name="Active").click()
    page.get_by_role("banner").get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("alertdialog", name=f"Deactivate {USER}?").get_by_role("button", name="Deactivate user").click()
    expect(page.get_by_text("The user is deactivated and signed out everywhere")).to_be_visible()
    invoices.page.goto("/")
    expect(invoices.page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_step_10_what_is_used_is_not_deleted(page: Page, access: Access) -> None:
    access.open("Permissions")
    page.get_by_role("row").filter(has_text=PERMISSIONS).get_by_role("button", name="Delete").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete permission set").click()
    dialog = page.get_by_role("dialog", name=f"“{PERMISSIONS}” is still in use")
    expect(dialog.get_by_role("listitem")).to_have_text([ROLE])
    shot(page, "access-in-use")
    dialog.get_by_role("button", name="Close").click()
