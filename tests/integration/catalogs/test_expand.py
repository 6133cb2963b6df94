"""`$select` and `$expand` with options: how much of referenced entries is shown, and which of a list."""

from typing import Any

import pytest

from aqtra.catalogs.errors import BadQuery
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.support.components import property_


@pytest.fixture(scope="module")
def firms(platform: Platform) -> ComponentDocument:
    """Firms with a parent firm each, and lists of firms they deal with."""
    made = document("Firms")
    made = document(
        "Firms",
        property_("city"),
        property_("worth", "number"),
        property_("parent", "catalog", component=str(made.key)),
        property_("partners", "array", component=str(made.key)),
        key=made.key,
    )
    platform.publish(made)
    rows: list[tuple[str | None, dict[str, Any]]] = [
        ("Ada", {"city": "Ulm", "worth": "1.50"}),
        ("Bob", {"city": "Rom", "worth": "20", "parent": 1, "partners": [1]}),
        (None, {"city": "Rom", "parent": 2, "partners": [2, 1]}),
        ("Dan", {"city": "Bonn", "worth": "3", "parent": 3, "partners": [3, 1, 2]}),
        ("Eve", {"parent": 3}),
    ]
    for name, data in rows:
        platform.create(made, data, name=name)
    platform.create(made, {"parent": 5, "partners": [5, 4]}, name="Fay")
    platform.mark(made, 5)
    return made


def shown(platform: Platform, firms: ComponentDocument, entry_id: int, **options: str) -> Any:
    """The entry as a single one and as part of a list, which must be the same."""
    listed = platform.list(firms, filter=f"id eq {entry_id}", by=MEMBER, **options)["value"]
    assert listed == [platform.get(firms, entry_id, by=MEMBER, **options)]
    return listed[0]["data"]


def test_a_reference_with_options_is_shown_as_an_entry(platform: Platform, firms: ComponentDocument) -> None:
    assert shown(platform, firms, 4, select="parent", expand="parent($select=city)") == {
        "parent": {"id": 3, "name": "Firms #3", "data": {"city": "Rom"}}
    }
    assert shown(platform, firms, 2, select="parent", expand="parent($select=worth,updateDate,version)")["parent"] == {
        "id": 1,
        "name": "Ada",
        "updateDate": platform.get(firms, 1)["updateDate"],
        "version": 1,
        "data": {"worth": platform.get(firms, 1)["data"]["worth"]},
    }
    assert shown(platform, firms, 2, expand="data/parent($select=name)")["parent"] == {
        "id": 1,
        "name": "Ada",
        "data": {},
    }
    assert shown(platform, firms, 2, expand="parent($select=*)")["parent"] == platform.get(firms, 1)


def test_expansions_are_nested(platform: Platform, firms: ComponentDocument) -> None:
    nested = "parent($select=city;$expand=parent($select=id;$expand=parent,partners))"
    assert shown(platform, firms, 4, expand=nested)["parent"] == {
        "id": 3,
        "name": "Firms #3",
        "data": {
            "city": "Rom",
            "parent": {
                "id": 2,
                "name": "Bob",
                "data": {"parent": {"id": 1, "name": "Ada"}, "partners": [{"id": 1, "name": "Ada"}]},
            },
        },
    }


def test_what_is_marked_for_deletion_is_not_shown(platform: Platform, firms: ComponentDocument) -> None:
    data = shown(platform, firms, 6, expand="parent($select=city),partners($select=city)")
    assert data["parent"] is None
    assert [partner["id"] for partner in data["partners"]] == [4]
    assert shown(platform, firms, 1, expand="parent($select=city)")["parent"] is None


LISTS: list[tuple[str, list[int]]] = [
    ("$select=id", [3, 1, 2]),
    ("$orderby=id", [1, 2, 3]),
    ("$orderby=city desc", [1, 3, 2]),
    ("$orderby=city desc,id desc", [1, 3, 2]),
    ("$orderby=name desc", [2, 1, 3]),
    ("$orderby=parent", [1, 2, 3]),
    ("$orderby=worth", [3, 1, 2]),
    ("$filter=city eq 'Rom'", [3, 2]),
    ("$filter=parent/parent/city eq 'Ulm' or worth lt 2;$orderby=id desc", [3, 1]),
    ("$filter=partners/any(p:p/city eq 'Ulm')", [3, 2]),
    ("$top=2", [3, 1]),
    ("$orderby=id;$top=1", [1]),
    ("$top=0", []),
    ("$filter=contains(city,';$top=0)')", []),
]


@pytest.mark.parametrize(("options", "ids"), LISTS)
def test_lists_are_filtered_ordered_and_cut(
    platform: Platform, firms: ComponentDocument, options: str, ids: list[int]
) -> None:
    partners = shown(platform, firms, 4, expand=f"partners({options})")["partners"]
    assert [partner["id"] for partner in partners] == ids


