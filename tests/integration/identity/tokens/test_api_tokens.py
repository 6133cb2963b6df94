"""API tokens of people: made in a session, shown once, narrow, and gone when revoked."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.integration.identity.trail import records
from tests.integration.studio.waiting import eventually
from tests.support.accounts import Person, signed_in
from tests.support.client import Client, fields, problem
from tests.support.installation import Installation
from tests.support.tokens import OWN, TOKEN, order, own_token, program, second_gateway

SESSION = "/api/v1/session"
STATISTICS = "/api/v1/studio/statistics"


def rows(installation: Installation, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
        return conn.execute(statement.encode(), parameters).fetchall()


def change(installation: Installation, statement: str, *parameters: Any) -> None:
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
        conn.execute(statement.encode(), parameters)


class TestMaking:
    def test_a_token_stands_for_its_owner(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            made = own_token(client, "read")
        assert made["secret"].startswith("aqtra_pat_")
        assert made["secret"].startswith(made["token"]["hint"])
        with program(installation, made["secret"]) as caller:
            assert caller.get(TOKEN).raise_for_status().json() == {
                "active": True,
                "sub": str(member.id),
                "username": member.user_name,
                "scope": "read",
            }

    def test_the_secret_is_shown_once_and_stored_nowhere(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            response = client.post(OWN, json=order("read"))
            secret = response.json()["secret"]
            assert response.headers["cache-control"] == "no-store"
            listed = client.get(OWN)
            assert secret not in listed.text
            assert [token["id"] for token in listed.json()] == [response.json()["token"]["id"]]
        with program(installation, secret) as caller:
            caller.get(TOKEN).raise_for_status()
        stored = rows(installation, "SELECT token::text FROM identity.api_token token WHERE account_id = %s", member.id)
        assert secret[14:] not in str(stored)
        assert secret not in (installation.data_dir / "gateway.log").read_text()

    def test_it_lasts_ninety_days_unless_said_otherwise(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            body = {name: value for name, value in order("read").items() if name != "days"}
            token = client.post(OWN, json=body).raise_for_status().json()["token"]
        lasts = datetime.fromisoformat(token["expires_at"]) - datetime.fromisoformat(token["created_at"])
        assert lasts == timedelta(days=90)

    @pytest.mark.parametrize(
        ("changes", "field", "rule"),
        [
            ({"days": None}, "days", "required"),
            ({"days": 0}, "days", "maximum"),
            ({"days": -1}, "days", "maximum"),
            ({"days": 366}, "days", "maximum"),
            ({"name": "   "}, "name", "required"),
            ({"name": "line\nbreak"}, "name", "required"),
            ({"scopes": ["studio"]}, "scopes", "required"),
            ({"scopes": ["read", "studio"]}, "scopes", "beyond_rights"),
            ({"scopes": ["write", "administer"]}, "scopes", "beyond_rights"),
            (
                {"scopes": ["read", "studio"], "components": ["9c13d6ca-d6df-4130-8a32-f3b47f643357"]},
                "components",
                "beyond_rights",
            ),
        ],
        ids=str,
    )
    def test_what_makes_no_token_is_refused_by_its_rule(
        self, installation: Installation, member: Person, changes: dict[str, Any], field: str, rule: str
    ) -> None:
        with signed_in(installation, member) as client:
            response = client.post(OWN, json=order("read", **changes))
            problem(response, 422, "bad_token")
            assert fields(response) == {field: rule}
            assert client.get(OWN).json() == []

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {**order("read"), "name": ""},
            {**order("read"), "name": "x" * 101},
            {**order("read"), "name": "nul\0"},
            {**order("read"), "scopes": []},
            {**order("read"), "scopes": ["everything"]},
            {**order("read"), "components": []},
            {**order("read"), "components": ["not-a-key"]},
            {**order("read"), "components": [str(uuid4()) for _ in range(101)]},
            {**order("read"), "days": 10**30},
            {**order("read"), "account_id": 1},
        ],
        ids=range(11),
    )
    def test_a_malformed_order_names_its_place(
        self, installation: Installation, member: Person, body: dict[str, Any]
    ) -> None:
        with signed_in(installation, member) as client:
            response = client.post(OWN, json=body)
            problem(response, 422, "validation_failed")
            assert response.json()["fields"]

    def test_an_account_has_fifty_live_tokens_at_the_most(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            made = [own_token(client, "read") for _ in range(50)]
            problem(client.post(OWN, json=order("read")), 409, "too_many_tokens")
            client.delete(f"{OWN}/{made[0]['token']['id']}").raise_for_status()
            own_token(client, "read")

    @pytest.mark.parametrize("scopes", [("read",), ("write",), ("write", "studio", "administer")], ids=str)
    def test_a_token_makes_no_tokens_and_revokes_none(
        self, installation: Installation, builder: Client, scopes: tuple[str, ...]
    ) -> None:
        made = own_token(builder, *scopes)
        with program(installation, made["secret"]) as caller:
            code = "insufficient_scope" if scopes == ("read",) else "permission_denied"
            problem(caller.post(OWN, json=order("read")), 403, code)
            problem(caller.delete(f"{OWN}/{made['token']['id']}"), 403, code)
            problem(caller.get(OWN), 403, "permission_denied")
            assert caller.get(TOKEN).is_success

    def test_nobody_makes_or_revokes_tokens_for_somebody_else(
        self, installation: Installation, member: Person, maker: Person
    ) -> None:
        with signed_in(installation, member) as one, signed_in(installation, maker) as other:
            made = own_token(one, "read")
            foreign = problem(other.delete(f"{OWN}/{made['token']['id']}"), 404, "token_not_found")
            missing = problem(other.delete(f"{OWN}/{2**60}"), 404, "token_not_found")
            del foreign["trace_id"], missing["trace_id"]
            assert foreign == missing
            assert one.get(OWN).json() != []

    def test_visitors_have_no_tokens(self, visitor: Client) -> None:
        problem(visitor.get(OWN), 401, "not_signed_in")
        problem(visitor.post(OWN, json=order("read")), 401, "not_signed_in")


class TestUsing:
    def test_no_anti_forgery_token_and_no_origin_are_asked_for(
        self, installation: Installation, maker: Person, two_components: tuple[dict[str, Any], dict[str, Any]]
    ) -> None:
        address = f"/api/v1/entries/{two_components[0]['document']['key']}"
        with signed_in(installation, maker) as client:
            secret = own_token(client, "write")["secret"]
        with program(installation, secret) as caller:
            headers = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
            created = caller.post(address, json={"data": {"Code": "program"}}, headers=headers)
            assert created.status_code == 201, created.text
            assert "set-cookie" not in created.headers
            # It bears the name of its owner.
            assert created.json()["creatorSubject"] == maker.id

    def test_a_session_and_a_token_at_once_are_refused(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            secret = own_token(client, "read", "write")["secret"]
            header = {"Authorization": f"Bearer {secret}"}
            for response in (client.get(TOKEN, headers=header), client.post(OWN, json=order("read"), headers=header)):
                problem(response, 400, "ambiguous_credentials")
                assert fields(response) == {"authorization": "ambiguous"}

    def test_a_session_is_no_token(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            assert client.get(TOKEN).raise_for_status().json() == {"active": False}

    def test_its_use_is_noted_coarsely(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            made = own_token(client, "read")
            assert client.get(OWN).json()[0]["last_used_at"] is None
            with program(installation, made["secret"]) as caller:
                caller.get(TOKEN).raise_for_status()
                first = client.get(OWN).json()[0]["last_used_at"]
                assert abs(datetime.now(UTC) - datetime.fromisoformat(first)) < timedelta(minutes=5)
                change(installation, "SELECT pg_notify('aqtra', %s)", '{"type": "session"}')
                caller.get(TOKEN).raise_for_status()
                assert client.get(OWN).json()[0]["last_used_at"] == first

    def test_an_expired_token_is_refused(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            made = own_token(client, "read")
        change(
            installation,
            "UPDATE identity.api_token SET expires_at = now() - interval '1s' WHERE id = %s",
            made["token"]["id"],
        )
        with program(installation, made["secret"]) as caller:
            problem(caller.get(TOKEN), 401, "invalid_token")

    def test_an_account_that_must_change_its_password_has_no_working_token(
        self, installation: Installation, member: Person
    ) -> None:
        with signed_in(installation, member) as client:
            made = own_token(client, "read")
        change(installation, "UPDATE identity.account SET password_change_required = true WHERE id = %s", member.id)
        with program(installation, made["secret"]) as caller:
            problem(caller.get(TOKEN), 403, "password_change_required")


class TestEnding:
    def test_a_revoked_token_is_refused_at_once(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            made = own_token(client, "read")
            with program(installation, made["secret"]) as caller:
                caller.get(TOKEN).raise_for_status()
                assert client.delete(f"{OWN}/{made['token']['id']}").status_code == 204
                problem(caller.get(TOKEN), 401, "invalid_token")
            assert client.get(OWN).json() == []
            problem(client.delete(f"{OWN}/{made['token']['id']}"), 404, "token_not_found")

    def test_who_ended_it_is_recorded(self, installation: Installation, builder: Client, member: Person) -> None:
        with signed_in(installation, member) as client:
            first, second = own_token(client, "read"), own_token(client, "read")
            client.delete(f"{OWN}/{first['token']['id']}").raise_for_status()
        with installation.client() as client:
            client.post(f"{TOKEN}/revoke", data={"token": second["secret"]}).raise_for_status()
        found = records(builder, action="token.revoked", target=f"account:{member.id}")
        assert [record["actor_name"] for record in found] == [member.user_name] * 2
        assert {record["details"]["key"] for record in found} == {str(one["token"]["id"]) for one in (first, second)}

    def test_every_other_process_refuses_it_too(self, installation: Installation, member: Person) -> None:
        with second_gateway(installation) as other, signed_in(installation, member) as client:
            made = own_token(client, "read")
            with program(other, made["secret"]) as caller:
                caller.get(TOKEN).raise_for_status()
                client.delete(f"{OWN}/{made['token']['id']}").raise_for_status()
                eventually(lambda: caller.get(TOKEN).status_code == 401)

    def test_a_deactivated_account_calls_no_more(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            made = own_token(client, "read")
        with program(installation, made["secret"]) as caller:
            caller.get(TOKEN).raise_for_status()
            change(installation, "UPDATE identity.account SET active = false WHERE id = %s", member.id)
            eventually(lambda: caller.get(TOKEN).status_code == 401)

    def test_a_right_that_its_owner_loses_is_lost_to_the_token(self, installation: Installation, maker: Person) -> None:
        with signed_in(installation, maker) as client:
            made = own_token(client, "read", "studio")
        with program(installation, made["secret"]) as caller:
            caller.get(STATISTICS).raise_for_status()
            change(installation, "DELETE FROM identity.account_role WHERE account_id = %s", maker.id)
            eventually(lambda: caller.get(STATISTICS).status_code == 403)


class TestTokensInThePlaceOfOthers:
    def test_an_unknown_token_looks_like_a_damaged_one(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            made = own_token(client, "read")
            client.delete(f"{OWN}/{made['token']['id']}").raise_for_status()
        answers = []
        for token in (made["secret"], made["secret"][:-1] + "A", made["secret"][:20], "x", "a.b.c", "é" * 10):
            with installation.client() as client:
                response = client.get(TOKEN, headers={"Authorization": f"Bearer {token}".encode()})
                body = problem(response, 401, "invalid_token")
                assert response.headers["www-authenticate"] == 'Bearer error="invalid_token"'
                answers.append({name: value for name, value in body.items() if name != "trace_id"})
        assert all(answer == answers[0] for answer in answers)

    @pytest.mark.parametrize("value", ["", "Bearer", "bearer", "Basic YWRtaW46YWRtaW4=", "Digest x", "Bearer: x", "x"])
    def test_credentials_of_another_kind_are_refused(self, installation: Installation, value: str) -> None:
        with installation.client() as client:
            problem(client.get(SESSION, headers={"Authorization": value}), 401, "invalid_token")

    def test_two_tokens_in_one_request_are_refused(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            secret = own_token(client, "read")["secret"]
        with installation.client() as client:
            twice = [("Authorization", f"Bearer {secret}")] * 2
            response = client.get(TOKEN, headers=twice)
            problem(response, 400, "bad_request")
            assert fields(response) == {"authorization": "unique"}

    def test_a_token_in_the_address_is_not_looked_at(self, installation: Installation, member: Person) -> None:
        with signed_in(installation, member) as client:
            secret = own_token(client, "read")["secret"]
        with installation.client() as client:
            for name in ("access_token", "token", "authorization"):
                problem(client.get(TOKEN, params={name: secret}), 401, "not_signed_in")
