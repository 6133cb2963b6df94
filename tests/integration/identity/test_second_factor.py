"""A right password alone opens nothing once an account has a second factor."""

import subprocess
import sys
from typing import Any
from uuid import uuid4

import pytest

from aqtra.identity.service import FAILURE_LIMIT
from tests.integration.studio.waiting import eventually
from tests.support.accounts import Person, create_account, signed_in
from tests.support.client import Client, fields, problem
from tests.support.factors import ACCOUNT, App, change, prove_nothing, rows, set_email, set_up_app
from tests.support.installation import Installation

SESSION = "/api/v1/session"
GUARDED: list[tuple[str, str, Any]] = [
    ("POST", "totp", None),
    ("POST", "totp/confirm", {"code": "123456"}),
    ("DELETE", "totp", None),
    ("PUT", "email-codes", {"enabled": True}),
    ("PUT", "email", {"email": "new@example.org"}),
    ("POST", "recovery-codes", None),
    ("POST", "passkeys/options", None),
    ("POST", "passkeys", {"name": "x", "credential": {}}),
    ("DELETE", "passkeys/1", None),
]
"""Doors that change how an account is entered."""


@pytest.fixture
def person(installation: Installation) -> Person:
    return create_account(installation, f"p-{uuid4().hex[:8]}")


@pytest.fixture
def app(installation: Installation, person: Person) -> App:
    with signed_in(installation, person) as client:
        return set_up_app(client)[0]


def half_way(client: Client, person: Person) -> list[str]:
    """Right password, second factor to come: which ones may answer."""
    body = client.sign_in(person.user_name, person.password).raise_for_status().json()
    assert body["user"] is None
    assert body["rights"] == []
    return list(body["pending_factors"])


