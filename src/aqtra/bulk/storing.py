"""One batch into the database: staged, then written in statements over all its rows.

What the database refuses is told row by row: references, keys and files are asked for beforehand; for any other rule
the batch is halved until the row is found.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl
from psycopg import errors as postgres

from aqtra.bulk.columns import Column, required_without
from aqtra.bulk.models import ImportOptions
from aqtra.bulk.references import References
from aqtra.bulk.repository_staging import STAGING, Span, Staging, lines_of, run
from aqtra.bulk.rows import Checked
from aqtra.catalogs.encoding import encode
from aqtra.catalogs.encrypted import Opener
from aqtra.catalogs.model import Model
from aqtra.catalogs.violations import NO_FILE_HERE, refusals_named
from aqtra.infra.database import Connection
from aqtra.kernel.errors import AqtraError

# Each further attempt means that somebody else made an entry with the same key in between.
_ATTEMPTS: Final = 5
# What one row can do to a statement over many.
_OF_ROWS: Final = (
    postgres.IntegrityError,
    postgres.ProgramLimitExceeded,
    postgres.DataError,
    postgres.InsufficientPrivilege,
)
_TAKEN: Final = ("unique", "another entry has the same key")


@dataclass(slots=True)
class Stored:
    """What became of rows. `refused`: line, property or None, rule, message."""

    created: int = 0
    updated: int = 0
    refused: list[tuple[int, str | None, str, str]] = field(default_factory=list)

    def add(self, other: "Stored") -> None:
        self.created += other.created
        self.updated += other.updated
        self.refused += other.refused


class BatchStore:
    """Writes the batches of one file. The connection has the staging table and is inside a transaction."""

    def __init__(
        self,
        model: Model,
        columns: Sequence[Column],
        options: ImportOptions,
        staging: Staging,
        references: References,
        opener: Opener,
    ) -> None:
        self._model = model
        self._columns = columns
        self._mode = options.key
        self._staging = staging
        self._references = references
        self._opener = opener
        self._keys = [key.name for key in model.key_fields()]
        self._needed = required_without(model, {column.field.name for column in columns})

    async def prepare(self, conn: Connection) -> None:
        """Makes the staging table, for this session."""
        await self.clean_up(conn)
        for statement in self._staging.create():
            await run(conn, statement)

    async def clean_up(self, conn: Connection) -> None:
        for statement in self._staging.remove():
            await run(conn, statement)

    async def hold(self, conn: Connection) -> None:
        """Call first in a transaction that is to hold many batches."""
        await run(conn, self._staging.hold())

    async def store(self, conn: Connection, checked: Checked) -> Stored:
        """Rows that cannot be stored are refused in `checked`."""
        await self._references.resolve(conn, checked)
        lines = await self._stage(conn, checked)
        if not lines:
            return Stored()
        stored = await self._write(conn, lines, await self._turns(conn))
        await run(conn, f"TRUNCATE {STAGING}")
        _refuse(checked, self._columns, stored)
        return stored

    async def _stage(self, conn: Connection, checked: Checked) -> list[int]:
        """The lines that were staged."""
        columns = [pl.Series("line", checked.lines, dtype=pl.Int64)]
        for column in self._columns:
            texts = checked.texts.get(column.position)
            if texts is None:
                kind, items = column.field.kind, column.field.items
                listed = checked.lists[column.position]
                texts = pl.Series([encode(kind, values, items) for values in listed], dtype=pl.String)
            if (sealed := column.field.sealed) is not None:
                texts = pl.Series([self._opener.sealed(sealed, text) for text in texts], dtype=pl.String)
            columns.append(texts.alias(f"v{column.position}"))
        frame = pl.DataFrame(columns)
        if checked.refused:
            frame = frame[[place for place in range(frame.height) if place not in checked.refused]]
        if frame.height == 0:
            return []
        async with conn.cursor() as cursor, cursor.copy(self._staging.copy().encode()) as copy:
            await copy.write(frame.write_csv(include_header=False).encode())
        return frame["line"].to_list()

    async def _turns(self, conn: Connection) -> int:
        if self._mode == "create":
            return 1
        rows = await run(conn, self._staging.turns(["id"] if self._mode == "id" else self._keys))
        return int(str(rows[0][0]))

    async def _write(self, conn: Connection, lines: Sequence[int], turns: int) -> Stored:
        """All lines at once, or when one of them stands against that, each half for itself."""
        span = Span(lines[0], lines[-1])
        try:
            async with conn.transaction():
                return await self._apply(conn, span, turns)
        except _OF_ROWS as error:
            if len(lines) == 1:
                return Stored(refused=[(lines[0], *told) for told in self._told(error)])
        middle = len(lines) // 2
        stored = await self._write(conn, lines[:middle], turns)
        stored.add(await self._write(conn, lines[middle:], turns))
        return stored

    def _told(self, error: Exception) -> list[tuple[str | None, str, str]]:
        """In the words in which a single entry would be refused."""
        told: list[tuple[str | None, str, str]]
        try:
            with refusals_named(self._model):
                raise error
        except AqtraError as named:
            told = [(broken.field.removeprefix("data."), broken.rule, broken.message) for broken in named.fields]
            return told or [(None, "forbidden", named.message)]
        except _OF_ROWS:
            return [(None, "type", "the database refuses the row")]

    async def _apply(self, conn: Connection, span: Span, turns: int) -> Stored:
        stored = Stored()
        turn, last = 1, turns
        while turn <= last:
            now = Span(span.first, span.last, turn)
            await self._find(conn, now, stored)
            await self._check_files(conn, now, stored)
            if self._mode != "create":
                stored.updated += await self._update(conn, now)
            if self._mode != "id":
                taken = await self._insert(conn, now, stored)
                if taken and self._mode == "upsert" and last - turns < _ATTEMPTS:
                    last += 1
                    await run(conn, self._staging.postpone(taken, last))
                elif taken:
                    await self._drop(conn, taken, stored, self._keys[0] if self._keys else None, *_TAKEN)
            for statement in self._staging.insert_links(now):
                await run(conn, statement)
            turn += 1
        return stored

    async def _find(self, conn: Connection, now: Span, stored: Stored) -> None:
        """The entries that are to be changed, locked; refuses rows that need one and have none."""
        if self._mode == "create":
            return
        by_id = self._mode == "id"
        # Without it the planner takes the batch for one row and compares every row with every other.
        await run(conn, f"ANALYZE {STAGING}")
        await run(conn, self._staging.find_by_id(now) if by_id else self._staging.find_by_key(now))
        await run(conn, f"ANALYZE {STAGING}")
        if not by_id and not self._needed:
            return
        if missing := await lines_of(conn, self._staging.without_entry(now)):
            if by_id:
                await self._drop(conn, missing, stored, "id", "unknown_entry", "there is no such entry")
                return
            message = "a new entry needs a value, and no column holds it"
            await self._drop(conn, missing, stored, self._needed[0], "required", message)

    async def _check_files(self, conn: Connection, now: Span, stored: Stored) -> None:
        for found, place in self._staging.files():
            if wrong := await lines_of(conn, self._staging.wrong_files(found, place, now)):
                await self._drop(conn, wrong, stored, found.name, "file", NO_FILE_HERE)

    async def _update(self, conn: Connection, now: Span) -> int:
        for statement in self._staging.keep_unseen(now):
            await run(conn, statement)
        rows = await run(conn, self._staging.update(now))
        for statement in self._staging.delete_links(now):
            await run(conn, statement)
        return int(str(rows[0][0]))

    async def _insert(self, conn: Connection, now: Span, stored: Stored) -> list[int]:
        """Lines whose key is taken."""
        cursor = await conn.execute(self._staging.insert(now).encode(), prepare=False)
        row = await cursor.fetchone()
        assert row is not None
        stored.created += row[0]
        return list(row[1])

    async def _drop(
        self, conn: Connection, lines: list[int], stored: Stored, prop: str | None, rule: str, message: str
    ) -> None:
        stored.refused += [(line, prop, rule, message) for line in lines]
        await run(conn, self._staging.drop_rows(lines))


def _refuse(checked: Checked, columns: Sequence[Column], stored: Stored) -> None:
    places = {line: place for place, line in enumerate(checked.lines)} if stored.refused else {}
    by_name = {column.field.name: column for column in columns}
    for line, prop, rule, message in stored.refused:
        checked.refuse_named(places[line], by_name.get(prop or ""), prop, rule, message)
