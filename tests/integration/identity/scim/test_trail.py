"""What other systems change here stands in the audit trail: which client, what, and no values."""

import json
from typing import Any

import pytest

from tests.integration.identity.scim.test_scim import CLIENTS, client_of, create, patch
from tests.integration.identity.trail import new_trace, of_trace
from tests.support.client import Client
from tests.support.installation import Installation
from tests.support.providers.browser import unique


@pytest.fixture
def made(builder: Client) -> dict[str, Any]:
    content = {"title": unique("Directory"), "group_roles": [{"group": "Makers", "role": "Builders"}]}
    return dict(builder.post(CLIENTS, json=content).raise_for_status().json())


def shown(found: list[dict[str, Any]], client: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Actions with their details, after a look at who did them; without those of the route itself."""
    assert {record["actor_name"] for record in found} == {f"provisioning: {client['title']}"}
    route, *_ = [record for record in found if record["action"].startswith("provision.")]
    assert route["outcome"] == "done"
    own = [record for record in found if record is not route]
    assert {record["details"].pop("client") for record in own} <= {client["id"]}
    return [(record["action"], record["details"]) for record in own]


def test_every_change_names_client_thing_and_attributes(
    installation: Installation, builder: Client, made: dict[str, Any]
) -> None:
    name = unique("scim")
    with client_of(installation, made["token"]) as scim:

        def left() -> list[tuple[str, dict[str, Any]]]:
            return shown(of_trace(builder, trace), made)

        def next_trace() -> str:
            found, header = new_trace()
            scim.headers.update(header)
            return found

        trace = next_trace()
        person = create(scim, userName=name)
        assert left() == [("account.provisioned", {"user_name": name, "state": "active"})]
        trace = next_trace()
        operations = [
            {"op": "replace", "path": "displayName", "value": "A new name of hers"},
            {"op": "replace", "path": "active", "value": False},
        ]
        patch(scim, f"/Users/{person['id']}", *operations).raise_for_status()
        fields = {"user_name": name, "state": "inactive", "fields": "active, displayName"}
        assert left() == [("account.changed", fields)]
        assert "A new name of hers" not in json.dumps(of_trace(builder, trace))
        trace = next_trace()
        members = [{"value": person["id"]}]
        group = scim.post("/Groups", json={"displayName": "Makers", "members": members}).raise_for_status().json()
        assert left() == [
            ("group.created", {"name": "Makers", "added": 1}),
            ("role.settled", {"added": "Builders"}),
        ]
        trace = next_trace()
        scim.put(f"/Groups/{group['id']}", json={"displayName": "Makers"}).raise_for_status()
        assert left() == [
            ("group.changed", {"name": "Makers", "fields": "", "added": 0, "removed": 1}),
            ("role.settled", {"removed": "Builders"}),
        ]
        trace = next_trace()
        scim.put(f"/Groups/{group['id']}", json={"displayName": "Makers"}).raise_for_status()
        assert left() == []
        trace = next_trace()
        scim.delete(f"/Groups/{group['id']}").raise_for_status()
        assert left() == [("group.deleted", {"name": "Makers", "removed": 0})]
        trace = next_trace()
        scim.delete(f"/Users/{person['id']}").raise_for_status()
        assert left() == [("account.deprovisioned", {"user_name": name})]


def test_what_is_refused_is_recorded_and_strangers_leave_nothing(
    installation: Installation, builder: Client, made: dict[str, Any]
) -> None:
    trace, header = new_trace()
    with client_of(installation, made["token"]) as scim:
        scim.headers.update(header)
        assert scim.post("/Users", json={"userName": "admin"}).status_code == 409
    (record,) = of_trace(builder, trace)
    assert (record["action"], record["outcome"]) == ("provision.create_scim_user", "refused")
    trace, header = new_trace()
    with client_of(installation, "aqtra_scim_nothing") as stranger:
        stranger.headers.update(header)
        assert stranger.post("/Users", json={"userName": "admin"}).status_code == 401
    assert not of_trace(builder, trace)
