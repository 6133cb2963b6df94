"""From a file to entries: reads, checks and writes batch by batch, and holds two of them at a time."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg import errors as postgres

from aqtra.bulk.columns import Column, columns_of, known_names
from aqtra.bulk.errors import RowsRefused, UnreadableFile
from aqtra.bulk.formats.batch import Batch, Reader
from aqtra.bulk.formats.csv_reader import CsvReader
from aqtra.bulk.formats.jsonl_reader import JsonlReader
from aqtra.bulk.formats.xlsx_reader import XlsxReader
from aqtra.bulk.journal import Journal
from aqtra.bulk.limits import WORKBOOK_SECONDS
from aqtra.bulk.models import Format, ImportOptions
from aqtra.bulk.references import References
from aqtra.bulk.repository_staging import Staging
from aqtra.bulk.rows import Checked, RowChecker
from aqtra.bulk.storing import BatchStore
from aqtra.bulk.streams import Source, blocking, looked_ahead
from aqtra.catalogs.changes import touched
from aqtra.catalogs.compiled import compiled_of
from aqtra.catalogs.model import Model
from aqtra.catalogs.service import entries_of
from aqtra.catalogs.subject import act_as
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.policy import Verb
from aqtra.kernel.principal import Principal, Right

# A batch is many statements of one; on a slow machine with many indexes it needs more than a request may.
_STATEMENT_SECONDS: Final = 600
# Two imports that write the same keys in different orders: one of them starts its batch anew.
_ATTEMPTS: Final = 5
_VERBS: Final = {"create": (Verb.CREATE,), "id": (Verb.UPDATE,), "upsert": (Verb.CREATE, Verb.UPDATE)}
"""What rows may do to entries, by the option `key`."""


@dataclass(frozen=True, slots=True)
class Import:
    """What is to be imported into what, by whom, and how."""

    component: UUID
    format: Format
    options: ImportOptions
    principal: Principal


@dataclass(slots=True)
class _Read:
    """A batch on its way: records that could not be read are already refused."""

    checked: Checked
    records: int
    last_line: int


class OpenImport:
    """A file whose header was read and whose columns fit."""

    def __init__(
        self, services: Services, model: Model, order: Import, reader: Reader, header: list[str], *, trial: bool = False
    ) -> None:
        """`trial`: whoever stores batches takes them back. Raises BadColumns, ComponentWithoutKey."""
        seen = compiled_of(services).for_(order.principal)
        principal, options = order.principal, order.options
        library = principal.is_platform or principal.has(Right.STUDIO)
        self.columns: tuple[Column, ...] = columns_of(model, header, options)
        staging = Staging(model, self.columns, principal.user_id, library=library, trial=trial)
        references = References(self.columns, options, seen)
        self.store = BatchStore(model, self.columns, options, staging, references, seen.compiled.opener)
        self._checker = RowChecker(model, self.columns, options, order.format)
        self._batches: Iterator[Batch] = reader.batches()

    async def batches(self, behind: int = 0) -> AsyncGenerator[_Read, None]:
        """All batches behind a line, checked. Raises UnreadableFile."""

        def step() -> _Read | None:
            for batch in self._batches:
                if (last := _last_line(batch)) > behind:
                    return self._check(batch.behind(behind), last)
            return None

        async with aclosing(looked_ahead(step)) as found:
            async for read in found:
                yield read

    async def first(self, most: int) -> Checked | None:
        """The first rows, checked; None when there are none. Raises UnreadableFile."""

        def step() -> Checked | None:
            batch = next(self._batches, None)
            return None if batch is None else self._check(batch.first(most), 0).checked

        return await asyncio.to_thread(step)

    def _check(self, batch: Batch, last_line: int) -> _Read:
        checked = self._checker.check(batch)
        checked.errors += batch.faults
        return _Read(checked, batch.records, last_line)


class Importer:
    """Runs imports."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def check(self, order: Import) -> Model:
        """Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, BuiltInEntries."""
        entries_of(self._services).writable_by(order.principal).check(order.component, *_VERBS[order.options.key])
        return compiled_of(self._services).for_(order.principal).model(order.component)

    @asynccontextmanager
    async def opened(
        self, order: Import, source: Source, workbook_seconds: int = WORKBOOK_SECONDS
    ) -> AsyncIterator[tuple[Reader, list[str]]]:
        """The file with its header read. Raises what `check` raises, UnreadableFile."""
        model = self.check(order)
        async with aclosing(source.chunks()) as stream:
            chunks = blocking(stream, asyncio.get_running_loop())
            reader = _reader(order, chunks, known_names(model), workbook_seconds)
            try:
                header = await asyncio.to_thread(reader.header)
                _check_text(header)
                yield reader, header
            finally:
                await asyncio.to_thread(reader.close)

    async def run(self, order: Import, source: Source, journal: Journal) -> None:
        """All or nothing, or all that is right.

        Raises what `opened` raises, BadColumns, ComponentWithoutKey, RowsRefused, Cancelled.
        """
        async with self.opened(order, source) as (reader, header), self._services.db.connection() as conn:
            opened = OpenImport(self._services, self.check(order), order, reader, header)
            async with prepared(conn, opened.store):
                await self._write(order, opened, conn, journal)

    async def _write(self, order: Import, opened: OpenImport, conn: Connection, journal: Journal) -> None:
        if order.options.on_error == "skip":
            await self._each_batch(order, opened, conn, journal)
        else:
            await self._all_or_nothing(order, opened, conn, journal)

    async def _each_batch(self, order: Import, opened: OpenImport, conn: Connection, journal: Journal) -> None:
        async with aclosing(opened.batches(journal.line_done)) as batches:
            async for read in batches:
                await self._batch(order, opened, conn, journal, read)
                touched(self._services, order.component)
                await journal.after_commit()

    async def _batch(self, order: Import, opened: OpenImport, conn: Connection, journal: Journal, read: _Read) -> None:
        before = journal.counts
        for attempt in range(_ATTEMPTS):
            checked = read.checked.copy()
            try:
                async with transaction(conn, order.principal):
                    await _store(opened, conn, journal, checked, read.records)
                    journal.line_done = read.last_line
                    await journal.note_with(conn, checked.errors)
                return
            except postgres.DeadlockDetected:
                journal.counts = before
                if attempt == _ATTEMPTS - 1:
                    raise

    async def _all_or_nothing(self, order: Import, opened: OpenImport, conn: Connection, journal: Journal) -> None:
        async with transaction(conn, order.principal):
            await opened.store.hold(conn)
            async with aclosing(opened.batches()) as batches:
                async for read in batches:
                    await _store(opened, conn, journal, read.checked, read.records)
                    await journal.note(read.checked.errors)
            refused = journal.counts.refused
            if refused:
                raise RowsRefused(f"{refused} rows break rules; nothing was stored", refused=refused)
            await journal.complete_with(conn)
        touched(self._services, order.component)


