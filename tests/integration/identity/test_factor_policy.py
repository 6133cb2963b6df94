"""An installation that demands a second factor: nothing but setting one up is open until there is one."""

import sys
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.support.accounts import create_account
from tests.support.client import Client, problem
from tests.support.factors import ACCOUNT, set_up_app
from tests.support.installation import Installation, process, wait_until_ready
from tests.support.ports import free_port

SESSION = "/api/v1/session"
WORKPLACE = "/api/v1/workplace"


@pytest.fixture(scope="module")
def strict(installation: Installation) -> Iterator[str]:
    """A gateway of the same installation that demands a second factor of builders."""
    port = free_port()
    environment = {**installation.environment, "AQTRA_PORT": str(port), "AQTRA_SECOND_FACTOR": "builders"}
    environment.pop("AQTRA_DATABASE_OWNER_URL")
    log = installation.data_dir / "strict.log"
    with process([sys.executable, "-m", "aqtra.cli.main", "serve"], environment, log) as gateway:
        base_url = f"https://127.0.0.1:{port}"
        wait_until_ready(base_url, gateway, log)
        yield base_url


@pytest.fixture
def client(strict: str) -> Iterator[Client]:
    with Client(base_url=strict, verify=False, timeout=60) as client:
        yield client


def test_a_builder_sets_one_up_first(installation: Installation, client: Client) -> None:
    person = create_account(installation, f"b-{uuid4().hex[:8]}", role="Builders")
    body = client.sign_in(person.user_name, person.password).json()
    assert body["second_factor_required"] is True
    for path in ("/api/v1/studio/statistics", f"/api/v1/workplace/runs/{uuid4()}"):
        problem(client.get(path), 403, "second_factor_required")
    assert client.get(ACCOUNT).json()["second_factor_demanded"] is True
    app, _ = set_up_app(client)
    assert client.get(SESSION).json()["second_factor_required"] is False
    assert client.get("/api/v1/studio/statistics").is_success
    problem(client.delete(f"{ACCOUNT}/totp"), 409, "last_factor")
    assert client.get(ACCOUNT).json()["totp"] is True
    client.sign_in(person.user_name, person.password)
    assert client.answer("totp", app.code()).json()["second_factor_required"] is False


def test_until_then_a_builder_sees_what_visitors_see(
    installation: Installation, builder: Client, visitor: Client, client: Client, published: Any
) -> None:
    person = create_account(installation, f"b-{uuid4().hex[:8]}", role="Builders")
    private = published(f"Private {uuid4().hex[:8]}", [])["document"]
    menu = "/api/v1/studio/domains/digital-workplace/menu"
    before = builder.get(menu).raise_for_status().json()
    item = {"id": str(uuid4()), "component": private["key"]}
    after = builder.put(menu, json={**before, "items": [*before["items"], item]})
    assert after.is_success, after.text
    try:
        client.sign_in(person.user_name, person.password).raise_for_status()
        held = client.get(WORKPLACE).raise_for_status().json()
        assert held == visitor.get(WORKPLACE).raise_for_status().json()
        assert private["key"] not in str(held)
        # Nor a way around the factor: an identity elsewhere would open sessions without one.
        body = {"return_to": "/", "link": True}
        problem(client.post(f"{SESSION}/providers/{uuid4()}/begin", json=body), 401, "not_signed_in")
        set_up_app(client)
        settled = client.get(WORKPLACE).raise_for_status().json()
        assert settled["user"]["user_name"] == person.user_name
        assert private["key"] in str(settled)
    finally:
        builder.put(menu, json={**before, "version": after.json()["version"]}).raise_for_status()


def test_a_member_is_not_asked(installation: Installation, client: Client) -> None:
    person = create_account(installation, f"m-{uuid4().hex[:8]}")
    assert client.sign_in(person.user_name, person.password).json()["second_factor_required"] is False
