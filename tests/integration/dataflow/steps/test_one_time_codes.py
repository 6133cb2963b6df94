"""One-time codes: issued by one step, confirmed by another."""

from dataclasses import replace
from typing import Any

import pytest

from aqtra.identity.models import FactorNeeded, NewSession
from aqtra.identity.sessions import hash_token
from aqtra.kernel.principal import ANONYMOUS, Principal
from aqtra.kernel.scopes import Scope, Scopes
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.steps.running import Ran, refusal, remarks, run

ISSUE, CONFIRM = "get_one_time_code_for_user", "confirm_one_time_code_for_user"
FOR = {"client_for_request": people.DOMAIN}


def issued(platform: Platform, login: str | None = "ada", by: Principal = ANONYMOUS, **more: Any) -> Ran:
    return run(platform, ISSUE, {"user_name": "login@string", **FOR, **more}, {"login@string": login}, by=by)


def code(platform: Platform, **options: Any) -> str:
    found = issued(platform, **options).item["_oneTimeCode@string"]
    assert isinstance(found, str)
    return found


def confirmed(platform: Platform, typed: Any, name: str | None = "ada", by: Principal = ANONYMOUS, **more: Any) -> Ran:
    settings = {"user_code_field": "typed", "user_name": [name] if name else None, **FOR}
    return run(platform, CONFIRM, settings, {"typed": typed}, by=by, **more)


def wrong(right: str) -> str:
    return f"{(int(right) + 1) % 10**6:06}"


def with_factor(platform: Platform) -> None:
    platform.sql("UPDATE identity.account SET email_code = true WHERE id = 2")


def test_a_code_has_six_digits_and_is_no_part_of_an_answer(peopled: Platform) -> None:
    ran = issued(peopled)
    assert ran.item["_oneTimeCode@string"].isdecimal()
    assert len(ran.item["_oneTimeCode@string"]) == 6
    assert ran.answered == {"login@string": "ada"}
    ((stored,),) = peopled.sql("SELECT code_hash FROM identity.one_time_code")
    assert ran.item["_oneTimeCode@string"] not in stored


@pytest.mark.parametrize("login", ["nobody", None, "boss", "a\0b"])
def test_who_gets_no_code_looks_like_who_does(peopled: Platform, login: str | None) -> None:
    ran = issued(peopled, login)
    assert ran.item["_oneTimeCode@string"] is None
    assert ran.answered == {"login@string": login}
    assert ran.warnings == [("user_not_found", True)]
    assert peopled.sql("SELECT count(*) FROM identity.one_time_code") == [(0,)]


def test_disabled_users_and_those_of_providers_get_none(peopled: Platform) -> None:
    peopled.sql("UPDATE identity.account SET active = false WHERE id = 2")
    peopled.sql("UPDATE identity.account SET password_hash = NULL WHERE id = 3")
    assert issued(peopled).item["_oneTimeCode@string"] is None
    assert issued(peopled, "grace-h").item["_oneTimeCode@string"] is None


def test_only_an_equal_opens_the_account_of_an_administrator(peopled: Platform) -> None:
    people.give(peopled, people.ADA, "Builders")
    assert issued(peopled, "boss", people.principal(peopled, people.ADA)).item["_oneTimeCode@string"] is None
    assert issued(peopled, "boss", people.principal(peopled, people.ADMIN)).item["_oneTimeCode@string"] is not None


@pytest.mark.parametrize("login", ["ada", "nobody"])
def test_codes_run_out_for_whoever_is_asked_for(peopled: Platform, login: str) -> None:
    for _ in range(5):
        issued(peopled, login)
    refused = refusal(peopled, ISSUE, {"user_name": [login.upper()], **FOR}, {"n": 1}, by=ANONYMOUS)
    assert (refused.code, refused.status) == ("rate_limited", 429)
    assert 0 < refused.params["seconds"] <= 900


def test_a_right_code_signs_in_who_has_no_session(peopled: Platform) -> None:
    right = code(peopled)
    ran = confirmed(peopled, f"{right[:3]} {right[3:]}")
    assert (ran.item["_codeConfirmed@boolean"], ran.item["_codeReason@string"]) == (True, None)
    assert isinstance(ran.ctx.response.session, NewSession)
    assert ran.ctx.run.principal.user_id == people.ADA
    assert ran.answered == {"_codeConfirmed@boolean": True, "_codeReason@string": None}
    session = ran.ctx.response.session
    assert peopled.run(people.anonymous(peopled).identity.sessions.find(session.token)) is not None


def test_a_code_works_once(peopled: Platform) -> None:
    right = code(peopled)
    confirmed(peopled, right)
    ran = confirmed(peopled, right)
    assert (ran.item["_codeConfirmed@boolean"], ran.item["_codeReason@string"]) == (False, "used")
    assert ran.warnings == [("code_invalid", False)]
    assert ran.ctx.response.session is None


def test_a_new_code_cancels_the_one_before(peopled: Platform) -> None:
    first, second = code(peopled), code(peopled)
    if first != second:
        assert confirmed(peopled, first).item["_codeReason@string"] == "wrong"
    assert confirmed(peopled, second).item["_codeConfirmed@boolean"] is True


