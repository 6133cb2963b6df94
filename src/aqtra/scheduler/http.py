"""Routes: what a schedule means, how a component's stands, and whom it may run as."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Query
from pydantic import BaseModel, ConfigDict

from aqtra.identity import repository_people as people
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.scheduler import repository
from aqtra.scheduler.cron import LONGEST, BadCron, Cron

router = Router(prefix="/api/v1/studio", tags=["schedules"])

_SHOWN: Final = 3
_OFFERED: Final = 20


class CronReading(BaseModel):
    """Its next times in the zone of the platform. `reason`: why it cannot be read; then there are no times."""

    zone: str
    upcoming: tuple[datetime, ...] = ()
    reason: str | None = None


class ScheduleState(BaseModel):
    """How the published schedule stands; `active` False: there is none."""

    active: bool
    zone: str
    cron: str | None = None
    next_at: datetime | None = None
    last_at: datetime | None = None
    last_success: datetime | None = None
    skipped_at: datetime | None = None
    running: bool = False


class RunAsUser(BaseModel):
    """Somebody whom a component runs as, or may."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    user_name: str
    display_name: str
    active: bool


@router.get("/schedules/upcoming", right=Right.STUDIO)
async def read_cron(services: ServicesDep, cron: Annotated[str, Query(max_length=LONGEST)]) -> CronReading:
    """The next three times of a cron expression."""
    zone = services.settings.time_zone
    try:
        times = tuple(Cron(cron, ZoneInfo(zone)).upcoming(services.clock.now(), _SHOWN))
    except BadCron as error:
        return CronReading(zone=zone, reason=error.message)
    return CronReading(zone=zone, upcoming=tuple(time.astimezone(ZoneInfo(zone)) for time in times))


@router.get("/components/{key}/schedule", right=Right.STUDIO)
async def get_schedule(key: UUID, services: ServicesDep) -> ScheduleState:
    """When the component's Input dataflow ran by its schedule, and when it does so next."""
    async with services.db.connection() as conn:
        hand = await repository.live_hand(conn, key)
    zone = services.settings.time_zone
    if hand is None:
        return ScheduleState(active=False, zone=zone)
    return ScheduleState(
        active=True,
        zone=zone,
        cron=hand.cron,
        next_at=hand.next_at,
        last_at=hand.last_at,
        last_success=hand.last_success,
        skipped_at=hand.skipped_at,
        running=hand.run_id is not None,
    )


@router.get("/run-as-users", right=Right.STUDIO)
async def list_run_as_users(
    services: ServicesDep,
    caller: Caller,
    search: Annotated[str, Query(max_length=200)] = "",
    chosen: Annotated[int | None, Query(ge=1)] = None,
) -> tuple[RunAsUser, ...]:
    """Whom the caller may let components run as, by name: administrators anybody, others themselves.

    `chosen` comes first in any case, so that its name can be shown.
    """
    async with services.db.connection() as conn:
        first = await people.named(conn, [chosen] if chosen is not None else [])
        if caller.has(Right.ADMINISTER):
            offered = await people.active_like(conn, search, _OFFERED)
        else:
            offered = await people.named(conn, [caller.user_id] if caller.user_id is not None else [])
    found = {account.id: account for account in (*first, *offered)}
    return tuple(RunAsUser.model_validate(account) for account in found.values())
