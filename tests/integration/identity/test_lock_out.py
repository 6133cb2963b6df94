"""Guessing passwords locks the account, and what ends a session ends it at once."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from aqtra.identity.service import FAILURE_LIMIT
from tests.integration.studio.waiting import eventually
from tests.support.accounts import Person, create_account, settings_of, signed_in
from tests.support.client import Client, problem
from tests.support.installation import Installation

SESSION = "/api/v1/session"
WRONG = "not-the-password"


@pytest.fixture
def person(installation: Installation) -> Person:
    return create_account(installation, f"p-{uuid4().hex[:8]}")


def change(installation: Installation, statement: str, *parameters: Any) -> None:
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
        conn.execute(statement.encode(), parameters)


def refusal(client: Client, user_name: str, password: str) -> dict[str, Any]:
    """The answer to a sign-in that fails, without what differs in every answer."""
    body = problem(client.sign_in(user_name, password), 401, "wrong_credentials")
    return {name: value for name, value in body.items() if name != "trace_id"}


def guess(client: Client, person: Person, times: int) -> list[dict[str, Any]]:
    return [refusal(client, person.user_name, WRONG) for _ in range(times)]


class TestLockOut:
    def test_after_ten_wrong_passwords_the_right_one_is_refused_alike(
        self, installation: Installation, person: Person
    ) -> None:
        with installation.client() as client:
            answers = guess(client, person, FAILURE_LIMIT)
            answers.append(refusal(client, person.user_name, person.password))
            answers.append(refusal(client, f"nobody-{uuid4().hex[:8]}", WRONG))
        assert all(answer == answers[0] for answer in answers)

    def test_nine_wrong_passwords_lock_nobody_out_and_are_forgotten(
        self, installation: Installation, person: Person
    ) -> None:
        with installation.client() as client:
            for _ in range(2):
                guess(client, person, FAILURE_LIMIT - 1)
                assert client.sign_in(person.user_name, person.password).status_code == 200

    def test_other_accounts_are_unaffected(self, installation: Installation, person: Person) -> None:
        other = create_account(installation, f"o-{uuid4().hex[:8]}")
        with installation.client() as client:
            guess(client, person, FAILURE_LIMIT)
            assert client.sign_in(other.user_name, other.password).status_code == 200
            assert client.sign_in(*installation.administrator).status_code == 200

    def test_a_lock_ends_no_session_that_is_open(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as inside, installation.client() as guesser:
            guess(guesser, person, FAILURE_LIMIT)
            assert inside.get(SESSION).json()["user"]["user_name"] == person.user_name

    def test_the_lock_ends_by_itself(self, installation: Installation, person: Person) -> None:
        with installation.client() as client:
            guess(client, person, FAILURE_LIMIT)
            change(
                installation,
                "UPDATE identity.account SET locked_until = now() - interval '1s' WHERE id = %s",
                person.id,
            )
            assert client.sign_in(person.user_name, person.password).status_code == 200

    def test_a_new_one_time_password_unlocks(self, installation: Installation, person: Person) -> None:
        with installation.client() as client:
            guess(client, person, FAILURE_LIMIT)
            body = client.sign_in(person.user_name, reset_password(installation, person)).raise_for_status().json()
        assert body["password_change_required"] is True

    def test_the_case_of_the_name_opens_no_second_count(self, installation: Installation, person: Person) -> None:
        with installation.client() as client:
            guess(client, person, FAILURE_LIMIT - 1)
            refusal(client, person.user_name.upper(), WRONG)
            refusal(client, person.user_name, person.password)


class TestEndOfSessions:
    def test_deactivation_ends_sessions_and_forbids_new_ones(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as client:
            change(installation, "UPDATE identity.account SET active = false WHERE id = %s", person.id)
            eventually(lambda: client.get(SESSION).json()["user"] is None)
            refusal(client, person.user_name, person.password)

    def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(
        self, installation: Installation, person: Person
    ) -> None:
        with signed_in(installation, person) as here, signed_in(installation, person) as elsewhere:
            assert here.choose_password(person.password, "an-entirely-new-one-7").status_code == 204
            assert elsewhere.get(SESSION).json()["user"] is None
            assert here.get(SESSION).json()["user"]["id"] == person.id
            refusal(elsewhere, person.user_name, person.password)

    def test_a_one_time_password_opens_nothing_but_its_own_change(
        self, installation: Installation, person: Person
    ) -> None:
        with signed_in(installation, person) as before, installation.client() as client:
            one_time = reset_password(installation, person)
            eventually(lambda: before.get(SESSION).json()["user"] is None)
            client.sign_in(person.user_name, one_time).raise_for_status()
            problem(client.get(f"/api/v1/workplace/runs/{uuid4()}"), 403, "password_change_required")
            assert client.choose_password(one_time, "an-entirely-new-one-8").status_code == 204
            problem(client.get(f"/api/v1/workplace/runs/{uuid4()}"), 404, "run_not_found")

    def test_a_session_ends_at_its_time(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as client:
            change(
                installation,
                "UPDATE identity.session SET expires_at = now() - interval '1s' WHERE account_id = %s",
                person.id,
            )
            eventually(lambda: client.get(SESSION).json()["user"] is None)

    def test_a_lost_right_is_lost_within_the_session(self, installation: Installation) -> None:
        builder = create_account(installation, f"b-{uuid4().hex[:8]}", role="Builders")
        with signed_in(installation, builder) as client:
            assert client.get("/api/v1/studio/statistics").is_success
            change(installation, "DELETE FROM identity.account_role WHERE account_id = %s", builder.id)
            eventually(lambda: client.get("/api/v1/studio/statistics").status_code == 403)


def reset_password(installation: Installation, person: Person) -> str:
    import asyncio

    from aqtra.composition import open_platform

    async def reset() -> str | None:
        async with open_platform(settings_of(installation)) as platform:
            return await platform.identity.reset_password(person.user_name)

    password = asyncio.run(reset())
    assert password is not None
    return password
