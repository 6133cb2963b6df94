"""Publication through the API: nine stages, one at a time, nothing broken goes live."""

from typing import Any

import httpx

from tests.support.client import Client, problem
from tests.support.components import (
    create_component,
    property_,
    publish,
    save_component,
    wait_for_publication,
)

COMPONENTS = "/api/v1/studio/components"
PUBLICATIONS = "/api/v1/studio/publications"


def state(client: Client, stored: dict[str, Any]) -> str:
    return str(client.get(f"{COMPONENTS}/{stored['document']['key']}").json()["state"])


def definition(client: Client, stored: dict[str, Any]) -> httpx.Response:
    return client.get(f"/api/v1/workplace/components/{stored['document']['key']}")


def saved_again(client: Client, stored: dict[str, Any], **members: Any) -> dict[str, Any]:
    key = stored["document"]["key"]
    current = client.get(f"{COMPONENTS}/{key}").json()
    return save_component(client, current, {**current["document"], **members})


def add_entry(client: Client, stored: dict[str, Any], **data: Any) -> None:
    url = f"/api/v1/entries/{stored['document']['key']}"
    assert client.post(url, json={"data": data}).status_code == 201


def grid_of(stored: dict[str, Any], *fields: str) -> dict[str, Any]:
    return {
        "id": "61d6e2a5-4a8b-4d4c-9f0b-7d8f5f6a1c21",
        "kind": "data_grid",
        "name": "Data_grid_001",
        "settings": {
            "component": stored["document"]["key"],
            "columns": [{"header_value": field, "fields": [field]} for field in fields],
        },
    }


def with_grid(stored: dict[str, Any], grid: dict[str, Any]) -> dict[str, Any]:
    return {"pages": [{**stored["document"]["pages"][0], "children": [grid]}]}


class TestSuccess:
    def test_all_nine_stages_complete_and_the_component_is_live(self, builder: Client) -> None:
        stored = create_component(builder, "Live", [property_("Note")])
        publication = publish(builder, stored)
        assert publication["state"] == "completed"
        assert [stage["number"] for stage in publication["stages"]] == list(range(1, 10))
        assert {stage["state"] for stage in publication["stages"]} == {"complete"}
        assert publication["components"] == [{"key": stored["document"]["key"], "title": "Live", "withdrawn": False}]
        assert state(builder, stored) == "published"
        assert definition(builder, stored).status_code == 200

    def test_a_later_save_leaves_the_live_version_untouched(self, builder: Client) -> None:
        stored = create_component(builder, "Before", [property_("Note")])
        publish(builder, stored)
        settings = {**stored["document"]["settings"], "title": "After"}
        changed = saved_again(builder, stored, settings=settings)
        assert changed["state"] == "published_changed"
        assert definition(builder, stored).json()["title"] == "Before"
        assert publish(builder, changed)["state"] == "completed"
        assert definition(builder, stored).json()["title"] == "After"

    def test_versions_grow_and_the_last_publication_stays_visible(self, builder: Client) -> None:
        first = publish(builder, create_component(builder, "One", []))
        second = publish(builder, create_component(builder, "Two", []))
        assert second["version"] > first["version"]
        assert builder.get(f"{PUBLICATIONS}/current").json()["id"] == second["id"]


