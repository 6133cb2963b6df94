"""Functions and arithmetic in filters, with missing values and at their limits."""

from typing import Any

import pytest

from aqtra.catalogs.errors import BadQuery
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform, document
from tests.support.components import property_

LONG = "9" * 38


@pytest.fixture(scope="module")
def goods(platform: Platform) -> ComponentDocument:
    made = document(
        "Goods",
        property_("title"),
        property_("code"),
        property_("link", "uri"),
        property_("price", "number"),
        property_("count", "integer"),
        property_("at", "datetime"),
        property_("day", "date"),
        property_("hour", "time"),
        property_("open", "boolean"),
    )
    platform.publish(made)
    rows: list[dict[str, Any]] = [
        {
            "title": "Blue pen",
            "code": "pen",
            "price": "2.50",
            "count": 7,
            "at": "2019-12-31T23:30:15.999999-01:00",
            "day": "2016-02-29",
            "hour": "23:59:58",
            "open": True,
            "link": "https://example.org/A",
        },
        {
            "title": "  Ünï%cödé_\\ ",
            "code": "%c",
            "price": "-3.5",
            "count": -7,
            "at": "2020-06-15T10:00:00Z",
            "day": "0001-01-01",
            "hour": "00:00",
            "open": False,
        },
        {"title": "   ", "price": LONG, "count": 2**63 - 1, "at": "9999-12-31T23:59:59Z", "day": "9999-12-31"},
        {"code": "x", "price": "0." + "0" * 37 + "1", "count": 0},
        {},
    ]
    for row in rows:
        platform.create(made, row)
    return made


def found(platform: Platform, component: ComponentDocument, condition: str) -> list[int]:
    page = platform.list(component, filter=condition, count="true")
    ids = [entry["id"] for entry in page["value"]]
    assert page["@odata.count"] == len(ids)
    return ids


TEXTS: list[tuple[str, list[int]]] = [
    ("concat(title,code) eq 'Blue penpen'", [1]),
    ("concat(concat(code,'-'),code) eq 'pen-pen'", [1]),
    ("concat(code,'') eq code", [1, 2, 3, 4, 5]),
    ("concat(code,'x') eq code", [3, 5]),
    ("concat(title,code) eq null", [3, 4, 5]),
    ("indexof(title,'pen') eq 5", [1]),
    ("indexof(title,'Pen') eq -1", [1, 2, 3]),
    ("indexof(title,'') eq 0", [1, 2, 3]),
    ("indexof(title,code) gt 0", [1, 2]),
    ("substring(title,5) eq 'pen'", [1]),
    ("substring(title,1,3) eq 'lue'", [1]),
    ("substring(title,-5,2) eq 'Bl'", [1]),
    ("substring(title,0,0) eq null", [1, 2, 3, 4, 5]),
    ("substring(title,0,-1) eq null", [1, 2, 3, 4, 5]),
    ("substring(title,100) ne null", []),
    ("substring(title,9223372036854775807,9223372036854775807) ne null", []),
    ("substring(title,count sub 2) eq 'pen'", [1]),
    ("substring(title,indexof(title,' ') add 1) eq 'pen'", [1]),
    ("substring(title,count) ne null", [1, 2]),
    ("trim(title) eq 'Ünï%cödé_\\'", [2]),
    ("trim(title) eq null", [3, 4, 5]),
    ("trim(title) eq ''", [3, 4, 5]),
    ("length(trim(title)) eq 10", [2]),
    ("toupper(trim(title)) eq 'ÜNÏ%CÖDÉ_\\'", [2]),
    ("tolower('BLUE pen') eq tolower(title)", [1]),
    ("tolower(link) eq 'https://example.org/a'", [1]),
    ("contains(title,code)", [1, 2]),
    ("contains(title,toupper(code))", [1, 2]),
    ("contains('PENS',code)", [1]),
    ("contains(title,'ÜNÏ')", [2]),
    ("contains(title,'')", [1, 2, 3]),
    ("startswith(trim(title),concat('ünï','%'))", [2]),
    ("startswith(title,code)", []),
    ("endswith(title,code)", [1]),
    ("contains(title,'pen') eq true", [1]),
    ("contains(title,'pen') eq false", [2, 3]),
    ("contains(title,'pen') ne true", [2, 3, 4, 5]),
    ("open eq contains(title,'pen')", [1, 2, 4, 5]),
]


@pytest.mark.parametrize(("condition", "ids"), TEXTS)
def test_text_functions(platform: Platform, goods: ComponentDocument, condition: str, ids: list[int]) -> None:
    assert found(platform, goods, condition) == ids


