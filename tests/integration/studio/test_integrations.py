"""Integrations as Studio reaches them."""

from typing import Any
from uuid import uuid4

from tests.support.client import Client

PLACE = "/api/v1/studio/integrations"
SECRET = "never-shown-again"


def system(**connector: Any) -> dict[str, Any]:
    endpoint = {"id": str(uuid4()), "name": "Here", "path": "/"}
    made = {
        "id": str(uuid4()),
        "name": "Main",
        "base_url": "http://127.0.0.1:9",
        "auth": {"kind": "header"},
        "endpoints": [endpoint],
        **connector,
    }
    return {"name": f"System {uuid4().hex[:8]}", "connectors": [made]}


def test_a_system_from_its_first_draft_to_its_end(builder: Client) -> None:
    body = system()
    key = body["connectors"][0]["id"]
    made = builder.post(PLACE, json={**body, "secrets": {key: SECRET}})
    assert made.status_code == 201, made.text
    assert made.json()["secrets_set"] == [key]
    address = f"{PLACE}/{made.json()['id']}"
    assert made.json()["id"] not in {found["id"] for found in builder.get(f"{PLACE}/published").json()}

    published = builder.post(f"{address}/publish", json={"version": 1})
    assert published.json()["published_version"] == 1
    [found] = [found for found in builder.get(f"{PLACE}/published").json() if found["id"] == made.json()["id"]]
    assert [one["name"] for one in found["connectors"][0]["endpoints"]] == ["Here"]

    saved = builder.put(address, json={**body, "description": "Of the bank", "version": 1})
    assert (saved.json()["version"], saved.json()["published_version"]) == (2, 1)
    assert builder.put(address, json={**body, "version": 1}).json()["code"] == "integration_changed"

    endpoint = body["connectors"][0]["endpoints"][0]["id"]
    tried = builder.post(f"{address}/try", json={"connector": key, "endpoint": endpoint, "method": "get"})
    assert tried.json()["code"] == "egress_refused"

    said = [builder.get(place) for place in (PLACE, address, f"{PLACE}/published")]
    assert all(SECRET not in answer.text for answer in (made, published, saved, tried, *said))
    assert builder.delete(address).status_code == 204
    assert builder.get(address).json()["code"] == "integration_not_found"


def test_a_secret_in_a_bad_request_is_not_said_again(builder: Client) -> None:
    body = system(base_url="nowhere")
    refused = builder.post(PLACE, json={**body, "secrets": {body["connectors"][0]["id"]: SECRET, "x": SECRET}})
    assert refused.status_code == 422
    assert SECRET not in refused.text


def test_a_description_is_read_and_not_saved(builder: Client) -> None:
    text = (
        "openapi: 3.0.0\ninfo: {title: Pets}\nservers: [{url: 'https://pets.example.org'}]\npaths: {/pets: {get: {}}}"
    )
    before = builder.get(PLACE).json()
    read = builder.post(f"{PLACE}/import", json={"text": text}).json()
    assert read["connector"]["base_url"] == "https://pets.example.org"
    assert [one["path"] for one in read["connector"]["endpoints"]] == ["/pets"]
    assert builder.post(f"{PLACE}/import", json={"text": "{"}).json()["code"] == "bad_description"
    assert builder.get(PLACE).json() == before
