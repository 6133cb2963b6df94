"""Service accounts: programs with roles and tokens, and without a password."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import CheckViolation

from tests.integration.studio.waiting import eventually
from tests.support.accounts import Person, signed_in
from tests.support.client import Client, fields, problem
from tests.support.installation import Installation
from tests.support.tokens import PROGRAMS, TOKEN, order, own_token, program, service_account, service_token


def named(administrator: Client, account_id: int) -> dict[str, Any]:
    accounts = administrator.get(PROGRAMS).raise_for_status().json()["accounts"]
    return next(account for account in accounts if account["id"] == account_id)


class TestAdding:
    def test_it_has_roles_and_stands_in_the_list(self, builder: Client) -> None:
        made = service_account(builder, "Builders", "Members")
        listed = builder.get(PROGRAMS).raise_for_status().json()
        assert made in listed["accounts"]
        assert (made["roles"], made["active"], made["tokens"]) == (["Builders", "Members"], True, 0)
        assert {"Administrators", "Builders", "Members"} <= set(listed["roles"])

    def test_it_is_no_user_who_could_sign_in(self, installation: Installation, builder: Client) -> None:
        made = service_account(builder)
        with installation.client() as client:
            problem(client.sign_in(made["user_name"], "any password at all"), 401, "wrong_credentials")
        with (
            psycopg.connect(installation.environment["AQTRA_DATABASE_URL"]) as conn,
            pytest.raises(CheckViolation),
        ):
            conn.execute("UPDATE identity.account SET password_hash = 'x' WHERE id = %s", (made["id"],))

    def test_it_does_not_count_as_a_user(self, builder: Client) -> None:
        before = builder.get("/api/v1/studio/statistics").json()["users"]
        service_account(builder)
        assert builder.get("/api/v1/studio/statistics").json()["users"] == before

    @pytest.mark.parametrize("name", ["Upper", "with space", "-begins", "ends-", "ümlaut", "a\tb", "x" * 65])
    def test_a_name_that_is_no_client_id_is_refused(self, builder: Client, name: str) -> None:
        response = builder.post(PROGRAMS, json={"user_name": name})
        assert response.status_code == 422, response.text
        assert "user_name" in fields(response)

    def test_a_name_belongs_to_one_account_of_either_kind(self, builder: Client, member: Person) -> None:
        made = service_account(builder)
        for taken in (made["user_name"], member.user_name):
            response = builder.post(PROGRAMS, json={"user_name": taken})
            problem(response, 409, "user_name_taken")
            assert fields(response) == {"user_name": "unique"}

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"roles": ["Members", "Nobodies"]}, "roles.1"),
            ({"display_name": "two\nlines"}, "display_name"),
        ],
        ids=["role", "title"],
    )
    def test_what_is_wrong_is_named_and_nothing_is_added(
        self, builder: Client, body: dict[str, Any], field: str
    ) -> None:
        name = f"svc-{uuid4().hex[:8]}"
        response = builder.post(PROGRAMS, json={"user_name": name, **body})
        problem(response, 422, "bad_service_account")
        assert set(fields(response)) == {field}
        assert name not in builder.get(PROGRAMS).text

    def test_only_administrators_see_or_add_them(
        self, installation: Installation, visitor: Client, member: Person, maker: Person, builder: Client
    ) -> None:
        made = service_account(builder)
        doors = [
            ("GET", PROGRAMS),
            ("POST", PROGRAMS),
            ("PATCH", f"{PROGRAMS}/{made['id']}"),
            ("GET", f"{PROGRAMS}/{made['id']}/tokens"),
            ("POST", f"{PROGRAMS}/{made['id']}/tokens"),
            ("DELETE", f"{PROGRAMS}/{made['id']}/tokens/1"),
        ]
        with signed_in(installation, member) as one, signed_in(installation, maker) as other:
            for method, door in doors:
                problem(visitor.request(method, door, json={}), 401, "not_signed_in")
                problem(one.request(method, door, json={}), 403, "permission_denied")
                problem(other.request(method, door, json={}), 403, "permission_denied")

    def test_a_persons_account_is_none_of_them(self, builder: Client, member: Person) -> None:
        answers = []
        for account_id in (member.id, 2**60):
            found = [
                problem(
                    builder.patch(f"{PROGRAMS}/{account_id}", json={"active": False}), 404, "service_account_not_found"
                ),
                problem(builder.get(f"{PROGRAMS}/{account_id}/tokens"), 404, "service_account_not_found"),
                problem(
                    builder.post(f"{PROGRAMS}/{account_id}/tokens", json=order()), 404, "service_account_not_found"
                ),
            ]
            answers.append([{name: value for name, value in body.items() if name != "trace_id"} for body in found])
        assert answers[0] == answers[1]


class TestItsTokens:
    def test_a_token_acts_with_its_roles(self, installation: Installation, builder: Client) -> None:
        account = service_account(builder, "Builders")
        made = service_token(builder, account, "read", "studio")
        assert made["secret"].startswith("aqtra_svc_")
        with program(installation, made["secret"]) as caller:
            assert caller.get(TOKEN).json()["username"] == account["user_name"]
            assert caller.get("/api/v1/studio/statistics").is_success
        assert named(builder, account["id"])["tokens"] == 1

    def test_it_may_last_for_ever_if_an_administrator_says_so(
        self, installation: Installation, builder: Client
    ) -> None:
        made = service_token(builder, service_account(builder), "read", days=None)
        assert made["token"]["expires_at"] is None
        with program(installation, made["secret"]) as caller:
            assert caller.get(TOKEN).is_success

    def test_its_scopes_stay_within_its_roles(self, builder: Client) -> None:
        account = service_account(builder, "Builders")
        response = builder.post(f"{PROGRAMS}/{account['id']}/tokens", json=order("read", "administer"))
        problem(response, 422, "bad_token")
        assert fields(response) == {"scopes": "beyond_rights"}

    def test_what_it_writes_bears_its_name(
        self, installation: Installation, builder: Client, two_components: tuple[dict[str, Any], dict[str, Any]]
    ) -> None:
        account = service_account(builder, "Members")
        secret = service_token(builder, account, "write")["secret"]
        address = f"/api/v1/entries/{two_components[0]['document']['key']}"
        with program(installation, secret) as caller:
            created = caller.post(address, json={"data": {"Code": "by a program"}})
            assert created.status_code == 201, created.text
        assert created.json()["creatorSubject"] == account["id"]

    def test_revoking_belongs_to_the_account_that_has_it(self, installation: Installation, builder: Client) -> None:
        one, other = service_account(builder), service_account(builder)
        made = service_token(builder, one, "read")
        problem(builder.delete(f"{PROGRAMS}/{other['id']}/tokens/{made['token']['id']}"), 404, "token_not_found")
        with program(installation, made["secret"]) as caller:
            assert caller.get(TOKEN).is_success
            assert builder.delete(f"{PROGRAMS}/{one['id']}/tokens/{made['token']['id']}").status_code == 204
            problem(caller.get(TOKEN), 401, "invalid_token")

    def test_a_token_opens_no_further_access_even_for_an_administrator(
        self, installation: Installation, builder: Client
    ) -> None:
        account = service_account(builder)
        with program(installation, own_token(builder, "write", "administer")["secret"]) as caller:
            assert caller.get(PROGRAMS).is_success
            problem(caller.post(PROGRAMS, json={"user_name": f"svc-{uuid4().hex[:8]}"}), 403, "needs_session")
            problem(caller.post(f"{PROGRAMS}/{account['id']}/tokens", json=order("read")), 403, "needs_session")
            problem(
                caller.patch(f"{PROGRAMS}/{account['id']}", json={"roles": ["Administrators"]}), 403, "needs_session"
            )


class TestChanging:
    def test_an_inactive_one_calls_no_more_until_it_is_active_again(
        self, installation: Installation, builder: Client
    ) -> None:
        account = service_account(builder)
        with program(installation, service_token(builder, account, "read")["secret"]) as caller:
            assert caller.get(TOKEN).is_success
            assert builder.patch(f"{PROGRAMS}/{account['id']}", json={"active": False}).json()["active"] is False
            problem(caller.get(TOKEN), 401, "invalid_token")
            builder.patch(f"{PROGRAMS}/{account['id']}", json={"active": True}).raise_for_status()
            assert caller.get(TOKEN).is_success

    def test_other_roles_hold_at_once(self, installation: Installation, builder: Client) -> None:
        account = service_account(builder, "Builders")
        with program(installation, service_token(builder, account, "read", "studio")["secret"]) as caller:
            assert caller.get("/api/v1/studio/statistics").is_success
            changed = (
                builder.patch(f"{PROGRAMS}/{account['id']}", json={"roles": ["Members"]}).raise_for_status().json()
            )
            assert changed["roles"] == ["Members"]
            eventually(lambda: caller.get("/api/v1/studio/statistics").status_code == 403)

    def test_what_is_left_out_stays(self, builder: Client) -> None:
        account = service_account(builder, "Builders")
        changed = builder.patch(f"{PROGRAMS}/{account['id']}", json={"display_name": "Nightly import"}).json()
        assert changed == {**account, "display_name": "Nightly import"}
