"""Primary keys of several parts and of every type: which values are the same key, and who has it."""

import asyncio
import json
from typing import Any

import pytest

from aqtra.catalogs.deletion import Deletion
from aqtra.catalogs.errors import DuplicateKey, InvalidEntry
from aqtra.catalogs.references import EntryKey
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.integration.catalogs.test_upsert import upsert
from tests.support.components import property_


@pytest.fixture(scope="module")
def target(platform: Platform) -> ComponentDocument:
    made = document("Key target", property_("word"))
    platform.publish(made)
    platform.create(made, {"word": "x"})
    return made


@pytest.fixture(scope="module")
def keyed(platform: Platform, target: ComponentDocument) -> ComponentDocument:
    made = document(
        "All in one key",
        property_("moment", "datetime", primary_key=True),
        property_("day", "date", primary_key=True),
        property_("hour", "time", primary_key=True),
        property_("flag", "boolean", primary_key=True),
        property_("amount", "number", primary_key=True),
        property_("one", "catalog", component=str(target.key), primary_key=True),
        property_("text"),
    )
    platform.publish(made)
    return made


KEY: dict[str, Any] = {
    "moment": "2026-03-01T12:00:00Z",
    "day": "2026-03-01",
    "hour": "12:00",
    "flag": False,
    "amount": "1.5",
    "one": 1,
}
SAME: list[dict[str, Any]] = [
    {"moment": "2026-03-01T13:00:00+01:00"},
    {"moment": "2026-02-28T22:00:00.000-14:00"},
    {"moment": "2026-03-02T02:00+14:00"},
    {"hour": "12:00:00", "flag": "FALSE", "amount": "1.50"},
    {"flag": 0, "amount": "15e-1", "one": {"id": 1, "name": "x"}},
]
OTHER: list[dict[str, Any]] = [
    {"moment": "2026-03-01T12:00:00.000001Z"},
    {"moment": "2026-03-01T12:00:00+01:00"},
    {"day": "2026-03-02"},
    {"hour": "12:00:01"},
    {"flag": True},
    {"amount": "1.51"},
]


@pytest.mark.parametrize("written", SAME)
def test_one_key_written_otherwise_is_the_same_entry(
    platform: Platform, keyed: ComponentDocument, written: dict[str, Any]
) -> None:
    first, _ = upsert(platform, keyed, KEY)
    again, created = upsert(platform, keyed, {**KEY, **written, "text": "again"})
    assert (again["id"], created) == (first["id"], False)
    with pytest.raises(DuplicateKey):
        platform.create(keyed, KEY | written)


@pytest.mark.parametrize("written", OTHER)
def test_another_value_in_any_part_is_another_entry(
    platform: Platform, keyed: ComponentDocument, written: dict[str, Any]
) -> None:
    first, _ = upsert(platform, keyed, KEY)
    other, created = upsert(platform, keyed, KEY | written)
    assert created
    assert other["id"] != first["id"]


@pytest.mark.parametrize("part", list(KEY))
def test_a_part_without_a_value_is_named_and_matches_nothing(
    platform: Platform, keyed: ComponentDocument, part: str
) -> None:
    for data in ({**KEY, part: None}, {name: value for name, value in KEY.items() if name != part}):
        with pytest.raises(InvalidEntry) as refused:
            upsert(platform, keyed, data)
        assert [field.field for field in refused.value.fields] == [f"data.{part}"]
    incomplete = {**KEY, part: None}
    pair = [platform.create(keyed, incomplete)["id"] for _ in range(2)]
    assert len(set(pair)) == 2
    # The second becomes a duplicate only with a whole key.
    whole = {**KEY, "moment": f"2027-01-01T00:00:00.{list(KEY).index(part):06}Z"}
    platform.update(keyed, pair[0], whole)
    with pytest.raises(DuplicateKey):
        platform.update(keyed, pair[1], whole)


async def _many(*work: Any) -> list[Any]:
    return await asyncio.gather(*work, return_exceptions=True)


def test_marking_returning_and_writing_one_key_at_once_leaves_one_holder(platform: Platform) -> None:
    made = document("Raced key", property_("code", primary_key=True), property_("n", "integer"))
    platform.publish(made)
    writer = platform.entries.writable_by(MEMBER)
    db = platform.services.db

    async def write(number: int) -> Any:
        async with db.connection() as conn:
            return await writer.upsert(conn, made.key, {"code": "K", "n": number})

    async def mark() -> None:
        async with db.connection() as conn:
            cursor = await conn.execute(f"SELECT id FROM catalogs.c_{made.key.hex} WHERE marked_at IS NULL".encode())
            for (entry_id,) in await cursor.fetchall():
                await writer.mark_for_deletion(conn, made.key, entry_id)

    async def restore() -> Any:
        async with db.transaction() as conn:
            cursor = await conn.execute(
                f"SELECT id FROM catalogs.c_{made.key.hex} WHERE marked_at IS NOT NULL".encode()
            )
            chosen = [EntryKey(made.key, row[0]) for row in await cursor.fetchall()]
            deletion = await Deletion.open(conn, platform.definitions)
            return await deletion.restore(chosen, MEMBER)

    async def storm() -> list[Any]:
        outcomes: list[Any] = []
        for turn in range(8):
            outcomes += await _many(write(turn), mark(), restore(), write(turn + 100), mark(), restore())
        return outcomes

    outcomes = platform.run(storm())
    failed = [one for one in outcomes if isinstance(one, BaseException)]
    assert [one for one in failed if getattr(one, "code", None) not in {"concurrent_update", "entry_not_found"}] == []
    # A number that nobody wrote: what changes nothing leaves no note.
    last, _ = upsert(platform, made, {"code": "K", "n": 999})
    held = platform.sql(f"SELECT id FROM catalogs.c_{made.key.hex} WHERE marked_at IS NULL")
    assert held == [(last["id"],)]
    # Every version of every entry has its note: nothing was written beside the history.
    uneven = platform.sql(
        f"SELECT e.id FROM catalogs.c_{made.key.hex} e WHERE version <> 1 + (SELECT count(*) FROM catalogs.change c "
        "WHERE c.component = %s AND c.entry_id = e.id)",
        made.key,
    )
    assert uneven == []


