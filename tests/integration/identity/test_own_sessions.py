"""Where one is signed in: the list, remote sign-out, time-outs; and what an administrator may do."""

from uuid import uuid4

import pytest

from tests.integration.studio.waiting import eventually
from tests.support.accounts import Person, create_account, signed_in
from tests.support.client import Client, problem
from tests.support.factors import ACCOUNT, change, rows
from tests.support.installation import Installation

SESSION = "/api/v1/session"
SESSIONS = f"{ACCOUNT}/sessions"
AGENT = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def person(installation: Installation) -> Person:
    return create_account(installation, f"p-{uuid4().hex[:8]}")


def signed_out(client: Client) -> bool:
    return bool(client.get(SESSION).json()["user"] is None)


class TestOwn:
    def test_the_list_marks_this_one_and_says_what_the_others_are(
        self, installation: Installation, person: Person
    ) -> None:
        with installation.client() as other, signed_in(installation, person) as here:
            other.headers["user-agent"] = AGENT
            other.sign_in(person.user_name, person.password)
            found = here.get(SESSIONS).json()
            assert [session["current"] for session in found] == [True, False]
            assert found[1]["user_agent"] == AGENT
            assert found[1]["address"] == "127.0.0.1"
            assert set(found[1]) == {
                "id", "created_at", "last_seen_at", "expires_at", "address", "user_agent", "method", "current",
            }  # fmt: skip

    def test_one_can_be_ended_from_another(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as other, signed_in(installation, person) as here:
            ending = here.get(SESSIONS).json()[1]["id"]
            assert here.delete(f"{SESSIONS}/{ending}").status_code == 204
            eventually(lambda: signed_out(other))
            problem(here.delete(f"{SESSIONS}/{ending}"), 404, "session_not_found")
            assert len(here.get(SESSIONS).json()) == 1

    def test_all_others_at_once_and_sign_ins_that_are_half_done(
        self, installation: Installation, person: Person
    ) -> None:
        with (
            signed_in(installation, person) as one,
            signed_in(installation, person) as two,
            signed_in(installation, person) as here,
        ):
            assert here.delete(SESSIONS).status_code == 204
            eventually(lambda: signed_out(one) and signed_out(two))
            assert not signed_out(here)

    def test_somebody_elses_looks_like_none(self, installation: Installation, person: Person) -> None:
        stranger = create_account(installation, f"s-{uuid4().hex[:8]}")
        with signed_in(installation, stranger) as client, signed_in(installation, person) as owner:
            foreign = owner.get(SESSIONS).json()[0]["id"]
            refusals = [
                problem(client.delete(f"{SESSIONS}/{number}"), 404, "session_not_found")
                for number in (foreign, 2**63 - 1)
            ]
            assert len({refusal["detail"] for refusal in refusals}) == 1
            assert not signed_out(owner)

    @pytest.mark.parametrize("bad", ["0", "-1", "x", str(2**63), "1e3"])
    def test_what_is_no_number_is_refused(self, builder: Client, bad: str) -> None:
        problem(builder.delete(f"{SESSIONS}/{bad}"), 422, "validation_failed")

    def test_visitors_have_no_account(self, visitor: Client) -> None:
        for path in (ACCOUNT, SESSIONS):
            problem(visitor.get(path), 401, "not_signed_in")


class TestTime:
    def test_a_session_that_nobody_uses_ends(self, installation: Installation, person: Person) -> None:
        with signed_in(installation, person) as client:
            change(
                installation,
                "UPDATE identity.session SET last_seen_at = now() - interval '121 min' WHERE account_id = %s",
                person.id,
            )
            eventually(lambda: signed_out(client))

    def test_one_that_is_used_stays_and_is_written_once_a_minute(
        self, installation: Installation, person: Person
    ) -> None:
        seen = "SELECT last_seen_at FROM identity.session WHERE account_id = %s"
        with signed_in(installation, person) as client:
            before = rows(installation, seen, person.id)
            assert not signed_out(client)
            assert rows(installation, seen, person.id) == before
            change(
                installation,
                "UPDATE identity.session SET last_seen_at = now() - interval '90 min' WHERE account_id = %s",
                person.id,
            )
            eventually(lambda: not signed_out(client) and rows(installation, seen, person.id) > before)


class TestAdministrator:
    def test_sees_and_ends_the_sessions_of_others(
        self, installation: Installation, builder: Client, person: Person
    ) -> None:
        address = f"/api/v1/users/{person.id}/sessions"
        with signed_in(installation, person) as client:
            found = builder.get(address).json()
            assert len(found) == 1
            assert not found[0]["current"]
            assert builder.delete(address).status_code == 204
            eventually(lambda: signed_out(client))
            assert builder.get(address).json() == []

    def test_of_nobody_there_are_none(self, builder: Client) -> None:
        address = f"/api/v1/users/{2**63 - 1}/sessions"
        problem(builder.get(address), 404, "user_not_found")
        problem(builder.delete(address), 404, "user_not_found")

    @pytest.mark.parametrize("role", ["Members", "Builders"])
    def test_others_may_not(self, installation: Installation, person: Person, role: str) -> None:
        other = create_account(installation, f"o-{uuid4().hex[:8]}", role=role)
        with signed_in(installation, other) as client:
            for method in ("GET", "DELETE"):
                refusal = client.request(method, f"/api/v1/users/{person.id}/sessions")
                problem(refusal, 403, "permission_denied")
