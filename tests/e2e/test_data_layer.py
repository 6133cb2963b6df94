"""The data of an application, kept through Studio's own screens: imported, looked through, exported, kept in order.

The tests of this file are the steps of one story and run in order.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.e2e import receipts as receipts_application
from tests.e2e.conftest import PASSWORD, Running, open_context, shot, shots
from tests.e2e.library import Library
from tests.e2e.maintenance import Maintenance
from tests.e2e.material import (
    BIG_CSV,
    BROKEN,
    CSV_BYTES,
    EXACT,
    GOOD,
    JOB,
    LEFT,
    PAID,
    PAYS,
    RECEIPTS,
    ROWS,
    SHOWN,
    TITLE,
    ended_before_it_is_asked_about,
    line_of,
    number_of,
    rows_of,
    total_of,
    write_invoices,
    write_picture,
    write_receipts,
)
from tests.e2e.receipts import Receipts, make_application
from tests.e2e.studio import Studio
from tests.e2e.workplace import Invoices


@pytest.fixture(scope="module")
def invoice_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_invoices(tmp_path_factory.mktemp("invoices") / "invoices.csv")


@pytest.fixture(scope="module")
def receipts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_receipts(tmp_path_factory.mktemp("receipts") / "receipts.csv")


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_picture(tmp_path_factory.mktemp("picture") / "logo.png")


@pytest.fixture(scope="module")
def signed_in(browser: Browser, running: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """The administrator's browser, with both applications imported by the command line and live."""
    application = make_application(tmp_path_factory.mktemp("application"))
    environment = {**os.environ, "AQTRA_DATA_DIR": str(running.data_dir)}
    for command in (["import", str(application)], ["publish"]):
        subprocess.run([sys.executable, "-m", "aqtra.cli.main", "app", *command], env=environment, check=True)
    with open_context(browser, running, reduced_motion="reduce") as context:
        yield context


@pytest.fixture(scope="module")
def page(signed_in: BrowserContext) -> Page:
    return signed_in.new_page()


@pytest.fixture(scope="module")
def studio(page: Page) -> Studio:
    return Studio(page)


@pytest.fixture(scope="module")
def maintenance(page: Page) -> Maintenance:
    return Maintenance(page)


@pytest.fixture(scope="module")
def library(page: Page) -> Library:
    return Library(page)


@pytest.fixture(scope="module")
def workplace(browser: Browser, running: Running, signed_in: BrowserContext) -> Iterator[BrowserContext]:
    """Workplace in a window of its own: a tab behind another draws one picture a second."""
    with open_context(browser, running, reduced_motion="reduce", storage_state=signed_in.storage_state()) as context:
        yield context


@pytest.fixture(scope="module")
def office(workplace: BrowserContext) -> Page:
    return workplace.new_page()


@pytest.fixture(scope="module")
def invoices(office: Page) -> Invoices:
    return Invoices(office)


@pytest.fixture(scope="module")
def receipts(office: Page) -> Receipts:
    return Receipts(office)


def test_step_1_an_application_made_elsewhere_is_live(studio: Studio, page: Page, running: Running) -> None:
    studio.first_sign_in(running.one_time_password, PASSWORD)
    page.get_by_role("link", name="Components", exact=True).click()
    expect(page.get_by_role("row").filter(has_text=TITLE).get_by_role("cell", name="Yes")).to_be_visible()


