"""Drives one publication: asks the machine, runs or undoes a stage, journals what happened."""

from collections.abc import Sequence
from functools import partial

import structlog

from aqtra.identity import audit
from aqtra.identity.audit.models import Outcome
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.leases import renewing
from aqtra.kernel.errors import AqtraError, Unavailable
from aqtra.kernel.principal import PLATFORM
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.publication import machine, repository
from aqtra.metadata.publication.errors import LeaseLost
from aqtra.metadata.publication.machine import Finish, Progress, Run, Undo
from aqtra.metadata.publication.models import PublicationState
from aqtra.metadata.publication.repository import Claimed
from aqtra.metadata.publication.stage import Candidate, PublicationContext, Stage
from aqtra.metadata.releases.repository import latest_release

logger = structlog.get_logger("aqtra.publication")
# Several renewals fit into one lease, so that a single slow one does not lose it.
RENEW_SECONDS = repository.LEASE_SECONDS / 6
MAX_ERROR_LINES = 50


class Runner:
    """Runs publications with the given stages, which are numbered 1, 2, 3 … in order."""

    def __init__(self, services: Services, stages: Sequence[Stage]) -> None:
        if [stage.number for stage in stages] != list(range(1, len(stages) + 1)):
            raise ValueError("the stages of a publication are not numbered in order")
        self._services = services
        self._stages = tuple(stages)

    async def run(self, publication_id: int) -> None:
        """Runs it to its end, or rolls it back when somebody else had begun it.

        Does nothing when it has ended or a living process works on it: a doubled message is harmless.
        """
        async with self._services.db.transaction() as conn:
            claimed = await repository.claim(conn, publication_id)
        if claimed is None:
            return
        log = logger.bind(publication=publication_id, version=claimed.version)
        try:
            renew = partial(repository.renew, publication_id=claimed.id, lease=claimed.lease)
            async with renewing(self._services.db, RENEW_SECONDS, renew, publication=claimed.id):
                await self._drive(claimed, log)
        except LeaseLost:
            log.warning("publication has ended or was taken over by another process")

    async def recover(self) -> None:
        """Runs every publication that nobody works on. Called at start-up."""
        async with self._services.db.transaction() as conn:
            waiting = await repository.stalled(conn)
        for publication_id in waiting:
            await self.run(publication_id)

    async def _drive(self, claimed: Claimed, log: structlog.stdlib.BoundLogger) -> None:
        context = await self._context(claimed)
        progress = machine.taken_over(claimed.progress)
        if progress != claimed.progress:
            log.warning("publication was interrupted: rolling back")
        while (action := machine.next_action(progress)) is not None:
            match action:
                case Run(number):
                    progress = await self._run_stage(context, progress, number, log)
                case Undo(number):
                    progress = await self._undo_stage(context, progress, number, log)
                case Finish(state):
                    progress = await self._save(context, machine.finish(progress, state))
                    log.info("publication ended", state=state.value)

    async def _run_stage(
        self, context: PublicationContext, progress: Progress, number: int, log: structlog.stdlib.BoundLogger
    ) -> Progress:
        progress = await self._save(context, machine.begin(progress, number))
        try:
            await self._stages[number - 1].run(context)
        except LeaseLost:
            raise
        except Exception as error:
            log.warning("stage failed", stage=number, exc_info=not isinstance(error, AqtraError), error=str(error))
            return await self._save(context, machine.fail(progress, number), {number: explained(error)})
        if number == len(self._stages):
            # The last stage ends the publication itself, in the transaction that switches.
            return machine.finish(machine.complete(progress, number), PublicationState.COMPLETED)
        return await self._save(context, machine.complete(progress, number))

    async def _undo_stage(
        self, context: PublicationContext, progress: Progress, number: int, log: structlog.stdlib.BoundLogger
    ) -> Progress:
        try:
            await self._stages[number - 1].undo(context)
        except (LeaseLost, Unavailable):
            # Without a database nothing can be journaled: the next process goes on here.
            raise
        except Exception as error:
            log.exception("stage could not be undone", stage=number)
            return await self._save(context, machine.undo_failed(progress, number), {number: explained(error)})
        return await self._save(context, machine.undone(progress, number))

    async def _save(
        self, context: PublicationContext, progress: Progress, errors: dict[int, str] | None = None
    ) -> Progress:
        """Journals. Raises LeaseLost also when the switch was committed although it seemed to fail."""
        async with self._services.db.transaction() as conn:
            await repository.save(
                conn,
                context.publication_id,
                context.lease,
                progress,
                context.workspace,
                at=self._services.clock.now(),
                errors=errors,
            )
            if not progress.state.is_active:
                await _record_failure(conn, context, progress.state)
        return progress

    async def _context(self, claimed: Claimed) -> PublicationContext:
        definitions = definitions_of(self._services)
        await definitions.refresh()
        async with self._services.db.transaction() as conn:
            candidates = tuple(
                [
                    Candidate(old=await latest_release(conn, document.key), new=document)
                    for document in claimed.documents
                ]
            )
        return PublicationContext(
            publication_id=claimed.id,
            new_version=claimed.version,
            candidates=candidates,
            live=definitions.snapshot(),
            services=self._services,
            lease=claimed.lease,
            workspace=claimed.workspace,
            withdrawn=claimed.withdrawn,
            going_back=claimed.returns_to is not None,
        )


async def _record_failure(conn: Connection, context: PublicationContext, state: PublicationState) -> None:
    """In the transaction that ends the publication; one that completed is recorded by its last stage."""
    target, version = f"publication:{context.publication_id}", context.new_version
    await audit.record(
        conn, "publication.ended", PLATFORM, target, outcome=Outcome.FAILED, state=state.value, version=version
    )


def explained(error: Exception) -> str:
    """What the screen shows for a failed stage. Details of unexpected failures stay in the log."""
    if not isinstance(error, AqtraError):
        return f"unexpected failure ({type(error).__name__}); see the log"
    lines = [error.message, *(f"{field.field}: {field.message}" for field in error.fields[:MAX_ERROR_LINES])]
    return "\n".join(line for line in lines if line)
