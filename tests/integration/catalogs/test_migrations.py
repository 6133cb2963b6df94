"""Publishing a changed object model changes the table, keeps the data, and can be taken back."""

from collections.abc import Callable
from typing import Any

import pytest

from aqtra.catalogs.errors import DuplicateKey, ExistingEntriesRefuse, InvalidEntry, InvalidModel
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform, document
from tests.support.components import property_


def changed(old: ComponentDocument, *properties: Any, **settings: Any) -> ComponentDocument:
    """The same component with other properties."""
    return document(old.settings.title, *properties, key=old.key, **settings)


def schema(platform: Platform) -> list[tuple[Any, ...]]:
    """Everything that stands in the schema: columns, constraints, indexes, rights.

    A constraint that comes back is not checked against rows again, which is no difference for what is written.
    """
    rows = platform.sql(
        """
        SELECT 'column', table_name::text, column_name::text, data_type::text FROM information_schema.columns
        WHERE table_schema = 'catalogs'
        UNION ALL SELECT 'constraint', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'catalogs'::regnamespace
        UNION ALL SELECT 'index', tablename::text, indexname::text, indexdef
        FROM pg_indexes WHERE schemaname = 'catalogs'
        UNION ALL SELECT 'right', table_name::text, privilege_type::text, grantee::text
        FROM information_schema.role_table_grants
        WHERE table_schema = 'catalogs'
        ORDER BY 1, 2, 3, 4
        """
    )
    return [tuple(part.removesuffix(" NOT VALID") for part in row) for row in rows]


def test_a_property_can_be_added_renamed_and_dropped_without_losing_data(platform: Platform) -> None:
    name = property_("name1")
    old = document("Growing", name)
    platform.publish(old)
    entry = platform.create(old, {"name1": "x"})["id"]

    added = property_("added", "integer", query=True)
    new = changed(old, name | {"name": "renamed"}, added)
    platform.publish(new)
    assert platform.get(new, entry)["data"] == {"renamed": "x", "added": None}

    without = changed(old, added)
    platform.publish(without)
    assert platform.get(without, entry)["data"] == {"added": None}
    with pytest.raises(InvalidEntry):
        platform.create(without, {"renamed": "y"})

    again = changed(old, name, added)
    platform.publish(again)
    assert platform.get(again, entry)["data"] == {"name1": "x", "added": None}


def test_a_dropped_required_property_does_not_stop_new_entries(platform: Platform) -> None:
    needed, key = property_("needed", required=True, min_length=3), property_("key", primary_key=True)
    old = document("Dropping", needed, key)
    platform.publish(old)
    platform.create(old, {"needed": "abc", "key": "k"})
    new = changed(old, property_("other"))
    platform.publish(new)
    assert platform.create(new, {"other": "y"})["data"] == {"other": "y"}


def test_a_new_required_property_binds_new_entries_and_old_ones_when_they_change(platform: Platform) -> None:
    old = document("Requiring", kept := property_("kept"))
    platform.publish(old)
    entry = platform.create(old, {"kept": "x"})["id"]
    new = changed(old, kept, property_("needed", required=True))
    platform.publish(new)
    assert platform.get(new, entry)["data"] == {"kept": "x", "needed": None}
    with pytest.raises(InvalidEntry):
        platform.create(new, {"kept": "y"})
    with pytest.raises(InvalidEntry) as refused:
        platform.update(new, entry, {"kept": "y"})
    assert [(field.field, field.rule) for field in refused.value.fields] == [("data.needed", "required")]
    assert platform.update(new, entry, {"needed": "z"})["data"] == {"kept": "x", "needed": "z"}
    platform.mark(new, platform.create(new, {"needed": "z"})["id"])


def test_a_rule_that_entries_break_refuses_the_publication_and_lists_them(platform: Platform) -> None:
    text = property_("text")
    old = document("Tightened", text)
    platform.publish(old)
    short = [platform.create(old, {"text": "x"})["id"] for _ in range(25)]
    platform.create(old, {"text": "long enough"})
    hidden = platform.create(old, {"text": "y"})["id"]
    platform.mark(old, hidden)
    before = schema(platform)
    with pytest.raises(ExistingEntriesRefuse) as refused:
        platform.publish(changed(old, text | {"min_length": 5}, property_("other")))
    (field,) = refused.value.fields
    assert field.rule == "min_length"
    assert field.params["property"] == "text"
    assert field.params["count"] == 25
    assert field.params["entries"] == short[:20]
    assert schema(platform) == before
    assert platform.create(old, {"text": "z"})["data"] == {"text": "z"}