async def _store(opened: OpenImport, conn: Connection, journal: Journal, checked: Checked, records: int) -> None:
    stored = await opened.store.store(conn, checked)
    counts = journal.counts
    journal.counts = counts.model_copy(
        update={
            "rows_done": counts.rows_done + records,
            "created": counts.created + stored.created,
            "updated": counts.updated + stored.updated,
            "refused": counts.refused + records - stored.created - stored.updated,
        }
    )


@asynccontextmanager
async def prepared(conn: Connection, store: BatchStore) -> AsyncIterator[None]:
    """The connection has the staging table within."""
    await store.prepare(conn)
    try:
        yield
    finally:
        if not conn.broken:
            await store.clean_up(conn)


@asynccontextmanager
async def transaction(conn: Connection, principal: Principal) -> AsyncIterator[None]:
    """One transaction of this principal, whose statements may take their time."""
    async with conn.transaction():
        await act_as(conn, principal)
        await conn.execute(f"SET LOCAL statement_timeout = '{_STATEMENT_SECONDS}s'".encode())
        yield


def _check_text(header: list[str]) -> None:
    """Headers are shown and kept, so they must be text that can be."""
    joined = "".join(header)
    if "\0" in joined or any("\ud800" <= character <= "\udfff" for character in joined):
        raise UnreadableFile.at(1, "encoding", "the header is no text in this encoding; name that of the file")


def _last_line(batch: Batch) -> int:
    return max([*batch.lines[-1:], *(fault.line for fault in batch.faults[-1:])])


def _reader(order: Import, chunks: Iterator[bytes], known: tuple[str, ...], workbook_seconds: int) -> Reader:
    match order.format:
        case "csv":
            return CsvReader(chunks, order.options)
        case "xlsx":
            return XlsxReader(chunks, order.options, workbook_seconds)
        case "jsonl":
            return JsonlReader(chunks, order.options, known)
