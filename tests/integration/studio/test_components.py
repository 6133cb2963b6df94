"""Components through the API: saving, history, the mark Ready to publish, deletion."""

import json
from typing import Any

import pytest

from tests.integration.studio.waiting import eventually
from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish, save_component
from tests.support.installation import Installation

API = "/api/v1/studio/components"


UUID = "5c7a2f0e-91a8-4c5b-8c39-0f7f3a1d2b11"
JSON = {"content-type": "application/json"}


def titled(stored: dict[str, Any], title: str) -> dict[str, Any]:
    return {**stored["document"]["settings"], "title": title}


def ascii_json(body: Any) -> bytes:
    """JSON as the wire carries it, lone surrogates included."""
    return json.dumps(body).encode()


def codes(stored: dict[str, Any], severity: str = "error") -> list[str]:
    return [finding["code"] for finding in stored["findings"] if finding["severity"] == severity]


def ready(client: Client, stored: dict[str, Any]) -> Any:
    return client.post(f"{API}/{stored['document']['key']}/ready", json={"saved_version": stored["saved_version"]})


class TestScripts:
    def test_a_script_is_checked_with_the_names_of_its_component(self, builder: Client) -> None:
        document = create_component(builder, "Scripted", [property_("Amount", "number")])["document"]
        source = 'context.DataModel.Model.Amonut = 1\ncontext.Form.Get("Amount")'
        body = {"source": source, "side": "browser", "document": document}
        (found,) = builder.post("/api/v1/studio/scripts/compile", json=body).json()["findings"]
        assert (found["code"], found["line"], found["column"]) == ("script_unknown_property", 1, 1)
        assert found["fix"] == [{"line": 1, "column": 25, "end_line": 1, "end_column": 31, "text": "Amount"}]
        without = {"source": "item['_n@number'] = missing", "side": "server"}
        (found,) = builder.post("/api/v1/studio/scripts/compile", json=without).json()["findings"]
        assert found["code"] == "script_undefined_name"


class TestCreate:
    def test_a_new_component_has_one_page_and_belongs_to_the_default_domain(self, builder: Client) -> None:
        response = builder.post(API, json={"kind": "component"})
        assert response.status_code == 201
        stored = response.json()
        document = stored["document"]
        assert [page["name"] for page in document["pages"]] == ["Main page"]
        assert document["settings"]["domains"] == ["digital-workplace"]
        assert (stored["state"], stored["saved_version"], stored["published_version"]) == ("saved", 1, None)

    def test_a_component_without_properties_may_be_saved_and_marked_ready(self, builder: Client) -> None:
        stored = create_component(builder, "Nothing yet", [])
        assert codes(stored, "warning") == ["no_properties"]
        assert ready(builder, stored).json()["state"] == "ready"

    def test_it_appears_in_the_list_with_who_saved_it(self, builder: Client) -> None:
        stored = create_component(builder, "Listed", [property_("Amount", "number")])
        row = next(row for row in builder.get(API).json() if row["key"] == stored["document"]["key"])
        assert row["title"] == "Listed"
        assert row["id"] == stored["id"]
        assert not row["published"]
        assert row["updated_by"]


class TestSave:
    def test_the_second_of_two_editors_is_refused_with_the_name_of_the_first(
        self, builder: Client, installation: Installation
    ) -> None:
        stored = create_component(builder, "Contested", [])
        key = stored["document"]["key"]
        with installation.signed_in() as other:
            late = {"base_version": stored["saved_version"], "document": stored["document"]}
            save_component(other, stored, {**stored["document"], "settings": titled(stored, "Theirs")})
            body = problem(builder.put(f"{API}/{key}", json=late), 409, "concurrent_edit")
        assert body["params"]["saved_version"] == stored["saved_version"] + 1
        assert body["params"]["user"]
        assert builder.get(f"{API}/{key}").json()["document"]["settings"]["title"] == "Theirs"

    def test_a_draft_with_errors_is_saved_with_its_error_list(self, builder: Client) -> None:
        stored = create_component(builder, "Doubled", [property_("Same"), property_("same")])
        assert codes(stored) == ["property_name_twice", "property_name_twice"]
        refusal = problem(ready(builder, stored), 409, "has_errors")
        assert {field["rule"] for field in refusal["fields"]} == {"property_name_twice"}

    def test_checking_a_draft_stores_nothing(self, builder: Client) -> None:
        stored = create_component(builder, "Draft", [])
        key = stored["document"]["key"]
        draft = {**stored["document"], "properties": [property_("id")]}
        findings = builder.post(f"{API}/{key}/check", json={"document": draft}).json()["findings"]
        assert [finding["code"] for finding in findings if finding["severity"] == "error"] == ["property_name_reserved"]
        assert builder.get(f"{API}/{key}").json() == stored

    @pytest.mark.parametrize("text", ["nul \x00 inside", "half a pair \ud800"])
    def test_text_that_the_database_cannot_keep_is_refused(self, builder: Client, text: str) -> None:
        stored = create_component(builder, "Clean", [])
        document = {**stored["document"], "settings": {**stored["document"]["settings"], "description": text}}
        body = {"base_version": stored["saved_version"], "document": document}
        response = builder.put(f"{API}/{document['key']}", content=ascii_json(body), headers=JSON)
        assert response.status_code in (400, 422), response.text

    @pytest.mark.parametrize(("levels", "status"), [(150, 200), (300, 422), (20_000, 400)])
    def test_a_page_nested_without_end_is_refused(self, builder: Client, levels: int, status: int) -> None:
        stored = create_component(builder, "Deep", [])
        opening = f'{{"id": "{UUID}", "kind": "panel", "name": "Panel", "children": ['
        body = ascii_json({"base_version": stored["saved_version"], "document": stored["document"]}).decode()
        deep = body.replace('"children": []', f'"children": [{opening * levels}{"]}" * levels}]')
        response = builder.put(f"{API}/{stored['document']['key']}", content=deep, headers=JSON)
        assert response.status_code == status, response.text[:500]

    def test_a_document_of_another_component_is_refused(self, builder: Client) -> None:
        one, other = create_component(builder, "One", []), create_component(builder, "Other", [])
        body = {"base_version": one["saved_version"], "document": other["document"]}
        problem(builder.put(f"{API}/{one['document']['key']}", json=body), 422, "key_mismatch")


