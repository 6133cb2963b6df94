"""What a stage is, and what it is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.layout import TableLayout
from aqtra.metadata.publication import repository
from aqtra.metadata.releases.models import PublishedComponent
from aqtra.metadata.releases.repository import set_layout


@dataclass(frozen=True)
class Candidate:
    """A component to be published.

    `old` is its latest release, also when it was withdrawn since (its table is still there); None when it
    was never published.
    """

    old: PublishedComponent | None
    new: ComponentDocument


@dataclass(frozen=True)
class PublicationContext:
    """What the stages of one publication share.

    `live` are the components live before the switch. `workspace` carries results from stage to stage and to
    the undo of an interrupted publication in another process: it is stored as JSON after every stage.
    """

    publication_id: int
    new_version: int
    candidates: tuple[Candidate, ...]
    live: Mapping[UUID, PublishedComponent]
    services: Services
    lease: int
    workspace: dict[str, Any] = field(default_factory=dict)
    withdrawn: frozenset[UUID] = frozenset()
    """Components that are not live any more after the switch."""
    going_back: bool = False
    """Whether the candidates are documents of an earlier version: entries newer than it must not hold it up."""

    def documents_after(self) -> dict[UUID, ComponentDocument]:
        """What would be live after the switch, by key."""
        documents = {key: published.document for key, published in self.live.items() if key not in self.withdrawn}
        return documents | {candidate.new.key: candidate.new for candidate in self.candidates}

    async def fence(self, conn: Connection) -> None:
        """Call first in every transaction that changes something.

        Raises LeaseLost when another process has taken the publication over; holds off such a take-over until
        this transaction ends.
        """
        await repository.fence(conn, self.publication_id, self.lease)

    async def set_layout(self, conn: Connection, key: UUID, layout: TableLayout) -> None:
        """Writes where the data of a candidate is kept into its new release; required before the switch."""
        await set_layout(conn, key, self.new_version, layout)


class Stage(Protocol):
    """One of the nine.

    `run` raises an AqtraError that says why not, naming places in `fields`. `undo` is idempotent and copes with a
    `run` that never started, failed or was cut off in the middle: what it finds, it removes.
    """

    @property
    def number(self) -> int: ...

    @property
    def name(self) -> str: ...

    async def run(self, ctx: PublicationContext) -> None: ...

    async def undo(self, ctx: PublicationContext) -> None: ...
