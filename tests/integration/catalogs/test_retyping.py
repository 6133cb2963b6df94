"""Types change while two versions are in use, and change back when every value fits."""

import asyncio
from typing import Any

import pytest

from aqtra.catalogs.errors import DuplicateKey, ExistingEntriesRefuse, InvalidEntry
from aqtra.catalogs.stages.migrate import Migrate
from aqtra.catalogs.stages.register import Register
from aqtra.infra.database import Connection
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.publication.stage import PublicationContext
from aqtra.metadata.releases import repository as releases
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.integration.catalogs.test_interrupted_changes import end
from tests.support.components import property_


def changed(old: ComponentDocument, *properties: Any) -> ComponentDocument:
    return document(old.settings.title, *properties, key=old.key)


def expanded(platform: Platform, *documents: ComponentDocument, going_back: bool = False) -> PublicationContext:
    """Both versions' tables stand; the old one is live."""
    ctx = platform.run(platform.context(documents))
    platform.run(Migrate().run(ctx))
    platform.run(Register().run(ctx))
    return ctx


def switched(platform: Platform, ctx: PublicationContext, *, known: bool) -> None:
    """The new version is live; `known`: this process has noticed."""

    async def work() -> None:
        async with platform.services.db.transaction() as conn:
            await releases.switch(conn, ctx.new_version, platform.services.clock.now())
        if known:
            await platform.definitions.refresh()

    platform.run(work())
    end(platform, "completed")


def test_what_either_version_writes_is_read_by_the_other(platform: Platform) -> None:
    amount = property_("amount", "integer", query=True)
    old = document("Both", amount, note := property_("note"))
    platform.publish(old)
    early = platform.create(old, {"amount": 1})["id"]
    new = changed(old, amount | {"type": "string"}, note)
    ctx = expanded(platform, new)

    meanwhile = platform.create(old, {"amount": 2})["id"]
    platform.update(old, early, {"amount": 10})
    platform.update(old, early, {"note": "kept"})
    # Another process has not noticed yet: what it writes after the switch counts too.
    switched(platform, ctx, known=False)
    late = platform.create(old, {"amount": 3})["id"]
    platform.run(platform.definitions.refresh())
    assert [platform.get(new, entry)["data"]["amount"] for entry in (early, meanwhile, late)] == ["10", "2", "3"]
    assert platform.get(new, early)["data"]["note"] == "kept"

    own = platform.create(new, {"amount": "7"})["id"]
    word = platform.create(new, {"amount": "seven"})["id"]
    platform.update(new, meanwhile, {"amount": "20"})
    platform.update(new, late, {"amount": None})
    (column,) = [place for place in live(platform, new).table.retired.values() if place.superseded]
    assert column.storage == "integer"
    kept = platform.sql(f'SELECT id, "p_{amount["id"]}" FROM catalogs.c_{old.key.hex} ORDER BY id')
    assert kept == [(early, 10), (meanwhile, 20), (late, None), (own, 7), (word, None)]
    platform.update(new, word, {"note": "the word stays"})
    assert platform.get(new, word)["data"]["amount"] == "seven"


def test_digits_written_meanwhile_to_an_equal_number_go_along(platform: Platform) -> None:
    amount, more = property_("amount", "number"), property_("more", "array", items="number")
    old = document("Digits", amount, more)
    platform.publish(old)
    entry = platform.create(old, {"amount": "1.5", "more": ["1.5"]})["id"]
    new = changed(old, amount | {"type": "string"}, more)
    ctx = expanded(platform, new)
    platform.update(old, entry, {"amount": "1.50", "more": ["1.50"]})
    switched(platform, ctx, known=True)
    assert platform.get(new, entry)["data"] == {"amount": "1.50", "more": ["1.50"]}


def live(platform: Platform, component: ComponentDocument) -> Any:
    published = platform.definitions.component(component.key)
    assert published is not None
    return published


