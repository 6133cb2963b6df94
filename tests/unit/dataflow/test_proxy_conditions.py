"""A filter of a list as conditions another system can be asked by."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.catalogs.errors import BadQuery, FilterNotSupported
from aqtra.catalogs.odata.parser import parse_filter
from aqtra.dataflow.proxy.conditions import Asked, conditions_of, folded, with_fixed
from aqtra.metadata.documents import ComponentDocument

DOCUMENT = ComponentDocument.model_validate(
    {
        "key": "00000000-0000-4000-8000-00000000f001",
        "settings": {"title": "People"},
        "properties": [
            {"id": "p1", "name": "city", "type": "string", "query": True},
            {"id": "p2", "name": "age", "type": "integer", "query": True},
            {"id": "p3", "name": "born", "type": "date", "query": True},
            {"id": "p4", "name": "active", "type": "boolean", "query": True},
            {"id": "p5", "name": "pay", "type": "number", "query": True},
        ],
    }
)


def asked(text: str) -> dict[str, Any]:
    return folded(conditions_of(parse_filter(text), DOCUMENT))


@pytest.mark.parametrize(
    ("text", "field", "operator", "value"),
    [
        ("city eq 'Ulm'", "city", "equal", "Ulm"),
        ("'Ulm' eq city", "city", "equal", "Ulm"),
        ("data/city ne null", "city", "not_equal", None),
        ("5 lt age", "age", "greater", 5),
        ("age le 5", "age", "less_or_equal", 5),
        ("age in (1,2)", "age", "in", [1, 2]),
        ("not (age in (1,2))", "age", "not_in", [1, 2]),
        ("not contains(city,'u')", "city", "not_contains", "u"),
        ("startswith(city,'u')", "city", "starts_with", "u"),
        ("endswith(name,'u')", "name", "ends_with", "u"),
        ("active", "active", "equal", True),
        ("active eq false", "active", "equal", False),
        ("born ge 2020-01-02", "born", "greater_or_equal", "2020-01-02"),
        ("born ge 2020-01-01 and born le 2020-12-31", "born", "between", ["2020-01-01", "2020-12-31"]),
        ("born lt 2021-01-01 and born ge 2020-01-01", "born", "within", ["2020-01-01", "2021-01-01"]),
        ("id in (1,2) and id in (1,2)", "id", "in", [1, 2]),
    ],
)
def test_conditions_are_named_in_the_words_of_the_rule_editor(text: str, field: str, operator: str, value: Any) -> None:
    assert asked(text) == {field: {"operator": operator, "value": value}}


def test_numbers_keep_their_digits() -> None:
    assert str(asked("pay eq 12345678901234567890.10")["pay"]["value"]) == "12345678901234567890.10"


@pytest.mark.parametrize(
    "text",
    [
        "city eq 'Ulm' or age eq 1",
        "not (city eq 'Ulm' and age eq 1)",
        "startswith(city,'U') and city eq 'Ulm'",
        "age gt 1 and age lt 5",
        "length(city) eq 3",
        "age add 1 eq 3",
        "city eq name",
        "boss/name eq 'x'",
        "false",
    ],
)
def test_what_cannot_be_said_so_is_refused(text: str) -> None:
    with pytest.raises(FilterNotSupported):
        asked(text)


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(BadQuery):
        asked("age eq 'old'")


def test_fixed_conditions_are_added_once() -> None:
    fixed = [Asked("city", "equal", "Ulm")]
    assert with_fixed({"age": {"operator": "equal", "value": 1}}, fixed) == {
        "age": {"operator": "equal", "value": 1},
        "city": {"operator": "equal", "value": "Ulm"},
    }
    assert with_fixed({"city": {"operator": "equal", "value": "Ulm"}}, fixed) == asked("city eq 'Ulm'")
    with pytest.raises(FilterNotSupported):
        with_fixed({"city": {"operator": "equal", "value": "Bonn"}}, fixed)


def test_a_bound_that_always_holds_closes_a_range() -> None:
    fixed = [Asked("age", "less_or_equal", 65)]
    assert with_fixed(asked("age ge 18"), fixed) == {"age": {"operator": "between", "value": [18, 65]}}
    with pytest.raises(FilterNotSupported):
        with_fixed(asked("age ge 18 and age le 20"), fixed)


@given(st.dictionaries(st.sampled_from(["city", "name"]), st.text(min_size=1), min_size=1))
def test_what_was_folded_stays_what_it_is(values: dict[str, str]) -> None:
    given_filter = folded(Asked(field, "equal", value) for field, value in values.items())
    assert with_fixed(given_filter, ()) == given_filter
