"""A change of an object model that stops between any two of its steps is taken back whole, and can be made again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, fields
from typing import Any

import pytest

from aqtra.catalogs.ddl.settle import settle
from aqtra.catalogs.errors import ExistingEntriesRefuse, TablesBusy
from aqtra.catalogs.stages.migrate import Migrate
from aqtra.infra.database import Connection
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.publication.stage import PublicationContext
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.integration.catalogs.schema import schema, unfinished_steps
from tests.support.components import property_


class Stopped(Exception):
    """The process is gone: nothing after this point is executed or journaled."""


@dataclass(frozen=True)
class Stopping(PublicationContext):
    """Every transaction begins at the fence; after so many of them the process is gone."""

    left: list[int] = field(default_factory=lambda: [0])

    async def fence(self, conn: Connection) -> None:
        if self.left[0] == 0:
            raise Stopped
        self.left[0] -= 1
        await super().fence(conn)


def stopping(ctx: PublicationContext, after: int) -> Stopping:
    return Stopping(**{of.name: getattr(ctx, of.name) for of in fields(PublicationContext)}, left=[after])


def models() -> tuple[ComponentDocument, tuple[ComponentDocument, ...]]:
    """A component, and a change that has a step of every kind."""
    key = document("Changing").key
    amount, code, text = property_("amount", "integer", query=True, minimum=0), property_("code"), property_("text")
    gone = property_("gone", required=True, primary_key=True, query=True)
    when, many = property_("when", "datetime", query=True), property_("many", "array", component=str(key))
    labels = property_("labels", "array", items="string")
    old = document("Changing", amount, code, text, gone, when, many, labels, key=key)
    fresh = document("Fresh", property_("name1", primary_key=True), property_("own", "catalog", component=str(key)))
    new = document(
        "Changing",
        amount | {"type": "number", "minimum": "0", "maximum": "1000"},
        code | {"primary_key": True},
        text | {"min_length": 2, "query": True},
        when | {"type": "string"},
        many,
        labels | {"items": None, "component": str(key)},
        property_("added", required=True, max_length=10),
        property_("fresh", "catalog", component=str(fresh.key), query=True),
        property_("numbers", "array", items="number"),
        property_("file", "file"),
        key=key,
    )
    return old, (fresh, new)


def filled(platform: Platform, old: ComponentDocument) -> list[tuple[Any, ...]]:
    """Some entries, one of them marked for deletion; all columns of all of them."""
    for number in range(5):
        data = {"amount": number, "code": f"c{number}", "text": "long", "gone": f"g{number}"}
        entry = platform.create(old, data | {"when": "2026-03-01T12:30:00.5Z", "many": [1] if number else []})["id"]
    platform.mark(old, entry)
    return rows(platform, old)


def rows(platform: Platform, old: ComponentDocument) -> list[tuple[Any, ...]]:
    table = f"catalogs.c_{old.key.hex}"
    return platform.sql(f"SELECT to_jsonb(t) FROM {table} t ORDER BY id")


def end(platform: Platform, state: str = "rolled_back") -> None:
    platform.sql("UPDATE metadata.publication SET state = %s WHERE state = 'running'", state)


def run(platform: Platform, work: Callable[[], Awaitable[None]]) -> None:
    platform.run(work())


def test_a_change_that_stops_at_any_step_is_taken_back(platform: Platform) -> None:
    old, new = models()
    platform.publish(old)
    before_rows, before = filled(platform, old), schema(platform)
    after = 0
    while True:
        ctx = platform.run(platform.context(new))
        try:
            platform.run(Migrate().run(stopping(ctx, after)))
        except Stopped:
            pass
        else:
            break
        # The way back stops too, and another process ends it.
        try:
            platform.run(Migrate().undo(stopping(ctx, after % 7)))
        except Stopped:
            platform.run(Migrate().undo(ctx))
        end(platform)
        assert schema(platform) == before, after
        assert unfinished_steps(platform, ctx.publication_id) == 0, after
        assert rows(platform, old) == before_rows, after
        after += 1
    assert after > 40, "the change has a step of every kind"
    platform.run(Migrate().undo(ctx))
    end(platform)
    assert schema(platform) == before
    assert rows(platform, old) == before_rows
    assert platform.create(old, {"gone": "x", "amount": 7})["data"]["amount"] == 7

    platform.publish(*new)
    entry = platform.get(new[1], 2)["data"]
    assert (entry["amount"], entry["when"], entry["many"]) == ("1", "2026-03-01T12:30:00.5+00:00", [1])


def test_what_an_earlier_publication_could_not_take_back_is_taken_back_by_the_next(platform: Platform) -> None:
    old, new = models()
    platform.publish(old)
    before = schema(platform)
    ctx = platform.run(platform.context(new))
    platform.run(Migrate().run(ctx))
    assert schema(platform) != before
    assert unfinished_steps(platform, ctx.publication_id) > 0
    end(platform, "failed")
    refused = document("Refused", property_("a"))
    platform.publish(refused, undo=True)
    assert schema(platform) == before
    platform.publish(*new)


def test_rows_that_come_after_the_question_still_refuse_the_publication(platform: Platform) -> None:
    """Written between the question and the rule: the database finds them, and they are named all the same."""
    text = property_("text")
    old = document("Racing", text, code := property_("code"))
    platform.publish(old)
    before = schema(platform)
    new = document("Racing", text | {"min_length": 5}, code | {"primary_key": True}, key=old.key)

    class Racing(Stopping):
        async def fence(self, conn: Connection) -> None:
            if self.left[0] == 0:
                # After the last question, before the first step.
                await writer_create("x")
                await writer_create("x")
            self.left[0] -= 1
            await PublicationContext.fence(self, conn)

    async def writer_create(value: str) -> None:
        async with platform.services.db.connection() as conn:
            await platform.entries.writable_by(MEMBER).create(conn, old.key, {"text": value, "code": value})

    ctx = platform.run(platform.context((new,)))
    # One transaction looks for what earlier ones left, one asks for each of the two rules.
    racing = Racing(**{of.name: getattr(ctx, of.name) for of in fields(PublicationContext)}, left=[3])
    with pytest.raises(ExistingEntriesRefuse) as refused:
        platform.run(Migrate().run(racing))
    assert [(found.rule, found.params["count"]) for found in refused.value.fields] == [("min_length", 2)]
    platform.run(Migrate().undo(ctx))
    end(platform)
    assert schema(platform) == before


def test_an_index_that_was_cut_off_is_made_anew(platform: Platform) -> None:
    code = property_("code")
    old = document("Invalid", code)
    platform.publish(old)
    twice = [platform.create(old, {"code": "x"})["id"] for _ in range(2)]
    new = document("Invalid", code | {"query": True}, key=old.key)
    index = f"i_{old.key.hex}_{code['id']}_sort"
    with pytest.raises(Exception, match="could not create unique index"):
        # What a connection leaves that is lost in the middle.
        platform.sql(
            f'CREATE UNIQUE INDEX CONCURRENTLY "{index}" ON catalogs.c_{old.key.hex} ("p_{code["id"]}") '
            "WHERE marked_at IS NULL"
        )
    platform.publish(new)
    found = platform.sql(
        "SELECT indisvalid, indisunique FROM pg_index WHERE indexrelid = %s::regclass", f'catalogs."{index}"'
    )
    assert found == [(True, False)]
    assert [entry["id"] for entry in platform.list(new, filter="code eq 'x'", orderby="id")["value"]] == twice


def test_a_table_that_stays_in_use_refuses_the_publication(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aqtra.catalogs.ddl.transactions.BUSY_SECONDS", 1)
    old = document("Busy", property_("a"))
    platform.publish(old)
    before = schema(platform)
    new = document("Busy", property_("b", query=True), key=old.key)

    async def work() -> None:
        ctx = await platform.context((new,))
        async with platform.services.owner_db.transaction() as other:
            await other.execute(f"LOCK TABLE catalogs.c_{old.key.hex} IN ACCESS SHARE MODE".encode())
            with pytest.raises(TablesBusy):
                await Migrate().run(ctx)
        await Migrate().undo(ctx)

    run(platform, work)
    end(platform)
    assert schema(platform) == before
    platform.publish(new)


def test_nothing_is_settled_while_a_publication_runs(platform: Platform) -> None:
    old = document("Unsettled", text := property_("text"))
    platform.publish(old)
    new = document("Unsettled", text | {"query": True}, key=old.key)
    ctx = platform.run(platform.context((new,)))
    platform.run(Migrate().run(ctx))
    made = schema(platform)
    platform.run(settle(platform.services))
    assert schema(platform) == made
    platform.run(Migrate().undo(ctx))
    end(platform)