class TestApp:
    def test_the_password_waits_and_the_code_opens_the_session(
        self, installation: Installation, person: Person, app: App
    ) -> None:
        with installation.client() as client:
            assert half_way(client, person) == ["totp", "recovery"]
            waiting = client.cookies["__Host-aqtra"]
            assert client.get(SESSION).json()["pending_factors"] == ["totp", "recovery"]
            body = client.answer("totp", app.code()).raise_for_status().json()
            assert body["user"]["user_name"] == person.user_name
            assert client.cookies["__Host-aqtra"] != waiting

    def test_half_way_nothing_is_open(self, installation: Installation, person: Person, app: App) -> None:
        assert app.secret
        with installation.client() as client:
            half_way(client, person)
            for path in (ACCOUNT, "/api/v1/studio/statistics", f"{ACCOUNT}/sessions"):
                problem(client.get(path), 401, "not_signed_in")
            problem(client.post(f"{ACCOUNT}/totp"), 401, "not_signed_in")
            problem(client.choose_password(person.password, "an-entirely-new-one-9"), 401, "not_signed_in")

    def test_a_code_works_once(self, installation: Installation, person: Person, app: App) -> None:
        code = app.code()
        with installation.client() as one, installation.client() as other:
            half_way(one, person)
            half_way(other, person)
            assert one.answer("totp", code).is_success
            problem(other.answer("totp", code), 401, "wrong_factor")

    def test_a_sign_in_is_answered_once(self, installation: Installation, person: Person, app: App) -> None:
        with installation.client() as client, installation.client() as thief:
            half_way(client, person)
            thief.cookies.set("__Host-aqtra", client.cookies["__Host-aqtra"], domain="127.0.0.1", path="/")
            thief.token()
            assert client.answer("totp", app.code()).is_success
            problem(thief.answer("totp", app.code(1)), 401, "no_pending_sign_in")

    def test_wrong_codes_look_alike(self, installation: Installation, person: Person, app: App) -> None:
        with installation.client() as client:
            half_way(client, person)
            details = set()
            for code in ("00000x", "12345", "abcdef", "\N{ARABIC-INDIC DIGIT ONE}" * 6, "1" * 100):
                details.add(problem(client.answer("totp", code), 401, "wrong_factor")["detail"])
            assert len(details) == 1
            refusal = client.answer("totp", "\x00")
            problem(refusal, 422, "validation_failed")
            assert set(fields(refusal)) == {"code"}
            assert client.answer("totp", app.code()).is_success

    def test_without_a_password_there_is_nothing_to_answer(self, visitor: Client) -> None:
        for factor in ("totp", "email", "recovery", "passkey"):
            problem(visitor.answer(factor, "123456"), 401, "no_pending_sign_in")
        problem(visitor.post(f"{SESSION}/factor/mail"), 401, "no_pending_sign_in")

    def test_guessing_locks_the_account_and_a_new_password_entry_gives_no_more_guesses(
        self, installation: Installation, person: Person, app: App
    ) -> None:
        with installation.client() as client:
            for _ in range(2):
                half_way(client, person)
                for _ in range(FAILURE_LIMIT // 2):
                    problem(client.answer("totp", "000000"), 401, "wrong_factor")
            problem(client.answer("totp", app.code()), 401, "wrong_factor")
            problem(client.sign_in(person.user_name, person.password), 401, "wrong_credentials")

    def test_too_late_is_too_late(self, installation: Installation, person: Person, app: App) -> None:
        with installation.client() as client:
            half_way(client, person)
            change(
                installation,
                "UPDATE identity.pending_sign_in SET expires_at = now() - interval '1s' WHERE account_id = %s",
                person.id,
            )
            problem(client.answer("totp", app.code()), 401, "no_pending_sign_in")
            assert client.get(SESSION).json()["pending_factors"] is None

    def test_signing_out_gives_the_sign_in_up(self, installation: Installation, person: Person, app: App) -> None:
        with installation.client() as client:
            half_way(client, person)
            assert client.delete(SESSION).status_code == 204
            client.token()
            problem(client.answer("totp", app.code()), 401, "no_pending_sign_in")

    def test_the_secret_lies_sealed_and_is_shown_once(
        self, installation: Installation, person: Person, app: App
    ) -> None:
        ((sealed,),) = rows(installation, "SELECT secret FROM identity.totp WHERE account_id = %s", person.id)
        assert app.secret.encode() not in bytes(sealed)
        with installation.client() as client:
            half_way(client, person)
            client.answer("totp", app.code()).raise_for_status()
            problem(client.post(f"{ACCOUNT}/totp"), 409, "factor_exists")
            assert app.secret not in client.get(ACCOUNT).text


class TestSetUp:
    def test_is_of_use_only_once_confirmed(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as client:
            secret = client.post(f"{ACCOUNT}/totp").raise_for_status().json()
            assert secret["uri"].startswith("otpauth://totp/")
            assert secret["picture"].startswith("<svg")
            refusal = client.post(f"{ACCOUNT}/totp/confirm", json={"code": "000000"})
            problem(refusal, 422, "wrong_code")
            assert fields(refusal) == {"code": "wrong"}
            assert client.get(ACCOUNT).json()["totp"] is False
        with installation.client() as client:
            assert client.sign_in(person.user_name, person.password).json()["user"] is not None

    def test_a_new_secret_replaces_one_that_was_never_confirmed(
        self, installation: Installation, person: Person
    ) -> None:
        with signed_in(installation, person) as client:
            first = App(client.post(f"{ACCOUNT}/totp").json()["secret"])
            second = App(client.post(f"{ACCOUNT}/totp").json()["secret"])
            problem(client.post(f"{ACCOUNT}/totp/confirm", json={"code": first.code()}), 422, "wrong_code")
            assert client.post(f"{ACCOUNT}/totp/confirm", json={"code": second.code()}).is_success

    def test_the_last_factor_takes_its_recovery_codes_along(
        self, installation: Installation, person: Person, app: App
    ) -> None:
        with installation.client() as client:
            half_way(client, person)
            client.answer("totp", app.code()).raise_for_status()
            assert client.get(ACCOUNT).json()["recovery_codes"] == 10
            assert client.delete(f"{ACCOUNT}/totp").status_code == 204
            assert client.get(ACCOUNT).json()["recovery_codes"] == 0
            problem(client.post(f"{ACCOUNT}/recovery-codes"), 409, "factor_not_available")
            assert client.sign_in(person.user_name, person.password).json()["user"] is not None


class TestRecoveryCodes:
    def test_each_works_once(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as client:
            _, codes = set_up_app(client)
        with installation.client() as client:
            half_way(client, person)
            assert client.answer("recovery", codes[0].lower().replace("-", " ")).is_success
            assert client.get(ACCOUNT).json()["recovery_codes"] == 9
            half_way(client, person)
            problem(client.answer("recovery", codes[0]), 401, "wrong_factor")
            assert client.answer("recovery", codes[1]).is_success

    def test_new_ones_void_the_old(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as client:
            _, old = set_up_app(client)
            new = client.post(f"{ACCOUNT}/recovery-codes").raise_for_status().json()["recovery_codes"]
        with installation.client() as client:
            half_way(client, person)
            problem(client.answer("recovery", old[3]), 401, "wrong_factor")
            assert client.answer("recovery", new[3]).is_success

    def test_they_lie_hashed(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as client:
            _, codes = set_up_app(client)
        stored = rows(installation, "SELECT code_hash FROM identity.recovery_code WHERE account_id = %s", person.id)
        assert {len(bytes(code)) for (code,) in stored} == {32}
        assert len(stored) == len(codes) == 10


class TestCodeByMail:
    def test_is_sent_and_opens_the_session_once(self, installation: Installation, person: Person) -> None:
        address = f"{person.user_name}@example.org"
        set_email(installation, person.id, address)
        with signed_in(installation, person) as client:
            assert client.put(f"{ACCOUNT}/email-codes", json={"enabled": True}).json()["recovery_codes"]
        with installation.client() as client, installation.client() as other:
            assert half_way(client, person) == ["email", "recovery"]
            half_way(other, person)
            problem(client.answer("email", ""), 422, "validation_failed")
            problem(client.answer("email", "000000"), 401, "wrong_factor")
            assert client.post(f"{SESSION}/factor/mail").status_code == 204
            code = installation.mailbox.wait(address, "Your sign-in code").code
            problem(client.post(f"{SESSION}/factor/mail"), 429, "code_sent_lately")
            problem(other.post(f"{SESSION}/factor/mail"), 429, "code_sent_lately")
            problem(other.answer("email", code), 401, "wrong_factor")
            assert client.answer("email", code).is_success
        stored = rows(installation, "SELECT * FROM identity.mail") + rows(
            installation, "SELECT * FROM identity.pending_sign_in"
        )
        assert code not in repr(stored)

    def test_needs_a_confirmed_address(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as client:
            response = client.put(f"{ACCOUNT}/email-codes", json={"enabled": True})
            problem(response, 409, "factor_not_available")

    def test_accounts_without_it_get_none(self, installation: Installation, person: Person, app: App) -> None:
        assert app.secret
        with installation.client() as client:
            half_way(client, person)
            problem(client.post(f"{SESSION}/factor/mail"), 409, "factor_not_available")


class TestLostPhone:
    def test_the_person_who_runs_the_installation_removes_every_factor(
        self, installation: Installation, person: Person, app: App
    ) -> None:
        assert app.secret
        command = [sys.executable, "-m", "aqtra.cli.main", "user", "forget-factors", person.user_name]
        with installation.client() as before, installation.client() as client:
            half_way(before, person)
            before.answer("totp", app.code()).raise_for_status()
            subprocess.run(command, env=installation.environment, check=True, capture_output=True)
            eventually(lambda: before.get(SESSION).json()["user"] is None)
            assert client.sign_in(person.user_name, person.password).json()["user"] is not None
            assert client.get(ACCOUNT).json()["recovery_codes"] == 0

    def test_nobody_of_that_name_is_named(self, installation: Installation) -> None:
        command = [sys.executable, "-m", "aqtra.cli.main", "user", "forget-factors", "nobody-of-that-name"]
        done = subprocess.run(command, env=installation.environment, check=False, capture_output=True, text=True)
        assert done.returncode == 10
        assert "nobody-of-that-name" in done.stderr


class TestProof:
    def test_is_needed_to_change_how_the_account_is_entered(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as client:
            prove_nothing(installation, person.id)
            for method, path, body in GUARDED:
                options: dict[str, Any] = {} if body is None else {"json": body}
                problem(client.request(method, f"{ACCOUNT}/{path}", **options), 403, "proof_required")

    def test_by_password_or_code(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as client:
            app, codes = set_up_app(client)
            for path, body in (
                ("password", {"password": person.password}),
                ("code", {"factor": "totp", "code": app.code()}),
                ("code", {"factor": "recovery", "code": codes[0]}),
            ):
                prove_nothing(installation, person.id)
                problem(client.post(f"{ACCOUNT}/recovery-codes"), 403, "proof_required")
                assert client.post(f"{ACCOUNT}/proof/{path}", json=body).status_code == 204
            assert client.post(f"{ACCOUNT}/recovery-codes").is_success

    def test_wrong_ones_count_as_failed_sign_ins(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as client:
            for _ in range(FAILURE_LIMIT // 2):
                refusal = client.post(f"{ACCOUNT}/proof/password", json={"password": "a guess"})
                problem(refusal, 401, "wrong_credentials")
                refusal = client.post(f"{ACCOUNT}/proof/code", json={"factor": "totp", "code": "000000"})
                problem(refusal, 401, "wrong_factor")
            right = client.post(f"{ACCOUNT}/proof/password", json={"password": person.password})
            problem(right, 401, "wrong_credentials")
