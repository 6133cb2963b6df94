"""Query options against real rows: which entries are shown, in which order, and how much of each."""

from typing import Any

import pytest

from aqtra.catalogs.errors import BadQuery, InvalidEntry, QueryTooCostly
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document, raw
from tests.support.components import property_

ORDERS: list[tuple[str, list[int]]] = [
    ("price", [4, 2, 1, 3]),
    ("price desc", [3, 1, 2, 4]),
    ("state,price desc", [4, 1, 3, 2]),
    ("state desc,id", [2, 3, 1, 4]),
    ("data/state desc", [3, 2, 1, 4]),
    ("manager", [3, 4, 1, 2]),
    ("manager/name desc", [2, 1, 4, 3]),
    ("manager/age asc,title", [4, 2, 3, 1]),
    ("due asc", [3, 4, 1, 2]),
    ("name desc", [4, 3, 2, 1]),
    ("open", [3, 4, 2, 1]),
    ("creatorSubject", [1, 2, 3, 4]),
]


@pytest.mark.parametrize(("order", "ids"), ORDERS)
def test_orders_are_total_with_missing_values_first(
    platform: Platform, deals: ComponentDocument, order: str, ids: list[int]
) -> None:
    assert [entry["id"] for entry in platform.list(deals, orderby=order)["value"]] == ids
    pages = [platform.list(deals, orderby=order, top="1", skip=str(skip))["value"] for skip in range(5)]
    assert [entry["id"] for page in pages for entry in page] == ids


def test_a_count_is_of_all_matches_and_only_given_when_asked_for(platform: Platform, deals: ComponentDocument) -> None:
    page = platform.list(deals, filter="manager/city eq 'Rom'", orderby="manager/name", top="1", count="true")
    assert page["@odata.count"] == 2
    assert len(page["value"]) == 1
    assert "@odata.count" not in platform.list(deals)
    assert platform.list(deals, top="0") == {"value": []}


def test_expanding_shows_id_and_name(platform: Platform, deals: ComponentDocument) -> None:
    found = platform.list(deals, expand="manager,data/team,creatorSubject")["value"]
    assert found[0]["data"]["manager"] == {"id": 1, "name": "Ada"}
    assert found[2]["data"]["manager"] == {"id": 3, "name": "People #3"}
    assert found[3]["data"]["manager"] is None
    assert found[3]["data"]["team"] == [{"id": 2, "name": "Bob"}, {"id": 1, "name": "Ada"}]
    assert found[0]["data"]["team"] == []
    assert found[0]["creatorSubject"] == {"id": 1, "name": "Member"}
    assert found[0]["changeAuthor"] == 1
    single = platform.get(deals, 4, expand="team", select="title")
    assert single == {"id": 4, "data": {"title": "Delta", "team": [{"id": 2, "name": "Bob"}, {"id": 1, "name": "Ada"}]}}


def test_selecting_shows_only_what_was_asked_for(platform: Platform, deals: ComponentDocument) -> None:
    assert platform.list(deals, select="data/title,name", top="1")["value"] == [
        {"id": 1, "name": "Deal 1", "data": {"title": "Alpha 100%"}}
    ]
    assert platform.list(deals, select="updateDate", filter="id eq 1")["value"][0].keys() == {
        "id",
        "updateDate",
        "data",
    }
    assert platform.list(deals, select="*") == platform.list(deals)
    assert platform.list(deals, select="data")["value"][0]["data"] == platform.get(deals, 1)["data"]


