"""Every type keeps its values exactly, and every rule holds on every way to write."""

import json
from datetime import date, time
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from aqtra.catalogs.errors import BuiltInEntries, DuplicateKey, InvalidEntry
from aqtra.kernel.errors import AqtraError
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.layout import USER_INFO_KEY
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.support.components import property_

ENUM = [{"value": "a'b", "title": "A"}, {"value": "c", "title": "C"}]
NUMBERS = [{"value": 1, "title": "One"}, {"value": -2, "title": "Minus two"}]
FILE = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"
ABSENT_FILE = "ffffffff-ffff-4fff-8fff-ffffffffffff"


def broken(error: AqtraError) -> dict[str, str]:
    return {field.field: field.rule for field in error.fields}


@pytest.fixture(scope="module")
def target(platform: Platform) -> ComponentDocument:
    made = document("Target", property_("label"))
    platform.publish(made)
    for number in range(1, 6):
        platform.create(made, {"label": f"label {number}"}, name=f"Target {number}")
    return made


@pytest.fixture(scope="module")
def everything(platform: Platform, target: ComponentDocument) -> ComponentDocument:
    """All eleven types with every rule they have."""
    made = document(
        "Everything",
        property_("text", min_length=2, max_length=5, query=True),
        property_("choice", enum=ENUM),
        property_("whole", "integer", minimum=-5, maximum=10),
        property_("any_whole", "integer", query=True),
        property_("number_choice", "integer", enum=NUMBERS),
        property_("amount", "number", minimum="-1.5", maximum="100.25", query=True),
        property_("free_amount", "number"),
        property_("flag", "boolean", query=True),
        property_("moment", "datetime", min_date="2020-01-01T00:00:00Z", max_date="2030-01-01T00:00:00+02:00"),
        property_("day", "date", min_date="2020-01-01", max_date="2029-12-31"),
        property_("hour", "time", min_time="08:00:00", max_time="18:00:00"),
        property_("one", "catalog", component=str(target.key), query=True),
        property_("many", "array", component=str(target.key), query=True),
        property_("attachment", "file"),
        property_("link", "uri"),
        property_("passing", virtual=True, max_length=3),
    )
    platform.publish(made)
    platform.sql(
        "INSERT INTO catalogs.file (id, name, size, content_type, created_at, created_by, kind, component, "
        "property_id) "
        "VALUES (%s, 'a.txt', 3, 'text/plain', now(), %s, 'property', %s, %s)",
        FILE,
        MEMBER.user_id,
        made.key,
        made.property_named("attachment").id,
    )
    return made


VALUES: dict[str, Any] = {
    "text": "añ'\\",
    "choice": "a'b",
    "whole": -5,
    "any_whole": 9007199254740991,
    "number_choice": -2,
    "amount": "12.50",
    "free_amount": "0.00000000000000000000000000000000000001",
    "flag": False,
    "moment": "2026-03-01T12:30:00+00:00",
    "day": "2026-03-01",
    "hour": "08:00:00",
    "one": 2,
    "many": [3, 1, 2],
    "attachment": FILE,
    "link": "https://example.org/a?b=c#d",
}


def test_every_type_comes_back_as_it_was_written(platform: Platform, everything: ComponentDocument) -> None:
    created = platform.create(everything, VALUES, name="First")
    assert created["data"] == VALUES
    assert created["name"] == "First"
    assert created["version"] == 1
    assert created["creatorSubject"] == created["changeAuthor"] == 1
    assert created["createdDate"] == created["updateDate"]
    assert created["createdDate"].endswith("+00:00")
    assert platform.get(everything, created["id"]) == created
    assert platform.list(everything, filter=f"id eq {created['id']}")["value"] == [created]


