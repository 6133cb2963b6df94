"""Questions to the existing rows that must be answered before a rule may be made."""

from dataclasses import dataclass

from psycopg import sql

from aqtra.catalogs import names
from aqtra.catalogs.columns import SQL_TYPES, is_array
from aqtra.catalogs.ddl.casts import converted
from aqtra.catalogs.ddl.places import Move, Moves, Place
from aqtra.catalogs.ddl.shape import Check, Index, Reference


@dataclass(frozen=True, slots=True)
class RowCheck:
    """`offending` selects the ids of the entries that stand in the way of `rule` for `properties`.

    `table` and `name` are those of the constraint or index that the rule becomes; None for a change of type.
    """

    properties: tuple[str, ...]
    rule: str
    offending: str
    table: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Rows:
    """The rows of a table as they will be: moved columns with the values they get, new ones empty."""

    table: str
    moves: Moves

    def source(self) -> sql.Composable:
        kept = [self.moves.places[prop] for prop in self.moves.kept]
        columns: list[sql.Composable] = [sql.Identifier(place.name) for place in kept if not is_array(place.storage)]
        moved = {move.new.name: move for move in self.moves.moved if move.converts}
        for place in self.moves.added:
            if is_array(place.storage):
                continue
            move = moved.get(place.name)
            value = sql.SQL("NULL::{}").format(sql.SQL(SQL_TYPES[place.storage])) if move is None else _taken(move)
            columns.append(sql.SQL("{} AS {}").format(value, sql.Identifier(place.name)))
        listed = sql.SQL(", ").join([sql.SQL("id, marked_at"), *columns])
        return sql.SQL("(SELECT {} FROM {}) entries").format(listed, names.qualified(self.table))


def _taken(move: Move) -> sql.Composable:
    return converted(move.old.storage, move.new.storage, sql.Identifier(move.old.name))


def meets(rows: Rows, name: str, check: Check) -> RowCheck:
    # The condition was composed from identifiers and literals in `rules`.
    condition = sql.SQL(check.condition)
    offending = sql.SQL("SELECT id FROM {} WHERE NOT ({})").format(rows.source(), condition)
    return RowCheck((check.property_id,), check.rule, names.text_of(offending), rows.table, name)


def is_empty(table: str, place: Place) -> RowCheck:
    """For a change of type that could lose something."""
    if is_array(place.storage):
        offending = sql.SQL("SELECT DISTINCT owner_id AS id FROM {}").format(names.qualified(place.name))
    else:
        offending = sql.SQL("SELECT id FROM {} WHERE {} IS NOT NULL").format(
            names.qualified(table), sql.Identifier(place.name)
        )
    return RowCheck((place.property_id,), "type", names.text_of(offending))


def fits(table: str, move: Move) -> RowCheck:
    """For the way back to a narrower type. Entries marked for deletion count: they may come back."""
    offending = sql.SQL("SELECT id FROM {} WHERE {} IS NOT NULL AND {} IS NULL").format(
        names.qualified(table), sql.Identifier(move.old.name), _taken(move)
    )
    name = names.constraint_name(move.new.property_id, "type", move.new.number)
    return RowCheck((move.new.property_id,), "type", names.text_of(offending), table, name)


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
    return RowCheck((reference.property_id,), "reference", names.text_of(offending), reference.table, reference.name)


def is_unique(rows: Rows, name: str, index: Index) -> RowCheck:
    columns = [sql.Identifier(rows.moves.places[prop].name) for prop in index.properties]
    offending = sql.SQL(
        "SELECT id FROM (SELECT id, count(*) OVER (PARTITION BY {}) AS alike FROM {} "
        "WHERE marked_at IS NULL AND {}) counted WHERE alike > 1"
    ).format(
        sql.SQL(", ").join(columns),
        rows.source(),
        sql.SQL(" AND ").join(sql.SQL("{} IS NOT NULL").format(column) for column in columns),
    )
    return RowCheck(index.properties, "unique", names.text_of(offending), rows.table, name)
