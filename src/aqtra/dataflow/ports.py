"""What a step asks of the platform, as protocols. A step gets only what its capabilities name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from aqtra.catalogs.files import RegisteredFile
from aqtra.catalogs.odata.nodes import Condition
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.service import Kept


@dataclass(frozen=True, slots=True)
class Page:
    """Entries that were found, `{"value": [entry, …]}` as the API writes it, and whether more match."""

    content: bytes
    has_more: bool = False


class Entries(Protocol):
    """Entries as the run's principal may see and change them. An entry is the JSON shape of the API, decoded.

    All raise what the catalogs raise: NotFound, DuplicateKey, ValidationFailed, Conflict, BadQuery.
    """

    async def get(self, component: UUID, entry_id: int) -> Mapping[str, Any]: ...

    async def query(
        self, component: UUID, options: QueryOptions, filters: Sequence[Condition | None]
    ) -> Sequence[Page]:
        """What each filter finds, in their order; `options` says the same for all: order, how many, which fields."""
        ...

    async def files(self, files: Sequence[UUID]) -> Mapping[UUID, RegisteredFile]:
        """Those of the files that exist and may be read. Content is not touched."""
        ...

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
class Capabilities:
    """What a step may touch besides its items."""

    reads: bool = False
    writes: bool = False
    network: bool = False
    secrets: bool = False


NONE = Capabilities()