def test_missing_values_are_null_and_lists_empty(platform: Platform, everything: ComponentDocument) -> None:
    entry = platform.create(everything, {})
    assert entry["data"] == dict.fromkeys(VALUES) | {"many": []}
    assert entry["name"] is None


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("any_whole", 9007199254740992, "9007199254740992"),
        ("any_whole", "-9223372036854775808", "-9223372036854775808"),
        ("any_whole", 2**63 - 1, "9223372036854775807"),
        ("any_whole", "12", 12),
        ("any_whole", Decimal("12.0"), 12),
        ("amount", Decimal("99.90"), "99.90"),
        ("amount", 7, "7"),
        ("free_amount", "99999999999999999999999999999999999999", "9" * 38),
        ("free_amount", "-0.10", "-0.10"),
        ("free_amount", "1e3", "1000"),
        ("text", 123, "123"),
        ("text", True, "true"),
        ("text", "", None),
        ("flag", "TRUE", True),
        ("flag", 0, False),
        ("moment", "2026-03-01T14:30:00.123456+02:00", "2026-03-01T12:30:00.123456+00:00"),
        ("moment", "2026-03-01T12:30Z", "2026-03-01T12:30:00+00:00"),
        ("moment", "2026-03-02T02:30:00+14:00", "2026-03-01T12:30:00+00:00"),
        ("moment", "2026-02-28T22:45:00-13:45", "2026-03-01T12:30:00+00:00"),
        ("day", date(2026, 1, 2), "2026-01-02"),
        ("hour", time(9, 5), "09:05:00"),
        ("hour", "09:05", "09:05:00"),
        ("one", {"id": 3, "name": "Target 3"}, 3),
        ("many", [{"id": 5}, 4], [5, 4]),
        ("many", None, []),
        ("attachment", FILE.upper(), FILE),
        ("link", "/invoices/7", "/invoices/7"),
        ("link", "mailto:a@example.org", "mailto:a@example.org"),
        ("link", "tel:+49-30-1234", "tel:+49-30-1234"),
    ],
)
def test_what_can_be_converted_without_loss_is(
    platform: Platform, everything: ComponentDocument, name: str, written: Any, read: Any
) -> None:
    created = platform.create(everything, {name: written})
    assert created["data"][name] == read
    changed = platform.update(everything, created["id"], {name: written})
    assert changed["data"][name] == read


REFUSED: list[tuple[str, Any, str]] = [
    ("text", "a", "min_length"),
    ("text", "abcdef", "max_length"),
    ("text", "ab\0", "type"),
    ("text", "\ud800ab", "type"),
    ("text", ["ab"], "type"),
    ("text", {"a": 1}, "type"),
    ("choice", "A", "enum"),
    ("whole", -6, "minimum"),
    ("whole", 11, "maximum"),
    ("whole", "abc", "type"),
    ("whole", 1.5, "type"),
    ("whole", True, "type"),
    ("any_whole", 2**63, "maximum"),
    ("any_whole", -(2**63) - 1, "minimum"),
    ("any_whole", "9" * 41, "type"),
    ("number_choice", 3, "enum"),
    ("amount", "-1.51", "minimum"),
    ("amount", "100.26", "maximum"),
    ("amount", "NaN", "type"),
    ("amount", "Infinity", "type"),
    ("amount", "1,5", "type"),
    ("free_amount", "9" * 39, "type"),
    ("free_amount", "1e400", "type"),
    ("free_amount", "1e-39", "type"),
    ("flag", "yes", "type"),
    ("flag", 2, "type"),
    ("moment", "2019-12-31T23:59:59Z", "min_date"),
    ("moment", "2030-01-01T00:00:00Z", "max_date"),
    ("moment", "2026-03-01T12:30:00", "type"),
    ("moment", "2026-02-30T12:30:00Z", "type"),
    ("moment", "0001-01-01T00:00:00+14:00", "type"),
    ("moment", "2026-03-01T12:30:00+14:01", "type"),
    ("moment", "2026-03-01T12:30:00-15:00", "type"),
    ("moment", "2026-03-01T12:30:00+23:59", "type"),
    ("moment", "2026-03-01T12:30:00+01:60", "type"),
    ("moment", 1772368200, "type"),
    ("day", "2019-12-31", "min_date"),
    ("day", "2030-01-01", "max_date"),
    ("day", "01.03.2026", "type"),
    ("hour", "07:59:59", "min_time"),
    ("hour", "18:00:01", "max_time"),
    ("hour", "24:00", "type"),
    ("hour", "12:00:00.5", "type"),
    ("one", 99, "reference"),
    ("one", 0, "reference"),
    ("one", -1, "reference"),
    ("one", "Target 1", "type"),
    ("many", [1, 99], "reference"),
    ("many", [1, 1], "unique"),
    ("many", 1, "type"),
    ("many", "12", "type"),
    ("attachment", ABSENT_FILE, "file"),
    ("attachment", "a.txt", "type"),
    ("link", "javascript:alert(1)", "uri"),
    ("link", "//example.org", "uri"),
    ("link", "no address", "uri"),
    ("passing", "abcd", "max_length"),
    ("unknown", 1, "unknown_field"),
    ("id", 5, "unknown_field"),
]


