"""Sign-ins through providers as a browser makes them, without one."""

import secrets
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.support.client import Client

ROOT = "/api/v1/session/providers"


def unique(stem: str) -> str:
    return f"{stem}-{secrets.token_hex(4)}"


def begin(client: Client, provider: dict[str, Any], return_to: str = "/", **more: Any) -> str:
    """Where the browser is sent."""
    client.token()
    response = client.post(f"{ROOT}/{provider['id']}/begin", json={"return_to": return_to, **more})
    assert response.status_code == 200, response.text
    return str(response.json()["address"])


def callback_of(address: str) -> str:
    """Where an OpenID provider that was visited by `address` sends the browser back to."""
    response = httpx.get(address, verify=False, timeout=30)
    assert response.status_code == 302, response.text
    return str(response.headers["location"])


def come_back(client: Client, location: str) -> httpx.Response:
    """Follows the way back by path, as this browser."""
    parts = urlsplit(location)
    return client.get(f"{parts.path}?{parts.query}")


def sign_in(client: Client, provider: dict[str, Any], return_to: str = "/") -> httpx.Response:
    """All of a sign-in by OpenID Connect."""
    return come_back(client, callback_of(begin(client, provider, return_to)))


def user(client: Client) -> dict[str, Any] | None:
    """Who is signed in, as the platform sees it."""
    found: dict[str, Any] | None = client.get("/api/v1/session").raise_for_status().json()["user"]
    return found


def rights(client: Client) -> set[str]:
    return set(client.get("/api/v1/session").raise_for_status().json()["rights"])


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
