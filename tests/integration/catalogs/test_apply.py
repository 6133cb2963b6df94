"""`$apply`: what charts and pivots get, exact to the last digit, and how what is not understood is refused."""

from typing import Any

import pytest

from aqtra.catalogs.errors import BadQuery, NoSuchCatalog
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.support.components import property_

HUGE = 2**63 - 1


@pytest.fixture(scope="module")
def regions(platform: Platform) -> ComponentDocument:
    made = document("Regions", property_("country"), property_("boss", "catalog"))
    made = document(
        "Regions", property_("country"), property_("boss", "catalog", component=str(made.key)), key=made.key
    )
    platform.publish(made)
    platform.create(made, {"country": "DE"}, name="North")
    platform.create(made, {"country": "TR", "boss": 1}, name="South")
    platform.create(made, {"country": "DE", "boss": 2})
    platform.create(made, {"country": "XX"}, name="Gone")
    return made


@pytest.fixture(scope="module")
def sales(platform: Platform, regions: ComponentDocument) -> ComponentDocument:
    made = document(
        "Sales",
        property_("title"),
        property_("price", "number"),
        property_("count", "integer"),
        property_("at", "datetime"),
        property_("day", "date"),
        property_("hour", "time"),
        property_("open", "boolean"),
        property_("region", "catalog", component=str(regions.key)),
        property_("also", "array", component=str(regions.key)),
        property_("labels", "array", items="string"),
    )
    platform.publish(made)
    rows: list[dict[str, Any]] = [
        {"title": "a", "price": "10.10", "count": 1, "at": "2026-01-01T00:30:00+01:00", "region": 1, "open": True},
        {"title": "b", "price": "9.90", "count": 2, "at": "2026-02-01T00:00:00Z", "region": 1, "labels": ["x", "x"]},
        {"title": "a", "price": "10.1", "count": HUGE, "region": 2, "open": False, "also": [1, 2], "hour": "09:30"},
        {"title": "B", "count": HUGE, "region": 4, "day": "2026-01-05"},
        {"price": "0." + "0" * 37 + "1", "region": 3, "day": "2026-01-05"},
        {},
    ]
    for row in rows:
        platform.create(made, row)
    platform.mark(regions, 4)
    removed = platform.create(made, {"title": "marked", "price": "1000000"})
    platform.mark(made, removed["id"])
    return made


NORTH, SOUTH, THIRD = ({"id": 1, "name": "North"}, {"id": 2, "name": "South"}, {"id": 3, "name": "Regions #3"})

