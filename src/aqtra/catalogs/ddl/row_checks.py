"""Questions to the existing rows that must be answered before a rule may be made."""

from dataclasses import dataclass

from psycopg import sql

from aqtra.catalogs import names
from aqtra.catalogs.columns import ARRAY
from aqtra.catalogs.ddl.shape import Check, Index, Reference, Shape


@dataclass(frozen=True, slots=True)
class RowCheck:
    """`offending` selects the ids of the entries that stand in the way of `rule` for `properties`."""

    properties: tuple[str, ...]
    rule: str
    offending: str


def meets(table: str, check: Check) -> RowCheck:
    # The condition was composed from identifiers and literals in `rules`.
    condition = sql.SQL(check.condition)
    offending = sql.SQL("SELECT id FROM {} WHERE NOT ({})").format(names.qualified(table), condition)
    return RowCheck((check.property_id,), check.rule, names.text_of(offending))


def is_empty(shape: Shape, property_id: str) -> RowCheck:
    """For a change of type that could lose something."""
    if shape.types[property_id] == ARRAY:
        link = names.qualified(names.link_table_name(shape.key, property_id))
        offending = sql.SQL("SELECT DISTINCT owner_id AS id FROM {}").format(link)
    else:
        offending = sql.SQL("SELECT id FROM {} WHERE {} IS NOT NULL").format(
            names.qualified(shape.table), sql.Identifier(names.column_name(property_id))
        )
    return RowCheck((property_id,), "type", names.text_of(offending))


def refers(reference: Reference) -> RowCheck:
    owner = "owner_id" if reference.column == "target_id" else "id"
    offending = sql.SQL(
        "SELECT DISTINCT referring.{0} AS id FROM {1} referring LEFT JOIN {2} target ON target.id = referring.{3} "
        "WHERE referring.{3} IS NOT NULL AND target.id IS NULL"
    ).format(
        sql.Identifier(owner),
        names.qualified(reference.table),
        names.qualified(reference.target),
        sql.Identifier(reference.column),
    )
    return RowCheck((reference.property_id,), "reference", names.text_of(offending))


def is_unique(table: str, index: Index) -> RowCheck:
    columns = [sql.Identifier(names.column_name(prop)) for prop in index.properties]
    offending = sql.SQL(
        "SELECT id FROM (SELECT id, count(*) OVER (PARTITION BY {}) AS alike FROM {} "
        "WHERE marked_at IS NULL AND {}) entries WHERE alike > 1"
    ).format(
        sql.SQL(", ").join(columns),
        names.qualified(table),
        sql.SQL(" AND ").join(sql.SQL("{} IS NOT NULL").format(column) for column in columns),
    )
    return RowCheck(index.properties, "unique", names.text_of(offending))