def test_step_2a_the_import_shows_what_is_wrong_before_anything_is_stored(
    page: Page, maintenance: Maintenance, invoice_file: Path
) -> None:
    maintenance.open("Entries")
    maintenance.choose_component(TITLE)
    expect(page.get_by_text(f"{TITLE} has no entries yet")).to_be_visible()
    page.get_by_role("banner").get_by_role("link", name="Import").click()
    maintenance.choose_import_file(invoice_file)
    expect(page.get_by_role("button", name="Choose another file")).to_be_visible()
    maintenance.next()
    errors = page.get_by_role("list", name="Refused rows").get_by_role("listitem")
    expect(errors).to_have_count(len(BROKEN))
    for invoice, (field, _) in BROKEN.items():
        expect(errors.filter(has_text=f"Line {line_of(invoice)}")).to_contain_text(field)
    for header, property_title in (("name", "Name of the entry"), ("InvoiceTotalValue", "Invoice Total Value")):
        expect(page.get_by_role("combobox", name=f"Property for {header}", exact=True)).to_have_text(property_title)
    expect(page.get_by_role("table").locator("tbody").get_by_role("row")).to_have_count(20)
    shot(page, "data-import-columns")


def test_step_2b_broken_rows_are_left_out_and_reported(page: Page, maintenance: Maintenance) -> None:
    maintenance.next()
    page.get_by_role("radio", name="Leave it out").check()
    page.route(JOB, ended_before_it_is_asked_about)
    page.get_by_role("button", name="Import", exact=True).click()
    job = page.get_by_role("article")
    expect(job).to_contain_text("Completed")
    page.unroute(JOB)
    for text in (f"{ROWS} rows", f"{len(GOOD)} created", f"{len(BROKEN)} refused"):
        expect(job).to_contain_text(text)
    shot(page, "data-import-result")
    report = rows_of(maintenance.fetch(job, "Report"))
    told = {int(row["line"]): (row["property"], row["rule"]) for row in report}
    assert told == {line_of(invoice): broken for invoice, broken in BROKEN.items()}
    assert all(row["message"] for row in report)


def test_step_3a_entries_are_searched_filtered_sorted_and_paged(page: Page, maintenance: Maintenance) -> None:
    page.get_by_role("link", name="Show entries").click()
    maintenance.range(f"1–25 of {len(GOOD)}")
    shots(page, "data-entries")
    maintenance.turn("Next")
    maintenance.range(f"26–50 of {len(GOOD)}")
    maintenance.turn("Previous")
    maintenance.range(f"1–25 of {len(GOOD)}")
    maintenance.search("invoice 0017")
    expect(maintenance.rows).to_have_count(1)
    expect(maintenance.rows).to_contain_text(number_of(17))
    maintenance.search("")
    maintenance.filter_choice("Invoice Status", "Paid")
    paid = [invoice for invoice in GOOD if invoice % 5 == PAID]
    maintenance.range(f"1–25 of {len(paid)}")
    maintenance.sort("Invoice Total Value")
    expect(maintenance.rows.first).to_contain_text(number_of(paid[0]))
    assert maintenance.column("Invoice Number") == [number_of(invoice) for invoice in paid[:25]]
    maintenance.turn("Next")
    expect(maintenance.rows).to_have_count(len(paid) - 25)
    maintenance.turn("First")
    maintenance.range(f"1–25 of {len(paid)}")


def test_step_4_an_export_holds_the_rows_on_screen(page: Page, maintenance: Maintenance) -> None:
    page.get_by_role("banner").get_by_role("button", name="Export").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="CSV").check()
    paid = [invoice for invoice in GOOD if invoice % 5 == PAID]
    expect(dialog.get_by_role("radio", name=f"{len(paid)} entries")).to_be_checked()
    dialog.get_by_role("switch", name="Titles for people").uncheck()
    dialog.get_by_role("button", name="Export").click()
    jobs = page.get_by_role("dialog", name="Jobs")
    job = jobs.get_by_role("article", name=f"Export of {TITLE} as CSV")
    expect(job).to_contain_text("Completed")
    shot(page, "data-jobs")
    exported = rows_of(maintenance.fetch(job, "Download"))
    assert [row["InvoiceNumber"] for row in exported] == [number_of(invoice) for invoice in paid]
    assert [row["InvoiceTotalValue"] for row in exported] == [total_of(invoice) for invoice in paid]
    assert {row["InvoiceState"] for row in exported} == {str(PAID)}
    maintenance.close(jobs)


