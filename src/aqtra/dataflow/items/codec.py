"""JSON to columns and back. The only place where single values of a table are Python objects."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from aqtra.dataflow.items.physical import data_type
from aqtra.dataflow.items.scalars import Unfit, convert
from aqtra.dataflow.items.types import FieldType, Kind

if TYPE_CHECKING:
    import polars as pl

# JavaScript rounds whole numbers beyond this, so they travel as text.
SAFE_INTEGER = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Misfit:
    """One value that does not fit its type. `path` is relative to the column, beginning with its name."""

    item: int
    path: str
    type: str
    reason: str


def build_series(
    name: str, values: Sequence[Any], of: FieldType, misfits: list[Misfit], zone: tzinfo = UTC
) -> "pl.Series":
    """A column of converted values. What does not fit is noted in `misfits` and left null."""
    import polars as pl

    prepared = [_prepare(value, of, (item, name, misfits, zone)) for item, value in enumerate(values)]
    return pl.Series(name, prepared, dtype=data_type(of))


_Place = tuple[int, str, list[Misfit], tzinfo]


def _prepare(value: Any, of: FieldType, place: _Place) -> Any:
    """One value in the shape Polars takes for the type."""
    if value is None:
        return None
    item, path, misfits, zone = place
    try:
        fitting = convert(value, of.kind, zone)
    except Unfit as unfit:
        misfits.append(Misfit(item, path, of.kind.value, str(unfit)))
        return None
    if of.is_json:
        return to_json_text(fitting)
    if of.kind is Kind.OBJECT:
        return {
            field.name: _prepare(
                _member(fitting, field.name, field.aliases), field.type, (item, f"{path}.{field.name}", misfits, zone)
            )
            for field in of.fields or ()
        }
    if of.kind is Kind.ARRAY and of.element is not None:
        element = of.element
        return [_prepare(inner, element, (item, f"{path}[{i}]", misfits, zone)) for i, inner in enumerate(fitting)]
    return fitting


def _member(value: dict[str, Any], name: str, aliases: tuple[str, ...]) -> Any:
    return next((value[key] for key in (name, *aliases) if key in value), None)


def json_values(series: "pl.Series", of: FieldType) -> list[Any]:
    """The values as what `orjson.dumps` writes exactly; undeclared parts pass as the JSON text they are."""
    if of.is_json:
        return [None if text is None else orjson.Fragment(text) for text in series.to_list()]
    if of.kind is Kind.OBJECT:
        return _objects(series, of)
    if of.kind is Kind.ARRAY and of.element is not None:
        return _arrays(series, of.element)
    return _SCALARS.get(of.kind, _plain)(series)


def _objects(series: "pl.Series", of: FieldType) -> list[Any]:
    fields = of.fields or ()
    names = [field.name for field in fields]
    columns = [json_values(series.struct.field(field.name), field.type) for field in fields]
    rows: list[Any] = (
        [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)] if fields else [{} for _ in series]
    )
    if series.null_count():
        rows = [None if absent else row for row, absent in zip(rows, series.is_null(), strict=True)]
    return rows


def _arrays(series: "pl.Series", element: FieldType) -> list[Any]:
    inner = iter(json_values(series.explode(empty_as_null=False, keep_nulls=False), element))
    return [None if count is None else [next(inner) for _ in range(count)] for count in series.list.len().to_list()]


def _plain(series: "pl.Series") -> list[Any]:
    return series.to_list()


def _integers(series: "pl.Series") -> list[Any]:
    values: list[int | None] = series.to_list()
    if not series.is_between(-SAFE_INTEGER, SAFE_INTEGER).all():
        return [str(value) if value is not None and abs(value) > SAFE_INTEGER else value for value in values]
    return values


def _instants(series: "pl.Series") -> list[Any]:
    return series.dt.strftime("%Y-%m-%dT%H:%M:%S%.f+00:00").to_list()


def _dates(series: "pl.Series") -> list[Any]:
    return series.dt.strftime("%Y-%m-%d").to_list()


def _times(series: "pl.Series") -> list[Any]:
    return series.dt.strftime("%H:%M:%S%.f").to_list()


_SCALARS: dict[Kind, Callable[["pl.Series"], list[Any]]] = {
    Kind.INTEGER: _integers,
    Kind.CATALOG: _integers,
    Kind.DATE: _dates,
    Kind.DATE_TIME: _instants,
    Kind.TIME: _times,
}


def to_json_text(value: Any) -> str:
    """JSON text of a decoded value; decimals keep their digits."""
    return orjson.dumps(_exact(value), default=_text_of).decode()


def _exact(value: Any) -> Any:
    """Numbers that orjson would refuse or round are written by their digits."""
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value))
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**64:
        return orjson.Fragment(str(value))
    if isinstance(value, dict):
        return {str(key): _exact(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(inner) for inner in value]
    return value


def _text_of(value: Any) -> Any:
    if isinstance(value, datetime | date | time | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def read_json(text: str | bytes | None) -> Any:
    """A decoded value whose numbers keep all their digits."""
    return None if text is None else json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