@pytest.mark.parametrize(
    ("narrow", "values", "wide"),
    [
        ("integer", [0, -5, "9007199254740993", "-9223372036854775808", "9223372036854775807"], "number"),
        ("integer", [0, -5, "9007199254740993"], "string"),
        ("number", ["0.10", "-99999999999999999999999999999999999999", "1E-38"], "string"),
        ("boolean", [True, False], "string"),
        ("date", ["0001-01-01", "2024-02-29", "9999-12-31"], "string"),
        ("time", ["00:00:00", "23:59:59"], "string"),
        ("datetime", ["2026-03-29T01:30:00.000001Z", "0001-01-02T00:00:00+05:00", "9999-12-31T00:00:00Z"], "string"),
        ("uri", ["https://example.org/?a=b", "/x"], "string"),
    ],
)
def test_every_value_comes_back_exactly(platform: Platform, narrow: str, values: list[Any], wide: str) -> None:
    prop = property_("p", narrow, query=True)
    old = document("There and back", prop)
    platform.publish(old)
    entries = [platform.create(old, {"p": value})["id"] for value in [*values, None]]
    before = [platform.get(old, entry)["data"]["p"] for entry in entries]
    new = changed(old, prop | {"type": wide})
    platform.publish(new)
    platform.publish(old, going_back=True)
    assert [platform.get(old, entry)["data"]["p"] for entry in entries] == before
    platform.publish(new)
    platform.publish(old, going_back=True)
    assert [platform.get(old, entry)["data"]["p"] for entry in entries] == before


@pytest.mark.parametrize(
    ("narrow", "fitting", "others"),
    [
        ("integer", ["12", "+3", "4.000"], ["x", "1.5", "9223372036854775808", "1e3", "0x1"]),
        ("number", ["1.50", "1e3", ".5"], ["NaN", "Infinity", "1,5", "1e39", "1e9999"]),
        ("boolean", ["true", "FALSE"], ["yes", "1", "t"]),
        ("date", ["2024-02-29"], ["2023-02-29", "29.02.2024", "0000-01-01", "today", "infinity"]),
        ("time", ["09:30", "23:59:59"], ["24:00", "9:30", "09:30:00.5", "allballs"]),
        ("datetime", ["2026-01-01T10:00:00Z"], ["2026-01-01T10:00:00", "2026-02-30T10:00:00Z", "now"]),
    ],
)
def test_going_back_lists_the_entries_whose_values_do_not_fit(
    platform: Platform, narrow: str, fitting: list[str], others: list[str]
) -> None:
    prop = property_("p", narrow)
    old = document("Not back", prop)
    platform.publish(old)
    new = changed(old, prop | {"type": "string"})
    platform.publish(new)
    for value in fitting:
        platform.create(new, {"p": value})
    entries = [platform.create(new, {"p": value})["id"] for value in others]
    with pytest.raises(ExistingEntriesRefuse) as refused:
        platform.publish(old, going_back=True)
    (found,) = refused.value.fields
    assert (found.rule, found.params["count"], found.params["entries"]) == ("type", len(others), entries)
    for entry in entries:
        platform.update(new, entry, {"p": None})
    platform.publish(old, going_back=True)
    assert platform.list(old, filter="p ne null", count="true")["@odata.count"] == len(fitting)


def test_a_value_that_would_not_fit_cannot_be_written_while_going_back(platform: Platform) -> None:
    prop = property_("p", "integer")
    old = document("Guarded", prop)
    platform.publish(old)
    new = changed(old, prop | {"type": "string"})
    platform.publish(new)
    entry = platform.create(new, {"p": "1"})["id"]

    async def context() -> PublicationContext:
        made = await platform.context((old,))
        return PublicationContext(**{**vars(made), "going_back": True})

    ctx = platform.run(context())
    platform.run(Migrate().run(ctx))
    with pytest.raises(InvalidEntry) as refused:
        platform.update(new, entry, {"p": "one"})
    assert [(found.field, found.rule) for found in refused.value.fields] == [("data.p", "type")]
    platform.update(new, entry, {"p": "2"})
    platform.run(Migrate().undo(ctx))
    end(platform)
    platform.update(new, entry, {"p": "one"})
    assert platform.get(new, entry)["data"]["p"] == "one"


def test_going_back_leaves_rows_that_break_an_earlier_rule_and_binds_them_when_they_change(platform: Platform) -> None:
    text, code = property_("text", max_length=3), property_("code", primary_key=True)
    target = document("Target")
    reference = property_("one", "catalog", component=str(target.key))
    old = document("Tolerant", text, code, reference)
    platform.publish(target, old)
    new = changed(old, text | {"max_length": 10}, code | {"primary_key": False})
    platform.publish(new)
    entry = platform.create(new, {"text": "too long", "code": "a"})["id"]
    twice = [platform.create(new, {"code": "b"})["id"] for _ in range(2)]
    with pytest.raises(ExistingEntriesRefuse) as refused:
        platform.publish(old, going_back=True)
    (found,) = refused.value.fields
    assert (found.rule, found.params["entries"]) == ("unique", twice)
    platform.mark(new, twice[0])

    with pytest.raises(ExistingEntriesRefuse):
        platform.publish(old)
    platform.publish(old, going_back=True)
    assert platform.get(old, entry)["data"]["text"] == "too long"
    with pytest.raises(InvalidEntry) as broken:
        platform.update(old, entry, {"code": "c"})
    assert broken.value.fields[0].rule == "max_length"
    assert platform.update(old, entry, {"text": "ok", "code": "c"})["data"]["text"] == "ok"
    with pytest.raises(DuplicateKey):
        platform.create(old, {"code": "c"})


