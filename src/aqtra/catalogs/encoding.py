"""Values as PostgreSQL reads them from text.

All parameters are sent as text and typed by a cast in the statement, so one statement is prepared once, whatever
values and nulls it is given.
"""

from collections.abc import Iterable
from typing import Any


def encode(kind: str, value: Any, items: str | None = None) -> str | None:
    """The parameter for a value of property type `kind`, as `conversion.convert` made it.

    `items` is the type of the values of an array of values.
    """
    if value is None:
        return None
    match kind:
        case "boolean":
            return "true" if value else "false"
        case "number":
            return format(value, "f")
        case "datetime" | "date" | "time":
            return str(value.isoformat())
        case "array":
            return encode_list(items or "integer", value)
        case _:
            return str(value)


def encode_list(kind: str, values: Iterable[Any]) -> str:
    """An array literal. Nulls are not allowed in it."""
    return "{" + ",".join(_quoted(str(encode(kind, value))) for value in values) + "}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
