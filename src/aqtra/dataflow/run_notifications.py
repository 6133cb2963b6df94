"""Messages that a run sends: whom its steps mean, and the handing over."""

from dataclasses import replace
from uuid import UUID

import structlog

from aqtra.dataflow.directory.acting import is_name
from aqtra.dataflow.models import RunInfo
from aqtra.dataflow.ports import Recipients
from aqtra.identity import repository_people
from aqtra.identity.repository_people import Person
from aqtra.identity.rights import repository_contexts
from aqtra.identity.rights.models import Context
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from aqtra.notifications.models import Notice, Reach
from aqtra.notifications.service import Notifier

log = structlog.get_logger("aqtra.dataflow.notifications")
LARGEST_ID = 2**63 - 1


class RunNotifications:
    """Implements `ports.Notifications` for one run.

    Whom a flow writes to, its builder has settled: no right to read users is asked for, and none is told of them.
    """

    def __init__(self, services: Services, run: RunInfo) -> None:
        self._services = services
        self._run = run

    def act_as(self, principal: Principal) -> None:
        """From now on in the name of somebody else."""
        self._run = replace(self._run, principal=principal)

    async def send(self, notice: Notice, to: Recipients) -> Reach:
        """Raises ChannelNotConfigured."""
        async with self._services.db.transaction() as conn:
            people = await self._people(conn, to)
            reach = await Notifier(self._services).send(conn, replace(notice, run=self._run.id), people)
        log.info(
            "notification handed over",
            run_id=str(self._run.id),
            flow=self._run.flow_name,
            channel=notice.channel.value,
            people=reach.reached,
            on_behalf_of=self._run.principal.subject,
        )
        return reach

    async def _people(self, conn: Connection, to: Recipients) -> list[Person]:
        """Each once, also who is not active: the channels leave those out."""
        keys = [user.key for user in to.users if user.key is not None]
        ids = [key for key in keys if isinstance(key, int) and 0 < key <= LARGEST_ID]
        handles = [key for key in keys if isinstance(key, UUID)]
        names = [user.name for user in to.users if user.key is None and user.name and is_name(user.name)]
        context = await self._context(conn, to)
        if context is not None:
            ids += await repository_contexts.members(conn, context)
        return await repository_people.people(conn, ids, handles, names)

    async def _context(self, conn: Connection, to: Recipients) -> Context | None:
        if isinstance(to.context, UUID):
            return await repository_contexts.context(conn, to.context)
        if to.context is None or to.component is None or not 0 < to.context <= LARGEST_ID:
            return None
        return Context(component=to.component, entry=to.context)
