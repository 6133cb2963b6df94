"""Lossless conversion of whole columns.

Where Polars gives the answer that `scalars` defines, the whole column is converted at once. Text that must be
read (numbers, instants …) goes the fast way first; only distinct values left over are read one by one, so the
cost of odd spellings depends on how many there are, not on the rows.
"""

from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Any

import orjson

from aqtra.dataflow.items.codec import Misfit, build_series, json_values, read_json
from aqtra.dataflow.items.lists import Elements
from aqtra.dataflow.items.physical import data_type
from aqtra.dataflow.items.scalars import Unfit, convert
from aqtra.dataflow.items.types import INTEGER, FieldType, Kind

if TYPE_CHECKING:
    import polars as pl

# The spelling numbers already have: no exponent, no sign of plus, no leading zeros, and digits that surely fit.
_CANONICAL = r"^((0|-?[1-9][0-9]{0,18})(\.[0-9]{1,18})?|-0\.[0-9]{0,8}[1-9][0-9]{0,8})$"
# Away from the ends of the calendar, without leap seconds, and with an offset that a clock may have.
_INSTANT = r"^[1-8]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-4]):[0-5]\d$"


def convert_series(
    series: "pl.Series", held: FieldType, wanted: FieldType, misfits: list[Misfit], zone: tzinfo = UTC
) -> "pl.Series":
    """`series` of type `held` as type `wanted`; what does not fit is noted in `misfits` and left null."""
    if held == wanted or (held.kind is wanted.kind and data_type(held) == data_type(wanted) and not wanted.is_json):
        return series
    if wanted.is_json:
        return _to_json(series, held, wanted, misfits)
    if held.is_json:
        return _from_json(series, wanted, misfits, zone)
    if wanted.kind is Kind.CATALOG and held.kind is Kind.OBJECT:
        return _reference(series, held, wanted, misfits, zone)
    if wanted.kind is Kind.OBJECT and held.kind is Kind.OBJECT:
        return _members(series, held, wanted, misfits, zone)
    if wanted.kind is Kind.ARRAY and held.kind is Kind.ARRAY:
        return _elements(series, held, wanted, misfits, zone)
    if held.kind in (Kind.OBJECT, Kind.ARRAY) or wanted.kind in (Kind.OBJECT, Kind.ARRAY):
        return _none_fits(series, wanted, misfits)
    fast = _fast(series, held.kind, wanted.kind, zone)
    return _remaining(series, fast, wanted, misfits, zone)


def _fast(series: "pl.Series", held: Kind, wanted: Kind, zone: tzinfo) -> "pl.Series | None":
    """The conversion by columns; null where it has no answer, None where there is no such way."""
    import polars as pl

    match held, wanted:
        case (Kind.NUMBER | Kind.UUID | Kind.URI, Kind.STRING):
            return series
        case (Kind.INTEGER | Kind.CATALOG | Kind.BOOLEAN, Kind.STRING):
            return series.cast(pl.String)
        case (Kind.INTEGER | Kind.CATALOG, Kind.INTEGER | Kind.CATALOG):
            return series
        case (Kind.INTEGER | Kind.CATALOG, Kind.NUMBER):
            return series.cast(pl.String)
        case (Kind.INTEGER | Kind.CATALOG, Kind.BOOLEAN):
            return _where(series.cast(pl.Boolean), series.is_in([0, 1]))
        case (Kind.STRING, Kind.NUMBER):
            return _where(series, series.str.contains(_CANONICAL))
        case (Kind.STRING | Kind.NUMBER, Kind.INTEGER | Kind.CATALOG):
            # Polars reads nothing but digits behind a sign, and null where they do not fit.
            return series.cast(pl.Int64, strict=False)
        case (Kind.STRING, Kind.DATE):
            return _where(series, series.str.contains(r"^\d{4}-\d{2}-\d{2}$")).str.to_date("%Y-%m-%d", strict=False)
        case (Kind.STRING, Kind.DATE_TIME):
            instants = _where(series, series.str.contains(_INSTANT))
            return instants.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%:z", time_unit="us", time_zone="UTC", strict=False)
        case (Kind.DATE_TIME, Kind.DATE):
            return series.dt.convert_time_zone(str(zone)).dt.date()
        case _:
            return None


def _where(series: "pl.Series", condition: "pl.Series") -> "pl.Series":
    import polars as pl

    if condition.all(ignore_nulls=False):
        return series
    frame = pl.DataFrame({"value": series, "condition": condition})
    return frame.select(pl.when("condition").then("value").alias(series.name)).to_series()


