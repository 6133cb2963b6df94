"""Passkeys by an authenticator in software: what an honest one opens, and a dishonest one does not."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from aqtra.identity.service import FAILURE_LIMIT
from tests.support.accounts import Person, create_account, signed_in
from tests.support.authenticator import PRESENT, Authenticator
from tests.support.client import Client, fields, problem
from tests.support.factors import ACCOUNT, change
from tests.support.installation import Installation

SESSION = "/api/v1/session"
NONSENSE: list[dict[str, Any]] = [
    {},
    {"id": 7},
    {"id": "A" * 5000},
    {"id": "!!"},
    {"id": None, "response": []},
    {"id": "AAAA", "response": {"userHandle": {}}},
    {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"clientDataJSON": "AAAA"}},
]


@pytest.fixture
def person(installation: Installation) -> Person:
    return create_account(installation, f"p-{uuid4().hex[:8]}")


@pytest.fixture
def origin(installation: Installation) -> str:
    return f"https://localhost:{urlsplit(installation.base_url).port}"


def add(client: Client, authenticator: Authenticator, name: str = "Laptop") -> dict[str, Any]:
    options = client.post(f"{ACCOUNT}/passkeys/options").raise_for_status().json()["options"]
    body = {"name": name, "credential": authenticator.register(options)}
    answer: dict[str, Any] = client.post(f"{ACCOUNT}/passkeys", json=body).raise_for_status().json()
    return answer


@pytest.fixture
def passkey(installation: Installation, person: Person, origin: str) -> Authenticator:
    authenticator = Authenticator(origin)
    with signed_in(installation, person) as client:
        assert len(add(client, authenticator)["recovery_codes"]) == 10
    return authenticator


def question(client: Client) -> dict[str, Any]:
    options: dict[str, Any] = client.post(f"{SESSION}/passkey/options").raise_for_status().json()["options"]
    return options


def enter(client: Client, credential: dict[str, Any]) -> Any:
    return client._entered(client.post(f"{SESSION}/passkey", json={"credential": credential}))


def test_alone_it_is_a_whole_sign_in(installation: Installation, person: Person, passkey: Authenticator) -> None:
    with installation.client() as client:
        client.token()
        options = question(client)
        assert options["userVerification"] == "required"
        assert not options.get("allowCredentials")
        body = enter(client, passkey.sign(options)).raise_for_status().json()
        assert body["user"]["id"] == person.id
        assert client.get(ACCOUNT).json()["passkeys"][0]["last_used_at"] is not None


def test_after_the_password_it_is_the_second_step(
    installation: Installation, person: Person, passkey: Authenticator
) -> None:
    with installation.client() as client:
        body = client.sign_in(person.user_name, person.password).json()
        assert body["pending_factors"] == ["passkey", "recovery"]
        options = question(client)
        assert len(options["allowCredentials"]) == 1
        assert enter(client, passkey.sign(options)).json()["user"]["id"] == person.id


def test_it_also_proves_who_one_is(installation: Installation, person: Person, passkey: Authenticator) -> None:
    with installation.client() as client:
        client.token()
        enter(client, passkey.sign(question(client))).raise_for_status()
        change(installation, "UPDATE identity.session SET proved_at = NULL WHERE account_id = %s", person.id)
        problem(client.post(f"{ACCOUNT}/totp"), 403, "proof_required")
        options = client.post(f"{ACCOUNT}/proof/passkey/options").json()["options"]
        proof = client.post(f"{ACCOUNT}/proof/passkey", json={"credential": passkey.sign(options)})
        assert proof.status_code == 204
        assert client.post(f"{ACCOUNT}/totp").is_success


def test_a_question_is_answered_once_and_in_its_own_browser(installation: Installation, passkey: Authenticator) -> None:
    with installation.client() as one, installation.client() as other:
        one.token()
        other.token()
        answer = passkey.sign(question(one))
        question(other)
        problem(enter(other, answer), 401, "wrong_factor")
        problem(enter(one, passkey.sign({"challenge": "AAAA"})), 401, "wrong_factor")
        problem(enter(one, answer), 401, "wrong_factor")


def test_a_copied_key_is_found_out_by_its_counter(installation: Installation, passkey: Authenticator) -> None:
    copy = deepcopy_of(passkey)
    with installation.client() as client:
        client.token()
        assert enter(client, passkey.sign(question(client), step=5)).is_success
        client.delete(SESSION)
        client.token()
        problem(enter(client, copy.sign(question(client))), 401, "wrong_factor")


def deepcopy_of(passkey: Authenticator) -> Authenticator:
    return Authenticator(
        passkey.origin, passkey.rp_id, passkey.key, passkey.credential_id, passkey.handle, passkey.counter
    )


def dishonest(passkey: Authenticator, options: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Answers that an honest authenticator does not give."""
    other_origin, other_party, other_key, other_owner = (deepcopy_of(passkey) for _ in range(4))
    other_origin.origin = "https://localhost.evil.example:443"
    other_party.rp_id = "evil.example"
    other_key.key = Authenticator("").key
    other_owner.handle = uuid4().bytes
    broken = passkey.sign(options)
    broken["response"] = {**broken["response"], "authenticatorData": "AAAA"}
    return {
        "another origin": other_origin.sign(options),
        "another party": other_party.sign(options),
        "another key": other_key.sign(options),
        "another owner": other_owner.sign(options),
        "person not verified": passkey.sign(options, flags=PRESENT),
        "cut short": broken,
        "unknown key": {**passkey.sign(options), "id": "AAAA", "rawId": "AAAA"},
    }


