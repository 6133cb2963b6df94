"""From items to writes of entries, and from stored entries back to items. Shared by the steps that write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from aqtra.catalogs.service import Kept
from aqtra.dataflow.entry_model import DATA, SYSTEM, property_type
from aqtra.dataflow.errors import UnknownReference
from aqtra.dataflow.items.codec import build_series
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import STRING, FieldType, Kind
from aqtra.dataflow.mapping import Target, column_or_null, is_empty, mapped_column
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents import Mapping as MappingRow

if TYPE_CHECKING:
    from aqtra.dataflow.context import StepContext

_KEY = FieldType(Kind.CATALOG)


class EntrySettings(Protocol):
    """The settings that say what to write."""

    @property
    def field_component_key(self) -> str | None: ...

    @property
    def name_field(self) -> str | None: ...

    @property
    def fields_mapping(self) -> tuple[MappingRow, ...]: ...


@dataclass(frozen=True, slots=True)
class Write:
    """One entry to write; None as id creates."""

    entry_id: int | None
    data: dict[str, Any]
    name: str | Kept | None = Kept.KEPT


def document_of(key: UUID, ctx: "StepContext") -> ComponentDocument:
    """The published component a step names. Raises UnknownReference."""
    document = ctx.component(key)
    if document is None:
        raise UnknownReference("a component this step uses is not published", component=str(key))
    return document


def planned_writes(
    table: Table, settings: EntrySettings, document: ComponentDocument, ctx: "StepContext"
) -> list[Write]:
    """What to write for each item, converted to the properties' types. Raises TypeMismatch."""
    columns = columns_of(table, settings.fields_mapping, document, ctx)
    values = {target: column.json_values() for target, column in columns.items()}
    named = columns.get(settings.name_field or "")
    names = named.converted(STRING).json_values() if named else [Kept.KEPT] * len(table)
    keys = _keys(table, settings.field_component_key, ctx)
    return [
        Write(keys[index] or None, {target: column[index] for target, column in values.items()}, names[index])
        for index in range(len(table))
    ]


@dataclass(frozen=True)
class Planned:
    """The same as columns, for steps that do not need an object per item. `names` is None when names are kept."""

    keys: list[int | None]
    names: Column | None
    data: dict[str, Column]

    @property
    def members(self) -> tuple[str, ...]:
        """What `rows` holds for each item."""
        return (*(["name"] if self.names is not None else []), *self.data)

    def rows(self, start: int, length: int) -> list[tuple[Any, ...]]:
        """Values of `length` items from `start` on, as `orjson.dumps` takes them."""
        columns = [*([self.names] if self.names is not None else []), *self.data.values()]
        if not columns:
            return [()] * min(length, len(self.keys) - start)
        values = [Column(column.series.slice(start, length), column.type).json_values() for column in columns]
        return list(zip(*values, strict=True))


def planned_columns(table: Table, settings: EntrySettings, document: ComponentDocument, ctx: "StepContext") -> Planned:
    """What to write, converted to the properties' types. Raises TypeMismatch."""
    data = columns_of(table, settings.fields_mapping, document, ctx)
    named = data.get(settings.name_field or "")
    keys = [key or None for key in _keys(table, settings.field_component_key, ctx)]
    return Planned(keys, named.converted(STRING) if named else None, data)


def columns_of(
    table: Table, rows: Sequence[MappingRow], document: ComponentDocument, ctx: "StepContext"
) -> dict[str, Column]:
    """The values of each property that is written, converted to its type. Raises TypeMismatch, UnknownReference."""
    columns = {}
    for row in rows:
        prop = document.property_named(row.target)
        if prop is None:
            raise UnknownReference(f"{document.settings.title} has no property {row.target}", property=row.target)
        if not is_empty(row) and not prop.virtual:
            target = Target(property_type(prop), f"{DATA}.{row.target}")
            columns[row.target] = mapped_column(table, row, target, ctx)
    return columns


def _keys(table: Table, path: str | None, ctx: "StepContext") -> list[Any]:
    if path is None:
        return [None] * len(table)
    column: list[Any] = column_or_null(table, path, ctx).converted(_KEY, ctx.run.zone).series.to_list()
    return column


def fill_system_fields(table: Table, writes: Sequence[Write], stored: Sequence[Mapping[str, Any]]) -> Table:
    """Items that stand for the entry just written get its id and system fields, so a form goes on with them.

    Those are items without an id whose entry was created, and items whose own entry was updated.
    """
    import polars as pl

    identity = table.model.field("id")
    if identity is None or identity.type.kind is not Kind.INTEGER:
        return table
    ids = table.frame[identity.name].to_list()
    pairs = list(zip(ids, writes, stored, strict=True))
    own = pl.Series(
        [write.entry_id == item_id if item_id else write.entry_id is None for item_id, write, _ in pairs],
        dtype=pl.Boolean,
    )
    columns = {}
    for field in SYSTEM:
        known = table.model.field(field.name)
        if known is not None and known.name == field.name and known.type == field.type:
            fresh = build_series(field.name, [entry.get(field.name) for entry in stored], field.type, [])
            columns[field.name] = fresh if own.all() else fresh.zip_with(own, table.frame[field.name])
    return table.with_values(columns)
