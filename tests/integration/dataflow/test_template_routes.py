"""Templates through the API of a running installation: made, published, rendered by a flow, and handed to a form."""

import base64
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from tests.integration.dataflow.flows import answer, flow, get
from tests.support.client import Client, fields, problem
from tests.support.components import create_component, property_, publish, save_component
from tests.support.files import LIBRARY, picture, upload
from tests.support.templates import detail, element, lines_table, text

TEMPLATES = "/api/v1/studio/templates"
PRINT = UUID(int=91)


def body(*elements: dict[str, Any], **settings: Any) -> dict[str, Any]:
    found: dict[str, Any] = detail(*elements, **settings).model_dump(mode="json")
    return found


@pytest.fixture
def made(builder: Client) -> Iterator[dict[str, Any]]:
    """A saved template, gone after the test."""
    response = builder.post(TEMPLATES, json=body(text("Invoice {{ number }}"), lines_table(), name="Over HTTP"))
    assert response.status_code == 201, response.text
    yield response.json()
    builder.delete(f"{TEMPLATES}/{response.json()['id']}")


def path(template: dict[str, Any]) -> str:
    return f"{TEMPLATES}/{template['id']}"


def publish_template(builder: Client, template: dict[str, Any]) -> Any:
    return builder.post(f"{path(template)}/publish", json={"version": template["version"]})


class TestSaving:
    def test_what_was_made_is_listed_and_read(self, builder: Client, made: dict[str, Any]) -> None:
        row = next(found for found in builder.get(TEMPLATES).json() if found["id"] == made["id"])
        assert (row["name"], row["properties"], row["version"], row["published_version"]) == ("Over HTTP", 5, 1, None)
        assert builder.get(path(made)).json() == made

    def test_another_version_is_not_overwritten(self, builder: Client, made: dict[str, Any]) -> None:
        change = {**body(text("x"), name="Over HTTP"), "version": 1}
        assert builder.put(path(made), json=change).json()["version"] == 2
        problem(builder.put(path(made), json=change), 409, "template_changed")

    def test_names_are_told_apart(self, builder: Client, made: dict[str, Any]) -> None:
        response = builder.post(TEMPLATES, json=body(text("x"), name="over http"))
        problem(response, 422, "invalid_template")
        assert fields(response) == {"name": "unique"}

    def test_an_expression_that_reaches_out_is_refused(self, builder: Client) -> None:
        hostile = body(text("x"), name="Hostile")
        hostile["bands"][0]["elements"][0]["text"] = "{{ ''.__class__.mro() }}"
        assert builder.post(TEMPLATES, json=hostile).status_code == 422

    def test_what_reads_beyond_its_model_is_saved_and_not_published(self, builder: Client) -> None:
        template = builder.post(TEMPLATES, json=body(text("{{ gone }}"), name="Half done")).json()
        response = publish_template(builder, template)
        problem(response, 422, "invalid_template")
        assert set(fields(response).values()) == {"unknown_name"}
        builder.delete(path(template))

    def test_a_template_that_is_not_there(self, builder: Client) -> None:
        problem(builder.get(f"{TEMPLATES}/{UUID(int=5)}"), 404, "template_not_found")


class TestShowing:
    def test_pages_come_as_pictures_with_what_is_wrong(self, builder: Client) -> None:
        content = body(text("{{ number }} {% if paid %}{{ customer.name }}{% endif %}"))
        shown = builder.post(f"{TEMPLATES}/preview", json={"content": content}).json()
        assert (shown["count"], shown["problems"]) == (1, [])
        assert base64.b64decode(shown["pages"][0]).startswith(b"\x89PNG")

    def test_an_element_that_cannot_be_made_is_named(self, builder: Client) -> None:
        content = body(text("{{ number|date }}", name="When"))
        response = builder.post(f"{TEMPLATES}/preview", json={"content": content})
        assert problem(response, 422, "render_failed")["fields"][0]["params"] == {"element": "When"}

    def test_a_sample_is_rendered_to_be_kept(self, builder: Client) -> None:
        order = {"content": body(text("{{ number }}"), name="Letter"), "format": "docx"}
        found = builder.post(f"{TEMPLATES}/render", json=order).json()
        assert found["name"] == "Letter.docx"
        assert base64.b64decode(found["content"]).startswith(b"PK")

    def test_a_picture_of_the_library_is_shown_and_cannot_be_deleted(self, builder: Client) -> None:
        file = upload(builder, "logo.png", picture())["id"]
        content = body(element("picture", file=file, name="Logo"), name="With a logo")
        assert builder.post(f"{TEMPLATES}/preview", json={"content": content}).json()["count"] == 1
        template = builder.post(TEMPLATES, json=content).json()
        assert "With a logo" in problem(builder.delete(f"{LIBRARY}/{file}"), 409, "file_in_use")["fields"][0]["message"]
        builder.delete(path(template))
        assert builder.delete(f"{LIBRARY}/{file}").status_code == 204

    def test_a_picture_that_is_not_there_is_named(self, builder: Client) -> None:
        gone = element("picture", file=str(UUID(int=77)), name="Logo")
        response = builder.post(f"{TEMPLATES}/preview", json={"content": body(gone)})
        assert problem(response, 422, "render_failed")["fields"][0]["params"] == {"element": "Logo"}


def rendering(template: str) -> dict[str, Any]:
    mapping = [{"target": "number", "source": "data.Number"}]
    params = {"template": template, "render_type": "pdf", "file_name": "{data.Number}", "fields_mapping": mapping}
    return {"id": "render", "type": "render_template", "name": "Render template", "source": ["get"], "params": params}


def offering() -> dict[str, Any]:
    params = {"form_action": "download_file", "file_info_field": "fileId"}
    return {"id": "offer", "type": "form_action", "name": "Form action", "source": ["render"], "params": params}


def test_a_flow_renders_and_the_form_gets_the_file(builder: Client, made: dict[str, Any]) -> None:
    stored = create_component(builder, "Printed", [property_("Number")])
    key = stored["document"]["key"]
    printing = {**flow(PRINT, "Print", get(), rendering(made["id"]), offering(), answer("offer")), "key": str(PRINT)}
    stored = save_component(builder, stored, {**stored["document"], "flows": [printing]})

    # Until the template is published the component cannot be.
    problem(builder.delete(path(made)), 409, "template_in_use")
    assert publish_template(builder, made).status_code == 200
    publication = publish(builder, stored)
    assert publication["state"] == "completed", publication

    run = f"/api/v1/workplace/components/{key}/flows/{PRINT}/run"
    response = builder.post(run, json={"model": {"id": 0, "data": {"Number": "R-7"}}})
    assert response.status_code == 200, response.text
    (action,) = response.json()["actions"]
    assert action["kind"] == "download_file"
    file = builder.get(action["url"])
    assert file.content.startswith(b"%PDF-")
    assert "R-7.pdf" in file.headers["content-disposition"]

    # What a live flow fills cannot be taken away, nor can the template.
    bare = {**body(text("x"), name="Over HTTP", properties=[]), "version": made["version"]}
    saved = builder.put(path(made), json=bare).json()
    problem(publish_template(builder, saved), 409, "template_in_use")
    problem(builder.delete(path(made)), 409, "template_in_use")