def test_a_key_that_was_taken_meanwhile_is_refused_and_the_others_return(platform: Platform) -> None:
    made = document("Taken key", property_("a", primary_key=True), property_("b", "datetime", primary_key=True))
    platform.publish(made)
    moment = "2026-01-01T00:00:00Z"
    old = [platform.create(made, {"a": letter, "b": moment})["id"] for letter in "xyz"]
    for entry in old:
        platform.mark(made, entry)
    twin = platform.create(made, {"a": "y", "b": "2026-01-01T05:00:00+05:00"})

    async def restore() -> Any:
        async with platform.services.db.transaction() as conn:
            deletion = await Deletion.open(conn, platform.definitions)
            return await deletion.restore([EntryKey(made.key, entry) for entry in old], MEMBER)

    outcome = platform.run(restore())
    assert [entry.id for entry in outcome.done] == [old[0], old[2]]
    assert [(refused.entry.id, refused.reason) for refused in outcome.refused] == [(old[1], "duplicate_key")]
    assert platform.get(made, twin["id"])["data"]["a"] == "y"
    platform.mark(made, twin["id"])
    assert [entry.id for entry in platform.run(restore()).done] == [old[1]]


def test_keys_that_are_written_crosswise_meanwhile_keep_one_entry_back_and_lose_none(platform: Platform) -> None:
    made = document("Crosswise", property_("code", primary_key=True))
    platform.publish(made)
    first, second = (platform.create(made, {"code": code})["id"] for code in "xy")
    for entry in (first, second):
        platform.mark(made, entry)
    writer, services = platform.entries.writable_by(MEMBER), platform.services

    async def restore() -> Any:
        async with services.db.transaction() as conn:
            deletion = await Deletion.open(conn, platform.definitions)
            return await deletion.restore([EntryKey(made.key, first), EntryKey(made.key, second)], MEMBER)

    async def crosswise() -> tuple[Any, Any]:
        async with services.db.transaction() as conn:
            await writer.upsert(conn, made.key, {"code": "y"})
            restoring = asyncio.create_task(restore())
            waiting = b"SELECT FROM pg_locks WHERE NOT granted"
            async with services.owner_db.connection() as other:
                while await (await other.execute(waiting)).fetchone() is None:
                    await asyncio.sleep(0.01)
            written = await writer.upsert(conn, made.key, {"code": "x"})
        return await restoring, written

    outcome, written = platform.run(crosswise())
    assert outcome.done == [EntryKey(made.key, first)]
    assert [(refused.entry.id, refused.reason) for refused in outcome.refused] == [(second, "concurrent_update")]
    assert json.loads(written.entry)["id"] == first
    assert [entry.reason for entry in platform.run(restore()).refused] == ["not_marked", "duplicate_key"]


@pytest.mark.parametrize("change", ["other", "added", "fewer"])
def test_another_key_over_existing_entries(platform: Platform, change: str) -> None:
    a, b = property_("a", primary_key=True), property_("b", "integer", primary_key=change == "fewer")
    first = document("Key changes", a, b)
    platform.publish(first)
    one, two = platform.create(first, {"a": "x", "b": 1}), platform.create(first, {"a": "y", "b": 2})
    keys = {"other": (False, True), "added": (True, True), "fewer": (False, True)}[change]
    second = document(
        "Key changes", {**a, "primary_key": keys[0], "name": "A"}, {**b, "primary_key": keys[1]}, key=first.key
    )
    platform.publish(second)
    found, created = upsert(platform, second, {"A": "x", "b": 1})
    assert (found["id"], created) == (one["id"], False)
    with pytest.raises(DuplicateKey) as refused:
        platform.update(second, two["id"], {"A": "x", "b": 1})
    assert {field.field for field in refused.value.fields} == (
        {"data.A", "data.b"} if change == "added" else {"data.b"}
    )
    platform.publish(first, going_back=True)
    assert upsert(platform, first, {"a": "y", "b": 2})[0]["id"] == two["id"]


def test_a_property_of_the_key_changes_its_type_and_name_and_stays_the_key(platform: Platform) -> None:
    a, b = property_("a", "datetime", primary_key=True), property_("b", "integer", primary_key=True)
    first = document("Key retyped", a, b)
    platform.publish(first)
    entry = platform.create(first, {"a": "2026-01-01T01:00:00+01:00", "b": 7})
    second = document(
        "Key retyped",
        {**a, "type": "string", "name": "text", "max_length": 40},
        {**b, "type": "number", "name": "amount"},
        key=first.key,
    )
    platform.publish(second)
    found, created = upsert(platform, second, {"text": "2026-01-01T00:00:00+00:00", "amount": "7.0"})
    assert (found["id"], created) == (entry["id"], False)
    platform.publish(first, going_back=True)
    assert upsert(platform, first, {"a": "2026-01-01T00:00:00Z", "b": 7})[0]["id"] == entry["id"]
