"""Stored files under the rights of a run's principal."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from uuid import UUID

from aqtra.bulk.scratch import scratch
from aqtra.files.links import readable_file
from aqtra.files.service import read_stream, store_stream
from aqtra.infra.container import Services
from aqtra.kernel.principal import Principal


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

    def __init__(self, services: Services, principal: Principal, component: UUID) -> None:
        self._services = services
        self._principal = principal
        self._component = component
        self.export_limit = services.settings.export_file_limit

    def act_as(self, principal: Principal) -> None:
        """From now on files are read, and belong, as somebody else's."""
        self._principal = principal

    async def open(self, file_id: UUID) -> StoredFile:
        file = await readable_file(self._services, self._principal, file_id)
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


def _charset(content_type: str) -> str | None:
    header = Message()
    header["content-type"] = content_type
    return header.get_content_charset()
