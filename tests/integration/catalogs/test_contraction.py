"""What versions leave behind is listed, and removed when it is asked for; a preview tells what a change would do."""

from typing import Any

import pytest

from aqtra.catalogs.ddl.changes import Changed, Named
from aqtra.catalogs.ddl.contract import RetiredData, removable, remove_retired
from aqtra.catalogs.ddl.preview import Preview, preview
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.publication.errors import PublicationRunning
from tests.integration.catalogs.platform import Platform, document
from tests.integration.catalogs.schema import schema
from tests.integration.catalogs.test_interrupted_changes import end
from tests.support.components import property_


def changed(old: ComponentDocument, *properties: Any) -> ComponentDocument:
    return document(old.settings.title, *properties, key=old.key)


def listed(platform: Platform, component: ComponentDocument, since: int | None = None) -> list[RetiredData]:
    found = platform.with_connection(lambda conn: removable(conn, since))
    return [retired for retired in found if retired.component == component.key]


def previewed(platform: Platform, *documents: ComponentDocument, **options: Any) -> Preview:
    return platform.run(preview(platform.services, documents, **options))


def test_retired_data_is_listed_and_removed_when_asked_for(platform: Platform) -> None:
    target = document("Contracted target")
    amount, text = property_("amount", "integer", query=True), property_("text")
    many = property_("many", "array", component=str(target.key))
    old = document("Contracted", amount, text, many)
    platform.publish(target, old)
    first = platform.definitions.current_version
    there = platform.create(target, {})["id"]
    entry = platform.create(old, {"amount": 1, "text": "x", "many": [there]})["id"]
    new = changed(old, amount | {"type": "string"}, kept := property_("kept"))
    platform.publish(new)

    assert listed(platform, new, since=first) == []
    found = {(retired.property, retired.storage, retired.superseded) for retired in listed(platform, new)}
    assert found == {("amount", "integer", True), ("text", "string", False), ("many", "array", False)}

    removed = platform.run(remove_retired(platform.services))
    assert {retired.property for retired in removed if retired.component == old.key} == {"amount", "text", "many"}
    assert listed(platform, new) == []
    left = {row[2] for row in schema(platform) if old.key.hex in str(row[1]) and row[0] == "column"}
    assert left & {f"p_{prop['id']}" for prop in (amount, text)} == set()
    assert not [row for row in schema(platform) if row[0] in ("trigger", "function") and old.key.hex in f"{row}"]
    assert platform.sql("SELECT bool_or(can_return) FROM metadata.platform_version WHERE version <= %s", first) == [
        (False,)
    ]
    assert platform.sql(
        "SELECT can_return FROM metadata.platform_version WHERE version = %s", platform.definitions.current_version
    ) == [(True,)]

    assert platform.get(new, entry)["data"] == {"amount": "1", "kept": None}
    assert platform.create(new, {"amount": "two", "kept": "y"})["data"] == {"amount": "two", "kept": "y"}
    # The property may return, without what it held.
    again = changed(old, amount | {"type": "string"}, kept, text, many)
    platform.publish(again)
    assert platform.get(again, entry)["data"] == {"amount": "1", "kept": None, "text": None, "many": []}


def test_nothing_that_a_version_to_return_to_needs_is_removed(platform: Platform) -> None:
    first, second = property_("first"), property_("second")
    old = document("Three versions", first, second)
    platform.publish(old)
    entry = platform.create(old, {"first": "1", "second": "2"})["id"]
    middle = changed(old, second)
    platform.publish(middle)
    version = platform.definitions.current_version
    platform.publish(changed(old))
    assert [retired.property for retired in listed(platform, old, since=version)] == ["first"]
    platform.run(remove_retired(platform.services, since=version))
    assert [retired.property for retired in listed(platform, old)] == ["second"]
    platform.publish(middle, going_back=True)
    assert platform.get(middle, entry)["data"] == {"second": "2"}


