"""Verbs of the bus: queue, store what is due, wake up what was forgotten, and what becomes of dead letters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import orjson
import structlog

from aqtra.catalogs.changes import touched
from aqtra.catalogs.service import entries_of
from aqtra.dataflow.bus import repository
from aqtra.dataflow.bus.models import DeadLetterNotFound, Letter, Message, Rejection, message_id
from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.models import RunInfo
from aqtra.dataflow.run_as import stored_principal
from aqtra.identity import audit
from aqtra.infra.container import Services
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.database import DatabaseUnavailable
from aqtra.infra.outbox import ring_after_commit
from aqtra.infra.queue import ring
from aqtra.infra.sealed import BUS_PAYLOAD
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import Principal
from aqtra.kernel.scopes import stored

log = structlog.get_logger("aqtra.dataflow.bus")
STORE_TASK: Final = "aqtra.store_over_bus"

ATTEMPTS: Final = 5
FIRST_WAIT: Final = timedelta(seconds=10)
_GROWTH: Final = 4
# A message that waits this long has lost its doorbell. Rung for in vain it costs one look.
FORGOTTEN_AFTER: Final = timedelta(seconds=10)
KEEP_STORED: Final = timedelta(days=7)
KEEP_DEAD: Final = timedelta(days=90)
SWEPT_AT_ONCE: Final = 100
# Then others have their turn: a run may have queued a million.
STORED_AT_ONCE: Final = 500


class RunBus:
    """Implements `ports.Bus` for one run."""

    def __init__(self, services: Services, run: RunInfo) -> None:
        self._services = services
        self._run = run

    def act_as(self, principal: Principal) -> None:
        """From now on in the name of somebody else."""
        self._run = replace(self._run, principal=principal)

    async def put(self, component: UUID, step_id: str, letters: Iterable[Letter]) -> None:
        """All of them or none. Raises DatabaseUnavailable."""
        async with self._services.db.transaction() as conn:
            await repository.insert(conn, self._rows(component, step_id, letters))
            await ring_after_commit(conn, STORE_TASK, str(self._run.id))

    def _rows(self, component: UUID, step_id: str, letters: Iterable[Letter]) -> Iterator[dict[str, Any]]:
        run, principal, now = self._run, self._run.principal, self._services.clock.now()
        for letter in letters:
            key = message_id(run.id, step_id, letter.item)
            payload = orjson.dumps({"name": letter.name, "data": letter.data})
            yield {
                "id": key,
                "run_id": run.id,
                "flow_name": run.flow_name,
                "step_id": step_id,
                "item": letter.item,
                "component": component,
                "principal_id": principal.user_id,
                "principal_name": principal.user_name,
                "is_platform": principal.is_platform,
                "scopes": stored(principal.scopes),
                "sealed": self._services.sealer.seal(payload, BUS_PAYLOAD.place(key)),
                "now": now,
            }


class Bus:
    """What workers and administrators do with queued messages."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def store(self, run_id: UUID) -> None:
        """Stores what a run has queued, in order, as far as it is due. Safe to call twice and at once."""
        for _ in range(STORED_AT_ONCE):
            if not await self._store_next(run_id):
                return
        await ring(STORE_TASK, str(run_id))

    async def sweep(self) -> None:
        """Repeatable at any time, by several processes at once."""
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            await repository.forget(conn, now - KEEP_STORED, now - KEEP_DEAD)
            waiting = await repository.due(conn, now - FORGOTTEN_AFTER, SWEPT_AT_ONCE)
        for run_id in waiting:
            await ring(STORE_TASK, str(run_id))

    async def retry(self, letters: Sequence[UUID], by: Principal) -> int:
        """Lets dead letters wait again; how many. Raises DeadLetterNotFound when none of them is there."""
        async with self._services.db.transaction() as conn:
            revived = await repository.revive(conn, letters, self._services.clock.now())
            for run_id in sorted({run_id for _, run_id in revived}):
                await ring_after_commit(conn, STORE_TASK, str(run_id))
            for letter, _ in revived:
                await audit.record(conn, "bus.retried", by, f"bus-message:{letter}")
        return _some(len(revived))

    async def discard(self, letters: Sequence[UUID], by: Principal) -> int:
        """Deletes dead letters; how many. Raises DeadLetterNotFound when none of them is there."""
        async with self._services.db.transaction() as conn:
            discarded = await repository.discard(conn, letters)
            for letter in discarded:
                await audit.record(conn, "bus.discarded", by, f"bus-message:{letter}")
        return _some(len(discarded))

    async def _store_next(self, run_id: UUID) -> bool:
        """Whether there may be more to do now."""
        message: Message | None = None
        try:
            async with self._services.db.transaction() as conn:
                message = await repository.take(conn, run_id, self._services.clock.now())
                if message is None:
                    return False
                entry = await self._create(conn, message)
                await repository.stored(conn, message, entry, self._services.clock.now())
        except DatabaseUnavailable:
            # No attempt: nothing was tried, and nothing can be noted.
            raise
        except AqtraError as error:
            assert message is not None
            return await self._failed(message, error)
        except Exception:
            assert message is not None
            log.exception("an entry could not be stored", run_id=str(run_id), message_id=str(message.id))
            return await self._failed(message, AqtraError("an internal error; its details are in the log"))
        touched(self._services, message.component)
        return True

    async def _create(self, conn: Any, message: Message) -> int:
        principal = await self._principal(message)
        try:
            payload = read_json(self._services.sealer.open(message.sealed, BUS_PAYLOAD.place(message.id)))
        except (NotAuthentic, UnknownKey) as error:
            raise AqtraError("what was queued does not open") from error
        writer = entries_of(self._services).writable_by(principal)
        entry = await writer.create(conn, message.component, payload["data"], name=payload["name"])
        return int(orjson.loads(entry)["id"])

    async def _principal(self, message: Message) -> Principal:
        """Whoever queued it, with the rights of now. Raises Forbidden."""
        return await stored_principal(
            self._services.db, message.principal_id, message.scopes, is_platform=message.is_platform
        )

    async def _failed(self, message: Message, error: AqtraError) -> bool:
        """Tries again later what may go well then; what is refused is a dead letter at once, and does not wait."""
        now, rejection = self._services.clock.now(), Rejection.of(error)
        told = {"run_id": str(message.run_id), "message_id": str(message.id), "step": message.step_id}
        told |= {"item": str(message.item), "component": str(message.component), "error": error.code}
        if is_final(error) or message.attempts + 1 >= ATTEMPTS:
            async with self._services.db.transaction() as conn:
                buried = await repository.bury(conn, message, now, rejection)
            if buried:
                log.error("store_rejected", attempts=message.attempts + 1, reason=error.message, **told)
            return True
        async with self._services.db.transaction() as conn:
            await repository.postpone(conn, message, now + wait_after(message.attempts + 1), rejection)
        log.warning("an entry is not stored yet", attempts=message.attempts + 1, reason=error.message, **told)
        return False


def is_final(error: AqtraError) -> bool:
    """Whether another attempt would end the same: the data or the rights are refused, not the moment."""
    return 400 <= error.status < 500 and error.code not in ("concurrent_update", "tables_busy")


def wait_after(attempts: int) -> timedelta:
    """10 s, 40 s, 160 s, 640 s."""
    growth: int = _GROWTH ** (attempts - 1)
    return FIRST_WAIT * growth


def _some(count: int) -> int:
    if count == 0:
        raise DeadLetterNotFound("there is no such dead letter")
    return count
