"""Update or create user info: what is written, and by whom."""

from typing import Any

import pytest

from aqtra.kernel.principal import ANONYMOUS, PLATFORM
from aqtra.kernel.scopes import Scope, Scopes
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.steps.running import Ran, refusal, remarks, run

STEP = "update_or_create_user_info"
TARGETS = ("name", "email", "userName", "firstName", "middleName", "lastName")
FULL = {
    "user_info_field": "who",
    "user_name": "login@string",
    "user_password": "password@string",
    "update_fields": [{"target": target, "source": f"{target}@string"} for target in TARGETS],
}
PASSWORD = "correct-horse-battery-9"


def settings(*targets: str, **more: Any) -> dict[str, Any]:
    rows = [{"target": target, "source": f"{target}@string"} for target in targets]
    return {"user_name": "login@string", "user_password": "password@string", "update_fields": rows, **more}


def made(platform: Platform, login: str = "new", **more: Any) -> Ran:
    return run(platform, STEP, settings(), {"login@string": login, "password@string": PASSWORD}, **more)


def test_a_new_user_can_sign_in_and_is_mirrored(peopled: Platform) -> None:
    ran = run(
        peopled, STEP, settings("firstName", "lastName", "email"),
        {"login@string": "new", "password@string": PASSWORD, "firstName@string": "Neo", "lastName@string": "Newman",
         "email@string": "neo@example.org"},
    )  # fmt: skip
    user = ran.item["_userInfo@catalog"]
    assert people.column(peopled, "display_name", user) == "Neo Newman"
    assert people.column(peopled, "email", user) == "neo@example.org"
    assert [role for role, _, _ in people.roles_of(peopled, user)] == ["Members"]
    signed_in = peopled.run(people.anonymous(peopled).sign_in("new", PASSWORD, people.DOMAIN))
    assert signed_in.user_id == user
    (name,) = peopled.sql("SELECT name FROM catalogs.c_00000000000040008000000000000001 WHERE id = %s", user)[0]
    assert name == "Neo Newman"


def test_the_password_is_not_answered(peopled: Platform) -> None:
    assert "password@string" not in made(peopled).answered


def test_only_what_is_mapped_changes(peopled: Platform) -> None:
    run(peopled, STEP, settings("lastName"), {"login@string": "ada", "password@string": None, "lastName@string": "L."})
    assert people.column(peopled, "(user_name, email, last_name, active)::text") == "(ada,ada@example.org,L.,t)"
    assert people.column(peopled, "password_hash") == people.password_hash()


def test_a_given_name_stays_when_something_else_changes(peopled: Platform) -> None:
    item = {"login@string": "ada", "password@string": None}
    run(peopled, STEP, settings("name"), {**item, "name@string": "The Countess"})
    run(peopled, STEP, settings("email"), {**item, "email@string": "countess@example.org"})
    assert people.column(peopled, "(display_name, email)::text") == '("The Countess",countess@example.org)'


def test_an_update_without_a_state_enables_nobody(peopled: Platform) -> None:
    peopled.sql("UPDATE identity.account SET active = false WHERE id = 2")
    item = {"login@string": "ada", "password@string": None, "lastName@string": "L."}
    run(peopled, STEP, settings("lastName"), item)
    assert people.column(peopled, "active") is False
    run(peopled, STEP, settings("lastName", user_disabled=False), item)
    assert people.column(peopled, "active") is True


def test_disabling_by_a_field_ends_sessions(peopled: Platform) -> None:
    peopled.run(people.anonymous(peopled).sign_in("ada", people.PASSWORD, people.DOMAIN))
    assert peopled.sql("SELECT count(*) FROM identity.session WHERE account_id = 2") == [(1,)]
    item = {"login@string": "ada", "password@string": None, "off@boolean": True}
    run(peopled, STEP, settings(user_disabled="off@boolean"), item)
    assert people.column(peopled, "active") is False
    assert peopled.sql("SELECT count(*) FROM identity.session WHERE account_id = 2") == [(0,)]


def test_a_new_password_ends_sessions_and_opens_the_account(peopled: Platform) -> None:
    peopled.run(people.anonymous(peopled).sign_in("ada", people.PASSWORD, people.DOMAIN))
    made(peopled, "ada")
    assert peopled.sql("SELECT count(*) FROM identity.session WHERE account_id = 2") == [(0,)]
    assert peopled.run(people.anonymous(peopled).sign_in("ada", PASSWORD, people.DOMAIN)).user_id == 2


