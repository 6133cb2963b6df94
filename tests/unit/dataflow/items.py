"""Values, types and JSON items for property tests."""

from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel, Kind

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# Hypothesis wants its bounds without a zone.
EARLIEST, LATEST = datetime.fromisoformat("0002-01-01"), datetime.fromisoformat("9998-01-01")
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Canonical decimal text of up to 38 digits."""
    digits = draw(st.integers(1, 38))
    scale = draw(st.integers(0, digits))
    unscaled = draw(st.integers(-(10**digits) + 1, 10**digits - 1))
    # From its digits, not by arithmetic: that would round to the 28 digits of the default context.
    text = f"{abs(unscaled):0{scale + 1}d}"
    whole, fraction = text[: len(text) - scale], text[len(text) - scale :]
    return ("-" if unscaled < 0 else "") + (f"{whole}.{fraction}" if fraction else whole)


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)

_SCALARS: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.STRING: TEXT,
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.NUMBER: numbers(),
    Kind.BOOLEAN: st.booleans(),
    Kind.UUID: st.uuids().map(str),
    Kind.URI: st.sampled_from(["https://example.org/a?b=c", "/local", "#top"]),
    Kind.DATE: st.dates().map(str),
    Kind.DATE_TIME: st.datetimes(min_value=EARLIEST, max_value=LATEST, timezones=ZONES).map(datetime.isoformat),
    Kind.TIME: st.times().map(lambda found: found.isoformat()),
    Kind.CATALOG: st.integers(1, 2**63 - 1),
    Kind.ANY: json_values,
    Kind.ARRAY: st.lists(json_values, max_size=3),
    Kind.OBJECT: st.dictionaries(TEXT, json_values, max_size=3),
}

scalar_types = st.sampled_from(list(_SCALARS)).map(FieldType)


def _composite(inner: st.SearchStrategy[FieldType]) -> st.SearchStrategy[FieldType]:
    names = st.lists(st.sampled_from("abcdef"), unique=True, max_size=3)
    objects = names.flatmap(
        lambda chosen: st.tuples(*[inner for _ in chosen]).map(
            lambda types: FieldType(
                Kind.OBJECT, fields=tuple(Field(name, found) for name, found in zip(chosen, types, strict=True))
            )
        )
    )
    return objects | inner.map(lambda found: FieldType(Kind.ARRAY, element=found))


types = st.recursive(scalar_types, _composite, max_leaves=4)


def values(of: FieldType) -> st.SearchStrategy[Any]:
    """JSON values of a type, null included."""
    if of.kind is Kind.OBJECT and of.fields is not None:
        return st.none() | st.fixed_dictionaries({field.name: values(field.type) for field in of.fields})
    if of.kind is Kind.ARRAY and of.element is not None:
        return st.none() | st.lists(values(of.element), max_size=3)
    return st.none() | _SCALARS[of.kind]


models = st.lists(types, max_size=3).map(
    lambda found: ItemModel(tuple(Field(f"f{index}", of) for index, of in enumerate(found)))
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[ItemModel, list[dict[str, Any]]]:
    model = draw(models)
    return model, draw(st.lists(st.fixed_dictionaries({f.name: values(f.type) for f in model.fields}), max_size=4))


__all__ = ["ANY", "numbers", "tables", "types", "values"]