def test_lists_of_values_are_shown_like_single_values(platform: Platform) -> None:
    kinds = ("string", "integer", "number", "boolean", "date", "time", "datetime", "uri")
    made = document("Lists", *[property_(kind, "array", items=kind) for kind in kinds], property_("none"))
    owner = document("Owning lists", property_("one", "catalog", component=str(made.key)))
    platform.publish(made, owner)
    exact = "0.10000000000000000000000000000000000001"
    given: dict[str, Any] = {
        "string": ["b", 'a"\\', "b"],
        "integer": [1, 2**53, -(2**53) + 1],
        "number": [exact, "-1", "1"],
        "boolean": [True, False],
        "date": ["2026-02-01", "0001-01-01"],
        "time": ["23:59:59", "00:00:00"],
        "datetime": ["2026-01-01T00:00:00.000001+02:00"],
        "uri": ["https://example.org/x?y=1#z"],
    }
    shown = given | {
        "integer": [1, str(2**53), -(2**53) + 1],
        "datetime": ["2025-12-31T22:00:00.000001+00:00"],
        "none": None,
    }
    assert platform.create(made, given)["data"] == shown
    assert platform.list(made)["value"][0]["data"] == platform.get(made, 1)["data"] == shown
    platform.create(made, {})
    assert platform.get(made, 2, select="number")["data"] == {"number": []}
    platform.create(owner, {"one": 1})
    nested = platform.list(owner, select="one/integer,one/number")["value"][0]["data"]["one"]["data"]
    assert nested == {"integer": shown["integer"], "number": shown["number"]}
    for options in ({"expand": "number"}, {"select": "number/name"}, {"orderby": "number"}):
        with pytest.raises(BadQuery):
            platform.list(made, by=MEMBER, **options)


REFUSED: list[tuple[str, str, int]] = [
    ("orderby", "nothing", 0),
    ("orderby", "price up", 6),
    ("orderby", "price,", 6),
    ("orderby", "team", 0),
    ("orderby", "ghost", 0),
    ("orderby", "length(title)", 6),
    ("orderby", "", 0),
    ("select", "title,nothing", 6),
    ("select", "title/name", 0),
    ("select", "ghost", 0),
    ("expand", "title", 0),
    ("expand", "nothing", 0),
    ("top", "1001", 0),
    ("top", "-1", 0),
    ("top", "1.5", 0),
    ("top", "", 0),
    ("skip", "x", 0),
    ("skip", "9" * 30, 0),
    ("count", "yes", 0),
    ("format", "xml", 0),
]


@pytest.mark.parametrize(("option", "value", "position"), REFUSED)
def test_what_is_not_understood_is_refused_with_clause_and_position(
    platform: Platform, deals: ComponentDocument, option: str, value: str, position: int
) -> None:
    with pytest.raises(BadQuery) as refused:
        platform.list(deals, by=MEMBER, **{option: value})
    (field,) = refused.value.fields
    assert field.field == f"${option}"
    assert field.params["position"] == position


def test_an_option_is_given_once(platform: Platform, deals: ComponentDocument) -> None:
    reader = platform.entries.readable_by(MEMBER)
    twice = (*raw({"top": "1"}), *raw({"top": "2"}))
    with pytest.raises(BadQuery):
        platform.with_connection(lambda conn: reader.list(conn, deals.key, twice))


def test_options_may_be_built_instead_of_written(platform: Platform, deals: ComponentDocument) -> None:
    reader = platform.entries.readable_by(MEMBER)
    listed = platform.with_connection(lambda conn: reader.list(conn, deals.key, QueryOptions(top=2)))
    assert listed.count(b'"createdDate"') == 2


def test_lookup_finds_by_values_and_nothing_by_null(platform: Platform, deals: ComponentDocument) -> None:
    assert platform.lookup(deals, {"title": "Delta"})["id"] == 4
    assert platform.lookup(deals, {"state": 1, "price": "100.0"})["id"] == 3
    assert platform.lookup(deals, {"id": 2})["id"] == 2
    assert platform.lookup(deals, {"title": "Omega"}) is None
    assert platform.lookup(deals, {"title": None}) is None
    assert platform.lookup(deals, {}) is None
    for values in ({"nothing": 1}, {"team": [1]}, {"state": "x"}):
        with pytest.raises(InvalidEntry):
            platform.lookup(deals, values)


def test_an_order_of_as_many_terms_as_allowed_is_answered_or_refused(
    platform: Platform, deals: ComponentDocument
) -> None:
    with pytest.raises(QueryTooCostly):
        platform.list(deals, orderby=",".join(["price"] * 100), top="1")
    assert platform.list(deals, orderby=",".join(["price"] * 60), top="1")["value"]
