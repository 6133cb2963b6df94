"""Mapping rows: what is written where, from paths, constants and run variables (flows.md 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table, constant, nulls
from aqtra.dataflow.items.types import ANY, FieldType, ItemModel
from aqtra.dataflow.models import RunInfo
from aqtra.kernel.errors import FieldError
from aqtra.metadata.documents import Mapping

if TYPE_CHECKING:
    from aqtra.dataflow.context import StepContext

RUN_VARIABLES: Final = frozenset({"$now", "$today", "$runId", "$user.id", "$lastSuccess"})


def is_empty(row: Mapping) -> bool:
    """A row without source writes nothing. A constant counts even when it is null."""
    return not row.source and "const" not in row.model_fields_set


def run_variable(name: str, run: RunInfo) -> Any:
    """The value of `$now` and its kin for this run: the same at every step."""
    match name:
        case "$now":
            return run.started_at.isoformat()
        case "$today":
            return run.started_at.astimezone(run.zone).date().isoformat()
        case "$runId":
            return str(run.id)
        case "$user.id":
            return run.principal.user_id
        case _:
            return None if run.last_success is None else run.last_success.isoformat()


@dataclass(frozen=True)
class Target:
    """Where a row writes: the type there, and the name an error gives the place."""

    type: FieldType
    field: str


def source_type(row: Mapping, model: ItemModel) -> FieldType:
    """The type of the values a row reads; any when that is not known."""
    if not row.source or row.source in RUN_VARIABLES:
        return ANY
    return model.at(parse_path(row.source)) or ANY


def mapped_column(table: Table, row: Mapping, target: Target, ctx: "StepContext") -> Column:
    """The values a row writes, one per item, converted to the target's type.

    Raises TypeMismatch naming the item and the target. A path the items do not have reads as null, with a warning.
    """
    return fitted(source_column(table, row, ctx), target, ctx)


def path_column(table: Table, path: str, of: FieldType, ctx: "StepContext") -> Column:
    """The values at a path as a type. Raises TypeMismatch naming the item and the path."""
    return fitted(column_or_null(table, path, ctx), Target(of, path), ctx)


def fitted(column: Column, target: Target, ctx: "StepContext") -> Column:
    """A column as the type of the place it is for. Raises TypeMismatch naming the item and that place."""
    try:
        return column.converted(target.type, ctx.run.zone)
    except TypeMismatch as mismatch:
        raise _renamed(mismatch, target.field) from mismatch


def column_or_null(table: Table, path: str, ctx: "StepContext") -> Column:
    """The values at a path; nulls and a warning when the items have no such path."""
    found = table.column(parse_path(path))
    if found is not None:
        return found
    if len(table):
        ctx.warn("missing_path", f"{path} is not in the items and reads as null")
    return Column(nulls(path, ANY, len(table)), ANY)


def source_column(table: Table, row: Mapping, ctx: "StepContext") -> Column:
    """The values a row reads, one per item, as they are."""
    if row.source and row.source not in RUN_VARIABLES:
        return column_or_null(table, row.source, ctx)
    value = run_variable(row.source, ctx.run) if row.source else row.const
    return constant(value, len(table))


def _renamed(mismatch: TypeMismatch, field: str) -> TypeMismatch:
    """The same error under the name of the place that is written."""
    fields: Iterable[FieldError] = (found.model_copy(update={"field": field}) for found in mismatch.fields[:1])
    message = f"{field}: {mismatch.fields[0].message}" if mismatch.fields else mismatch.message
    return TypeMismatch(message, item_index=mismatch.item_index, fields=tuple(fields), **mismatch.params)
