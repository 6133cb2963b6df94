"""Small pieces of SQL text. Everything that is not a constant of ours is quoted here."""

from functools import lru_cache
from uuid import UUID

from psycopg import sql

from aqtra.catalogs import names
from aqtra.catalogs.columns import ENCRYPTED, SQL_TYPES
from aqtra.catalogs.encrypted import Parameter


class Parameters:
    """Collects the parameters of one statement."""

    def __init__(self, first: tuple[Parameter, ...] = ()) -> None:
        self.values: list[Parameter] = list(first)

    def add(self, value: Parameter, sql_type: str) -> str:
        """A new placeholder, typed by a cast."""
        self.values.append(value)
        return f"${len(self.values)}::{sql_type}"


def table(name: str) -> str:
    return names.text_of(names.qualified(name))


def table_of(component: UUID) -> str:
    return table(names.table_name(component))


@lru_cache(maxsize=4096)
def column(name: str, alias: str | None = None) -> str:
    return names.text_of(sql.Identifier(name) if alias is None else sql.Identifier(alias, name))


def output_name(name: str) -> str:
    return names.text_of(sql.Identifier(name))


def literal(text: str) -> str:
    return names.text_of(sql.Literal(text))


def sql_type(kind: str, items: str | None = None) -> str:
    """The type of a parameter. `items` is the type of the values of an array of values."""
    if kind == ENCRYPTED:
        return "bytea"
    if kind == "array":
        return f"{SQL_TYPES[items or 'catalog']}[]"
    return SQL_TYPES[kind]