@pytest.mark.parametrize(("name", "value", "rule"), REFUSED)
def test_a_value_that_breaks_a_rule_is_refused_and_nothing_is_stored(
    platform: Platform, everything: ComponentDocument, name: str, value: Any, rule: str
) -> None:
    entry = platform.create(everything, VALUES)
    before = platform.list(everything, count="true", top="0")
    with pytest.raises(InvalidEntry) as created:
        platform.create(everything, {name: value})
    with pytest.raises(InvalidEntry) as updated:
        platform.update(everything, entry["id"], {name: value})
    assert broken(created.value) == broken(updated.value) == {f"data.{name}": rule}
    assert platform.list(everything, count="true", top="0") == before
    assert platform.get(everything, entry["id"]) == entry


def test_all_broken_rules_are_named_at_once(platform: Platform, everything: ComponentDocument) -> None:
    with pytest.raises(InvalidEntry) as refused:
        platform.create(everything, {"text": "a", "amount": -7, "nothing": 1})
    assert broken(refused.value) == {
        "data.text": "min_length",
        "data.amount": "minimum",
        "data.nothing": "unknown_field",
    }


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("text", "'a'", "min_length"),
        ("text", "'abcdef'", "max_length"),
        ("choice", "'x'", "enum"),
        ("whole", "-6", "minimum"),
        ("whole", "11", "maximum"),
        ("number_choice", "3", "enum"),
        ("amount", "-2", "minimum"),
        ("free_amount", "'NaN'", "digits"),
        ("free_amount", "1e38", "digits"),
        ("moment", "'2019-01-01T00:00:00Z'", "min_date"),
        ("day", "'2030-01-01'", "max_date"),
        ("hour", "'19:00'", "max_time"),
        ("link", "'javascript:alert(1)'", "uri"),
        ("link", "'https://'", "uri"),
        ("one", "99", "reference"),
        ("attachment", f"'{ABSENT_FILE}'", "reference"),
    ],
)
def test_the_database_holds_the_rules_by_itself(
    platform: Platform, everything: ComponentDocument, name: str, value: str, rule: str
) -> None:
    entry = platform.create(everything, VALUES)
    published = platform.definitions.component(everything.key)
    prop = everything.property_named(name)
    assert published is not None
    assert prop is not None
    with pytest.raises(psycopg.errors.IntegrityError) as refused:
        platform.sql(
            f"UPDATE catalogs.{published.table.table} SET {published.table.columns[prop.id]} = {value} "
            f"WHERE id = {entry['id']}"
        )
    assert refused.value.diag.constraint_name == f"p_{prop.id}__{rule}"


@pytest.fixture(scope="module")
def required(platform: Platform, target: ComponentDocument) -> ComponentDocument:
    made = document(
        "Required",
        property_("text", required=True),
        property_("flag", "boolean", required=True),
        property_("many", "array", component=str(target.key), required=True),
    )
    platform.publish(made)
    return made


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": None, "flag": None, "many": None},
        {"text": "", "many": []},
        {"text": " \t"},
    ],
)
def test_a_required_value_must_be_there(platform: Platform, required: ComponentDocument, data: Any) -> None:
    with pytest.raises(InvalidEntry) as refused:
        platform.create(required, data)
    assert broken(refused.value) == dict.fromkeys(("data.text", "data.flag", "data.many"), "required")


def test_a_required_value_cannot_be_emptied_but_may_be_kept(platform: Platform, required: ComponentDocument) -> None:
    entry = platform.create(required, {"text": "x", "flag": False, "many": [1]})
    with pytest.raises(InvalidEntry) as refused:
        platform.update(required, entry["id"], {"text": None, "many": []})
    assert broken(refused.value) == {"data.text": "required", "data.many": "required"}
    assert platform.update(required, entry["id"], {"flag": True})["data"] == {"text": "x", "flag": True, "many": [1]}


