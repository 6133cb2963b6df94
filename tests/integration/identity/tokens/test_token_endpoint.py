"""The token endpoint: programs by their service token, malformed requests, introspection, revocation, keys."""

import base64
import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from aqtra.identity.tokens.grants.signing import ALGORITHM
from aqtra.identity.tokens.opaque import Kind, new_token
from tests.integration.identity.tokens.grants import STATISTICS, oauth, own_secret, pair, refresh
from tests.integration.studio.waiting import eventually
from tests.security.refusals import assert_refused
from tests.support.accounts import Person, create_account
from tests.support.client import Client, fields, problem
from tests.support.installation import Installation
from tests.support.tokens import PROGRAMS, TOKEN, exchange, program, service_account, service_token


class TestClientCredentials:
    @pytest.fixture
    def account(self, builder: Client) -> dict[str, Any]:
        return service_account(builder, "Builders")

    def ask(self, installation: Installation, account: dict[str, Any], secret: str, **form: str) -> httpx.Response:
        form = {"client_id": account["user_name"], "client_secret": secret, **form}
        return exchange(installation, grant_type="client_credentials", **form)

    def test_a_service_token_is_exchanged_without_a_refresh_token(
        self, installation: Installation, builder: Client, account: dict[str, Any]
    ) -> None:
        secret = service_token(builder, account, "read", "studio")["secret"]
        tokens = self.ask(installation, account, secret).raise_for_status().json()
        assert "refresh_token" not in tokens
        assert tokens["scope"] == "read studio"
        with program(installation, tokens["access_token"]) as caller:
            assert caller.get(STATISTICS).is_success

    def test_the_body_may_be_json(self, installation: Installation, builder: Client, account: dict[str, Any]) -> None:
        secret = service_token(builder, account, "read")["secret"]
        body = {"grant_type": "client_credentials", "client_id": account["user_name"], "client_secret": secret}
        with installation.client() as client:
            assert client.post(TOKEN, json=body).raise_for_status().json()["scope"] == "read"

    def test_scopes_are_narrowed_and_never_widened(
        self, installation: Installation, builder: Client, account: dict[str, Any]
    ) -> None:
        secret = service_token(builder, account, "read", "studio")["secret"]
        narrow = self.ask(installation, account, secret, scope="read").raise_for_status().json()
        with program(installation, narrow["access_token"]) as caller:
            problem(caller.get(STATISTICS), 403, "permission_denied")
        oauth(self.ask(installation, account, secret, scope="read write"), 400, "invalid_scope")

    def test_components_stay_bound(
        self,
        installation: Installation,
        builder: Client,
        account: dict[str, Any],
        two_components: tuple[dict[str, Any], dict[str, Any]],
    ) -> None:
        one, other = (component["document"]["key"] for component in two_components)
        secret = service_token(builder, account, "read", components=[one])["secret"]
        tokens = self.ask(installation, account, secret).raise_for_status().json()
        with program(installation, tokens["access_token"]) as caller:
            assert caller.get(f"/api/v1/entries/{one}").is_success
            problem(caller.get(f"/api/v1/entries/{other}"), 404, "component_not_found")

    def test_everything_wrong_looks_alike(
        self, installation: Installation, builder: Client, account: dict[str, Any], member: Person
    ) -> None:
        made = service_token(builder, account, "read")
        gone = service_token(builder, account, "read")
        builder.delete(f"{PROGRAMS}/{account['id']}/tokens/{gone['token']['id']}").raise_for_status()
        personal = own_secret(installation, member)
        tried = [
            (account["user_name"], gone["secret"]),
            (account["user_name"], new_token(Kind.SERVICE)),
            (account["user_name"], "x"),
            ("somebody-else", made["secret"]),
            (member.user_name, personal),
            (account["user_name"], personal),
        ]
        answers = []
        for client_id, secret in tried:
            response = exchange(
                installation, grant_type="client_credentials", client_id=client_id, client_secret=secret
            )
            body = oauth(response, 401, "invalid_client")
            answers.append({name: value for name, value in body.items() if name != "trace_id"})
        assert all(answer == answers[0] for answer in answers)

    def test_with_the_service_token_ends_what_came_from_it(
        self, installation: Installation, lenient: Installation, builder: Client, account: dict[str, Any]
    ) -> None:
        made = service_token(builder, account, "read")
        tokens = self.ask(installation, account, made["secret"]).raise_for_status().json()
        with program(lenient, tokens["access_token"]) as caller:
            assert caller.get(TOKEN).is_success
            builder.delete(f"{PROGRAMS}/{account['id']}/tokens/{made['token']['id']}").raise_for_status()
            eventually(lambda: caller.get(TOKEN).status_code == 401)


