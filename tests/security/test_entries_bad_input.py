"""Bad input to the entries API: always a problem document that says what is wrong, never a failure of ours."""

from typing import Any

import pytest

from tests.support import components
from tests.support.client import Client, fields, problem
from tests.support.components import property_

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def place(builder: Client) -> str:
    """Address of a component with rules."""
    stored = components.create_component(
        builder,
        "Guarded input",
        [
            property_("code", primary_key=True, max_length=10),
            property_("amount", "number", minimum="0"),
            property_("whole", "integer"),
            property_("day", "date"),
            property_("flag", "boolean"),
            property_("link", "uri"),
        ],
    )
    publication = components.publish(builder, stored)
    assert publication["state"] == "completed", publication
    return f"/api/v1/entries/{stored['document']['key']}"


INVALID: list[tuple[Any, dict[str, str]]] = [
    ({"data": {"nothing": 1}}, {"data.nothing": "unknown_field"}),
    ({"data": {"id": 1}}, {"data.id": "unknown_field"}),
    ({"data": {"__class__": 1}}, {"data.__class__": "unknown_field"}),
    ({"data": {"code": {"a": 1}}}, {"data.code": "type"}),
    ({"data": {"code": ["a"]}}, {"data.code": "type"}),
    ({"data": {"code": "x" * 11}}, {"data.code": "max_length"}),
    ({"data": {"code": "a\0b"}}, {"data.code": "type"}),
    ({"data": {"amount": "abc"}}, {"data.amount": "type"}),
    ({"data": {"amount": -0.01}}, {"data.amount": "minimum"}),
    ({"data": {"amount": "9" * 39}}, {"data.amount": "type"}),
    ({"data": {"amount": "1e400"}}, {"data.amount": "type"}),
    ({"data": {"amount": True}}, {"data.amount": "type"}),
    ({"data": {"whole": 2**63}}, {"data.whole": "maximum"}),
    ({"data": {"whole": -(2**63) - 1}}, {"data.whole": "minimum"}),
    ({"data": {"whole": 10**300}}, {"data.whole": "maximum"}),
    ({"data": {"whole": 1.5}}, {"data.whole": "type"}),
    ({"data": {"day": "2026-02-30"}}, {"data.day": "type"}),
    ({"data": {"day": "infinity"}}, {"data.day": "type"}),
    ({"data": {"flag": "perhaps"}}, {"data.flag": "type"}),
    ({"data": {"link": "javascript:alert(1)"}}, {"data.link": "uri"}),
    ({"data": []}, {"data": "type"}),
    ({"data": "x"}, {"data": "type"}),
    ({"data": None}, {"data": "type"}),
    ({"name": ["x"]}, {"name": "type"}),
    ({"name": "x" * 601}, {"name": "max_length"}),
    ({"data": {}, "id": 5, "version": 7}, {"id": "unknown_field", "version": "unknown_field"}),
]


@pytest.mark.parametrize(("body", "expected"), INVALID)
def test_invalid_values_are_named(builder: Client, place: str, body: Any, expected: dict[str, str]) -> None:
    for response in (builder.post(place, json=body), _patch_own(builder, place, body)):
        problem(response, 422, "validation_failed")
        assert fields(response) == expected


def _patch_own(builder: Client, place: str, body: Any) -> Any:
    entry = builder.post(place, json={"data": {}}).raise_for_status().json()
    return builder.patch(f"{place}/{entry['id']}", json=body)


MALFORMED = [
    b"",
    b"{",
    b'{"data": {"code": "x"',
    b"[]",
    b"null",
    b"5",
    b'"x"',
    b'{"data": {"amount": NaN}}',
    b'{"data": {"amount": Infinity}}',
    b'{"data": {"whole": ' + b"1" * 5000 + b"}}",
    b'{"data": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    b'{"data": {"code": "\xff"}}',
    '{"data": {}}'.encode("utf-16"),
    b'{"data": {"code": "\\ud8"}}',
    b"{'data': {}}",
    b'{"data": {},}',
]


@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
def test_a_body_that_is_no_json_object_is_refused(builder: Client, place: str, body: bytes) -> None:
    for response in (
        builder.post(place, content=body, headers=JSON),
        builder.patch(f"{place}/1", content=body, headers=JSON),
    ):
        problem(response, 400, "bad_json")
        assert fields(response).keys() == {"body"}


def test_a_lone_surrogate_is_refused_before_the_database(builder: Client, place: str) -> None:
    response = builder.post(place, content=b'{"data": {"code": "\\ud800"}}', headers=JSON)
    problem(response, 422, "validation_failed")
    assert fields(response) == {"data.code": "type"}


