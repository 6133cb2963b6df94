"""Where the data of a published component is kept: names of its table, columns and link tables.

Columns are named by property id, so renaming a property changes nothing in the database.
"""

from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from aqtra.metadata.documents import SYSTEM_FIELDS, SystemField

USER_INFO_KEY: Final = UUID("00000000-0000-4000-8000-000000000001")
"""The built-in component User info: its entries mirror the users of identity under the same ids."""

_ENVELOPE: Final = ("version", "data")

SYSTEM_FIELDS_BY_NAME: Final[dict[str, SystemField]] = {
    name: field for field in SYSTEM_FIELDS for name in (field.name, *field.aliases)
}
"""System fields by canonical name and by alias."""

RESERVED_NAMES: Final = frozenset(name.lower() for name in (*SYSTEM_FIELDS_BY_NAME, *_ENVELOPE))
"""Lower-case names that no property may have: entries use them for themselves."""


def is_reserved(name: str) -> bool:
    """Whether a property may not be called `name`, in whatever case."""
    return name.lower() in RESERVED_NAMES


class RetiredPlace(BaseModel):
    """A column or link table that the version does not use.

    A property that was dropped or made virtual finds its data there when it returns, unless the place is
    `superseded`: another one took over its values when the type of the property changed.
    """

    model_config = ConfigDict(frozen=True)

    property: str
    storage: str
    target: UUID | None = None
    """The component that references lead to."""
    superseded: bool = False


class TableLayout(BaseModel):
    """The table of one component as a publication left it.

    `columns` and `link_tables` hold the stored properties by id. `retired` holds what stays beside them, by the name
    of the column or link table, until a contraction removes it.
    """

    model_config = ConfigDict(frozen=True)

    table: str
    columns: dict[str, str] = {}
    link_tables: dict[str, str] = {}
    retired: dict[str, RetiredPlace] = {}