def test_step_4b_a_long_import_tells_how_far_it_is(page: Page, maintenance: Maintenance, receipts_file: Path) -> None:
    maintenance.choose_component(receipts_application.TITLE)
    page.get_by_role("banner").get_by_role("link", name="Import").click()
    maintenance.choose_import_file(receipts_file)
    maintenance.next()
    expect(page.get_by_role("table").locator("tbody").get_by_role("row")).to_have_count(20)
    maintenance.next()
    page.get_by_role("button", name="Import", exact=True).click()
    job = page.get_by_role("article")
    expect(job.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("You may leave this page")).to_be_visible()
    page.get_by_role("link", name="Show entries").click()
    page.get_by_role("button", name="Jobs").click()
    jobs = page.get_by_role("dialog", name="Jobs")
    job = jobs.get_by_role("article", name=f"Import into {receipts_application.TITLE} from CSV")
    expect(job).to_contain_text("Completed", timeout=60_000)
    expect(job).to_contain_text(f"{RECEIPTS:,} created")
    maintenance.close(jobs)
    maintenance.range(f"1–25 of {RECEIPTS:,}")


def test_step_4c_a_form_keeps_every_digit(receipts: Receipts) -> None:
    receipts.open_list()
    entry = receipts.store(invoice=f"Invoice {PAYS:04}", amount=EXACT["Amount"], serial=EXACT["Serial"])
    receipts.page.reload()
    for label, value in SHOWN.items():
        expect(receipts.number(label)).to_have_value(value)
    shot(receipts.page, "data-exact-form")
    stored = receipts.stored(entry)
    assert {name: str(stored[name]) for name in EXACT} == EXACT


def test_step_4d_a_file_of_an_entry_is_shown_in_its_form_and_fetched_unchanged(
    receipts: Receipts, picture: Path
) -> None:
    entry = receipts.page.url.rsplit("/", 1)[1]
    receipts.attach_scan(entry, picture)
    receipts.page.reload()
    expect(receipts.main).to_contain_text(picture.name)
    shot(receipts.page, "data-file-form")
    assert receipts.scan(entry) == picture.read_bytes()


def test_step_3b_a_change_in_workplace_is_in_the_history(
    page: Page, maintenance: Maintenance, invoices: Invoices
) -> None:
    maintenance.choose_component(TITLE)
    maintenance.search(f"{3:04}")
    expect(maintenance.rows).to_have_count(1)
    invoices.page.goto("/")
    invoices.open_list()
    invoices.filter("Invoice Number", "equals", number_of(3))
    expect(invoices.rows).to_have_count(1)
    invoices.rows.first.get_by_text("Supplier 3").click()
    invoices.type("Invoice Name", "Supplier of paper")
    invoices.save()
    expect(invoices.page.get_by_role("banner").get_by_text("Unsaved changes").first).to_be_hidden()
    page.get_by_role("button", name="Refresh").click()
    panel = maintenance.open_entry(number_of(3))
    items = panel.get_by_role("list", name="History").locator("> li")
    expect(items).to_have_count(2)
    for text in ("Administrator", "changed the entry", "Invoice Name"):
        expect(items.first).to_contain_text(text)
    expect(items.first.get_by_text("Before: Supplier 3")).to_be_visible()
    expect(items.first.get_by_text("After: Supplier of paper")).to_be_visible()
    expect(items.last).to_contain_text("created the entry")
    shots(page, "data-entry-history")
    panel.get_by_role("tab", name="Values").click()
    expect(panel).to_contain_text(total_of(3))
    maintenance.close(panel)


def test_step_5a_files_are_uploaded_into_folders(page: Page, library: Library, picture: Path) -> None:
    library.open()
    expect(page.get_by_text("No files here yet")).to_be_visible()
    for folder in ("Pictures", "Price lists"):
        library.create_folder(folder)
    library.open_folder("Pictures")
    library.upload(picture)
    library.drop("prices.csv", "text/csv", CSV_BYTES)
    expect(library.uploads).to_contain_text("2 files uploaded")
    expect(library.files).to_have_count(2)
    expect(library.files.filter(has_text="logo.png")).to_contain_text("PNG image")
    prices = library.files.filter(has_text="prices.csv")
    expect(prices).to_contain_text("CSV table")
    expect(prices).to_contain_text(f"{len(CSV_BYTES)} bytes")
    shots(page, "data-files")


