"""Links that flows send: to a new password, and to a confirmed address."""

from typing import Any

import pytest

from aqtra.identity.errors import LinkExpired
from aqtra.kernel.principal import ANONYMOUS, PLATFORM, Principal
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.steps.running import Ran, refusal, remarks, run

RESET, CONFIRM = "reset_user_password_request", "confirm_user_email_request"
SETTINGS = {"user_info_field": "who", "user_name": "login@string", "client_for_request": people.DOMAIN}
NEW = "correct-horse-battery-9"


def asked(platform: Platform, step: str, login: str | None = "ada", by: Principal | None = ANONYMOUS) -> Ran:
    return run(platform, step, SETTINGS, {"who": None, "login@string": login}, by=by)


def reset_link(platform: Platform, **options: Any) -> str:
    found = asked(platform, RESET, **options).item["_resetUrl@uri"]
    assert isinstance(found, str)
    return found


def hosts(platform: Platform, *names: str) -> None:
    platform.sql(
        "UPDATE metadata.domain SET settings = settings || jsonb_build_object('hosts', %s::text[]) WHERE name = %s",
        list(names),
        people.DOMAIN,
    )


def test_a_reset_link_works_once_for_an_hour_and_ends_sessions(peopled: Platform) -> None:
    identity = people.anonymous(peopled).identity
    peopled.run(people.anonymous(peopled).sign_in("ada", people.PASSWORD, people.DOMAIN))
    link = reset_link(peopled)
    base, _, token = link.partition("/account/password#")
    assert base == peopled.services.settings.base_url
    assert peopled.sql("SELECT round(extract(epoch FROM expires_at - created_at)) FROM identity.link") == [(3600,)]
    peopled.run(identity.links.reset_password(token, NEW, "en"))
    assert peopled.sql("SELECT count(*) FROM identity.session") == [(0,)]
    assert peopled.run(people.anonymous(peopled).sign_in("ada", NEW, people.DOMAIN)).user_id == people.ADA
    with pytest.raises(LinkExpired):
        peopled.run(identity.links.reset_password(token, f"{NEW}!", "en"))


def test_a_link_is_no_part_of_an_answer_and_not_stored(peopled: Platform) -> None:
    ran = asked(peopled, RESET)
    assert "_resetUrl@uri" not in ran.answered
    token = ran.item["_resetUrl@uri"].partition("#")[2]
    assert token not in str(peopled.sql("SELECT * FROM identity.link"))


@pytest.mark.parametrize("login", ["nobody", None, "boss", "a\0b"])
def test_who_gets_no_link_looks_like_who_does(peopled: Platform, login: str | None) -> None:
    ran = asked(peopled, RESET, login)
    assert ran.item["_resetUrl@uri"] is None
    assert ran.warnings == [("user_not_found", True)]
    assert peopled.sql("SELECT count(*) FROM identity.link") == [(0,)]


def test_an_administrator_sends_links_to_administrators(peopled: Platform) -> None:
    people.give(peopled, people.ADA, "Administrators")
    assert reset_link(peopled, by=people.principal(peopled, people.ADMIN))


@pytest.mark.parametrize("login", ["ada", "nobody"])
def test_links_run_out_for_whoever_is_asked_for(peopled: Platform, login: str) -> None:
    for _ in range(5):
        asked(peopled, RESET, login)
    refused = refusal(peopled, RESET, SETTINGS, {"who": None, "login@string": login}, by=ANONYMOUS)
    assert (refused.code, refused.status) == ("rate_limited", 429)


def test_the_address_is_that_of_the_domain(peopled: Platform) -> None:
    hosts(peopled, "portal.example.org", "other.example.org")
    port = peopled.services.settings.base_url.rpartition(":")[2]
    assert reset_link(peopled).startswith(f"https://portal.example.org:{port}/account/password#")


