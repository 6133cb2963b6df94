"""The notes of an import or export that somebody waits for: told as they come, kept nowhere."""

from collections.abc import Callable, Sequence

from aqtra.bulk.limits import REPORTED_ERRORS
from aqtra.bulk.models import Counts, RowError
from aqtra.infra.database import Connection


class TerminalJournal:
    """Holds counts and refusals in memory and tells every note."""

    def __init__(self, tell: Callable[[Counts], None]) -> None:
        self.counts = Counts()
        self.line_done = 0
        self.errors: list[RowError] = []
        self._tell = tell

    async def note(self, errors: Sequence[RowError] = ()) -> None:
        self.errors += errors[: REPORTED_ERRORS - len(self.errors)]
        self._tell(self.counts)

    async def note_with(self, conn: Connection, errors: Sequence[RowError] = ()) -> None:
        await self.note(errors)

    async def complete_with(self, conn: Connection) -> None:
        await self.note()

    async def after_commit(self) -> None:
        """Nobody can ask it to stop but by ending the process."""