class TestHistory:
    def test_every_save_is_kept_and_can_be_read_again(self, builder: Client) -> None:
        first = create_component(builder, "First title", [])
        save_component(builder, first, {**first["document"], "settings": titled(first, "Second title")})
        key = first["document"]["key"]
        versions = builder.get(f"{API}/{key}/versions").json()
        assert [version["version"] for version in versions] == [3, 2, 1]
        assert builder.get(f"{API}/{key}/versions/2").json() == first["document"]
        problem(builder.get(f"{API}/{key}/versions/99"), 404, "component_not_found")


class TestReady:
    def test_a_version_that_is_not_the_last_one_cannot_be_marked(self, builder: Client) -> None:
        stored = create_component(builder, "Old", [])
        save_component(builder, stored, {**stored["document"], "settings": titled(stored, "New")})
        problem(ready(builder, stored), 409, "not_saved")

    def test_saving_again_takes_the_mark_away(self, builder: Client) -> None:
        stored = create_component(builder, "Marked", [])
        assert ready(builder, stored).json()["state"] == "ready"
        again = save_component(builder, stored, {**stored["document"], "settings": titled(stored, "Again")})
        assert again["state"] == "saved"


class TestDelete:
    def test_a_component_others_refer_to_is_kept_and_the_references_are_listed(self, builder: Client) -> None:
        target = create_component(builder, "Managers", [])
        key = target["document"]["key"]
        create_component(builder, "Cars", [property_("manager", "catalog", component=key)])
        body = problem(builder.delete(f"{API}/{key}"), 409, "in_use")
        assert [field["field"] for field in body["fields"]] == ["Cars"]
        assert builder.get(f"{API}/{key}").is_success

    def test_a_component_in_a_menu_is_kept(self, builder: Client) -> None:
        target = create_component(builder, "In the menu", [])
        key = target["document"]["key"]
        menu = builder.get("/api/v1/studio/domains/digital-workplace/menu").json()
        item = {"id": "7d8b3f6e-54a5-4a57-9f9f-5b2a0f4f2f11", "component": key}
        path = "/api/v1/studio/domains/digital-workplace/menu"
        with_item = builder.put(path, json={"version": menu["version"], "items": [*menu["items"], item]}).json()
        body = problem(builder.delete(f"{API}/{key}"), 409, "in_use")
        assert [field["field"] for field in body["fields"]] == ["digital-workplace"]
        builder.put(path, json={"version": with_item["version"], "items": menu["items"]}).raise_for_status()
        assert builder.delete(f"{API}/{key}").status_code == 204

    def test_the_built_in_component_cannot_be_deleted(self, builder: Client) -> None:
        problem(builder.delete(f"{API}/00000000-0000-4000-8000-000000000001"), 409, "built_in")

    def test_a_deleted_component_is_not_live_any_more(self, builder: Client) -> None:
        stored = create_component(builder, "Short-lived", [property_("Note")])
        assert publish(builder, stored)["state"] == "completed"
        key = stored["document"]["key"]
        assert builder.get(f"/api/v1/workplace/components/{key}").is_success
        assert builder.delete(f"{API}/{key}").status_code == 204
        problem(builder.get(f"{API}/{key}"), 404, "component_not_found")
        eventually(lambda: builder.get(f"/api/v1/workplace/components/{key}").status_code == 404)


class TestUses:
    def test_renaming_is_warned_of_the_places_that_name_the_property(self, builder: Client) -> None:
        target = create_component(builder, "Shops", [property_("Town")])
        key = target["document"]["key"]
        other = create_component(builder, "Orders", [property_("shop", "catalog", component=key)])
        label = {
            "id": "0a3a6fdd-0a3c-4c52-9d0e-3f4f34c9ad11",
            "kind": "label",
            "name": "Label_001",
            "settings": {"binding": "data.shop.Town"},
        }
        page = {**other["document"]["pages"][0], "children": [label]}
        save_component(builder, other, {**other["document"], "pages": [page]})
        uses = builder.get(f"{API}/{key}/uses", params={"property": "Town"}).json()
        assert [(use["title"], use["element"]) for use in uses] == [("Orders", label["id"])]
        assert builder.get(f"{API}/{key}/uses", params={"property": "Tow"}).json() == []


class TestRights:
    def test_a_visitor_reaches_nothing_of_studio(self, visitor: Client) -> None:
        problem(visitor.get(API), 401, "not_signed_in")
        problem(visitor.post(API, json={"kind": "component"}), 401, "not_signed_in")