ANSWERS: list[tuple[dict[str, str], list[dict[str, Any]]]] = [
    ({"apply": "aggregate($count as n)"}, [{"n": 6}]),
    (
        {"apply": "aggregate(price with sum as total,price with average as mean,count with sum as pieces)"},
        [{"total": "30.10000000000000000000000000000000000001", "mean": "7.525", "pieces": str(2 * HUGE + 3)}],
    ),
    (
        {"apply": "aggregate(price with min as low,price with max as high,price with countdistinct as kinds)"},
        [{"low": "0." + "0" * 37 + "1", "high": "10.1", "kinds": 3}],
    ),
    (
        {"apply": "aggregate(title with min as first,title with max as last,title with countdistinct as kinds)"},
        [{"first": "B", "last": "b", "kinds": 3}],
    ),
    (
        {"apply": "aggregate(at with min as first,day with max as last,hour with max as late)"},
        [{"first": "2025-12-31T23:30:00+00:00", "last": "2026-01-05", "late": "09:30:00"}],
    ),
    (
        {"apply": "aggregate(region with countdistinct as regions,open with countdistinct as states)"},
        [{"regions": 4, "states": 2}],
    ),
    ({"apply": "aggregate(count with average as mean)"}, [{"mean": "4611686018427387904.25"}]),
    (
        {"apply": "filter(false)/aggregate(price with sum as s,price with average as a,at with max as m,$count as n)"},
        [{"s": None, "a": None, "m": None, "n": 0}],
    ),
    ({"apply": "filter(id le 2)/aggregate(id divby 3 with average as third)"}, [{"third": "0.5"}]),
    ({"apply": "filter(id le 3)/aggregate(2 with average as a,id with average as b)"}, [{"a": "2", "b": "2"}]),
    (
        {"apply": "filter(id in (1,2,4))/aggregate(id with average as mean)"},
        [{"mean": "2.33333333333333333333"}],
    ),
    (
        {"apply": "filter(id in (1,3,4))/aggregate(id with average as mean)"},
        [{"mean": "2.66666666666666666667"}],
    ),
    (
        {"apply": "groupby((title),aggregate($count as n))"},
        [{"title": None, "n": 2}, {"title": "B", "n": 1}, {"title": "a", "n": 2}, {"title": "b", "n": 1}],
    ),
    (
        {"apply": "groupby((data/price))"},
        [{"price": None}, {"price": "0." + "0" * 37 + "1"}, {"price": "9.9"}, {"price": "10.1"}],
    ),
    ({"apply": "groupby((open))"}, [{"open": None}, {"open": False}, {"open": True}]),
    ({"apply": "groupby((count))"}, [{"count": None}, {"count": 1}, {"count": 2}, {"count": str(HUGE)}]),
    (
        {"apply": "groupby((region),aggregate(price with sum as total,$count as n))"},
        [
            {"region": None, "total": None, "n": 2},
            {"region": THIRD, "total": "0." + "0" * 37 + "1", "n": 1},
            {"region": NORTH, "total": "20", "n": 2},
            {"region": SOUTH, "total": "10.1", "n": 1},
        ],
    ),
    (
        {"apply": "groupby((region/name,region/data/country),aggregate($count as n))"},
        [
            {"region": {"name": None, "country": None}, "n": 2},
            {"region": {"name": None, "country": "DE"}, "n": 1},
            {"region": {"name": "North", "country": "DE"}, "n": 2},
            {"region": {"name": "South", "country": "TR"}, "n": 1},
        ],
    ),
    (
        {"apply": "groupby((region/boss,open))"},
        [
            {"region": {"boss": None}, "open": None},
            {"region": {"boss": None}, "open": True},
            {"region": {"boss": NORTH}, "open": False},
            {"region": {"boss": SOUTH}, "open": None},
        ],
    ),
    ({"apply": "groupby((creatorSubject))"}, [{"creatorSubject": {"id": 1, "name": "Member"}}]),
    (
        {"apply": "filter(price gt 9)/groupby((title),aggregate(price with sum as total))", "orderby": "total desc"},
        [{"title": "a", "total": "20.2"}, {"title": "b", "total": "9.9"}],
    ),
    (
        {"apply": "groupby((title),aggregate($count as n))/filter(n gt 1 and title ne null)"},
        [{"title": "a", "n": 2}],
    ),
    (
        {"apply": "groupby((title),aggregate($count as n))", "filter": "n eq 1 and contains(title,'b')"},
        [{"title": "B", "n": 1}, {"title": "b", "n": 1}],
    ),
    (
        {"apply": "groupby((region),aggregate($count as n))", "filter": "region eq 2 or region eq null"},
        [{"region": None, "n": 2}, {"region": SOUTH, "n": 1}],
    ),
    (
        {"apply": "groupby((region),aggregate($count as n))", "orderby": "n desc,region desc", "top": "2"},
        [{"region": NORTH, "n": 2}, {"region": None, "n": 2}],
    ),
    # What the branches of a tree ask for.
    (
        {
            "apply": "filter(id gt 0)/groupby((region/country),aggregate($count as Entries))",
            "orderby": "region/country desc",
        },
        [
            {"region": {"country": "TR"}, "Entries": 1},
            {"region": {"country": "DE"}, "Entries": 3},
            {"region": {"country": None}, "Entries": 2},
        ],
    ),
    (
        {"apply": "filter(region in (1,2))/groupby((region))", "orderby": "region"},
        [{"region": NORTH}, {"region": SOUTH}],
    ),
    (
        {"apply": "compute(year(at) as y,month(at) as m)/groupby((y,m),aggregate($count as n))", "orderby": "y desc"},
        [{"y": 2026, "m": 2, "n": 1}, {"y": 2025, "m": 12, "n": 1}, {"y": None, "m": None, "n": 4}],
    ),
    (
        {
            "apply": "filter(at ne null)"
            "/compute(startofmonth(at,'Europe/Berlin') as m,region/id as r,region/name as rn)"
            "/filter(r in (1,2))/groupby((m,r,rn),aggregate(price with sum as total))"
        },
        [
            {"m": "2026-01-01", "r": 1, "rn": "North", "total": "10.1"},
            {"m": "2026-02-01", "r": 1, "rn": "North", "total": "9.9"},
        ],
    ),
    (
        {"apply": "compute(price mul 2 as p2,p2 add 1 as more)/aggregate(more with max as m,p2 with max as t)"},
        [{"m": "21.2", "t": "20.2"}],
    ),
    (
        {"apply": "compute(price mul count as worth)/filter(worth lt 20)/aggregate(worth with sum as total)"},
        [{"total": "29.9"}],
    ),
    ({"apply": "aggregate(price mul count with max as m)"}, [{"m": "93156057572233235650.7"}]),
    (
        {"apply": "groupby((title),aggregate($count as n))/aggregate(n with max as most,$count as groups)"},
        [{"most": 2, "groups": 4}],
    ),
    (
        {
            "apply": "groupby((region,title),aggregate(price with sum as p))/compute(p mul 2 as double)"
            "/groupby((region),aggregate(double with sum as d,$count as n))/filter(region ne null)"
        },
        [
            {"region": THIRD, "d": "0." + "0" * 37 + "2", "n": 1},
            {"region": NORTH, "d": "40", "n": 2},
            {"region": SOUTH, "d": "20.2", "n": 1},
        ],
    ),
    (
        {"apply": "groupby((title))/compute(length(title) as size,title as again)", "filter": "size eq 1", "top": "1"},
        [{"title": "B", "size": 1, "again": "B"}],
    ),
    (
        {"apply": "filter(also/any(r:r/name eq 'North'))/aggregate($count as n,also/$count with sum as links)"},
        [{"n": 1, "links": 2}],
    ),
    ({"apply": "compute(labels/$count as labels2)/aggregate(labels2 with sum as n)"}, [{"n": 2}]),
    ({"apply": "aggregate(region/country with countdistinct as n)"}, [{"n": 2}]),
    ({"apply": "aggregate(contains(title,'b') with countdistinct as n)"}, [{"n": 2}]),
    ({"apply": "groupby((title),aggregate($count as n))", "top": "0"}, []),
    ({"apply": "groupby((title),aggregate($count as n))", "skip": "3"}, [{"title": "b", "n": 1}]),
    (
        {"apply": "groupby((title),aggregate($count as e,$count as value,$count as x,$count as n))", "skip": "3"},
        [{"title": "b", "e": 1, "value": 1, "x": 1, "n": 1}],
    ),
]


