"""`$search`: words and phrases in names and in text properties with Query."""

import pytest

from aqtra.catalogs.errors import BadQuery
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform, document
from tests.support.components import property_


@pytest.fixture(scope="module")
def books(platform: Platform) -> ComponentDocument:
    made = document(
        "Books",
        property_("title", query=True),
        property_("site", "uri", query=True),
        property_("pages", "integer", query=True),
        property_("note"),
    )
    platform.publish(made)
    rows = [
        ("Ada", {"title": "Notes on the Engine", "note": "hidden"}),
        ("Bob", {"title": "Engine  room AND more", "site": "https://example.org/100%25", "pages": 77}),
        (None, {"title": "100% wool", "note": "Ada"}),
    ]
    for name, data in rows:
        platform.create(made, data, name=name)
    return made


FOUND: list[tuple[str, list[int]]] = [
    ("", [1, 2, 3]),
    ("  \t", [1, 2, 3]),
    ('""', [1, 2, 3]),
    ("engine", [1, 2]),
    ("ENGINE ada", [1]),
    ("engine AND ada", [1]),
    ("ada wool", []),
    ("gin", [1, 2]),
    ('"the engine"', [1]),
    ('"engine the"', []),
    ("engine the", [1]),
    ('"engine room"', []),
    ('"engine  room"', [2]),
    ('ada"the engine"', [1]),
    ('"AND"', [2]),
    ("and", [2]),
    ("example.org", [2]),
    ("100%", [2, 3]),
    ("%", [2, 3]),
    ("_", []),
    ("hidden", []),
    ("77", []),
    ("Books", []),
    ("(engine)", []),
    ("' or 1=1 --", []),
]


@pytest.mark.parametrize(("search", "ids"), FOUND)
def test_every_term_is_found_somewhere(
    platform: Platform, books: ComponentDocument, search: str, ids: list[int]
) -> None:
    found = platform.list(books, search=search, count="true")
    assert [entry["id"] for entry in found["value"]] == ids
    assert found["@odata.count"] == len(ids)


def test_search_filter_and_order_go_together(platform: Platform, books: ComponentDocument) -> None:
    found = platform.list(books, search="engine", filter="pages eq null", orderby="title desc")
    assert [entry["id"] for entry in found["value"]] == [1]


REFUSED: list[tuple[str, int]] = [
    ("a OR b", 2),
    ("NOT a", 0),
    ("AND a", 0),
    ("a AND", 2),
    ("a AND AND b", 6),
    ('engine "room', 7),
    ('"', 0),
    ("x" * 201, 200),
    ("a b c d e f g h i j k", 0),
    ("a\0b", 1),
]


@pytest.mark.parametrize(("search", "position"), REFUSED)
def test_what_is_no_search_is_refused_with_its_place(
    platform: Platform, books: ComponentDocument, search: str, position: int
) -> None:
    with pytest.raises(BadQuery) as refused:
        platform.list(books, search=search)
    (field,) = refused.value.fields
    assert (field.field, field.params["position"]) == ("$search", position)
