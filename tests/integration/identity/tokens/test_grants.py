"""Access and refresh tokens of people: short-lived, used once, and ended together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest

from aqtra.identity.service import FAILURE_LIMIT
from aqtra.identity.tokens.opaque import Kind, new_token
from tests.integration.identity.tokens.grants import STATISTICS, change, oauth, own_secret, pair, refresh
from tests.integration.studio.waiting import eventually
from tests.support.accounts import Person, signed_in
from tests.support.client import fields, problem
from tests.support.installation import Installation
from tests.support.tokens import TOKEN, exchange, program


class TestPassword:
    def test_it_is_off_unless_switched_on(self, installation: Installation, member: Person) -> None:
        response = exchange(installation, grant_type="password", username=member.user_name, password=member.password)
        oauth(response, 400, "unsupported_grant_type")
        assert fields(response) == {"grant_type": "enum"}

    def test_a_program_acts_for_the_person(
        self, installation: Installation, lenient: Installation, member: Person
    ) -> None:
        tokens = pair(lenient, member)
        assert (tokens["token_type"], tokens["scope"]) == ("Bearer", "read write")
        assert 290 <= tokens["expires_in"] <= 300
        # On every process of the installation.
        for where in (installation, lenient):
            with program(where, tokens["access_token"]) as caller:
                assert caller.get(TOKEN).raise_for_status().json()["username"] == member.user_name

    def test_it_opens_no_session(self, lenient: Installation, member: Person) -> None:
        with lenient.client() as client:
            form = {"grant_type": "password", "username": member.user_name, "password": member.password}
            response = client.post(TOKEN, data=form).raise_for_status()
            assert "set-cookie" not in response.headers
            assert response.headers["cache-control"] == "no-store"
        with psycopg.connect(lenient.environment["AQTRA_DATABASE_URL"]) as conn:
            found = conn.execute("SELECT count(*) FROM identity.session WHERE account_id = %s", (member.id,)).fetchone()
        assert found == (0,)

    def test_guessing_locks_the_account_here_too(self, lenient: Installation, member: Person) -> None:
        form = {"grant_type": "password", "username": member.user_name}
        for _ in range(FAILURE_LIMIT):
            problem(exchange(lenient, password="guess", **form), 401, "wrong_credentials")
        problem(exchange(lenient, password=member.password, **form), 401, "wrong_credentials")

    def test_an_account_with_a_one_time_password_gets_none(self, lenient: Installation, member: Person) -> None:
        change(lenient, "UPDATE identity.account SET password_change_required = true WHERE id = %s", member.id)
        form = {"grant_type": "password", "username": member.user_name, "password": member.password}
        oauth(exchange(lenient, **form), 400, "invalid_grant")


class TestScope:
    def test_the_rights_of_the_account_are_the_limit(self, lenient: Installation, member: Person) -> None:
        tokens = pair(lenient, member, scope="read studio administer")
        with program(lenient, tokens["access_token"]) as caller:
            problem(caller.get(STATISTICS), 403, "permission_denied")

    @pytest.mark.parametrize(
        "scope", ["everything", "read everything", "studio", "read  write", "READ", "read\tstudio"]
    )
    def test_what_is_no_scope_is_refused(self, lenient: Installation, member: Person, scope: str) -> None:
        form = {"grant_type": "password", "username": member.user_name, "password": member.password}
        response = exchange(lenient, scope=scope, **form)
        oauth(response, 400, "invalid_scope")
        assert set(fields(response)) == {"scope"}

    def test_a_refresh_may_ask_for_less_and_never_for_more(self, lenient: Installation, maker: Person) -> None:
        tokens = pair(lenient, maker, scope="read studio")
        oauth(refresh(lenient, tokens["refresh_token"], scope="read write studio"), 400, "invalid_scope")
        # The refusal did not use it up.
        less = refresh(lenient, tokens["refresh_token"], scope="read").raise_for_status().json()
        assert less["scope"] == "read"
        with program(lenient, less["access_token"]) as caller:
            problem(caller.get(STATISTICS), 403, "permission_denied")
        again = refresh(lenient, less["refresh_token"]).raise_for_status().json()
        assert again["scope"] == "read studio"
        with program(lenient, again["access_token"]) as caller:
            assert caller.get(STATISTICS).is_success

    def test_an_access_token_that_reads_changes_nothing(self, lenient: Installation, member: Person) -> None:
        with program(lenient, pair(lenient, member, scope="read")["access_token"]) as caller:
            problem(caller.post("/api/v1/uploads", json={}), 403, "insufficient_scope")


class TestRefresh:
    def test_each_token_is_good_for_one_use(self, lenient: Installation, member: Person) -> None:
        first = pair(lenient, member)
        second = refresh(lenient, first["refresh_token"]).raise_for_status().json()
        assert second["refresh_token"] != first["refresh_token"]
        with program(lenient, second["access_token"]) as caller:
            assert caller.get(TOKEN).is_success

    def test_using_one_again_ends_all_that_came_from_it(
        self, installation: Installation, lenient: Installation, member: Person
    ) -> None:
        first = pair(lenient, member)
        second = refresh(lenient, first["refresh_token"]).raise_for_status().json()
        with program(installation, second["access_token"]) as caller:
            assert caller.get(TOKEN).is_success
            oauth(refresh(lenient, first["refresh_token"]), 400, "invalid_grant")
            eventually(lambda: caller.get(TOKEN).status_code == 401)
        oauth(refresh(lenient, second["refresh_token"]), 400, "invalid_grant")
        # What came from another sign-in goes on.
        with program(lenient, pair(lenient, member)["access_token"]) as caller:
            assert caller.get(TOKEN).is_success

    def test_of_fifty_uses_at_once_one_succeeds_and_the_family_ends(
        self, installation: Installation, lenient: Installation, member: Person
    ) -> None:
        token = pair(lenient, member)["refresh_token"]
        places = [installation, lenient] * 25
        with ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(lambda place: refresh(place, token), places))
        winners = [answer.json() for answer in answers if answer.status_code == 200]
        assert len(winners) == 1
        for answer in answers:
            if answer.status_code != 200:
                oauth(answer, 400, "invalid_grant")
        oauth(refresh(installation, winners[0]["refresh_token"]), 400, "invalid_grant")
        with program(installation, winners[0]["access_token"]) as caller:
            eventually(lambda: caller.get(TOKEN).status_code == 401)

    def test_an_idle_token_and_an_old_family_end(self, lenient: Installation, member: Person) -> None:
        tokens = pair(lenient, member)
        with psycopg.connect(lenient.environment["AQTRA_DATABASE_URL"]) as conn:
            idle, whole = conn.execute(
                """SELECT max(refresh.expires_at) - now(), max(family.expires_at) - now()
                   FROM identity.token_family family
                   JOIN identity.refresh_token refresh ON refresh.family_id = family.id
                   WHERE family.account_id = %s""",
                (member.id,),
            ).fetchone() or (timedelta(), timedelta())
        assert timedelta(days=6, hours=23) < idle <= timedelta(days=7)
        assert timedelta(days=29, hours=23) < whole <= timedelta(days=30)
        change(
            lenient,
            """UPDATE identity.refresh_token SET expires_at = now() - interval '1s'
               WHERE family_id IN (SELECT id FROM identity.token_family WHERE account_id = %s)""",
            member.id,
        )
        oauth(refresh(lenient, tokens["refresh_token"]), 400, "invalid_grant")
        tokens = pair(lenient, member)
        change(
            lenient,
            "UPDATE identity.token_family SET expires_at = now() - interval '1s' WHERE account_id = %s",
            member.id,
        )
        oauth(refresh(lenient, tokens["refresh_token"]), 400, "invalid_grant")
        with program(lenient, tokens["access_token"]) as caller:
            eventually(lambda: caller.get(TOKEN).status_code == 401)

    def test_unknown_used_and_damaged_ones_look_alike(self, lenient: Installation, member: Person) -> None:
        used = pair(lenient, member)["refresh_token"]
        refresh(lenient, used).raise_for_status()
        answers = []
        for token in (used, new_token(Kind.REFRESH), used[:30], "x", own_secret(lenient, member)):
            body = oauth(refresh(lenient, token), 400, "invalid_grant")
            answers.append({name: value for name, value in body.items() if name != "trace_id"})
        assert all(answer == answers[0] for answer in answers)

    def test_a_refresh_token_opens_no_other_door(self, lenient: Installation, member: Person) -> None:
        tokens = pair(lenient, member)
        with program(lenient, tokens["refresh_token"]) as caller:
            problem(caller.get(TOKEN), 401, "invalid_token")

    def test_another_password_ends_it(self, lenient: Installation, member: Person) -> None:
        tokens = pair(lenient, member)
        with signed_in(lenient, member) as client, program(lenient, tokens["access_token"]) as caller:
            assert caller.get(TOKEN).is_success
            client.choose_password(member.password, "an-entirely-new-one-9").raise_for_status()
            eventually(lambda: caller.get(TOKEN).status_code == 401)
        oauth(refresh(lenient, tokens["refresh_token"]), 400, "invalid_grant")

    def test_deactivation_ends_it(self, lenient: Installation, member: Person) -> None:
        tokens = pair(lenient, member)
        change(lenient, "UPDATE identity.account SET active = false WHERE id = %s", member.id)
        oauth(refresh(lenient, tokens["refresh_token"]), 400, "invalid_grant")