@pytest.mark.parametrize("by", [ANONYMOUS, PLATFORM])
def test_who_does_not_administer_writes_nobody(peopled: Platform, by: Any) -> None:
    item = {"login@string": "ada", "password@string": PASSWORD}
    refused = refusal(peopled, STEP, settings(), item, by=by)
    assert (refused.code, refused.status) == ("permission_denied", 403)
    member = people.principal(peopled, people.GRACE)
    assert refusal(peopled, STEP, settings(), item, by=member).code == "permission_denied"
    assert people.column(peopled, "password_hash") == people.password_hash()


def test_a_token_without_the_scope_to_administer_writes_nobody(peopled: Platform) -> None:
    bound = people.principal(peopled, people.ADMIN).narrowed(Scopes(frozenset({Scope.WRITE})))
    item = {"login@string": "ada", "password@string": PASSWORD}
    assert refusal(peopled, STEP, settings(), item, by=bound).code == "permission_denied"


def test_a_new_user_needs_a_good_password(peopled: Platform) -> None:
    missing = refusal(peopled, STEP, settings(), {"login@string": "new", "password@string": ""})
    assert (missing.code, missing.status) == ("password_required", 422)
    weak = refusal(peopled, STEP, settings(), {"login@string": "new", "password@string": "short"})
    assert (weak.code, weak.fields[0].field, weak.fields[0].rule) == ("password_weak", "user_password", "min_length")
    assert "short" not in f"{weak.message} {weak.fields} {weak.params}"
    assert peopled.sql("SELECT count(*) FROM identity.account") == [(3,)]


def test_names_and_addresses_lead_to_one_user(peopled: Platform) -> None:
    item = {"login@string": "ada", "password@string": None}
    renamed = refusal(peopled, STEP, settings("userName"), {**item, "userName@string": "GRACE-H"})
    assert (renamed.code, renamed.status, renamed.fields[0].field) == ("user_name_taken", 409, "user_name")
    moved = refusal(peopled, STEP, settings("email"), {**item, "email@string": "Boss@Example.org"})
    assert (moved.code, moved.fields[0].field) == ("user_name_taken", "email")


@pytest.mark.parametrize(
    ("target", "value"), [("email", "no address"), ("userName", ""), ("firstName", "a\0b"), ("lastName", "x" * 201)]
)
def test_a_profile_keeps_the_rules(peopled: Platform, target: str, value: str) -> None:
    item = {"login@string": "ada", "password@string": None, f"{target}@string": value}
    refused = refusal(peopled, STEP, settings(target), item)
    assert (refused.code, refused.status) == ("validation_failed", 422)
    assert value == "" or value not in f"{refused.message} {refused.fields}"


def test_an_unknown_id_makes_nobody(peopled: Platform) -> None:
    item = {"who": 99, "login@string": "new", "password@string": PASSWORD}
    refused = refusal(peopled, STEP, settings(user_info_field="who"), item)
    assert (refused.code, refused.status) == ("user_not_found", 404)


def test_the_last_administrator_stays(peopled: Platform) -> None:
    item = {"login@string": "boss", "password@string": None}
    refused = refusal(peopled, STEP, settings(user_disabled=True), item)
    assert (refused.code, refused.status) == ("last_administrator", 409)


def test_the_quota_of_users_is_kept(peopled: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(peopled.services.settings.__dict__, "user_limit", 3)
    item = {"login@string": "new", "password@string": PASSWORD}
    refused = refusal(peopled, STEP, settings(), item)
    assert (refused.code, refused.status, refused.params) == ("user_limit_reached", 409, {"limit": 3})
    monkeypatch.setitem(peopled.services.settings.__dict__, "user_limit", 4)
    assert made(peopled).item["_userInfo@catalog"] > 3


def test_design_time_remarks() -> None:
    assert remarks(STEP, {}) == ["required_setting"]
    rows = [{"target": "password", "const": "x"}, {"target": "email", "const": "x"}, {"target": "email", "const": "y"}]
    assert remarks(STEP, {"user_name": "a", "update_fields": rows}) == ["unknown_reference", "duplicate_target"]
    assert remarks(STEP, {"user_name": "a", "user_disabled": "nowhere"}, {"a": 1}) == ["unknown_field"]
