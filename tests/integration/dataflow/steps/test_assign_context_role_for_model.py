"""Assign context role for model: what is given, where, and by whom."""

from typing import Any
from uuid import UUID

import pytest

from aqtra.kernel.policy import Verb
from aqtra.kernel.principal import PLATFORM
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.flows import DEPARTMENT, INVOICE, department
from tests.integration.dataflow.steps.running import refusal, remarks, run

STEP = "assign_context_role_for_model"
CLERK = {"context_type": str(DEPARTMENT), "roles": ["Clerk"]}


@pytest.fixture
def clerks(peopled: Platform) -> Platform:
    """A department with the id 1, and a role that reads departments."""
    people.sales(peopled)
    peopled.sql(
        "WITH role AS (INSERT INTO identity.role (domain, name) VALUES ('digital-workplace', 'Clerk') RETURNING id), "
        "made AS (INSERT INTO identity.permission_set (domain, name) VALUES ('digital-workplace', 'R') RETURNING id), "
        "pair AS (INSERT INTO identity.role_permission (role_id, permission_set_id) "
        "         SELECT role.id, made.id FROM role, made) "
        "INSERT INTO identity.permission (permission_set_id, kind, component, object, verb) "
        "SELECT id, 'component', %s, '', 'read' FROM made",
        DEPARTMENT,
    )
    return peopled


def settings(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"user_id_field": "user", "context_id_field": "context", "select_contexts": list(rows), **more}


def context(platform: Platform) -> str:
    made = people.directory(platform).register_context(DEPARTMENT, {"Code": "D-1"}, "Sales")
    return str(platform.run(made))


def test_a_role_holds_in_the_entry_and_nowhere_else(clerks: Platform) -> None:
    clerks.create(department(), {"Code": "D-2"}, by=people.principal(clerks, people.ADMIN))
    ran = run(clerks, STEP, settings(CLERK), {"user": people.ADA, "context": context(clerks)})
    assert set(ran.item) == {"user", "context"}
    assert people.roles_of(clerks, people.ADA) == [("Clerk", DEPARTMENT, 1)]
    ada = people.principal(clerks, people.ADA)
    assert ada.policy.somewhere(DEPARTMENT, Verb.READ)
    assert not ada.policy.everywhere(DEPARTMENT, Verb.READ)
    assert [entry["id"] for entry in clerks.list(department(), by=ada)["value"]] == [1]


def test_an_entry_is_named_by_its_own_id_too(clerks: Platform) -> None:
    run(clerks, STEP, settings(CLERK), {"user": people.ADA, "context": 1})
    assert people.roles_of(clerks, people.ADA) == [("Clerk", DEPARTMENT, 1)]


def test_repeating_changes_nothing_and_nothing_is_taken(clerks: Platform) -> None:
    people.give(clerks, people.ADA, "Members")
    item = {"user": people.ADA, "context": 1}
    run(clerks, STEP, settings(CLERK), item, item)
    before = people.events(clerks, "role.given")
    run(clerks, STEP, settings(CLERK), item)
    assert people.roles_of(clerks, people.ADA) == [("Clerk", DEPARTMENT, 1), ("Members", None, None)]
    assert people.events(clerks, "role.given") == before


def test_null_is_the_whole_system_for_rows_that_say_so(clerks: Platform) -> None:
    item = {"user": people.ADA, "context": None}
    run(clerks, STEP, settings({"context_type": "", "roles": "Clerk, Members"}, CLERK), item)
    assert people.roles_of(clerks, people.ADA) == [("Clerk", None, None), ("Members", None, None)]


@pytest.mark.parametrize("value", [None, 0, "", 99, UUID(int=7)])
def test_a_role_for_one_entry_is_never_given_more_widely(clerks: Platform, value: Any) -> None:
    shown = str(value) if isinstance(value, UUID) else value
    refused = refusal(clerks, STEP, settings(CLERK), {"user": people.ADA, "context": shown})
    assert (refused.code, refused.status) == ("context_not_found", 404)
    assert people.roles_of(clerks, people.ADA) == []


def test_a_context_of_another_kind_is_not_found(clerks: Platform) -> None:
    row = {"context_type": str(INVOICE), "roles": ["Clerk"]}
    refused = refusal(clerks, STEP, settings(row), {"user": people.ADA, "context": context(clerks)})
    assert refused.code == "context_not_found"


@pytest.mark.parametrize("value", [None, 99])
def test_an_unknown_user_is_refused(clerks: Platform, value: Any) -> None:
    refused = refusal(clerks, STEP, settings(CLERK), {"user": value, "context": 1})
    assert (refused.code, refused.status) == ("user_not_found", 404)


def test_nobody_but_an_administrator_grants(clerks: Platform) -> None:
    people.give(clerks, people.GRACE, "Builders")
    for by in (PLATFORM, people.principal(clerks, people.GRACE)):
        refused = refusal(clerks, STEP, settings(CLERK), {"user": people.GRACE, "context": 1}, by=by)
        assert (refused.code, refused.status) == ("escalation_denied", 403)
    assert [role for role, _, _ in people.roles_of(clerks, people.GRACE)] == ["Builders"]


def test_a_name_that_is_not_clear_is_refused(clerks: Platform) -> None:
    clerks.sql("INSERT INTO identity.role (domain, name) VALUES ('another', 'Clerk')")
    refused = refusal(clerks, STEP, settings(CLERK), {"user": people.ADA, "context": 1})
    assert (refused.code, refused.status) == ("role_not_found", 404)
    row = {**CLERK, "roles": ["digital-workplace/Clerk"]}
    run(clerks, STEP, settings(row), {"user": people.ADA, "context": 1})
    assert people.roles_of(clerks, people.ADA) == [("Clerk", DEPARTMENT, 1)]


def test_a_built_in_role_holds_in_the_system_only(clerks: Platform) -> None:
    row = {**CLERK, "roles": ["Administrators"]}
    refused = refusal(clerks, STEP, settings(row), {"user": people.ADA, "context": 1})
    assert refused.code == "rights_mismatch"


def test_roles_are_known_at_design_time() -> None:
    assert remarks(STEP, settings({"roles": ["Members"]}), {"user": 1}) == []
    assert remarks(STEP, settings({"roles": ["Nobody"]}), {"user": 1}) == ["role_not_found"]
    assert remarks(STEP, settings({"roles": ""}), {"user": 1}) == ["role_not_found"]
    assert remarks(STEP, settings(), {"user": 1}) == ["role_not_found"]
