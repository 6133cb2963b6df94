"""Items made of JSON of which little or nothing was declared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import TYPE_CHECKING, Any, Final

import orjson

from aqtra.dataflow.errors import BadModel, TypeMismatch
from aqtra.dataflow.items.codec import Misfit, build_series
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.transform_errors import TooManyFields
from aqtra.dataflow.variables import has_promise, named_field

if TYPE_CHECKING:
    import polars as pl

VALUE: Final = "value"
"""The member that holds an element which is no object."""
# Every member is a column of all items: different names in each item would fill the memory with nulls.
CELLS_PER_ITEM_OF_THE_LIMIT: Final = 32


@dataclass
class FreeItems:
    """Items read so far: those declared in `known` and whatever else they hold.

    `misfits` names the values that did not fit a declared type; their whole column then keeps the JSON it was given.
    """

    known: ItemModel
    zone: tzinfo
    limit: int
    misfits: list[Misfit] = field(default_factory=list)

    def table(self, items: Sequence[Mapping[str, Any]]) -> Table:
        """Raises TypeMismatch for variables that are not what their suffix says, and TooManyFields."""
        extra = (named_field(name, ANY) for name in self._unknown_names(items))
        fields: list[Field] = []
        columns: dict[str, pl.Series] = {}
        for found in (*self.known.fields, *extra):
            column, series = self._column(found, [item.get(found.name) for item in items])
            fields.append(column)
            columns[column.name] = series
        return Table.of(columns, replace(self.known, fields=tuple(fields)), len(items))

    def _unknown_names(self, items: Sequence[Mapping[str, Any]]) -> Iterable[str]:
        known = {found.name for found in self.known.fields}
        names: dict[str, None] = {}
        for item in items:
            names.update(dict.fromkeys(name for name in item if name not in known))
            if len(names) * len(items) > self.limit * CELLS_PER_ITEM_OF_THE_LIMIT:
                raise TooManyFields(f"{len(items)} items have more than {len(names) - 1} different fields")
        return names

    def _column(self, found: Field, values: list[Any]) -> tuple[Field, "pl.Series"]:
        misfits: list[Misfit] = []
        series = build_series(found.name, values, found.type, misfits, self.zone)
        if misfits and has_promise(found.name):
            raise TypeMismatch.of(misfits)
        self.misfits.extend(misfits)
        if not misfits and all(declares(found.type, value) for value in values):
            return found, series
        return replace(found, type=ANY), build_series(found.name, values, ANY, [])


def declares(of: FieldType, value: Any) -> bool:
    """Whether a type has room for all members of a value that fits it."""
    if isinstance(value, Mapping) and of.kind is Kind.OBJECT and of.fields is not None:
        members = {member.name: member.type for member in of.fields}
        return all(name in members and declares(members[name], inner) for name, inner in value.items())
    if isinstance(value, list) and of.kind is Kind.ARRAY and of.element is not None:
        element = of.element
        return all(declares(element, inner) for inner in value)
    return True


def as_item(element: Any) -> Mapping[str, Any]:
    """An element of an array as an item: one that is no object becomes the member `value`."""
    return element if isinstance(element, Mapping) else {VALUE: element}


@contextmanager
def readable() -> Iterator[None]:
    """JSON that is nested beyond reason, or holds half a surrogate pair, is the caller's error. Raises BadModel."""
    try:
        yield
    except (RecursionError, orjson.JSONEncodeError, UnicodeEncodeError) as error:
        raise BadModel("the model is nested too deeply, or holds text that is not Unicode") from error