def test_of_members_given_twice_the_last_counts(builder: Client, place: str) -> None:
    response = builder.post(place, content=b'{"data": {"whole": 1, "whole": 2}}', headers=JSON)
    assert response.json()["data"]["whole"] == 2


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_another_content_type_is_refused(builder: Client, place: str, content_type: str) -> None:
    response = builder.post(place, content=b'{"data": {}}', headers={"content-type": content_type})
    problem(response, 415, "unsupported_media_type")


def test_a_body_beyond_the_limit_is_refused(builder: Client, place: str) -> None:
    response = builder.post(place, json={"data": {"code": "x" * 3_000_000}})
    problem(response, 413, "too_large")


QUERIES = [
    {"$filter": "nothing eq 1"},
    {"$filter": "code eq 'x"},
    {"$filter": "code eq 'x'; DROP TABLE metadata.component"},
    {"$filter": "code eq 'x' or 1=1"},
    {"$filter": "code eq x'--"},
    {"$filter": "contains(code,"},
    {"$filter": "whole eq 99999999999999999999"},
    {"$filter": "amount eq 1e400"},
    {"$filter": "day eq 2026-02-30"},
    {"$filter": "(" * 3000},
    {"$filter": "code eq 'a\0'"},
    {"$filter": "p_code eq 'x'"},
    {"$filter": "marked_at eq null"},
    {"$filter": "code/length eq 1"},
    {"$filter": "pg_sleep(10) eq null"},
    {"$orderby": "code; SELECT 1"},
    {"$orderby": "(SELECT password_hash FROM identity.account)"},
    {"$orderby": "created_by"},
    {"$select": "code,password"},
    {"$expand": "creatorSubject/password_hash"},
    {"$expand": "creatorSubject($select=password_hash)"},
    {"$expand": "creatorSubject($expand=creatorSubject($select=password_hash))"},
    {"$expand": "creatorSubject($select=id);DROP TABLE x"},
    {"$expand": "creatorSubject(" * 1000},
    {"$select": "creatorSubject/password_hash"},
    {"$skiptoken": "' OR '1'='1"},
    {"$skiptoken": "W1siaWQiXSxbIjEgT1IgMT0xIl1d"},
    {"$search": '"'},
    {"$search": "a OR b"},
    {"$top": "-1"},
    {"$top": "1e9"},
    {"$top": "٣"},
    {"$skip": "99999999999999999999"},
    {"$count": "1"},
    {"$apply": "groupby((nothing))"},
    {"top": "5"},
]


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_a_query_that_is_not_understood_is_refused_by_clause(
    builder: Client, place: str, query: dict[str, str]
) -> None:
    response = builder.get(place, params=query)
    body = problem(response, 400, "bad_query")
    (option,) = query
    assert fields(response).keys() == {option}
    assert body["params"]["option"] == option
    assert body["params"]["position"] >= 0


TEXTS = ["' OR '1'='1", "'; DROP TABLE x; --", "$1", "%s", "\\", '"', "{}", "%", "_", "''", "$$", "é\u202e", "😀"]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_data_wherever_it_stands(builder: Client, place: str, text: str) -> None:
    made = builder.post(place, json={"data": {"code": text[:10]}, "name": text})
    assert made.status_code in (201, 409)
    quoted = text[:10].replace("'", "''")
    found = builder.get(place, params={"$filter": f"code eq '{quoted}' and contains(code,'{quoted}')"})
    assert [entry["data"]["code"] for entry in found.json()["value"]] == [text[:10]]
    if '"' not in text:
        found = builder.get(place, params={"$search": f'"{text}"'})
        assert text in [entry["name"] for entry in found.json()["value"]]


@pytest.mark.parametrize("entry_id", ["0", "-1", "99999999999999999999999", "1.5", "abc", "1%20OR%201=1", "%00"])
def test_an_impossible_id_is_refused_or_not_found(builder: Client, place: str, entry_id: str) -> None:
    for response in (builder.get(f"{place}/{entry_id}"), builder.patch(f"{place}/{entry_id}", json={"data": {}})):
        assert response.status_code in (404, 422), response.text
        assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("if_match", ["1", '"x"', '"' + "9" * 50 + '"', '"-1"', '"1", "2"'])
def test_an_if_match_that_is_no_version_is_refused(builder: Client, place: str, if_match: str) -> None:
    response = builder.patch(f"{place}/1", json={"data": {}}, headers={"If-Match": if_match})
    problem(response, 400, "bad_request")
