"""Taking a published component out of the live version when it is deleted. Its table and releases stay."""

from collections.abc import Mapping
from uuid import UUID

from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.maintenance import repository as maintenance
from aqtra.metadata.publication import repository as publications
from aqtra.metadata.publication.errors import PublicationRunning
from aqtra.metadata.releases import repository as releases


async def live_documents(services: Services) -> Mapping[UUID, ComponentDocument]:
    """What is live now, by key."""
    definitions = definitions_of(services)
    await definitions.refresh()
    return {key: published.document for key, published in definitions.snapshot().items()}


async def withdraw(conn: Connection, services: Services, key: UUID) -> None:
    """Makes a platform version without the component current. Raises PublicationRunning, MaintenanceRunning."""
    await releases.current_version(conn, lock=True)
    running = await publications.active(conn)
    if running is not None:
        raise PublicationRunning(f"publication {running.id} is running", id=running.id, user=running.started_by or "")
    await maintenance.refuse_beside(conn)
    now = services.clock.now()
    version = await releases.next_version(conn)
    await releases.insert_version(conn, version, now)
    await releases.withdraw(conn, key, version)
    await releases.switch(conn, version, now)
