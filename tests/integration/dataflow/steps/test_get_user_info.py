"""Get user info: whom it finds, and for whom."""

import pytest

from aqtra.dataflow.items.types import Kind
from aqtra.kernel.principal import ANONYMOUS, PLATFORM
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.steps.running import refusal, remarks, run

BY_FIELD = {"user_info_field": "who", "result_store_field": "_user"}


@pytest.mark.parametrize("value", [2, "2", {"id": 2}, {"id": "2", "name": "Ada"}])
def test_a_user_is_found_by_id_reference_and_object(peopled: Platform, value: object) -> None:
    found = run(peopled, "get_user_info", BY_FIELD, {"who": value}).item["_user"]
    assert found == {
        "id": 2, "userName": "ada", "name": "Ada Byron", "email": "ada@example.org",
        "firstName": "", "middleName": "", "lastName": "", "disabled": False,
    }  # fmt: skip


def test_a_user_is_found_by_handle(peopled: Platform) -> None:
    handle = str(people.column(peopled, "handle"))
    assert run(peopled, "get_user_info", BY_FIELD, {"who": handle}).item["_user"]["id"] == 2


@pytest.mark.parametrize("value", [None, 0, "", 99])
def test_nobody_is_null(peopled: Platform, value: object) -> None:
    assert run(peopled, "get_user_info", BY_FIELD, {"who": value}).item["_user"] is None


@pytest.mark.parametrize("name", ["ADA", " ada "])
def test_a_user_is_found_by_name_in_any_case(peopled: Platform, name: str) -> None:
    settings = {"user_name": "name@string", "result_store_field": "_user"}
    assert run(peopled, "get_user_info", settings, {"name@string": name}).item["_user"]["id"] == 2


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "nobody", "'; --"])
def test_hostile_names_find_nobody(peopled: Platform, name: str) -> None:
    settings = {"user_name": "name@string", "result_store_field": "_user"}
    assert run(peopled, "get_user_info", settings, {"name@string": name}).item["_user"] is None


def test_the_field_wins_over_the_name_and_the_caller_over_both(peopled: Platform) -> None:
    settings = {"user_info_field": "who", "user_name": ["ada"], "result_store_field": "_user"}
    items = {"who": people.GRACE}, {"who": None}
    assert [item["_user"]["id"] for item in run(peopled, "get_user_info", settings, *items).items] == [3, 2]
    asked = {**settings, "get_user_info_from_request": True}
    assert [item["_user"]["id"] for item in run(peopled, "get_user_info", asked, *items).items] == [1, 1]


@pytest.mark.parametrize("by", [ANONYMOUS, PLATFORM])
def test_a_run_of_nobody_has_no_caller(peopled: Platform, by: object) -> None:
    settings = {"get_user_info_from_request": True, "result_store_field": "_user"}
    assert run(peopled, "get_user_info", settings, {"n": 1}, by=by).item["_user"] is None


def test_members_read_users_as_they_read_user_info_and_visitors_do_not(peopled: Platform) -> None:
    member = people.principal(peopled, people.GRACE)
    assert run(peopled, "get_user_info", BY_FIELD, {"who": 2}, by=member).item["_user"]["id"] == 2
    assert run(peopled, "get_user_info", BY_FIELD, {"who": 2}, by=ANONYMOUS).item["_user"] is None


def test_the_suffix_of_the_variable_is_kept_to(peopled: Platform) -> None:
    settings = {**BY_FIELD, "result_store_field": "_user@catalog"}
    ran = run(peopled, "get_user_info", settings, {"who": 2})
    assert ran.item["_user@catalog"] == 2
    assert ran.table.model.field("_user@catalog").type.kind is Kind.CATALOG  # type: ignore[union-attr]
    refused = refusal(peopled, "get_user_info", {**BY_FIELD, "result_store_field": "_user@integer"}, {"who": 2})
    assert refused.code == "type_mismatch"


@pytest.mark.parametrize("value", ["ada", {"name": "ada"}, [2], 1.5, True])
def test_what_is_no_user_is_refused_with_its_item(peopled: Platform, value: object) -> None:
    refused = refusal(peopled, "get_user_info", BY_FIELD, {"who": 2}, {"who": value})
    assert (refused.code, refused.item_index, refused.fields[0].field) == ("type_mismatch", 1, "who")  # type: ignore[attr-defined]


def test_somebody_must_be_meant() -> None:
    assert remarks("get_user_info", {"result_store_field": "_user"}) == ["required_setting"]
    assert remarks("get_user_info", {"result_store_field": "_user", "user_name": ["a", "b"]}) == ["invalid_setting"]
    assert remarks("get_user_info", {"result_store_field": "_user", "get_user_info_from_request": True}) == []
