"""Variables that a step computes for every item."""

from typing import TYPE_CHECKING

from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import variable

if TYPE_CHECKING:
    from aqtra.dataflow.context import StepContext


def with_result(table: Table, name: str, column: Column, ctx: "StepContext") -> Table:
    """The items with a variable set, converted to what its suffix says. Raises TypeMismatch."""
    field = variable(name, column.type)
    named = Column(column.series.alias(name), column.type)
    return table.with_column(field, named.converted(field.type, ctx.run.zone).series)
