"""Values of releases."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from aqtra.metadata.catalogue import component_catalogue
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.running import Action, actions_of
from aqtra.metadata.layout import TableLayout
from aqtra.metadata.named_files import named_files


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

    @cached_property
    def files(self) -> Mapping[UUID, frozenset[UUID]]:
        """Files of the library that its pages show, each with the elements that name it."""
        found: dict[UUID, set[UUID]] = {}
        for named in named_files(self.document, component_catalogue()):
            found.setdefault(named.file, set()).add(named.element.id)
        return {file: frozenset(elements) for file, elements in found.items()}


class LastProperty(NamedTuple):
    """What a property was in the last release with it. `component`: where its references led."""

    name: str
    title: str
    component: UUID | None
