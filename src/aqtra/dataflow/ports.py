"""What a step asks of the platform, as protocols. A step gets only what its capabilities name."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from aqtra.catalogs.service import Kept


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


class OpenedFile(Protocol):
    """A stored file that the run's principal may read."""

    @property
    def name(self) -> str: ...

    @property
    def charset(self) -> str | None:
        """What was declared when it was uploaded."""
        ...

    def chunks(self) -> AsyncGenerator[bytes, None]:
        """The content from its beginning. Raises what the file storage raises."""
        ...


class Files(Protocol):
    """Stored files as the run's principal may read them, and new ones of its own."""

    @property
    def export_limit(self) -> int:
        """Bytes a file may have that a flow writes."""
        ...

    async def open(self, file_id: UUID) -> OpenedFile:
        """Raises FileNotFound, for what the principal may not read just the same."""
        ...

    def scratch(self) -> AbstractContextManager[Path]:
        """A private folder for what a library keeps on disk; gone at the end."""
        ...

    async def store(self, name: str, content_type: str, chunks: AsyncIterator[bytes]) -> UUID: ...


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a step may touch besides its items."""

    reads: bool = False
    writes: bool = False
    network: bool = False
    secrets: bool = False
    files: bool = False


NONE = Capabilities()
