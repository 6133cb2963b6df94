"""What users and groups have in common: pages, versions, PATCH on the resource as plain JSON."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from aqtra.identity.scim import patch
from aqtra.identity.scim.errors import ResourceNotFound, ScimError, VersionDiffers
from aqtra.identity.scim.filters import Node, parse
from aqtra.identity.scim.models import Patch, ProvisioningClient
from aqtra.identity.scim.resources import Resource, etag
from aqtra.identity.service import Mirror
from aqtra.identity.sessions import Sessions
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError


class Stored(Protocol):
    """What every stored resource has."""

    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...


Body = TypeVar("Body", bound=BaseModel)
Kept = TypeVar("Kept", bound=Stored)


class Collection(ABC, Generic[Body, Kept]):
    """Resources of one kind, of one client at a time. A client acts on what it made, and on nothing else."""

    kind: ClassVar[str]
    body: type[Body]

    def __init__(self, services: Services, sessions: Sessions, mirror: Mirror) -> None:
        self._services = services
        self._sessions = sessions
        self._mirror = mirror

    @abstractmethod
    def shown(self, stored: Kept, base_url: str) -> Resource:
        """As SCIM writes it."""

    async def page(
        self, client: ProvisioningClient, filter: str | None, start: int, count: int
    ) -> tuple[int, list[Kept]]:
        """How many fit, and some of them. Raises InvalidFilter."""
        node = parse(filter) if filter else None
        async with self._services.db.transaction() as conn:
            return await self._page(conn, client, node, start - 1, count)

    async def one(self, client: ProvisioningClient, resource_id: UUID) -> Kept:
        """Raises ResourceNotFound."""
        async with self._services.db.transaction() as conn:
            return await self._found(conn, client, resource_id)

    async def create(self, client: ProvisioningClient, new: Body) -> Kept:
        """Raises NotUnique, ScimError."""
        async with self._services.db.transaction() as conn:
            created = await self._create(conn, client, new)
        self._sessions.forget_all()
        return created

    async def replace(self, client: ProvisioningClient, resource_id: UUID, new: Body, match: str | None) -> Kept:
        """Raises ResourceNotFound, VersionDiffers, NotUnique, ScimError, LastAdministrator."""
        return await self._change(client, resource_id, match, lambda _: new)

    async def patch(self, client: ProvisioningClient, resource_id: UUID, operations: Patch, match: str | None) -> Kept:
        """Raises ResourceNotFound, VersionDiffers, NotUnique, ScimError, LastAdministrator."""
        asked = [(one.op, one.path, one.value) for one in operations.Operations]
        return await self._change(
            client, resource_id, match, lambda before: _valid(self.body, patch.apply(self.shown(before, ""), asked))
        )

    async def delete(self, client: ProvisioningClient, resource_id: UUID, match: str | None) -> None:
        """Raises ResourceNotFound, VersionDiffers, LastAdministrator."""
        async with self._services.db.transaction() as conn:
            before = await self._found(conn, client, resource_id)
            _check_version(before.version, match)
            await self._delete(conn, client, before)
        self._sessions.forget_all()

    async def _change(
        self, client: ProvisioningClient, resource_id: UUID, match: str | None, wanted: Callable[[Kept], Body]
    ) -> Kept:
        async with self._services.db.transaction() as conn:
            before = await self._found(conn, client, resource_id)
            _check_version(before.version, match)
            changed = await self._store(conn, client, before, wanted(before))
        self._sessions.forget_all()
        return changed

    async def _found(self, conn: Connection, client: ProvisioningClient, resource_id: UUID) -> Kept:
        found = await self._read(conn, client, resource_id)
        if found is None:
            raise ResourceNotFound(f"there is no {self.kind} {resource_id}")
        return found

    @abstractmethod
    async def _page(
        self, conn: Connection, client: ProvisioningClient, node: Node | None, skip: int, limit: int
    ) -> tuple[int, list[Kept]]: ...

    @abstractmethod
    async def _read(self, conn: Connection, client: ProvisioningClient, resource_id: UUID) -> Kept | None: ...

    @abstractmethod
    async def _create(self, conn: Connection, client: ProvisioningClient, new: Body) -> Kept: ...

    @abstractmethod
    async def _store(self, conn: Connection, client: ProvisioningClient, before: Kept, new: Body) -> Kept: ...

    @abstractmethod
    async def _delete(self, conn: Connection, client: ProvisioningClient, before: Kept) -> None: ...


def _check_version(version: int, match: str | None) -> None:
    if match is not None and match.strip() not in ("*", etag(version), f'"{version}"'):
        raise VersionDiffers("the resource was changed meanwhile", version=etag(version))


def _valid(model: type[Body], resource: dict[str, Any]) -> Body:
    """Raises ScimError naming what does not fit."""
    try:
        return model.model_validate(resource)
    except ValidationError as error:
        fields = [
            FieldError(field=".".join(map(str, one["loc"])), rule=one["type"], message=one["msg"])
            for one in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise ScimError("the changed resource does not fit", fields=fields) from error
