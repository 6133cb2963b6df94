"""Conditions over fields and through references: what they find, and how what is not understood is refused."""

import pytest

from aqtra.catalogs.errors import BadQuery
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform

FILTERS: list[tuple[str, list[int]]] = [
    ("title eq 'Delta'", [4]),
    ("title ne 'Delta'", [1, 2, 3]),
    ("'Delta' eq title", [4]),
    ("title gt 'Delta' and title lt 'beta'", [3]),
    ("contains(title,'100%')", [1]),
    ("contains(title,'%')", [1]),
    ("contains(title,'_')", [2]),
    ("contains(title,'\\')", [3]),
    ("contains(title,'''q''')", [3]),
    ("contains(data/title,'A')", [1, 2, 3, 4]),
    ("startswith(title,'ALPHA')", [1]),
    ("endswith(title,'X')", [2]),
    ("not contains(title,'a')", []),
    ("tolower(title) eq 'delta'", [4]),
    ("toupper(title) eq 'DELTA'", [4]),
    ("length(title) le 6", [2, 4]),
    ("price eq 10.1", [1]),
    ("price eq '10.10'", [1]),
    ("price gt 9.90 and price le 100", [1, 3]),
    ("10 lt price", [1, 3]),
    ("price ne 100", [1, 2, 4]),
    ("not (price eq 100)", [1, 2, 4]),
    ("not price gt 9.95", [2, 4]),
    ("price eq null", [4]),
    ("price ne null", [1, 2, 3]),
    ("price eq state", [4]),
    ("state eq price", [4]),
    ("price ne state", [1, 2, 3]),
    ("not (price eq state)", [1, 2, 3]),
    ("not (price ne state)", [4]),
    ("price ge state", [1, 2, 3]),
    ("price le state", []),
    ("manager/age eq state", [4]),
    ("price add 1 eq state mul 2", [4]),
    ("open eq false or price eq state", [2, 4]),
    ("state in (0,2)", [1]),
    ("state in (1,null)", [2, 3, 4]),
    ("title in ('Delta','beta_x','a\"b','{}','\\')", [2, 4]),
    ("due ge 2026-01-01T10:00:00Z and due lt 2026-02-01T08:00:00.000001Z", [1, 2]),
    ("due eq 2026-02-01T08:00:00Z", [2]),
    ("day ge 2026-01-05", [3]),
    ("hour eq 09:30", [3]),
    ("open", [1]),
    ("not open", [2, 3, 4]),
    ("open eq false", [2]),
    ("open ne true", [2, 3, 4]),
    ("manager eq 2", [2]),
    ("manager in (1,3)", [1, 3]),
    ("manager eq null", [4]),
    ("manager/name eq 'Ada'", [1]),
    ("contains(manager/name,'A')", [1]),
    ("data/manager/data/city eq 'Rom'", [2, 3]),
    ("manager/city eq 'Rom' and manager/age eq null", [2]),
    ("manager/creatorSubject/name eq 'Member'", [1, 2, 3]),
    ("creatorSubject eq 1", [1, 2, 3, 4]),
    ("updateSubject/name eq 'Member'", [1, 2, 3, 4]),
    ("createDate gt 2020-01-01T00:00:00Z", [1, 2, 3, 4]),
    ("id ge 3", [3, 4]),
    ("name eq 'Deal 2'", [2]),
    ("version eq 1", [1, 2, 3, 4]),
    ("link eq 'https://example.org/x'", [4]),
    ("file eq 6f9619ff-8b86-4011-b42d-00cf4fc964ff", []),
    ("d eq 'd'", [4]),
    ("d eq ''", [1, 2, 3]),
    ("true", [1, 2, 3, 4]),
    ("false or id eq 1", [1]),
    ("id eq 1 or id eq 2 and price gt 50", [1]),
    ("(id eq 1 or id eq 2) and price lt 10", [2]),
    (" id\teq  1 ", [1]),
]


@pytest.mark.parametrize(("condition", "ids"), FILTERS)
def test_filters_find_what_they_say(
    platform: Platform, deals: ComponentDocument, condition: str, ids: list[int]
) -> None:
    found = platform.list(deals, filter=condition, count="true")
    assert [entry["id"] for entry in found["value"]] == ids
    assert found["@odata.count"] == len(ids)


REFUSED: list[tuple[str, int]] = [
    ("nothing eq 1", 0),
    ("title eq 'a' and data/nothing eq 1", 17),
    ("data/id eq 1", 0),
    ("ghost eq 'x'", 0),
    ("manager/nothing eq 1", 0),
    ("title/name eq 'x'", 0),
    ("team eq 1", 0),
    ("team/name eq 'x'", 0),
    ("title eq 5", 9),
    ("state eq 1.5", 9),
    ("state eq 'x'", 9),
    ("price eq true", 9),
    ("due gt 2026-01-01", 7),
    ("due gt 2026-13-01T00:00:00Z", 7),
    ("open gt true", 5),
    ("title", 0),
    ("'a' eq 'b'", 4),
    ("price gt null", 9),
    ("price eq due", 6),
    ("substringof('a',title)", 0),
    ("contains(price,'1')", 9),
    ("contains(title,price)", 15),
    ("contains(title)", 0),
    ("title eq", 8),
    ("title = 'x'", 6),
    ("(title eq 'x'", 13),
    ("title eq 'x", 9),
    ("title eq 'x' title eq 'y'", 13),
    ("(title eq 'a') eq true", 15),
    ("state in ()", 10),
    ("id eq " + "1" * 50, 6),
    ("(" * 100 + "open" + ")" * 100, 32),
    ("not " * 100 + "open", 128),
    ("id eq 1" + " or id eq 1" * 1000, 8000),
    ("title eq 'a\0b'", 11),
]


@pytest.mark.parametrize(("condition", "position"), REFUSED)
def test_a_filter_that_is_not_understood_is_refused_with_its_position(
    platform: Platform, deals: ComponentDocument, condition: str, position: int
) -> None:
    with pytest.raises(BadQuery) as refused:
        platform.list(deals, filter=condition)
    (field,) = refused.value.fields
    assert field.field == "$filter"
    assert field.params["position"] == position


def test_an_unknown_field_is_named(platform: Platform, deals: ComponentDocument) -> None:
    with pytest.raises(BadQuery) as refused:
        platform.list(deals, filter="open and manager/salary gt 3")
    assert refused.value.params == {"option": "$filter", "position": 9, "name": "salary"}
    assert refused.value.fields[0].rule == "unknown_field"
