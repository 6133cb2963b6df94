"""What a step asks of the platform, as protocols. A step gets only what its capabilities name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from aqtra.catalogs.service import Kept

if TYPE_CHECKING:
    from aqtra.dataflow.integrations.caller import Received, Target
    from aqtra.dataflow.integrations.models import Method


class Entries(Protocol):
    """Entries as the run's principal may see and change them. An entry is the JSON shape of the API, decoded.

    All raise what the catalogs raise: NotFound, DuplicateKey, ValidationFailed, Conflict.
    """

    async def get(self, component: UUID, entry_id: int) -> Mapping[str, Any]: ...

    async def create(self, component: UUID, data: Mapping[str, Any], name: str | None) -> Mapping[str, Any]: ...

    async def update(
        self, component: UUID, entry_id: int, data: Mapping[str, Any], name: str | Kept | None, *, tracked: bool = True
    ) -> Mapping[str, Any]:
        """Only the given properties change, and the system name unless it is kept.

        Not `tracked`: the change history says nothing of it.
        """
        ...

    async def mark(self, component: UUID, entry_id: int, *, tracked: bool = True) -> None: ...


@dataclass(frozen=True, slots=True)
class Reference:
    """An endpoint as the settings of a step name it."""

    system: UUID
    connector: UUID
    endpoint: UUID


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that a step has made."""

    id: UUID
    name: str
    size: int
    content_type: str


class Connectors(Protocol):
    """Endpoints of published systems. Calls raise CallFailed, EgressRefused, and TypeMismatch of their values."""

    async def target(self, reference: Reference) -> "Target":
        """Raises UnknownReference."""
        ...

    async def call(self, target: "Target", method: "Method", values: Mapping[str, Any]) -> "Received": ...

    async def store(self, target: "Target", method: "Method", values: Mapping[str, Any]) -> StoredFile:
        """Keeps the answer as a file. Raises FileTooLarge, WrongFileType besides."""
        ...


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a step may touch besides its items."""

    reads: bool = False
    writes: bool = False
    network: bool = False
    secrets: bool = False


NONE = Capabilities()
