"""Charts: what cannot be drawn is found before it is published."""

from typing import Any
from uuid import uuid4

import pytest

from aqtra.metadata.uses import uses_of_property
from tests.unit.metadata.documents import codes, component, element, prop

SUPPLIERS = component(prop("City"), prop("Rating", "integer"), title="Suppliers")
INVOICES = component(
    prop("Total", "number"),
    prop("State", "integer", enum=[{"value": 0, "title": "Open"}, {"value": 1, "title": "Paid"}]),
    prop("Due", "datetime"),
    prop("Note", virtual=True),
    prop("Secret", "integer", encrypted=True),
    prop("Scan", "file"),
    prop("Supplier", "catalog", component=SUPPLIERS.key),
    prop("Suppliers", "array", component=SUPPLIERS.key),
    title="Invoices",
)
SUM = {"value": "data.Total", "aggregate": "sum"}


def chart(**settings: Any) -> dict[str, Any]:
    given = {"component": str(INVOICES.key), "label_field": "data.Supplier", "data_source": [SUM], **settings}
    return element("charts", name="Chart", **given)


def found(**settings: Any) -> list[str]:
    return codes(component(prop("Any"), page=[chart(**settings)]), INVOICES, SUPPLIERS)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"label_field": None},
        {"label_field": "data.Supplier.City", "data_source": [{"value": "data.Supplier.Rating"}]},
        {"data_source": [{"aggregate": "count"}, SUM]},
        {"data_source": [{"value": "data.State", "aggregate": "average"}]},
        {"label_field": "data.Suppliers", "data_source": [{"value": "data.Secret"}]},
        {"order_fields": [{"field": "data.Total"}, {"field": "Supplier"}]},
        {"data_source": [{"value": "data.Total"}], "order_fields": [{"field": "data.Due"}]},
        {"x_axes_min_value": 1, "x_axes_max_value": "10.5"},
        {"chart_type": "pie", "y_axes_min_value": 3, "y_axes_max_value": 1},
    ],
)
def test_what_can_be_drawn_is_left_alone(settings: dict[str, Any]) -> None:
    assert found(**settings) == []


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"component": None}, ["source_empty"]),
        ({"component": str(uuid4())}, ["component_missing"]),
        ({"data_source": []}, ["chart_empty"]),
        ({"label_field": "data.Nothing"}, ["field_broken"]),
        ({"label_field": "data.Note"}, ["field_virtual"]),
        ({"label_field": "data.Scan"}, ["label_unfit"]),
        ({"label_field": "data.Suppliers"}, ["label_unfit"]),
        ({"label_field": "data.Secret"}, ["label_unfit"]),
        ({"data_source": [{"aggregate": "sum"}]}, ["series_empty"]),
        ({"data_source": [{"value": "data.Nothing"}]}, ["field_broken"]),
        ({"data_source": [{"value": "data.Due"}]}, ["series_unfit"]),
        ({"data_source": [{"value": "data.Supplier", "aggregate": "max"}]}, ["series_unfit"]),
        ({"data_source": [{"value": "data.Secret", "aggregate": "sum"}]}, ["series_unfit"]),
        ({"order_fields": [{"field": "data.Due"}]}, ["order_ungrouped"]),
        ({"y_axes_min_value": 5, "y_axes_max_value": "5"}, ["axis_limits"]),
        ({"x_axes_min_value": 5, "x_axes_max_value": 1}, ["axis_limits"]),
    ],
)
def test_what_cannot_be_drawn_is_found(settings: dict[str, Any], expected: list[str]) -> None:
    assert found(**settings) == expected


@pytest.mark.parametrize(
    "settings", [{"label_field": "data.City"}, {"label_field": None, "data_source": [{"value": "data.City"}]}]
)
def test_labels_and_values_are_uses_of_their_property(settings: dict[str, Any]) -> None:
    page = component(page=[chart(component=str(SUPPLIERS.key), **settings)])
    documents = {document.key: document for document in (SUPPLIERS, page)}
    uses = list(uses_of_property(SUPPLIERS.key, "City", documents))
    assert [use.element for use in uses] == [page.pages[0].children[0].id]
