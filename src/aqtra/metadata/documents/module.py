"""A shared Python module (python-runtime.md 5): what scripts of several components import."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import Field

from aqtra.metadata.documents.base import Document, Identifier, Title
from aqtra.metadata.scripts.api.models import Side as ApiSide

LONGEST_MODULE: Final = 200_000
"""Characters. Front-end modules travel to the browser with the pages that import them."""


class Side(StrEnum):
    """Where a script runs: Component Scripts in the browser, Execute script steps on the server."""

    FRONTEND = "frontend"
    BACKEND = "backend"

    @property
    def runs_on(self) -> ApiSide:
        """What its scripts may use is defined by where they run."""
        return ApiSide.BROWSER if self is Side.FRONTEND else ApiSide.SERVER


class ModuleType(StrEnum):
    """Where a module may be imported."""

    FRONTEND = "frontend"
    BACKEND = "backend"
    BOTH = "both"

    @property
    def sides(self) -> tuple[Side, ...]:
        return tuple(Side) if self is ModuleType.BOTH else (Side(self.value),)


class ScriptModule(Document):
    """A module as it is saved, published and moved. `name` is what scripts import."""

    key: UUID
    title: Title = Field(min_length=1)
    name: Identifier
    type: ModuleType
    source: str = Field("", max_length=LONGEST_MODULE)
