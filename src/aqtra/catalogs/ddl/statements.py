"""The steps over tables, constraints and indexes, each with what takes it back."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from psycopg import sql

from aqtra.catalogs import names
from aqtra.catalogs.columns import CATALOG, SQL_TYPES, column_type, is_array, items_stored
from aqtra.catalogs.ddl.places import Place
from aqtra.catalogs.ddl.rules import item_conditions
from aqtra.catalogs.ddl.shape import Check, Index, Reference, Shape
from aqtra.catalogs.ddl.steps import BuildIndex, Change, Validate
from aqtra.metadata.layout import USER_INFO_KEY

USER_COLUMNS = ("created_by", "changed_by")


def lock(*tables: str) -> str:
    """Waits for other changes of these tables while nobody has to wait for us; vacuum gives way to it."""
    listed = sql.SQL(", ").join(map(names.qualified, sorted(set(tables))))
    return names.text_of(sql.SQL("LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE").format(listed))


def alter(table: str, actions: Iterable[sql.Composable]) -> str:
    joined = sql.SQL(", ").join(actions)
    return names.text_of(sql.SQL("ALTER TABLE {} {}").format(names.qualified(table), joined))


def create_table(shape: Shape) -> Change:
    """A new table with everything in it but references to others. Nobody uses it, so nothing is held up."""
    system = sql.SQL(
        "CREATE TABLE {} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, "
        "created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, created_by bigint, changed_by bigint, "
        "version integer NOT NULL DEFAULT 1, marked_at timestamptz)"
    ).format(names.qualified(shape.table))
    places = shape.places.values()
    parts = [_add_column(place) for place in places if not is_array(place.storage)]
    parts += [_add_check(name, check.condition) for name, check in shape.checks.items()]
    links = [place for place in places if is_array(place.storage)]
    return Change(
        run=(
            names.text_of(system),
            grant(shape.table),
            *_index_system_fields(shape.table),
            *([alter(shape.table, parts)] if parts else []),
            *(statement for place in links for statement in create_link_table(shape.key, place)),
            *(_create_index(name, shape.table, index) for name, index in shape.indexes.items()),
        ),
        undo=(*(drop_table(place.name) for place in links), drop_table(shape.table)),
    )


def _index_system_fields(table: str) -> Iterator[str]:
    """People look for names; marked entries are few, so Maintenance finds them without reading the table."""
    for name, definition in (
        ("marked", "(marked_at, id) WHERE marked_at IS NOT NULL"),
        ("name", "(name NULLS FIRST, id)"),
        ("name_search", "USING gin (name gin_trgm_ops) WHERE name IS NOT NULL"),
    ):
        create = sql.SQL("CREATE INDEX {} ON {} {}")
        yield names.text_of(
            create.format(sql.Identifier(f"{table}__{name}"), names.qualified(table), sql.SQL(definition))
        )


def create_link_table(key: UUID, place: Place) -> list[str]:
    """The rows of an array property: owner, place in the list, and the target or the value."""
    items = items_stored(place.storage)
    member, kind = ("target_id", SQL_TYPES[CATALOG]) if items is None else ("value", SQL_TYPES[items])
    column, link = sql.Identifier(member), names.qualified(place.name)
    rules = sql.SQL("").join(
        sql.SQL(", CONSTRAINT {} CHECK ({})").format(
            sql.Identifier(names.constraint_name(place.property_id, rule)), condition
        )
        for rule, condition in item_conditions(items, column).items()
    )
    table = sql.SQL(
        "CREATE TABLE {} (owner_id bigint NOT NULL REFERENCES {} ON DELETE CASCADE, position integer NOT NULL, "
        "{} {} NOT NULL, PRIMARY KEY (owner_id, position){})"
    ).format(link, names.qualified(names.table_name(key)), column, sql.SQL(kind), rules)
    index = sql.SQL("CREATE INDEX ON {} ({})").format(link, column)
    return [names.text_of(table), names.text_of(index), grant(place.name)]


def drop_table(table: str) -> str:
    # What was built on it meanwhile goes with it.
    return names.text_of(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(names.qualified(table)))


def grant(table: str) -> str:
    role = sql.Identifier(names.APPLICATION_ROLE)
    return names.text_of(
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}").format(names.qualified(table), role)
    )


def add_places(shape: Shape, places: Iterable[Place], *, also: Change) -> Change:
    """Columns and link tables of a table in use, and in the same transaction what keeps them in step."""
    columns = [place for place in places if not is_array(place.storage)]
    links = [place for place in places if is_array(place.storage)]
    run = [alter(shape.table, map(_add_column, columns))] if columns else []
    undo = [alter(shape.table, map(drop_column, columns))] if columns else []
    run += [statement for place in links for statement in create_link_table(shape.key, place)]
    return Change(
        run=(lock(shape.table), *run, *also.run),
        undo=(lock(shape.table), *also.undo, *(drop_table(place.name) for place in links), *undo),
    )


def _add_column(place: Place) -> sql.Composable:
    return sql.SQL("ADD COLUMN {} {}").format(sql.Identifier(place.name), sql.SQL(column_type(place.storage)))


def drop_column(place: Place) -> sql.Composable:
    return sql.SQL("DROP COLUMN IF EXISTS {} CASCADE").format(sql.Identifier(place.name))


def change_checks(table: str, before: Mapping[str, Check], after: Mapping[str, Check]) -> Change:
    """Drops `before` and adds `after`, both by name, without comparing rows."""
    return Change(
        run=(lock(table), alter(table, _replace(before, after))),
        undo=(lock(table), alter(table, _replace(after, before))),
        # An undo must not fail on what was written meanwhile.
        undo_alone=tuple(validate(table, name) for name in before),
    )


def put_aside(table: str, checks: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What drops rules by name, and what makes them again from their definitions as PostgreSQL writes them."""
    drop = alter(table, map(drop_constraint, checks))
    # The definition comes from the catalogue of the database, which made it from ours.
    made = [
        sql.SQL("ADD CONSTRAINT {} {}").format(sql.Identifier(name), sql.SQL(definition))
        for name, definition in checks.items()
    ]
    return (lock(table), drop), (lock(table), alter(table, made))


