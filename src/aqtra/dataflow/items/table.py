"""A stream of items: a Polars frame and the model that says what its columns mean. Never changed in place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Any

import orjson

from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.items.codec import Misfit, build_series, json_values
from aqtra.dataflow.items.paths import Path
from aqtra.dataflow.items.physical import data_type
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel, Kind, union

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Table:
    """Items in order. The frame has one column per field at the root of the model."""

    frame: "pl.DataFrame"
    model: ItemModel

    @classmethod
    def of(cls, columns: "Mapping[str, pl.Series]", model: ItemModel, height: int) -> "Table":
        import polars as pl

        ordered = {field.name: columns[field.name] for field in model.fields}
        # A frame without columns keeps its height only when it is told.
        return cls(pl.DataFrame(ordered) if ordered else pl.DataFrame(height=height), model)

    @classmethod
    def from_items(cls, items: Sequence[Mapping[str, Any]], model: ItemModel, zone: tzinfo = UTC) -> "Table":
        """Items decoded from JSON, converted to the model; members it does not know are dropped.

        Raises TypeMismatch naming every value that does not fit.
        """
        misfits: list[Misfit] = []
        columns = {
            field.name: build_series(field.name, [_member(item, field) for item in items], field.type, misfits, zone)
            for field in model.fields
        }
        if misfits:
            raise TypeMismatch.of(sorted(misfits, key=lambda misfit: misfit.item))
        return cls.of(columns, model, len(items))

    @classmethod
    def empty(cls, model: ItemModel | None = None) -> "Table":
        return cls.from_items((), model or ItemModel())

    def __len__(self) -> int:
        return self.frame.height

    def to_json(self) -> bytes:
        """The items as a JSON array."""
        return orjson.dumps(self.json_items())

    def json_items(self) -> list[Any]:
        """One dictionary per item, as `orjson.dumps` takes it."""
        if not self.model.fields:
            return [{} for _ in range(len(self))]
        return json_values(self.frame.to_struct("item"), self.model.type)

    def column(self, path: Path) -> Column | None:
        """The values at `path`; None when the model has no such path (which reads as null)."""
        field = self.model.field(str(path.segments[0]))
        if field is None:
            return None
        return Column(self.frame[field.name], field.type).follow(path.segments[1:])

    def whole(self) -> Column:
        """Every item as one value. Nothing is copied: what items share, the values share."""
        import polars as pl

        if not self.model.fields:
            return Column(pl.repeat("{}", len(self), eager=True), FieldType(Kind.OBJECT))
        return Column(self.frame.to_struct("item"), self.model.type)

    def taken(self, rows: "pl.Series") -> "Table":
        """The items at these positions, in this order."""
        import polars as pl

        # From one piece rows are taken several times as fast as from many.
        frame = self.frame.rechunk()[rows] if self.model.fields else pl.DataFrame(height=len(rows))
        return Table(frame, self.model)

    def slices(self, size: int) -> "Iterator[Table]":
        """The items in portions of this size."""
        for start in range(0, len(self), size):
            yield Table(self.frame.slice(start, size), self.model)

    def with_column(self, field: Field, series: "pl.Series") -> "Table":
        """This table with a root field set; `series` already has the field's type."""
        return Table(self._with({field.name: series}), self.model.with_field(field))

    def with_values(self, columns: "Mapping[str, pl.Series]") -> "Table":
        """This table with other values in some of its fields; each series already has its field's type."""
        return Table(self._with(columns), self.model)

    def _with(self, columns: "Mapping[str, pl.Series]") -> "pl.DataFrame":
        import polars as pl

        return pl.DataFrame({**{column.name: column for column in self.frame}, **columns})

    def as_model(self, model: ItemModel) -> "Table":
        """This table with exactly the fields of `model`; absent ones are null. Raises TypeMismatch."""
        columns = {}
        for field in model.fields:
            held = self.model.field(field.name)
            columns[field.name] = (
                nulls(field.name, field.type, len(self))
                if held is None
                else Column(self.frame[held.name], held.type).converted(field.type).series
            )
        return Table.of(columns, model, len(self))

    def without_secrets(self) -> "Table":
        """This table as callers, logs and traces may see it."""
        shown = self.model.without_secrets()
        return self if shown == self.model else self.as_model(shown)

    def with_secret(self, path: Path) -> "Table":
        """This table with what is at the path marked as secret."""
        return Table(self.frame, self.model.with_secret(path))


def constant(value: Any, height: int) -> Column:
    """The same value, decoded from JSON, for every item."""
    return Column(build_series("constant", [value], ANY, []).new_from_index(0, height), ANY)


def nulls(name: str, of: FieldType, height: int) -> "pl.Series":
    import polars as pl

    return pl.repeat(None, height, dtype=data_type(of), eager=True).alias(name)


def concatenate(tables: Sequence[Table]) -> Table:
    """The items of all tables in the given order; a field that differs in type becomes any."""
    import polars as pl

    if len(tables) == 1:
        return tables[0]
    model = union(table.model for table in tables)
    alike = [table.as_model(model) for table in tables]
    if not model.fields:
        return Table(pl.DataFrame(height=sum(len(table) for table in alike)), model)
    return Table(pl.concat([table.frame for table in alike]), model)


def _member(item: Mapping[str, Any], field: Field) -> Any:
    return next((item[name] for name in (field.name, *field.aliases) if name in item), None)
