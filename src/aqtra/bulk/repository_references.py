"""SQL that finds the entries which references mean. Rows: what it was looked up by, an entry, how many there are."""

from collections.abc import Callable
from typing import Final

from aqtra.catalogs.model import Field, Model
from aqtra.catalogs.projection import display_name
from aqtra.catalogs.sqltext import column, sql_type, table


def _by_id(model: Model, _: tuple[Field, ...]) -> str:
    return (
        f"SELECT t.id::text, t.id, 1 FROM {table(model.table)} t "
        f"WHERE t.id = ANY($1::text[]::bigint[]) AND {model.readable('t')}"
    )


def _by_name(model: Model, _: tuple[Field, ...]) -> str:
    name = display_name("t", model.title)
    return (
        f"SELECT {name}, min(t.id), count(*) FROM {table(model.table)} t "
        f"WHERE {name} = ANY($1::text[]) AND {model.readable('t')} GROUP BY 1"
    )


def _by_key(model: Model, key: tuple[Field, ...]) -> str:
    given = ", ".join(f"${number}::text[]" for number in range(1, len(key) + 1))
    names = ", ".join(f"k{number}" for number in range(len(key)))
    same = " AND ".join(
        f"{column(field.location, 't')} = asked.k{number}::{sql_type(field.kind)}" for number, field in enumerate(key)
    )
    return (
        f"SELECT {', '.join(f'asked.k{number}' for number in range(len(key)))}, t.id, 1 "
        f"FROM unnest({given}) AS asked({names}) JOIN {table(model.table)} t ON {same} AND {model.readable('t')}"
    )


QUERIES: Final[dict[str, Callable[[Model, tuple[Field, ...]], str]]] = {
    "id": _by_id,
    "name": _by_name,
    "key": _by_key,
}
