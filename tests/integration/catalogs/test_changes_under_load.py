"""Twenty properties change over fifty thousand rows while people read and write: nobody gets an error."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document, raw
from tests.support.components import property_

ROWS = 50_000


def models() -> tuple[ComponentDocument, ComponentDocument]:
    """Five properties change their type, five are added, three dropped, four get rules, three are indexed."""
    widened = [property_(f"wide{number}", "integer") for number in range(5)]
    dropped = [property_(f"drop{number}", query=number == 0) for number in range(3)]
    ruled = [property_(f"rule{number}", max_length=100 if number == 3 else None) for number in range(4)]
    indexed = [property_(f"index{number}") for number in range(3)]
    key = property_("key", "integer")
    old = document("Under load", key, *widened, *dropped, *ruled, *indexed)
    target = str(old.key)
    new = document(
        "Under load",
        key | {"primary_key": True},
        *(prop | {"type": "number" if number % 2 else "string", "query": True} for number, prop in enumerate(widened)),
        ruled[0] | {"required": True},
        ruled[1] | {"max_length": 20},
        ruled[2] | {"min_length": 1},
        ruled[3] | {"max_length": None},
        *(prop | {"query": True} for prop in indexed),
        property_("add0", query=True),
        property_("add1", "catalog", component=target, query=True),
        property_("add2", "array", component=target),
        property_("add3", "array", items="string"),
        property_("add4", "datetime"),
        key=old.key,
    )
    return old, new


def values(number: int) -> dict[str, Any]:
    """What both versions understand."""
    return {
        "key": number,
        **{f"wide{place}": number + place for place in range(5)},
        **{f"rule{place}": f"text {number}" for place in range(4)},
        **{f"index{place}": f"word {number % 100}" for place in range(3)},
    }


def fill(platform: Platform, old: ComponentDocument) -> None:
    published = platform.definitions.component(old.key)
    assert published is not None
    columns = {prop.name: published.table.columns[prop.id] for prop in old.properties}
    expressions = {
        name: "n" if name == "key" else f"n + {name[-1]}" if name.startswith("wide") else f"'{name} ' || n"
        for name in columns
    }
    platform.sql(
        f"INSERT INTO catalogs.{published.table.table} (name, created_at, updated_at, "
        + ", ".join(f'"{column}"' for column in columns.values())
        + ") SELECT 'Row ' || n, now(), now(), "
        + ", ".join(expressions[name] for name in columns)
        + f" FROM generate_series(1, {ROWS}) n"
    )


def test_nobody_notices_a_large_change(platform: Platform) -> None:
    old, new = models()
    platform.publish(old)
    fill(platform, old)
    done = asyncio.Event()
    counts = {"read": 0, "updated": 0, "created": 0}

    async def again(kind: str, work: Callable[[int], Awaitable[bytes]]) -> None:
        number = 0
        while not done.is_set():
            number += 1
            await work(number)
            counts[kind] += 1
            # Leaves the single thread of this test to the publication too.
            await asyncio.sleep(0.005)

    async def read(number: int) -> bytes:
        options = raw({"filter": f"key ge {number % ROWS}", "orderby": "key", "top": "5"})
        async with platform.services.db.connection() as conn:
            return await platform.entries.readable_by(MEMBER).list(conn, old.key, options)

    async def update(number: int) -> bytes:
        entry = number * 7 % ROWS + 1
        async with platform.services.db.connection() as conn:
            changes = {"wide0": -number, "wide1": -number, "rule1": "changed"}
            return await platform.entries.writable_by(MEMBER).update(conn, old.key, entry, changes)

    async def create(number: int) -> bytes:
        async with platform.services.db.connection() as conn:
            return await platform.entries.writable_by(MEMBER).create(conn, old.key, values(ROWS + number))

    async def publish() -> None:
        try:
            await platform.publishing(new)
            # The new version is used for a while, too.
            await asyncio.sleep(0.5)
        finally:
            done.set()

    async def work() -> None:
        await asyncio.gather(publish(), again("read", read), again("updated", update), again("created", create))

    platform.run(work())
    assert min(counts.values()) > 20, counts

    assert platform.list(new, count="true", top="1")["@odata.count"] == ROWS + counts["created"]
    published = platform.definitions.component(new.key)
    assert published is not None
    table, now = published.table.table, published.table.columns
    then = {place.property: name for name, place in published.table.retired.items() if place.superseded}
    assert len(then) == 5
    for prop, column in then.items():
        differing = platform.sql(
            f'SELECT id FROM catalogs.{table} WHERE "{column}"::text IS DISTINCT FROM "{now[prop]}"::text LIMIT 3'
        )
        assert differing == []
    changed = json.loads(json.dumps(platform.get(new, 8)["data"]))
    assert (changed["wide0"], changed["wide1"], changed["rule1"]) == ("-1", "-1", "changed")
