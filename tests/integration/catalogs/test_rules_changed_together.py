"""Rules tightened and loosened in one publication, with new names and types, over entries that are there."""

from typing import Any

import pytest

from aqtra.catalogs.deletion import Deletion, Outcome
from aqtra.catalogs.errors import DuplicateKey, ExistingEntriesRefuse, InvalidEntry
from aqtra.catalogs.references import EntryKey
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.support.components import property_


def broken(error: Any) -> dict[str, str]:
    return {field.field: field.rule for field in error.fields}


def test_what_every_entry_meets_may_all_be_tightened_loosened_renamed_and_retyped_at_once(platform: Platform) -> None:
    count = property_("count", "integer", minimum=0, maximum=100)
    word = property_("word", max_length=10, required=True)
    free, day = property_("free"), property_("day", "date", min_date="2020-01-01")
    first = document("All rules", count, word, free, day)
    platform.publish(first)
    whole = {"count": 50, "word": "abc", "free": "f", "day": "2026-01-01"}
    entry = platform.create(first, whole)["id"]
    second = document(
        "All rules",
        {**count, "name": "amount", "type": "number", "minimum": "10", "maximum": "60"},
        {**word, "name": "text", "max_length": 3, "required": False},
        {**free, "name": "needed", "required": True, "primary_key": True, "min_length": 1},
        {
            **{name: value for name, value in day.items() if name != "min_date"},
            "name": "when",
            "type": "string",
            "max_length": 10,
        },
        key=first.key,
    )
    platform.publish(second)
    assert platform.get(second, entry)["data"] == {"amount": "50", "text": "abc", "needed": "f", "when": "2026-01-01"}
    with pytest.raises(InvalidEntry) as refused:
        platform.update(second, entry, {"amount": "60.1", "text": "abcd", "needed": None, "when": "2026-01-01T"})
    assert broken(refused.value) == {
        "data.amount": "maximum",
        "data.text": "max_length",
        "data.needed": "required",
        "data.when": "max_length",
    }
    other = platform.create(second, {"needed": "g", "amount": "10.5"})["id"]
    with pytest.raises(DuplicateKey):
        platform.update(second, other, {"needed": "f"})
    with pytest.raises(ExistingEntriesRefuse) as kept:
        platform.publish(first, going_back=True)
    assert [(field.rule, field.params["entries"]) for field in kept.value.fields] == [("type", [other])]
    platform.update(second, other, {"amount": "11"})
    platform.publish(first, going_back=True)
    assert platform.get(first, entry)["data"] == whole
    assert platform.get(first, other)["data"]["count"] == 11
    # Its empty word breaks the rule of then, which binds it with its next change.
    with pytest.raises(InvalidEntry) as later:
        platform.update(first, other, {"count": 12})
    assert broken(later.value) == {"data.word": "required"}
    platform.update(first, other, {"count": 12, "word": "now"})


REFUSED: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"name": "b", "maximum": 5}, {"a": 6}, "maximum"),
    ({"name": "b", "type": "number", "minimum": "7"}, {"a": 6}, "minimum"),
    ({"name": "b", "type": "string", "max_length": 1}, {"a": 66}, "max_length"),
    ({"name": "b", "type": "string", "min_length": 2}, {"a": 6}, "min_length"),
    ({"name": "b", "type": "string", "required": True}, {}, "required"),
    ({"name": "b", "type": "number", "primary_key": True}, {"a": 6}, "unique"),
    ({"name": "b", "enum": [{"value": 1}]}, {"a": 6}, "enum"),
]


@pytest.mark.parametrize(("changed", "data", "rule"), REFUSED)
def test_a_tightened_rule_under_a_new_name_and_type_names_its_entries_and_changes_nothing(
    platform: Platform, changed: dict[str, Any], data: dict[str, Any], rule: str
) -> None:
    prop, word = property_("a", "integer"), property_("word", max_length=3)
    first = document("Refused together", prop, word)
    platform.publish(first)
    entries = [platform.create(first, {**data, "word": "abc"})["id"] for _ in range(2)]
    marked = platform.create(first, {**data, "word": "abc"})["id"]
    platform.mark(first, marked)
    second = document("Refused together", prop | changed, {**word, "max_length": 9, "name": "text"}, key=first.key)
    with pytest.raises(ExistingEntriesRefuse) as refused:
        platform.publish(second)
    assert [(field.rule, field.params["entries"]) for field in refused.value.fields] == [(rule, entries)]
    assert platform.get(first, entries[0])["data"] == {"a": data.get("a"), "word": "abc"}
    with pytest.raises(InvalidEntry):
        platform.update(first, entries[0], {"word": "abcd"})
    for entry in entries:
        platform.mark(first, entry)
    platform.publish(second)
    assert platform.list(second)["value"] == []


def test_an_entry_that_returns_meets_the_rules_of_now_or_stays_marked_with_its_value(platform: Platform) -> None:
    prop = property_("a", "integer")
    first = document("Returns", prop)
    platform.publish(first)
    entry = platform.create(first, {"a": 66})["id"]
    platform.mark(first, entry)
    platform.publish(document("Returns", {**prop, "type": "string", "max_length": 1}, key=first.key))

    async def restore() -> Outcome:
        async with platform.services.db.transaction() as conn:
            deletion = await Deletion.open(conn, platform.definitions)
            return await deletion.restore([EntryKey(first.key, entry)], MEMBER)

    assert [refused.reason for refused in platform.run(restore()).refused] == ["validation_failed"]
    platform.publish(first, going_back=True)
    assert platform.run(restore()).done == [EntryKey(first.key, entry)]
    assert platform.get(first, entry)["data"] == {"a": 66}


def test_the_retyped_key_of_a_referenced_component_leaves_references_as_they_are(platform: Platform) -> None:
    code = property_("code", "integer", primary_key=True)
    target = document("Retyped target", code)
    platform.publish(target)
    named = platform.create(target, {"code": 7})["id"]
    one, many = (
        property_("one", "catalog", component=str(target.key)),
        property_("many", "array", component=str(target.key)),
    )
    owner = document("Refers to the retyped", one, many)
    platform.publish(owner)
    entry = platform.create(owner, {"one": named, "many": [named]})["id"]
    retyped = document("Retyped target", {**code, "type": "string", "name": "text"}, key=target.key)
    platform.publish(retyped, document("Refers to the retyped", {**one, "name": "uno"}, many, key=owner.key))
    assert platform.get(owner, entry)["data"] == {"uno": named, "many": [named]}
    assert platform.list(owner, filter="uno/text eq '7'")["value"][0]["id"] == entry
    platform.publish(target, owner, going_back=True)
    assert platform.list(owner, filter="one/code eq 7")["value"][0]["id"] == entry