def test_a_code_is_for_one_client(peopled: Platform) -> None:
    right = code(peopled)
    settings = {"user_code_field": "typed", "user_name": ["ada"], "client_for_request": "another"}
    assert run(peopled, CONFIRM, settings, {"typed": right}, by=ANONYMOUS).item["_codeReason@string"] == "wrong"


def test_the_client_is_that_of_the_address_unless_named(peopled: Platform) -> None:
    settings = {"user_code_field": "typed", "user_name": ["ada"]}
    ran = run(peopled, CONFIRM, settings, {"typed": code(peopled)}, by=ANONYMOUS)
    assert ran.item["_codeConfirmed@boolean"] is True


def test_a_code_expires(peopled: Platform) -> None:
    right = code(peopled, code_life_time="PT1S")
    peopled.sql("UPDATE identity.one_time_code SET expires_at = expires_at - interval '1 minute'")
    assert confirmed(peopled, right).item["_codeReason@string"] == "expired"


def test_five_wrong_tries_void_a_code(peopled: Platform) -> None:
    right = code(peopled)
    for _ in range(5):
        assert confirmed(peopled, wrong(right)).item["_codeReason@string"] == "wrong"
    assert confirmed(peopled, right).item["_codeReason@string"] == "wrong"


@pytest.mark.parametrize("typed", [None, "", "abc", 12, "９９９９９９", "1" * 10_000])
def test_odd_codes_are_wrong(peopled: Platform, typed: Any) -> None:
    code(peopled)
    assert confirmed(peopled, typed).item["_codeReason@string"] == "wrong"


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_tries_run_out(peopled: Platform, name: str) -> None:
    for _ in range(10):
        assert confirmed(peopled, "0", name).item["_codeConfirmed@boolean"] is False
    settings = {"user_code_field": "typed", "user_name": [name], **FOR}
    refused = refusal(peopled, CONFIRM, settings, {"typed": "0"}, by=ANONYMOUS)
    assert (refused.code, refused.status) == ("rate_limited", 429)


def test_a_code_completes_a_sign_in_whose_password_was_right(peopled: Platform) -> None:
    with_factor(peopled)
    waiting = peopled.run(people.anonymous(peopled).sign_in("ada", people.PASSWORD, people.DOMAIN)).opened
    assert isinstance(waiting, FactorNeeded)
    visit = replace(people.VISIT, token=waiting.token)
    ran = confirmed(peopled, code(peopled), None, visit=visit)
    assert isinstance(ran.ctx.response.session, NewSession)
    assert peopled.sql("SELECT count(*) FROM identity.pending_sign_in") == [(0,)]


def test_a_code_alone_is_one_factor(peopled: Platform) -> None:
    """Who has a second factor is asked for it, whichever way the first was proved."""
    with_factor(peopled)
    ran = confirmed(peopled, code(peopled))
    assert isinstance(ran.ctx.response.session, FactorNeeded)
    assert ran.ctx.run.principal == ANONYMOUS


def test_a_session_is_raised_and_stays_the_same(peopled: Platform) -> None:
    opened = peopled.run(people.anonymous(peopled).sign_in("ada", people.PASSWORD, people.DOMAIN)).opened
    peopled.sql("UPDATE identity.session SET proved_at = proved_at - interval '1 hour'")
    visit = replace(people.VISIT, token=opened.token)
    ran = confirmed(peopled, code(peopled), None, people.principal(peopled, people.ADA), visit=visit)
    assert ran.item["_codeConfirmed@boolean"] is True
    assert ran.ctx.response.session is None
    raised = peopled.sql(
        "SELECT method, proved_at > now() - interval '1 minute' FROM identity.session WHERE token_hash = %s",
        hash_token(opened.token),
    )
    assert raised == [("one_time_code", True)]


def test_somebody_else_s_code_changes_no_session(peopled: Platform) -> None:
    grace = people.principal(peopled, people.GRACE)
    ran = confirmed(peopled, code(peopled), "ada", grace)
    assert ran.item["_codeConfirmed@boolean"] is True
    assert (ran.ctx.response.session, ran.ctx.run.principal) == (None, grace)


def test_a_token_and_a_run_without_a_browser_get_no_session(peopled: Platform) -> None:
    assert confirmed(peopled, code(peopled), visit=None).ctx.response.session is None
    bound = replace(ANONYMOUS, scopes=Scopes(frozenset({Scope.WRITE})))
    assert confirmed(peopled, code(peopled), by=bound).ctx.response.session is None


def test_a_locked_account_is_not_entered(peopled: Platform) -> None:
    right = code(peopled)
    peopled.sql("UPDATE identity.account SET locked_until = now() + interval '1 hour' WHERE id = 2")
    assert confirmed(peopled, right).item["_codeReason@string"] == "wrong"


@pytest.mark.parametrize("lifetime", ["PT0S", "P2D", "-PT1M"])
def test_the_life_time_has_bounds(lifetime: str) -> None:
    with pytest.raises(ValueError, match="code_life_time"):
        remarks(ISSUE, {"user_name": "a", **FOR, "code_life_time": lifetime}, {"a": "b"})
    assert remarks(ISSUE, {"user_name": ["a", "b"], **FOR, "code_life_time": 60}) == ["invalid_setting"]
