"""Templates for tests, written short: an element is its kind and its settings."""

from typing import Any
from uuid import UUID

from aqtra.templates.content import TemplateContent


class Ids:
    """Ids in the order in which they are asked for: a template is the same in every run."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> str:
        self._last += 1
        return str(UUID(int=self._last))


_ids = Ids()


def element(kind: str, **settings: Any) -> dict[str, Any]:
    return {"id": _ids(), "kind": kind, "name": kind, **settings}


def cell(*elements: dict[str, Any], **settings: Any) -> dict[str, Any]:
    return {"id": _ids(), "elements": list(elements), **settings}


def band(kind: str, *elements: dict[str, Any], **settings: Any) -> dict[str, Any]:
    return {"id": _ids(), "kind": kind, "elements": list(elements), **settings}


def text(written: str, **settings: Any) -> dict[str, Any]:
    return element("text", text=written, **settings)


LINES = {
    "name": "lines",
    "type": "array",
    "properties": [{"name": "title"}, {"name": "quantity", "type": "integer"}, {"name": "price", "type": "number"}],
}
PROPERTIES = [
    {"name": "number"},
    {"name": "day", "type": "date"},
    {"name": "paid", "type": "boolean"},
    {"name": "customer", "type": "object", "properties": [{"name": "name"}, {"name": "city"}]},
    LINES,
]


def template(*bands: dict[str, Any], **settings: Any) -> TemplateContent:
    """With the model of an invoice, unless told otherwise."""
    return TemplateContent.model_validate({"name": "Invoice", "properties": PROPERTIES, "bands": bands, **settings})


def detail(*elements: dict[str, Any], **settings: Any) -> TemplateContent:
    """A template of one band."""
    return template(band("detail", *elements), **settings)


def lines_table(**settings: Any) -> dict[str, Any]:
    columns = [
        {"title": "No", "value": "index", "align": "end", "width": 10},
        {"title": "Title", "value": "row.title"},
        {"title": "Quantity", "value": "row.quantity", "align": "end", "total": "sum"},
        {
            "title": "Amount",
            "value": "row.price * row.quantity",
            "format": {"kind": "money", "currency": "EUR"},
            "align": "end",
            "total": "sum",
        },
    ]
    return element("table", array="lines", columns=columns, total_label="Total", **settings)