def test_a_key_stays_unique_through_a_change_of_its_type(platform: Platform) -> None:
    code = property_("code", "integer", primary_key=True)
    old = document("Key type", code)
    platform.publish(old)
    platform.create(old, {"code": 7})
    new = changed(old, code | {"type": "string"})
    ctx = expanded(platform, new)
    with pytest.raises(DuplicateKey):
        platform.create(old, {"code": 7})
    platform.create(old, {"code": 8})
    switched(platform, ctx, known=True)
    for taken in ("7", "8"):
        with pytest.raises(DuplicateKey):
            platform.create(new, {"code": taken})


def test_a_value_dropped_and_brought_back_by_going_back_is_there(platform: Platform) -> None:
    target = document("Kept target")
    kept = [
        property_("text", query=True),
        property_("one", "catalog", component=str(target.key)),
        property_("many", "array", component=str(target.key)),
        property_("labels", "array", items="string"),
    ]
    old = document("Brought back", *kept)
    platform.publish(target, old)
    there = platform.create(target, {})["id"]
    data = {"text": "x", "one": there, "many": [there], "labels": ["b", "a", "b"]}
    entry = platform.create(old, data)["id"]
    platform.publish(changed(old))
    platform.publish(old, going_back=True)
    assert platform.get(old, entry)["data"] == data


def test_two_versions_write_the_same_entry_at_once_without_losing_a_value(platform: Platform) -> None:
    amount = property_("amount", "integer")
    old = document("At once", amount)
    platform.publish(old)
    entries = [platform.create(old, {"amount": 0})["id"] for _ in range(20)]
    new = changed(old, amount | {"type": "number"})
    ctx = expanded(platform, new)

    async def write(entry: int) -> None:
        async def one(conn: Connection, value: int) -> None:
            await platform.entries.writable_by(MEMBER).update(conn, old.key, entry, {"amount": value})

        for value in range(1, 6):
            async with platform.services.db.connection() as conn:
                await one(conn, value)

    async def work() -> None:
        await asyncio.gather(*(write(entry) for entry in entries))

    platform.run(work())
    switched(platform, ctx, known=True)
    assert {platform.get(new, entry)["data"]["amount"] for entry in entries} == {"5"}


def test_old_rows_may_break_a_rule_that_binds_them_later_while_another_property_changes_its_type(
    platform: Platform,
) -> None:
    amount, late = property_("amount", "integer"), property_("late", required=True)
    first = document("Rules stand aside", amount)
    platform.publish(first)
    entry = platform.create(first, {"amount": 1})["id"]
    second = changed(first, amount, late)
    platform.publish(second)
    third = changed(first, amount | {"type": "string"}, late)
    platform.publish(third)
    assert platform.get(third, entry)["data"] == {"amount": "1", "late": None}
    # The rule is there again, for whatever is written from now on.
    with pytest.raises(InvalidEntry):
        platform.update(third, entry, {"amount": "2"})
    rules = platform.sql(
        "SELECT convalidated FROM pg_constraint WHERE conname = %s", f"p_{late['id']}__required", owner=True
    )
    assert rules == [(False,)]


def test_rules_that_stood_aside_come_back_when_the_change_is_taken_back(platform: Platform) -> None:
    amount, late = property_("amount", "integer"), property_("late", required=True)
    first = document("Rules come back", amount)
    platform.publish(first)
    platform.create(first, {"amount": 1})
    second = changed(first, amount, late)
    platform.publish(second)
    platform.publish(changed(first, amount | {"type": "string"}, late), undo=True)
    rules = platform.sql(
        "SELECT convalidated FROM pg_constraint WHERE conname = %s", f"p_{late['id']}__required", owner=True
    )
    assert rules == [(False,)]
