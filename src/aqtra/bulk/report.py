"""The report of an import: a CSV file with every refusal."""

import csv
import io
from collections.abc import AsyncGenerator, Iterable
from typing import Any, Final
from uuid import UUID

from aqtra.bulk import repository_jobs
from aqtra.bulk.formats.formulas import harmless
from aqtra.infra.container import Services

_HEADER: Final = ("line", "property", "rule", "message", "value")


async def report(services: Services, job_id: UUID) -> AsyncGenerator[bytes, None]:
    """The content of the file. What came from the imported file is no formula in it."""
    yield _csv([_HEADER])
    async with services.db.transaction() as conn:
        async for rows in repository_jobs.refusals(conn, job_id):
            yield _csv([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


def _csv(rows: Iterable[Iterable[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
