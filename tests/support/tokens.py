"""Tokens for tests, made through the API as people make them, and programs that present them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx

from tests.support.client import Client
from tests.support.installation import Installation, free_port, process, wait_until_ready

OWN = "/api/v1/account/tokens"
PROGRAMS = "/api/v1/access/service-accounts"
TOKEN = "/api/v1/token"


def order(*scopes: str, **changes: Any) -> dict[str, Any]:
    return {"name": "nightly", "scopes": list(scopes or ("read", "write")), "days": 30, **changes}


def own_token(client: Client, *scopes: str, **changes: Any) -> dict[str, Any]:
    """A token of who is signed in: `secret` and `token`."""
    response = client.post(OWN, json=order(*scopes, **changes))
    assert response.status_code == 201, response.text
    return dict(response.json())


def service_account(administrator: Client, *roles: str) -> dict[str, Any]:
    response = administrator.post(PROGRAMS, json={"user_name": f"svc-{uuid4().hex[:8]}", "roles": list(roles)})
    assert response.status_code == 201, response.text
    return dict(response.json())


def service_token(administrator: Client, account: dict[str, Any], *scopes: str, **changes: Any) -> dict[str, Any]:
    response = administrator.post(f"{PROGRAMS}/{account['id']}/tokens", json=order(*scopes, **changes))
    assert response.status_code == 201, response.text
    return dict(response.json())


@contextmanager
def program(installation: Installation, token: str) -> Iterator[Client]:
    """A program that presents a token and has no cookie."""
    with installation.client() as client:
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def exchange(installation: Installation, **form: str) -> httpx.Response:
    """Asks the token endpoint with a form, as programs that speak OAuth do."""
    with installation.client() as client:
        return client.post(TOKEN, data=form)


@contextmanager
def second_gateway(installation: Installation, **settings: str) -> Iterator[Installation]:
    """Another process of the same installation, with settings of its own."""
    port, log = free_port(), installation.data_dir / f"gateway-{uuid4().hex[:8]}.log"
    environment = {
        **os.environ,
        **installation.environment,
        "AQTRA_PORT": str(port),
        "AQTRA_PUBLIC_URL": installation.base_url,
        **settings,
    }
    environment.pop("AQTRA_DATABASE_OWNER_URL", None)
    child: subprocess.Popen[bytes]
    with process([sys.executable, "-m", "aqtra.cli.main", "serve"], environment, log) as child:
        base_url = f"https://127.0.0.1:{port}"
        wait_until_ready(base_url, child, log)
        yield replace(installation, base_url=base_url)
