"""What the database does for a flow, through a running installation: runs, their log, Trace, and the explanation."""

from typing import Any
from uuid import UUID

import pytest

from tests.integration.dataflow.flows import flow, get
from tests.support.client import Client, problem
from tests.support.components import create_component, invoice_properties, publish, save_component
from tests.support.installation import Installation

REPORT = UUID(int=0x44E1)
STUDIO = "/api/v1/studio"
SECRET = "R-unspoken"


def step(kind: str, source: str, **params: Any) -> dict[str, Any]:
    return {"id": kind, "type": kind, "name": kind, "source": [source], "params": params}


def report(component: str) -> dict[str, Any]:
    """Sums of the paid invoices, by their due day."""
    total = {"array_path": "rows", "field": "data.InvoiceTotalValue", "operation": "sum", "result_field": "_total"}
    return flow(
        REPORT, "Report", get(),
        step(
            "query_entity_by_filter", "get", component=component, dst_field_name="_found",
            filter=[{"field": "InvoiceNumber", "operator": "not_equal", "value": {"const": SECRET}}],
        ),
        step("extract_collections", "query_entity_by_filter", model_path="_found"),
        step(
            "filter_source", "extract_collections",
            src_field="data.InvoiceState", operator="greater", filter_value="2",
        ),
        step("group_by", "filter_source", keys=["data.InvoiceDueDate"], result_store_field="rows"),
        step("calculate_array", "group_by", operations=[total]),
        step(
            "transform_model", "calculate_array",
            fields_mapping=[{"target": name, "source": name} for name in ("InvoiceDueDate", "_total")],
        ),
        step("write_response", "transform_model"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def component(builder: Client) -> str:
    """A published component with invoices and the flow."""
    stored = create_component(builder, "Invoices to report", invoice_properties())
    key = str(stored["document"]["key"])
    found = {**report(key), "key": str(REPORT)}
    stored = save_component(builder, stored, {**stored["document"], "flows": [found]})
    assert publish(builder, stored)["state"] == "completed"
    for number, state, total in (("R-1", 4, "1.10"), ("R-2", 3, "2.20"), ("R-3", 1, "9")):
        data = {"InvoiceNumber": number, "InvoiceState": state, "InvoiceTotalValue": total}
        assert builder.post(f"/api/v1/entries/{key}", json={"data": data}).status_code == 201
    return key


def explained(builder: Client, component: str, **params: Any) -> dict[str, dict[str, Any]]:
    response = builder.get(f"{STUDIO}/flows/{REPORT}/explain", params={"component": component, **params})
    assert response.status_code == 200, response.text
    return {found["step"]: found for found in response.json()["steps"]}


def test_a_run_answers_what_its_trace_answers_and_logs_what_was_pushed(builder: Client, component: str) -> None:
    place = f"/api/v1/workplace/components/{component}/flows/{REPORT}/run"
    envelope = builder.post(place, json={"model": {"id": 0, "data": {}}}).json()
    assert envelope["items"] == [{"InvoiceDueDate": None, "_total": "3.3"}]
    logged = builder.get(f"{STUDIO}/runs/{envelope['runId']}").json()
    pushed = {found["stepId"]: found["pushedInto"] for found in logged["steps"]}
    assert [name for name, query in pushed.items() if query == "query_entity_by_filter"] == [
        "filter_source", "group_by", "calculate_array",
    ]  # fmt: skip
    traced = builder.post(
        f"{STUDIO}/flows/trace", json={"component": component, "flow": str(REPORT), "input": '{"id": 0, "data": {}}'}
    ).json()
    assert traced["items"] == envelope["items"]
    counts = {found["stepId"]: (found["itemsIn"], found["itemsOut"]) for found in traced["steps"]}
    assert (counts["extract_collections"], counts["filter_source"]) == ((1, 3), (3, 2))
    assert all(found["pushedInto"] is None for found in traced["steps"])


@pytest.mark.parametrize("draft", [False, True])
def test_the_explanation_names_every_step_and_no_value(builder: Client, component: str, draft: bool) -> None:
    steps = explained(builder, component, draft=str(draft).lower())
    parts = {name: found["part"] for name, found in steps.items() if found["part"]}
    assert parts == {
        "query_entity_by_filter": "projection", "filter_source": "filter", "group_by": "group",
        "calculate_array": "aggregate",
    }  # fmt: skip
    assert steps["transform_model"]["reason"] == "not_after_query"
    query = steps["query_entity_by_filter"]
    assert query["fields"] == ["InvoiceDueDate", "InvoiceState", "InvoiceTotalValue"]
    assert "GROUP BY" in query["sql"]
    assert "$1::" in query["sql"]
    assert SECRET not in query["sql"]


def test_the_explanation_says_which_steps_several_workers_do_in_parts(builder: Client, component: str) -> None:
    whole = {name: found["whole"] for name, found in explained(builder, component).items()}
    assert whole["query_entity_by_filter"] is None
    assert (whole["get"], whole["group_by"]) == ("needs_all", "needs_all")
    assert (whole["transform_model"], whole["write_response"]) == ("needs_all", "needs_all")


def test_a_flow_that_is_not_there_is_not_explained(builder: Client, component: str) -> None:
    response = builder.get(f"{STUDIO}/flows/{UUID(int=882)}/explain", params={"component": component})
    problem(response, 404, "flow_not_found")


def test_only_builders_are_told(installation: Installation, visitor: Client, component: str) -> None:
    response = visitor.get(f"{STUDIO}/flows/{REPORT}/explain", params={"component": component})
    assert response.status_code == 401
