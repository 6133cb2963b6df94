"""Entries of the data layer under the rights of a run's principal. Every call is a transaction of its own.

In an atomic run the whole run is one, and every call a savepoint in it.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson

from aqtra.catalogs.changes import touched
from aqtra.catalogs.files import RegisteredFile
from aqtra.catalogs.odata.nodes import Condition
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.service import Kept, entries_of
from aqtra.dataflow.ports import Page
from aqtra.files.readable import readable_files
from aqtra.infra.container import Services
from aqtra.kernel.principal import Principal


class CatalogEntries:
    """Implements `ports.Entries`."""

    def __init__(self, services: Services, principal: Principal) -> None:
        self._services = services
        self._principal = principal
        self._db = services.db
        self._entries = entries_of(services)
        self.act_as(principal)

    def act_as(self, principal: Principal) -> None:
        """From now on with the rights of this one."""
        self._reader = self._entries.readable_by(principal)
        self._writer = self._entries.writable_by(principal)

    async def get(self, component: UUID, entry_id: int) -> Mapping[str, Any]:
        if (elsewhere := self._reader.elsewhere(component)) is not None:
            return _entry(await elsewhere.get(entry_id))
        async with self._db.connection() as conn:
            return _entry(await self._reader.get(conn, component, entry_id))

    async def query(
        self, component: UUID, options: QueryOptions, filters: Sequence[Condition | None]
    ) -> Sequence[Page]:
        if (elsewhere := self._reader.elsewhere(component)) is not None:
            found = await elsewhere.list_each(options, filters)
        else:
            async with self._db.connection() as conn:
                found = await self._reader.list_each(conn, component, options, filters)
        return [Page(listed.page, listed.has_more, listed.found) for listed in found]

    async def files(self, files: Sequence[UUID]) -> Mapping[UUID, RegisteredFile]:
        return await readable_files(self._services, self._principal, files)

    async def create(self, component: UUID, data: Mapping[str, Any], name: str | None) -> Mapping[str, Any]:
        async with self._db.connection() as conn:
            created = await self._writer.create(conn, component, data, name=name)
        return self._told(component, created)

    async def update(
        self, component: UUID, entry_id: int, data: Mapping[str, Any], name: str | Kept | None, *, tracked: bool = True
    ) -> Mapping[str, Any]:
        async with self._db.connection() as conn:
            updated = await self._writer.update(conn, component, entry_id, data, name=name, tracked=tracked)
        return self._told(component, updated)

    async def mark(self, component: UUID, entry_id: int, *, tracked: bool = True) -> None:
        async with self._db.connection() as conn:
            marked = await self._writer.mark_for_deletion(conn, component, entry_id, tracked=tracked)
        self._told(component, marked)

    def _told(self, component: UUID, content: bytes) -> Mapping[str, Any]:
        """The writer is silent where each call is a part of a transaction of the whole run."""
        touched(self._services, component)
        return _entry(content)


def _entry(content: bytes) -> Mapping[str, Any]:
    """Numbers of an entry are text, so no digit is lost in decoding."""
    entry: Mapping[str, Any] = orjson.loads(content)
    return entry