def test_dishonest_answers_open_nothing_and_look_alike(installation: Installation, passkey: Authenticator) -> None:
    with installation.client() as client:
        client.token()
        seen = []
        for name in dishonest(passkey, {"challenge": "AAAA"}):
            body = problem(enter(client, dishonest(passkey, question(client))[name]), 401, "wrong_factor")
            seen.append({key: value for key, value in body.items() if key != "trace_id"})
        assert all(body == seen[0] for body in seen)


def test_nonsense_is_refused_at_every_door(installation: Installation, passkey: Authenticator) -> None:
    with installation.client() as client:
        client.token()
        for credential in NONSENSE:
            question(client)
            problem(enter(client, credential), 401, "wrong_factor")
        enter(client, passkey.sign(question(client))).raise_for_status()
        for credential in NONSENSE:
            client.post(f"{ACCOUNT}/passkeys/options").raise_for_status()
            response = client.post(f"{ACCOUNT}/passkeys", json={"name": "x", "credential": credential})
            problem(response, 422, "passkey_refused")
            assert fields(response) == {"credential": "answer"}
            client.post(f"{ACCOUNT}/proof/passkey/options").raise_for_status()
            problem(client.post(f"{ACCOUNT}/proof/passkey", json={"credential": credential}), 401, "wrong_factor")


def test_a_passkey_does_not_answer_for_another_persons_password(
    installation: Installation, origin: str, passkey: Authenticator
) -> None:
    victim = create_account(installation, f"v-{uuid4().hex[:8]}")
    with signed_in(installation, victim) as client:
        add(client, Authenticator(origin))
    with installation.client() as client:
        client.sign_in(victim.user_name, victim.password).raise_for_status()
        problem(enter(client, passkey.sign(question(client))), 401, "wrong_factor")
        assert client.get(SESSION).json()["user"] is None


def test_guesses_at_the_password_do_not_keep_its_owner_out(
    installation: Installation, person: Person, passkey: Authenticator
) -> None:
    with installation.client() as client:
        for _ in range(FAILURE_LIMIT):
            problem(client.sign_in(person.user_name, "a guess"), 401, "wrong_credentials")
        assert enter(client, passkey.sign(question(client))).json()["user"]["id"] == person.id


def test_names_and_removal(installation: Installation, person: Person, origin: str, passkey: Authenticator) -> None:
    other = create_account(installation, f"o-{uuid4().hex[:8]}")
    second = Authenticator(origin)
    with installation.client() as client, signed_in(installation, other) as stranger:
        client.token()
        enter(client, passkey.sign(question(client))).raise_for_status()
        assert add(client, second, "Phone")["recovery_codes"] is None
        first_id, second_id = (found["id"] for found in client.get(ACCOUNT).json()["passkeys"])
        for foreign in (first_id, 2**63 - 1):
            address = f"{ACCOUNT}/passkeys/{foreign}"
            problem(stranger.put(address, json={"name": "mine"}), 404, "passkey_not_found")
            problem(stranger.delete(address), 404, "passkey_not_found")
        assert client.put(f"{ACCOUNT}/passkeys/{second_id}", json={"name": " Old phone "}).status_code == 204
        for bad in ("", "  ", "x" * 81, "a\x00b", "a\nb"):
            problem(client.put(f"{ACCOUNT}/passkeys/{second_id}", json={"name": bad}), 422, "validation_failed")
        assert [found["name"] for found in client.get(ACCOUNT).json()["passkeys"]] == ["Laptop", "Old phone"]
        assert client.delete(f"{ACCOUNT}/passkeys/{first_id}").status_code == 204
        assert len(client.get(ACCOUNT).json()["passkeys"]) == 1
        client.delete(SESSION)
        client.token()
        problem(enter(client, passkey.sign(question(client))), 401, "wrong_factor")
        assert enter(client, second.sign(question(client))).json()["user"]["id"] == person.id


def test_one_key_belongs_to_one_account(installation: Installation, passkey: Authenticator) -> None:
    thief = create_account(installation, f"t-{uuid4().hex[:8]}")
    with signed_in(installation, thief) as client:
        options = client.post(f"{ACCOUNT}/passkeys/options").json()["options"]
        body = {"name": "x", "credential": deepcopy_of(passkey).register(options)}
        response = client.post(f"{ACCOUNT}/passkeys", json=body)
        problem(response, 422, "passkey_refused")
        assert fields(response) == {"credential": "unique"}
