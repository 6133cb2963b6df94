"""What a template is filled with, item by item."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from aqtra.dataflow.items.codec import plain
from aqtra.dataflow.mapping import Target, is_empty, mapped_column
from aqtra.dataflow.template_models import type_of
from aqtra.metadata.documents import Mapping
from aqtra.templates.content import TemplateContent

if TYPE_CHECKING:
    from aqtra.dataflow.context import StepContext
    from aqtra.dataflow.items.table import Table

Data = dict[str, object]


def template_data(
    table: "Table", rows: tuple[Mapping, ...], content: TemplateContent, ctx: "StepContext"
) -> Callable[[int], Data]:
    """The data of the item at a position, by property, as JSON of the property's type.

    Raises TypeMismatch naming item and property.
    """
    declared = {found.name: found for found in content.properties}
    columns = {}
    for row in rows:
        # What a template does not have any more was found when it was published; nothing reads it.
        if not is_empty(row) and row.target in declared:
            column = mapped_column(table, row, Target(type_of(declared[row.target]), row.target), ctx)
            columns[row.target] = (column.series.to_list(), column.type)
    return lambda index: {name: plain(values[index], of) for name, (values, of) in columns.items()}