def test_step_5b_a_file_is_renamed_moved_and_fetched_unchanged(page: Page, library: Library) -> None:
    library.rename("prices.csv", "prices-2026.csv")
    expect(library.files.filter(has_text="prices-2026.csv")).to_be_visible()
    library.move("prices-2026.csv", "Price lists")
    expect(library.files).to_have_count(1)
    library.open_folder("Price lists")
    expect(library.files.filter(has_text="prices-2026.csv")).to_be_visible()
    fetched = library.download("prices-2026.csv")
    assert fetched.suggested_filename == "prices-2026.csv"
    assert Path(fetched.path()).read_bytes() == CSV_BYTES


def test_step_5c_an_upload_goes_on_where_the_connection_was_cut(page: Page, library: Library, tmp_path: Path) -> None:
    big = tmp_path / "all-prices.csv"
    big.write_bytes(BIG_CSV)
    arrived: list[str] = []
    page.on("requestfinished", lambda request: arrived.append(request.url) if "/parts/" in request.url else None)

    def cut(route: Route) -> None:
        page.context.set_offline(True)
        route.abort("connectionreset")

    page.route("**/parts/1", cut)
    library.upload(big)
    expect(library.uploads).to_contain_text("The connection was lost")
    shot(page, "data-upload-interrupted")
    page.unroute("**/parts/1")
    page.context.set_offline(False)
    expect(library.files.filter(has_text=big.name)).to_be_visible()
    assert [address.rsplit("/", 1)[1] for address in arrived] == ["0", "1"]
    assert Path(library.download(big.name).path()).read_bytes() == BIG_CSV


def test_step_5d_a_rule_keeps_other_types_out(page: Page, maintenance: Maintenance, library: Library) -> None:
    maintenance.open("File rules")
    page.get_by_role("textbox", name="Valid file types").fill("image/*, .csv")
    page.get_by_role("banner").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The rules hold from now on")).to_be_visible()
    library.open()
    library.drop("notes.txt", "text/plain", b"Buy paper.\n")
    refusal = library.uploads.get_by_role("alert")
    expect(refusal).to_contain_text("This type of file is not accepted: accepted are only: image/*, .csv")
    shot(page, "data-files-refused")
    library.uploads.get_by_role("button", name="Close the list of uploads").click()
    expect(page.get_by_text("No files here yet")).to_be_visible()


def test_step_5e_a_file_in_use_is_deleted_only_knowingly(page: Page, studio: Studio, library: Library) -> None:
    library.open_folder("Pictures")
    address = library.files.get_by_role("link", name="logo.png").get_attribute("href")
    page.get_by_role("link", name="Components", exact=True).click()
    page.get_by_role("row").filter(has_text=TITLE).click()
    page.get_by_role("tab", name="Settings").click()
    page.get_by_role("textbox", name="Description").fill(f"Its picture: {address}")
    studio.save()
    library.open()
    library.open_folder("Pictures")
    expect(library.files.filter(has_text="logo.png")).to_contain_text("1 place")
    library.act("logo.png", "Delete")
    page.get_by_role("button", name="Delete file").click()
    question = page.get_by_role("alertdialog", name="The file is still in use")
    expect(question).to_contain_text(TITLE)
    shot(page, "data-file-in-use")
    question.get_by_role("button", name="Delete it anyway").click()
    expect(page.get_by_text("Pictures is empty")).to_be_visible()


