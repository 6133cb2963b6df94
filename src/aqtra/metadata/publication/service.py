"""Verbs of the Publication screen."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from psycopg.errors import LockNotAvailable, UniqueViolation

from aqtra.identity import audit
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify, ring_after_commit
from aqtra.infra.queue import ring
from aqtra.kernel.errors import FieldError
from aqtra.kernel.principal import Principal
from aqtra.metadata.components import repository as components
from aqtra.metadata.components.models import ComponentRow
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.errors import ComponentNotFound
from aqtra.metadata.maintenance import repository as maintenance
from aqtra.metadata.publication import earlier, repository
from aqtra.metadata.publication.destructive import destructive_changes
from aqtra.metadata.publication.errors import (
    DestructiveChange,
    NothingToPublish,
    NotReady,
    NotRunning,
    PublicationNotFound,
    PublicationRunning,
    StageBusy,
)
from aqtra.metadata.publication.freezing import frozen_with_modules
from aqtra.metadata.publication.models import Publication, PublicationState
from aqtra.metadata.publication.repository import Frozen
from aqtra.metadata.releases import repository as releases

PUBLISH_TASK: Final = "publication.publish"


class Publications:
    """Publications as builders start, watch and reset them."""

    def __init__(self, conn: Connection, services: Services) -> None:
        self._conn = conn
        self._services = services

    async def start(
        self,
        by: Principal,
        keys: Sequence[UUID],
        *,
        modules: Collection[UUID] = (),
        confirm_destructive: bool = False,
    ) -> Publication:
        """Takes the lock, freezes the selection and asks a worker to run it.

        Live components that import one of the `modules` are published again as they are, with its saved text.

        Raises PublicationRunning, MaintenanceRunning, NothingToPublish, ComponentNotFound, ScriptModuleNotFound,
        NotReady, DestructiveChange.
        """
        # Withdrawing a component takes the same lock: versions become current in the order of their numbers.
        await releases.current_version(self._conn, lock=True)
        await self._refuse_a_second()
        chosen = await self._chosen(keys) if keys or not modules else []
        if not confirm_destructive:
            await self._refuse_losses(chosen)
        drafts = [(row.saved_version, ComponentDocument.model_validate(row.document)) for row in chosen]
        return await self._begin(by, await frozen_with_modules(self._conn, self._services, drafts, modules))

    async def go_back(self, by: Principal, version: int) -> Publication:
        """Makes what was live at an earlier version live again, as a new version. Drafts stay as they are.

        Raises PublicationRunning, MaintenanceRunning, VersionNotFound, CannotReturn, NothingToPublish.
        """
        current = await releases.current_version(self._conn, lock=True)
        await self._refuse_a_second()
        difference = await earlier.difference(self._conn, version, current)
        if not difference:
            raise NothingToPublish(f"nothing differs between version {version} and the current one")
        return await self._begin(by, [found.frozen for found in difference], returns_to=version)

    async def _begin(self, by: Principal, chosen: Sequence[Frozen], *, returns_to: int | None = None) -> Publication:
        version = await releases.next_version(self._conn)
        now = self._services.clock.now()
        try:
            async with self._conn.transaction():
                begun = await repository.insert(self._conn, version, chosen, by, now, returns_to=returns_to)
        except UniqueViolation:
            await self._refuse_a_second()
            raise
        await ring_after_commit(self._conn, PUBLISH_TASK, str(begun))
        await notify(self._conn, "publication", {"id": begun})
        target = f"publication:{begun}"
        await audit.record(
            self._conn, "publication.started", by, target, version=version, count=len(chosen), returns_to=returns_to
        )
        return await self.get(begun)

    async def latest(self) -> Publication | None:
        found = await repository.latest(self._conn)
        await self._know(found)
        return found

    async def get(self, publication_id: int) -> Publication:
        """Raises PublicationNotFound."""
        found = await repository.publication(self._conn, publication_id)
        if found is None:
            raise PublicationNotFound("there is no such publication")
        await self._know(found)
        return found

    async def reset(self, publication_id: int) -> Publication:
        """Takes a publication away from whoever works on it; a worker rolls it back.

        Raises PublicationNotFound, NotRunning, StageBusy.
        """
        progress = await repository.progress_of(self._conn, publication_id)
        if progress is None:
            raise PublicationNotFound("there is no such publication")
        if not progress.state.is_active:
            raise NotRunning("the publication has ended")
        try:
            async with self._conn.transaction():
                await repository.request_reset(self._conn, publication_id)
                await audit.record(self._conn, "publication.reset", None, f"publication:{publication_id}")
        except LockNotAvailable as error:
            raise StageBusy("a stage is in the middle of a change; try again shortly") from error
        await ring_after_commit(self._conn, PUBLISH_TASK, str(publication_id))
        return await self.get(publication_id)

    async def _know(self, publication: Publication | None) -> None:
        """Whoever is told that a version is live finds it live in the process that told it."""
        definitions = definitions_of(self._services)
        if (
            publication is not None
            and publication.state is PublicationState.COMPLETED
            and publication.version > definitions.current_version
        ):
            await definitions.refresh()

    async def _refuse_a_second(self) -> None:
        await refuse_beside_publication(self._conn)
        await maintenance.refuse_beside(self._conn)

    async def _chosen(self, keys: Sequence[UUID]) -> list[ComponentRow]:
        found = await components.locked(self._conn, keys)
        if not found:
            raise NothingToPublish("no component is selected") if not keys else ComponentNotFound("no such component")
        if missing := set(keys) - {row.key for row in found}:
            raise ComponentNotFound(f"there is no component {min(missing)}")
        unready = [row for row in found if row.ready_version != row.saved_version]
        if unready:
            raise NotReady(
                "a component is not ready to publish",
                fields=[
                    FieldError(field=str(row.key), rule="not_ready", message=row.document["settings"]["title"])
                    for row in unready
                ],
            )
        return found

    async def _refuse_losses(self, chosen: Sequence[ComponentRow]) -> None:
        lost: list[FieldError] = []
        for row in chosen:
            old = await releases.latest_release(self._conn, row.key)
            if old is not None:
                new = ComponentDocument.model_validate(row.document)
                lost += await destructive_changes(self._conn, old, new)
        if lost:
            raise DestructiveChange("stored data would no longer be reachable; confirm to publish", fields=lost)


async def refuse_beside_publication(conn: Connection) -> None:
    """Under the lock of the live version. Raises PublicationRunning while one is active."""
    running = await repository.active(conn)
    if running is not None:
        raise PublicationRunning(f"publication {running.id} is running", id=running.id, user=running.started_by or "")


async def sweep_publications(services: Services) -> None:
    """Rings again for publications whose message was lost or whose worker is gone. Repeatable at any time."""
    async with services.db.connection() as conn:
        waiting = await repository.stalled(conn)
    for publication_id in waiting:
        await ring(PUBLISH_TASK, str(publication_id))