def _remaining(
    series: "pl.Series",
    fast: "pl.Series | None",
    wanted: FieldType,
    misfits: list[Misfit],
    zone: tzinfo,
) -> "pl.Series":
    """Fills what the fast way left open, reading each distinct value once."""
    import polars as pl

    known = fast if fast is not None else pl.Series(series.name, [None] * len(series), dtype=data_type(wanted))
    if known.null_count() == series.null_count():
        return known
    open_rows = series.is_not_null() & known.is_null()
    if not open_rows.any():
        return known
    distinct = series.filter(open_rows).unique()
    answers: list[Any] = []
    reasons: dict[Any, str] = {}
    for value in distinct.to_list():
        try:
            answers.append(convert(value, wanted.kind, zone))
        except Unfit as unfit:
            answers.append(None)
            reasons[value] = str(unfit)
    if reasons:
        _note(series, reasons, wanted, misfits)
    return known.zip_with(
        ~open_rows, series.replace_strict(distinct, pl.Series(answers, dtype=data_type(wanted)), default=None)
    )


def _note(series: "pl.Series", reasons: dict[Any, str], wanted: FieldType, misfits: list[Misfit]) -> None:
    for item, value in enumerate(series.to_list()):
        if value is not None and value in reasons:
            misfits.append(Misfit(item, series.name, wanted.kind.value, reasons[value]))


def _to_json(series: "pl.Series", held: FieldType, wanted: FieldType, misfits: list[Misfit]) -> "pl.Series":
    import polars as pl

    if held.is_json and wanted.kind is not Kind.ANY:
        return _checked_json(series, wanted, misfits)
    if held.is_json:
        return series
    if wanted.kind is not Kind.ANY and held.kind is not wanted.kind:
        return _none_fits(series, wanted, misfits)
    values = json_values(series, held, for_script=False)
    texts = [None if value is None else orjson.dumps(value).decode() for value in values]
    return pl.Series(series.name, texts, dtype=pl.String)


def _checked_json(series: "pl.Series", wanted: FieldType, misfits: list[Misfit]) -> "pl.Series":
    opening = "[" if wanted.kind is Kind.ARRAY else "{"
    fits = series.str.starts_with(opening)
    for item in (series.is_not_null() & ~fits).arg_true():
        misfits.append(Misfit(item, series.name, wanted.kind.value, f"not an {wanted.kind.value}"))
    return _where(series, fits)


def _from_json(series: "pl.Series", wanted: FieldType, misfits: list[Misfit], zone: tzinfo) -> "pl.Series":
    return build_series(series.name, [read_json(text) for text in series.to_list()], wanted, misfits, zone)


def _none_fits(series: "pl.Series", wanted: FieldType, misfits: list[Misfit]) -> "pl.Series":
    import polars as pl

    for item in series.is_not_null().arg_true():
        misfits.append(Misfit(item, series.name, wanted.kind.value, f"not an {wanted.kind.value}"))
    return pl.Series(series.name, [None] * len(series), dtype=data_type(wanted))


def _reference(
    series: "pl.Series", held: FieldType, wanted: FieldType, misfits: list[Misfit], zone: tzinfo
) -> "pl.Series":
    member = held.member("id")
    if member is None:
        return _none_fits(series, wanted, misfits)
    ids = series.struct.field(member.name).alias(series.name)
    return convert_series(ids, member.type, wanted if member.type.kind is not Kind.OBJECT else INTEGER, misfits, zone)


def _members(
    series: "pl.Series", held: FieldType, wanted: FieldType, misfits: list[Misfit], zone: tzinfo
) -> "pl.Series":
    import polars as pl

    columns = []
    for field in wanted.fields or ():
        source = held.member(field.name)
        if source is None:
            columns.append(pl.Series(field.name, [None] * len(series), dtype=data_type(field.type)))
            continue
        found: list[Misfit] = []
        inner = series.struct.field(source.name).alias(field.name)
        columns.append(convert_series(inner, source.type, field.type, found, zone))
        misfits.extend(Misfit(one.item, f"{series.name}.{one.path}", one.type, one.reason) for one in found)
    return masked_struct(series.name, columns, series.is_null(), wanted)


def masked_struct(name: str, columns: "list[pl.Series]", absent: "pl.Series", wanted: FieldType) -> "pl.Series":
    """An object of these members; null where it is absent."""
    import polars as pl

    if not columns:
        return pl.Series(name, [None if gone else {} for gone in absent], dtype=data_type(wanted))
    whole = pl.DataFrame({column.name: column for column in columns}).to_struct(name)
    return _where(whole, ~absent) if absent.any() else whole


def _elements(
    series: "pl.Series", held: FieldType, wanted: FieldType, misfits: list[Misfit], zone: tzinfo
) -> "pl.Series":
    assert held.element is not None
    assert wanted.element is not None
    elements = Elements.of(series)
    found: list[Misfit] = []
    converted = convert_series(elements.values, held.element, wanted.element, found, zone)
    misfits.extend(Misfit(elements.rows[one.item], one.path, one.type, one.reason) for one in found)
    return elements.regrouped(converted)