class TestRequests:
    @pytest.mark.parametrize(
        ("form", "code", "field"),
        [
            ({"grant_type": "implicit"}, "unsupported_grant_type", "grant_type"),
            ({"grant_type": "client_credentials"}, "invalid_request", "client_id"),
            ({"grant_type": "client_credentials", "client_id": "x"}, "invalid_request", "client_secret"),
            ({"grant_type": "refresh_token"}, "invalid_request", "refresh_token"),
            ({"grant_type": "refresh_token", "refresh_token": ""}, "invalid_request", "refresh_token"),
            ({"grant_type": "password", "username": "x"}, "invalid_request", "password"),
        ],
        ids=str,
    )
    def test_what_is_missing_is_named(
        self, installation: Installation, form: dict[str, str], code: str, field: str
    ) -> None:
        response = exchange(installation, **form)
        oauth(response, 400, code)
        assert set(fields(response)) == {field}

    @pytest.mark.parametrize(
        ("content", "media_type"),
        [
            (b"", "application/x-www-form-urlencoded"),
            (b"grant_type", "application/x-www-form-urlencoded"),
            (b"grant_type=refresh_token&grant_type=password", "application/x-www-form-urlencoded"),
            (b"grant_type=%ff", "application/x-www-form-urlencoded"),
            (b"grant_type=\xff", "application/x-www-form-urlencoded"),
            (b"grant_type=refresh_token&refresh_token=%00", "application/x-www-form-urlencoded"),
            (b"&".join(b"p%d=1" % number for number in range(50)), "application/x-www-form-urlencoded"),
            (b"x=1", "application/x-www-form-urlencoded"),
            (b"grant_type=refresh_token", "text/plain"),
            (b"grant_type=refresh_token", "multipart/form-data; boundary=x"),
            (b"{", "application/json"),
            (b"[]", "application/json"),
            (b'"text"', "application/json"),
            (b'{"grant_type": ["refresh_token"]}', "application/json"),
            (b'{"grant_type": "refresh_token", "refresh_token": "\\u0000"}', "application/json"),
            (b'{"grant_type": "refresh_token", "refresh_token": "' + b"x" * 2001 + b'"}', "application/json"),
        ],
        ids=range(16),
    )
    @pytest.mark.parametrize("door", [TOKEN, f"{TOKEN}/revoke"])
    def test_a_body_that_cannot_be_read_is_refused_by_name(
        self, installation: Installation, door: str, content: bytes, media_type: str
    ) -> None:
        with installation.client() as client:
            assert_refused(client.post(door, content=content, headers={"Content-Type": media_type}))

    def test_no_secret_comes_back_in_a_refusal(self, installation: Installation) -> None:
        secret = f"secret-{uuid4().hex}"
        for form in (
            {"grant_type": "password", "username": secret, "password": secret},
            {"grant_type": "client_credentials", "client_id": "x" * 500, "client_secret": secret},
            {"grant_type": "refresh_token", "refresh_token": secret},
            {"grant_type": "refresh_token", "refresh_token": secret * 100},
        ):
            response = exchange(installation, **form)
            assert 400 <= response.status_code < 500
            assert secret not in response.text
        assert secret not in (installation.data_dir / "gateway.log").read_text()

    def test_a_page_of_another_origin_gets_no_tokens(self, installation: Installation) -> None:
        with installation.client() as client:
            response = client.post(
                TOKEN, data={"grant_type": "refresh_token"}, headers={"Origin": "https://evil.example"}
            )
            problem(response, 403, "foreign_origin")

    def test_forms_are_taken_nowhere_else(self, builder: Client) -> None:
        problem(builder.post("/api/v1/studio/components", data={"kind": "component"}), 415, "unsupported_media_type")


