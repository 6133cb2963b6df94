"""An installation without a gateway and without a worker: whoever publishes here is the test itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from aqtra.composition import bootstrap
from aqtra.embedded.databases import start_databases
from aqtra.infra.container import Services, open_services
from aqtra.infra.settings import Settings, load_settings
from aqtra.kernel.principal import Principal
from aqtra.metadata.components.service import Components
from aqtra.metadata.documents import ComponentDocument, ComponentKind
from aqtra.metadata.publication.models import Publication
from aqtra.metadata.publication.service import Publications
from aqtra.studio.checking import CHECKER

Result = TypeVar("Result")
BUILDER = Principal(user_id=1, user_name="builder", display_name="Bo Builder")


@dataclass(frozen=True)
class Bench:
    """Opens fresh services for every piece of work, as a process of its own would."""

    settings: Settings

    def run(self, work: Callable[["Session"], Awaitable[Result]]) -> Result:
        async def opened() -> Result:
            async with open_services(self.settings) as services:
                return await work(Session(services))

        return asyncio.run(opened())


@dataclass(frozen=True)
class Session:
    """The services of one process, with shortcuts for tests."""

    services: Services

    @asynccontextmanager
    async def components(self) -> AsyncIterator[Components]:
        async with self.services.db.transaction() as conn:
            yield Components(conn, self.services, CHECKER)

    async def ready_component(self, title: str, *properties: dict[str, Any]) -> UUID:
        """A component that may be published."""
        async with self.components() as components:
            stored = await components.create(BUILDER, ComponentKind.COMPONENT)
            content = stored.document.model_dump(mode="json")
            content["settings"]["title"] = title
            content["properties"] = list(properties)
            document = ComponentDocument.model_validate(content)
            saved = await components.save(BUILDER, document.key, stored.saved_version, document)
            await components.mark_ready(document.key, saved.saved_version)
        return document.key

    async def start(self, *keys: UUID) -> int:
        async with self.services.db.transaction() as conn:
            return (await Publications(conn, self.services).start(BUILDER, keys)).id

    async def publication(self, publication_id: int) -> Publication:
        async with self.services.db.transaction() as conn:
            return await Publications(conn, self.services).get(publication_id)

    async def sql(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        async with self.services.owner_db.connection() as conn:
            cursor = await conn.execute(statement.encode(), parameters or None)
            return await cursor.fetchall() if cursor.description else []

    async def lose_lease(self, publication_id: int) -> None:
        """As if the worker had been gone for longer than a lease."""
        await self.sql(
            "UPDATE metadata.publication SET lease_until = now() - interval '1 second' WHERE id = %s", publication_id
        )


@contextmanager
def start_bench(folder: Path) -> Iterator[Bench]:
    databases = start_databases(folder / "databases", durable=False)
    try:
        settings = load_settings(
            data_dir=folder,
            database_url=databases.database_url,
            database_owner_url=databases.database_owner_url,
            redis_url=databases.redis_url,
        )
        bootstrap(settings)
        yield Bench(settings)
    finally:
        databases.stop()
