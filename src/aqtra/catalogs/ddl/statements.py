"""The statements a plan is made of, each with the one that takes it back."""

from dataclasses import dataclass
from uuid import UUID

from psycopg import sql

from aqtra.catalogs import names
from aqtra.catalogs.columns import ARRAY, SQL_TYPES
from aqtra.catalogs.ddl.shape import Check, Index, Reference, Shape
from aqtra.metadata.layout import USER_INFO_KEY

USER_COLUMNS = ("created_by", "changed_by")


@dataclass(frozen=True, slots=True)
class Statement:
    """One change. `undo` is None where nothing needs to be taken back."""

    run: str
    undo: str | None = None


def _made(run: sql.Composable, undo: sql.Composable | None = None) -> Statement:
    return Statement(names.text_of(run), None if undo is None else names.text_of(undo))


def _alter(table: str, action: str, *parts: sql.Composable) -> sql.Composable:
    return sql.SQL("ALTER TABLE {} " + action).format(names.qualified(table), *parts)


def lock(table: str) -> Statement:
    """Keeps writers away from the first check to the commit."""
    return _made(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(names.qualified(table)))


def create_table(table: str) -> Statement:
    """The table with its system columns."""
    return _made(
        sql.SQL(
            "CREATE TABLE {} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, "
            "created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, created_by bigint, changed_by bigint, "
            "version integer NOT NULL DEFAULT 1, marked_at timestamptz)"
        ).format(names.qualified(table)),
        _drop_table(table),
    )


def create_link_table(key: UUID, property_id: str) -> list[Statement]:
    """The rows of an array property: owner, place in the list, target."""
    link = names.link_table_name(key, property_id)
    return [
        _made(
            sql.SQL(
                "CREATE TABLE {} (owner_id bigint NOT NULL REFERENCES {} ON DELETE CASCADE, "
                "position integer NOT NULL, target_id bigint NOT NULL, PRIMARY KEY (owner_id, position))"
            ).format(names.qualified(link), names.qualified(names.table_name(key))),
            _drop_table(link),
        ),
        _made(sql.SQL("CREATE INDEX ON {} (target_id)").format(names.qualified(link))),
        grant(link),
    ]


def _drop_table(table: str) -> sql.Composable:
    return sql.SQL("DROP TABLE IF EXISTS {}").format(names.qualified(table))


def grant(table: str) -> Statement:
    role = sql.Identifier(names.APPLICATION_ROLE)
    return _made(sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}").format(names.qualified(table), role))


def user_references(table: str) -> list[Statement]:
    """Creator and last changer are entries of User info."""
    users = names.table_name(USER_INFO_KEY)
    return [add_reference(column, Reference("", table, column, users)) for column in USER_COLUMNS]


def add_column(shape: Shape, property_id: str) -> list[Statement]:
    kind = shape.types[property_id]
    if kind == ARRAY:
        return create_link_table(shape.key, property_id)
    column = sql.Identifier(names.column_name(property_id))
    return [
        _made(
            _alter(shape.table, "ADD COLUMN {} {}", column, sql.SQL(SQL_TYPES[kind])),
            _alter(shape.table, "DROP COLUMN IF EXISTS {}", column),
        )
    ]


def drop_empty_column(table: str, key: UUID, property_id: str, kind: str) -> list[Statement]:
    """Removes a place that was found empty, to make another of the same name."""
    if kind == ARRAY:
        link = names.link_table_name(key, property_id)
        again = ";\n".join(statement.run for statement in create_link_table(key, property_id))
        return [Statement(names.text_of(_drop_table(link)), again)]
    column = sql.Identifier(names.column_name(property_id))
    return [
        _made(
            _alter(table, "DROP COLUMN {}", column),
            _alter(table, "ADD COLUMN {} {}", column, sql.SQL(SQL_TYPES[kind])),
        )
    ]


def change_type(table: str, property_id: str, old: str, new: str) -> list[Statement]:
    """Widens a column without loss; text is written as JSON writes the value."""
    if old == new or SQL_TYPES[old] == SQL_TYPES[new]:
        return []
    before, after = SQL_TYPES[old], SQL_TYPES[new]
    column = sql.Identifier(names.column_name(property_id))
    widened = sql.SQL("to_json({}) #>> '{{}}'" if after == "text" else "{}").format(column)
    change = "ALTER COLUMN {} TYPE {} USING {}"
    back = sql.SQL("{}::{}").format(column, sql.SQL(before))
    return [
        _made(
            _alter(table, change, column, sql.SQL(after), widened),
            _alter(table, change, column, sql.SQL(before), back),
        )
    ]


def add_check(table: str, name: str, check: Check, *, existing_rows: bool) -> Statement:
    """`existing_rows=False`: rows from before the property existed meet the rule when they are next changed."""
    return _made(_add_check(table, name, check, validated=existing_rows), _drop_constraint(table, name))


def drop_check(table: str, name: str, check: Check) -> Statement:
    # Taken back without looking at rows: an undo must not fail on what was written meanwhile.
    return _made(_drop_constraint(table, name), _add_check(table, name, check, validated=False))


def _add_check(table: str, name: str, check: Check, *, validated: bool) -> sql.Composable:
    suffix = sql.SQL("" if validated else " NOT VALID")
    # The condition was composed from identifiers and literals in `rules`.
    condition = sql.SQL(check.condition)
    return _alter(table, "ADD CONSTRAINT {} CHECK ({}){}", sql.Identifier(name), condition, suffix)


def _drop_constraint(table: str, name: str) -> sql.Composable:
    return _alter(table, "DROP CONSTRAINT IF EXISTS {}", sql.Identifier(name))


def add_reference(name: str, reference: Reference) -> Statement:
    return _made(_add_reference(name, reference), _drop_constraint(reference.table, name))


def drop_reference(name: str, reference: Reference) -> Statement:
    restored = sql.SQL("{} NOT VALID").format(_add_reference(name, reference))
    return _made(_drop_constraint(reference.table, name), restored)


def _add_reference(name: str, reference: Reference) -> sql.Composable:
    return _alter(
        reference.table,
        "ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} (id)",
        sql.Identifier(name),
        sql.Identifier(reference.column),
        names.qualified(reference.target),
    )


def add_index(name: str, index: Index) -> Statement:
    return Statement(index.create, names.text_of(_drop_index(name)))


def drop_index(name: str, index: Index) -> Statement:
    return Statement(names.text_of(_drop_index(name)), index.create)


def _drop_index(name: str) -> sql.Composable:
    return sql.SQL("DROP INDEX IF EXISTS {}").format(names.qualified(name))
