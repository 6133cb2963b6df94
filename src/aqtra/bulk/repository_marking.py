"""SQL that marks many entries for deletion in one statement, with a note for each."""

from collections.abc import Sequence

from aqtra.catalogs.history import ChangeKind, note
from aqtra.catalogs.model import Model
from aqtra.catalogs.sqltext import table
from aqtra.infra.database import Connection
from aqtra.kernel.policy import Verb


async def mark_all(conn: Connection, model: Model, user: int | None, entries: Sequence[int]) -> set[int]:
    """Which of the entries were marked: those that are there and that the principal of `model` may mark.

    The transaction acts as that principal.
    """
    by = "NULL" if user is None else str(int(user))
    changes = f"marked_at = statement_timestamp(), changed_by = {by}::bigint, version = t.version + 1"
    allowed = model.sight.allows(model.key, Verb.DELETE, "t")
    statement = (
        f"WITH found AS MATERIALIZED (SELECT t.id FROM {table(model.table)} t "
        f"WHERE t.id = ANY(ARRAY[{', '.join(str(int(entry)) for entry in entries)}]::bigint[]) AND {allowed} "
        "ORDER BY t.id FOR UPDATE), "
        f"entry AS (UPDATE {table(model.table)} t SET {changes} FROM found WHERE t.id = found.id "
        "RETURNING t.id, t.version, t.changed_by), "
        f"noted AS ({note(model.key, ChangeKind.MARKED)}) SELECT id FROM entry"
    )
    cursor = await conn.execute(statement.encode(), prepare=False)
    return {row[0] for row in await cursor.fetchall()}
