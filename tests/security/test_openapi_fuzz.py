"""Every operation of the API description, asked with random and hostile values by everybody it may meet."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from aqtra.gateway.app import api
from aqtra.infra.settings import Settings
from tests.integration.studio.waiting import eventually
from tests.security.refusals import assert_refused
from tests.support.accounts import create_account, signed_in
from tests.support.client import TOKEN_HEADER, Client
from tests.support.components import create_component, property_, publish
from tests.support.files import LIBRARY, picture, start, upload
from tests.support.installation import Installation
from tests.support.openapi import TEXT, Values

DOCUMENT = api(Settings()).openapi()
OPERATIONS = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
}
# With a session, these end it, or lock its account by guessing; tests of accounts ask them signed in.
OF_NOBODY_ONLY = {
    "sign_out",
    "change_password",
    "end_own_session",
    "end_other_sessions",
    "end_user_sessions",
    "prove_by_password",
    "prove_by_code",
}
DEFAULT_DOMAIN = "/api/v1/studio/domains/digital-workplace"


@dataclass(frozen=True)
class World:
    """A running installation with something in it, and the headers of three people."""

    http: httpx.Client
    headers: dict[str, dict[str, str]]
    values: Values
    known: dict[str, list[str]]


@pytest.fixture(scope="module")
def world(installation: Installation, builder: Client) -> Iterator[World]:
    stored = create_component(builder, "Fuzzed", [property_("Code"), property_("Amount", "number")])
    publication = publish(builder, stored)
    key = stored["document"]["key"]
    entry = builder.post(f"/api/v1/entries/{key}", json={"data": {}}).raise_for_status().json()
    domain = f"fuzzed-{uuid4().hex[:8]}"
    builder.post("/api/v1/studio/domains", json={"name": domain}).raise_for_status()
    known = {
        "uuid": [key],
        "component": [key],
        "key": [key],
        "name": [domain],
        "entry_id": [str(entry["id"])],
        "publication_id": [str(publication["id"])],
        "version": ["1", "2"],
        "file_id": [upload(builder, "fuzzed.png", picture())["id"]],
        "upload_id": [start(builder, "fuzzed.txt", 10).json()["id"]],
        "number": ["0"],
        "folder_id": [builder.post(f"{LIBRARY}/folders", json={"name": domain}).raise_for_status().json()["id"]],
    }
    with (
        installation.client() as visitor,
        signed_in(installation, create_account(installation, f"f-{uuid4().hex[:8]}")) as member,
        installation.signed_in() as administrator,
        httpx.Client(base_url=installation.base_url, verify=False, timeout=60) as http,
    ):
        visitor.token()
        people = {"visitor": visitor, "member": member, "administrator": administrator}
        headers = {
            name: {
                "Cookie": f"__Host-aqtra={client.cookies['__Host-aqtra']}",
                TOKEN_HEADER: str(client.headers[TOKEN_HEADER]),
                "Content-Type": "application/json",
            }
            for name, client in people.items()
        }
        yield World(http, headers, Values(DOCUMENT, known), known)
    eventually(lambda: not _publishing(builder))
    builder.patch(DEFAULT_DOMAIN, json={"is_default": True, "enabled": True}).raise_for_status()


def _publishing(builder: Client) -> bool:
    current = builder.get("/api/v1/studio/publications/current").raise_for_status().json()
    return current is not None and current["state"] in ("running", "rolling_back")


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_answers_as_described_or_refuses_by_name(world: World, name: str) -> None:
    method, path, operation = OPERATIONS[name]

    @given(st.data())
    @settings(
        max_examples=30,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    def ask(data: st.DataObject) -> None:
        people = ["visitor"] if name in OF_NOBODY_ONLY else ["administrator", "member", "visitor"]
        headers = world.headers[data.draw(st.sampled_from(people), "who")]
        address, query = _address(data, world, path, operation)
        content = None
        if "requestBody" in operation:
            ((content_type, body),) = operation["requestBody"]["content"].items()
            headers = {**headers, "Content-Type": content_type}
            content = _body(data, world, content_type, body["schema"])
        # Cookies are said by header only: no answer changes who asks next.
        world.http.cookies.clear()
        response = world.http.request(method, address, params=query, headers=headers, content=content)
        _check(response, operation)

    ask()


def _body(data: st.DataObject, world: World, content_type: str, schema: dict[str, Any]) -> bytes:
    if content_type == "application/json":
        return json.dumps(data.draw(world.values.of(schema), "body")).encode()
    return data.draw(st.binary(max_size=100) | st.just(b"0123456789"), "bytes")


def _address(
    data: st.DataObject, world: World, path: str, operation: dict[str, Any]
) -> tuple[str, list[tuple[str, str]]]:
    query: list[tuple[str, str]] = []
    for parameter in operation.get("parameters", ()):
        name = parameter["name"]
        known = st.sampled_from(world.known.get(name, ["x"]))
        if parameter["in"] == "path":
            value = data.draw(known | known | TEXT, name)
            # The client would resolve dots before it sends them.
            segment = quote(value, safe="", errors="surrogatepass").replace(".", "%2E")
            path = path.replace(f"{{{name}}}", segment)
        elif parameter["in"] == "query" and data.draw(st.booleans(), f"with {name}"):
            query.append((name, data.draw(TEXT, name).encode(errors="replace").decode()))
    return path, query


def _check(response: httpx.Response, operation: dict[str, Any]) -> None:
    described = operation["responses"].get(str(response.status_code))
    if described is None:
        assert_refused(response)
    elif schema := described.get("content", {}).get("application/json", {}).get("schema"):
        Draft202012Validator({**schema, "components": DOCUMENT["components"]}).validate(response.json())
    elif "content" in described:
        assert response.headers["content-type"].partition(";")[0] not in ("text/html", "application/problem+json")
    else:
        assert response.status_code in (202, 204, 304)
