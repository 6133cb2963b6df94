"""Signing in as a state machine: whatever order things come in, nobody is in without password and code."""

import contextlib
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from aqtra.identity.service import FAILURE_LIMIT
from tests.support.accounts import create_account, signed_in
from tests.support.factors import change, set_up_app
from tests.support.installation import Installation

SESSION = "/api/v1/session"


def machine(installation: Installation) -> type[RuleBasedStateMachine]:
    person = create_account(installation, f"p-{uuid4().hex[:8]}")
    with signed_in(installation, person) as client:
        app, codes = set_up_app(client)

    class SignIn(RuleBasedStateMachine):
        """A browser, and what we believe of it: `out`, `waiting` for a code, or `in`."""

        def __init__(self) -> None:
            super().__init__()
            self.open = contextlib.ExitStack()
            self.client = self.open.enter_context(installation.client())
            self.client.token()
            self.state = "out"
            self.used = ""
            self.forgive()
            self.time_passes()

        def teardown(self) -> None:
            self.open.close()

        @rule()
        def forgive(self) -> None:
            """A lock ends."""
            change(
                installation,
                "UPDATE identity.account SET failures = 0, locked_until = NULL WHERE id = %s",
                person.id,
            )
            self.failures, self.locked = 0, False

        @rule()
        def time_passes(self) -> None:
            """The app shows another code; that of now counts as such."""
            change(installation, "UPDATE identity.totp SET last_step = NULL WHERE account_id = %s", person.id)
            self.code_used = False

        @rule()
        def right_password(self) -> None:
            response = self.client.sign_in(person.user_name, person.password)
            assert response.status_code == (401 if self.locked else 200)
            if not self.locked:
                assert response.json()["user"] is None
                self.state = "waiting"

        @rule()
        def wrong_password(self) -> None:
            assert self.client.sign_in(person.user_name, "a guess").status_code == 401
            self.fail()

        @rule()
        def right_code(self) -> None:
            """The one that was used last, where it was used: a new one only time brings."""
            if self.code_used:
                code = self.used
            else:
                code = self.used = app.code()
            response = self.client.answer("totp", code)
            asked = self.state == "waiting" and not self.locked
            assert response.is_success == (asked and not self.code_used), response.text
            if response.is_success:
                self.state, self.failures, self.code_used = "in", 0, True
            elif asked:
                self.fail()

        @rule()
        def wrong_code(self) -> None:
            assert self.client.answer("totp", "00000x").status_code == 401
            if self.state == "waiting" and not self.locked:
                self.fail()

        @precondition(lambda self: self.state == "waiting")
        @rule()
        def recovery_code(self) -> None:
            if not codes or self.locked:
                return
            code = codes.pop()
            assert self.client.answer("recovery", code).status_code == 200
            self.state, self.failures = "in", 0

        @rule()
        def sign_out(self) -> None:
            assert self.client.delete(SESSION).status_code == 204
            self.client.token()
            self.state = "out"

        @invariant()
        def is_in_only_when_both_were_right(self) -> None:
            body = self.client.get(SESSION).json()
            assert (body["user"] is not None) == (self.state == "in")
            assert (body["pending_factors"] is not None) == (self.state == "waiting")

        def fail(self) -> None:
            self.failures += 1
            if self.failures >= FAILURE_LIMIT:
                self.failures, self.locked = 0, True

    return SignIn


def test_nobody_is_in_without_both(installation: Installation) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine(installation),
        settings=settings(
            max_examples=5, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