def test_retired_data_is_not_removed_while_a_publication_runs(platform: Platform) -> None:
    old = document("Not now", property_("a"))
    platform.publish(old)
    platform.publish(changed(old))
    before = schema(platform)
    platform.run(platform.context((old,)))
    with pytest.raises(PublicationRunning):
        platform.run(remove_retired(platform.services))
    end(platform)
    assert schema(platform) == before


def test_indexes_and_references_of_earlier_versions_go_with_the_switch(platform: Platform) -> None:
    target = document("Let go")
    one, code = property_("one", "catalog", component=str(target.key), query=True), property_("code", primary_key=True)
    file = property_("file", "file")
    old = document("Letting go", one, code, file)
    platform.publish(target, old)
    platform.publish(changed(old))
    left = {str(row[2]).rpartition(".")[2] for row in schema(platform) if old.key.hex in f"{row[1]}"}
    # Files stay as long as a version one may return to could show them.
    assert {name for name in left if name.startswith("p_") and "__" in name} == {f"p_{file['id']}__reference"}
    assert not [name for name in left if name.startswith("i_") or "__key" in name]


def test_a_preview_tells_what_changes_and_what_stands_against_it_and_changes_nothing(platform: Platform) -> None:
    text, code, amount, gone = property_("text"), property_("code"), property_("amount", "integer"), property_("gone")
    old = document("Previewed", text, code, amount, gone)
    platform.publish(old)
    entries = [platform.create(old, {"text": "x", "code": "c", "amount": 1, "gone": "y"})["id"] for _ in range(22)]
    before = schema(platform)
    new = changed(
        old,
        text | {"min_length": 2},
        code | {"name": "number", "primary_key": True},
        amount | {"type": "string"},
        property_("added", required=True),
    )
    fresh = document("Brand new", property_("a"))
    found = previewed(platform, new, fresh)
    change, made = found.changes
    assert (change.added, change.removed, made.is_new) == ((Named("added", "added"),), (Named("gone", "gone"),), True)
    assert change.renamed == (Changed("number", "code", "code", "number"),)
    assert change.retyped == (Changed("amount", "amount", "integer", "string"),)
    assert {(change.property, change.setting, change.before, change.after) for change in change.settings} == {
        ("text", "min_length", "", "2"),
        ("number", "primary_key", "false", "true"),
    }
    refusals = {(refusal.property, refusal.rule, refusal.count, refusal.entries) for refusal in found.refusals}
    assert refusals == {("text", "min_length", 22, tuple(entries[:20])), ("number", "unique", 22, tuple(entries[:20]))}
    assert [(loss.field, loss.rule) for loss in found.losses] == [("Previewed/gone", "dropped")]
    assert schema(platform) == before
    assert previewed(platform, old).refusals == ()


def test_a_preview_of_going_back_tells_only_what_would_really_refuse(platform: Platform) -> None:
    text, amount = property_("text", max_length=3), property_("amount", "integer")
    old = document("Going back previewed", text, amount)
    platform.publish(old)
    new = changed(old, text | {"max_length": None}, amount | {"type": "string"})
    platform.publish(new)
    entry = platform.create(new, {"text": "long", "amount": "many"})["id"]
    found = previewed(platform, old, going_back=True)
    assert [(refusal.property, refusal.rule, refusal.entries) for refusal in found.refusals] == [
        ("amount", "type", (entry,))
    ]


def test_a_preview_does_not_wait_for_a_table_that_is_too_large(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aqtra.catalogs.ddl.preview.CHECK_MILLISECONDS", 1)
    text = property_("text")
    old = document("Large", text)
    platform.publish(old)
    platform.sql(
        f'INSERT INTO catalogs.c_{old.key.hex} (created_at, updated_at, "p_{text["id"]}") '
        "SELECT now(), now(), repeat('x', 500) FROM generate_series(1, 30000)"
    )
    found = previewed(platform, changed(old, text | {"max_length": 10}))
    assert [(refusal.property, refusal.rule, refusal.count) for refusal in found.refusals] == [
        ("text", "max_length", None)
    ]
