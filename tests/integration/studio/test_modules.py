"""Shared Python modules through the API: kept, checked, published with what imports them, and given back."""

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish, wait_for_publication

MODULES = "/api/v1/studio/modules"
PUBLICATIONS = "/api/v1/studio/publications"
Json = dict[str, Any]


def name_of_its_own() -> str:
    return f"m_{uuid4().hex[:10]}"


def module(client: Client, source: str = "", name: str | None = None, type_: str = "both") -> Json:
    name = name or name_of_its_own()
    content = {"title": f"Module {name}", "name": name, "type": type_, "source": source}
    return dict(client.post(MODULES, json=content).raise_for_status().json())


def save(client: Client, stored: Json, **changes: Any) -> Any:
    content = {name: stored[name] for name in ("title", "name", "type", "source")}
    return client.put(f"{MODULES}/{stored['key']}", json={"base_version": stored["version"], **content, **changes})


def state(client: Client, stored: Json) -> str:
    return str(next(found["state"] for found in client.get(MODULES).json() if found["key"] == stored["key"]))


def compiled(client: Client, stored: Json) -> list[tuple[str, int]]:
    content = {member: stored[member] for member in ("key", "name", "type", "source")}
    found = client.post(f"{MODULES}/compile", json=content).raise_for_status().json()["problems"]
    return [(problem["code"], problem["line"]) for problem in found]


def importing(client: Client, stored: Json, title: str = "Importing") -> Json:
    script = f"import {stored['name']}\n"
    return create_component(client, f"{title} {stored['name']}", [property_("Note")], script=script)


def shown_modules(client: Client, component: Json) -> Any:
    return client.get(f"/api/v1/workplace/components/{component['document']['key']}").json()["modules"]


def ended(client: Client, response: Any) -> Json:
    assert response.status_code == 202, response.text
    return wait_for_publication(client, response.json()["id"])


class TestKeeping:
    def test_a_module_is_created_read_listed_and_deleted(self, builder: Client) -> None:
        stored = module(builder, "x = 1\n")
        opened = builder.get(f"{MODULES}/{stored['key']}").json()
        assert (opened["source"], opened["version"], opened["state"]) == ("x = 1\n", 1, "saved")
        assert opened["created_by"] == opened["updated_by"] is not None
        assert "source" not in next(found for found in builder.get(MODULES).json() if found["key"] == stored["key"])
        assert builder.delete(f"{MODULES}/{stored['key']}").status_code == 204
        problem(builder.get(f"{MODULES}/{stored['key']}"), 404, "script_module_not_found")

    def test_the_second_of_two_savings_is_told_of_the_first(self, builder: Client) -> None:
        stored = module(builder)
        assert save(builder, stored, source="x = 1").json()["version"] == 2
        told = problem(save(builder, stored, source="x = 2"), 409, "concurrent_edit")
        assert told["params"]["saved_version"] == 2

    @pytest.mark.parametrize("name", ["json", "clr", "item", "context", "aqtra", "lambda"])
    def test_a_name_that_imports_find_already_is_refused(self, builder: Client, name: str) -> None:
        content = {"title": "Taken", "name": name, "type": "both"}
        told = problem(builder.post(MODULES, json=content), 422, "invalid_module")
        assert [(field["field"], field["rule"]) for field in told["fields"]] == [("name", "reserved")]

    def test_a_name_is_taken_on_its_sides_only(self, builder: Client) -> None:
        name = module(builder, type_="frontend")["name"]
        content = {"title": "Same", "name": name, "type": "both"}
        told = problem(builder.post(MODULES, json=content), 422, "invalid_module")
        assert told["fields"][0]["rule"] == "unique"
        assert module(builder, name=name, type_="backend")["name"] == name

    def test_what_is_imported_cannot_be_deleted_and_names_who_does(self, builder: Client) -> None:
        stored = module(builder)
        component = importing(builder, stored)
        other = module(builder, f"from {stored['name']} import x")
        told = problem(builder.delete(f"{MODULES}/{stored['key']}"), 409, "in_use")
        places = {field["field"] for field in told["fields"]}
        assert places == {component["document"]["settings"]["title"], other["title"]}


class TestCompile:
    def test_an_error_has_its_code_and_line(self, builder: Client) -> None:
        stored = module(builder)
        expected = {
            "def f(:": ("script_syntax", 1),
            "x = 1\nawait x": ("script_syntax", 2),
            "import nothing_like_it": ("script_unknown_import", 1),
            "def f(): pass\nx = context.Model": ("module_of_caller", 2),
            "import http.client": ("script_server_only", 1),
        }
        for source, found in expected.items():
            assert compiled(builder, {**stored, "source": source}) == [found]
        assert compiled(builder, {**stored, "source": "import json\ndef f(item): return item.context"}) == []

    def test_modules_in_a_circle_and_of_the_other_side_are_refused(self, builder: Client) -> None:
        first = module(builder)
        second = module(builder, f"import {first['name']}")
        browser = module(builder, type_="frontend")
        source = f"import {second['name']}\nimport {browser['name']}"
        assert compiled(builder, {**first, "source": source}) == [("module_circle", 1), ("module_of_other_side", 2)]

    def test_a_script_says_that_what_it_imports_does_not_work(self, builder: Client) -> None:
        stored = module(builder, "def f(:")
        server = module(builder, type_="backend")
        script = f"import {stored['name']}\nimport {server['name']}"
        component = create_component(builder, "Broken", [property_("Note")], script=script)
        codes = [found["code"] for found in component["findings"]]
        assert codes == ["module_broken", "module_of_other_side"]