def test_step_6a_a_marked_entry_is_restored_and_then_removed(page: Page, maintenance: Maintenance) -> None:
    maintenance.open("Marked for deletion")
    expect(page.get_by_text("Nothing is marked for deletion")).to_be_visible()
    for action in ("Restore", "Delete"):
        maintenance.open("Entries")
        maintenance.choose_component(TITLE)
        maintenance.search("0020")
        expect(maintenance.rows).to_have_count(1)
        maintenance.mark(number_of(20))
        expect(page.get_by_text("Nothing matches the search and filters")).to_be_visible()
        maintenance.open("Marked for deletion")
        expect(maintenance.marked).to_have_count(1)
        maintenance.select_marked("Invoice 0020")
        if action == "Delete":
            maintenance.delete_selected("Delete 1 entry")
        else:
            page.get_by_role("button", name="Restore 1 entry").click()
        expect(page.get_by_text("Nothing is marked for deletion")).to_be_visible()
    maintenance.open("Entries")
    maintenance.choose_component(TITLE)
    maintenance.range(f"1–25 of {len(GOOD) - 1}")


def test_step_6b_what_another_entry_needs_stays_until_that_goes_too(page: Page, maintenance: Maintenance) -> None:
    maintenance.search(f"{PAYS:04}")
    expect(maintenance.rows).to_have_count(1)
    maintenance.mark(number_of(PAYS))
    maintenance.open("Marked for deletion")
    invoice = maintenance.marked.filter(has_text=f"Invoice {PAYS:04}")
    expect(invoice).to_contain_text(receipts_application.TITLE)
    maintenance.select_marked(f"Invoice {PAYS:04}")
    maintenance.delete_selected("Delete 1 entry")
    refusal = page.get_by_role("status").filter(has_text="1 entry stays as it was")
    expect(refusal).to_contain_text(TITLE)
    expect(refusal.get_by_role("listitem").filter(has_text=receipts_application.TITLE).first).to_be_visible()
    expect(maintenance.marked).to_have_count(1)
    shot(page, "data-marked-refused")
    invoice.get_by_role("link").click()
    maintenance.mark_open(page.get_by_role("dialog"))
    maintenance.open("Marked for deletion")
    expect(maintenance.marked).to_have_count(2)
    expect(invoice).to_contain_text("marked as well")
    for row in maintenance.marked.all():
        row.get_by_role("checkbox").check()
    maintenance.delete_selected("Delete 2 entries")
    expect(page.get_by_text("Nothing is marked for deletion")).to_be_visible()


def test_step_7a_a_rule_that_entries_break_is_refused_with_their_numbers(
    page: Page, studio: Studio, maintenance: Maintenance
) -> None:
    studio.change_total(TITLE, to="Total with tax", minimum="100")
    breaking = [invoice for invoice in LEFT if invoice < 100]
    preview = page.get_by_role("region", name="What to publish")
    expect(preview).to_contain_text("Entries stand against it")
    expect(preview).to_contain_text(f"{len(breaking)} entries break “minimum”")
    expect(preview).to_contain_text("Minimum: 0 → 100")
    expect(page.get_by_role("button", name="Publish")).to_be_disabled()
    expect(page.get_by_role("button", name="Publish")).to_have_accessible_description("Entries stand against it")
    shots(page, "data-publication-refusals")
    preview.get_by_role("link", name="Show").first.click()
    maintenance.range("1–20 of 20")


def test_step_7b_the_relaxed_rule_goes_live(page: Page, studio: Studio, invoices: Invoices) -> None:
    studio.change_total(TITLE, to="Total with tax", minimum="1")
    preview = page.get_by_role("region", name="What to publish")
    expect(preview.get_by_role("list", name=f"Changes of {TITLE}")).to_be_visible()
    expect(preview.get_by_text("Entries stand against it")).to_be_hidden()
    page.get_by_role("button", name="Publish").click()
    result = page.get_by_role("region", name="Result")
    expect(result.get_by_role("heading")).to_have_text("1 component is live")
    shot(page, "data-publication-versions")
    invoices.page.goto("/")
    invoices.open_list()
    invoices.add()
    expect(invoices.main.get_by_role("spinbutton", name="Total with tax")).to_be_visible()


