"""Links by mail: a forgotten password, a new address. The answers tell strangers nothing."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.integration.studio.waiting import eventually
from tests.support.accounts import Person, create_account, signed_in
from tests.support.client import Client, fields, problem
from tests.support.factors import ACCOUNT, change, prove_nothing, rows, set_email, set_up_app
from tests.support.installation import Installation

SESSION = "/api/v1/session"
NEW = "quartz lanterns beneath"


@pytest.fixture
def person(installation: Installation) -> Person:
    created = create_account(installation, f"p-{uuid4().hex[:8]}")
    set_email(installation, created.id, f"{created.user_name}@example.org")
    return created


@pytest.fixture
def client(installation: Installation) -> Iterator[Client]:
    with installation.client() as client:
        client.token()
        yield client


def address(person: Person) -> str:
    return f"{person.user_name}@example.org"


def ask(client: Client, name: str, **changes: str) -> None:
    response = client.post(f"{SESSION}/forgotten", json={"name": name, **changes})
    assert (response.status_code, response.content) == (204, b""), response.text


def token(installation: Installation, person: Person) -> str:
    return installation.mailbox.wait(address(person), "Choose a new password").link.partition("#")[2]


def reset(client: Client, link_token: str, new: str = NEW) -> int:
    return client.post(f"{SESSION}/reset", json={"token": link_token, "new_password": new}).status_code


class TestForgottenPassword:
    def test_the_link_sets_a_new_one_and_ends_every_session(
        self, installation: Installation, person: Person, client: Client
    ) -> None:
        with signed_in(installation, person) as elsewhere:
            ask(client, person.user_name.upper())
            assert reset(client, token(installation, person)) == 204
            eventually(lambda: elsewhere.get(SESSION).json()["user"] is None)
        problem(client.sign_in(person.user_name, person.password), 401, "wrong_credentials")
        assert client.sign_in(person.user_name, NEW).json()["user"]["id"] == person.id
        assert installation.mailbox.wait(address(person), "Your password was changed")

    def test_the_address_finds_the_account_too_and_the_link_leads_where_asked(
        self, installation: Installation, person: Person, client: Client
    ) -> None:
        ask(client, address(person).upper(), app="studio")
        link = installation.mailbox.wait(address(person), "Choose a new password").link
        assert link.startswith(f"{installation.base_url}/studio/account/password#")

    def test_headers_of_the_request_do_not_lead_it_elsewhere(
        self, installation: Installation, person: Person, client: Client
    ) -> None:
        hostile = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example", "accept-language": "tr-TR,en"}
        client.post(f"{SESSION}/forgotten", json={"name": person.user_name}, headers=hostile).raise_for_status()
        letter = installation.mailbox.wait(address(person), "Yeni bir parola seçin")
        assert letter.link.startswith(f"{installation.base_url}/account/password#")
        assert "evil" not in letter.text + letter.html
        assert letter.link in letter.html

    def test_a_link_works_once(self, installation: Installation, person: Person, client: Client) -> None:
        ask(client, person.user_name)
        link_token = token(installation, person)
        assert reset(client, link_token) == 204
        body = {"token": link_token, "new_password": "another set of words here"}
        problem(client.post(f"{SESSION}/reset", json=body), 404, "link_expired")

    def test_a_weak_password_leaves_the_link_usable(
        self, installation: Installation, person: Person, client: Client
    ) -> None:
        ask(client, person.user_name)
        link_token = token(installation, person)
        response = client.post(f"{SESSION}/reset", json={"token": link_token, "new_password": "password123"})
        problem(response, 422, "weak_password")
        assert fields(response) == {"new_password": "guessable"}
        assert reset(client, link_token) == 204

    def test_a_link_runs_out(self, installation: Installation, person: Person, client: Client) -> None:
        ask(client, person.user_name)
        link_token = token(installation, person)
        change(
            installation,
            "UPDATE identity.link SET expires_at = now() - interval '1s' WHERE account_id = %s",
            person.id,
        )
        assert reset(client, link_token) == 404

    def test_signing_in_needs_the_second_factor_all_the_same(
        self, installation: Installation, person: Person, client: Client
    ) -> None:
        with signed_in(installation, person) as owner:
            set_up_app(owner)
        ask(client, person.user_name)
        assert reset(client, token(installation, person)) == 204
        assert client.sign_in(person.user_name, NEW).json()["pending_factors"] == ["totp", "recovery"]

    def test_nobody_is_written_to_twice_in_a_minute(
        self, installation: Installation, person: Person, client: Client
    ) -> None:
        for _ in range(3):
            ask(client, person.user_name)
        token(installation, person)
        eventually(lambda: not rows(installation, "SELECT 1 FROM identity.reset_request"))
        ((links,),) = rows(installation, "SELECT count(*) FROM identity.link WHERE account_id = %s", person.id)
        assert links == 1

    def test_unknown_inactive_and_known_get_the_same_answer_and_only_the_known_a_letter(
        self, installation: Installation, person: Person, client: Client
    ) -> None:
        gone = create_account(installation, f"g-{uuid4().hex[:8]}")
        set_email(installation, gone.id, address(gone))
        change(installation, "UPDATE identity.account SET active = false WHERE id = %s", gone.id)
        for name in (f"nobody-{uuid4().hex[:8]}", gone.user_name, "' OR 1=1 --", "\x7f", person.user_name):
            ask(client, name)
        token(installation, person)
        eventually(lambda: not rows(installation, "SELECT 1 FROM identity.reset_request"))
        assert installation.mailbox.to(address(gone)) == []

    @pytest.mark.parametrize("link_token", ["x", "A" * 43, "../../x", "A" * 100])
    def test_what_is_no_link_opens_nothing(self, client: Client, link_token: str) -> None:
        for path, body in (("reset", {"new_password": NEW}), ("confirm", {})):
            problem(client.post(f"{SESSION}/{path}", json={"token": link_token, **body}), 404, "link_expired")

    def test_links_and_requests_lie_where_a_dump_tells_nothing(
        self, installation: Installation, person: Person, client: Client
    ) -> None:
        ask(client, person.user_name)
        link_token = token(installation, person)
        stored = "".join(
            repr(rows(installation, f"SELECT * FROM {table}"))
            for table in ("identity.link", "identity.mail", "infra.outbox", "identity.reset_request")
        )
        assert link_token not in stored
        for log in ("gateway.log", "worker.log"):
            assert link_token not in (installation.data_dir / log).read_text()


class TestAddress:
    def change_to(self, client: Client, email: str) -> None:
        response = client.put(f"{ACCOUNT}/email", json={"email": email})
        assert response.status_code == 204, response.text

    def test_a_new_one_is_used_only_once_confirmed(self, installation: Installation, person: Person) -> None:
        new = f"new-{uuid4().hex[:8]}@example.org"
        with signed_in(installation, person) as client, installation.client() as anybody:
            self.change_to(client, new)
            body = client.get(ACCOUNT).json()
            assert (body["email"], body["waiting_email"]) == (address(person), new)
            link = installation.mailbox.wait(new, "Confirm your e-mail address").link
            anybody.token()
            confirmation = {"token": link.partition("#")[2]}
            assert anybody.post(f"{SESSION}/confirm", json=confirmation).status_code == 204
            body = client.get(ACCOUNT).json()
            assert (body["email"], body["waiting_email"]) == (new, None)
            problem(anybody.post(f"{SESSION}/confirm", json=confirmation), 404, "link_expired")
        assert installation.mailbox.wait(address(person), "Your e-mail address was changed")

    def test_a_link_to_a_password_confirms_no_address_and_the_other_way_round(
        self, installation: Installation, person: Person, client: Client
    ) -> None:
        new = f"new-{uuid4().hex[:8]}@example.org"
        with signed_in(installation, person) as owner:
            self.change_to(owner, new)
        ask(client, person.user_name)
        for_address = installation.mailbox.wait(new, "Confirm your e-mail address").link.partition("#")[2]
        for_password = token(installation, person)
        assert reset(client, for_address) == 404
        problem(client.post(f"{SESSION}/confirm", json={"token": for_password}), 404, "link_expired")

    def test_a_confirmed_address_voids_links_in_the_old_mailbox(
        self, installation: Installation, person: Person, client: Client
    ) -> None:
        new = f"new-{uuid4().hex[:8]}@example.org"
        ask(client, person.user_name)
        old_link = token(installation, person)
        with signed_in(installation, person) as owner:
            self.change_to(owner, new)
        link = installation.mailbox.wait(new, "Confirm your e-mail address").link
        client.post(f"{SESSION}/confirm", json={"token": link.partition("#")[2]}).raise_for_status()
        assert reset(client, old_link) == 404

    def test_needs_a_proof_and_not_twice_in_a_moment(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as client:
            self.change_to(client, f"a-{person.user_name}@example.org")
            again = client.put(f"{ACCOUNT}/email", json={"email": f"b-{person.user_name}@example.org"})
            problem(again, 429, "code_sent_lately")
            prove_nothing(installation, person.id)
            problem(client.put(f"{ACCOUNT}/email", json={"email": "c@example.org"}), 403, "proof_required")

    @pytest.mark.parametrize(
        "email",
        [
            "",
            "ada",
            "ada@",
            "@example.org",
            "a@b@c",
            "ada@example.org\r\nBcc: evil@example.org",
            "ada@example.org,evil@example.org",
            "Ada <ada@example.org>",
            "ada lovelace@example.org",
            '"ada"@example.org',
            "ädä@example.org",
            f"{'x' * 250}@example.org",
        ],
    )
    def test_what_is_no_plain_address_is_refused(self, builder: Client, email: str) -> None:
        response = builder.put(f"{ACCOUNT}/email", json={"email": email})
        problem(response, 422, "validation_failed")
        assert set(fields(response)) == {"email"}
