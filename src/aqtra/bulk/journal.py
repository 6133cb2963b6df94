"""Where an import or export notes how far it is: a row of a job, or a line on a terminal."""

from collections.abc import Sequence
from typing import Protocol

from aqtra.bulk.models import Counts, RowError
from aqtra.infra.database import Connection


class Cancelled(Exception):
    """Somebody asked the work to stop."""


class Journal(Protocol):
    """The notes of one import or export. All raise Cancelled when the work is to stop."""

    counts: Counts
    """What is noted already: not zero when another worker goes on."""
    line_done: int
    """Up to this line everything is committed."""

    async def note(self, errors: Sequence[RowError] = ()) -> None:
        """Notes `counts` and refusals at once, whatever becomes of the entries."""

    async def note_with(self, conn: Connection, errors: Sequence[RowError] = ()) -> None:
        """Notes them and `line_done` in the transaction of the entries."""

    async def complete_with(self, conn: Connection) -> None:
        """Ends the work as completed in the transaction of the entries: what is stored is never stored again."""

    async def after_commit(self) -> None:
        """Is called when a transaction of entries is committed."""
