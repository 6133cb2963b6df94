"""Arrays of values keep order, duplicates and every digit; what does not fit is refused with its place in the list."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.catalogs.conversion import Refused, convert
from aqtra.catalogs.encoding import encode
from aqtra.catalogs.errors import ExistingEntriesRefuse, InvalidEntry, InvalidModel
from tests.integration.catalogs.platform import Platform, document
from tests.support.components import property_

TYPES = ["string", "integer", "number", "boolean", "date", "time", "datetime", "uri"]


@pytest.mark.parametrize(
    ("items", "given", "stored"),
    [
        ("string", ["b", "a", "b", 'quote"s\\,{}', "NULL"], ["b", "a", "b", 'quote"s\\,{}', "NULL"]),
        ("integer", [3, "-9223372036854775808", 3], [3, "-9223372036854775808", 3]),
        ("number", ["1.50", "0.00000000000000000000000000000000000001"], None),
        ("number", [f"{'9' * 38}", "-0.10"], None),
        ("boolean", [True, False, True], None),
        ("date", ["2024-02-29", "0001-01-01"], None),
        ("time", ["23:59:59", "00:00:00"], None),
        ("datetime", ["2026-03-29T01:30:00.000001+00:00"], None),
        ("uri", ["https://example.org/?a=b", "/x"], None),
        ("string", [], None),
        ("string", None, []),
    ],
)
def test_a_list_comes_back_as_it_was_written(platform: Platform, items: str, given: Any, stored: Any) -> None:
    made = document("Lists", property_("list", "array", items=items))
    platform.publish(made)
    entry = platform.create(made, {"list": given})
    expected = given if stored is None else stored
    assert entry["data"]["list"] == expected
    assert platform.get(made, entry["id"])["data"]["list"] == expected
    shorter = platform.update(made, entry["id"], {"list": (given or [])[:1]})
    assert shorter["data"]["list"] == expected[:1]
    assert platform.get(made, entry["id"])["data"]["list"] == expected[:1]


@pytest.mark.parametrize(
    ("items", "value", "rule", "position"),
    [
        ("string", ["a", None], "required", 2),
        ("string", ["a", ""], "required", 2),
        ("string", ["x" * 601], "max_length", 1),
        ("string", ["a\0"], "type", 1),
        ("string", [["nested"]], "type", 1),
        ("string", [{"id": 1}], "type", 1),
        ("integer", [1, 2, "x"], "type", 3),
        ("integer", [9223372036854775808], "maximum", 1),
        ("number", ["NaN"], "type", 1),
        ("number", ["1" * 39], "type", 1),
        ("boolean", ["maybe"], "type", 1),
        ("date", ["2023-02-29"], "type", 1),
        ("time", ["24:00"], "type", 1),
        ("datetime", ["2026-01-01T00:00:00"], "type", 1),
        ("uri", ["/x", "javascript:alert(1)"], "uri", 2),
        ("string", "text", "type", None),
        ("string", {"a": 1}, "type", None),
        ("integer", 5, "type", None),
        ("integer", [1] * 10_001, "max_length", None),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    platform: Platform, items: str, value: Any, rule: str, position: int | None
) -> None:
    made = document("Refusing lists", property_("list", "array", items=items))
    platform.publish(made)
    with pytest.raises(InvalidEntry) as refused:
        platform.create(made, {"list": value})
    (field,) = refused.value.fields
    assert (field.field, field.rule, field.params.get("position")) == ("data.list", rule, position)
    assert platform.list(made)["value"] == []


@pytest.mark.parametrize(
    ("items", "literal"),
    [("number", "'NaN'"), ("number", "1e38"), ("string", "repeat('x', 601)"), ("uri", "'javascript:x'")],
)
def test_the_database_refuses_it_too(platform: Platform, items: str, literal: str) -> None:
    made = document("Second wall", prop := property_("list", "array", items=items))
    platform.publish(made)
    owner = platform.create(made, {"list": []})["id"]
    with pytest.raises(Exception, match="violates check constraint"):
        platform.sql(f"INSERT INTO catalogs.l_{made.key.hex}_{prop['id']} VALUES ({owner}, 1, {literal})", owner=False)


def test_a_required_list_needs_a_value(platform: Platform) -> None:
    made = document("Needed list", property_("list", "array", items="integer", required=True))
    platform.publish(made)
    with pytest.raises(InvalidEntry):
        platform.create(made, {"list": []})
    platform.create(made, {"list": [1]})


def test_another_type_of_values_needs_the_lists_to_be_empty(platform: Platform) -> None:
    prop = property_("list", "array", items="integer")
    old = document("List type", prop)
    platform.publish(old)
    entry = platform.create(old, {"list": [1, 2]})["id"]
    new = document("List type", prop | {"items": "string"}, key=old.key)
    with pytest.raises(ExistingEntriesRefuse) as refused:
        platform.publish(new)
    assert (refused.value.fields[0].rule, refused.value.fields[0].params["entries"]) == ("type", [entry])
    platform.update(old, entry, {"list": []})
    platform.publish(new)
    assert platform.update(new, entry, {"list": ["a"]})["data"]["list"] == ["a"]


def test_a_list_of_values_refers_to_no_component(platform: Platform) -> None:
    target = document("Unwanted")
    platform.publish(target)
    with pytest.raises(InvalidModel) as refused:
        platform.publish(document("Two things", property_("x", "array", items="string", component=str(target.key))))
    assert refused.value.fields[0].rule == "target_of_values"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(TYPES), ANYTHING)
def test_anything_is_converted_or_refused(items: str, value: Any) -> None:
    try:
        found = convert("array", value, items)
    except Refused:
        return
    assert isinstance(found, list)
    assert None not in found
    literal = encode("array", found, items)
    assert literal is not None
    assert literal.startswith("{")