DATES: list[tuple[str, list[int]]] = [
    ("year(at) eq 2020", [1, 2]),
    ("month(at) eq 1 and day(at) eq 1 and hour(at) eq 0 and minute(at) eq 30 and second(at) eq 15", [1]),
    ("date(at) eq 2020-01-01", [1]),
    ("time(at) eq 00:30:15", [1]),
    ("date(at) gt day", [1, 2]),
    ("day(day) eq 29 and month(day) eq 2", [1]),
    ("year(day) in (1,9999)", [2, 3]),
    ("year(2016-02-29) eq year(day)", [1]),
    ("hour(hour) eq 23 and minute(hour) eq 59 and second(hour) eq 58", [1]),
    ("at lt now()", [1, 2]),
    ("now() lt at", [3]),
    ("year(now()) ge 2024 and open", [1]),
    ("year(at) add count eq 2013", [2]),
    ("year(at) eq null", [4, 5]),
    ("date(createdDate) eq date(now())", [1, 2, 3, 4, 5]),
]


@pytest.mark.parametrize(("condition", "ids"), DATES)
def test_date_functions_take_instants_apart_in_utc(
    platform: Platform, goods: ComponentDocument, condition: str, ids: list[int]
) -> None:
    assert found(platform, goods, condition) == ids


STARTS: list[tuple[str, list[int]]] = [
    ("startofyear(at) eq 2020-01-01", [1, 2]),
    ("startofyear(day) eq 2016-01-01", [1]),
    ("startofquarter(at) eq 2020-04-01", [2]),
    ("startofmonth(day) eq 2016-02-01", [1]),
    ("startofmonth(day) eq 9999-12-01", [3]),
    ("startofweek(day) eq 2016-02-29", [1]),
    ("startofweek(day) eq 0001-01-01", [2]),
    ("startofweek(at) eq 2019-12-30", [1]),
    ("startofday(at) eq date(at)", [1, 2, 3, 4, 5]),
    ("startofday(day) eq day", [1, 2, 3, 4, 5]),
    ("startofday(at) eq null", [4, 5]),
    ("startofyear(at,'America/New_York') eq 2019-01-01", [1]),
    ("startofday(at,'America/New_York') eq 2019-12-31", [1]),
    ("startofquarter(at,'America/New_York') eq 2019-10-01", [1]),
    ("startofday(at,'Asia/Tokyo') eq 2020-06-15", [2]),
    ("startofday(at,'UTC') eq startofday(at)", [1, 2, 3, 4, 5]),
]


@pytest.mark.parametrize(("condition", "ids"), STARTS)
def test_periods_begin_by_the_clocks_of_a_zone(
    platform: Platform, goods: ComponentDocument, condition: str, ids: list[int]
) -> None:
    assert found(platform, goods, condition) == ids


NUMBERS: list[tuple[str, list[int]]] = [
    ("price add 1 eq 3.5", [1]),
    ("price sub 0.5 eq 2", [1]),
    ("price mul 2 eq 5", [1]),
    ("price mul price eq 6.25", [1]),
    (f"price add 1 gt {LONG}", [3]),
    (f"price mul 10 sub price eq price mul 9 and price eq {LONG}", [3]),
    (f"price add {LONG} sub {LONG} eq price", [1, 2, 3, 4, 5]),
    ("count add 1 gt 9223372036854775807", [3]),
    ("count mul count mul count sub count lt 0", [2]),
    ("count add 9223372036854775808 eq 9223372036854775801", [2]),
    ("count div 2 eq 3", [1]),
    ("count div 2 eq -3", [2]),
    ("count div 2.0 eq 3.5", [1]),
    ("count divby 2 eq 3.5", [1]),
    ("count divby 3 eq 2.33333333333333333333", [1]),
    ("count divby -3 eq 2.33333333333333333333", [2]),
    ("2 divby count eq 0.28571428571428571429", [1]),
    ("1 divby (count mul 1.0) add 0 eq 0.14285714285714285714", [1]),
    ("price div price eq 1", [1, 2, 3, 4]),
    ("count mod 4 eq 3", [1, 3]),
    ("count mod 4 eq -3", [2]),
    ("price mod 1 eq 0.5", [1]),
    ("price mod 1 eq -0.5", [2]),
    ("price div 0 eq null", [1, 2, 3, 4, 5]),
    ("count div 0 ne null", []),
    ("count mod 0 eq null", [1, 2, 3, 4, 5]),
    ("1 div count eq null", [4, 5]),
    ("not (1 div count ge 0)", [4, 5]),
    ("not (1.0 div count ge 0)", [2, 4, 5]),
    ("round(price) eq 3", [1]),
    ("round(price) eq -4", [2]),
    ("floor(price) eq 2", [1]),
    ("floor(price) eq -4", [2]),
    ("ceiling(price) eq -3", [2]),
    ("ceiling(price) eq 1", [4]),
    ("round(count) div 2 eq 3", [1]),
    ("floor(price) div 2 eq 1", [1]),
    ("floor(price) div 4 eq 0.5", [1]),
    ("1 add 2 mul 3 eq count", [1]),
    ("(1 add 2) mul 3 sub 2 eq count", [1]),
    ("10 sub 2 sub 1 eq count", [1]),
    ("count eq 1 add 2 mul 3 and price gt 1 add 1", [1]),
    ("count add 1 in (8,-6)", [1, 2]),
    ("price add count in (9.5,null)", [1, 5]),
    ("not price add 1 gt 2", [2, 4, 5]),
    ("length(title) add 1 eq 9", [1]),
]


