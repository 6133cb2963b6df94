"""Servers of other systems, started once for the tests of this folder."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.client import Client
from tests.support.providers.directory import BASE, Directory, group, person, start_directory
from tests.support.providers.openid import OpenIdProvider, start_openid
from tests.support.providers.saml import SamlProvider, start_saml

Register = Callable[..., dict[str, Any]]
ADA = f"uid=ada,ou=people,{BASE}"


@pytest.fixture(scope="package")
def openid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIdProvider]:
    with start_openid(tmp_path_factory.mktemp("openid")) as running:
        yield running


@pytest.fixture(scope="package")
def saml(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SamlProvider]:
    with start_saml(tmp_path_factory.mktemp("saml")) as running:
        yield running


@pytest.fixture(scope="package")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    """Ada is in `inner`, which is in `outer`; Bob and Cyd are in no group."""
    entries = (
        person("ada", "password-of-ada", mail="ada@example.org", cn="Ada Lovelace"),
        person("bob", "password-of-bob", mail="bob@elsewhere.org"),
        person("cyd", "password-of-cyd", mail="cyd@example.org", cn="Cyd"),
        person("star*", "password-of-star"),
        group("inner", ADA),
        group("outer", f"cn=inner,ou=groups,{BASE}"),
    )
    folder: Path = tmp_path_factory.mktemp("directory")
    with start_directory(folder, *entries) as running:
        yield running


@pytest.fixture
def register(builder: Client) -> Iterator[Register]:
    """Adds an enabled provider, and deletes it after the test."""
    made: list[str] = []

    def add(settings: dict[str, Any], **changes: Any) -> dict[str, Any]:
        content = {"title": "Elsewhere", "enabled": True, "creates_accounts": True, "settings": settings, **changes}
        response = builder.post("/api/v1/identity-providers", json=content)
        assert response.status_code == 201, response.text
        made.append(response.json()["id"])
        return dict(response.json())

    yield add
    for provider_id in made:
        builder.delete(f"/api/v1/identity-providers/{provider_id}").raise_for_status()
