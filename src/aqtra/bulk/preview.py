"""The first rows of a file as an import would store them: the import itself, taken back."""

import asyncio
from typing import Any, Final

from psycopg.errors import LockNotAvailable

from aqtra.bulk.columns import proposed
from aqtra.bulk.errors import BadColumns
from aqtra.bulk.importing import Import, Importer, OpenImport, prepared
from aqtra.bulk.limits import PREVIEW_ROWS, WORKBOOK_PREVIEW_SECONDS
from aqtra.bulk.models import RowError
from aqtra.bulk.requests import ImportRequest, Preview, PreviewRow
from aqtra.bulk.rows import Checked
from aqtra.bulk.sources import StoredSource, usable_file
from aqtra.catalogs.errors import TablesBusy
from aqtra.catalogs.subject import act_as
from aqtra.infra.container import Services
from aqtra.kernel.principal import Principal

# Workbooks take memory in a process of their own each.
_AT_ONCE: Final = asyncio.Semaphore(2)
# Somebody waits for the answer, and holds nobody else up meanwhile.
_LOCK_SECONDS: Final = 5


class _TakenBack(Exception):
    """Ends the transaction of a preview."""


async def preview(services: Services, principal: Principal, request: ImportRequest) -> Preview:
    """Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, BuiltInEntries, FileNotFound, UnreadableFile,
    TablesBusy.

    Headers that are no property are shown, not refused.
    """
    importer = Importer(services)
    order = Import(request.component, request.format, request.options, principal)
    model = importer.check(order)
    await usable_file(services, principal, request.file, request.component)
    source = StoredSource(services, request.file)
    async with _AT_ONCE, importer.opened(order, source, WORKBOOK_PREVIEW_SECONDS) as (reader, header):
        columns = {name: request.options.columns.get(name, found) for name, found in proposed(model, header).items()}
        try:
            opened = OpenImport(services, model, order, reader, header, trial=True)
        except BadColumns as refused:
            return Preview(columns=columns, rows=[], errors=tuple(refused.fields))
        return Preview(columns=columns, rows=await _rows(services, opened, principal))


async def _rows(services: Services, opened: OpenImport, principal: Principal) -> list[PreviewRow]:
    read = await opened.first(PREVIEW_ROWS)
    if read is None:
        return []
    async with services.db.connection() as conn, prepared(conn, opened.store):
        try:
            async with conn.transaction():
                await conn.execute(f"SET LOCAL lock_timeout = '{_LOCK_SECONDS}s'".encode())
                await act_as(conn, principal)
                await opened.store.store(conn, read)
                raise _TakenBack
        except _TakenBack:
            return _shown(opened, read)
        except LockNotAvailable as error:
            raise TablesBusy("others are writing the same entries; look again in a moment") from error


def _shown(opened: OpenImport, checked: Checked) -> list[PreviewRow]:
    errors: dict[int, list[RowError]] = {}
    for error in checked.errors:
        errors.setdefault(error.line, []).append(error)
    rows = {line: PreviewRow(line=line, values={}, errors=found) for line, found in errors.items()}
    for place, line in enumerate(checked.lines):
        values: dict[str, Any] = {}
        for column in opened.columns:
            held = checked.texts.get(column.position)
            values[column.field.name] = checked.lists[column.position][place] if held is None else held[place]
        rows[line] = PreviewRow(line=line, values=values, errors=errors.get(line, []))
    return [rows[line] for line in sorted(rows)][:PREVIEW_ROWS]
