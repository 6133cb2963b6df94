"""Starts what is due. Every process may call it at any time: one at a time does the work."""

from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from aqtra.dataflow.background import queue_run
from aqtra.dataflow.models import RunInfo, Trigger
from aqtra.dataflow.run_as import named_background
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.scheduler import repository
from aqtra.scheduler.cron import BadCron, Cron
from aqtra.scheduler.models import Hand, Schedule

log = structlog.get_logger("aqtra.scheduler")

AT_ONCE: Final = 100
"""Runs queued in one transaction."""


class Scheduler:
    """The schedules of published components."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._zone = services.settings.time_zone
        self._seen: datetime | None = None

    async def tick(self) -> list[UUID]:
        """Queues a run of every component whose time has come; their ids. None while another process does it.

        The run and the schedule's next time are one transaction: a time that has passed starts one run, whoever dies.
        """
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            if not await repository.lead(conn):
                return []
            await repository.stop(conn)
            await repository.settle(conn)
            await self._follow_publications(conn)
            if self._seen is None or now < self._seen:
                await self._follow_clock(conn, now)
            due = await repository.due(conn, now, AT_ONCE)
            started = [await self._start(conn, schedule, hand, now) for schedule, hand in due]
        # Only what is committed counts as seen.
        self._seen = now
        return [run for run in started if run is not None]

    async def _follow_publications(self, conn: Connection) -> None:
        """A schedule begins when its release goes live. One that has not changed goes on."""
        for schedule, hand in await repository.moved(conn, self._zone):
            if hand is not None and (hand.cron, hand.zone) == (schedule.cron, self._zone):
                next_at = hand.next_at
            else:
                # Times between the switch and now count: whoever switched may count on them.
                is_new = hand is None or hand.cron != schedule.cron
                since = schedule.switched_at if is_new else None
                next_at = self._after(schedule.cron, since or self._services.clock.now())
            await repository.set_hand(conn, schedule, self._zone, next_at)

    async def _follow_clock(self, conn: Connection, now: datetime) -> None:
        """After a clock that was ahead is set right, nobody waits for times that only it had reached.

        A hand points at the first time from now on, or at the second if the clock went back over the first. Further
        off it was set by a clock that ran ahead.
        """
        for hand in await repository.hands(conn):
            first = self._after(hand.cron, now)
            second = first and (self._after(hand.cron, first) or first)
            if first and second and hand.next_at and hand.next_at > second:
                log.warning("schedule_set_back", component=str(hand.component), from_time=hand.next_at.isoformat())
                await repository.wait_until(conn, hand.component, first)

    async def _start(self, conn: Connection, schedule: Schedule, hand: Hand, now: datetime) -> UUID | None:
        """One run, however many times were missed; none while the one before goes on."""
        next_at = self._after(schedule.cron, now)
        if hand.run_id is not None:
            log.warning("schedule_skipped", component=str(schedule.component), run_id=str(hand.run_id))
            await repository.skipped(conn, schedule.component, now, next_at)
            return None
        run = RunInfo(
            id=self._services.ids.uuid(),
            component=schedule.component,
            flow=schedule.flow,
            flow_name=schedule.flow_name,
            version=schedule.version,
            trigger=Trigger.CRON,
            principal=await named_background(conn, schedule.run_as_user),
            trace_id=self._services.ids.uuid().hex,
            started_at=now,
            last_success=hand.last_success,
            zone=ZoneInfo(self._zone),
        )
        await queue_run(conn, self._services, run)
        await repository.started(conn, schedule.component, run.id, now, next_at)
        return run.id

    def _after(self, expression: str, instant: datetime) -> datetime | None:
        """None also for what cannot be read any more: one schedule must not hold up the others."""
        try:
            return Cron(expression, ZoneInfo(self._zone)).after(instant)
        except BadCron:
            log.error("schedule_unreadable", cron=expression)
            return None
