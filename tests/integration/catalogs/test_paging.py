"""`@odata.nextLink`: walks along the links see every entry once, whatever is sorted and missing, by an index."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from psycopg import AsyncRawCursor

from aqtra.catalogs import names
from aqtra.catalogs.compiled import compiled_of
from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.options import RawOptions
from aqtra.infra.database import Connection
from aqtra.kernel.principal import PLATFORM
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document, raw
from tests.support.components import property_

NEXT = "@odata.nextLink"


@pytest.fixture(scope="module")
def tasks(platform: Platform) -> ComponentDocument:
    """Every combination of a few values of each type, missing ones among them, many of them equal."""
    made = document("Tasks")
    made = document(
        "Tasks",
        property_("title", query=True),
        property_("price", "number", query=True),
        property_("state", "integer", query=True),
        property_("due", "datetime", query=True),
        property_("open", "boolean", query=True),
        property_("day", "date"),
        property_("hour", "time"),
        property_("size", "integer"),
        property_("note"),
        property_("parent", "catalog", component=str(made.key), query=True),
        key=made.key,
    )
    platform.publish(made)
    titles, prices, states = (None, "ä", "a'b\"\\"), (None, "-1.50", "1e20"), (None, 9007199254740993)
    for number, (title, price, state) in enumerate(product(titles, prices, states)):
        data = {
            "title": title,
            "price": price,
            "state": state,
            "due": None if number % 4 == 0 else f"2026-01-0{number % 3 + 1}T10:00:00.123456+02:00",
            "open": (None, True, False)[number % 3],
            "day": None if number % 5 == 0 else f"2026-02-0{number % 5}",
            "hour": None if number % 3 == 0 else f"10:0{number % 3}:59",
            "size": number % 4 or None,
            "note": None if number % 2 else "x" * 1_200 + str(number),
            "parent": None if number < 4 else number % 4 + 1,
        }
        platform.create(made, data, name=None if number == 2 else f"Task {number % 3}")
    platform.mark(made, 1)
    return made


def next_options(page: dict[str, Any], component: ComponentDocument) -> RawOptions:
    link = urlsplit(page[NEXT])
    assert (link.scheme, link.netloc, link.path) == ("", "", f"/api/v1/entries/{component.key}")
    return tuple(parse_qsl(link.query, keep_blank_values=True, strict_parsing=True))


def listed(platform: Platform, component: ComponentDocument, options: RawOptions) -> dict[str, Any]:
    reader = platform.entries.readable_by(MEMBER)
    page: dict[str, Any] = json.loads(platform.with_connection(lambda conn: reader.list(conn, component.key, options)))
    return page


def walk(platform: Platform, component: ComponentDocument, **options: str) -> Iterator[dict[str, Any]]:
    page = listed(platform, component, raw(options))
    yield page
    while NEXT in page:
        page = listed(platform, component, next_options(page, component))
        yield page


ORDERS = [
    "",
    "id desc",
    *(f"{name}{direction}" for name in ("title", "price", "state", "due", "open") for direction in ("", " desc")),
    *(f"{name}{direction}" for name in ("day", "hour", "size", "note") for direction in ("", " desc")),
    "parent",
    "parent desc",
    "parent,price desc,size",
    "parent/title",
    "parent/title desc",
    "parent/day,title",
    "name",
    "parent/parent/price,title",
    "creatorSubject desc",
    "createdDate desc",
    "name,price desc",
    "title,price,state",
    "title desc,price,state desc",
    "price desc,parent desc,hour",
    "state,id desc",
    "open desc,open",
    "version",
]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("top", [1, 4, 17, 18, 1000])
def test_a_walk_sees_every_entry_once_in_order(
    platform: Platform, tasks: ComponentDocument, order: str, top: int
) -> None:
    options = {"orderby": order} if order else {}
    everything = [entry["id"] for entry in platform.list(tasks, top="1000", by=MEMBER, **options)["value"]]
    assert len(everything) == 17
    pages = [[entry["id"] for entry in page["value"]] for page in walk(platform, tasks, top=str(top), **options)]
    assert [entry for page in pages for entry in page] == everything
    # A link is there exactly when more entries follow.
    assert all(len(page) == top for page in pages[:-1])
    assert pages[-1]


def test_a_walk_keeps_the_other_options(platform: Platform, tasks: ComponentDocument) -> None:
    options = {
        "filter": "state ne null and (title eq 'ä' or title eq 'a''b\"\\')",
        "orderby": "parent/name,price desc",
        "select": "title,parent/title",
        "expand": "parent($select=state)",
        "search": '"Task"',
        "top": "2",
        "count": "true",
    }
    pages = list(walk(platform, tasks, **options))
    assert [len(page["value"]) for page in pages] == [2, 2, 2]
    assert {page["@odata.count"] for page in pages} == {6}
    whole = platform.list(tasks, by=MEMBER, **{**options, "top": "100"})["value"]
    assert [entry for page in pages for entry in page["value"]] == whole


def test_a_link_takes_the_place_of_skip(platform: Platform, tasks: ComponentDocument) -> None:
    first = platform.list(tasks, top="2", skip="3")
    following = listed(platform, tasks, next_options(first, tasks))
    assert [entry["id"] for entry in first["value"] + following["value"]] == [5, 6, 7, 8]


@pytest.mark.parametrize("options", [{"top": "0"}, {"top": "17"}, {"skip": "16", "top": "1"}, {"filter": "false"}])
def test_no_link_where_nothing_follows(platform: Platform, tasks: ComponentDocument, options: dict[str, str]) -> None:
    assert NEXT not in platform.list(tasks, by=MEMBER, **options)


@pytest.mark.parametrize("order", ["parent", "parent desc,title", "parent/title", "parent/day desc,price", "name desc"])
def test_leaving_out_entries_is_leaving_out_the_first_of_the_order(
    platform: Platform, tasks: ComponentDocument, order: str
) -> None:
    everything = [entry["id"] for entry in platform.list(tasks, by=MEMBER, orderby=order)["value"]]
    for skip, top in product((0, 1, 3, 8, 16, 17), (0, 1, 4, 1000)):
        page = platform.list(tasks, by=MEMBER, orderby=order, skip=str(skip), top=str(top))
        assert [entry["id"] for entry in page["value"]] == everything[skip : skip + top]
        assert (NEXT in page) == (0 < top < len(everything) - skip)


def test_what_changes_between_pages_makes_nobody_appear_twice(platform: Platform) -> None:
    made = document("Moving", property_("rank", "integer", query=True))
    platform.publish(made)
    for rank in range(6):
        platform.create(made, {"rank": rank})
    first = platform.list(made, orderby="rank", top="3")
    platform.mark(made, 3)
    platform.create(made, {"rank": 0})
    platform.update(made, 6, {"rank": 1})
    platform.create(made, {"rank": 9})
    following = listed(platform, made, next_options(first, made))
    assert [entry["data"]["rank"] for entry in following["value"]] == [3, 4, 9]


def token(content: Any) -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


HOSTILE = [
    "",
    "x",
    "AAAA",
    "ä",
    "\ud800",
    "=",
    "x" * 20_000,
    token("{}"),
    token("[]"),
    token("null"),
    token("[" * 5_000 + "]" * 5_000),
    token([["price", "id"]]),
    token([["price", "id"], ["1"]]),
    token([["price", "id"], ["1", "2", "3"]]),
    token([["price", "id"], ["1", None]]),
    token([["price", "id"], [1, 2]]),
    token([["price", "id"], [{}, []]]),
    token([["price", "id"], ["1; DROP TABLE x", "2"]]),
    token([["price", "id"], ["NaN", "2"]]),
    token([["price", "id"], ["1e999999", "2"]]),
    token([["price", "id"], ["1", "9" * 30]]),
    token([["price", "id"], ["1", "1'--"]]),
    token([["price desc", "id desc"], ["1", "2"]]),
    token([["title", "id"], ["1", "2"]]),
    token([["id"], ["2"]]),
    token([["price", "id"], ["1", "2"], "more"]),
    token(json.dumps([["price", "id"], ["1", "2"]]) + "x"),
]


@pytest.mark.parametrize("given", HOSTILE)
def test_a_token_that_nobody_made_is_refused(platform: Platform, tasks: ComponentDocument, given: str) -> None:
    with pytest.raises(BadQuery) as refused:
        platform.list(tasks, orderby="price", skiptoken=given)
    assert [field.field for field in refused.value.fields] == ["$skiptoken"]


@pytest.mark.parametrize(("order", "value"), [("title", "a\0b"), ("title", "\ud800"), ("due", "today"), ("open", "2")])
def test_a_token_holds_values_of_the_sorted_type(
    platform: Platform, tasks: ComponentDocument, order: str, value: str
) -> None:
    with pytest.raises(BadQuery):
        platform.list(tasks, orderby=order, skiptoken=token([[order, "id"], [value, "1"]]))


def test_a_token_of_another_order_is_refused(platform: Platform, tasks: ComponentDocument) -> None:
    options = dict(next_options(platform.list(tasks, orderby="price", top="2"), tasks))
    assert json.loads(urlsafe_b64decode(options["$skiptoken"] + "==="))[0] == ["price", "id"]
    for order in ("price desc", "title", "price,title"):
        with pytest.raises(BadQuery):
            listed(platform, tasks, tuple((options | {"$orderby": order}).items()))
    with pytest.raises(BadQuery) as refused:
        listed(platform, tasks, tuple((options | {"$skip": "1"}).items()))
    assert refused.value.fields[0].field == "$skip"


def test_sums_and_groups_have_no_links(platform: Platform, tasks: ComponentDocument) -> None:
    assert NEXT not in platform.list(tasks, apply="groupby((title))", top="1")
    with pytest.raises(BadQuery) as refused:
        platform.list(tasks, apply="groupby((title))", skiptoken=token([["title", "id"], ["a", "1"]]))
    assert refused.value.fields[0].field == "$skiptoken"


@pytest.fixture(scope="module")
def many(platform: Platform) -> ComponentDocument:
    groups = document("Groups to walk through", property_("rank", "integer", query=True))
    made = document(
        "Many to walk through",
        property_("price", "number", query=True),
        property_("state", "integer", query=True),
        property_("size", "integer", query=True),
        property_("group", "catalog", component=str(groups.key), query=True),
    )
    platform.publish(groups, made)
    group_table, rank = names.table_name(groups.key), names.column_name(groups.properties[0].id)
    # The first have no name and no rank, the last are marked.
    platform.sql(
        f"INSERT INTO catalogs.{group_table} (created_at, updated_at, marked_at, name, {rank}) "
        "SELECT now(), now(), CASE WHEN n > 395 THEN now() END, CASE WHEN n > 5 THEN md5(n::text) END, "
        "CASE WHEN n > 5 THEN n * 7 % 400 END FROM generate_series(1, 400) n"
    )
    table = names.table_name(made.key)
    columns = ", ".join(names.column_name(prop.id) for prop in made.properties)
    platform.sql(
        f"INSERT INTO catalogs.{table} (created_at, updated_at, name, {columns}) "
        "SELECT now(), now(), md5(n::text), CASE WHEN n % 2 = 0 THEN n / 7.0 END, n % 4000, n, "
        "CASE WHEN n > 100 THEN 1 + n % 400 END FROM generate_series(1, 20000) n"
    )
    platform.sql(f"ANALYZE catalogs.{table}")
    platform.sql(f"ANALYZE catalogs.{group_table}")
    return made


def rows_read(plan: dict[str, Any]) -> int:
    own = plan.get("Rows Removed by Filter", 0) + plan["Actual Rows"] if "Relation Name" in plan else 0
    return int(own * plan["Actual Loops"]) + sum(rows_read(part) for part in plan.get("Plans", ()))


def explained(platform: Platform, component: ComponentDocument, options: RawOptions) -> dict[str, Any]:
    compiled = compiled_of(platform.services).for_(PLATFORM)

    async def explain(conn: Connection) -> dict[str, Any]:
        query = compiled.listing(component.key, options)
        async with AsyncRawCursor(conn) as cursor:
            await cursor.execute(b"EXPLAIN (ANALYZE, FORMAT JSON) " + query.statement, query.parameters)
            row = await cursor.fetchone()
            assert row is not None
            plan: dict[str, Any] = row[0][0]["Plan"]
            return plan

    return platform.with_connection(explain)


@pytest.mark.parametrize(
    "order",
    ["", "id desc", "price", "price desc", "size", "size desc", "state,price", "state desc,price", "name", "name desc"],
)
def test_a_page_far_down_reads_no_more_rows_than_its_own(
    platform: Platform, many: ComponentDocument, order: str
) -> None:
    options = {"orderby": order} if order else {}
    # Among the missing prices, and among the others.
    for skip in (4_000, 15_000):
        page = platform.list(many, top="20", skip=str(skip), by=MEMBER, **options)
        assert rows_read(explained(platform, many, next_options(page, many))) <= 100


@pytest.mark.parametrize("order", ["group", "group desc", "group/rank", "group/rank desc"])
def test_a_page_ordered_through_a_reference_reads_the_entries_of_few_references(
    platform: Platform, many: ComponentDocument, order: str
) -> None:
    first = explained(platform, many, raw({"orderby": order, "top": "20"}))
    far = next_options(platform.list(many, top="20", skip="10000", by=MEMBER, orderby=order), many)
    # Besides, the referenced entries are looked through for those without a value.
    assert max(rows_read(first), rows_read(explained(platform, many, far))) <= 2_500


@pytest.mark.parametrize("order", ["group", "group desc", "group,size desc"])
def test_where_every_reference_leads_to_a_name_no_row_is_asked_for_one_without(platform: Platform, order: str) -> None:
    groups = document("Groups with names")
    made = document(
        "Grouped", property_("group", "catalog", component=str(groups.key), query=True), property_("size", "integer")
    )
    platform.publish(groups, made)
    group_table, table = names.table_name(groups.key), names.table_name(made.key)
    columns = ", ".join(names.column_name(prop.id) for prop in made.properties)
    platform.sql(
        f"INSERT INTO catalogs.{group_table} (created_at, updated_at, name) "
        "SELECT now(), now(), md5(n::text) FROM generate_series(1, 50) n"
    )
    platform.sql(
        f"INSERT INTO catalogs.{table} (created_at, updated_at, {columns}) "
        "SELECT now(), now(), 1 + n % 50, n FROM generate_series(1, 20000) n"
    )
    platform.sql(f"ANALYZE catalogs.{table}")
    platform.sql(f"ANALYZE catalogs.{group_table}")
    assert rows_read(explained(platform, made, raw({"orderby": order, "top": "20"}))) <= 1_000
