"""Descriptions of flows: schemas of item models, and what an operation takes and answers."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.api.json_schema import request_schema, response_schema
from aqtra.dataflow.api.openapi import openapi_document
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.step import DesignContext
from aqtra.metadata.documents import ComponentDocument
from tests.integration.dataflow.flows import SAVE, answer, flow, get, invoice, save

WHOLE = {"type": ["integer", "string", "null"], "pattern": "^-?[0-9]+$"}
OBJECT = FieldType(Kind.OBJECT, fields=(Field("a", FieldType(Kind.BOOLEAN)),))


@pytest.mark.parametrize(
    ("of", "schema"),
    [
        (ANY, {}),
        (FieldType(Kind.STRING), {"type": ["string", "null"]}),
        (FieldType(Kind.INTEGER), WHOLE),
        (FieldType(Kind.CATALOG), WHOLE),
        (FieldType(Kind.DATE_TIME), {"type": ["string", "null"], "format": "date-time"}),
        (FieldType(Kind.TIME), {"type": ["string", "null"]}),
        (FieldType(Kind.ARRAY), {"type": ["array", "null"]}),
        (FieldType(Kind.ARRAY, element=ANY), {"type": ["array", "null"], "items": {}}),
        (OBJECT, {"type": ["object", "null"], "properties": {"a": {"type": ["boolean", "null"]}}}),
    ],
)
def test_every_type_has_its_schema(of: FieldType, schema: dict[str, Any]) -> None:
    assert response_schema(ItemModel((Field("x", of),)))["properties"] == {"x": schema}


def test_numbers_are_sent_in_two_ways_and_answered_as_text() -> None:
    model = ItemModel((Field("n", FieldType(Kind.NUMBER), "Total"),))
    assert request_schema(model)["properties"]["n"]["type"] == ["number", "string", "null"]
    assert response_schema(model)["properties"]["n"] == {
        "type": ["string", "null"],
        "pattern": "^-?[0-9]+(\\.[0-9]+)?$",
        "title": "Total",
    }
    assert "required" not in request_schema(model)


@given(st.lists(st.decimals(-(10**30), 10**30, places=3), max_size=5), st.integers(-(2**63), 2**63 - 1))
def test_items_keep_to_the_schema_of_their_model(numbers: list[Any], whole: int) -> None:
    element = FieldType(Kind.NUMBER)
    model = ItemModel((Field("n", FieldType(Kind.ARRAY, element=element)), Field("i", FieldType(Kind.INTEGER))))
    items = json.loads(Table.from_items([{"n": numbers, "i": whole}, {}], model).to_json())
    for item in items:
        jsonschema.validate(item, response_schema(model))


def described(*steps: Any) -> dict[str, Any]:
    document = ComponentDocument.model_validate(
        {**invoice().model_dump(mode="json"), "flows": [flow(SAVE, "Store it", *steps)]}
    )
    found = openapi_document(DesignContext(document, lambda _: document), document.flows, 7)
    assert found["info"] == {"title": "Invoice Inventory", "version": "7"}
    (item,) = found["paths"].values()
    operation: dict[str, Any] = item["post"]
    return operation


def items_of(operation: dict[str, Any]) -> Any:
    return operation["responses"]["200"]["content"]["application/json"]["schema"]["items"]


def test_an_operation_bears_the_name_of_the_flow() -> None:
    operation = described(get(), save(), answer())
    assert (operation["operationId"], operation["summary"]) == ("Store it", "Store it")
    assert operation["requestBody"]["required"]
    assert "_newInvoice" in items_of(operation)["properties"]


def test_a_flow_that_answers_nothing_says_so() -> None:
    assert items_of(described(get()))["properties"] == {}


def test_a_flow_that_a_call_cannot_start_takes_and_answers_nothing() -> None:
    operation = described(answer("nowhere"))
    assert "requestBody" not in operation
    assert items_of(operation)["properties"] == {}
