"""JSON to columns and back. The only place where single values of a table are Python objects."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from aqtra.dataflow.items.physical import data_type
from aqtra.dataflow.items.scalars import Unfit, convert
from aqtra.dataflow.items.types import FieldType, Kind

if TYPE_CHECKING:
    import polars as pl

# JavaScript rounds whole numbers beyond this, so they travel as text.
SAFE_INTEGER = 2**53 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


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
    if of.kind is Kind.DATE_TIME:
        # What Polars does with instants of a zone takes ten times as long.
        counts = [None if value is None else (value - _EPOCH) // _MICROSECOND for value in prepared]
        return pl.Series(name, counts, dtype=pl.Int64).cast(data_type(of))
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


def json_values(series: "pl.Series", of: FieldType, *, for_script: bool = True) -> list[Any]:
    """The values as what `orjson.dumps` writes exactly; undeclared parts pass as the JSON text they are.

    Dates and instants stay Python values, which orjson writes as ISO 8601. `for_script` writes whole numbers that
    JavaScript would round as text.
    """
    values = series.to_list()
    mend = _mender(of, for_script)
    return values if mend is None else [None if value is None else mend(value) for value in values]


_Mender = Callable[[Any], Any]


@lru_cache(maxsize=4096)
def _mender(of: FieldType, for_script: bool) -> _Mender | None:
    """What makes a value of Polars exact in JSON; None where it is already."""
    if of.is_json:
        return orjson.Fragment
    if of.kind in (Kind.INTEGER, Kind.CATALOG) and for_script:
        return _safe_integer
    if of.kind is Kind.TIME:
        # orjson 3.13 drops leading zeros of a time's microseconds.
        return time.isoformat
    if of.kind is Kind.ARRAY and of.element is not None:
        return _array_mender(_mender(of.element, for_script))
    if of.kind is Kind.OBJECT:
        inside = [(field.name, _mender(field.type, for_script)) for field in of.fields or ()]
        return _object_mender([(name, mend) for name, mend in inside if mend is not None])
    return None


def _safe_integer(value: int) -> int | str:
    return value if -SAFE_INTEGER <= value <= SAFE_INTEGER else str(value)


def _array_mender(inner: _Mender | None) -> _Mender | None:
    if inner is None:
        return None
    return lambda values: [None if value is None else inner(value) for value in values]


def _object_mender(inside: list[tuple[str, _Mender]]) -> _Mender | None:
    if not inside:
        return None

    def mend(value: dict[str, Any]) -> dict[str, Any]:
        for name, inner in inside:
            if value[name] is not None:
                value[name] = inner(value[name])
        return value

    return mend


def to_json_text(value: Any) -> str:
    """JSON text of a decoded value; decimals keep their digits."""
    return orjson.dumps(_exact(value)).decode()


def _exact(value: Any) -> Any:
    """What orjson would refuse, round or misspell is written by ourselves."""
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value))
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**64:
        return orjson.Fragment(str(value))
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _exact(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(inner) for inner in value]
    return value


def plain(value: Any, of: FieldType) -> Any:
    """A value of a column as decoded JSON as others understand it: numbers are numbers, moments ISO 8601 text."""
    if value is None:
        return None
    if of.is_json:
        return read_json(value)
    if of.kind is Kind.NUMBER:
        return Decimal(value)
    if of.kind is Kind.OBJECT:
        return {field.name: plain(value[field.name], field.type) for field in of.fields or ()}
    if of.kind is Kind.ARRAY and of.element is not None:
        return [plain(inner, of.element) for inner in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def read_json(text: str | bytes | None) -> Any:
    """A decoded value whose numbers keep all their digits."""
    return None if text is None else json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