@pytest.mark.parametrize(("options", "rows"), ANSWERS)
def test_rows_are_filtered_computed_grouped_and_aggregated(
    platform: Platform, sales: ComponentDocument, options: dict[str, str], rows: list[dict[str, Any]]
) -> None:
    answer = platform.list(sales, by=MEMBER, **options)
    assert answer == {"value": rows}
    assert [list(row) for row in answer["value"]] == [list(row) for row in rows]


def test_a_count_is_of_all_rows_after_the_filter(platform: Platform, sales: ComponentDocument) -> None:
    apply = "groupby((title),aggregate($count as n))"
    assert platform.list(sales, apply=apply, count="true", top="1")["@odata.count"] == 4
    assert platform.list(sales, apply=apply, count="true", top="1", filter="n eq 1")["@odata.count"] == 2
    assert platform.list(sales, apply="aggregate($count as n)", count="true")["@odata.count"] == 1


@pytest.mark.parametrize("order", ["n", "n desc", "region", "n,region/name desc"])
def test_pages_of_groups_have_one_order(platform: Platform, sales: ComponentDocument, order: str) -> None:
    apply = "groupby((region/name,title),aggregate($count as n))" if "/" in order else ""
    apply = apply or "groupby((region,title),aggregate($count as n))"
    whole = platform.list(sales, apply=apply, orderby=order)["value"]
    pages = [platform.list(sales, apply=apply, orderby=order, top="1", skip=str(n))["value"] for n in range(len(whole))]
    assert [row for page in pages for row in page] == whole
    assert "@odata.nextLink" not in platform.list(sales, apply=apply, orderby=order, top="1")


