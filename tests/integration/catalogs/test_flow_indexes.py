"""Fields by which published flows find entries have an index, as long as a flow does."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg import AsyncRawCursor

from aqtra.catalogs import names
from aqtra.catalogs.compiled import compiled_of
from aqtra.catalogs.odata.nodes import Call, Comparison, Condition, Literal, Path
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.infra.database import Connection
from aqtra.kernel.principal import PLATFORM
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform, document
from tests.support.components import property_

PROPERTIES = (
    property_("code"),
    property_("city"),
    property_("amount", "number"),
    property_("open", "boolean"),
    property_("pin", encrypted=True),
    property_("seen", "datetime", query=True),
)


def rule(field: str, operator: str = "equal", **settings: Any) -> dict[str, Any]:
    return {"field": field, "operator": operator, "value": {"path": "x"}, **settings}


def asking(target: UUID, *rules: Any, key: UUID | None = None) -> ComponentDocument:
    """A component with a flow that queries another one."""
    step = {
        "id": "query", "type": "query_entity_by_filter", "name": "Query",
        "params": {"component": str(target), "dst_field_name": "_found", "filter": list(rules)},
    }  # fmt: skip
    flow = {"key": str(uuid4()), "kind": "dataflow", "name": "F", "stages": [{"id": "s", "name": "s", "steps": [step]}]}
    return ComponentDocument.model_validate({"key": key or uuid4(), "settings": {"title": "Asking"}, "flows": [flow]})


def indexes(platform: Platform, made: ComponentDocument) -> set[str]:
    """Property and kind of every index that a property has."""
    kinds = {
        names.index_name(made.key, prop.id, kind): f"{prop.name} {kind}"
        for prop in made.properties
        for kind in ("sort", "search", "blind", "hash")
    }
    found = platform.sql("SELECT indexname FROM pg_indexes WHERE tablename = %s", names.table_name(made.key))
    return {kinds[name] for (name,) in found if name in kinds}


@pytest.fixture
def things(platform: Platform) -> ComponentDocument:
    made = document("Things", *PROPERTIES)
    platform.publish(made)
    return made


def test_what_a_published_flow_compares_has_an_index(platform: Platform, things: ComponentDocument) -> None:
    rules = (rule("data.code"), rule("city", "contains"), rule("amount", "greater"), rule("open"), rule("pin", "in"))
    assert indexes(platform, things) == {"seen sort"}
    platform.publish(asking(things.key, *rules))
    assert indexes(platform, things) == {"seen sort", "code hash", "city search", "amount sort", "pin blind"}


@pytest.mark.parametrize(
    "rules",
    [
        (rule("code", "not_equal"),),
        (rule("id"),),
        (rule("nowhere"),),
        (rule("code", "less"),),
        ({"field": "code", "operator": 7},),
        ("odd",),
        ({"rules": None},),
        (7, {}),
    ],
)
def test_what_no_index_would_help_has_none(platform: Platform, things: ComponentDocument, rules: Any) -> None:
    platform.publish(asking(things.key, *rules))
    assert indexes(platform, things) == {"seen sort"}


def test_rules_in_groups_count_as_well(platform: Platform, things: ComponentDocument) -> None:
    platform.publish(asking(things.key, {"rules": [rule("code")]}, {"rules": [rule("city", "starts_with")]}))
    assert indexes(platform, things) == {"seen sort", "code hash", "city search"}


def test_an_index_goes_with_the_last_flow_that_wanted_it(platform: Platform, things: ComponentDocument) -> None:
    first, second = asking(things.key, rule("code"), rule("amount")), asking(things.key, rule("code"))
    platform.publish(first, second)
    platform.publish(asking(things.key, key=first.key))
    assert indexes(platform, things) == {"seen sort", "code hash"}
    platform.publish(asking(things.key, key=second.key))
    assert indexes(platform, things) == {"seen sort"}


def test_a_publication_that_is_undone_leaves_no_index(platform: Platform, things: ComponentDocument) -> None:
    platform.publish(asking(things.key, rule("code")), undo=True)
    assert indexes(platform, things) == {"seen sort"}


def test_a_flow_of_the_component_itself_is_served_at_once(platform: Platform) -> None:
    key = uuid4()
    made = asking(key, rule("code"), key=key).model_copy(update={"properties": document("T", *PROPERTIES).properties})
    platform.publish(made)
    assert indexes(platform, made) == {"seen sort", "code hash"}


def test_query_keeps_the_index_that_a_flow_had(platform: Platform, things: ComponentDocument) -> None:
    asked = asking(things.key, rule("amount"))
    platform.publish(asked)
    changed = [{**found, "query": found["name"] == "amount" or found.get("query", False)} for found in PROPERTIES]
    platform.publish(document("Things", *changed, key=things.key))
    platform.publish(asking(things.key, key=asked.key))
    assert indexes(platform, things) == {"seen sort", "amount sort"}


def test_texts_stay_as_long_as_they_may_be(platform: Platform, things: ComponentDocument) -> None:
    """Ordered indexes refuse texts of some thousand bytes, also those that are there already."""
    # Not compressible, or the index would take it.
    text = "".join(sha256(str(number).encode()).hexdigest() for number in range(200))
    platform.create(things, {"code": text, "city": text})
    platform.publish(asking(things.key, rule("code"), rule("code", "greater"), rule("city", "contains")))
    platform.create(things, {"code": text, "city": text})
    assert indexes(platform, things) == {"seen sort", "code hash", "city search"}


QUERIES: Mapping[str, Condition] = {
    "code hash": Comparison("eq", Path(("code",)), Literal("string", "code 77777")),
    "amount sort": Comparison("gt", Path(("amount",)), Literal("string", "14284.5")),
    "city search": Call("contains", (Path(("city",)), Literal("string", "town 77777"))),
}


def test_the_indexes_are_used_among_100_000_entries(platform: Platform, things: ComponentDocument) -> None:
    columns = ", ".join(
        names.column_name(prop.id) for prop in things.properties if prop.name in ("code", "city", "amount")
    )
    table = f"catalogs.{names.table_name(things.key)}"
    platform.sql(
        f"INSERT INTO {table} (created_at, updated_at, {columns}) "
        "SELECT now(), now(), 'code ' || n, 'town ' || n, n / 7.0 FROM generate_series(1, 100000) n"
    )
    platform.publish(asking(things.key, rule("code"), rule("city", "contains"), rule("amount", "greater")))
    platform.sql(f"ANALYZE {table}")
    for index, condition in QUERIES.items():
        name, kind = index.split()
        prop = things.property_named(name)
        assert prop is not None
        plan = explained(platform, things, condition)
        assert names.index_name(things.key, prop.id, kind) in plan, plan
        assert "Seq Scan" not in plan


def explained(platform: Platform, component: ComponentDocument, condition: Condition) -> str:
    query = compiled_of(platform.services).for_(PLATFORM).listing_of(component.key, QueryOptions(condition, top=1_000))

    async def explain(conn: Connection) -> str:
        async with AsyncRawCursor(conn) as cursor:
            await cursor.execute(b"EXPLAIN (COSTS OFF) " + query.statement, query.parameters)
            return "\n".join(row[0] for row in await cursor.fetchall())

    return platform.with_connection(explain)
