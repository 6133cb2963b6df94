"""Stored files under the rights of a run's principal."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from uuid import UUID

from aqtra.bulk.scratch import scratch
from aqtra.catalogs.files import RegisteredFile, registered_file
from aqtra.catalogs.service import entries_of
from aqtra.files.errors import FileNotFound
from aqtra.files.service import read_stream, store_stream
from aqtra.infra.container import Services
from aqtra.kernel.errors import Forbidden, NotFound, NotSignedIn, ValidationFailed
from aqtra.kernel.principal import Principal, Right
from aqtra.metadata.documents import ComponentDocument


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Implements `ports.OpenedFile`."""

    services: Services
    id: UUID
    name: str
    charset: str | None

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        async for chunk in read_stream(self.services, self.id):
            yield chunk


class RunFiles:
    """Implements `ports.Files`. What is written belongs to the principal and, unless an entry takes it, to the day."""

    def __init__(
        self,
        services: Services,
        document: Callable[[UUID], ComponentDocument | None],
        principal: Principal,
        component: UUID,
    ) -> None:
        self._services = services
        self._document = document
        self._principal = principal
        self._component = component
        self.export_limit = services.settings.export_file_limit

    def act_as(self, principal: Principal) -> None:
        """From now on files are read, and belong, as somebody else's."""
        self._principal = principal

    async def open(self, file_id: UUID) -> StoredFile:
        async with self._services.db.connection() as conn:
            file = await registered_file(conn, file_id)
        if file is None or not await self._may_read(file):
            raise FileNotFound("there is no such file")
        return StoredFile(self._services, file.id, file.name, _charset(file.content_type))

    def scratch(self) -> AbstractContextManager[Path]:
        return scratch(self._services.settings.data_dir)

    async def store(self, name: str, content_type: str, chunks: AsyncIterator[bytes]) -> UUID:
        return await store_stream(
            self._services,
            name,
            content_type,
            chunks,
            kind="flow",
            component=self._component,
            created_by=self._principal.user_id,
        )

    async def _may_read(self, file: RegisteredFile) -> bool:
        """Its own; of the library, to builders; of an entry that it may read."""
        principal = self._principal
        if principal.is_platform or (principal.user_id is not None and file.created_by == principal.user_id):
            return True
        if file.kind == "library":
            return principal.has(Right.STUDIO)
        return file.kind == "property" and await self._is_in_an_entry(file)

    async def _is_in_an_entry(self, file: RegisteredFile) -> bool:
        document = self._document(file.component) if file.component else None
        prop = (
            next((found for found in document.properties if found.id == file.property_id), None) if document else None
        )
        if document is None or prop is None:
            return False
        reader = entries_of(self._services).readable_by(self._principal)
        with suppress(Forbidden, NotFound, NotSignedIn, ValidationFailed):
            async with self._services.db.connection() as conn:
                return await reader.lookup(conn, document.key, {prop.name: str(file.id)}) is not None
        return False


def _charset(content_type: str) -> str | None:
    header = Message()
    header["content-type"] = content_type
    return header.get_content_charset()
