"""Verbs for builders: read the run log and what was recorded, record live runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from aqtra.dataflow import repository as log
from aqtra.dataflow.errors import FlowNotFound, RunNotFound
from aqtra.dataflow.leases import settle_lost
from aqtra.dataflow.models import Recorded, RunState, StepLog, StoredRun
from aqtra.dataflow.tracing import repository
from aqtra.dataflow.tracing.live import LiveRecording
from aqtra.dataflow.tracing.models import LoggedRun
from aqtra.infra.container import Services
from aqtra.metadata.definitions import Definitions

RECORDED_FOR: Final = timedelta(hours=1)
PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class LoggedDetail:
    """A run of the log with its steps, and the items where they were recorded."""

    run: StoredRun
    steps: list[StepLog]
    recorded: list[Recorded]


class Tracing:
    """The run log, and recordings of published flows."""

    def __init__(self, services: Services, definitions: Definitions) -> None:
        self._services = services
        self._definitions = definitions
        self._live = LiveRecording(services, definitions)

    async def runs(
        self, component: UUID, flow: UUID | None, state: RunState | None, before: datetime | None
    ) -> list[LoggedRun]:
        """The newest runs of a component's flows, those before a moment when it is given."""
        async with self._services.db.connection() as conn:
            return await repository.runs(conn, component, flow, state, before, PAGE)

    async def run(self, run_id: UUID) -> LoggedDetail:
        """Raises RunNotFound, RunDamaged."""
        async with self._services.db.transaction() as conn:
            await settle_lost(conn, self._services.clock.now(), run_id)
            found = await log.get(conn, self._services.sealer, run_id)
            if found is None:
                raise RunNotFound("there is no such run")
            steps = await repository.steps(conn, run_id)
            return LoggedDetail(found, steps, await repository.recorded(conn, self._services.sealer, run_id))

    async def recorded_until(self, flow: UUID) -> datetime | None:
        """Until when live runs of the flow are recorded, if they are."""
        async with self._services.db.connection() as conn:
            return (await repository.recording(conn, self._services.clock.now())).get(flow)

    async def switch_on(self, flow: UUID) -> datetime:
        """Records live runs of a published flow for an hour; it ends by itself. Raises FlowNotFound."""
        component = next((found for found in self._definitions if found.document.flow(flow) is not None), None)
        if component is None:
            raise FlowNotFound("no published component has this flow")
        until = self._services.clock.now() + RECORDED_FOR
        async with self._services.db.connection() as conn:
            await repository.switch_on(conn, component.document.key, flow, until)
        self._live.forget()
        return until

    async def switch_off(self, flow: UUID) -> None:
        """Does nothing for a flow that is not recorded."""
        async with self._services.db.connection() as conn:
            await repository.switch_off(conn, flow)
        self._live.forget()
