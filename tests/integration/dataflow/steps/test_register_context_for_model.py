"""Register context for model."""

from typing import Any
from uuid import UUID

from aqtra.kernel.principal import PLATFORM
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.flows import DEPARTMENT, INVOICE, department
from tests.integration.dataflow.steps.running import refusal, remarks, run

STEP = "register_context_for_model"
SETTINGS: dict[str, Any] = {
    "component": str(DEPARTMENT),
    "name_field": "title",
    "keys": [{"target": "Code", "source": "code"}],
}


def test_the_same_keys_are_the_same_context_under_the_newest_name(peopled: Platform) -> None:
    people.sales(peopled)
    first = run(peopled, STEP, SETTINGS, {"code": "D-1", "title": "Sales"}).item["_contextId@uuid"]
    again = run(peopled, STEP, SETTINGS, {"code": "D-1", "title": "Sales and service"}).item["_contextId@uuid"]
    assert UUID(first) == UUID(again)
    assert peopled.get(department(), 1, by=people.principal(peopled, people.ADMIN))["name"] == "Sales and service"


def test_an_unchanged_name_writes_nothing(peopled: Platform) -> None:
    people.sales(peopled)
    administrator = people.principal(peopled, people.ADMIN)
    run(peopled, STEP, SETTINGS, {"code": "D-1", "title": "Sales"})
    before = peopled.get(department(), 1, by=administrator)["version"]
    run(peopled, STEP, SETTINGS, {"code": "D-1", "title": "Sales"}, {"code": "D-1", "title": None})
    assert peopled.get(department(), 1, by=administrator)["version"] == before


def test_a_null_key_is_refused(peopled: Platform) -> None:
    refused = refusal(peopled, STEP, SETTINGS, {"code": None, "title": "x"})
    assert (refused.code, refused.status, refused.fields[0].field) == ("key_missing", 422, "Code")


def test_an_absent_entry_is_refused(peopled: Platform) -> None:
    refused = refusal(peopled, STEP, SETTINGS, {"code": "D-9", "title": "x"})
    assert (refused.code, refused.status) == ("entry_not_found", 404)


def test_a_key_of_another_type_is_refused(peopled: Platform) -> None:
    refused = refusal(peopled, STEP, SETTINGS, {"code": ["D-1"], "title": "x"})
    assert refused.code == "type_mismatch"


def test_nobody_but_an_administrator_registers(peopled: Platform) -> None:
    people.sales(peopled)
    for by in (PLATFORM, people.principal(peopled, people.ADA)):
        refused = refusal(peopled, STEP, SETTINGS, {"code": "D-1", "title": "x"}, by=by)
        assert refused.code == "permission_denied"
    assert peopled.sql("SELECT count(*) FROM identity.context") == [(0,)]


def test_design_time_remarks() -> None:
    assert remarks(STEP, SETTINGS, {"code": "a", "title": "b"}) == []
    keys = [{"target": "InvoiceNumber", "source": "code"}]
    assert remarks(STEP, {**SETTINGS, "component": str(INVOICE), "keys": keys}) == ["component_not_restricted"]
    assert remarks(STEP, {**SETTINGS, "keys": []}) == ["key_missing", "key_missing"]
