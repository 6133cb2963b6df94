"""What the story of the data layer is told with: files to import and upload, and what is in them."""

import csv
import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Download, Route

TITLE = "Invoice Inventory"
HEADER = ["name", "InvoiceName", "InvoiceNumber", "InvoiceDueDate", "InvoiceTotalValue", "InvoiceState"]
ROWS = 200
PAID = 3
BROKEN = {4: ("InvoiceTotalValue", "minimum"), 11: ("InvoiceNumber", "min_length")}
GOOD = [number for number in range(1, ROWS + 1) if number not in BROKEN]
GONE = {20, 7}
"""Deleted in the course of the story."""
LEFT = [invoice for invoice in GOOD if invoice not in GONE]
CSV_BYTES = b"Product,Price\nPaper,12.50\n"
BIG_CSV = b"Product,Price\n" + b"Paper,12.50\n" * 450_000
"""More than one part of an upload."""
RECEIPTS = 20_000
EXACT = {"Amount": "12345678901234567890.123456789012345678", "Serial": "9007199254740993"}
"""What a JavaScript number would round."""
SHOWN = {"Amount": "12,345,678,901,234,567,890.123456789012345678", "Serial": "9,007,199,254,740,993"}
PAYS = 7
"""The invoice that a receipt refers to."""
JOB = "**/api/v1/bulk/jobs/*"
ENDED = {"completed", "failed", "cancelled"}


def number_of(invoice: int) -> str:
    return f"N-{invoice:04}"


def total_of(invoice: int) -> str:
    return f"{invoice}.50"


def line_of(invoice: int) -> int:
    """Where it stands in the file, below its header."""
    return invoice + 1


def write_invoices(path: Path) -> Path:
    """Two hundred invoices; one has a total below zero, another too short a number."""
    with path.open("w", newline="") as output:
        writer = csv.writer(output)
        writer.writerow(HEADER)
        for invoice in range(1, ROWS + 1):
            due = f"2026-{invoice % 12 + 1:02}-{invoice % 28 + 1:02}T09:00:00Z"
            number = "N" if invoice == 11 else number_of(invoice)
            total = "-1" if invoice == 4 else total_of(invoice)
            writer.writerow([f"Invoice {invoice:04}", f"Supplier {invoice % 9}", number, due, total, invoice % 5])
    return path


def write_receipts(path: Path) -> Path:
    """So many that the import cannot have ended when the browser first asks how far it is."""
    with path.open("w", newline="") as output:
        writer = csv.writer(output)
        writer.writerow(["name", "Amount", "Note"])
        writer.writerows([f"Receipt {number}", f"{number}.01", f"Note {number}"] for number in range(1, RECEIPTS + 1))
    return path


def write_picture(path: Path) -> Path:
    Image.new("RGB", (640, 400), "teal").save(path)
    return path


def rows_of(download: Download) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path(download.path()).read_text(encoding="utf-8-sig"))))


def ended_before_it_is_asked_about(route: Route) -> None:
    """A slow line: the first that the browser hears of the job is its end."""
    answer = route.fetch()
    while answer.json()["state"] not in ENDED:
        answer = route.fetch()
    route.fulfill(response=answer)
