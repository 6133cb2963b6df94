"""Signing in and out, as a browser does it."""

import secrets

import psycopg
import pytest
from argon2 import PasswordHasher

from tests.support.accounts import create_account, signed_in
from tests.support.client import TOKEN_HEADER, Client, fields, problem
from tests.support.installation import Installation

COOKIE = "__Host-aqtra"
SESSION = "/api/v1/session"


def test_a_visitor_is_nobody_and_gets_a_token(installation: Installation) -> None:
    with installation.client() as client:
        body = client.get(SESSION).raise_for_status().json()
    assert body["user"] is None
    assert body["rights"] == []
    assert len(body["csrf_token"]) == 64


def test_signing_in_opens_a_session_with_rights(installation: Installation) -> None:
    with installation.client() as client:
        response = client.sign_in(*installation.administrator)
        assert response.status_code == 200
        assert response.json()["user"]["user_name"] == "admin"
        assert {"studio", "administer"} <= set(response.json()["rights"])
        assert client.get(SESSION).json()["user"]["user_name"] == "admin"


def test_the_cookie_cannot_be_read_by_pages_or_sent_in_clear(installation: Installation) -> None:
    with installation.client() as client:
        cookie = client.get(SESSION).headers["set-cookie"].lower()
    assert cookie.startswith("__host-aqtra=")
    for attribute in ("httponly", "secure", "samesite=lax", "path=/"):
        assert attribute in cookie
    assert "domain=" not in cookie


def test_signing_in_changes_the_cookie(installation: Installation) -> None:
    with installation.client() as client:
        client.token()
        before = client.cookies[COOKIE]
        client.sign_in(*installation.administrator)
        assert client.cookies[COOKIE] != before


def test_wrong_password_and_unknown_user_look_the_same(installation: Installation) -> None:
    answers = []
    with installation.client() as client:
        for name in ("admin", f"nobody-{secrets.token_hex(4)}"):
            body = problem(client.sign_in(name, "not the password"), 401, "wrong_credentials")
            answers.append({key: value for key, value in body.items() if key != "trace_id"})
    assert answers[0] == answers[1]


def test_signing_out_ends_the_session_at_once(installation: Installation) -> None:
    with installation.signed_in() as client:
        stolen = client.cookies[COOKIE]
        assert client.delete(SESSION).status_code == 204
    with installation.client() as thief:
        thief.cookies.set(COOKIE, stolen, domain="127.0.0.1", path="/")
        assert thief.get(SESSION).json()["user"] is None


@pytest.mark.parametrize(
    ("new", "rule"),
    [("short", "min_length"), ("x" * 257, "max_length"), ("the-ADMIN-password", "contains_user_name")],
)
def test_a_weak_password_is_refused_by_its_rule(installation: Installation, new: str, rule: str) -> None:
    with installation.signed_in() as client:
        response = client.choose_password(installation.administrator[1], new)
    problem(response, 422, "weak_password")
    assert fields(response) == {"new_password": rule}


def test_changing_the_password_needs_the_current_one(installation: Installation) -> None:
    with installation.signed_in() as client:
        response = client.choose_password("guessed-password", "a-brand-new-password")
    problem(response, 401, "wrong_credentials")
    assert fields(response) == {"current_password": "wrong"}


@pytest.mark.parametrize(
    "body",
    [{}, {"user_name": "admin"}, {"user_name": "", "password": "x"}, {"user_name": "a", "password": "b", "c": 1}],
)
def test_an_incomplete_sign_in_names_the_field(visitor: Client, body: dict[str, object]) -> None:
    response = visitor.post(SESSION, json=body)
    problem(response, 422, "validation_failed")
    assert response.json()["fields"]


def test_the_password_is_never_repeated_in_a_refusal(visitor: Client) -> None:
    secret = f"secret-{secrets.token_hex(8)}"
    response = visitor.post(SESSION, json={"user_name": "", "password": secret})
    assert response.status_code == 422
    assert secret not in response.text


def test_a_token_of_another_browser_is_refused(installation: Installation) -> None:
    with installation.client() as one, installation.client() as other:
        one.token()
        other.headers[TOKEN_HEADER] = one.headers[TOKEN_HEADER]
        other.get(SESSION)
        response = other.post(SESSION, json={"user_name": "admin", "password": "x"})
    problem(response, 403, "anti_forgery_failed")


def test_a_password_hashed_at_lower_costs_is_hashed_anew_when_it_is_next_used(installation: Installation) -> None:
    person = create_account(installation, f"old-hash-{secrets.token_hex(4)}")
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(person.password)
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
        kept = b"SELECT password_hash FROM identity.account WHERE id = %s"
        today = conn.execute(kept, (person.id,)).fetchone()
        conn.execute(b"UPDATE identity.account SET password_hash = %s WHERE id = %s", (weak, person.id))
        with signed_in(installation, person):
            anew = conn.execute(kept, (person.id,)).fetchone()
    assert today is not None
    assert anew is not None
    assert anew[0] not in (weak, today[0])
    assert anew[0].rsplit("$", 2)[0] == today[0].rsplit("$", 2)[0]
