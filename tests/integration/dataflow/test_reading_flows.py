"""Whole flows that read: create or change by key, and the models that later steps' pickers see."""

import json
from typing import Any
from uuid import UUID

import pytest

from aqtra.dataflow.design import Review, review
from aqtra.dataflow.models import Limits, Outcome, RunState
from aqtra.dataflow.service import Runs
from aqtra.dataflow.step import DesignContext
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.flows import INVOICE, answer, call, flow, get, invoice
from tests.integration.dataflow.flows import item as only_item

SHOP = UUID("00000000-0000-4000-8000-00000000f0a1")
UPSERT, OPEN, BROKEN = (UUID(int=number) for number in range(21, 24))


def step(step_id: str, kind: str, source: str, **params: Any) -> dict[str, Any]:
    return {"id": step_id, "type": kind, "name": step_id, "source": [source], "params": params}


def shop() -> ComponentDocument:
    """Works on invoices by their number."""
    find = step(
        "find",
        "lookup_reference",
        "get",
        component=str(INVOICE),
        field_name="_found@catalog",
        key_mapping=[{"target": "InvoiceNumber", "source": "data.number"}],
    )
    save = step(
        "save",
        "update_entry",
        "find",
        component=str(INVOICE),
        field_component_key="_found@catalog",
        result_store_field="_saved@catalog",
        fields_mapping=[
            {"target": "InvoiceNumber", "source": "data.number"},
            {"target": "InvoiceState", "source": "data.state"},
        ],
    )
    load = step("load", "load_catalogs_by_key", "save", catalog_fields=["_saved@catalog"])
    query = step(
        "query",
        "query_entity_by_filter",
        "get",
        component=str(INVOICE),
        dst_field_name="_open@array",
        filter=[{"field": "InvoiceState", "operator": "less", "value": {"path": "data.state"}}],
        order_by=[{"field": "InvoiceNumber"}],
    )
    broken = query | {"params": query["params"] | {"filter": [{"field": "InvoiceState", "operator": "contains"}]}}
    return ComponentDocument.model_validate(
        {
            "key": SHOP,
            "settings": {"title": "Shop"},
            "properties": [
                {"id": "p1", "name": "number", "type": "string"},
                {"id": "p2", "name": "state", "type": "integer"},
            ],
            "flows": [
                flow(UPSERT, "Upsert", get(), find, save, load, answer("load")),
                flow(OPEN, "Open", get(), query, answer("query")),
                flow(BROKEN, "Broken", get(), broken, answer("query")),
            ],
        }
    )


@pytest.fixture
def open_shop(fresh: Platform) -> Platform:
    if fresh.definitions.component(SHOP) is None:
        fresh.publish(shop())
    return fresh


def run(platform: Platform, key: UUID, **data: Any) -> Outcome:
    runs = Runs(platform.services, platform.definitions, Limits())
    outcome = platform.run(runs.run_flow(call(key, {"id": 0, "data": data}, component=SHOP)))
    assert isinstance(outcome, Outcome)
    return outcome


def reviewed(key: UUID) -> Review:
    found = shop().flow(key)
    assert found is not None
    return review(found, DesignContext(shop(), {INVOICE: invoice(), SHOP: shop()}.get))


def test_an_entry_is_created_once_and_changed_by_its_key_from_then_on(open_shop: Platform) -> None:
    first = only_item(run(open_shop, UPSERT, number="R-1", state=1))
    again = only_item(run(open_shop, UPSERT, number="R-1", state=2))
    other = only_item(run(open_shop, UPSERT, number="R-2", state=3))
    assert [found["_found@catalog"] for found in (first, again, other)] == [None, 1, None]
    assert [found["_saved@catalog"]["id"] for found in (first, again, other)] == [1, 1, 2]
    # What a step wrote is there for the next one.
    assert again["_saved@catalog"]["data"]["InvoiceState"] == 2
    assert [entry["data"]["InvoiceState"] for entry in open_shop.list(invoice(), orderby="id")["value"]] == [2, 3]


def test_a_list_answers_the_call(open_shop: Platform) -> None:
    for number in (3, 1, 2):
        open_shop.create(invoice(), {"InvoiceNumber": f"R-{number}", "InvoiceState": number})
    outcome = run(open_shop, OPEN, state=3)
    assert outcome.state is RunState.COMPLETED
    (found,) = json.loads(outcome.items)
    assert [entry["data"]["InvoiceNumber"] for entry in found["_open@array"]] == ["R-1", "R-2"]


def test_pickers_of_later_steps_see_the_fields_of_entries() -> None:
    found = {key: reviewed(key) for key in (UPSERT, OPEN)}
    loaded = {field.path: field.type for field in found[UPSERT].models["load"].listed()}
    assert loaded["_saved@catalog.data.InvoiceTotalValue"] == "number"
    assert loaded["_saved@catalog.missing"] == "boolean"
    listed = found[OPEN].models["query"].field("_open@array")
    assert listed is not None
    assert listed.type.element is not None
    assert {field.name for field in listed.type.element.fields or ()} >= {"id", "name", "data"}
    assert all(one.is_runnable for one in found.values())


def test_a_broken_filter_is_named_with_its_step_and_setting() -> None:
    found = reviewed(BROKEN)
    assert not found.is_runnable
    assert [(one.step, one.problem.code, one.problem.setting) for one in found.problems] == [
        ("query", "filter_invalid", "filter")
    ]
