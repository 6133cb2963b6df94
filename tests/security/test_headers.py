"""What every answer tells the browser, and what the browser's word about a request is worth."""

import pytest

from tests.integration.gateway.test_live import open_socket
from tests.support.client import Client, problem
from tests.support.installation import Installation
from tests.support.raw import handshake

SESSION = "/api/v1/session"
EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
}


@pytest.mark.parametrize("path", ["/", "/studio/", "/help/", "/liveness", SESSION, "/api/v1/nothing", "/metrics"])
def test_every_answer_protects_itself(visitor: Client, path: str) -> None:
    headers = visitor.get(path).headers
    assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert "max-age=31536000" in headers["strict-transport-security"]
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers or "aqtra" not in headers["server"].lower()


@pytest.mark.parametrize("path", ["/", "/studio/", SESSION])
def test_the_policy_lets_nothing_run_that_is_not_ours(visitor: Client, path: str) -> None:
    policy = dict(
        ([*part.split(" ", 1), ""])[:2] for part in visitor.get(path).headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert not [words for name, words in policy.items() if "unsafe" in words and name != "style-src"]


@pytest.mark.parametrize("path", [SESSION, "/api/v1/nothing", "/api/v1/openapi.json", "/api/v1/bulk/jobs"])
def test_answers_of_the_api_are_kept_by_nobody(visitor: Client, path: str) -> None:
    assert visitor.get(path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://127.0.0.1.evil.example"},
    ],
)
def test_a_change_from_a_foreign_page_is_refused(visitor: Client, headers: dict[str, str]) -> None:
    answer = visitor.post(SESSION, json={"user_name": "x", "password": "x"}, headers=headers)
    problem(answer, 403, "foreign_origin")


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1", "https://127.0.0.1.evil.example"]
)
def test_a_foreign_page_opens_no_live_connection_in_the_users_name(
    installation: Installation, builder: Client, origin: str
) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in builder.cookies.items())
    assert handshake(installation, f"Origin: {origin}", f"Cookie: {cookies}") == 403


def test_our_own_page_opens_one(installation: Installation, builder: Client) -> None:
    with open_socket(installation, origin=installation.base_url, client=builder) as socket:
        assert socket.protocol


def test_no_page_of_another_origin_may_read_our_answers(visitor: Client) -> None:
    headers = visitor.get(SESSION, headers={"Origin": "https://evil.example"}).headers
    assert not [name for name in headers if name.startswith("access-control-")]
    assert visitor.options(SESSION, headers={"Origin": "https://evil.example"}).status_code in (403, 405)
