"""Pages of entries, as the API writes them, read into columns: whole texts at once instead of value by value."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.items.codec import Misfit
from aqtra.dataflow.items.columns import convert_series
from aqtra.dataflow.items.lists import Elements
from aqtra.dataflow.items.physical import data_type
from aqtra.dataflow.items.types import STRING, FieldType, Kind
from aqtra.kernel.errors import FieldError

if TYPE_CHECKING:
    import polars as pl


def entry_columns(pages: Sequence[bytes], shown: FieldType) -> "tuple[pl.Series, pl.Series]":
    """The entries of all pages one after another as `shown`, and how many each page has.

    Members that an entry lacks are null: properties that its reader does not see. Raises TypeMismatch for what a
    component in proxy mode answers against its own shape.
    """
    import polars as pl

    written = _written(shown)
    page = pl.Struct({"value": pl.List(data_type(written))})
    texts = pl.Series("entries", [page.decode() for page in pages], dtype=pl.String())
    lists = texts.str.json_decode(page).struct.field("value")
    misfits: list[Misfit] = []
    entries = convert_series(Elements.of(lists).values, written, shown, misfits)
    if misfits:
        first = misfits[0]
        wrong = FieldError(field=first.path, rule="type", message=first.reason, params={"type": first.type})
        raise TypeMismatch(f"{first.path} of an entry: {first.reason}", fields=[wrong], type=first.type)
    return entries, lists.list.len().fill_null(0)


def _written(of: FieldType) -> FieldType:
    """The type of JSON text: numbers may stand there as numbers or as text, and both are read as text."""
    if of.kind is Kind.OBJECT and of.fields is not None:
        return replace(of, fields=tuple(replace(field, type=_written(field.type)) for field in of.fields))
    if of.kind is Kind.ARRAY and of.element is not None:
        return replace(of, element=_written(of.element))
    return of if of.kind is Kind.BOOLEAN else STRING
