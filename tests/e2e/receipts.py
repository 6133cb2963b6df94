"""A component beside the invoices: receipts, with exact numbers, a scan, and the invoice that each one pays."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.workplace import STORED

EXAMPLE = Path(__file__).parents[2] / "examples" / "invoice-inventory"
TITLE = "Receipts"


def _id(number: int) -> str:
    return f"6a0f5c1e-0c1d-4b53-9d0f-8b8a3c1d2e{number:02}"


KEY, FORM, LIST, FLOW = (_id(number) for number in range(1, 5))
CONTROLS = {"Invoice": "select", "Amount": "number", "Serial": "number", "Scan": "label"}
"""What the form shows, from top to bottom; the note is in no page."""
WRITTEN = ("Invoice", "Amount", "Serial")


def make_application(folder: Path) -> Path:
    """The invoice application with receipts added, as a folder for `aqtra app import`."""
    application = folder / "application"
    shutil.copytree(EXAMPLE, application)
    component = application / "components" / "receipts"
    invoices = _read(application / "components" / "invoice-inventory" / "component.json")["key"]
    _write(component / "component.json", _component(invoices))
    _write(component / "pages" / "form.json", _form())
    _write(component / "pages" / "list.json", _list())
    _write(component / "flows" / "save.json", _save())
    menu = application / "domains" / "digital-workplace" / "menu.json"
    item = {"id": _id(31), "component": KEY, "page": LIST, "label": {"translation_value": TITLE}}
    _write(menu, {"items": [*_read(menu)["items"], item]})
    return application


def _component(invoices: str) -> dict[str, Any]:
    return {
        "key": KEY,
        "kind": "component",
        "settings": {"title": TITLE, "domains": ["digital-workplace"]},
        "properties": [
            {"id": "aa000001", "name": "Invoice", "title": "Invoice", "type": "catalog", "component": invoices},
            {"id": "aa000002", "name": "Amount", "title": "Amount", "type": "number"},
            {"id": "aa000003", "name": "Serial", "title": "Serial", "type": "integer"},
            {"id": "aa000004", "name": "Scan", "title": "Scan", "type": "file", "file_types": "image/*"},
            {"id": "aa000005", "name": "Note", "title": "Note", "type": "string"},
        ],
        "pages": [FORM, LIST],
        "flows": [FLOW],
    }


def _form() -> dict[str, Any]:
    controls = [
        _element(number, kind, f"Control_{name}", binding=f"data.{name}")
        for number, (name, kind) in enumerate(CONTROLS.items(), start=41)
    ]
    caption = {"translation_value": "Save"}
    save = _element(50, "button", "Button_1", command_type="execute_dataflow", label=caption, linked_dataflow=FLOW)
    return _page(FORM, "Receipt", [*controls, save])


def _list() -> dict[str, Any]:
    columns = [
        {"fields": [f"data.{name}"], "header_value": name, "sortable": True, "filterable": True} for name in WRITTEN
    ]
    grid = _element(60, "data_grid", "DataGrid_1", columns=columns, component=KEY, command_type="edit_record")
    grid["settings"]["show_add_button"] = True
    return _page(LIST, "All receipts", [grid])


def _page(page: str, title: str, children: list[dict[str, Any]]) -> dict[str, Any]:
    settings = {"orientation": "vertical", "title": {"translation_value": title}}
    return {"id": page, "kind": "page", "name": title, "settings": settings, "children": children}


def _element(number: int, kind: str, name: str, **settings: Any) -> dict[str, Any]:
    return {"id": _id(number), "kind": kind, "name": name, "settings": settings}


def _save() -> dict[str, Any]:
    mapping = [{"source": f"data.{name}", "target": name} for name in WRITTEN]
    settings = {
        "component": KEY,
        "field_component_key": "id",
        "fields_mapping": mapping,
        "result_store_field": "_newReceipt",
    }
    steps = [
        {"id": "bb000001", "name": "Get action model", "type": "get_action_model"},
        {"id": "bb000002", "name": "Update entry", "type": "update_entry", "source": ["bb000001"], "params": settings},
        {"id": "bb000003", "name": "Write response", "type": "write_response", "source": ["bb000002"]},
    ]
    stages = [{"id": "bb000000", "name": "New stage", "steps": steps}]
    return {"key": FLOW, "kind": "dataflow", "name": "Save", "stages": stages}


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _write(path: Path, document: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")


@dataclass(frozen=True)
class Receipts:
    """One browser page that shows receipts in Workplace."""

    page: Page

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def open_list(self) -> None:
        self.page.goto("/")
        self.page.get_by_role("navigation", name="Menu").get_by_role("link", name=TITLE).click()
        expect(self.main.get_by_role("grid")).to_be_visible()

    def number(self, label: str) -> Locator:
        return self.main.get_by_role("spinbutton", name=label)

    def store(self, *, invoice: str, amount: str, serial: str) -> str:
        """Fills a new form and saves it; the entry's number."""
        self.main.get_by_role("button", name="Add", exact=True).click()
        self.main.get_by_role("combobox", name="Invoice").fill(invoice)
        self.page.get_by_role("option", name=invoice, exact=True).click()
        for label, value in (("Amount", amount), ("Serial", serial)):
            self.number(label).fill(value)
            self.number(label).press("Tab")
        self.main.get_by_role("button", name="Save", exact=True).click()
        expect(self.page).to_have_url(STORED)
        return self.page.url.rsplit("/", 1)[1]

    def attach_scan(self, entry: str, path: Path) -> str:
        """Uploads a file for the property and refers to it, as a page of one's own does through the API; its id."""
        request = self.page.request
        headers = {"X-Aqtra-Token": request.get("/api/v1/session").json()["csrf_token"]}
        content = path.read_bytes()
        target = {"component": KEY, "property": "Scan"}
        begun = request.post(
            "/api/v1/uploads", headers=headers, data={"name": path.name, "size": len(content), "target": target}
        )
        address = f"/api/v1/uploads/{begun.json()['id']}"
        octets = {**headers, "Content-Type": "application/octet-stream"}
        assert request.put(f"{address}/parts/0", headers=octets, data=content).ok
        stored = request.post(f"{address}/complete", headers=headers).json()
        entry_address = f"/api/v1/entries/{KEY}/{entry}"
        version = request.get(entry_address).json()["version"]
        changed = request.patch(
            entry_address, headers={**headers, "If-Match": f'"{version}"'}, data={"data": {"Scan": stored["id"]}}
        )
        assert changed.ok, changed.text()
        return str(stored["id"])

    def stored(self, entry: str) -> dict[str, Any]:
        """The values as the API gives them."""
        return dict(self.page.request.get(f"/api/v1/entries/{KEY}/{entry}").json()["data"])

    def scan(self, entry: str) -> bytes:
        return self.page.request.get(f"/api/v1/entries/{KEY}/{entry}/files/Scan").body()
