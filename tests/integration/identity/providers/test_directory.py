"""Signing in to an LDAP directory, against OpenLDAP's server."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import psycopg
import pytest

from aqtra.identity.service import FAILURE_LIMIT
from tests.integration.identity.providers.conftest import Register
from tests.integration.identity.trail import new_trace, of_trace
from tests.support.client import Client, fields, problem
from tests.support.installation import Installation
from tests.support.providers.browser import ROOT, rights, user
from tests.support.providers.directory import READER_PASSWORD, Directory


@pytest.fixture
def provider(directory: Directory, register: Register) -> dict[str, Any]:
    return register(directory.settings(), secret=READER_PASSWORD, trusted_for_email=True)


def sign_in(client: Client, provider: dict[str, Any], user_name: str, password: str) -> httpx.Response:
    client.token()
    body = {"user_name": user_name, "password": password}
    return client.post(f"{ROOT}/{provider['id']}/password", json=body)


def test_a_person_of_the_directory_is_signed_in(installation: Installation, provider: dict[str, Any]) -> None:
    with installation.client() as client:
        response = sign_in(client, provider, "ada", "password-of-ada")
        assert response.status_code == 200, response.text
        assert response.json()["user"]["display_name"] == "Ada Lovelace"
        assert (user(client) or {})["user_name"] == "ada"


def test_every_wrong_sign_in_looks_the_same(installation: Installation, provider: dict[str, Any]) -> None:
    tries = [
        *(("ada", "wrong"), ("nobody", "password-of-ada"), ("*", "password-of-ada"), ("a*", "password-of-ada")),
        *(("ada)(uid=*", "password-of-ada"), ("*)(|(uid=*", "x"), ("ada\\2a", "password-of-ada"), ("ada\0", "x")),
    ]
    answers = set()
    with installation.client() as client:
        for user_name, password in tries:
            response = sign_in(client, provider, user_name, password)
            if "\0" in user_name:
                problem(response, 422, "validation_failed")
                continue
            body = problem(response, 401, "wrong_credentials")
            answers.add(str({**body, "trace_id": ""}))
            assert user(client) is None
    assert len(answers) == 1


def test_a_star_in_a_name_is_only_a_star(installation: Installation, provider: dict[str, Any]) -> None:
    with installation.client() as client:
        assert sign_in(client, provider, "star*", "password-of-star").status_code == 200


def test_an_empty_password_is_refused_before_the_directory_is_asked(
    installation: Installation, provider: dict[str, Any]
) -> None:
    with installation.client() as client:
        response = sign_in(client, provider, "ada", "")
    problem(response, 422, "validation_failed")
    assert "password" in fields(response)


@pytest.mark.parametrize(
    ("nested", "group", "held"), [(False, "inner", True), (False, "outer", False), (True, "outer", True)]
)
def test_groups_give_roles_and_groups_in_groups_when_asked(
    installation: Installation, directory: Directory, register: Register, nested: bool, group: str, held: bool
) -> None:
    provider = register(
        directory.settings(nested_groups=nested),
        secret=READER_PASSWORD,
        trusted_for_email=True,
        group_roles=[{"group": group, "role": "Builders"}],
    )
    with installation.client() as client:
        sign_in(client, provider, "ada", "password-of-ada").raise_for_status()
        assert ("studio" in rights(client)) is held


def test_start_tls_protects_the_plain_port(
    installation: Installation, directory: Directory, register: Register
) -> None:
    settings = directory.settings(address=f"ldap://127.0.0.1:{directory.port}", start_tls=True)
    provider = register(settings, secret=READER_PASSWORD, trusted_for_email=True)
    with installation.client() as client:
        assert sign_in(client, provider, "ada", "password-of-ada").status_code == 200


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"certificates": ""}, 503, "provider_unavailable"),
        ({"address": "ldaps://127.0.0.1:1"}, 503, "provider_unavailable"),
        ({"base_dn": "dc=nowhere"}, 502, "provider_failed"),
        ({"user_filter": "(uid={user_name}"}, 502, "provider_failed"),
        ({"subject_attribute": "noSuchAttribute"}, 502, "provider_failed"),
    ],
)
def test_a_directory_that_fails_is_told_apart_from_a_wrong_password(
    installation: Installation,
    builder: Client,
    directory: Directory,
    register: Register,
    changes: dict[str, str],
    status: int,
    code: str,
) -> None:
    provider = register(directory.settings(**changes), secret=READER_PASSWORD)
    with installation.client() as client:
        response = sign_in(client, provider, "bob", "password-of-bob")
        problem(response, status, code)
        assert "127.0.0.1" not in response.text
        assert "dc=" not in response.text


def test_the_platforms_own_account_must_be_right(
    installation: Installation, builder: Client, directory: Directory, register: Register
) -> None:
    provider = register(directory.settings(), secret="not-the-password")
    with installation.client() as client:
        problem(sign_in(client, provider, "ada", "password-of-ada"), 502, "provider_failed")
    place = f"/api/v1/identity-providers/{provider['id']}"
    answer = builder.post(f"{place}/check").json()
    assert not answer["passed"]
    assert "own account" in answer["lines"][0]["text"]
    right = {name: value for name, value in provider.items() if name not in ("id", "secret_is_set")}
    builder.put(place, json={**right, "secret": READER_PASSWORD}).raise_for_status()
    assert builder.post(f"{place}/check").json()["passed"]


def test_passwords_stand_in_no_log(installation: Installation, provider: dict[str, Any]) -> None:
    secret = "a-password-nobody-has-7261"
    with installation.client() as client:
        sign_in(client, provider, "ada", secret)
    log = (installation.data_dir / "gateway.log").read_text()
    assert secret not in log
    assert READER_PASSWORD not in log
    assert "providers" in log


class TestGuessing:
    @pytest.fixture
    def unlocked(self, installation: Installation) -> Iterator[Callable[[], None]]:
        """Ends the lock of Cyd's account, as its time does; also after the test."""

        def unlock() -> None:
            with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
                conn.execute(
                    "UPDATE identity.account SET failures = 0, locked_until = now() - interval '1s' "
                    "WHERE email = 'cyd@example.org'"
                )

        yield unlock
        unlock()

    def test_ten_wrong_passwords_lock_the_account_here_and_nothing_tells(
        self,
        installation: Installation,
        builder: Client,
        directory: Directory,
        provider: dict[str, Any],
        unlocked: Callable[[], None],
    ) -> None:
        with installation.client() as client:
            sign_in(client, provider, "cyd", "password-of-cyd").raise_for_status()
            account = (user(client) or {})["id"]
        trace, header = new_trace()
        with installation.client() as client:
            client.headers.update(header)
            tries = [*["wrong"] * FAILURE_LIMIT, "password-of-cyd", *["wrong"] * 5]
            answers = [problem(sign_in(client, provider, "cyd", word), 401, "wrong_credentials") for word in tries]
            answers.append(problem(sign_in(client, provider, "nobody-at-all", "x"), 401, "wrong_credentials"))
            assert len({str({**answer, "trace_id": ""}) for answer in answers}) == 1
            # It does so after twelve: those of the lock did not reach it.
            assert directory.knows("cyd", "password-of-cyd")
            unlocked()
            assert sign_in(client, provider, "cyd", "password-of-cyd").status_code == 200
        found = [
            (record["action"], record["details"].get("reason"))
            for record in of_trace(builder, trace)
            if record["target"] == f"account:{account}"
        ]
        wrong = ("session.refused", "wrong_password")
        assert found[: FAILURE_LIMIT + 2] == [
            *[wrong] * FAILURE_LIMIT,
            ("account.locked", None),
            ("session.refused", "locked"),
        ]

    def test_nine_wrong_passwords_are_forgotten_by_the_right_one(
        self, installation: Installation, provider: dict[str, Any], unlocked: Callable[[], None]
    ) -> None:
        with installation.client() as client:
            sign_in(client, provider, "cyd", "password-of-cyd").raise_for_status()
            for _ in range(2):
                for _ in range(FAILURE_LIMIT - 1):
                    problem(sign_in(client, provider, "cyd", "wrong"), 401, "wrong_credentials")
                assert sign_in(client, provider, "cyd", "password-of-cyd").status_code == 200
