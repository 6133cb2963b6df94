"""Values of releases."""

from dataclasses import dataclass

from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.layout import TableLayout


@dataclass(frozen=True)
class PublishedComponent:
    """A component as it is live. `version` is the platform version that brought it."""

    document: ComponentDocument
    table: TableLayout
    version: int