class TestDraft:
    def test_a_debugged_flow_imports_what_is_saved_and_a_published_one_its_release(self, builder: Client) -> None:
        stored = module(builder, "VALUE = 1", type_="backend")
        flow = str(uuid4())
        script = f"import {stored['name']}\nitem['_value@integer'] = {stored['name']}.VALUE"
        step = {"id": "script", "name": "Script", "type": "execute_script", "source": ["get"]}
        steps = [
            {"id": "get", "name": "Get", "type": "get_action_model"},
            {**step, "params": {"script": script}},
            {"id": "answer", "name": "Answer", "type": "write_response", "source": ["script"]},
        ]
        stages = [{"id": "a0", "name": "Stage", "steps": steps}]
        flows = [{"key": flow, "kind": "dataflow", "name": "Run", "stages": stages}]
        component = create_component(builder, f"Runs {stored['name']}", [property_("Note")], flows=flows)
        assert publish(builder, component)["state"] == "completed"
        save(builder, stored, source="VALUE = 2")
        key, model = component["document"]["key"], {"id": 0, "data": {}}
        place = f"/api/v1/workplace/components/{key}/flows/{flow}/run"
        assert builder.post(place, json={"model": model}).json()["items"][0]["_value@integer"] == 1
        order = {"document": component["document"], "flow": flow, "input": json.dumps(model)}
        recording = builder.post("/api/v1/studio/flows/debug", json=order).json()
        ((item,),) = [step["items"] for step in recording["steps"] if step["stepId"] == "script"]
        assert item["_value@integer"] == 2


class TestPublication:
    def test_a_release_goes_on_with_its_modules_until_they_are_published(self, builder: Client) -> None:
        inner = module(builder, "VALUE = 1")
        outer = module(builder, f"from {inner['name']} import VALUE")
        component = importing(builder, outer)
        first = publish(builder, component)
        assert first["state"] == "completed", first
        before = {inner["name"]: inner["source"], outer["name"]: outer["source"]}
        assert shown_modules(builder, component) == before
        assert state(builder, inner) == "published"

        changed = save(builder, inner, source="VALUE = 2").json()
        assert changed["state"] == "changed"
        assert shown_modules(builder, component) == before
        candidates = builder.get(f"{PUBLICATIONS}/candidates").json()["modules"]
        assert [found["key"] for found in candidates if found["key"] == inner["key"]] == [inner["key"]]

        done = ended(builder, builder.post(PUBLICATIONS, json={"modules": [inner["key"]]}))
        assert done["state"] == "completed", done
        assert [found["key"] for found in done["components"]] == [component["document"]["key"]]
        assert shown_modules(builder, component) == {**before, inner["name"]: "VALUE = 2"}
        assert state(builder, inner) == "published"

        back = ended(builder, builder.post(f"{PUBLICATIONS}/rollback", json={"version": first["version"]}))
        assert back["state"] == "completed", back
        assert shown_modules(builder, component) == before
        assert state(builder, inner) == "changed"

    def test_a_component_goes_live_with_the_published_text_of_a_changed_module(self, builder: Client) -> None:
        stored = module(builder, "VALUE = 1")
        publish(builder, importing(builder, stored))
        save(builder, stored, source="VALUE = 2")
        second = importing(builder, stored, "Second")
        chosen = {"components": [second["document"]["key"]]}
        proposed = builder.post(f"{PUBLICATIONS}/preview", json=chosen).json()["modules"]
        assert proposed == [{"module": stored["key"], "title": stored["title"]}]
        assert publish(builder, second)["state"] == "completed"
        assert shown_modules(builder, second) == {stored["name"]: "VALUE = 1"}

    def test_a_module_that_would_break_what_is_live_is_not_published(self, builder: Client) -> None:
        stored = module(builder, "VALUE = 1")
        component = importing(builder, stored)
        publish(builder, component)
        save(builder, stored, source="def f(:")
        done = ended(builder, builder.post(PUBLICATIONS, json={"modules": [stored["key"]]}))
        assert done["state"] == "rolled_back"
        assert "has errors" in done["error"]
        assert shown_modules(builder, component) == {stored["name"]: "VALUE = 1"}

    def test_a_module_that_nobody_published_has_nothing_to_publish(self, builder: Client) -> None:
        stored = module(builder)
        problem(builder.post(PUBLICATIONS, json={"modules": [stored["key"]]}), 409, "nothing_to_publish")

    def test_what_only_a_live_component_imports_cannot_be_deleted(self, builder: Client) -> None:
        stored = module(builder)
        component = importing(builder, stored)
        publish(builder, component)
        key = component["document"]["key"]
        saved = builder.get(f"/api/v1/studio/components/{key}").json()
        document = {**saved["document"], "script": ""}
        change = {"base_version": saved["saved_version"], "document": document}
        assert builder.put(f"/api/v1/studio/components/{key}", json=change).status_code == 200
        told = problem(builder.delete(f"{MODULES}/{stored['key']}"), 409, "in_use")
        assert [field["field"] for field in told["fields"]] == [component["document"]["settings"]["title"]]
