"""Values of releases."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.running import Action, actions_of
from aqtra.metadata.layout import TableLayout


@dataclass(frozen=True)
class PublishedComponent:
    """A component as it is live. `version` is the platform version that brought it."""

    document: ComponentDocument
    table: TableLayout
    version: int

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Elements that run a flow. A release never changes, so its pages are walked once."""
        return tuple(actions_of(self.document))


class LastProperty(NamedTuple):
    """What a property was in the last release with it. `component`: where its references led."""

    name: str
    title: str
    component: UUID | None
