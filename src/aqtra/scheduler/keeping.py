"""Looks at the schedules all the time. Runs in every gateway, so that any of them may go."""

import asyncio
from typing import Final

import structlog

from aqtra.infra.container import Services
from aqtra.scheduler.service import Scheduler

log = structlog.get_logger("aqtra.scheduler")

# Expressions with seconds are met to the second.
LOOK_SECONDS: Final = 1.0


async def keep_schedules(services: Services) -> None:
    """Until it is cancelled."""
    scheduler = Scheduler(services)
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        try:
            await scheduler.tick()
        except Exception:
            # Database down: what is due stays due, the next look finds it.
            log.warning("schedules_not_looked_at", exc_info=True)
