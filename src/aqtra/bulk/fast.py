"""Which texts are at once known to be good: vectorised, and narrower than the exact rules.

A text that is accepted here is stored as it stands, and the exact path (`catalogs.values`) would accept it and store
the same value. Whatever is not accepted goes that exact path, which also finds the words for a refusal.
"""

from collections.abc import Callable
from datetime import UTC
from typing import Any, Final

import polars as pl

from aqtra.catalogs.columns import type_of
from aqtra.catalogs.limits import NAME_LENGTH, text_limit
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.property import BaseProperty

CELL: Final = pl.col("cell")

_INTEGER: Final = r"^(0|-?[1-9][0-9]{0,17})$"
_NUMBER: Final = r"^-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?$"
_ID: Final = r"^[1-9][0-9]{0,17}$"
_DATE: Final = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"
_TIME: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"
_DATETIME: Final = (
    r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|\+00:00)$"
)
_TO_SECONDS: Final = len("2026-01-01T00:00:00")
_ADDRESS: Final = r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][!-\[\]-~]*)?$"
_UUID: Final = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
# Letters, digits and marks of ASCII: with one of them a text is not blank, whoever decides what a blank is.
_NOT_BLANK: Final = r"[!-~\p{L}\p{N}]"


def accepted(document: ComponentDocument, prop: BaseProperty) -> pl.Expr | None:
    """Whether `CELL` is a good value that is not null; None where only the exact path can tell."""
    rule = _RULES.get(type_of(prop))
    if rule is None:
        return None
    # An empty text is no value, which only the exact path makes of it.
    good = rule(document, prop) & (CELL != "")
    return good & CELL.str.contains(_NOT_BLANK) if prop.required else good


def accepted_name() -> pl.Expr:
    """The display name of an entry."""
    return _storable() & (CELL != "") & (CELL.str.len_chars() <= NAME_LENGTH)


def accepted_id() -> pl.Expr:
    return CELL.str.contains(_ID)


def _storable() -> pl.Expr:
    return ~CELL.str.contains("\0", literal=True)


def _string(document: ComponentDocument, prop: Any) -> pl.Expr:
    if prop.enum is not None:
        return CELL.is_in([offered.value for offered in prop.enum])
    return _storable() & _length(document, prop, prop.min_length or 0)


def _uri(document: ComponentDocument, prop: Any) -> pl.Expr:
    return CELL.str.contains(_ADDRESS) & _length(document, prop, 0)


def _length(document: ComponentDocument, prop: Any, shortest: int) -> pl.Expr:
    length = CELL.str.len_chars()
    longest = text_limit(document, prop)
    good = length >= shortest
    return good if longest is None else good & (length <= longest)


def _integer(_: ComponentDocument, prop: Any) -> pl.Expr:
    good = CELL.str.contains(_INTEGER)
    if prop.enum is not None:
        return CELL.is_in([str(offered.value) for offered in prop.enum])
    value = CELL.cast(pl.Int64, strict=False)
    if prop.minimum is not None:
        good &= value >= prop.minimum
    if prop.maximum is not None:
        good &= value <= prop.maximum
    return good


def _number(_: ComponentDocument, prop: Any) -> pl.Expr:
    good = CELL.str.contains(_NUMBER)
    # Rounding to a float keeps the order: what is greater as a float is greater exactly. Equals are told by their text.
    value = CELL.cast(pl.Float64, strict=False)
    if prop.minimum is not None:
        good &= (value > float(prop.minimum)) | (format(prop.minimum, "f") == CELL)
    if prop.maximum is not None:
        good &= (value < float(prop.maximum)) | (format(prop.maximum, "f") == CELL)
    return good


def _boolean(_: ComponentDocument, prop: Any) -> pl.Expr:
    return CELL.is_in(["true", "false"])


def _date(_: ComponentDocument, prop: Any) -> pl.Expr:
    value = CELL.str.to_date("%Y-%m-%d", strict=False)
    good = CELL.str.contains(_DATE) & value.is_not_null()
    if prop.min_date is not None:
        good &= value >= pl.lit(prop.min_date)
    if prop.max_date is not None:
        good &= value <= pl.lit(prop.max_date)
    return good


def _datetime(_: ComponentDocument, prop: Any) -> pl.Expr:
    second = CELL.str.slice(0, _TO_SECONDS).str.to_datetime("%Y-%m-%dT%H:%M:%S", strict=False, time_unit="us")
    good = CELL.str.contains(_DATETIME) & second.is_not_null()
    # The moment lies within its second, so the second after it must not pass the end.
    if prop.min_date is not None:
        good &= second >= pl.lit(prop.min_date.astimezone(UTC).replace(tzinfo=None))
    if prop.max_date is not None:
        good &= second.dt.offset_by("1s") <= pl.lit(prop.max_date.astimezone(UTC).replace(tzinfo=None))
    return good


def _time(_: ComponentDocument, prop: Any) -> pl.Expr:
    good = CELL.str.contains(_TIME)
    # Two digits each: the order of the texts is that of the times.
    if prop.min_time is not None:
        good &= pl.lit(prop.min_time.isoformat()) <= CELL
    if prop.max_time is not None:
        good &= pl.lit(prop.max_time.isoformat()) >= CELL
    return good


def _catalog(_: ComponentDocument, prop: Any) -> pl.Expr:
    return accepted_id()


def _file(_: ComponentDocument, prop: Any) -> pl.Expr:
    return CELL.str.contains(_UUID)


_RULES: Final[dict[str, Callable[[ComponentDocument, Any], pl.Expr]]] = {
    "string": _string,
    "uri": _uri,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "catalog": _catalog,
    "file": _file,
}
