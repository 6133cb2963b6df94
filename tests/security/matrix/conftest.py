"""One world for the whole matrix: people, programs, and one of each thing."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest

from tests.integration.identity.access import Access, component
from tests.security.matrix.things import API, Things, components, personal, run_of, shared
from tests.support.accounts import create_account, signed_in
from tests.support.client import Client
from tests.support.installation import Installation
from tests.support.tokens import program, service_account, service_token

CLIENTS = f"{API}/provisioning-clients"
SCIM = "/api/scim/v2"
RUN = f"{API}/workplace/runs/{{run_id}}"


@dataclass(frozen=True)
class World:
    callers: dict[str, Client]
    things: Things


@pytest.fixture(scope="package")
def world(installation: Installation, builder: Client) -> Iterator[World]:
    made, second = components(builder)
    things = Things(*made, other_entry=second)
    access = Access(builder)
    people = {
        "member": create_account(installation, f"m-{uuid4().hex[:8]}"),
        "peer": create_account(installation, f"p-{uuid4().hex[:8]}"),
        "builder": create_account(installation, f"b-{uuid4().hex[:8]}", role="Builders"),
        "contexts": access.granted(
            component(things.divided.key), user={"component": things.divided.key, "entry": int(things.divided.entry)}
        ),
    }
    with ExitStack() as stack:
        callers = {name: stack.enter_context(signed_in(installation, person)) for name, person in people.items()}
        for name, client in callers.items():
            things.owned[name] = personal(installation, client, people[name], things.open.key)
            things.owned[name][RUN] = run_of(client, things.open)
        shared(builder, things, people["peer"])
        for name in ("provisioning", "other"):
            callers[name], ids, registered = _provisioning(stack.enter_context(installation.client()), builder)
            things.owned[name] = ids
            things.shared[f"{CLIENTS}/{{client}}"] = registered
        account = service_account(builder, "Builders")
        secret = service_token(builder, account, "read")["secret"]
        callers["program"] = stack.enter_context(program(installation, secret))
        callers["administrator"] = stack.enter_context(installation.signed_in())
        callers["anonymous"] = stack.enter_context(installation.client())
        callers["anonymous"].token()
        yield World(callers, things)


def _provisioning(client: Client, builder: Client) -> tuple[Client, dict[str, str], str]:
    """A provisioning client, what it has made, and its id."""
    response = builder.post(CLIENTS, json={"title": f"Matrix {uuid4().hex[:8]}"})
    assert response.status_code == 201, response.text
    body = response.json()
    client.headers.update({"Authorization": f"Bearer {body['token']}", "Content-Type": "application/scim+json"})
    user = _made(client.post(f"{SCIM}/Users", json={"userName": f"scim-{uuid4().hex[:8]}"}))
    group = _made(client.post(f"{SCIM}/Groups", json={"displayName": f"group-{uuid4().hex[:8]}"}))
    ids = {f"{SCIM}/Users/{{resource}}": user, f"{SCIM}/Groups/{{resource}}": group}
    identity = str(body.get("id") or body["client"]["id"])
    return client, ids, identity


def _made(response: httpx.Response) -> str:
    assert response.status_code == 201, response.text
    return str(response.json()["id"])
