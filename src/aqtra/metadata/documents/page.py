"""Pages are trees of elements. What an element may be set to is declared by its UI component."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from pydantic import Field

from aqtra.metadata.documents.base import Document


class Element(Document):
    """One element of a page; the page itself is the root element, of kind `page`.

    `kind` is an id of the component catalogue, `settings` holds only what differs from its defaults.
    """

    id: UUID
    kind: str
    name: str
    settings: dict[str, Any] = Field(default_factory=dict)
    children: tuple["Element", ...] = ()

    def walk(self) -> Iterator["Element"]:
        """This element and everything inside it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()
