"""Values of the module store, in the shape the API shows them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from aqtra.metadata.documents import ModuleType, ScriptModule
from aqtra.metadata.documents.base import Document, Identifier, Title
from aqtra.metadata.documents.module import LONGEST_MODULE
from aqtra.metadata.modules.checking import SourceProblem


class ModuleState(StrEnum):
    """What published components know of a module."""

    SAVED = "saved"
    """No published component imports it."""
    PUBLISHED = "published"
    CHANGED = "changed"
    """Published components go on with an earlier text or name."""


class ModuleContent(Document):
    """What a builder edits."""

    title: Title = Field(min_length=1)
    name: Identifier
    type: ModuleType
    source: str = Field("", max_length=LONGEST_MODULE)


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class StoredModule(_Shown):
    """A module as saved. `version` counts its savings."""

    id: int
    key: UUID
    title: str
    name: str
    type: ModuleType
    source: str
    version: int
    created_at: datetime
    created_by: str | None
    updated_at: datetime
    updated_by: str | None

    @property
    def document(self) -> ScriptModule:
        return ScriptModule(key=self.key, title=self.title, name=self.name, type=self.type, source=self.source)


class ModuleSummary(_Shown):
    """A row of the Modules list."""

    id: int
    key: UUID
    title: str
    name: str
    type: ModuleType
    state: ModuleState
    version: int
    created_at: datetime
    created_by: str | None
    updated_at: datetime
    updated_by: str | None


class Module(StoredModule):
    """A module as the editor opens it."""

    state: ModuleState


class CompileProblem(_Shown):
    """An error of a source at its place; line and column count from 1."""

    line: int
    column: int
    severity: str = "error"
    code: str
    message: str
    params: dict[str, str] = {}

    @classmethod
    def of(cls, found: SourceProblem) -> "CompileProblem":
        return cls(line=found.line, column=found.column, code=found.code, message=found.message, params=found.params)