def test_loosened_rules_and_new_choices_are_taken_over(platform: Platform) -> None:
    choice = property_("choice", enum=[{"value": "a"}, {"value": "b"}])
    old = document("Loosened", choice)
    platform.publish(old)
    entry = platform.create(old, {"choice": "a"})["id"]
    new = changed(old, choice | {"enum": [{"value": "a"}, {"value": "c"}]})
    platform.publish(new)
    assert platform.update(new, entry, {"choice": "c"})["data"] == {"choice": "c"}
    with pytest.raises(InvalidEntry):
        platform.update(new, entry, {"choice": "b"})


def test_a_key_over_duplicates_is_refused(platform: Platform) -> None:
    code = property_("code")
    old = document("Keyed later", code)
    platform.publish(old)
    twice = [platform.create(old, {"code": "x"})["id"] for _ in range(2)]
    new = changed(old, code | {"primary_key": True})
    with pytest.raises(ExistingEntriesRefuse) as refused:
        platform.publish(new)
    assert refused.value.fields[0].rule == "unique"
    assert refused.value.fields[0].params["entries"] == twice
    platform.mark(old, twice[0])
    platform.publish(new)
    with pytest.raises(DuplicateKey):
        platform.create(new, {"code": "x"})


@pytest.mark.parametrize(
    ("before", "value", "after", "read"),
    [
        ("integer", 7, "number", "7"),
        ("integer", 7, "string", "7"),
        ("number", "12.50", "string", "12.50"),
        ("boolean", True, "string", "true"),
        ("date", "2026-03-01", "string", "2026-03-01"),
        ("time", "09:05:00", "string", "09:05:00"),
        ("datetime", "2026-03-01T12:30:00Z", "string", "2026-03-01T12:30:00+00:00"),
        ("uri", "https://example.org/", "string", "https://example.org/"),
    ],
)
def test_a_type_may_change_without_loss(platform: Platform, before: str, value: Any, after: str, read: Any) -> None:
    prop = property_("p", before, query=True)
    old = document("Widened", prop)
    platform.publish(old)
    entry = platform.create(old, {"p": value})["id"]
    new = changed(old, prop | {"type": after})
    unchanged = schema(platform)
    platform.publish(new, undo=True)
    assert schema(platform) == unchanged
    assert platform.get(old, entry)["data"]["p"] is not None
    platform.publish(new)
    assert platform.get(new, entry)["data"] == {"p": read}
    assert platform.list(new, filter="p ne null", orderby="p")["value"][0]["id"] == entry


def test_a_type_with_data_does_not_change_otherwise(platform: Platform) -> None:
    prop = property_("p")
    old = document("Narrowed", prop)
    platform.publish(old)
    entry = platform.create(old, {"p": "5"})["id"]
    new = changed(old, prop | {"type": "integer"})
    with pytest.raises(ExistingEntriesRefuse) as refused:
        platform.publish(new)
    assert refused.value.fields[0].rule == "type"
    assert refused.value.fields[0].params["property"] == "p"
    platform.update(old, entry, {"p": None})
    platform.publish(new)
    assert platform.update(new, entry, {"p": 5})["data"] == {"p": 5}


def test_a_reference_can_lead_to_another_component_while_it_is_empty(platform: Platform) -> None:
    first, second = document("First"), document("Second")
    platform.publish(first, second)
    one = property_("one", "catalog", component=str(first.key))
    many = property_("many", "array", component=str(first.key))
    old = document("Referring", one, many)
    platform.publish(old)
    target = platform.create(first, {})["id"]
    entry = platform.create(old, {"one": target, "many": [target]})["id"]
    other = str(second.key)
    new = changed(old, one | {"component": other}, many | {"component": other})
    with pytest.raises(ExistingEntriesRefuse):
        platform.publish(new)
    platform.update(old, entry, {"one": None, "many": []})
    before = schema(platform)
    platform.publish(new, undo=True)
    assert schema(platform) == before
    platform.publish(new)
    there = platform.create(second, {})["id"]
    assert platform.create(new, {"one": there, "many": [there]})["data"] == {"one": there, "many": [there]}


