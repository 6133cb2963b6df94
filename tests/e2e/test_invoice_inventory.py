"""Tutorial 1 (studio.md 13.1), done through Studio's own screens from an empty database, then used in Workplace.

The tests of this file are the steps of one story and run in order.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PASSWORD, Running, open_context, shot
from tests.e2e.studio import Studio
from tests.e2e.workplace import Invoices

STATES = ["0|Under Review", "1|Accepted for Payment", "2|Rejected", "3|Paid", "4|Overdue"]
PROPERTIES = ["InvoiceName", "InvoiceState", "InvoiceNumber", "InvoiceTotalValue", "InvoiceDueDate"]
COLUMNS = {
    "Invoice Name": "InvoiceName",
    "Invoice Number": "InvoiceNumber",
    "Invoice Due Date": "InvoiceDueDate",
    "Invoice Total Value": "InvoiceTotalValue",
    "Invoice Status": "InvoiceState",
}


@pytest.fixture(scope="module")
def page(browser: Browser, running: Running) -> Iterator[Page]:
    with open_context(browser, running) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def studio(page: Page) -> Studio:
    return Studio(page)


def test_the_administrator_signs_in_once_and_chooses_a_password(page: Page, studio: Studio, running: Running) -> None:
    studio.first_sign_in(running.one_time_password, PASSWORD)
    shot(page, "studio-home")


def test_step_1_and_2_a_component_without_properties_is_saved_with_a_warning(page: Page, studio: Studio) -> None:
    studio.add_component("Invoice Inventory")
    expect(page.get_by_role("radio", name="Private")).to_be_checked()
    expect(page.get_by_role("checkbox", name="digital-workplace")).to_be_checked()
    expect(page.get_by_role("region", name="Error list")).to_contain_text("1 warning")
    studio.tab("Definition")
    expect(page.get_by_role("tablist", name="Pages").get_by_role("tab")).to_have_text(["Main page"])


def test_step_3_the_first_property_brings_the_system_fields(page: Page, studio: Studio) -> None:
    page.get_by_role("button", name="Add property").click()
    for field in ("id", "name", "createdDate", "updateDate", "creatorSubject", "changeAuthor"):
        row = studio.property_row(field)
        expect(row).to_be_visible()
        expect(row.get_by_role("button")).to_have_count(0)
    row = studio.property_row("Property_1")
    expect(row).to_contain_text("Property_1:String")
    expect(row.get_by_role("button", name="Edit Property_1")).to_be_attached()
    expect(row.get_by_role("button", name="Delete Property_1")).to_be_attached()


def test_step_4_five_properties_with_their_rules(page: Page, studio: Studio) -> None:
    add = page.get_by_role("button", name="Add property")
    studio.define_property("InvoiceName", "Invoice Name")
    add.click()
    studio.define_property("InvoiceNumber", "Invoice Number")
    studio.panel.get_by_role("switch", name="Primary key").click()
    studio.set_text(studio.panel, "Min length", "2")
    add.click()
    studio.define_property("InvoiceDueDate", "Invoice Due Date", "DateTime")
    add.click()
    studio.define_property("InvoiceTotalValue", "Invoice Total Value", "Number")
    studio.set_text(studio.panel, "Minimum", "0")
    add.click()
    studio.define_property("InvoiceState", "Invoice Status", "Integer")
    studio.panel.get_by_role("switch", name="Enum").click()
    studio.set_text(studio.panel, "Values", "\n".join(STATES))
    shot(page, "studio-object-model")
    studio.save()


def test_step_5_the_main_page_is_renamed(page: Page, studio: Studio) -> None:
    studio.open_page("Main page")
    studio.set_text(studio.panel, "Name", "Add/View Invoices")
    studio.set_text(studio.panel, "Title", "Add/View Invoices")
    expect(page.get_by_role("tablist", name="Pages").get_by_role("tab")).to_have_text(["Add/View Invoices"])


def test_step_6_properties_dragged_onto_the_page_become_labelled_controls(page: Page, studio: Studio) -> None:
    for number, name in enumerate(PROPERTIES):
        studio.drag(studio.property_row(name), studio.canvas, at=(0.5, 0.95 if number else 0.5))
    for label in ("Invoice Name", "Invoice Number"):
        expect(studio.canvas.get_by_role("textbox", name=label)).to_be_attached()
    expect(studio.canvas.get_by_role("combobox", name="Invoice Status")).to_be_attached()
    expect(studio.canvas.get_by_label("Invoice Total Value").first).to_be_attached()
    expect(studio.canvas.get_by_label("Invoice Due Date").first).to_be_attached()


def test_step_7_a_second_page_with_a_panel_and_a_grid(page: Page, studio: Studio) -> None:
    studio.drag(studio.tool("Page"), studio.canvas)
    expect(page.get_by_role("tablist", name="Pages").get_by_role("tab", name="New page 1")).to_be_visible()
    studio.set_text(studio.panel, "Name", "All Invoices")
    studio.set_text(studio.panel, "Title", "All Invoices")
    studio.drag(studio.tool("Panel"), studio.canvas)
    studio.drag(studio.tool("Data Grid"), studio.canvas.get_by_text("Drop elements here"))


def test_step_8_the_grid_shows_the_invoices(page: Page, studio: Studio) -> None:
    studio.choose(studio.panel, "Component", "Invoice Inventory")
    for number, (title, field) in enumerate(COLUMNS.items(), start=1):
        studio.panel.get_by_role("button", name="Add column").click()
        studio.panel.get_by_role("button", name=f"Column {number}", exact=True).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("textbox", name="Translation value").fill(title)
        dialog.get_by_role("combobox", name="Add field").click()
        page.get_by_role("option", name=f"data.{field}").click()
        for switch in ("Sortable", "Filterable"):
            dialog.get_by_role("switch", name=switch).click()
        expect(dialog.get_by_role("switch", name="Show header")).to_be_checked()
        if number == 1:
            shot(page, "studio-grid-column")
        dialog.get_by_role("button", name="OK").click()
        expect(dialog).to_be_hidden()
    actions = studio.panel.get_by_role("region", name="Actions")
    actions.get_by_role("switch", name="Show add button").click()
    studio.choose(actions, "Command type", "Edit record")
    for title in COLUMNS:
        expect(studio.canvas.get_by_text(title, exact=True)).to_be_visible()
    expect(studio.canvas.get_by_text("Add", exact=True)).to_be_visible()
    studio.save()


def test_step_9_two_buttons_on_the_form(page: Page, studio: Studio) -> None:
    studio.open_page("Add/View Invoices")
    for caption in ("Save", "Back to all invoices"):
        studio.drag(studio.tool("Button"), studio.canvas, at=(0.5, 0.9))
        studio.set_text(studio.panel, "Label", caption)
    studio.choose(studio.panel, "Command type", "Open page")
    studio.choose(studio.panel, "Component page", "All Invoices")
    studio.save()
    shot(page, "studio-editor")


def test_step_10_the_save_flow(page: Page, studio: Studio) -> None:
    studio.drag(studio.tool("Data flow"), studio.canvas)
    name = page.get_by_role("textbox", name="Name of the flow")
    expect(name).to_have_value("Data flow 1")
    name.fill("Save")
    name.press("Enter")
    for step in ("Get action model", "Update entry", "Write response"):
        page.get_by_role("button", name="Add step").click()
        page.get_by_role("combobox", name="Search steps").fill(step)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Update entry, Update entry").click()
    settings = page.get_by_role("complementary", name="Update entry")
    expect(settings.get_by_role("button", name="Get action model")).to_be_visible()
    settings.get_by_role("combobox", name="Component").click()
    page.get_by_role("option", name="Invoice Inventory").first.click()
    for label, value in (("Key field", "id"), ("Result variable", "_newInvoice")):
        box = settings.get_by_role("combobox", name=label)
        box.fill(value)
        box.press("Enter")
    settings.get_by_role("button", name="Map all by name").click()
    shot(page, "studio-flow")
    expect(page.get_by_role("region", name="Error list")).to_contain_text("No errors")
    studio.tab("Definition")
    studio.open_page("Add/View Invoices")
    studio.canvas.get_by_role("button", name="Save", exact=True).click(force=True)
    studio.choose(studio.panel, "Command type", "Execute dataflow")
    studio.choose(studio.panel, "Linked data flow", "Save")
    studio.save()


def test_step_11_nine_stages_publish_it(page: Page, studio: Studio) -> None:
    studio.ready_to_publish()
    page.get_by_role("link", name="Publication", exact=True).click()
    page.get_by_role("checkbox", name="Invoice Inventory").check()
    page.get_by_role("button", name="Publish").click()
    result = page.get_by_role("region", name="Result")
    expect(result.get_by_role("heading")).to_have_text("1 component is live")
    expect(result.get_by_text("Invoice Inventory")).to_be_visible()
    expect(result.get_by_role("listitem").filter(has_text="Complete")).to_have_count(9)
    shot(page, "studio-publication")
    page.get_by_role("link", name="Components", exact=True).click()
    row = page.get_by_role("row").filter(has_text="Invoice Inventory")
    expect(row.get_by_role("cell", name="Yes")).to_be_visible()


def test_step_12_a_menu_item_opens_the_list(page: Page) -> None:
    page.get_by_role("link", name="Home", exact=True).click()
    page.get_by_role("link", name="Navigation menu").click()
    page.get_by_role("button", name="Add menu item").click()
    item = page.get_by_role("complementary", name="Menu item")
    item.get_by_role("combobox", name="Component").click()
    page.get_by_role("option", name="Invoice Inventory").first.click()
    item.get_by_role("combobox", name="Open page").click()
    page.get_by_role("option", name="All Invoices").click()
    item.get_by_role("textbox", name="Translation value").fill("Invoice Inventory")
    shot(page, "studio-menu")
    button = page.get_by_role("banner").get_by_role("button", name="Save", exact=True)
    button.click()
    expect(button).to_be_disabled()


@pytest.fixture(scope="module")
def invoices(browser: Browser, running: Running) -> Iterator[Invoices]:
    """Workplace in a browser of its own: nobody is signed in yet."""
    with open_context(browser, running) as context:
        yield Invoices(context.new_page())


DUE = {"Day": "15", "Month": "01", "Year": "2026", "Hours": "10", "Minutes": "30"}


def test_step_13a_a_visitor_signs_in_and_sees_an_empty_list(invoices: Invoices) -> None:
    page = invoices.page
    page.goto("/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    shot(page, "workplace-sign-in")
    page.get_by_label("User name").fill("admin")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    invoices.open_list()
    expect(invoices.main.get_by_text("No data to display")).to_be_visible()
    for title in COLUMNS:
        header = invoices.main.get_by_role("columnheader", name=title)
        expect(header.get_by_role("button", name=title, exact=True)).to_be_visible()
        expect(header.get_by_role("button", name=f"Filter {title}")).to_be_visible()


def test_step_13b_a_new_invoice_is_stored_and_listed(invoices: Invoices) -> None:
    invoices.add()
    invoices.fill("Paper", "N-1", "12.50", "Accepted for Payment", **DUE)
    invoices.saved()
    shot(invoices.page, "workplace-form")
    invoices.back()
    expect(invoices.rows).to_have_count(1)
    for text in ("Paper", "N-1", "12.50", "Accepted for Payment", "15 Jan 2026"):
        expect(invoices.rows.first).to_contain_text(text)


def test_step_13c_a_click_on_a_row_opens_that_invoice_and_saving_updates_it(invoices: Invoices) -> None:
    invoices.rows.first.get_by_text("Paper").click()
    expect(invoices.field("Invoice Name")).to_have_value("Paper")
    address = invoices.page.url
    assert address.endswith("/1")
    invoices.type("Invoice Name", "Paper and ink")
    invoices.save()
    expect(invoices.page.get_by_role("banner").get_by_text("Unsaved changes").first).to_be_hidden()
    assert invoices.page.url == address
    invoices.back()
    expect(invoices.rows).to_have_count(1)
    expect(invoices.rows.first).to_contain_text("Paper and ink")


def test_step_13d_an_existing_number_is_refused_and_the_same_name_is_fine(invoices: Invoices) -> None:
    invoices.add()
    invoices.fill("Paper and ink", "N-1", "7", "Under Review", **DUE)
    invoices.save()
    expect(invoices.main.get_by_role("alert")).to_contain_text("Invoice Number")
    expect(invoices.field("Invoice Number")).to_have_attribute("aria-invalid", "true")
    shot(invoices.page, "workplace-duplicate")
    invoices.back()
    expect(invoices.rows).to_have_count(1)
    invoices.add()
    invoices.fill("Paper and ink", "N-2", "7", "Under Review", **DUE)
    invoices.saved()
    invoices.back()
    expect(invoices.rows).to_have_count(2)


def test_step_13e_rules_are_shown_below_the_fields(invoices: Invoices) -> None:
    invoices.add()
    invoices.fill("Pens", "7", "-1", "Under Review", **DUE)
    invoices.save()
    alert = invoices.main.get_by_role("alert")
    expect(alert).to_contain_text("Invoice Number")
    expect(alert).to_contain_text("Invoice Total Value")
    expect(invoices.field("Invoice Number")).to_be_focused()
    shot(invoices.page, "workplace-rules")
    invoices.back()
    expect(invoices.rows).to_have_count(2)


@pytest.mark.parametrize(
    ("data", "broken"),
    [
        ({"InvoiceNumber": "7"}, {"data.InvoiceNumber": "min_length"}),
        ({"InvoiceNumber": "N-9", "InvoiceTotalValue": "-1"}, {"data.InvoiceTotalValue": "minimum"}),
        ({"InvoiceNumber": "N-9", "InvoiceState": 9}, {"data.InvoiceState": "enum"}),
        ({"InvoiceNumber": "N-1"}, {"data.InvoiceNumber": "unique"}),
    ],
)
def test_step_13e_the_api_refuses_the_same(invoices: Invoices, data: dict[str, object], broken: dict[str, str]) -> None:
    component = invoices.page.url.split("/c/")[1].split("/")[0]
    token = invoices.page.request.get("/api/v1/session").json()["csrf_token"]
    address = f"/api/v1/entries/{component}"
    answer = invoices.page.request.post(address, data={"data": data}, headers={"X-Aqtra-Token": token})
    assert answer.status in (409, 422)
    assert {field["field"]: field["rule"] for field in answer.json()["fields"]} == broken
    assert invoices.page.request.get(f"{address}?$count=true").json()["@odata.count"] == 2


def test_step_13f_leaving_without_saving_discards_the_change(invoices: Invoices) -> None:
    invoices.rows.filter(has_text="N-1").get_by_text("Paper and ink").click()
    expect(invoices.field("Invoice Number")).to_have_value("N-1")
    invoices.type("Invoice Name", "Not to be kept")
    expect(invoices.page.get_by_role("banner").get_by_text("Unsaved changes").first).to_be_visible()
    invoices.back()
    expect(invoices.rows).to_have_count(2)
    expect(invoices.rows.filter(has_text="Not to be kept")).to_have_count(0)


def test_step_13g_sorting_works_on_all_columns_and_filters_combine(invoices: Invoices) -> None:
    more = [
        ("Acme desk", "N-3", "250.00", "Paid", "20"),
        ("acme chair", "N-4", "99.99", "Paid", "25"),
        ("Lamp", "N-5", "1000.10", "Overdue", "28"),
    ]
    for name, number, total, state, day in more:
        invoices.add()
        invoices.fill(name, number, total, state, **{**DUE, "Day": day})
        invoices.saved()
        invoices.back()
    expect(invoices.rows).to_have_count(5)
    shot(invoices.page, "workplace-grid")
    smallest = {
        "Invoice Name": None,
        "Invoice Number": "N-1",
        "Invoice Due Date": "N-1",
        "Invoice Total Value": "N-2",
        "Invoice Status": "N-2",
    }
    for column, first in smallest.items():
        invoices.sort(column)
        header = invoices.main.get_by_role("columnheader", name=column)
        expect(header).to_have_attribute("aria-sort", "ascending")
        if first is not None:
            expect(invoices.rows.first).to_contain_text(first)
        invoices.sort(column)
        expect(header).to_have_attribute("aria-sort", "descending")
    invoices.filter("Invoice Status", None, "Paid")
    expect(invoices.rows).to_have_count(2)
    invoices.filter("Invoice Name", "contains", "ACME")
    expect(invoices.rows).to_have_count(2)
    january = {"Month": "01", "Year": "2026"}
    invoices.filter("Invoice Due Date", "between", {"From": {"Day": "18", **january}, "To": {"Day": "26", **january}})
    expect(invoices.rows).to_have_count(2)
    invoices.filter("Invoice Total Value", "greater than", "100")
    expect(invoices.rows).to_have_count(1)
    expect(invoices.rows.first).to_contain_text("Acme desk")
    shot(invoices.page, "workplace-filters")
