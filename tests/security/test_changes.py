"""Changes that did not come from our own pages, or that no page would send, are refused before anything is read."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support.client import TOKEN_HEADER, Client, fields, problem
from tests.support.installation import Installation

DOOR = "/api/v1/studio/components"
BODY = {"kind": "component"}


@pytest.fixture
def client(installation: Installation) -> Iterator[Client]:
    with installation.signed_in() as signed_in:
        yield signed_in


def count(client: Client) -> int:
    return len(client.get(DOOR).raise_for_status().json())


@pytest.mark.parametrize("token", [None, "", "0" * 64, "ä"], ids=["none", "empty", "wrong", "not ascii"])
def test_a_change_needs_the_anti_forgery_token(client: Client, token: str | None) -> None:
    before = count(client)
    headers = dict(client.headers)
    headers.pop(TOKEN_HEADER.lower(), None)
    del client.headers[TOKEN_HEADER]
    sent = {} if token is None else {TOKEN_HEADER: token.encode("latin-1", "ignore")}
    response = client.post(DOOR, json=BODY, headers=sent)
    problem(response, 403, "anti_forgery_failed")
    assert fields(response) == {"x-aqtra-token": "required"}
    assert count(client) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=["foreign", "opaque", "in clear", "cross-site"],
)
def test_a_change_from_a_foreign_origin_is_refused(client: Client, headers: dict[str, str]) -> None:
    before = count(client)
    problem(client.post(DOOR, json=BODY, headers=headers), 403, "foreign_origin")
    assert count(client) == before


def test_a_change_from_our_own_origin_is_taken(client: Client, installation: Installation) -> None:
    response = client.post(DOOR, json=BODY, headers={"Origin": installation.base_url})
    assert response.is_success
    client.delete(f"{DOOR}/{response.json()['document']['key']}").raise_for_status()


def test_an_announced_body_of_ten_megabytes_is_refused(client: Client) -> None:
    response = client.post(DOOR, content=b'"' + b"x" * 10_000_000 + b'"', headers={"Content-Type": "application/json"})
    problem(response, 413, "too_large")
    assert fields(response) == {"body": "max_size"}


def test_a_streamed_body_of_ten_megabytes_is_refused(client: Client) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'"'
        for _ in range(100):
            yield b"x" * 100_000

    try:
        response = client.post(DOOR, content=chunks(), headers={"Content-Type": "application/json"})
    except httpx.TransportError:
        # The server may cut the connection before the client has sent all: refused all the same.
        assert client.get("/liveness").is_success
        return
    problem(response, 413, "too_large")


@pytest.mark.parametrize("content", [b'{"kind": "compo', b"{", b"{'kind': 1}", b"\xff\xfe"])
def test_truncated_json_is_refused(client: Client, content: bytes) -> None:
    response = client.post(DOOR, content=content, headers={"Content-Type": "application/json"})
    problem(response, 400, "bad_json")


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "multipart/form-data; boundary=x", ""])
def test_a_wrong_content_type_is_refused(client: Client, media_type: str) -> None:
    response = client.post(DOOR, content=b'{"kind": "component"}', headers={"Content-Type": media_type})
    problem(response, 415, "unsupported_media_type")
    assert fields(response) == {"content-type": "json"}


def test_an_unknown_member_is_named(client: Client) -> None:
    response = client.post(DOOR, json={"kind": "component", "colour": "red"})
    problem(response, 422, "validation_failed")
    assert fields(response) == {"colour": "extra_forbidden"}


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/studio/components/../../x", "/api/"])
def test_an_unknown_address_of_the_api_is_a_problem(client: Client, path: str) -> None:
    problem(client.get(path), 404, "not_found")


def test_a_wrong_method_is_a_problem(client: Client) -> None:
    problem(client.patch(DOOR, json={}), 405, "method_not_allowed")


def test_studio_doors_are_closed_to_visitors(visitor: Client) -> None:
    problem(visitor.get(DOOR), 401, "not_signed_in")
    # The right is checked before the body is read: even nonsense is not looked at.
    response = visitor.post(DOOR, content=b"{", headers={"Content-Type": "application/json"})
    problem(response, 401, "not_signed_in")
