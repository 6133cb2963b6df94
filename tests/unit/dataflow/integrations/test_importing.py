"""Descriptions of APIs, friendly and hostile."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.integrations import limits
from aqtra.dataflow.integrations.errors import BadDescription
from aqtra.dataflow.integrations.importing import import_description
from aqtra.dataflow.integrations.models import Connector

OPENAPI = """
openapi: 3.0.3
info: {title: Pets}
servers:
  - url: https://{region}.example.org/v1
    variables: {region: {default: eu}}
security: [{token: []}]
paths:
  /pets/{id}:
    parameters:
      - $ref: '#/components/parameters/Id'
    get:
      summary: Get a pet
      parameters:
        - {name: id, in: query, schema: {type: boolean}}
        - {name: session, in: cookie, schema: {type: string}}
      responses:
        200:
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
    put:
      operationId: putPet
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Pet'}
      responses: {204: {description: done}}
  /raw:
    post:
      requestBody: {content: {text/csv: {schema: {type: string}}}}
    options: {}
components:
  parameters:
    Id: {name: id, in: path, required: true, schema: {type: integer}}
  securitySchemes:
    token: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://login.example.org/token', scopes: {read: x}}}}
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        born: {type: string, format: date}
        weight: {type: number}
        parent: {$ref: '#/components/schemas/Pet'}
"""
POSTMAN: dict[str, Any] = {
    "info": {"name": "Shop", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
    "auth": {
        "type": "basic",
        "basic": [{"key": "username", "value": "robot"}, {"key": "password", "value": "do-not-keep"}],
    },
    "variable": [{"key": "base", "value": "https://shop.example.org/api"}],
    "item": [
        {
            "name": "Orders",
            "item": [
                {
                    "name": "One",
                    "request": {
                        "method": "GET",
                        "url": {"raw": "{{base}}/orders/:id?full=1", "query": [{"key": "full", "value": "1"}]},
                        "header": [
                            {"key": "X-Team", "value": "blue"},
                            {"key": "Authorization", "value": "do-not-keep"},
                        ],
                    },
                    "response": [{"code": 200, "body": '{"id": 1, "lines": [{"price": 1.5}]}'}],
                },
                {
                    "name": "New",
                    "request": {
                        "method": "POST",
                        "url": "{{base}}/orders",
                        "body": {"mode": "raw", "raw": '{"total": 1.5, "paid": true}'},
                    },
                },
            ],
        },
        {"name": "Elsewhere", "request": {"method": "GET", "url": "https://other.example.org/x"}},
    ],
}


def read(text: str) -> tuple[Connector, tuple[str, ...]]:
    return import_description(text, uuid4)


class TestOpenApi:
    def test_operations_become_endpoints(self) -> None:
        connector, notes = read(OPENAPI)
        assert (connector.name, connector.base_url) == ("Pets", "https://eu.example.org/v1")
        assert connector.auth.model_dump() | {"scopes": ()} == {
            "kind": "oauth2",
            "token_url": "https://login.example.org/token",
            "client_id": "client",
            "scopes": (),
            "audience": "",
            "client_auth": "client_secret_basic",
        }
        got, put, raw = connector.endpoints
        assert (got.name, got.path, got.methods) == ("Get a pet", "/pets/{id}", ("get",))
        assert [(p.name, p.place, p.type, p.wire_name, p.required) for p in got.parameters] == [
            ("id", "query", "boolean", "id", False),
            ("id (path)", "path", "integer", "id", True),
        ]
        assert {(p.name, p.place, p.type, p.required) for p in put.parameters} >= {
            ("name", "body", "string", True),
            ("born", "body", "date", False),
            ("weight", "body", "number", False),
        }
        assert (raw.body_format, raw.parameters[0].place) == ("text", "content")
        assert any("cookie" in note for note in notes)

    def test_a_schema_that_contains_itself_ends(self) -> None:
        connector, _ = read(OPENAPI)
        schema = connector.endpoints[0].response
        assert schema["properties"]["born"] == {"type": "string", "format": "date"}
        depth = 0
        while schema:
            schema, depth = schema.get("properties", {}).get("parent", {}), depth + 1
        assert depth < 30

    def test_json_reads_as_yaml_does(self) -> None:
        import yaml

        same = json.dumps(yaml.safe_load(OPENAPI))
        assert [e.name for e in read(same)[0].endpoints] == [e.name for e in read(OPENAPI)[0].endpoints]

    def test_references_outside_the_file_are_not_followed(self) -> None:
        text = OPENAPI.replace("'#/components/parameters/Id'", "'http://169.254.169.254/x'")
        _, notes = read(text)
        assert any("outside the file" in note for note in notes)


class TestPostman:
    def test_requests_become_endpoints(self) -> None:
        connector, notes = read(json.dumps(POSTMAN))
        assert connector.base_url == "https://shop.example.org"
        one, new = connector.endpoints
        assert (one.name, one.path) == ("Orders / One", "/api/orders/{id}")
        assert [(p.name, p.place) for p in one.parameters] == [("id", "path"), ("full", "query"), ("X-Team", "header")]
        assert one.response["properties"]["lines"]["items"]["properties"] == {"price": {"type": "number"}}
        assert [(p.name, p.type) for p in new.parameters] == [("total", "number"), ("paid", "boolean")]
        assert any("another server" in note for note in notes)

    def test_secrets_of_the_file_are_not_read(self) -> None:
        connector, notes = read(json.dumps(POSTMAN))
        assert "do-not-keep" not in connector.model_dump_json() + repr(notes)


BOMB = "openapi: 3.0.0\na: &a [x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)},*{chr(97 + n)}]\n" for n in range(20)
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        "a: b: c",
        BOMB,
        "[" * 100_000,
        '{"swagger": "2.0"}',
        '{"openapi": 3}',
        "!!python/object/apply:os.system ['true']",
        "x" * (limits.IMPORT_SIZE + 1),
        '{"openapi": "3.0.0", "servers": [{"url": "https://user:pass@example.org"}]}',
    ],
    ids=range(12),
)
def test_what_cannot_be_read_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadDescription):
        read(text)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(paths=ANYTHING, components=ANYTHING, servers=ANYTHING, operation=ANYTHING, schema=ANYTHING)
def test_nonsense_in_a_description_is_left_out_or_refused(
    paths: Any, components: Any, servers: Any, operation: Any, schema: Any
) -> None:
    media = {"content": {"application/json": {"schema": schema}}}
    described = {
        "/a": {"get": operation, "post": {"requestBody": media, "responses": {"200": media}, "parameters": operation}},
        "/b": paths,
    }
    document = {"openapi": "3.1.0", "paths": described, "components": components, "servers": servers}
    collection = {"info": POSTMAN["info"], "item": [{"request": operation, "response": paths}, schema], "auth": servers}
    for text in (json.dumps(document), json.dumps(collection)):
        try:
            connector, _ = read(text)
        except BadDescription:
            continue
        assert isinstance(connector.id, UUID)
