"""Names in the schema `catalogs`. All are made from keys and ids, never from what a builder typed."""

import hashlib
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg import sql

SCHEMA: Final = "catalogs"
APPLICATION_ROLE: Final = "aqtra_app"
# PostgreSQL cuts longer names silently, which could make two names one.
LONGEST_NAME: Final = 63
_SEPARATOR: Final = "__"


def fitted(name: str) -> str:
    """The name itself, or its beginning and a digest when it is too long for PostgreSQL."""
    if len(name) <= LONGEST_NAME:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:16]
    return f"{name[: LONGEST_NAME - len(digest) - 1]}_{digest}"


def table_name(key: UUID) -> str:
    return f"c_{key.hex}"


def column_name(property_id: str) -> str:
    return f"p_{property_id}"


def link_table_name(key: UUID, property_id: str) -> str:
    return fitted(f"l_{key.hex}_{property_id}")


def key_index_name(key: UUID) -> str:
    return f"{table_name(key)}{_SEPARATOR}key"


def index_name(key: UUID, property_id: str, kind: str) -> str:
    """Indexes share one name space with tables, so the component's key is part of the name."""
    return fitted(f"i_{key.hex}_{property_id}_{kind}")


def constraint_name(property_id: str, rule: str) -> str:
    """Names of constraints are local to their table: the property and the rule can be read back."""
    return f"{column_name(property_id)}{_SEPARATOR}{rule}"


@dataclass(frozen=True, slots=True)
class BrokenConstraint:
    """What the name of a violated constraint says."""

    property_id: str
    rule: str


def read_constraint(name: str) -> BrokenConstraint | None:
    """The property and rule of a constraint made by `constraint_name`; None for any other name."""
    column, separator, rule = name.rpartition(_SEPARATOR)
    if not separator or not column.startswith("p_"):
        return None
    return BrokenConstraint(column.removeprefix("p_"), rule)


def qualified(table: str) -> sql.Identifier:
    return sql.Identifier(SCHEMA, table)


def text_of(composed: sql.Composable) -> str:
    """The statement as text. Identifiers and literals are quoted without asking a server."""
    return composed.as_string(None)