class TestRefusals:
    def test_what_is_not_marked_ready_cannot_be_published(self, builder: Client) -> None:
        stored = create_component(builder, "Unready", [])
        body = problem(builder.post(PUBLICATIONS, json={"components": [stored["document"]["key"]]}), 409, "not_ready")
        assert [field["message"] for field in body["fields"]] == ["Unready"]
        assert stored["document"]["key"] not in [
            row["key"] for row in builder.get(f"{PUBLICATIONS}/candidates").json()["components"]
        ]

    def test_an_unknown_component_and_an_empty_selection_are_refused(self, builder: Client) -> None:
        unknown = {"components": ["11111111-1111-4111-8111-111111111111"]}
        problem(builder.post(PUBLICATIONS, json=unknown), 404, "component_not_found")
        assert builder.post(PUBLICATIONS, json={"components": []}).status_code == 422
        problem(builder.get(f"{PUBLICATIONS}/999999"), 404, "publication_not_found")

    def test_what_has_ended_cannot_be_reset(self, builder: Client) -> None:
        ended = publish(builder, create_component(builder, "Ended", []))
        problem(builder.post(f"{PUBLICATIONS}/{ended['id']}/reset"), 409, "not_running")

    def test_a_property_that_another_live_component_shows_cannot_be_removed(self, builder: Client) -> None:
        town = property_("Town")
        shops = create_component(builder, "Live shops", [property_("Name1"), town])
        publish(builder, shops)
        shown = create_component(builder, "Shop list", [])
        shown = saved_again(builder, shown, **with_grid(shown, grid_of(shops, "Name1", "Town")))
        assert publish(builder, shown)["state"] == "completed"

        reduced = saved_again(builder, shops, properties=[shops["document"]["properties"][0]])
        failed = publish(builder, reduced)
        assert failed["state"] == "rolled_back"
        assert failed["stages"][0]["state"] == "failed"
        assert "Shop list / Main page / Data_grid_001 / columns" in failed["stages"][0]["error"]
        assert {stage["state"] for stage in failed["stages"][1:]} == {"pending"}
        assert state(builder, reduced) == "published_ready"

        without = saved_again(builder, shown, **with_grid(shown, grid_of(shops, "Name1")))
        together = publish(builder, without, reduced)
        assert together["state"] == "completed", together["error"]

    def test_a_reference_to_a_component_that_is_not_live_is_refused(self, builder: Client) -> None:
        draft = create_component(builder, "Only a draft", [property_("Note")])
        refers = create_component(
            builder, "Refers to a draft", [property_("link", "catalog", component=draft["document"]["key"])]
        )
        failed = publish(builder, refers)
        assert failed["state"] == "rolled_back"
        assert "Refers to a draft / link" in failed["error"]
        assert definition(builder, refers).status_code == 404
        assert publish(builder, draft, saved_again(builder, refers))["state"] == "completed"


class TestDestructiveChanges:
    def test_dropping_a_property_with_data_needs_a_confirmation(self, builder: Client) -> None:
        kept, dropped = property_("Kept"), property_("Dropped")
        stored = create_component(builder, "Losing", [kept, dropped])
        publish(builder, stored)
        add_entry(builder, stored, Kept="a", Dropped="b")
        reduced = saved_again(builder, stored, properties=[kept])
        key, version = reduced["document"]["key"], reduced["saved_version"]
        builder.post(f"{COMPONENTS}/{key}/ready", json={"saved_version": version}).raise_for_status()

        body = problem(builder.post(PUBLICATIONS, json={"components": [key]}), 409, "destructive_change")
        assert [(field["field"], field["rule"]) for field in body["fields"]] == [("Losing/Dropped", "dropped")]
        confirmed = builder.post(PUBLICATIONS, json={"components": [key], "confirm_destructive": True})
        assert wait_for_publication(builder, confirmed.json()["id"])["state"] == "completed"

    def test_dropping_a_property_without_data_needs_none(self, builder: Client) -> None:
        kept = property_("Kept")
        stored = create_component(builder, "Losing nothing", [kept, property_("Empty")])
        publish(builder, stored)
        add_entry(builder, stored, Kept="a")
        assert publish(builder, saved_again(builder, stored, properties=[kept]))["state"] == "completed"


class TestRights:
    def test_a_visitor_can_neither_look_nor_publish(self, visitor: Client) -> None:
        problem(visitor.get(f"{PUBLICATIONS}/current"), 401, "not_signed_in")
        problem(visitor.post(PUBLICATIONS, json={"components": []}), 401, "not_signed_in")
        problem(visitor.post(f"{PUBLICATIONS}/1/reset"), 401, "not_signed_in")
