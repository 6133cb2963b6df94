"""What each gateway does for the trail all the time: seal what was committed, export the end of the chain."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

import structlog

from aqtra.identity.audit.models import Checkpoint
from aqtra.identity.audit.trail import append_checkpoint, checkpoints_path, keys_of, seal, take_checkpoint
from aqtra.infra.container import Services

Export = Callable[[Checkpoint], Awaitable[None]]
"""Takes a checkpoint to where this layer knows nothing of."""

log = structlog.get_logger("aqtra.audit")

SEAL_SECONDS: Final = 1.0
# The quick look goes back minutes before the last link; what took longer to commit is found by this one.
EVERYTHING: Final = timedelta(hours=1)


async def keep(services: Services, also: Export | None = None) -> None:
    """Runs until cancelled. Several gateways share the work: one seals, each exports to its own folder.

    `also` takes each checkpoint elsewhere.
    """
    keys = keys_of(services.settings)
    exported_at: datetime | None = None
    exported = 0
    looked_at: datetime | None = None
    every = timedelta(minutes=services.settings.audit_checkpoint_minutes)
    while True:
        await asyncio.sleep(SEAL_SECONDS)
        now = services.clock.now()
        try:
            everything = looked_at is None or now - looked_at > EVERYTHING
            while await seal(services, keys, everything=everything):
                pass
            looked_at = now if everything else looked_at
            if exported_at is None or now - exported_at > every:
                known = await take_checkpoint(services, keys)
                if known is not None and known.position != exported:
                    await asyncio.to_thread(append_checkpoint, checkpoints_path(services.settings), known)
                    exported = known.position
                    await _elsewhere(also, known)
                exported_at = now
        except Exception:
            # Database or disk: the records wait, the next round tries again.
            log.warning("the audit trail was not kept", exc_info=True)


async def _elsewhere(export: Export | None, known: Checkpoint) -> None:
    """What fails there holds up nothing here; the next checkpoint vouches for all that this one did."""
    if export is None:
        return
    try:
        await export(known)
    except Exception:
        log.warning("a checkpoint was not taken elsewhere", position=known.position, exc_info=True)
