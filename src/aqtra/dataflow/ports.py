"""What a step asks of the platform, as protocols. A step gets only what its capabilities name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from aqtra.catalogs.service import Kept
from aqtra.dataflow.batches import Applied
from aqtra.dataflow.bus.models import Letter
from aqtra.dataflow.deferred import Operation
from aqtra.files.links import FileLink


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


class Batches(Protocol):
    """Many recorded operations at once, under the rights of the run's principal."""

    async def check(self, operations: Sequence[Operation]) -> None:
        """What can be told before they are applied. Raises OperationRefused, and what the catalogs raise."""
        ...

    async def apply(self, operations: Sequence[Operation]) -> Applied:
        """All in one transaction, or none. Raises as `check`."""
        ...


class Bus(Protocol):
    """Entries that are created later, as the run's principal."""

    async def put(self, component: UUID, step_id: str, letters: Iterable[Letter]) -> None:
        """Queues all of them or none; what is queued already is left alone. Raises Unavailable."""
        ...


class FileLinks(Protocol):
    """Short-lived links to files, addressed to the run's principal."""

    async def link(self, file_id: UUID, *, shown: bool) -> FileLink:
        """`shown` in the browser where that is safe. Raises FileNotFound, also for what the principal may not have."""
        ...


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a step may touch besides its items."""

    reads: bool = False
    writes: bool = False
    network: bool = False
    secrets: bool = False


NONE = Capabilities()