def test_lists_in_lists_have_options_of_their_own(platform: Platform, firms: ComponentDocument) -> None:
    inner = "partners($select=city;$filter=city eq 'Ulm')"
    outer = shown(platform, firms, 4, expand=f"partners($select=id;$top=2;$expand={inner})")["partners"]
    assert [(one["id"], [two["id"] for two in one["data"]["partners"]]) for one in outer] == [(3, [1]), (1, [])]


def test_system_references_are_expanded_too(platform: Platform, firms: ComponentDocument) -> None:
    entry = platform.get(firms, 1, expand="creatorSubject($select=version)")
    assert entry["creatorSubject"].keys() == {"id", "name", "version", "data"}
    assert entry["creatorSubject"]["name"] == "Member"


SELECTED: list[tuple[dict[str, str], Any]] = [
    (
        {"select": "city,data/parent/city"},
        {"city": "Bonn", "parent": {"id": 3, "name": "Firms #3", "data": {"city": "Rom"}}},
    ),
    ({"select": "parent/name"}, {"parent": {"id": 3, "name": "Firms #3", "data": {}}}),
    (
        {"select": "parent/parent/city,parent/city"},
        {
            "parent": {
                "id": 3,
                "name": "Firms #3",
                "data": {"parent": {"id": 2, "name": "Bob", "data": {"city": "Rom"}}, "city": "Rom"},
            }
        },
    ),
    (
        {"select": "parent/city", "expand": "parent"},
        {"parent": {"id": 3, "name": "Firms #3", "data": {"city": "Rom"}}},
    ),
    (
        {"select": "parent/city", "expand": "parent($select=worth)"},
        {"parent": {"id": 3, "name": "Firms #3", "data": {"worth": None, "city": "Rom"}}},
    ),
    ({"select": "partners/city", "expand": "partners($top=1)"}, None),
]


@pytest.mark.parametrize(("options", "data"), SELECTED)
def test_a_selected_path_expands_its_references(
    platform: Platform, firms: ComponentDocument, options: dict[str, str], data: Any
) -> None:
    found = shown(platform, firms, 4, **options)
    if data is None:
        assert found["partners"][0]["data"]["city"] == "Rom"
        assert len(found["partners"]) == 1
    else:
        assert found == data


REFUSED: list[tuple[str, str, int]] = [
    ("expand", "parent()", 7),
    ("expand", "parent($select=nothing)", 15),
    ("expand", "parent($select=city", 19),
    ("expand", "parent($select=city))", 20),
    ("expand", "parent(select=city)", 7),
    ("expand", "parent($select)", 14),
    ("expand", "parent($count=true)", 7),
    ("expand", "parent($search=x)", 7),
    ("expand", "parent($skip=1)", 7),
    ("expand", "parent($select=city;$select=worth)", 20),
    ("expand", "parent($select=city;)", 20),
    ("expand", "parent($filter=city eq 'Rom')", 0),
    ("expand", "parent($top=1)", 0),
    ("expand", "city,parent", 0),
    ("expand", "parent,parent", 7),
    ("expand", "parent,data/parent($select=city)", 7),
    ("expand", "parent/parent", 0),
    ("expand", "*", 0),
    ("expand", "partners($filter=salary gt 1)", 17),
    ("expand", "partners($filter=)", 17),
    ("expand", "partners($filter=city eq 5)", 25),
    ("expand", "partners($filter=worth add 1)", 23),
    ("expand", "partners($orderby=salary)", 18),
    ("expand", "partners($orderby=partners)", 18),
    ("expand", "partners($top=1001)", 14),
    ("expand", "partners($top=-1)", 14),
    ("expand", "partners($top=x)", 14),
    ("expand", "parent($expand=parent($select=nothing))", 30),
    ("expand", "parent($expand=parent($expand=parent($expand=parent($expand=parent))))", 52),
    ("expand", "parent($expand=" * 400 + "parent" + ")" * 400, 52),
    ("expand", "partners($expand=partners($expand=partners($select=id)))", 34),
    ("expand", "(parent)", 0),
    ("select", "parent/nothing", 0),
    ("select", "city,parent/city/name", 5),
    ("select", "parent/parent/parent/parent/parent/city", 0),
    ("select", "partners/partners/partners/id", 0),
    ("select", "*/city", 1),
]


@pytest.mark.parametrize(("option", "value", "position"), REFUSED)
def test_what_is_not_understood_is_refused_with_its_place(
    platform: Platform, firms: ComponentDocument, option: str, value: str, position: int
) -> None:
    with pytest.raises(BadQuery) as refused:
        platform.list(firms, by=MEMBER, **{option: value})
    (field,) = refused.value.fields
    assert (field.field, field.params["position"]) == (f"${option}", position), field


def test_many_expansions_are_refused(platform: Platform) -> None:
    key = document("Wide").key
    names = [f"r{number}" for number in range(21)]
    wide = document("Wide", *[property_(name, "catalog", component=str(key)) for name in names], key=key)
    platform.publish(wide)
    assert platform.list(wide, expand=",".join(names[:20])) == {"value": []}
    with pytest.raises(BadQuery) as refused:
        platform.list(wide, expand=",".join(names))
    assert refused.value.fields[0].rule == "maximum"
