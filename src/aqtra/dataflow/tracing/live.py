"""Which runs are recorded: those whose starter asked for it, and live runs of flows that somebody switched on."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

from aqtra.dataflow.models import RunInfo
from aqtra.dataflow.tracing import repository
from aqtra.dataflow.tracing.masking import Masking
from aqtra.dataflow.tracing.recorder import Recorder
from aqtra.infra.container import Services
from aqtra.infra.database import Database
from aqtra.metadata.definitions import Definitions

KNOWN_FOR: Final = timedelta(seconds=5)
"""After so long a process notices that a flow was switched on elsewhere: a run costs no statement for it."""


class Switches:
    """Flows that are switched on, as this process knows them."""

    def __init__(self) -> None:
        self.read_at: datetime | None = None
        self.until: dict[UUID, datetime] = {}


_OF_PROCESS: WeakKeyDictionary[Database, Switches] = WeakKeyDictionary()


class LiveRecording:
    """Decides for each run."""

    def __init__(self, services: Services, definitions: Definitions) -> None:
        self._services = services
        self._definitions = definitions
        self._switches = _OF_PROCESS.setdefault(services.db, Switches())

    async def recorder(self, run: RunInfo) -> Recorder | None:
        """What records the run, if it is recorded."""
        if not run.traced and not await self._is_on(run.flow):
            return None
        return Recorder(Masking.of(published.document for published in self._definitions))

    def forget(self) -> None:
        """The next run asks anew."""
        self._switches.read_at = None

    async def _is_on(self, flow: UUID) -> bool:
        known, now = self._switches, self._services.clock.now()
        if known.read_at is None or known.read_at + KNOWN_FOR < now:
            # Set first, so that of many runs at once one asks.
            known.read_at = now
            async with self._services.db.connection() as conn:
                known.until = await repository.recording(conn, now)
        return flow in known.until and known.until[flow] > now
