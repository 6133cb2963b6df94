"""From entries to a file: PostgreSQL writes CSV and JSON lines, a workbook is written row by row."""

import asyncio
import csv
import io
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from queue import Full, Queue
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg import AsyncServerCursor

from aqtra.bulk.copying import STATEMENT_SECONDS, Copying
from aqtra.bulk.formats.formulas import harmless
from aqtra.bulk.formats.xlsx_writer import XlsxWriter
from aqtra.bulk.journal import Journal
from aqtra.bulk.models import ExportOptions, Format
from aqtra.bulk.repository_export import ExportQuery, compile_export
from aqtra.bulk.scratch import scratch
from aqtra.bulk.streams import looked_ahead
from aqtra.catalogs.compiled import compiled_of
from aqtra.catalogs.encrypted import Opener
from aqtra.catalogs.odata.guard import refusals_named
from aqtra.catalogs.odata.options import RawOptions, read_options
from aqtra.catalogs.proxy import refuse_elsewhere
from aqtra.catalogs.service import entries_of
from aqtra.catalogs.subject import act_as
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.settings import required
from aqtra.kernel.principal import Principal

OPTIONS: Final = frozenset({"$filter", "$orderby", "$select", "$search"})
_NOTED_ROWS: Final = 20_000
_SHEET_ROWS_AT_ONCE: Final = 2_000
_WAITING_CHUNKS: Final = 64
_WAIT_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be exported from what, for whom, and how."""

    component: UUID
    format: Format
    query: RawOptions
    options: ExportOptions
    principal: Principal


class Exporter:
    """Runs exports."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def compile(self, order: Export) -> ExportQuery:
        """Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, BadQuery, ComponentWithoutKey, ProxyComponent."""
        entries_of(self._services).readable_by(order.principal).check(order.component)
        seen = compiled_of(self._services).for_(order.principal)
        refuse_elsewhere(seen.readable(order.component), "there is nothing here that could be exported")
        query = read_options(order.query, OPTIONS)
        opener = seen.compiled.opener
        return compile_export(seen.readable(order.component), query, order.options, order.format, seen.readable, opener)

    async def run(self, order: Export, journal: Journal) -> AsyncGenerator[bytes, None]:
        """The content of the file. Raises what `compile` raises, CellTooLong, Cancelled, DatabaseUnavailable."""
        query = self.compile(order)
        chunks = self._workbook(query, order, journal) if order.format == "xlsx" else self._copy(query, order, journal)
        with refusals_named():
            async with aclosing(chunks):
                async for chunk in chunks:
                    yield chunk
        await journal.note()

    async def _copy(self, query: ExportQuery, order: Export, journal: Journal) -> AsyncGenerator[bytes, None]:
        url = required(self._services.settings.database_url, "database_url")
        copying = Copying(url, order.principal.subject, self._opened(order))
        statement = query.copy_objects() if order.format == "jsonl" else query.copy_csv(order.options.delimiter)
        try:
            journal.counts.rows_total = await asyncio.to_thread(copying.start, query.count(), statement)
            await journal.note()
            if order.format == "csv":
                yield _header_line([column.header for column in query.columns], order.options)
            async with aclosing(looked_ahead(copying.read)) as found:
                async for piece, rows in found:
                    yield piece
                    await _count_done(journal, rows)
        finally:
            await asyncio.to_thread(copying.close)

    def _opened(self, order: Export) -> Callable[[bytes], bytes]:
        """What puts values of encrypted properties into rows of the file."""
        opener = Opener(self._services.properties)
        if order.format == "jsonl":
            return opener.json
        written = harmless if order.options.escape_formulas else str
        return lambda rows: opener.csv(rows, written)

    async def _workbook(self, query: ExportQuery, order: Export, journal: Journal) -> AsyncGenerator[bytes, None]:
        async with self._services.db.connection() as conn, _snapshot(conn, order.principal):
            journal.counts.rows_total = await _count(conn, query)
            await journal.note()
            with scratch(self._services.settings.data_dir) as folder:
                opener = Opener(self._services.properties)
                async with aclosing(_workbook(conn, query, order.options, journal, folder, opener)) as chunks:
                    async for chunk in chunks:
                        yield chunk


@asynccontextmanager
async def _snapshot(conn: Connection, principal: Principal) -> AsyncIterator[None]:
    async with conn.transaction():
        await conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        await conn.execute(f"SET LOCAL statement_timeout = '{STATEMENT_SECONDS}s'".encode())
        await act_as(conn, principal)
        yield


async def _count(conn: Connection, query: ExportQuery) -> int:
    cursor = await conn.execute(query.count(), prepare=False)
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


def _header_line(names: Sequence[str], options: ExportOptions) -> bytes:
    line = io.StringIO()
    shown = [harmless(name) for name in names] if options.escape_formulas else names
    csv.writer(line, delimiter=options.delimiter, lineterminator="\n").writerow(shown)
    return line.getvalue().encode()


async def _count_done(journal: Journal, rows: int) -> None:
    before = journal.counts.rows_done
    journal.counts.rows_done += rows
    if before // _NOTED_ROWS != journal.counts.rows_done // _NOTED_ROWS:
        await journal.note()


async def _workbook(
    conn: Connection, query: ExportQuery, options: ExportOptions, journal: Journal, folder: Path, opener: Opener
) -> AsyncGenerator[bytes, None]:
    output = _Output()
    zone = UTC if options.zone is None else ZoneInfo(options.zone)
    header = [column.header for column in query.columns]
    writer = XlsxWriter(output, header, zone, folder)  # type: ignore[arg-type]
    async with AsyncServerCursor(conn, "export") as cursor:
        cursor.itersize = _SHEET_ROWS_AT_ONCE
        await cursor.execute(query.select())
        while rows := await cursor.fetchmany(_SHEET_ROWS_AT_ONCE):
            await asyncio.to_thread(writer.add, [tuple(map(opener.value, row)) for row in rows])
            await _count_done(journal, len(rows))
    closing = asyncio.create_task(asyncio.to_thread(output.close_after, writer))
    try:
        while chunk := await asyncio.to_thread(output.chunks.get):
            yield chunk
    finally:
        output.abandon()
        await closing


class _Output:
    """A file that can only be written to: what comes is handed on, and a slow reader is waited for."""

    def __init__(self) -> None:
        self.chunks: Queue[bytes] = Queue(_WAITING_CHUNKS)
        self._abandoned = False

    def write(self, content: bytes) -> int:
        if content:
            self._hand_on(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Nothing waits here."""

    def close_after(self, writer: XlsxWriter) -> None:
        """The file ends with an empty chunk, whatever happens to the writer."""
        try:
            writer.close()
        finally:
            self._hand_on(b"")

    def abandon(self) -> None:
        """Nobody reads any more: whoever writes is not held up."""
        self._abandoned = True

    def _hand_on(self, chunk: bytes) -> None:
        while not self._abandoned:
            with suppress(Full):
                self.chunks.put(chunk, timeout=_WAIT_SECONDS)
                return
