"""From one storage to another: what nothing is lost by, and the way back for values that fit."""

from typing import Final

from psycopg import sql

from aqtra.catalogs.columns import SQL_TYPES, column_type, is_array, is_lossless

# Written as JSON writes them, whatever zone the session is in.
_TO_TEXT: Final = {"datetime": "(to_json({} AT TIME ZONE 'UTC') #>> '{{}}') || '+00:00'"}
_ANY_TO_TEXT: Final = "to_json({}) #>> '{{}}'"
_FROM_TEXT: Final = {
    "integer": "catalogs.as_integer({})",
    "number": "catalogs.as_number({})",
    "boolean": "catalogs.as_boolean({})",
    "datetime": "catalogs.as_datetime({})",
    "date": "catalogs.as_date({})",
    "time": "catalogs.as_time({})",
}


def keeps_column(old: str, new: str) -> bool:
    """Whether values of both storages are the same to the database, so that their column can stay."""
    if is_array(old) or is_array(new):
        return old == new
    return column_type(old) == column_type(new) and (old == new or is_lossless(old, new) or is_lossless(new, old))


def can_convert(old: str, new: str, *, narrowing: bool) -> bool:
    """Whether values can be taken over. `narrowing` also takes the way back, for those values that fit.

    The same storage in another place is a reference to another component, where the values mean nothing.
    """
    return old != new and (is_lossless(old, new) or (narrowing and is_lossless(new, old)))


def converted(old: str, new: str, value: sql.Composable) -> sql.Composable:
    """`value` as the new storage holds it; null where it does not fit. For types one of which widens the other."""
    if SQL_TYPES[old] == SQL_TYPES[new]:
        return value
    if new == "string":
        return sql.SQL(_TO_TEXT.get(old, _ANY_TO_TEXT)).format(value)
    if new == "number" and old == "integer":
        return sql.SQL("{}::numeric").format(value)
    if new == "integer" and old == "number":
        return sql.SQL("catalogs.as_integer({})").format(value)
    return sql.SQL(_FROM_TEXT[new]).format(value)