def test_components_may_refer_to_one_another_and_to_themselves(platform: Platform) -> None:
    left, right = document("Left"), document("Right")
    left = changed(left, property_("right", "catalog", component=str(right.key)))
    right = changed(
        right,
        property_("left", "catalog", component=str(left.key)),
        property_("own", "array", component=str(right.key)),
    )
    platform.publish(left, right)
    first = platform.create(left, {})["id"]
    second = platform.create(right, {"left": first})["id"]
    assert platform.update(left, first, {"right": second})["data"] == {"right": second}
    assert platform.update(right, second, {"own": [second]})["data"]["own"] == [second]


def _grown(old: ComponentDocument) -> tuple[ComponentDocument, ...]:
    fresh = document("Fresh", property_("text", primary_key=True))
    kept = old.properties[0].model_dump(mode="json")
    return (
        fresh,
        changed(
            old,
            property_(kept["name"], query=True, primary_key=True) | {"id": kept["id"]},
            property_("new", "catalog", component=str(fresh.key), query=True),
            property_("list", "array", component=str(old.key)),
            property_("file", "file", required=True),
        ),
    )


def _emptied(old: ComponentDocument) -> tuple[ComponentDocument, ...]:
    return (changed(old),)


@pytest.mark.parametrize("change", [_grown, _emptied])
def test_whatever_was_changed_can_be_taken_back(
    platform: Platform, change: Callable[[ComponentDocument], tuple[ComponentDocument, ...]]
) -> None:
    old = document("Taken back")
    old = changed(
        old,
        property_("kept", "integer", minimum=0),
        property_("dropped", required=True, min_length=1, primary_key=True, query=True),
        property_("many", "array", component=str(old.key)),
    )
    platform.publish(old)
    data = {"kept": 1, "dropped": "x", "many": []}
    entry = platform.create(old, data)["id"]
    before = schema(platform)
    platform.publish(*change(old), undo=True)
    assert schema(platform) == before
    assert platform.get(old, entry)["data"] == data
    platform.publish(*change(old))


def test_undo_without_a_change_finds_nothing_to_do(platform: Platform) -> None:
    old = document("Untouched", property_("a"))
    platform.publish(old)
    before = schema(platform)
    platform.publish(old, undo=True)
    assert schema(platform) == before


@pytest.mark.parametrize(
    ("properties", "rule"),
    [
        ([property_("ID")], "reserved_name"),
        ([property_("createDate")], "reserved_name"),
        ([property_("a"), property_("a")], "duplicate_name"),
        ([property_("a") | {"id": "x"}, property_("b") | {"id": "x"}], "duplicate_id"),
        ([property_("a", "catalog")], "unknown_component"),
        ([property_("a", "array", component="00000000-0000-4000-8000-00000000dead")], "unknown_component"),
    ],
)
def test_a_model_that_cannot_become_a_table_is_refused_with_its_place(
    platform: Platform, properties: list[dict[str, Any]], rule: str
) -> None:
    with pytest.raises(InvalidModel) as refused:
        platform.publish(document("Impossible", *properties))
    assert refused.value.fields[0].rule == rule


def test_an_array_cannot_be_a_key(platform: Platform) -> None:
    made = document("Array key")
    with pytest.raises(InvalidModel) as refused:
        platform.publish(changed(made, property_("a", "array", component=str(made.key), primary_key=True)))
    assert refused.value.fields[0].rule == "array_key"


def test_the_application_role_cannot_change_tables_or_the_way_back(platform: Platform) -> None:
    made = document("Guarded", property_("a"))
    platform.publish(made)
    published = platform.definitions.component(made.key)
    assert published is not None
    for statement in (
        f"ALTER TABLE catalogs.{published.table.table} ADD COLUMN x text",
        f"DROP TABLE catalogs.{published.table.table}",
        "CREATE TABLE catalogs.intruder (id int)",
        "INSERT INTO catalogs.migration_step (publication_id, number, undo) VALUES (999999, 1, '{}')",
    ):
        with pytest.raises(Exception, match=r"permission denied|must be owner"):
            platform.sql(statement, owner=False)
