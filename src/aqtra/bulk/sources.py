"""Stored files as imports read them, for those who may."""

from collections.abc import AsyncGenerator
from uuid import UUID

from aqtra.catalogs.files import RegisteredFile, registered_file
from aqtra.files.errors import FileNotFound
from aqtra.files.service import read_stream
from aqtra.infra.container import Services
from aqtra.kernel.principal import Principal, Right


class StoredSource:
    """The content of a stored file."""

    def __init__(self, services: Services, file_id: UUID) -> None:
        self._services = services
        self._id = file_id

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        async for chunk in read_stream(self._services, self._id):
            yield chunk


async def usable_file(services: Services, principal: Principal, file_id: UUID, component: UUID) -> RegisteredFile:
    """The principal's own file for imports into this component, or one of the library for builders.

    Raises FileNotFound, for everything else just the same.
    """
    async with services.db.connection() as conn:
        file = await registered_file(conn, file_id)
    if file is None:
        raise FileNotFound("there is no such file")
    own = file.kind == "import" and file.component == component and file.created_by == principal.user_id
    if own or (file.kind == "library" and principal.has(Right.STUDIO)):
        return file
    raise FileNotFound("there is no such file")
