"""Upsert, deletion and history over HTTPS, and what hostile callers send there."""

from typing import Any

import pytest

from tests.support import components
from tests.support.client import Client, fields, problem
from tests.support.components import property_

USERS = "/api/v1/entries/00000000-0000-4000-8000-000000000001"


@pytest.fixture(scope="module")
def keyed(builder: Client) -> str:
    stored = components.create_component(
        builder,
        "Written by key",
        [property_("code", primary_key=True), property_("amount", "number", minimum="0")],
        settings={"access_mode": "public"},
    )
    assert components.publish(builder, stored)["state"] == "completed"
    return f"/api/v1/entries/{stored['document']['key']}"


@pytest.fixture(scope="module")
def unkeyed(builder: Client) -> str:
    stored = components.create_component(builder, "Without key", [property_("code")])
    assert components.publish(builder, stored)["state"] == "completed"
    return f"/api/v1/entries/{stored['document']['key']}"


def test_put_creates_then_changes(builder: Client, keyed: str) -> None:
    created = builder.put(keyed, json={"data": {"code": "P", "amount": "1.50"}, "name": "one"})
    assert created.status_code == 201
    changed = builder.put(keyed, json={"data": {"code": "P", "amount": 2.50}})
    assert changed.status_code == 200
    entry = changed.json()
    assert (entry["id"], entry["version"], entry["name"]) == (created.json()["id"], 2, "one")
    assert entry["data"] == {"code": "P", "amount": "2.5"}
    told = builder.get(f"{keyed}/{entry['id']}/history").json()
    assert told["@odata.count"] == 2
    assert told["value"][0]["changes"] == [
        {"property": "amount", "title": "amount", "before": "1.50", "after": "2.5"},
    ]
    assert set(told["value"][0]) == {"version", "kind", "at", "by", "changes"}


def test_put_needs_a_whole_key_and_a_component_that_has_one(builder: Client, keyed: str, unkeyed: str) -> None:
    refused = builder.put(keyed, json={"data": {"amount": 1}})
    problem(refused, 422, "validation_failed")
    assert fields(refused) == {"data.code": "required"}
    problem(builder.put(unkeyed, json={"data": {"code": "a"}}), 409, "component_without_key")
    problem(builder.put(USERS, json={"data": {}}), 409, "built_in")
    problem(builder.put(keyed.replace(keyed[-4:], "0000"), json={"data": {}}), 404, "component_not_found")


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 415, "unsupported_media_type"),
        (b"{", 400, "bad_json"),
        (b"[]", 400, "bad_json"),
        (b'{"data": {"code": "\\u0000"}}', 422, "validation_failed"),
        (b'{"data": {"code": "\\ud800"}}', 422, "validation_failed"),
        (b'{"data": null}', 422, "validation_failed"),
        (b'{"data": {"code": {"$gt": ""}}}', 422, "validation_failed"),
        (b'{"data": {"code": "x", "amount": 1e999}}', 422, "validation_failed"),
        (b'{"data": {"code": "x"}, "id": 1}', 422, "validation_failed"),
        (b'{"data": {"code": "x"}, "name": 5e9999999}', 422, "validation_failed"),
        (b"\xff\xfe", 400, "bad_json"),
    ],
)
def test_bodies_that_make_no_sense_are_refused(
    builder: Client, keyed: str, content: bytes, status: int, code: str
) -> None:
    headers = {"content-type": "application/json"} if content else {}
    before = builder.get(keyed, params={"$count": "true"}).json()["@odata.count"]
    problem(builder.put(keyed, content=content, headers=headers), status, code)
    assert builder.get(keyed, params={"$count": "true"}).json()["@odata.count"] == before


def test_delete_marks_once_and_respects_the_version(builder: Client, keyed: str) -> None:
    entry = builder.put(keyed, json={"data": {"code": "D"}}).json()
    place = f"{keyed}/{entry['id']}"
    refused = problem(builder.delete(place, headers={"If-Match": '"9"'}), 409, "concurrent_update")
    assert refused["params"] == {"version": 1}
    problem(builder.delete(place, headers={"If-Match": "1; DROP TABLE"}), 400, "bad_request")
    done = builder.delete(place, headers={"If-Match": '"1"'})
    assert (done.status_code, done.content) == (204, b"")
    problem(builder.delete(place), 404, "entry_not_found")
    problem(builder.patch(place, json={"data": {}}), 404, "entry_not_found")
    problem(builder.get(f"{place}/history"), 404, "entry_not_found")
    assert builder.get(keyed, params={"$filter": "code eq 'D'"}).json()["value"] == []


@pytest.mark.parametrize("entry", ["0", "-1", "9223372036854775808", str(10**40)])
def test_ids_that_no_entry_has_are_not_found(builder: Client, keyed: str, entry: str) -> None:
    problem(builder.delete(f"{keyed}/{entry}"), 404, "entry_not_found")
    problem(builder.get(f"{keyed}/{entry}/history"), 404, "entry_not_found")


@pytest.mark.parametrize("entry", ["x", "1.5", "1e3", "%00", "1'--"])
def test_ids_that_are_no_numbers_are_refused(builder: Client, keyed: str, entry: str) -> None:
    problem(builder.delete(f"{keyed}/{entry}"), 422, "validation_failed")
    problem(builder.get(f"{keyed}/{entry}/history"), 422, "validation_failed")


@pytest.mark.parametrize(
    ("params", "place"),
    [
        ({"$top": "1001"}, "$top"),
        ({"$top": "' OR 1=1"}, "$top"),
        ({"$skip": "-1"}, "$skip"),
        ({"$skip": "9" * 50}, "$skip"),
        ({"$select": "changes"}, "$select"),
        ({"by": "1"}, "by"),
    ],
)
def test_histories_take_a_page_and_nothing_else(
    builder: Client, keyed: str, params: dict[str, Any], place: str
) -> None:
    entry = builder.put(keyed, json={"data": {"code": "H"}}).json()
    refused = builder.get(f"{keyed}/{entry['id']}/history", params=params)
    problem(refused, 400, "bad_query")
    assert place in fields(refused)


def test_visitors_read_what_is_public_and_change_nothing(
    builder: Client, visitor: Client, keyed: str, unkeyed: str
) -> None:
    entry = builder.put(keyed, json={"data": {"code": "V"}}).json()
    hidden = builder.post(unkeyed, json={"data": {"code": "V"}}).json()
    assert visitor.get(f"{keyed}/{entry['id']}/history").status_code == 200
    problem(visitor.get(f"{unkeyed}/{hidden['id']}/history"), 401, "not_signed_in")
    problem(visitor.put(keyed, json={"data": {"code": "V"}}), 401, "not_signed_in")
    problem(visitor.delete(f"{keyed}/{entry['id']}"), 401, "not_signed_in")
    assert builder.get(f"{keyed}/{entry['id']}").json() == entry


def test_changes_without_the_anti_forgery_token_are_refused(builder: Client, keyed: str) -> None:
    entry = builder.put(keyed, json={"data": {"code": "T"}}).json()
    headers = {"X-Aqtra-Token": "wrong"}
    problem(builder.delete(f"{keyed}/{entry['id']}", headers=headers), 403, "anti_forgery_failed")
    problem(builder.put(keyed, json={"data": {"code": "T"}}, headers=headers), 403, "anti_forgery_failed")
