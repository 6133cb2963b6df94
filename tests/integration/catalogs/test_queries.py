"""Query options against real rows: what is found, in which order, by how many statements, with which index."""

import asyncio
import re
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from psycopg import AsyncRawCursor

from aqtra.catalogs import names
from aqtra.catalogs.access import ComponentForbidden
from aqtra.catalogs.compiled import Compiled
from aqtra.catalogs.errors import BadQuery, ConcurrentUpdate, EntryNotFound, InvalidEntry, NoSuchCatalog
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.infra.database import Connection
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import ANONYMOUS, PLATFORM, Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document, raw
from tests.support.components import property_


@pytest.fixture(scope="module")
def people(platform: Platform) -> ComponentDocument:
    made = document("People", property_("city"), property_("age", "integer"))
    platform.publish(made)
    for name, city, age in [("Ada", "Ulm", 36), ("Bob", "Rom", None), (None, "Rom", 20)]:
        platform.create(made, {"city": city, "age": age}, name=name)
    return made


@pytest.fixture(scope="module")
def deals(platform: Platform, people: ComponentDocument) -> ComponentDocument:
    made = document(
        "Deals",
        property_("title", query=True),
        property_("price", "number", query=True),
        property_("state", "integer", enum=[{"value": 0}, {"value": 1}, {"value": 2}], query=True),
        property_("due", "datetime", query=True),
        property_("day", "date"),
        property_("hour", "time"),
        property_("open", "boolean", query=True),
        property_("manager", "catalog", component=str(people.key), query=True),
        property_("team", "array", component=str(people.key)),
        property_("link", "uri"),
        property_("file", "file"),
        property_("d"),
        property_("ghost", virtual=True),
    )
    platform.publish(made)
    rows: list[dict[str, Any]] = [
        {
            "title": "Alpha 100%",
            "price": "10.10",
            "state": 0,
            "due": "2026-01-01T10:00:00Z",
            "open": True,
            "manager": 1,
        },
        {
            "title": "beta_x",
            "price": "9.90",
            "state": 1,
            "due": "2026-02-01T10:00:00+02:00",
            "open": False,
            "manager": 2,
        },
        {"title": "Gamma \\ 'q'", "price": "100", "state": 1, "day": "2026-01-05", "hour": "09:30", "manager": 3},
        {"title": "Delta", "team": [2, 1], "link": "https://example.org/x", "d": "d"},
    ]
    for number, row in enumerate(rows, 1):
        platform.create(made, row, name=f"Deal {number}")
    return made


FILTERS: list[tuple[str, list[int]]] = [
    ("title eq 'Delta'", [4]),
    ("title ne 'Delta'", [1, 2, 3]),
    ("'Delta' eq title", [4]),
    ("title gt 'Delta' and title lt 'beta'", [3]),
    ("contains(title,'100%')", [1]),
    ("contains(title,'%')", [1]),
    ("contains(title,'_')", [2]),
    ("contains(title,'\\')", [3]),
    ("contains(title,'''q''')", [3]),
    ("contains(data/title,'A')", [1, 2, 3, 4]),
    ("startswith(title,'ALPHA')", [1]),
    ("endswith(title,'X')", [2]),
    ("not contains(title,'a')", []),
    ("tolower(title) eq 'delta'", [4]),
    ("toupper(title) eq 'DELTA'", [4]),
    ("length(title) le 6", [2, 4]),
    ("price eq 10.1", [1]),
    ("price eq '10.10'", [1]),
    ("price gt 9.90 and price le 100", [1, 3]),
    ("10 lt price", [1, 3]),
    ("price ne 100", [1, 2, 4]),
    ("not (price eq 100)", [1, 2, 4]),
    ("not price gt 9.95", [2, 4]),
    ("price eq null", [4]),
    ("price ne null", [1, 2, 3]),
    ("price eq state", []),
    ("state in (0,2)", [1]),
    ("state in (1,null)", [2, 3, 4]),
    ("title in ('Delta','beta_x','a\"b','{}','\\')", [2, 4]),
    ("due ge 2026-01-01T10:00:00Z and due lt 2026-02-01T08:00:00.000001Z", [1, 2]),
    ("due eq 2026-02-01T08:00:00Z", [2]),
    ("day ge 2026-01-05", [3]),
    ("hour eq 09:30", [3]),
    ("open", [1]),
    ("not open", [2, 3, 4]),
    ("open eq false", [2]),
    ("open ne true", [2, 3, 4]),
    ("manager eq 2", [2]),
    ("manager in (1,3)", [1, 3]),
    ("manager eq null", [4]),
    ("manager/name eq 'Ada'", [1]),
    ("contains(manager/name,'A')", [1]),
    ("data/manager/data/city eq 'Rom'", [2, 3]),
    ("manager/city eq 'Rom' and manager/age eq null", [2]),
    ("manager/creatorSubject/name eq 'Member'", [1, 2, 3]),
    ("creatorSubject eq 1", [1, 2, 3, 4]),
    ("updateSubject/name eq 'Member'", [1, 2, 3, 4]),
    ("createDate gt 2020-01-01T00:00:00Z", [1, 2, 3, 4]),
    ("id ge 3", [3, 4]),
    ("name eq 'Deal 2'", [2]),
    ("version eq 1", [1, 2, 3, 4]),
    ("link eq 'https://example.org/x'", [4]),
    ("file eq 6f9619ff-8b86-4011-b42d-00cf4fc964ff", []),
    ("d eq 'd'", [4]),
    ("d eq ''", [1, 2, 3]),
    ("true", [1, 2, 3, 4]),
    ("false or id eq 1", [1]),
    ("id eq 1 or id eq 2 and price gt 50", [1]),
    ("(id eq 1 or id eq 2) and price lt 10", [2]),
    (" id\teq  1 ", [1]),
]


