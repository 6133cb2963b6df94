"""The definitions that are live, in memory.

A release never changes, so only the number of the current version is asked for, and only releases newer than the
known ones are read. NOTIFY tells of a new version; a poll bounds the delay when a notification is lost.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from types import MappingProxyType
from uuid import UUID
from weakref import WeakKeyDictionary

import structlog

from aqtra.infra.container import Services
from aqtra.infra.database import Database
from aqtra.kernel.errors import Unavailable
from aqtra.metadata.releases import repository
from aqtra.metadata.releases.models import PublishedComponent

logger = structlog.get_logger()
# A new version must be known everywhere within one second (architecture, decision 4).
POLL_SECONDS = 1.0


class Definitions:
    """All live components of one platform version. One per process; reading it never waits."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._version = 0
        self._generation = 0
        self._live: Mapping[UUID, PublishedComponent] = MappingProxyType({})
        self._refreshing = asyncio.Lock()

    @property
    def current_version(self) -> int:
        """The platform version; 0 before the first publication."""
        return self._version

    def component(self, key: UUID) -> PublishedComponent | None:
        return self._live.get(key)

    def __iter__(self) -> Iterator[PublishedComponent]:
        return iter(self._live.values())

    def snapshot(self) -> Mapping[UUID, PublishedComponent]:
        """All live components by key; the mapping stays as it is when a new version arrives."""
        return self._live

    async def refresh(self) -> bool:
        """Loads the current version unless it is the known one. Tells whether it changed.

        After `repository.forget_copies` everything is read anew.
        """
        async with self._refreshing, self._db.connection() as conn:
            version, generation = await repository.pointer(conn)
            if (version, generation) == (self._version, self._generation):
                return False
            # Going back to an earlier version is possible too: then everything is read anew.
            since = self._version if version > self._version and generation == self._generation else 0
            live = dict(self._live) if since else {}
            for key, release in await repository.released(conn, since, version):
                if release is None:
                    live.pop(key, None)
                else:
                    live[key] = release
            self._live, self._version, self._generation = MappingProxyType(live), version, generation
            return True

    @asynccontextmanager
    async def kept_fresh(self) -> AsyncIterator["Definitions"]:
        """Loads, and polls in the background until left."""
        await self.refresh()
        poll = asyncio.create_task(self._poll())
        try:
            yield self
        finally:
            poll.cancel()
            with suppress(asyncio.CancelledError):
                await poll

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await self.refresh()
            except Unavailable as error:
                # What is known stays in use: published definitions do not age.
                logger.warning("definitions_not_refreshed", reason=error.message)


_OF_PROCESS: WeakKeyDictionary[Database, Definitions] = WeakKeyDictionary()


def share_definitions(services: Services, db: Database) -> None:
    """What works through another way to the same database knows the definitions of this process."""
    _OF_PROCESS[db] = definitions_of(services)


def definitions_of(services: Services) -> Definitions:
    """The definitions of this process; the same object at every call."""
    found = _OF_PROCESS.get(services.db)
    if found is None:
        found = _OF_PROCESS.setdefault(services.db, Definitions(services.db))
    return found
