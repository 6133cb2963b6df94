"""SQL of one batch: from rows of a temporary table to entries, in statements over all of them.

Every row of the staging table has the number of its line, the id it gets if it becomes a new entry, the entry it
changes, and its turn: of several rows for one entry each waits for the one before it. All values are typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aqtra.bulk.columns import Column
from aqtra.catalogs.columns import FILE
from aqtra.catalogs.history import note_updates
from aqtra.catalogs.links import list_given, member_column, with_unseen
from aqtra.catalogs.model import Field, Model
from aqtra.catalogs.sqltext import column, literal, sql_type, table
from aqtra.catalogs.written import Writer, written
from aqtra.infra.database import Connection
from aqtra.kernel.policy import Verb

STAGING: Final = "pg_temp.bulk_staging"
_TRIAL_NUMBERS: Final = "bulk_trial_numbers"


@dataclass(frozen=True, slots=True)
class Span:
    """Rows of the staging table: lines from `first` to `last`, of one turn or of all."""

    first: int
    last: int
    turn: int | None = None

    @property
    def sql(self) -> str:
        turn = "" if self.turn is None else f" AND s.turn = {self.turn}"
        return f"s.line BETWEEN {self.first} AND {self.last}{turn}"


class Staging:
    """The statements for one file and its writer."""

    def __init__(
        self, model: Model, columns: Sequence[Column], user: int | None, *, library: bool, trial: bool
    ) -> None:
        """`library`: whether the writer may use files of the library. `trial`: all of it will be taken back."""
        self._model = model
        self._table = table(model.table)
        self._columns = columns
        self._trial = trial
        self._changeable = model.sight.allows(model.key, Verb.UPDATE, "t")
        self._user = "NULL" if user is None else str(int(user))
        self._library = "true" if library else "false"
        self._own = [(f"v{c.position}", c.field) for c in columns if not c.field.is_array and not c.is_id]
        self._arrays = [(f"v{c.position}", c.field) for c in columns if c.field.is_array]
        self._place = {c.field.name: f"v{c.position}" for c in columns}

    def create(self) -> list[str]:
        sequence = f"pg_get_serial_sequence({literal(self._table)}, 'id')"
        made = []
        if self._trial:
            # What a sequence has given is never taken back, so a trial counts for itself, where no entry is.
            made.append(f"CREATE TEMP SEQUENCE {_TRIAL_NUMBERS} INCREMENT -1")
            sequence = literal(f"pg_temp.{_TRIAL_NUMBERS}")
        values = "".join(
            f", v{found.position} {sql_type(found.field.kind, found.field.items)}" for found in self._columns
        )
        made.append(
            f"CREATE TEMP TABLE bulk_staging (line bigint NOT NULL, turn integer NOT NULL DEFAULT 1, entry bigint, "
            f"id bigint NOT NULL DEFAULT nextval({sequence}::regclass){values}) ON COMMIT DELETE ROWS"
        )
        return made

    def remove(self) -> list[str]:
        return [f"DROP TABLE IF EXISTS {STAGING}", f"DROP SEQUENCE IF EXISTS pg_temp.{_TRIAL_NUMBERS}"]

    def copy(self) -> str:
        listed = ", ".join(["line", *(f"v{found.position}" for found in self._columns)])
        return f"COPY {STAGING} ({listed}) FROM STDIN (FORMAT csv)"

    def turns(self, keys: Sequence[str]) -> str:
        """Gives rows with equal keys one turn after the other. One row: the highest turn."""
        listed = ", ".join(self._place[name] for name in keys)
        ranked = f"SELECT line, row_number() OVER (PARTITION BY {listed} ORDER BY line) AS turn FROM {STAGING}"
        return (
            f"WITH later AS (UPDATE {STAGING} s SET turn = r.turn FROM ({ranked}) r "
            f"WHERE r.line = s.line AND r.turn > 1 RETURNING s.turn) SELECT coalesce(max(turn), 1) FROM later"
        )

    def find_by_id(self, span: Span) -> str:
        place = self._place["id"]
        wanted = f"SELECT s.{place} FROM {STAGING} s WHERE {span.sql}"
        found = f"SELECT t.id FROM {self._table} t WHERE t.id IN ({wanted}) AND {self._changeable} ORDER BY t.id"
        return (
            f"WITH found AS MATERIALIZED ({found} FOR UPDATE) "
            f"UPDATE {STAGING} s SET entry = found.id FROM found WHERE found.id = s.{place} AND {span.sql}"
        )

    def find_by_key(self, span: Span) -> str:
        keys = list(self._model.key_fields())
        wanted = ", ".join(f"s.{self._place[field.name]}" for field in keys)
        own = ", ".join(column(field.location, "t") for field in keys)
        same = " AND ".join(f"found.k{n} = s.{self._place[field.name]}" for n, field in enumerate(keys))
        shown = ", ".join(f"{column(field.location, 't')} AS k{n}" for n, field in enumerate(keys))
        found = (
            f"SELECT t.id, {shown} FROM {self._table} t "
            f"WHERE ({own}) IN (SELECT {wanted} FROM {STAGING} s WHERE {span.sql}) AND {self._changeable} ORDER BY t.id"
        )
        return (
            f"WITH found AS MATERIALIZED ({found} FOR UPDATE) "
            f"UPDATE {STAGING} s SET entry = found.id FROM found WHERE {same} AND {span.sql}"
        )

    def without_entry(self, span: Span) -> str:
        return f"SELECT s.line FROM {STAGING} s WHERE s.entry IS NULL AND {span.sql}"

    def files(self) -> list[tuple[Field, str]]:
        """The columns that hold files, with their places in the staging table."""
        return [(field, place) for place, field in self._own if field.kind == FILE]

    def wrong_files(self, field: Field, place: str, span: Span) -> str:
        writer = Writer(self._model.key, self._model.sight, self._user, self._library, row="t")
        accepted = written(field, f"s.{place}", writer)
        return (
            f"SELECT s.line FROM {STAGING} s LEFT JOIN {self._table} t ON t.id = s.entry "
            f"WHERE s.{place} IS NOT NULL AND ({accepted}) IS DISTINCT FROM s.{place} AND {span.sql}"
        )

    def drop_rows(self, lines: Sequence[int]) -> str:
        listed = ", ".join(str(int(line)) for line in lines)
        return f"DELETE FROM {STAGING} WHERE line IN ({listed})"

    def postpone(self, lines: Sequence[int], turn: int) -> str:
        listed = ", ".join(str(int(line)) for line in lines)
        return f"UPDATE {STAGING} SET turn = {int(turn)} WHERE line IN ({listed})"

    def hold(self) -> str:
        """Keeps autovacuum off the table: to it the rows of an open transaction are none, and for an empty table the
        planner compares every row with every other. Readers and writers are not held up.
        """
        return f"LOCK TABLE {self._table} IN SHARE UPDATE EXCLUSIVE MODE"

    def insert(self, span: Span) -> str:
        """New entries for the rows without one. One row: how many, and the lines whose key is taken."""
        into = ["id", "created_at", "updated_at", "created_by", "changed_by"]
        values = ["s.id", "statement_timestamp()", "statement_timestamp()", self._user, self._user]
        into += [column(field.location) for _, field in self._own]
        values += [f"s.{place}" for place, _ in self._own]
        rows = f"FROM {STAGING} s WHERE s.entry IS NULL AND {span.sql}"
        return (
            f"WITH added AS (INSERT INTO {self._table} ({', '.join(into)}) OVERRIDING SYSTEM VALUE "
            f"SELECT {', '.join(values)} {rows} ORDER BY s.line ON CONFLICT DO NOTHING RETURNING id) "
            "SELECT (SELECT count(*) FROM added), (SELECT coalesce(array_agg(s.line ORDER BY s.line), '{}') "
            f"{rows} AND s.id NOT IN (SELECT id FROM added))"
        )

    def insert_links(self, span: Span) -> list[str]:
        """The lists of all rows, for new and for changed entries."""
        return [
            f"INSERT INTO {table(field.location)} (owner_id, position, {member_column(field)}) "
            f"SELECT coalesce(s.entry, s.id), listed.position, listed.member FROM {STAGING} s "
            f"CROSS JOIN LATERAL unnest(s.{place}) WITH ORDINALITY AS listed(member, position) WHERE {span.sql}"
            for place, field in self._arrays
        ]

    def keep_unseen(self, span: Span) -> list[str]:
        """Puts what the writer does not see of the lists of entries into those that replace them."""
        return [
            f"UPDATE {STAGING} s SET {place} = {with_unseen(field, f's.{place}', 's.entry')} "
            f"WHERE s.entry IS NOT NULL AND {span.sql}"
            for place, field in self._arrays
            if field.visible is not None
        ]

    def delete_links(self, span: Span) -> list[str]:
        return [
            f"DELETE FROM {table(field.location)} link USING {STAGING} s WHERE link.owner_id = s.entry AND {span.sql}"
            for _, field in self._arrays
        ]

    def update(self, span: Span) -> str:
        """Changes the entries that were found, and notes what changed. One row: how many."""
        changes = [
            f"changed_by = {self._user}::bigint",
            "updated_at = statement_timestamp()",
            "version = t.version + 1",
        ]
        changes += [f"{column(field.location)} = s.{place}" for place, field in self._own]
        fields = [field for _, field in (*self._own, *self._arrays)]
        own = ["id", "version", "updated_at", "changed_by", *(field.location for _, field in self._own)]
        shown = [column(name, "t") for name in own]
        returned = [*shown, *(f"s.{place}" for place, _ in self._arrays)]
        given = {field.name: list_given(field, f"entry.{place}") for place, field in self._arrays}
        source = f"{self._table} t JOIN {STAGING} s ON s.entry = t.id WHERE {span.sql}"
        noting = bool(fields) and not self._trial
        noted = f", note AS ({note_updates(self._model.key, fields, given)})" if noting else ""
        return (
            f"WITH found AS MATERIALIZED (SELECT {', '.join(shown)} FROM {source}), "
            f"entry AS (UPDATE {self._table} t SET {', '.join(changes)} FROM {STAGING} s "
            f"WHERE s.entry = t.id AND {span.sql} RETURNING {', '.join(returned)}){noted} SELECT count(*) FROM entry"
        )


async def run(conn: Connection, statement: str) -> list[tuple[object, ...]]:
    """All rows. Never prepared: the staging table of the next job has other columns."""
    cursor = await conn.execute(statement.encode(), prepare=False)
    return await cursor.fetchall() if cursor.description else []


async def lines_of(conn: Connection, statement: str) -> list[int]:
    """The line numbers that a query finds."""
    cursor = await conn.execute(statement.encode(), prepare=False)
    return [int(row[0]) for row in await cursor.fetchall()]
