"""What is pushed into a query answers as the steps alone, bytes and warnings and errors alike."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.steps.pushed import LIST, Params, kept_if, queried, run_both, step
from tests.integration.dataflow.steps.reading import ADMINISTRATOR, MEMBER

FIELDS = (
    "id", "name", "createdDate", "changeAuthor", "version", "data.vin", "data.year", "data.price", "data.sold",
    "data.seen", "data.built", "data.opens", "data.page", "data.maker", "data.photo", "data.pin", "data.cost",
    "data.tags", "data.draft", "data.nowhere", "data",
)  # fmt: skip
VALUES = (
    "1", "2", "3.0", "10.5", "0.1", "-3.00", "99999999999999999999.000000000001", "Alpha", "alpha0", "Zebra", "zebra",
    "é", "100%", " x ", "true", "FALSE", "0", "2024-05-06", "2024-05-06T22:30:00Z", "2024-05-07T00:30:00.000001+02:00",
    "2024-05-06T22:30:00", "06:30", "06:30:00.5", "https://example.org/B", "4711", "one", "{data.year}", "{data.vin}",
    "00000000-0000-4000-8000-00000000e001", "1e3", "9223372036854775807", "\x00", "a'b\"$1",
)  # fmt: skip
ADDED = ("data.price", "data.year", "data.seen", "data.built", "id")
KEYS = ("data.maker", "data.price", "data.sold", "data.page", "data.seen", "name")
OPERATORS = ("equal", "not_equal", "greater", "less", "greater_or_equal", "less_or_equal")


@some.composite
def flows(draw: some.DrawFn) -> list[Params]:
    """A query, its list taken apart, filters, and one of the ends."""
    order = [
        {"field": field, "direction": draw(some.sampled_from(("asc", "desc")))}
        for field in draw(some.lists(some.sampled_from(("year", "price", "seen", "name", "vin")), max_size=2))
    ]
    rules = draw(some.sampled_from(((), ({"field": "year", "operator": "less", "value": {"path": "_n@integer"}},))))
    steps: list[Params] = [queried(order_by=order, filter=list(rules), top=draw(some.sampled_from((1, 4, 20, 1_000))))]
    if draw(some.integers(0, 5)) == 0:
        return [*steps, _sums("query", LIST, draw), *_ends("calculate_array", draw)]
    steps.append(step(draw(some.sampled_from(("extract_collections", "select_many"))), "query", {"model_path": LIST}))
    last = str(steps[-1]["id"])
    for number in range(draw(some.integers(0, 2))):
        found = _test(last, draw) | {"id": f"test{number}"}
        steps.append(found)
        last = str(found["id"])
    if draw(some.integers(0, 4)) == 0:
        steps.append(step("write_response", draw(some.sampled_from(("query", last))), id="beside"))
    return [*steps, *_folds(last, draw)]


def _test(source: str, draw: some.DrawFn) -> dict[str, Any]:
    field = draw(some.sampled_from(FIELDS))
    if draw(some.booleans()):
        return kept_if(source, field, draw(some.sampled_from(OPERATORS[:2])), compare_with_null=True)
    return kept_if(source, field, draw(some.sampled_from(OPERATORS)), draw(some.sampled_from(VALUES)))


def _folds(source: str, draw: some.DrawFn) -> list[Params]:
    known = KEYS if draw(some.integers(0, 2)) else FIELDS
    keys = draw(some.lists(some.sampled_from(known), max_size=2, unique=True))
    match draw(some.sampled_from(("none", "distinct", "group", "transform"))):
        case "distinct":
            narrow = [{"target": f"k{number}", "source": key} for number, key in enumerate(keys) if key != "data"]
            then = [step("transform_model", "distinct", {"fields_mapping": narrow})] if narrow else []
            return [
                step("distinct", source, {"keys": keys}),
                *then,
                *_ends(str(then[-1]["id"] if then else "distinct"), draw),
            ]
        case "group" if keys:
            grouped = step("group_by", source, {"keys": keys, "result_store_field": "members"})
            return [grouped, _sums("group_by", "members", draw), *_ends("calculate_array", draw)]
        case "transform":
            rows = [{"target": f"k{number}", "source": key} for number, key in enumerate(keys or ["id"])]
            return [step("transform_model", source, {"fields_mapping": rows}), *_ends("transform_model", draw, False)]
    return _ends(source, draw, False)


def _sums(source: str, array: str, draw: some.DrawFn) -> dict[str, Any]:
    rows = [
        {
            "array_path": array,
            "field": draw(some.sampled_from(ADDED if draw(some.integers(0, 2)) else FIELDS[:-1])),
            "operation": draw(some.sampled_from(("sum", "min", "max", "average"))),
            "result_field": f"_r{number}",
        }
        for number in range(draw(some.integers(1, 2)))
    ]
    return step("calculate_array", source, {"operations": rows})


def _ends(source: str, draw: some.DrawFn, may_choose: bool = True) -> list[Params]:
    """The response: of whole items, or of what was calculated alone."""
    if may_choose and draw(some.integers(0, 3)):
        names = ("_r0", "_r1", "k0", "k1", "id", "year", "price", "seen", "maker", "sold", "vin")
        rows = [{"target": name, "source": name} for name in names]
        end = step("transform_model", source, {"fields_mapping": rows}, "last")
        return [end, step("write_response", "last")]
    return [step("write_response", source)]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=flows(), by=some.sampled_from((MEMBER, ADMINISTRATOR)))
def test_a_flow_answers_the_same_whether_pushed_or_not(pushing: Platform, steps: list[Params], by: Any) -> None:
    both = run_both(pushing, *steps, by=by)
    assert both.pushed == both.alone
