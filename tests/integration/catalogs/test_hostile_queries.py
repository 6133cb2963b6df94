"""Conditions and pipelines that nobody would write, over values at their limits: each is answered or refused."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aqtra.catalogs.errors import BadQuery
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.support.components import property_

LONG = "9" * 38
TINY = "0." + "0" * 37 + "1"
KINDS = ("string", "integer", "number", "datetime", "date", "time", "boolean", "uri", "file")
ORDERS = st.sampled_from(["eq", "ne", "gt", "ge", "lt", "le"])
Texts = st.SearchStrategy[str]


def _call(name: str, *arguments: Texts) -> Texts:
    return st.tuples(*arguments).map(lambda given: f"{name}({','.join(given)})")


def _joined(left: Texts, operators: Texts, right: Texts) -> Texts:
    return st.builds(lambda one, operator, other: f"({one} {operator} {other})", left, operators, right)


def _one(*kinds: str, literals: tuple[str, ...]) -> Texts:
    """Fields of these kinds, those of a referenced entry too, and literals."""
    places = [f"{before}f_{kind}" for kind in kinds for before in ("", "one/", "one/data/one/")]
    return st.sampled_from([*places, *literals])


def _grown(leaves: Texts, *grown: Texts) -> Texts:
    """Mostly leaves, so that most of what grows comes to an end."""
    more = st.one_of(*grown)
    return st.integers(0, 3).flatmap(lambda number: leaves if number else more)


texts: Texts = st.deferred(
    lambda: _grown(
        _one("string", "uri", literals=("name", "''", "'x'", "'%_\\'", "'é\U0001f600'", "'   '")),
        st.one_of(*(_call(name, texts) for name in ("tolower", "toupper", "trim"))),
        _call("concat", texts, texts),
        _call("substring", texts, integers),
        _call("substring", texts, integers, integers),
    )
)
integers: Texts = st.deferred(
    lambda: _grown(
        _one("integer", literals=("id", "one", "0", "-1", "9223372036854775807", LONG, "-" + LONG)),
        st.sampled_from(["many/$count", "one/many/$count", "l_number/$count"]),
        _call("length", texts),
        _call("indexof", texts, texts),
        st.one_of(*(_call(name, days | instants) for name in ("year", "month", "day"))),
        st.one_of(*(_call(name, clocks | instants) for name in ("hour", "minute", "second"))),
        _joined(integers, st.sampled_from(["add", "sub", "mul", "div", "mod"]), integers),
    )
)
numbers: Texts = st.deferred(
    lambda: _grown(
        _one("number", literals=("0.0", "1e37", "-1e-37", LONG, TINY)),
        st.one_of(*(_call(name, numbers | integers) for name in ("round", "floor", "ceiling"))),
        _joined(numbers | integers, st.sampled_from(["add", "sub", "mul", "div", "divby", "mod"]), numbers),
    )
)
instants: Texts = st.just("now()") | _one(
    "datetime", literals=("createdDate", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z")
)
days: Texts = _one("date", literals=("0001-01-01", "9999-12-31")) | _call("date", instants)
clocks: Texts = _one("time", literals=("00:00", "23:59:59")) | _call("time", instants)
flags: Texts = _one("boolean", literals=("true",)) | st.one_of(
    *(_call(name, texts, texts) for name in ("contains", "startswith", "endswith"))
)
ordered = st.sampled_from([texts, integers, numbers, instants, days, clocks])
comparisons = st.one_of(
    ordered.flatmap(lambda some: _joined(some, ORDERS, some)),
    ordered.flatmap(lambda some: some.map(lambda one: f"{one} eq null")),
    integers.map(lambda one: f"{one} in (0,null,9223372036854775807)"),
    flags,
)
ELEMENTS = {
    "many": [
        "x/f_string eq name",
        "x/one/f_number gt f_number",
        "x eq one",
        "x/many/any(y:y eq x)",
        "x/many/$count gt 1",
    ],
    "one/many": ["x/f_boolean", "not (x/f_number divby 0 eq null)"],
    "l_string": ["contains(x,f_string)", "length(x) gt id"],
    "l_number": ["x mul x mul f_number gt 1", "floor(x) eq x"],
    "l_datetime": ["year(x) gt 1", "date(x) eq f_date"],
    "l_boolean": ["x"],
}
lambdas = st.builds(
    lambda place, quantifier, others: f"{place[0]}/{quantifier}(x:{place[1]} or {others})",
    st.sampled_from([(place, condition) for place, conditions in ELEMENTS.items() for condition in conditions]),
    st.sampled_from(["any", "all"]),
    comparisons,
)
conditions: Texts = st.recursive(
    comparisons | lambdas,
    lambda inner: _joined(inner, st.sampled_from(["and", "or"]), inner) | inner.map(lambda one: f"not ({one})"),
    max_leaves=4,
)
aggregated = st.one_of(
    (numbers | integers).map(lambda one: f"{one} with sum as a,{one} with average as b"),
    ordered.flatmap(lambda some: some).map(lambda one: f"{one} with min as a,{one} with max as b"),
    (texts | flags | instants).map(lambda one: f"{one} with countdistinct as a,$count as b"),
)
keys = st.lists(
    st.sampled_from(["f_string", "f_number", "f_file", "one/name", "f_boolean", "f_datetime", "c", "d"]),
    min_size=1,
    max_size=4,
    unique=True,
)
pipelines = st.builds(
    lambda condition, one, other, paths, some, rest: (
        f"filter({condition})/compute({one} as c,{other} as d)/groupby(({','.join(paths)}),aggregate({some})){rest}"
    ),
    conditions,
    texts | instants | days,
    numbers | integers,
    keys,
    aggregated,
    st.sampled_from(["", "/filter(a ne null)/aggregate(b with max as e)", "/compute(b as f)/groupby((a,f))"]),
)


@pytest.fixture(scope="module")
def everything(platform: Platform) -> ComponentDocument:
    made = document("Everything")
    key = str(made.key)
    fields = [property_(f"f_{kind}", kind) for kind in KINDS]
    lists = [property_(f"l_{kind}", "array", items=kind) for kind in KINDS[:-1]]
    references = [property_("one", "catalog", component=key), property_("many", "array", component=key)]
    made = document("Everything", *fields, *lists, *references, key=made.key)
    platform.publish(made)
    for number in (LONG, f"-{LONG}", TINY, "0", None):
        platform.create(
            made,
            {
                "f_string": "x%_\\é\U0001f600 " * 5 if number else None,
                "f_number": number,
                "f_integer": None if number is None else 2**63 - 1 if number == LONG else -(2**63),
                "f_datetime": "9999-12-31T23:59:59.999999Z" if number == LONG else "0001-01-01T00:00:00Z",
                "f_date": "9999-12-31",
                "f_time": "23:59:59",
                "f_boolean": number == TINY,
                "l_number": [LONG, TINY],
                "l_string": ["", "x"][1:],
                "l_integer": [0, -(2**63)],
            },
        )
    for entry in (2, 3):
        platform.update(made, entry, {"one": entry - 1, "many": [1, 2, 3]})
    return made


# The data of every example is the same, so nothing needs to be made anew.
hostile = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def answered_or_refused(platform: Platform, component: ComponentDocument, **options: str) -> None:
    try:
        answer = platform.list(component, by=MEMBER, count="true", **options)
    except BadQuery as refused:
        assert refused.params["option"].removeprefix("$") in options  # noqa: PT017
    else:
        assert answer["@odata.count"] == len(answer["value"])


@hostile
@given(conditions)
def test_any_condition_is_answered_or_refused(
    platform: Platform, everything: ComponentDocument, condition: str
) -> None:
    answered_or_refused(platform, everything, filter=condition)


@hostile
@given(pipelines)
def test_any_pipeline_is_answered_or_refused(platform: Platform, everything: ComponentDocument, pipeline: str) -> None:
    answered_or_refused(platform, everything, apply=pipeline)
