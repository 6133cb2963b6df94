"""A change of type: the values of one column go to another, and both stay in step while two versions are in use."""

from collections.abc import Sequence
from uuid import UUID

from psycopg import sql

from aqtra.catalogs import names
from aqtra.catalogs.columns import SQL_TYPES, is_lossless
from aqtra.catalogs.ddl.casts import converted
from aqtra.catalogs.ddl.places import Move
from aqtra.catalogs.ddl.shape import Check
from aqtra.catalogs.ddl.steps import Change, TakeOver

# A version that knows one of the columns changes that one; the other follows. Both changed: never by one version.
# Compared as texts: equal numbers may be written with more or fewer digits, and are shown as they are written.
_SYNCHRONIZER = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $aqtra$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.{new} IS NULL THEN
            NEW.{new} := {forward};
        ELSE
            NEW.{old} := {back};
        END IF;
    ELSIF NEW.{old}::text IS DISTINCT FROM OLD.{old}::text THEN
        NEW.{new} := {forward};
    ELSIF NEW.{new}::text IS DISTINCT FROM OLD.{new}::text AND NEW.{new}::text IS DISTINCT FROM ({forward})::text THEN
        NEW.{old} := {back};
    END IF;
    RETURN NEW;
END $aqtra$
"""


def synchronize(key: UUID, moves: Sequence[Move]) -> Change:
    """Triggers for these moves, named after the newer column.

    Those of earlier moves stay: they follow a column that follows this one, until a contraction removes all three.
    """
    run: list[str] = []
    undo: list[str] = []
    for move in moves:
        run += [_function(key, move), _trigger(key, move)]
        undo += stop_synchronizing(names.table_name(key), names.synchronizer_name(key, move.new.name))
    return Change(tuple(run), tuple(undo))


def stop_synchronizing(table: str, name: str) -> list[str]:
    """What removes a trigger and its function."""
    return [
        names.text_of(sql.SQL("DROP TRIGGER IF EXISTS {} ON {}").format(sql.Identifier(name), names.qualified(table))),
        names.text_of(sql.SQL("DROP FUNCTION IF EXISTS {}()").format(names.qualified(name))),
    ]


def take_over(table: str, moves: Sequence[Move]) -> TakeOver:
    """Values written before the triggers were there."""
    columns = [sql.Identifier(move.new.name) for move in moves]
    values = [converted(move.old.storage, move.new.storage, sql.Identifier(move.old.name)) for move in moves]
    change = sql.SQL("UPDATE {} SET {} WHERE id > %s AND id <= %s AND ({})").format(
        names.qualified(table),
        sql.SQL(", ").join(sql.SQL("{} = {}").format(*pair) for pair in zip(columns, values, strict=True)),
        sql.SQL(" OR ").join(
            sql.SQL("{} IS DISTINCT FROM {}").format(*pair) for pair in zip(columns, values, strict=True)
        ),
    )
    end_of_batch = sql.SQL("SELECT max(id) FROM (SELECT id FROM {} WHERE id > %s ORDER BY id LIMIT %s) batch").format(
        names.qualified(table)
    )
    return TakeOver(table, names.text_of(end_of_batch), names.text_of(change))


def guards(moves: Sequence[Move]) -> dict[str, Check]:
    """Refuses what the version in use may still write and the new one could not hold."""
    found: dict[str, Check] = {}
    for move in moves:
        if SQL_TYPES[move.old.storage] != SQL_TYPES[move.new.storage] and not is_lossless(
            move.old.storage, move.new.storage
        ):
            condition = sql.SQL("{} IS NULL OR {} IS NOT NULL").format(
                sql.Identifier(move.old.name), sql.Identifier(move.new.name)
            )
            name = names.constraint_name(move.new.property_id, "type", move.new.number)
            found[name] = Check(move.new.property_id, "type", names.text_of(condition))
    return found


def _function(key: UUID, move: Move) -> str:
    old, new = move.old, move.new
    return names.text_of(
        sql.SQL(_SYNCHRONIZER).format(
            function=names.qualified(names.synchronizer_name(key, new.name)),
            old=sql.Identifier(old.name),
            new=sql.Identifier(new.name),
            forward=converted(old.storage, new.storage, _value(old.name)),
            back=converted(new.storage, old.storage, _value(new.name)),
        )
    )


def _value(column: str) -> sql.Composable:
    return sql.SQL("NEW.{}").format(sql.Identifier(column))


def _trigger(key: UUID, move: Move) -> str:
    name = names.synchronizer_name(key, move.new.name)
    return names.text_of(
        sql.SQL("CREATE TRIGGER {} BEFORE INSERT OR UPDATE OF {}, {} ON {} FOR EACH ROW EXECUTE FUNCTION {}()").format(
            sql.Identifier(name),
            sql.Identifier(move.old.name),
            sql.Identifier(move.new.name),
            names.qualified(names.table_name(key)),
            names.qualified(name),
        )
    )
