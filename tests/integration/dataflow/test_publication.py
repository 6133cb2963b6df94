"""What would break a flow at run time is refused before anybody meets it."""

from typing import Any
from uuid import uuid4

import pytest

from tests.integration.dataflow.flows import answer, flow, get, save
from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish, save_component


def with_flow(builder: Client, stored: dict[str, Any], *steps: dict[str, Any]) -> dict[str, Any]:
    document = {
        **stored["document"],
        "flows": [{**flow(stored["document"]["key"], "Save", *steps), "key": str(uuid4())}],
    }
    return save_component(builder, stored, document)


def mapping(component: str, target: str) -> dict[str, Any]:
    return save(component=component, name_field=None, fields_mapping=[{"target": target, "source": "data.Text"}])


@pytest.fixture
def target(builder: Client) -> dict[str, Any]:
    return create_component(builder, "Target", [property_("Old")])


@pytest.fixture
def caller(builder: Client, target: dict[str, Any]) -> dict[str, Any]:
    """Another component whose flow writes the target's property."""
    stored = create_component(builder, "Caller", [property_("Text")])
    return with_flow(builder, stored, get(), mapping(target["document"]["key"], "Old"), answer())


def test_a_flow_with_an_error_cannot_be_made_ready(builder: Client) -> None:
    stored = create_component(builder, "Broken", [property_("Text")])
    stored = with_flow(builder, stored, get(), mapping(stored["document"]["key"], "Missing"), answer("gone"))
    remarks = {(found["code"], found["place"]["step"], found["place"]["setting"]) for found in stored["findings"]}
    assert ("unknown_reference", "save", "fields_mapping") in remarks
    assert ("missing_source", "answer", "source_step") in remarks
    key, version = stored["document"]["key"], stored["saved_version"]
    response = builder.post(f"/api/v1/studio/components/{key}/ready", json={"saved_version": version})
    problem(response, 409, "has_errors")


def test_a_sound_flow_is_published(builder: Client, target: dict[str, Any], caller: dict[str, Any]) -> None:
    assert publish(builder, target, caller)["state"] == "completed"


def test_renaming_a_property_under_a_live_flow_is_refused_with_the_place(
    builder: Client, target: dict[str, Any], caller: dict[str, Any]
) -> None:
    assert publish(builder, target, caller)["state"] == "completed"
    current = builder.get(f"/api/v1/studio/components/{target['document']['key']}").json()
    old = current["document"]["properties"][0]
    renamed = save_component(builder, current, {**current["document"], "properties": [{**old, "name": "New"}]})
    publication = publish(builder, renamed)
    assert publication["state"] == "rolled_back"
    errors = [stage["error"] for stage in publication["stages"] if stage["error"]]
    assert any("Caller" in error and "Old" in error for error in errors), errors
