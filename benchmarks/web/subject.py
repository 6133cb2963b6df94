"""What is opened: a list of many orders, and a page with a thousand elements."""

import uuid
from dataclasses import dataclass
from typing import Any

from tests.support.client import Client
from tests.support.components import create_component, property_, publish, save_component
from tests.support.installation import Installation

from benchmarks.data.subject import Orders, fill, publish_customers

ELEMENTS = 1_000
PER_PAGE = 100
COLUMNS = ("Number", "State", "Due", "Total", "Customer")


@dataclass(frozen=True)
class Opened:
    """A page by its address, and the component it belongs to."""

    component: str
    page: str

    @property
    def address(self) -> str:
        return f"/c/{self.component}/{self.page}"


def orders(client: Client, installation: Installation, rows: int) -> Opened:
    """A list of `rows` orders, a hundred on a page."""
    customers = publish_customers(client, installation)
    properties = [
        property_("Number", primary_key=True),
        property_("State", "integer", query=True),
        property_("Due", "datetime", query=True),
        property_("Total", "number", minimum="0"),
        property_("Customer", "catalog", component=customers.key, query=True),
    ]
    stored = create_component(client, f"Orders of {rows}", properties)
    key = str(stored["document"]["key"])
    columns = [{"header_value": name, "fields": [f"data.{name}"], "sortable": True} for name in COLUMNS]
    grid = _element("data_grid", component=key, columns=columns, page_size=PER_PAGE, height="640px")
    opened, document = _published(client, stored, [grid])
    fill(installation, Orders(key, document, stored), rows)
    return opened


def many_elements(client: Client) -> Opened:
    """Half of them inputs, half labels that show the same value."""
    stored = create_component(client, "A thousand elements", [property_("Text")])
    half = ELEMENTS // 2
    inputs = [_element("text_field", binding="data.Text") for _ in range(half)]
    labels = [_element("label", binding="data.Text") for _ in range(half)]
    mixed = [each for pair in zip(inputs, labels, strict=True) for each in pair]
    return _published(client, stored, mixed)[0]


def scripted(client: Client, script: str | None) -> Opened:
    """A small form, with a script or without."""
    stored = create_component(client, f"A form {'with' if script else 'without'} a script", [property_("Text")])
    elements = [
        _element("text_field", binding="data.Text"),
        _element("label", value={"translation_key": "", "translation_value": "-"}) | {"name": "Shown"},
        _element("button", command_type="execute_script", method_name="called") | {"name": "Call"},
    ]
    return _published(client, stored, elements if script else elements[:2], script=script or "")[0]


def _published(
    client: Client, stored: dict[str, Any], elements: list[dict[str, Any]], **further: Any
) -> tuple[Opened, dict[str, Any]]:
    page = _element("page", *elements, orientation="vertical") | {"name": "Main page"}
    document = {**stored["document"], "pages": [page], **further}
    saved = save_component(client, stored, document)
    publication = publish(client, saved)
    assert publication["state"] == "completed", publication
    return Opened(str(document["key"]), str(page["id"])), document


def _element(kind: str, *children: dict[str, Any], **settings: Any) -> dict[str, Any]:
    key = str(uuid.uuid4())
    return {"id": key, "kind": kind, "name": f"{kind}_{key[:8]}", "settings": settings, "children": list(children)}
