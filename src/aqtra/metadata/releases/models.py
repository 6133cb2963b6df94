"""Values of releases."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.layout import TableLayout


@dataclass(frozen=True)
class PublishedComponent:
    """A component as it is live. `version` is the platform version that brought it."""

    document: ComponentDocument
    table: TableLayout
    version: int


class LastProperty(NamedTuple):
    """What a property was in the last release with it. `component`: where its references led."""

    name: str
    title: str
    component: UUID | None
