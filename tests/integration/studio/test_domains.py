"""Domains, settings and menus through the API. Everything applies at once."""

import uuid
from typing import Any

import pytest

from tests.support.client import Client, fields, problem
from tests.support.components import create_component

DOMAINS = "/api/v1/studio/domains"
DEFAULT = "digital-workplace"


@pytest.fixture
def domain(builder: Client) -> str:
    """A domain of its own for a test."""
    name = f"d-{uuid.uuid4().hex[:8]}"
    assert builder.post(DOMAINS, json={"name": name, "title": "Extra"}).status_code == 201
    return name


def menu_item(**members: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), **members}


class TestDomains:
    def test_the_default_domain_exists_and_can_be_neither_disabled_nor_deleted(self, builder: Client) -> None:
        card = builder.get(DOMAINS).json()[0]
        assert (card["name"], card["is_default"], card["enabled"]) == (DEFAULT, True, True)
        problem(builder.patch(f"{DOMAINS}/{DEFAULT}", json={"enabled": False}), 409, "built_in")
        problem(builder.delete(f"{DOMAINS}/{DEFAULT}"), 409, "built_in")

    def test_a_name_can_be_taken_once(self, builder: Client, domain: str) -> None:
        again = builder.post(DOMAINS, json={"name": domain})
        problem(again, 409, "domain_exists")
        assert fields(again) == {"name": "unique"}

    @pytest.mark.parametrize("name", ["", "Upper", "../x", "with space", "-a", "a" * 64])
    def test_a_name_that_cannot_be_part_of_an_address_is_refused(self, builder: Client, name: str) -> None:
        assert builder.post(DOMAINS, json={"name": name}).status_code == 422

    def test_exactly_one_domain_is_the_default_one(self, builder: Client, domain: str) -> None:
        builder.patch(f"{DOMAINS}/{domain}", json={"is_default": True}).raise_for_status()
        assert [card["name"] for card in builder.get(DOMAINS).json() if card["is_default"]] == [domain]
        problem(builder.patch(f"{DOMAINS}/{domain}", json={"enabled": False}), 409, "in_use")
        builder.patch(f"{DOMAINS}/{DEFAULT}", json={"is_default": True}).raise_for_status()

    def test_a_domain_with_components_is_kept(self, builder: Client, domain: str) -> None:
        stored = create_component(builder, "Resident", [], settings={"domains": [domain]})
        body = problem(builder.delete(f"{DOMAINS}/{domain}"), 409, "in_use")
        assert [field["message"] for field in body["fields"]] == ["Resident"]
        card = next(card for card in builder.get(DOMAINS).json() if card["name"] == domain)
        assert (card["components"], card["published_components"]) == (1, 0)
        builder.delete(f"/api/v1/studio/components/{stored['document']['key']}").raise_for_status()
        assert builder.delete(f"{DOMAINS}/{domain}").status_code == 204


class TestSettings:
    def test_settings_are_stored_and_the_second_editor_is_refused(self, builder: Client, domain: str) -> None:
        read = builder.get(f"{DOMAINS}/{domain}/settings").json()
        change = {**read, "title": "Sales", "hide_breadcrumbs": True, "primary_color": "#336699"}
        written = builder.put(f"{DOMAINS}/{domain}/settings", json=change).json()
        assert written == {**change, "version": read["version"] + 1}
        problem(builder.put(f"{DOMAINS}/{domain}/settings", json=change), 409, "concurrent_edit")

    def test_settings_that_nothing_serves_are_refused(self, builder: Client, domain: str) -> None:
        read = builder.get(f"{DOMAINS}/{domain}/settings").json()
        response = builder.put(f"{DOMAINS}/{domain}/settings", json={**read, "global_javascript": "alert(1)"})
        assert response.status_code == 422

    def test_a_colour_cannot_carry_anything_else(self, builder: Client, domain: str) -> None:
        read = builder.get(f"{DOMAINS}/{domain}/settings").json()
        wrong = {**read, "primary_color": "red;}</style>"}
        assert builder.put(f"{DOMAINS}/{domain}/settings", json=wrong).status_code == 422


class TestMenu:
    def test_a_menu_is_kept_as_it_was_drawn(self, builder: Client, domain: str) -> None:
        label = {"translation_key": "", "translation_value": "Group"}
        items = [menu_item(label=label, icon="folder", children=[menu_item(component=str(uuid.uuid4()))]), menu_item()]
        stored = builder.put(f"{DOMAINS}/{domain}/menu", json={"version": 0, "items": items}).json()
        assert [item["id"] for item in stored["items"]] == [item["id"] for item in items]
        assert stored["items"][0]["children"][0]["id"] == items[0]["children"][0]["id"]
        assert builder.get(f"{DOMAINS}/{domain}/menu").json() == stored

    def test_the_second_editor_is_refused(self, builder: Client, domain: str) -> None:
        builder.put(f"{DOMAINS}/{domain}/menu", json={"version": 0, "items": [menu_item()]}).raise_for_status()
        problem(builder.put(f"{DOMAINS}/{domain}/menu", json={"version": 0, "items": []}), 409, "concurrent_edit")

    def test_one_id_twice_is_refused(self, builder: Client, domain: str) -> None:
        item = menu_item()
        body = {"version": 0, "items": [item, {**menu_item(), "children": [item]}]}
        problem(builder.put(f"{DOMAINS}/{domain}/menu", json=body), 422, "invalid_menu")

    def test_endless_nesting_is_refused(self, builder: Client, domain: str) -> None:
        item = menu_item()
        for _ in range(30):
            item = menu_item(children=[item])
        body = {"version": 0, "items": [item]}
        problem(builder.put(f"{DOMAINS}/{domain}/menu", json=body), 422, "invalid_menu")

    def test_an_unknown_domain_is_not_found(self, builder: Client) -> None:
        problem(builder.get(f"{DOMAINS}/nowhere/menu"), 404, "domain_not_found")