REFUSED: list[tuple[dict[str, str], str, int]] = [
    ({"apply": ""}, "$apply", 0),
    ({"apply": "   "}, "$apply", 3),
    ({"apply": "price"}, "$apply", 0),
    ({"apply": "'aggregate'"}, "$apply", 0),
    ({"apply": "rollup(price)"}, "$apply", 0),
    ({"apply": "filter(price gt 1)"}, "$apply", 18),
    ({"apply": "compute(1 as x)"}, "$apply", 15),
    ({"apply": "aggregate(price)"}, "$apply", 15),
    ({"apply": "aggregate()"}, "$apply", 10),
    ({"apply": "aggregate(price with sum)"}, "$apply", 24),
    ({"apply": "aggregate(price with median as m)"}, "$apply", 21),
    ({"apply": "aggregate(price with 'sum' as m)"}, "$apply", 21),
    ({"apply": "aggregate(title with sum as m)"}, "$apply", 10),
    ({"apply": "aggregate(at with average as m)"}, "$apply", 10),
    ({"apply": "aggregate(open with max as m)"}, "$apply", 10),
    ({"apply": "aggregate(also with countdistinct as m)"}, "$apply", 10),
    ({"apply": "aggregate(nothing with sum as m)"}, "$apply", 10),
    ({"apply": "aggregate(region/nothing with sum as m)"}, "$apply", 10),
    ({"apply": "aggregate(price eq 1 with countdistinct as m)"}, "$apply", 16),
    ({"apply": "aggregate($count with sum as m)"}, "$apply", 17),
    ({"apply": "aggregate($it as m)"}, "$apply", 10),
    ({"apply": "aggregate($count as 'm')"}, "$apply", 20),
    ({"apply": "aggregate($count as _m)"}, "$apply", 20),
    ({"apply": "aggregate($count as " + "m" * 64 + ")"}, "$apply", 20),
    ({"apply": "aggregate($count as price)"}, "$apply", 20),
    ({"apply": "aggregate($count as id)"}, "$apply", 20),
    ({"apply": "aggregate($count as n,$count as n)"}, "$apply", 32),
    ({"apply": "aggregate($count as n)/"}, "$apply", 23),
    ({"apply": "aggregate($count as n) x"}, "$apply", 23),
    ({"apply": "aggregate($count as n"}, "$apply", 21),
    ({"apply": "groupby(title)"}, "$apply", 8),
    ({"apply": "groupby(())"}, "$apply", 9),
    ({"apply": "groupby((title,title))"}, "$apply", 15),
    ({"apply": "groupby((title,data/title))"}, "$apply", 15),
    ({"apply": "groupby((region,region/name))"}, "$apply", 16),
    ({"apply": "groupby((region/name,region))"}, "$apply", 21),
    ({"apply": "groupby((also))"}, "$apply", 9),
    ({"apply": "groupby((labels))"}, "$apply", 9),
    ({"apply": "groupby((nothing))"}, "$apply", 9),
    ({"apply": "groupby((title/name))"}, "$apply", 9),
    ({"apply": "groupby((year(at)))"}, "$apply", 13),
    ({"apply": "groupby((title),filter(true))"}, "$apply", 16),
    ({"apply": "groupby((title),aggregate($count as n),aggregate($count as m))"}, "$apply", 38),
    ({"apply": "groupby((title))/filter(price gt 1)"}, "$apply", 24),
    ({"apply": "groupby((title))/groupby((price))"}, "$apply", 26),
    ({"apply": "groupby((region))/filter(region/name eq 'x')"}, "$apply", 25),
    ({"apply": "groupby((title))/filter(also/any())"}, "$apply", 24),
    ({"apply": "groupby((title))/filter(also/$count eq 1)"}, "$apply", 24),
    ({"apply": "groupby((title))/compute(length(title) as title)"}, "$apply", 42),
    ({"apply": "compute(price as p)/groupby((p/name))"}, "$apply", 29),
    ({"apply": "compute(p as q,price as p)/aggregate(q with sum as s)"}, "$apply", 8),
    ({"apply": "compute(null as p)/aggregate($count as s)"}, "$apply", 8),
    ({"apply": "/".join(["groupby((title))"] * 11)}, "$apply", 186),
    ({"apply": "compute(" + ",".join(f"1 as c{n}" for n in range(51)) + ")/aggregate($count as n)"}, "$apply", 456),
    (
        {
            "apply": "compute(price mul price as a2,a2 mul a2 as a4,a4 mul a4 as a8,a8 mul a8 as a16,"
            "a16 mul a16 as a32,a32 mul a32 as a64)/aggregate(a64 with sum as s)"
        },
        "$apply",
        102,
    ),
    ({"apply": "groupby((title))", "filter": "price gt 1"}, "$filter", 0),
    ({"apply": "groupby((title))", "orderby": "price"}, "$orderby", 0),
    ({"apply": "groupby((title))", "orderby": "title,n"}, "$orderby", 6),
    ({"apply": "groupby((title))", "select": "title"}, "$select", 0),
    ({"apply": "groupby((region))", "expand": "region"}, "$expand", 0),
    ({"apply": "groupby((title))", "search": "x"}, "$search", 0),
    ({"apply": "groupby((title))", "skiptoken": "x"}, "$skiptoken", 0),
    ({"apply": "aggregate($count as n)" + " " * 8000}, "$apply", 8000),
]


@pytest.mark.parametrize(("options", "option", "position"), REFUSED)
def test_what_apply_cannot_take_is_refused_with_its_position(
    platform: Platform, sales: ComponentDocument, options: dict[str, str], option: str, position: int
) -> None:
    with pytest.raises(BadQuery) as refused:
        platform.list(sales, by=MEMBER, **options)
    (field,) = refused.value.fields
    assert (field.field, field.params["position"]) == (option, position)


def test_a_single_entry_takes_no_apply(platform: Platform, sales: ComponentDocument) -> None:
    with pytest.raises(BadQuery):
        platform.get(sales, 1, apply="aggregate($count as n)")


def test_nothing_is_grouped_by_what_one_may_not_read(platform: Platform) -> None:
    hidden = document("Hidden groups", property_("secret"), restrict_access=True)
    shown = document("Grouped openly", property_("one", "catalog", component=str(hidden.key)))
    platform.publish(hidden, shown)
    for apply in ("groupby((one))", "groupby((one/secret))", "aggregate(one/secret with max as m)"):
        with pytest.raises(NoSuchCatalog):
            platform.list(shown, apply=apply)
    assert platform.list(shown, apply="aggregate(one with countdistinct as n)") == {"value": [{"n": 0}]}
