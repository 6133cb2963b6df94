"""Register external user."""

from typing import Any
from uuid import UUID

import pytest

from aqtra.kernel.principal import PLATFORM
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.steps.running import refusal, remarks, run

STEP = "register_external_user"
SETTINGS = {"user_name": "login@string", "key_field": "key", "auth_provider": str(people.PROVIDER)}


def item(login: str | None, key: Any) -> dict[str, Any]:
    return {"login@string": login, "key": key}


def test_a_new_person_has_an_account_without_a_password(peopled: Platform) -> None:
    handle = run(peopled, STEP, SETTINGS, item("linus", "S-1")).item["_userId@uuid"]
    rows = peopled.sql(
        "SELECT account.id, user_name, password_hash, subject, provider_id FROM identity.account "
        "JOIN identity.external_identity ON account_id = account.id WHERE handle = %s",
        UUID(handle),
    )
    ((account, *rest),) = rows
    assert rest == ["linus", None, "S-1", people.PROVIDER]
    assert [role for role, _, _ in people.roles_of(peopled, account)] == ["Members"]
    profile = run(peopled, "get_user_info", {"user_info_field": "id", "result_store_field": "_u"}, {"id": handle})
    assert profile.item["_u"]["userName"] == "linus"


def test_the_key_finds_the_person_again_under_another_name(peopled: Platform) -> None:
    first = run(peopled, STEP, SETTINGS, item("linus", "S-1")).item["_userId@uuid"]
    again = run(peopled, STEP, SETTINGS, item("linus.t", "S-1"), item("linus.t", "S-1")).items
    assert [found["_userId@uuid"] for found in again] == [first, first]
    assert peopled.sql("SELECT user_name, display_name FROM identity.account WHERE handle = %s", UUID(first)) == [
        ("linus.t", "linus.t")
    ]


def test_a_name_of_somebody_else_is_taken(peopled: Platform) -> None:
    refused = refusal(peopled, STEP, SETTINGS, item("ADA", "S-1"))
    assert (refused.code, refused.status) == ("user_name_taken", 409)
    run(peopled, STEP, SETTINGS, item("linus", "S-1"))
    assert refusal(peopled, STEP, SETTINGS, item("linus", "S-2")).code == "user_name_taken"
    run(peopled, STEP, SETTINGS, item("ken", "S-3"))
    assert refusal(peopled, STEP, SETTINGS, item("linus", "S-3")).code == "user_name_taken"


@pytest.mark.parametrize(
    ("login", "key"), [(None, "S-1"), ("x", None), ("a\0", "S-1"), ("x" * 201, "S-1"), ("x", "k" * 1001), ("x", "\0")]
)
def test_what_cannot_be_kept_is_refused(peopled: Platform, login: str | None, key: str | None) -> None:
    refused = refusal(peopled, STEP, SETTINGS, item(login, key))
    assert (refused.code, refused.status) == ("validation_failed", 422)


def test_nobody_but_an_administrator_registers(peopled: Platform) -> None:
    for by in (PLATFORM, people.principal(peopled, people.ADA)):
        assert refusal(peopled, STEP, SETTINGS, item("linus", "S-1"), by=by).code == "permission_denied"


def test_a_provider_that_went_is_named(peopled: Platform) -> None:
    peopled.sql("UPDATE identity.provider SET enabled = false")
    assert refusal(peopled, STEP, SETTINGS, item("linus", "S-1")).code == "unknown_reference"
    assert remarks(STEP, SETTINGS, item("a", "b")) == ["provider_unknown"]


def test_the_quota_of_users_is_kept(peopled: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(peopled.services.settings.__dict__, "user_limit", 3)
    assert refusal(peopled, STEP, SETTINGS, item("linus", "S-1")).code == "user_limit_reached"
