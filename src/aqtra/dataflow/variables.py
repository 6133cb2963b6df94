"""Variables keep what their suffix promises, whichever step produced them (flows.md 4)."""

from collections.abc import Iterable
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel, variable

if TYPE_CHECKING:
    from aqtra.dataflow.items.table import Table


def named_field(name: str, natural: FieldType) -> Field:
    """A field of the natural type, unless its name ends with a suffix that says otherwise."""
    return Field(name, promised_type(name, natural))


def promised_type(name: str, natural: FieldType) -> FieldType:
    """The type a name's suffix promises. A name with @ that ends with no type, as foreign JSON may hold, has none."""
    try:
        return variable(name, natural).type
    except ValueError:
        return natural


def has_promise(name: str) -> bool:
    try:
        return not variable(name, ANY).untyped
    except ValueError:
        return False


def enforced(table: "Table", zone: tzinfo = UTC, inputs: Iterable[ItemModel] = ()) -> "Table":
    """The table with every variable converted to the type of its suffix. Raises TypeMismatch naming item and path.

    What came in as it is was somebody else's to keep: entries or keys may stand where references were.
    """
    from aqtra.dataflow.items.resolve import Column

    held = {(field.name, field.type) for model in inputs for field in model.fields}
    for field in table.model.fields:
        if (field.name, field.type) in held:
            continue
        promised = promised_type(field.name, field.type)
        if promised.kind is not field.type.kind:
            column = Column(table.frame[field.name], field.type).converted(promised, zone)
            table = table.with_column(Field(field.name, promised, field.title, field.aliases), column.series)
    return table