class TestIntrospection:
    def test_a_token_of_the_same_account_is_described(self, lenient: Installation, member: Person) -> None:
        tokens = pair(lenient, member)
        with program(lenient, tokens["access_token"]) as caller:
            for kind in ("access_token", "refresh_token"):
                body = caller.post(f"{TOKEN}/introspect", data={"token": tokens[kind]}).raise_for_status().json()
                assert body["active"] is True
                assert body["token_type"] == kind
                assert (body["sub"], body["username"]) == (str(member.id), member.user_name)
                assert body["exp"] > datetime.now(UTC).timestamp()

    def test_foreign_and_dead_tokens_look_the_same(self, lenient: Installation, member: Person) -> None:
        stranger = create_account(lenient, f"s-{uuid4().hex[:8]}")
        tokens, foreign = pair(lenient, member), pair(lenient, stranger)
        asked = [
            foreign["access_token"],
            foreign["refresh_token"],
            new_token(Kind.PERSONAL),
            "x",
            tokens["access_token"][:-9],
        ]
        with program(lenient, tokens["access_token"]) as caller:
            for token in asked:
                body = caller.post(f"{TOKEN}/introspect", json={"token": token}).raise_for_status().json()
                assert body == {"active": False}

    def test_nobody_asks_unknown(self, installation: Installation, visitor: Client) -> None:
        problem(visitor.post(f"{TOKEN}/introspect", json={"token": "x"}), 401, "not_signed_in")


class TestRevocation:
    @pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
    def test_either_of_a_pair_ends_both(self, lenient: Installation, member: Person, kind: str) -> None:
        tokens = pair(lenient, member)
        with lenient.client() as client:
            answer = client.post(f"{TOKEN}/revoke", data={"token": tokens[kind]}).raise_for_status()
            assert answer.json() == {"active": False}
        with program(lenient, tokens["access_token"]) as caller:
            problem(caller.get(TOKEN), 401, "invalid_token")
        oauth(refresh(lenient, tokens["refresh_token"]), 400, "invalid_grant")

    def test_who_finds_an_api_token_can_end_it(self, installation: Installation, member: Person) -> None:
        secret = own_secret(installation, member)
        with installation.client() as client:
            client.post(f"{TOKEN}/revoke", data={"token": secret}).raise_for_status()
        with program(installation, secret) as caller:
            problem(caller.get(TOKEN), 401, "invalid_token")

    @pytest.mark.parametrize("token", ["x", "a.b.c", "aqtra_pat_" + "A" * 48])
    def test_what_is_no_token_is_answered_alike(self, installation: Installation, token: str) -> None:
        with installation.client() as client:
            answer = client.post(f"{TOKEN}/revoke", data={"token": token})
        assert (answer.status_code, answer.json()) == (200, {"active": False})


class TestKeys:
    def test_others_can_check_our_signatures(self, lenient: Installation, member: Person) -> None:
        tokens = pair(lenient, member)
        with lenient.client() as client:
            keys = client.get(f"{TOKEN}/keys").raise_for_status().json()
        decoded = jwt.decode(tokens["access_token"], KeySet.import_key_set(keys), algorithms=[ALGORITHM])
        assert decoded.claims["sub"] == str(member.id)
        assert all("d" not in key for key in keys["keys"])

    def test_a_token_for_another_person_cannot_be_made_of_ones_own(self, lenient: Installation, member: Person) -> None:
        head, body, signature = pair(lenient, member)["access_token"].split(".")
        claims = json.loads(base64.urlsafe_b64decode(body + "=="))
        changed = base64.urlsafe_b64encode(json.dumps({**claims, "sub": "1"}).encode()).decode().rstrip("=")
        none = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "at+jwt"}).encode()).decode().rstrip("=")
        for forged in (f"{head}.{changed}.{signature}", f"{none}.{changed}.", f"{none}.{body}.", f"{head}.{body}."):
            with program(lenient, forged) as caller:
                problem(caller.get(TOKEN), 401, "invalid_token")