def _replace(dropped: Iterable[str], added: Mapping[str, Check]) -> Iterable[sql.Composable]:
    # Dropping first also what is added makes the statement repeatable.
    for name in dict.fromkeys((*dropped, *added)):
        yield drop_constraint(name)
    for name, check in added.items():
        yield sql.SQL("{} NOT VALID").format(_add_check(name, check.condition))


def _add_check(name: str, condition: str) -> sql.Composable:
    # The condition was composed from identifiers and literals in `rules`.
    return sql.SQL("ADD CONSTRAINT {} CHECK ({})").format(sql.Identifier(name), sql.SQL(condition))


def drop_constraint(name: str) -> sql.Composable:
    return sql.SQL("DROP CONSTRAINT IF EXISTS {}").format(sql.Identifier(name))


def validate(table: str, name: str) -> str:
    return alter(table, [sql.SQL("VALIDATE CONSTRAINT {}").format(sql.Identifier(name))])


def user_references(table: str) -> list[Reference]:
    """Creator and last changer are entries of User info."""
    users = names.table_name(USER_INFO_KEY)
    return [Reference("", column, table, column, users) for column in USER_COLUMNS]


def refer_at_once(references: Iterable[Reference]) -> Change:
    """References from tables and to tables that nobody uses yet."""
    return Change(
        run=tuple(alter(reference.table, [_add_reference(reference)]) for reference in references),
        undo=tuple(_unless_gone(reference) for reference in references),
    )


def add_reference(reference: Reference) -> tuple[Change, Validate]:
    """A foreign key that binds what is written from now on, then what was there before."""
    adding = [drop_constraint(reference.name), sql.SQL("{} NOT VALID").format(_add_reference(reference))]
    change = Change(
        run=(lock(reference.table, reference.target), alter(reference.table, adding)),
        undo=(_unless_gone(reference),),
    )
    return change, Validate(validate(reference.table, reference.name))


def _unless_gone(reference: Reference) -> str:
    return names.text_of(
        sql.SQL("ALTER TABLE IF EXISTS {} {}").format(names.qualified(reference.table), drop_constraint(reference.name))
    )


def _add_reference(reference: Reference) -> sql.Composable:
    return sql.SQL("ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} (id)").format(
        sql.Identifier(reference.name), sql.Identifier(reference.column), names.qualified(reference.target)
    )


def build_index(table: str, name: str, index: Index) -> BuildIndex:
    undo = sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(names.qualified(name))
    return BuildIndex(name, table, _create_index(name, table, index, concurrently=True), names.text_of(undo))


def _create_index(name: str, table: str, index: Index, *, concurrently: bool = False) -> str:
    words = f"CREATE {'UNIQUE ' * index.is_unique}INDEX {'CONCURRENTLY ' * concurrently}"
    # The definition was composed from identifiers in `shape`.
    return names.text_of(
        sql.SQL("{}{} ON {} {}").format(
            sql.SQL(words), sql.Identifier(name), names.qualified(table), sql.SQL(index.definition)
        )
    )
