"""Rotation of encryption keys: asked for, run by a worker, resumed by another, cancelled. Retirement of old keys."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Final

import structlog

from aqtra.bulk.models import JobError
from aqtra.catalogs.subject import as_platform
from aqtra.custody import repository
from aqtra.custody.errors import KeyInUse, RotationNotFound, RotationOver
from aqtra.custody.models import EncryptionKeys, KeyRotation, KeyUse, KeyVersion, RotationRow
from aqtra.custody.resealing import Step, renew_contents, reseal_all
from aqtra.files import replaced_repository
from aqtra.infra import repository_keys as keys_repository
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.key_check import check_keys
from aqtra.infra.keys import encryption_keys_path, retire_key
from aqtra.infra.leases import renewing
from aqtra.infra.outbox import notify, ring_after_commit
from aqtra.infra.queue import ring
from aqtra.infra.repository_keys import Use
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import Principal

ROTATE_TASK: Final = "custody.rotate"
_RENEW_SECONDS: Final = repository.LEASE_SECONDS / 6
# Writers that had begun with the older key may still store something: each round finds what the one before missed.
_ROUNDS: Final = 5

log = structlog.get_logger("aqtra.keys")


async def status(services: Services) -> EncryptionKeys:
    """Every version ever used, what needs it, and how the last rotation goes."""
    services.keys.refresh()
    # A version that was added since this process began is remembered now.
    await check_keys(services)
    async with services.db.connection() as conn:
        known = await keys_repository.known(conn)
        uses = await _uses(conn)
        rotation = await repository.latest(conn)
    by_version: dict[int, list[KeyUse]] = defaultdict(list)
    for use in uses:
        by_version[use.version].append(KeyUse(place=use.place, count=use.count))
    given = services.settings.encryption_keys is not None
    return EncryptionKeys(
        provider=services.settings.key_provider,
        kept_in="setting" if given else "data_folder",
        versions=[
            KeyVersion(
                version=key.version,
                fingerprint=key.fingerprint.hex(),
                first_seen=key.first_seen,
                retired_at=key.retired_at,
                present=key.version in services.keys.versions,
                newest=key.version == services.keys.newest,
                uses=by_version[key.version],
            )
            for key in known
        ],
        rotation=None if rotation is None else KeyRotation.of(rotation),
    )


async def start(services: Services, *, deep: bool, by: Principal | None) -> KeyRotation:
    """Asks a worker to seal everything anew with the newest key. Raises RotationRunning, KeysRefused."""
    services.keys.refresh()
    await check_keys(services)
    async with services.db.transaction() as conn:
        row = await repository.insert(conn, services.keys.newest, deep, by, services.clock.now())
        # Whoever writes from now on writes with the newest key.
        await notify(conn, "keys", {})
        await ring_after_commit(conn, ROTATE_TASK, str(row.id))
    return KeyRotation.of(row)


async def get(services: Services, rotation_id: int) -> KeyRotation:
    """Raises RotationNotFound."""
    async with services.db.connection() as conn:
        row = await repository.get(conn, rotation_id)
    if row is None:
        raise RotationNotFound("there is no such rotation")
    return KeyRotation.of(row)


async def cancel(services: Services, rotation_id: int) -> KeyRotation:
    """What is sealed anew by then stays so. Raises RotationNotFound, RotationOver."""
    await get(services, rotation_id)
    async with services.db.transaction() as conn:
        if not await repository.ask_to_cancel(conn, rotation_id, services.clock.now()):
            raise RotationOver("the rotation has ended already")
    return await get(services, rotation_id)


async def run(services: Services, rotation_id: int) -> None:
    """Runs one to its end. Does nothing when a living worker has it: a doubled message is harmless."""
    async with services.db.transaction() as conn:
        row = await repository.claim(conn, rotation_id)
    if row is None:
        return
    log.info("rotation was started", rotation=row.id, version=row.version, deep=row.deep, worker=row.lease)
    stopped = asyncio.Event()
    async with renewing(services.db, _RENEW_SECONDS, partial(_renew, row=row, stopped=stopped), rotation=row.id):
        try:
            state = await _work(services, row, stopped)
        except AqtraError as error:
            log.warning("rotation failed", rotation=row.id, code=error.code, error=error.message)
            await _end(services, row, "failed", error)
        except Exception:
            # It must end whatever happens; what happened stands in the log.
            log.exception("rotation failed", rotation=row.id)
            await _end(services, row, "failed", AqtraError("an internal error; its details are in the log"))
        else:
            await _end(services, row, state, None)
            log.info("rotation was ended", rotation=row.id, state=state)


async def sweep_rotations(services: Services) -> None:
    """Rings again for what no living worker has. Repeatable at any time."""
    async with services.db.connection() as conn:
        waiting = await repository.waiting(conn)
    for rotation_id in waiting:
        await ring(ROTATE_TASK, str(rotation_id))


async def retire(services: Services, version: int) -> Path:
    """Takes a version out of the keyring of the data folder. Raises KeyInUse, KeysUnusable."""
    async with services.db.connection() as conn:
        if used := [use for use in await _uses(conn) if use.version == version]:
            places = ", ".join(f"{use.count} in {use.place}" for use in used)
            raise KeyInUse(f"key {version} is still needed: {places}; rotate first", version=version)
    kept = await asyncio.to_thread(retire_key, services.settings, version)
    async with services.db.transaction() as conn:
        await keys_repository.retire(conn, version, services.clock.now())
        await notify(conn, "keys", {})
    log.info("key was retired", version=version, kept_in=str(encryption_keys_path(services.settings).parent))
    return kept


async def _renew(conn: Connection, *, row: RotationRow, stopped: asyncio.Event) -> bool:
    held = await repository.renew(conn, row)
    if not held:
        stopped.set()
    return held


async def _work(services: Services, row: RotationRow, stopped: asyncio.Event) -> str:
    damaged = 0
    async with services.db.transaction() as conn:
        older = sum(use.count for use in await _older(services, conn))
        contents = await replaced_repository.count_made_before(conn, row.version) if row.deep else 0
        await repository.set_total(conn, row, older + contents)
    for _ in range(_ROUNDS):
        damaged = 0
        async for step in _steps(services, row):
            damaged += step.damaged
            async with services.db.transaction() as conn:
                await repository.note(conn, row, step.done, damaged)
                # Also asks whether to go on: a cancelled rotation stops between two pages.
                held = await repository.renew(conn, row)
            if stopped.is_set() or not held:
                return "cancelled"
        async with services.db.connection() as conn:
            left = sum(use.count for use in await _older(services, conn))
        if left == damaged or left == 0:
            return "completed"
    raise KeyInUse(
        f"{left - damaged} values are still sealed with older keys: restart processes that do not know "
        f"version {row.version}, and start the rotation again",
        version=row.version,
    )


async def _steps(services: Services, row: RotationRow) -> AsyncIterator[Step]:
    async for step in reseal_all(services):
        yield step
    if row.deep:
        async for step in renew_contents(services, row.version):
            yield step


async def _uses(conn: Connection) -> list[Use]:
    """Those of all entries: a value that nobody may see needs its key too."""
    async with as_platform(conn):
        return await keys_repository.uses(conn)


async def _older(services: Services, conn: Connection) -> list[Use]:
    uses = await _uses(conn)
    return [use for use in uses if use.version != services.keys.newest]


async def _end(services: Services, row: RotationRow, state: str, error: AqtraError | None) -> None:
    told = None if error is None else JobError.of(error).model_dump(mode="json")
    async with services.db.transaction() as conn:
        await repository.end(conn, row, state, services.clock.now(), told)