def test_a_domain_without_an_address_is_refused(peopled: Platform) -> None:
    peopled.sql("INSERT INTO metadata.domain (name, key, settings) VALUES ('shop', gen_random_uuid(), '{}')")
    try:
        for step in (RESET, CONFIRM):
            item = {"who": None, "login@string": "nobody"}
            refused = refusal(peopled, step, {**SETTINGS, "client_for_request": "shop"}, item)
            assert (refused.code, refused.status, refused.params) == ("public_uri_missing", 409, {"domain": "shop"})
    finally:
        peopled.sql("DELETE FROM metadata.domain WHERE name = 'shop'")


def test_a_confirmation_enables_who_was_made_disabled(peopled: Platform) -> None:
    peopled.sql("UPDATE identity.account SET active = false WHERE id = 2")
    ran = asked(peopled, CONFIRM, by=None)
    assert "_confirmUrl@uri" not in ran.answered
    token = ran.item["_confirmUrl@uri"].partition("/account/email#")[2]
    assert peopled.sql("SELECT round(extract(epoch FROM expires_at - created_at)) FROM identity.link") == [(86400,)]
    peopled.run(people.anonymous(peopled).identity.links.confirm_email(token, "en"))
    assert people.column(peopled, "(active, confirmed_email)::text") == "(t,ada@example.org)"
    again = asked(peopled, CONFIRM, by=None)
    assert again.item["_confirmUrl@uri"] is None
    assert again.warnings == [("already_confirmed", False)]


def test_a_new_address_is_to_be_confirmed_again(peopled: Platform) -> None:
    token = asked(peopled, CONFIRM, by=None).item["_confirmUrl@uri"].partition("#")[2]
    peopled.run(people.anonymous(peopled).identity.links.confirm_email(token, "en"))
    peopled.sql("UPDATE identity.account SET email = 'new@example.org' WHERE id = 2")
    assert asked(peopled, CONFIRM, by=None).item["_confirmUrl@uri"] is not None


def test_who_is_disabled_later_does_not_come_back_by_an_old_link(peopled: Platform) -> None:
    peopled.sql("UPDATE identity.account SET active = false WHERE id = 2")
    token = asked(peopled, CONFIRM, by=None).item["_confirmUrl@uri"].partition("#")[2]
    peopled.sql("UPDATE identity.account SET active = true WHERE id = 2")
    peopled.sql("UPDATE identity.account SET active = false WHERE id = 2")
    with pytest.raises(LinkExpired):
        peopled.run(people.anonymous(peopled).identity.links.confirm_email(token, "en"))
    assert people.column(peopled, "active") is False


def test_an_own_link_does_not_enable(peopled: Platform) -> None:
    token = asked(peopled, CONFIRM, by=people.principal(peopled, people.ADA)).item["_confirmUrl@uri"].partition("#")[2]
    peopled.sql("UPDATE identity.account SET active = false WHERE id = 2")
    with pytest.raises(LinkExpired):
        peopled.run(people.anonymous(peopled).identity.links.confirm_email(token, "en"))


def test_addresses_of_others_are_confirmed_by_administrators(peopled: Platform) -> None:
    item = {"who": people.ADA, "login@string": None}
    for by in (ANONYMOUS, PLATFORM, people.principal(peopled, people.GRACE)):
        assert refusal(peopled, CONFIRM, SETTINGS, item, by=by).code == "permission_denied"
    unknown = {"who": 99, "login@string": None}
    assert refusal(peopled, CONFIRM, SETTINGS, unknown, by=ANONYMOUS).code == "permission_denied"


def test_errors_of_a_confirmation(peopled: Platform) -> None:
    unknown = refusal(peopled, CONFIRM, SETTINGS, {"who": 99, "login@string": None})
    assert (unknown.code, unknown.status) == ("user_not_found", 404)
    peopled.sql("UPDATE identity.account SET email = NULL WHERE id = 2")
    without = refusal(peopled, CONFIRM, SETTINGS, {"who": people.ADA, "login@string": None})
    assert (without.code, without.status) == ("email_missing", 422)


def test_somebody_must_be_meant() -> None:
    for step in (RESET, CONFIRM):
        assert remarks(step, {"client_for_request": people.DOMAIN}) == ["required_setting"]
