"""Remove assigned roles for user."""

from typing import Any

import pytest

from aqtra.kernel.principal import PLATFORM
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.flows import DEPARTMENT
from tests.integration.dataflow.steps.running import refusal, run

STEP = "remove_assigned_roles_for_user"
SETTINGS = {"user_id_field": "user"}


def test_every_role_in_every_context_goes(peopled: Platform) -> None:
    people.give(peopled, people.ADA, "Members")
    peopled.sql(
        "INSERT INTO identity.account_role (account_id, role_id, context_component) "
        "SELECT 2, id, %s FROM identity.role WHERE name = 'Members'",
        DEPARTMENT,
    )
    before = len(people.events(peopled, "role.taken"))
    assert run(peopled, STEP, SETTINGS, {"user": people.ADA}).item == {"user": 2}
    assert people.roles_of(peopled, people.ADA) == []
    assert len(people.events(peopled, "role.taken")) == before + 1
    run(peopled, STEP, SETTINGS, {"user": people.ADA})
    assert len(people.events(peopled, "role.taken")) == before + 1


@pytest.mark.parametrize("value", [None, 99])
def test_an_unknown_user_is_refused(peopled: Platform, value: Any) -> None:
    refused = refusal(peopled, STEP, SETTINGS, {"user": value})
    assert (refused.code, refused.status) == ("user_not_found", 404)


def test_the_last_administrator_keeps_the_role(peopled: Platform) -> None:
    refused = refusal(peopled, STEP, SETTINGS, {"user": people.ADMIN})
    assert (refused.code, refused.status) == ("last_administrator", 409)
    people.give(peopled, people.ADA, "Administrators")
    run(peopled, STEP, SETTINGS, {"user": people.ADA})
    assert [role for role, _, _ in people.roles_of(peopled, people.ADMIN)] == ["Administrators"]


def test_items_before_an_error_are_done(peopled: Platform) -> None:
    people.give(peopled, people.ADA, "Members")
    assert refusal(peopled, STEP, SETTINGS, {"user": people.ADA}, {"user": 99}).code == "user_not_found"
    assert people.roles_of(peopled, people.ADA) == []


def test_nobody_but_an_administrator_takes(peopled: Platform) -> None:
    people.give(peopled, people.ADA, "Members")
    for by in (PLATFORM, people.principal(peopled, people.ADA)):
        assert refusal(peopled, STEP, SETTINGS, {"user": people.ADA}, by=by).code == "permission_denied"
    assert len(people.roles_of(peopled, people.ADA)) == 1
