"""Names in the schema `catalogs`. All are made from keys and ids, never from what a builder typed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg import sql

SCHEMA: Final = "catalogs"
APPLICATION_ROLE: Final = "aqtra_app"
# PostgreSQL cuts longer names silently, which could make two names one.
LONGEST_NAME: Final = 63
_SEPARATOR: Final = "__"
# No property id contains it, so a later place of one property is never the first of another.
_COUNTER: Final = ":"


def fitted(name: str) -> str:
    """The name itself, or its beginning and a digest when it is too long for PostgreSQL."""
    if len(name) <= LONGEST_NAME:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:16]
    return f"{name[: LONGEST_NAME - len(digest) - 1]}_{digest}"


def table_name(key: UUID) -> str:
    return f"c_{key.hex}"


def column_name(property_id: str, number: int = 1) -> str:
    """The column of a property; `number` counts its places, a change of type makes another."""
    return f"p_{property_id}" if number == 1 else f"p_{property_id}{_COUNTER}{number}"


def number_of(column: str) -> int:
    """Which of its property's places a column is."""
    return int(column.partition(_COUNTER)[2] or 1)


def property_of(column: str) -> str:
    """The id of the property that a column belongs to."""
    return column.removeprefix("p_").partition(_COUNTER)[0]


def link_table_name(key: UUID, property_id: str, number: int = 1) -> str:
    return fitted(f"l_{key.hex}_{column_name(property_id, number).removeprefix('p_')}")


def key_index_name(key: UUID, columns: Sequence[str]) -> str:
    """Keys over other columns have other names: two stand side by side while a publication runs."""
    digest = hashlib.sha256(",".join(columns).encode()).hexdigest()[:8]
    return f"{_key_index_prefix(key)}_{digest}"


def is_key_index(key: UUID, name: str) -> bool:
    """Whether an index of this name makes keys of the component unique."""
    return name.startswith(_key_index_prefix(key))


def _key_index_prefix(key: UUID) -> str:
    return f"{table_name(key)}{_SEPARATOR}key"


def index_name(key: UUID, property_id: str, kind: str, number: int = 1) -> str:
    """Indexes share one name space with tables, so the component's key is part of the name."""
    return fitted(f"i_{key.hex}_{column_name(property_id, number).removeprefix('p_')}_{kind}")


def constraint_name(property_id: str, rule: str, number: int = 1) -> str:
    """Names of constraints are local to their table: the property and the rule can be read back."""
    return f"{column_name(property_id, number)}{_SEPARATOR}{rule}"


def synchronizer_name(key: UUID, column: str) -> str:
    """Of the trigger that keeps a column in step with the one it takes over from, and of its function."""
    return fitted(f"s_{key.hex}_{column}")


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
    return BrokenConstraint(property_of(column), rule)


def qualified(table: str) -> sql.Identifier:
    return sql.Identifier(SCHEMA, table)


def text_of(composed: sql.Composable) -> str:
    """The statement as text. Identifiers and literals are quoted without asking a server."""
    return composed.as_string(None)