@pytest.mark.parametrize(("condition", "ids"), FILTERS)
def test_filters_find_what_they_say(
    platform: Platform, deals: ComponentDocument, condition: str, ids: list[int]
) -> None:
    found = platform.list(deals, filter=condition, count="true")
    assert [entry["id"] for entry in found["value"]] == ids
    assert found["@odata.count"] == len(ids)


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


def test_search_looks_for_a_part_of_the_name(platform: Platform, deals: ComponentDocument) -> None:
    assert [entry["id"] for entry in platform.list(deals, search='"dEAL 3"')["value"]] == [3]
    assert platform.list(deals, search="%")["value"] == []
    assert len(platform.list(deals, search=" ")["value"]) == 4


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


REFUSED: list[tuple[str, str, int]] = [
    ("filter", "nothing eq 1", 0),
    ("filter", "title eq 'a' and data/nothing eq 1", 17),
    ("filter", "data/id eq 1", 0),
    ("filter", "ghost eq 'x'", 0),
    ("filter", "manager/nothing eq 1", 0),
    ("filter", "title/name eq 'x'", 0),
    ("filter", "team eq 1", 0),
    ("filter", "team/name eq 'x'", 0),
    ("filter", "title eq 5", 9),
    ("filter", "state eq 1.5", 9),
    ("filter", "state eq 'x'", 9),
    ("filter", "price eq true", 9),
    ("filter", "due gt 2026-01-01", 7),
    ("filter", "due gt 2026-13-01T00:00:00Z", 7),
    ("filter", "open gt true", 5),
    ("filter", "title", 0),
    ("filter", "'a' eq 'b'", 4),
    ("filter", "price gt null", 9),
    ("filter", "price eq due", 6),
    ("filter", "substringof('a',title)", 0),
    ("filter", "contains(price,'1')", 9),
    ("filter", "contains(title,price)", 15),
    ("filter", "contains(title)", 0),
    ("filter", "title eq", 8),
    ("filter", "title = 'x'", 6),
    ("filter", "(title eq 'x'", 13),
    ("filter", "title eq 'x", 9),
    ("filter", "title eq 'x' title eq 'y'", 13),
    ("filter", "(title eq 'a') eq true", 15),
    ("filter", "team/any(t: t/id eq 1)", 10),
    ("filter", "state in ()", 10),
    ("filter", "id eq " + "1" * 50, 6),
    ("filter", "(" * 100 + "open" + ")" * 100, 32),
    ("filter", "not " * 100 + "open", 128),
    ("filter", "id eq 1" + " or id eq 1" * 1000, 8000),
    ("orderby", "nothing", 0),
    ("orderby", "price up", 6),
    ("orderby", "price,", 6),
    ("orderby", "team", 0),
    ("orderby", "ghost", 0),
    ("orderby", "length(title)", 6),
    ("orderby", "", 0),
    ("select", "title,nothing", 6),
    ("select", "manager/name", 0),
    ("select", "ghost", 0),
    ("expand", "title", 0),
    ("expand", "manager($select=name)", 8),
    ("expand", "nothing", 0),
    ("top", "1001", 0),
    ("top", "-1", 0),
    ("top", "1.5", 0),
    ("top", "", 0),
    ("skip", "x", 0),
    ("skip", "9" * 30, 0),
    ("count", "yes", 0),
    ("search", "x" * 201, 200),
    ("apply", "aggregate(price)", 0),
    ("format", "xml", 0),
    ("filter", "title eq 'a\0b'", 11),
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


def test_an_unknown_field_is_named(platform: Platform, deals: ComponentDocument) -> None:
    with pytest.raises(BadQuery) as refused:
        platform.list(deals, filter="open and manager/salary gt 3")
    assert refused.value.params == {"option": "$filter", "position": 9, "name": "salary"}
    assert refused.value.fields[0].rule == "unknown_field"


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


@pytest.mark.parametrize("entry_id", [0, -1, 99999, 2**63, 10**30])
def test_an_entry_that_is_not_there_is_not_found(platform: Platform, deals: ComponentDocument, entry_id: int) -> None:
    attempts: list[Callable[[], Any]] = [
        lambda: platform.get(deals, entry_id),
        lambda: platform.get(deals, entry_id, expand="manager"),
        lambda: platform.update(deals, entry_id, {"title": "x"}),
        lambda: platform.mark(deals, entry_id),
    ]
    for attempt in attempts:
        with pytest.raises(EntryNotFound):
            attempt()


def test_a_stale_version_changes_nothing(platform: Platform, people: ComponentDocument) -> None:
    entry = platform.create(people, {"city": "A"})["id"]
    assert platform.update(people, entry, {"city": "B"}, expected_version=1)["version"] == 2
    with pytest.raises(ConcurrentUpdate) as refused:
        platform.update(people, entry, {"city": "C"}, expected_version=1)
    assert refused.value.params == {"version": 2}
    with pytest.raises(ConcurrentUpdate):
        platform.mark(people, entry, expected_version=1)
    assert platform.get(people, entry)["data"]["city"] == "B"
    platform.mark(people, entry, expected_version=2)
    with pytest.raises(EntryNotFound):
        platform.update(people, entry, {"city": "D"})


def test_a_change_names_its_author_and_time(platform: Platform, people: ComponentDocument) -> None:
    entry = platform.create(people, {}, by=PLATFORM)
    assert (entry["creatorSubject"], entry["changeAuthor"]) == (None, None)
    changed = platform.update(people, entry["id"], {"city": "Ulm"})
    assert (changed["creatorSubject"], changed["changeAuthor"]) == (None, 1)
    assert changed["createdDate"] == entry["createdDate"]
    assert changed["updateDate"] > entry["updateDate"]
    platform.mark(people, entry["id"])


def test_access_mode_and_restriction_decide_who_reads_and_writes(platform: Platform, people: ComponentDocument) -> None:
    public = document(
        "Public", property_("text"), property_("who", "catalog", component=str(people.key)), access_mode="public"
    )
    restricted = document("Restricted", access_mode="public", restrict_access=True)
    platform.publish(public, restricted)
    entry = platform.create(public, {"text": "x", "who": 1})["id"]
    builder = Principal(user_id=1, rights=frozenset({"studio"}))

    assert platform.get(public, entry, by=ANONYMOUS)["data"] == {"text": "x", "who": 1}
    for_users: list[Callable[[], Any]] = [
        lambda: platform.create(public, {}, by=ANONYMOUS),
        lambda: platform.update(public, entry, {}, by=ANONYMOUS),
        lambda: platform.list(people, by=ANONYMOUS),
        lambda: platform.lookup(people, {"id": 1}, by=ANONYMOUS),
        # Neither a filter nor an order nor a display may look behind a closed door.
        lambda: platform.list(public, filter="who/city eq 'Ulm'", by=ANONYMOUS),
        lambda: platform.list(public, orderby="who", by=ANONYMOUS),
        lambda: platform.list(public, expand="who", by=ANONYMOUS),
        lambda: platform.list(public, expand="creatorSubject", by=ANONYMOUS),
        lambda: platform.get(public, entry, expand="who", by=ANONYMOUS),
        lambda: platform.list(restricted, by=ANONYMOUS),
    ]
    for attempt in for_users:
        with pytest.raises(NotSignedIn):
            attempt()
    for_builders: list[Callable[[], Any]] = [
        lambda: platform.list(restricted),
        lambda: platform.create(restricted, {}),
    ]
    for attempt in for_builders:
        with pytest.raises(ComponentForbidden):
            attempt()
    assert platform.list(restricted, by=builder) == {"value": []}
    assert platform.create(restricted, {}, by=PLATFORM)["id"] == 1


def test_a_reference_to_what_one_may_not_read_looks_missing(platform: Platform) -> None:
    restricted = document("Hidden targets", restrict_access=True)
    open_ = document("Referring openly", property_("one", "catalog", component=str(restricted.key)))
    platform.publish(restricted, open_)
    target = platform.create(restricted, {}, by=PLATFORM)["id"]
    for value in (target, 999):
        with pytest.raises(InvalidEntry) as refused:
            platform.create(open_, {"one": value})
        assert [(field.field, field.rule) for field in refused.value.fields] == [("data.one", "reference")]
    assert platform.create(open_, {"one": target}, by=PLATFORM)["data"] == {"one": target}


def test_a_component_without_a_table_has_no_entries(platform: Platform) -> None:
    several = ComponentDocument.model_validate(
        {"key": str(uuid4()), "kind": "multicomponent", "settings": {"title": "Several"}}
    )
    platform.publish(several)
    with pytest.raises(NoSuchCatalog):
        platform.list(several)
    with pytest.raises(NoSuchCatalog):
        platform.list(document("Never published"))


@contextmanager
def sent_queries(conn: Connection) -> Iterator[list[str]]:
    """The executions that went to the server, as libpq's own trace of the protocol shows them."""
    found: list[str] = []
    with tempfile.TemporaryFile("w+") as trace:
        conn.pgconn.trace(trace.fileno())
        try:
            yield found
        finally:
            conn.pgconn.untrace()
            trace.seek(0)
            found += [line for line in trace if re.search(r"\bF\b.*\b(Query|Execute)\b", line)]


def test_every_operation_is_one_statement(platform: Platform, deals: ComponentDocument) -> None:
    async def count() -> dict[str, int]:
        reader, writer = platform.entries.readable_by(MEMBER), platform.entries.writable_by(MEMBER)
        everything = {"title": "counted", "manager": 1, "team": [1, 2], "price": "1"}
        options = raw(
            {"filter": "manager/city eq 'Ulm'", "orderby": "manager", "expand": "manager,team", "count": "true"}
        )
        operations: dict[str, Callable[[Connection], Awaitable[Any]]] = {
            "create": lambda conn: writer.create(conn, deals.key, everything),
            "update": lambda conn: writer.update(conn, deals.key, 1, {"team": [1, 2]}),
            "get": lambda conn: reader.get(conn, deals.key, 1),
            "list": lambda conn: reader.list(conn, deals.key, options),
            "lookup": lambda conn: reader.lookup(conn, deals.key, {"title": "counted"}),
            "mark": lambda conn: writer.mark_for_deletion(conn, deals.key, 5),
        }
        counts = {}
        async with platform.services.db.connection() as conn:
            for name, operation in operations.items():
                with sent_queries(conn) as queries:
                    await operation(conn)
                counts[name] = len(queries)
        return counts

    assert set(platform.run(count()).values()) == {1}


def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(
    platform: Platform, people: ComponentDocument
) -> None:
    async def sent(top: int) -> int:
        reader = platform.entries.readable_by(MEMBER)
        async with platform.services.db.connection() as conn:
            with sent_queries(conn) as queries:
                await reader.list(conn, people.key, raw({"top": str(top), "expand": "creatorSubject"}))
            return len(queries)

    assert platform.run(sent(1)) == platform.run(sent(1000)) == 1


INDEXED = [
    ({"filter": "title eq 'title 77'"}, "sort"),
    ({"filter": "contains(title,'title 77')"}, "search"),
    ({"filter": "price ge 500 and price lt 501"}, "sort"),
    ({"filter": "state eq 77"}, "sort"),
    ({"filter": "due lt 2020-01-01T01:00:00Z"}, "sort"),
    ({"filter": "one eq 77"}, "sort"),
    ({"orderby": "price", "top": "10"}, "sort"),
    ({"orderby": "price desc", "top": "10"}, "sort"),
    ({"orderby": "title", "top": "10"}, "sort"),
]


@pytest.fixture(scope="module")
def many(platform: Platform) -> ComponentDocument:
    made = document("Many")
    made = document(
        "Many",
        property_("title", query=True),
        property_("price", "number", query=True),
        property_("state", "integer", query=True),
        property_("due", "datetime", query=True),
        property_("one", "catalog", component=str(made.key), query=True),
        key=made.key,
    )
    platform.publish(made)
    table = names.table_name(made.key)
    columns = ", ".join(names.column_name(prop.id) for prop in made.properties)
    platform.sql(
        f"INSERT INTO catalogs.{table} (created_at, updated_at, {columns}) "
        "SELECT now(), now(), 'title ' || n, n / 7.0, n, timestamptz '2020-01-01' + n * interval '1 minute', n "
        "FROM generate_series(1, 20000) n"
    )
    platform.sql(f"ANALYZE catalogs.{table}")
    return made


@pytest.mark.parametrize(("options", "kind"), INDEXED)
def test_query_properties_are_found_and_ordered_by_their_index(
    platform: Platform, many: ComponentDocument, options: dict[str, str], kind: str
) -> None:
    compiled = Compiled(platform.definitions).listing(many.key, raw(options))

    async def explain(conn: Connection) -> str:
        async with AsyncRawCursor(conn) as cursor:
            await cursor.execute(b"EXPLAIN (COSTS OFF) " + compiled.statement, compiled.parameters)
            return "\n".join(row[0] for row in await cursor.fetchall())

    plan = platform.with_connection(explain)
    name = next(iter(options.values())).removeprefix("contains(").replace(",", " ").split()[0]
    prop = many.property_named(name)
    assert prop is not None
    assert names.index_name(many.key, prop.id, kind) in plan, plan
    assert "Seq Scan" not in plan
    if "orderby" in options:
        assert "Sort" not in plan


def test_a_new_version_is_used_at_once_and_an_old_query_is_not_kept(platform: Platform) -> None:
    target, old = document("Old title"), document("Referring to a title")
    one = property_("one", "catalog", component=str(target.key))
    referring = document("Referring to a title", one, key=old.key)
    platform.publish(target, referring)
    platform.create(referring, {"one": platform.create(target, {})["id"]})
    shown = platform.list(referring, expand="one")["value"][0]["data"]["one"]
    assert shown["name"] == "Old title #1"
    platform.publish(document("New title", key=target.key))
    shown = platform.list(referring, expand="one")["value"][0]["data"]["one"]
    assert shown["name"] == "New title #1"


def test_concurrent_changes_of_one_entry_all_count(platform: Platform, people: ComponentDocument) -> None:
    entry = platform.create(people, {"city": "Ulm"})["id"]

    async def change(number: int) -> None:
        writer = platform.entries.writable_by(MEMBER)
        async with platform.services.db.connection() as conn:
            await writer.update(conn, people.key, entry, {"age": number})

    async def everybody() -> None:
        await asyncio.gather(*[change(number) for number in range(20)])

    platform.run(everybody())
    assert platform.get(people, entry)["version"] == 21
    platform.mark(people, entry)


def test_only_one_of_two_who_saw_the_same_version_wins(platform: Platform, people: ComponentDocument) -> None:
    entry = platform.create(people, {})["id"]

    async def change() -> bool:
        writer = platform.entries.writable_by(MEMBER)
        async with platform.services.db.connection() as conn:
            try:
                await writer.update(conn, people.key, entry, {"city": "x"}, expected_version=1)
            except ConcurrentUpdate:
                return False
            return True

    async def everybody() -> list[bool]:
        return await asyncio.gather(*[change() for _ in range(10)])

    assert platform.run(everybody()).count(True) == 1
    platform.mark(people, entry)