@pytest.mark.parametrize(("condition", "ids"), NUMBERS)
def test_arithmetic_is_exact(platform: Platform, goods: ComponentDocument, condition: str, ids: list[int]) -> None:
    assert found(platform, goods, condition) == ids


REFUSED: list[tuple[str, int]] = [
    ("concat(title) eq 'x'", 0),
    ("concat(title,code,code) eq 'x'", 0),
    ("concat(title,count) eq 'x'", 13),
    ("concat(title,null) eq 'x'", 13),
    ("concat(title,open eq true) eq 'x'", 18),
    ("concat(title,(open eq true)) eq 'x'", 13),
    ("length() eq 1", 0),
    ("now(1) gt at", 0),
    ("substring(title,1.5) eq 'x'", 16),
    ("substring(title,price) eq 'x'", 16),
    ("substring(title,round(price)) eq 'x'", 16),
    ("substring(title) eq 'x'", 0),
    ("substring(title,1,2,3) eq 'x'", 21),
    ("year(hour) eq 1", 5),
    ("year('2026-01-01') eq 1", 5),
    ("hour(day) eq 1", 5),
    ("date(day) eq 2026-01-01", 5),
    ("date(at) eq 2026-02-30", 12),
    ("time(at) eq '25:00'", 12),
    ("startofmonth(hour) eq 2026-01-01", 13),
    ("startofmonth(day,'UTC') eq 2026-01-01", 17),
    ("startofmonth(at,'Nowhere/At_All') eq 2026-01-01", 16),
    ("startofmonth(at,title) eq 2026-01-01", 16),
    ("startofmonth(at,'UTC',1) eq 2026-01-01", 0),
    ("round(title) eq 1", 6),
    ("round(open) eq 1", 6),
    ("price add title eq 1", 10),
    ("price add 'x' eq 1", 10),
    ("price add '1' eq 1", 10),
    ("price add null eq 1", 10),
    ("price add 2026-01-01 eq 1", 10),
    ("at sub at eq 1", 0),
    ("open add 1 eq 1", 0),
    ("price add eq 1", 13),
    ("price add", 9),
    ("price add 1", 6),
    ("price add (count eq 1) eq 1", 6),
    ("not price add 1", 10),
    ("count add 1 eq 1.5", 15),
    (f"price add {LONG}9 eq 1", 10),
    ("price add 1e400 eq 1", 10),
    ("cast(price) eq 1", 0),
    ("price/round(1) eq 1", 0),
    ("date eq 2026-01-01", 0),
    ("price" + " add 1" * 200 + " eq 1", 606),
    ("price" + " mul price" * 50 + " eq 1", 316),
    ("tolower(" * 40 + "title" + ")" * 40 + " eq 'x'", 256),
    ("(" * 20 + "price" + " add 1)" * 20 + " add 1" * 90 + " eq 1", 646),
    ("price mul " * 12 + "(1 eq 1) eq 1", 116),
]


@pytest.mark.parametrize(("condition", "position"), REFUSED)
def test_what_a_function_cannot_take_is_refused_with_its_position(
    platform: Platform, goods: ComponentDocument, condition: str, position: int
) -> None:
    with pytest.raises(BadQuery) as refused:
        platform.list(goods, filter=condition)
    (field,) = refused.value.fields
    assert (field.field, field.params["position"]) == ("$filter", position)
