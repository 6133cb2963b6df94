"""Tenants by domain: through one address, the components of other domains do not exist."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.client import Client, fields, problem
from tests.support.components import create_component, property_, publish

KNOWN_SECONDS = 10
ENTRIES = "/api/v1/entries"
DEFINITIONS = "/api/v1/workplace/components"


@dataclass(frozen=True)
class Tenants:
    """A domain with a host name, and components: here, there (in that domain), both, public there."""

    name: str
    host: dict[str, str]
    here: str
    there: str
    both: str
    public: str


@pytest.fixture(scope="module")
def tenants(builder: Client, member: Client) -> Tenants:
    name, host = f"d-{uuid.uuid4().hex[:8]}", f"{uuid.uuid4().hex[:8]}.example.org"
    builder.post("/api/v1/studio/domains", json={"name": name, "title": "There"}).raise_for_status()
    path = f"/api/v1/studio/domains/{name}/settings"
    builder.put(path, json={**builder.get(path).json(), "hosts": [host]}).raise_for_status()

    def component(title: str, *domains: str, **settings: Any) -> dict[str, Any]:
        properties = [property_("Title"), *settings.pop("properties", ())]
        return create_component(builder, title, properties, settings={"domains": list(domains), **settings})

    there = component("There", name)
    key = there["document"]["key"]
    referring = [property_("One", "catalog", component=key), property_("Many", "array", component=key)]
    here = component("Here", "digital-workplace", properties=referring)
    both = component("Both", "digital-workplace", name)
    public = component("Public there", name, access_mode="public")
    publication = publish(builder, there, here, both, public)
    assert publication["state"] == "completed", publication
    keys = {
        title: stored["document"]["key"]
        for title, stored in (("here", here), ("there", there), ("both", both), ("public", public))
    }
    found = Tenants(name, {"host": host}, **keys)
    until(lambda: member.get(f"{ENTRIES}/{found.there}", headers=found.host).is_success)
    return found


def until(true: Callable[[], bool]) -> None:
    """Waits for what every process hears of soon."""
    deadline = time.monotonic() + KNOWN_SECONDS
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def missing(client: Client, **options: Any) -> dict[str, Any]:
    """What is said of a component that does not exist."""
    body = problem(client.get(f"{ENTRIES}/{uuid.uuid4()}", **options), 404, "component_not_found")
    return {name: value for name, value in body.items() if name not in ("trace_id", "instance")}


def test_each_domain_has_its_own_components(member: Client, tenants: Tenants) -> None:
    assert member.get(f"{ENTRIES}/{tenants.here}").is_success
    assert member.get(f"{ENTRIES}/{tenants.both}").is_success
    assert member.get(f"{ENTRIES}/{tenants.both}", headers=tenants.host).is_success
    for key, headers in ((tenants.there, {}), (tenants.here, tenants.host)):
        problem(member.get(f"{ENTRIES}/{key}", headers=headers), 404, "component_not_found")
        problem(member.get(f"{DEFINITIONS}/{key}", headers=headers), 404, "component_not_found")


def test_another_domain_looks_like_nothing(member: Client, builder: Client, tenants: Tenants) -> None:
    entry = builder.post(f"{ENTRIES}/{tenants.there}", json={"data": {"Title": "x"}}).raise_for_status().json()
    place = f"{ENTRIES}/{tenants.there}"
    refusals = [
        member.get(place),
        member.get(place, params={"$filter": "Nothing eq 1"}),
        member.get(f"{place}/{entry['id']}"),
        member.get(f"{place}/{entry['id']}", params={"$expand": "creatorSubject"}),
        member.post(place, json={"data": {"Title": "y"}}),
        member.post(place, json={"data": {"Nothing": "y"}}),
        member.patch(f"{place}/{entry['id']}", json={"data": {"Title": "y"}}),
    ]
    for refused in refusals:
        body = problem(refused, 404, "component_not_found")
        assert {name: value for name, value in body.items() if name not in ("trace_id", "instance")} == missing(member)
    assert builder.get(f"{place}/{entry['id']}").json() == entry


@pytest.mark.parametrize(
    "options",
    [
        {"$filter": "One/Title eq 'x'"},
        {"$filter": "One/Nothing eq 'x'"},
        {"$filter": "Many/any(m:m/Title eq 'x')"},
        {"$filter": "Many/any(m:m/Nothing eq 'x')"},
        {"$orderby": "One"},
        {"$orderby": "One/Nothing"},
        {"$expand": "One"},
        {"$expand": "Many($select=Nothing)"},
        {"$select": "One/Title"},
        {"$apply": "groupby((One/Title))"},
    ],
)
def test_no_path_leads_into_another_domain(
    member: Client, builder: Client, tenants: Tenants, options: dict[str, str]
) -> None:
    body = problem(member.get(f"{ENTRIES}/{tenants.here}", params=options), 404, "component_not_found")
    assert {name: value for name, value in body.items() if name not in ("trace_id", "instance")} == missing(member)
    # Builders reach everything, and what they made the server compile is not lent to others.
    builder.get(f"{ENTRIES}/{tenants.here}", params=options)
    problem(member.get(f"{ENTRIES}/{tenants.here}", params=options), 404, "component_not_found")


def test_a_reference_into_another_domain_leads_nowhere(member: Client, builder: Client, tenants: Tenants) -> None:
    target = builder.post(f"{ENTRIES}/{tenants.there}", json={"data": {}}).raise_for_status().json()["id"]
    for value in (target, 10**9):
        refused = member.post(f"{ENTRIES}/{tenants.here}", json={"data": {"One": value}})
        problem(refused, 422, "validation_failed")
        assert fields(refused) == {"data.One": "reference"}
    made = builder.post(f"{ENTRIES}/{tenants.here}", json={"data": {"One": target}}).raise_for_status().json()
    assert member.get(f"{ENTRIES}/{tenants.here}/{made['id']}").json() == made


def test_builders_reach_every_domain(builder: Client, tenants: Tenants) -> None:
    for key in (tenants.here, tenants.there):
        for headers in ({}, tenants.host):
            assert builder.get(f"{ENTRIES}/{key}", headers=headers).is_success
    assert builder.get(f"{ENTRIES}/{tenants.here}", params={"$expand": "One"}).is_success


def test_people_belong_to_every_domain(member: Client, tenants: Tenants) -> None:
    users = f"{ENTRIES}/00000000-0000-4000-8000-000000000001"
    assert member.get(users).json()["value"] == member.get(users, headers=tenants.host).json()["value"] != []


def test_a_public_component_is_public_in_its_domain(visitor: Client, tenants: Tenants) -> None:
    assert visitor.get(f"{ENTRIES}/{tenants.public}", headers=tenants.host).is_success
    problem(visitor.get(f"{ENTRIES}/{tenants.public}"), 401, "not_signed_in")
    # Nobody who is not signed in learns which private definitions there are.
    for key in (tenants.public, tenants.there, str(uuid.uuid4())):
        problem(visitor.get(f"{DEFINITIONS}/{key}"), 401, "not_signed_in")


def test_an_address_follows_its_domain(member: Client, builder: Client, tenants: Tenants) -> None:
    place = f"/api/v1/studio/domains/{tenants.name}"

    def status() -> int:
        return member.get(f"{ENTRIES}/{tenants.there}", headers=tenants.host).status_code

    builder.patch(place, json={"enabled": False}).raise_for_status()
    until(lambda: status() == 404)
    builder.patch(place, json={"enabled": True}).raise_for_status()
    until(lambda: status() == 200)
