"""The filter's parser: what is printed is read back, and nothing but BadQuery comes out of bad input."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.nodes import (
    Arithmetic,
    Call,
    Comparison,
    Condition,
    Count,
    Lambda,
    Literal,
    Logic,
    Membership,
    Not,
    Operand,
    Path,
)
from aqtra.catalogs.odata.options import LISTING, QueryOptions, read_options
from aqtra.catalogs.odata.parser import parse_filter
from aqtra.catalogs.odata.printer import print_filter

KEYWORDS = {"null", "true", "false", "not"}
names = st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=8).filter(
    lambda name: name[0].isalpha() and name not in KEYWORDS
)
paths = st.lists(names, min_size=1, max_size=4).map(lambda segments: Path(tuple(segments)))
literals = st.one_of(
    st.text(max_size=20).map(lambda text: Literal("string", text)),
    st.integers().map(lambda number: Literal("number", str(number))),
    st.decimals(allow_nan=False, allow_infinity=False, places=4).map(lambda number: Literal("number", f"{number:f}")),
    st.uuids().map(lambda uuid: Literal("guid", str(uuid))),
    st.dates().map(lambda day: Literal("date", day.isoformat())),
    st.times().map(lambda hour: Literal("time", hour.strftime("%H:%M:%S"))),
    st.datetimes(timezones=st.timezones()).map(
        lambda at: Literal("datetime", at.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20))
    ),
    st.booleans().map(lambda flag: Literal("boolean", str(flag).lower())),
    st.just(Literal("null", "null")),
)
operands: st.SearchStrategy[Operand] = st.recursive(
    paths | literals | st.builds(Count, paths),
    lambda inner: st.one_of(
        st.builds(Call, names, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Arithmetic, st.sampled_from(["add", "sub", "mul", "div", "divby", "mod"]), inner, inner),
    ),
    max_leaves=6,
)
simple = st.one_of(
    st.builds(Comparison, st.sampled_from(["eq", "ne", "gt", "ge", "lt", "le"]), operands, operands),
    st.builds(Membership, operands, st.lists(literals, min_size=1, max_size=4).map(tuple)),
    operands,
    st.builds(Lambda, st.just("any"), paths),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(Lambda, st.sampled_from(["any", "all"]), paths, names, inner),
        st.builds(Logic, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=4).map(tuple)),
    ),
    max_leaves=12,
)


@given(conditions)
def test_a_printed_filter_is_read_back(condition: Condition) -> None:
    assert parse_filter(print_filter(condition)) == condition


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_filter(text)
    except BadQuery as refused:
        assert 0 <= refused.params["position"] <= len(text)  # noqa: PT017


WORDS = [
    "(",
    ")",
    ",",
    "/",
    "not",
    "and",
    "or",
    "eq",
    "in",
    "null",
    "a",
    "b",
    "'x'",
    "1",
    "2026-01-01",
    "contains",
    "add",
    "mul",
    "any(",
    "all(x:",
    "$count",
    ":",
    "$",
    ";",
    " ",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_row_of_words_is_read_or_refused(text: str) -> None:
    try:
        condition = parse_filter(text)
    except BadQuery as refused:
        assert refused.fields[0].field == "$filter"  # noqa: PT017
    else:
        assert parse_filter(print_filter(condition)) == condition


@given(st.dictionaries(st.sampled_from(sorted(LISTING)), st.text(max_size=40)))
def test_any_options_are_read_or_refused_with_their_name(options: dict[str, str]) -> None:
    try:
        read = read_options(options.items())
    except BadQuery as refused:
        assert refused.fields[0].field in options  # noqa: PT017
    else:
        assert isinstance(read, QueryOptions)
        assert 0 <= read.top <= 1000


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a eq 1 or b eq 2 and c eq 3", "a eq 1 or (b eq 2 and c eq 3)"),
        ("not a eq 1 and b eq 2", "(not (a eq 1)) and b eq 2"),
        ("a eq 1 and b eq 2 and c eq 3 or d", "(a eq 1 and b eq 2 and c eq 3) or d"),
        ("a in (1,2) and not(b)", "(a in (1, 2)) and (not b)"),
        ("a add b mul c eq d sub e sub f", "(a add (b mul c)) eq ((d sub e) sub f)"),
        ("a mul b div c mod d", "((a mul b) div c) mod d"),
        ("not a add 1 gt 2", "not ((a add 1) gt 2)"),
        ("f(a add 1,b) add 1 in (2)", "(f((a add 1), b) add 1) in (2)"),
        ("a/any(x:x eq 1 or x eq 2) and b", "(a/any(x:(x eq 1) or (x eq 2))) and b"),
        ("not a/any()", "not (a/any())"),
    ],
)
def test_operators_bind_as_odata_has_it(text: str, same: str) -> None:
    assert parse_filter(text) == parse_filter(same)


@pytest.mark.parametrize("nesting", ["(", "not ", "not (", "f(", "a/any(x:", "1 add (", "f(1,"])
def test_deep_nesting_is_refused_not_recursed(nesting: str) -> None:
    with pytest.raises(BadQuery, match="deeper"):
        parse_filter(nesting * 500 + "a")


def test_a_long_row_of_one_operator_is_not_deep() -> None:
    condition = parse_filter(" or ".join(["a eq 1"] * 500))
    assert isinstance(condition, Logic)
    assert len(condition.conditions) == 500


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("6f9619ff-8b86-d011-b42d-00cf4fc964ff", "guid"),
        ("abcdefab-8b86-d011-b42d-00cf4fc964ff", "guid"),
        ("2026-01-02", "date"),
        ("2026-01-02T10:00:00.5+02:00", "datetime"),
        ("10:30", "time"),
        ("-1.5e-3", "number"),
        ("'it''s'", "string"),
        ("null", "null"),
        ("true", "boolean"),
    ],
)
def test_literals_are_told_apart_by_how_they_are_written(text: str, kind: str) -> None:
    condition = parse_filter(f"a eq {text}")
    assert isinstance(condition, Comparison)
    assert isinstance(condition.right, Literal)
    assert condition.right.kind == kind