def test_step_7c_a_property_with_values_is_removed_only_knowingly(page: Page, studio: Studio) -> None:
    studio.open_definition(receipts_application.TITLE)
    studio.property_row("Note").get_by_role("button", name="Delete Note").click()
    page.get_by_role("alertdialog", name="Delete the property").get_by_role("button", name="Delete property").click()
    studio.hand_over(receipts_application.TITLE)
    changes = page.get_by_role("list", name=f"Changes of {receipts_application.TITLE}")
    expect(changes.get_by_role("listitem")).to_contain_text(["Note is removed"])
    page.get_by_role("button", name="Publish").click()
    question = page.get_by_role("alertdialog", name="Data would be lost")
    expect(question).to_contain_text("Note")
    shot(page, "data-publication-loss")
    question.get_by_role("button", name="Publish and lose this data").click()
    expect(question).to_be_hidden()
    result = page.get_by_role("region", name="Result")
    expect(result).to_contain_text(receipts_application.TITLE)
    expect(result.get_by_role("heading")).to_have_text("1 component is live")


def test_step_8_an_earlier_version_comes_back_with_the_data(
    page: Page, maintenance: Maintenance, invoices: Invoices
) -> None:
    versions = page.get_by_role("region", name="Earlier versions").get_by_role("listitem")
    before = versions.filter(has_text=receipts_application.TITLE).filter(has_text=TITLE)
    before.get_by_role("button", name="Go back to version").click()
    dialog = page.get_by_role("dialog")
    for title in (TITLE, receipts_application.TITLE):
        expect(dialog.get_by_role("list", name="What changes")).to_contain_text(title)
    dialog.get_by_role("button", name="Go back to version").click()
    expect(dialog).to_be_hidden()
    expect(versions.first).to_contain_text("brought back version")
    expect(versions.first).to_contain_text("In use")
    shot(page, "data-versions")
    invoices.page.goto("/")
    invoices.open_list()
    expect(invoices.main).to_contain_text(f"of {len(LEFT)}")
    invoices.add()
    expect(invoices.main.get_by_role("spinbutton", name="Invoice Total Value")).to_be_visible()
    maintenance.open("Entries")
    maintenance.choose_component(receipts_application.TITLE)
    maintenance.search(f'"Receipt {RECEIPTS}"')
    expect(maintenance.rows).to_have_count(1)
    panel = maintenance.open_entry(f"Receipt {RECEIPTS}")
    panel.get_by_role("tab", name="Values").click()
    expect(panel).to_contain_text(f"Note {RECEIPTS}")
    maintenance.close(panel)


def test_step_9_an_open_list_shows_what_somebody_else_stores(
    browser: Browser, running: Running, signed_in: BrowserContext, invoices: Invoices
) -> None:
    with open_context(browser, running, storage_state=signed_in.storage_state()) as context:
        watcher = Invoices(context.new_page())
        watcher.page.goto("/")
        watcher.open_list()
        watcher.filter("Invoice Name", "contains", "Live")
        expect(watcher.main.get_by_text("No entry matches the filters.")).to_be_visible()
        watcher.page.evaluate("window.neverReloaded = true")
        due = {"Day": "15", "Month": "01", "Year": "2026", "Hours": "10", "Minutes": "30"}
        invoices.fill("Live from elsewhere", "N-LIVE", "12.50", "Paid", **due)
        invoices.saved()
        expect(watcher.rows).to_have_count(1)
        expect(watcher.rows.first).to_contain_text("Live from elsewhere")
        assert watcher.page.evaluate("window.neverReloaded")
        shot(watcher.page, "data-live-grid")


def test_step_10_the_other_screens_are_shown(page: Page, maintenance: Maintenance) -> None:
    maintenance.open("Entries")
    expect(page.get_by_text("Whose entries?")).to_be_visible()
    maintenance.open("System")
    expect(page.get_by_role("heading", name="Rebuild cache")).to_be_visible()
    shot(page, "data-system")