def test_an_empty_change_keeps_values_and_null_writes_null(platform: Platform, everything: ComponentDocument) -> None:
    entry = platform.create(everything, VALUES, name="Kept")
    kept = platform.update(everything, entry["id"], {})
    assert kept["data"] == VALUES
    assert kept["name"] == "Kept"
    emptied = platform.update(everything, entry["id"], dict.fromkeys(VALUES), name=None)
    assert emptied["data"] == dict.fromkeys(VALUES) | {"many": []}
    assert emptied["name"] is None
    assert platform.get(everything, entry["id"]) == emptied


@pytest.mark.parametrize("after", [[], [2], [5, 4, 3, 2, 1], [2, 3], [1, 2, 3]])
def test_a_list_is_replaced_in_its_new_order(
    platform: Platform, everything: ComponentDocument, after: list[int]
) -> None:
    entry = platform.create(everything, {"many": [1, 2, 3]})
    assert platform.update(everything, entry["id"], {"many": after})["data"]["many"] == after
    assert platform.get(everything, entry["id"])["data"]["many"] == after


@pytest.mark.parametrize("both", [True, False])
def test_a_duplicate_key_is_refused_and_names_the_key(platform: Platform, *, both: bool) -> None:
    keyed = document("Keyed", property_("a", primary_key=True), property_("b", "integer", primary_key=both))
    platform.publish(keyed)
    first = platform.create(keyed, {"a": "x", "b": 1})
    other = platform.create(keyed, {"a": "y", "b": 1})
    expected = {"data.a": "unique", "data.b": "unique"} if both else {"data.a": "unique"}
    with pytest.raises(DuplicateKey) as created:
        platform.create(keyed, {"a": "x", "b": 1})
    with pytest.raises(DuplicateKey) as updated:
        platform.update(keyed, other["id"], {"a": "x"})
    assert broken(created.value) == broken(updated.value) == expected
    platform.mark(keyed, first["id"])
    assert platform.create(keyed, {"a": "x", "b": 1})["id"] > other["id"]


def test_entries_without_a_key_are_not_alike(platform: Platform) -> None:
    keyed = document("No key yet", property_("a", primary_key=True))
    platform.publish(keyed)
    platform.create(keyed, {})
    platform.create(keyed, {"a": ""})
    assert platform.list(keyed, count="true")["@odata.count"] == 2


def test_a_key_takes_the_longest_text_it_allows(platform: Platform) -> None:
    keyed = document("Long keys", *[property_(name, primary_key=True, query=True) for name in "abcd"])
    platform.publish(keyed)
    # Random characters of four bytes: nothing that could be compressed.
    longest = {
        name: "".join(chr(0x10000 + ((ord(name) * 7919 + i * 104729) % 0x9000)) for i in range(150)) for name in "abcd"
    }
    assert platform.create(keyed, longest)["data"] == longest
    with pytest.raises(InvalidEntry) as refused:
        platform.create(keyed, longest | {"a": "x" * 151})
    assert broken(refused.value) == {"data.a": "max_length"}


def test_virtual_properties_are_checked_and_never_stored(platform: Platform, everything: ComponentDocument) -> None:
    entry = platform.create(everything, {"passing": "abc"})
    assert "passing" not in entry["data"]


def test_a_marked_entry_can_be_neither_referred_to_nor_found(
    platform: Platform, everything: ComponentDocument, target: ComponentDocument
) -> None:
    gone = platform.create(target, {"label": "gone"}, name="Gone")["id"]
    last = platform.mark(target, gone)
    assert (last["id"], last["version"]) == (gone, 2)
    for data in ({"one": gone}, {"many": [1, gone]}):
        with pytest.raises(InvalidEntry) as refused:
            platform.create(everything, data)
        assert set(broken(refused.value).values()) == {"reference"}
    assert platform.list(target, filter=f"id eq {gone}")["value"] == []


def test_users_are_not_written_through_entries(platform: Platform) -> None:
    users = document("User info", key=USER_INFO_KEY)
    with pytest.raises(BuiltInEntries):
        platform.create(users, {})
    with pytest.raises(BuiltInEntries):
        platform.update(users, 1, {}, name="Somebody else")
    assert platform.get(users, 1)["name"] == "Member"


def test_json_is_made_by_the_database_and_is_plain_json(platform: Platform, everything: ComponentDocument) -> None:
    entry = platform.create(everything, {"text": '"<\\'})
    assert json.loads(json.dumps(entry)) == entry
