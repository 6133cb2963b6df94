"""The steps of `$apply` as they are read: nothing but BadQuery comes out of bad input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.apply_steps import Aggregate, Alias, Compute, Computed, Filter, Group, parse_apply
from aqtra.catalogs.odata.nodes import Arithmetic, Comparison, Count, Literal, Path

WORDS = [
    "(",
    ")",
    "((",
    "),",
    ",",
    "/",
    "filter(",
    "compute(",
    "aggregate(",
    "groupby((",
    "$count",
    "as",
    "with",
    "sum",
    "min",
    "a",
    "b",
    "1",
    "eq",
    "add",
    "'x'",
    "any(x:",
    "true",
]


@given(st.text(max_size=100) | st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_any_text_is_read_or_refused_with_a_position_in_it(text: str) -> None:
    try:
        steps = parse_apply(text)
    except BadQuery as refused:
        assert refused.params["option"] == "$apply"  # noqa: PT017
        assert 0 <= refused.params["position"] <= len(text)  # noqa: PT017
    else:
        assert any(isinstance(step, Group) for step in steps)


def test_a_pipeline_is_read_step_by_step() -> None:
    one = Literal("number", "1")
    read = parse_apply(
        "filter(a eq 1)/compute(a add 1 as b,b as c)/groupby((d/e,c),aggregate(b mul 1 with sum as s,$count as n))"
        "/aggregate(x/$count with countdistinct as k)"
    )
    assert [type(step) for step in read] == [Filter, Compute, Group, Group]
    condition, computed, group, whole = read
    assert condition == Filter(Comparison("eq", Path(("a",)), one))
    assert isinstance(computed, Compute)
    assert computed.columns[0] == Computed(Arithmetic("add", Path(("a",)), one), Alias("b"))
    assert isinstance(group, Group)
    assert group.paths == (Path(("d", "e")), Path(("c",)))
    assert [(aggregate.alias.name, aggregate.method) for aggregate in group.aggregates] == [("s", "sum"), ("n", None)]
    assert isinstance(whole, Group)
    (last,) = whole.aggregates
    assert isinstance(last, Aggregate)
    assert last.operand == Count(Path(("x",)))


@pytest.mark.parametrize("nesting", ["filter(" + "(" * 100, "aggregate(" + "f(" * 100, "compute(" + "1 add (" * 100])
def test_deep_nesting_is_refused_not_recursed(nesting: str) -> None:
    with pytest.raises(BadQuery, match="deeper"):
        parse_apply(nesting)
