"""Switching proxy mode on: what is refused, and a component that is read over HTTP."""

from typing import Any
from uuid import uuid4

import pytest

from tests.integration.dataflow.proxy.people import input_flow, properties
from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish, save_component


def component(builder: Client, title: str, flows: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    return create_component(
        builder, title, changes.pop("properties", properties()), settings={"proxy_mode": True}, flows=flows, **changes
    )


def codes(stored: dict[str, Any]) -> set[str]:
    return {found["code"] for found in stored["findings"] if found["severity"] == "error"}


def answering() -> dict[str, Any]:
    """A flow that asks nobody: it needs no system."""
    query = {"id": "list", "type": "proxy_query_entry", "name": "List"}
    get = {"id": "get", "type": "proxy_get_entry", "name": "Get"}
    answer = {"id": "answer", "type": "write_response", "name": "Answer", "source": ["list", "get"]}
    return input_flow(query, get, answer, key=uuid4())


@pytest.fixture(scope="module")
def directory(builder: Client) -> str:
    """Key of a published component whose flow answers always the same."""
    query = {"id": "list", "type": "proxy_query_entry", "name": "List"}
    get = {"id": "get", "type": "proxy_get_entry", "name": "Get"}
    constants = {"id": 7, "name": "Ada", "data.city": "Ulm", "_total": 30}
    shape = {
        "id": "shape",
        "type": "transform_model",
        "name": "Shape",
        "source": ["list", "get"],
        "params": {"fields_mapping": [{"target": target, "const": value} for target, value in constants.items()]},
    }
    answer = {"id": "answer", "type": "write_response", "name": "Answer", "source": ["shape"]}
    made = component(builder, "People elsewhere", [input_flow(query, get, shape, answer, key=uuid4())])
    assert codes(made) == set(), made["findings"]
    assert publish(builder, made)["state"] == "completed"
    return str(made["document"]["key"])


def test_it_is_read_over_http(builder: Client, directory: str) -> None:
    place = f"/api/v1/entries/{directory}"
    page = builder.get(place, params={"$top": "3", "$skip": "3", "$count": "true", "$filter": "city eq 'Ulm'"}).json()
    assert [entry["name"] for entry in page["value"]] == ["Ada"]
    assert page["@odata.count"] == 30
    assert builder.get(f"{place}/7").json()["data"]["city"] == "Ulm"
    failed = problem(builder.get(f"{place}/8"), 502, "proxy_bad_shape")
    assert failed["stepName"] == "Get"
    problem(builder.get(place, params={"$orderby": "age"}), 400, "filter_not_supported")
    problem(builder.post(place, json={"data": {"city": "Ulm"}}), 409, "proxy_component")
    problem(builder.get(f"{place}/7/history"), 409, "proxy_component")


def test_exports_of_it_are_refused(builder: Client, directory: str) -> None:
    response = builder.post("/api/v1/bulk/exports", json={"component": directory, "format": "csv"})
    problem(response, 409, "proxy_component")


def test_it_must_be_able_to_answer(builder: Client) -> None:
    made = component(builder, "Unanswered", [])
    assert "proxy_entry_missing" in codes(made)
    key, version = made["document"]["key"], made["saved_version"]
    problem(builder.post(f"/api/v1/studio/components/{key}/ready", json={"saved_version": version}), 409, "has_errors")


def test_references_to_it_are_refused(builder: Client) -> None:
    target = component(builder, "Elsewhere", [answering()])
    assert publish(builder, target)["state"] == "completed"
    reference = property_("person", "catalog", component=target["document"]["key"])
    other = create_component(builder, "Refers elsewhere", [reference])
    assert "proxy_target" in codes(other)


def test_what_is_referred_to_cannot_be_switched(builder: Client) -> None:
    target = create_component(builder, "Stored", properties())
    assert publish(builder, target)["state"] == "completed"
    reference = property_("person", "catalog", component=target["document"]["key"])
    assert publish(builder, create_component(builder, "Refers", [reference]))["state"] == "completed"
    document = target["document"]
    settings = {**document["settings"], "proxy_mode": True}
    switched = save_component(builder, target, {**document, "settings": settings, "flows": [answering()]})
    publication = publish(builder, switched)
    assert publication["state"] == "rolled_back"
    assert [stage["number"] for stage in publication["stages"] if stage["error"]] == [5]


def test_a_component_with_entries_is_not_switched(builder: Client) -> None:
    stored = create_component(builder, "With entries", properties())
    assert publish(builder, stored)["state"] == "completed"
    key = stored["document"]["key"]
    made = builder.post(f"/api/v1/entries/{key}", json={"data": {"city": "Ulm"}}).raise_for_status().json()
    settings = {**stored["document"]["settings"], "proxy_mode": True}
    switched = save_component(builder, stored, {**stored["document"], "settings": settings, "flows": [answering()]})
    publication = publish(builder, switched)
    assert publication["state"] == "rolled_back"
    (error,) = [stage["error"] for stage in publication["stages"] if stage["error"]]
    assert "proxy mode" in error
    assert builder.get(f"/api/v1/entries/{key}/{made['id']}").json()["data"]["city"] == "Ulm"
