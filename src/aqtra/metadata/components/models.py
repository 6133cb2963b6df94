"""Values of the component store, in the shape the API shows them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from aqtra.kernel.findings import Finding
from aqtra.metadata.documents import ComponentDocument, ComponentKind


class ComponentState(StrEnum):
    """Object states of studio.md 6.1. Unsaved drafts exist in the editor only."""

    SAVED = "saved"
    READY = "ready"
    PUBLISHED = "published"
    PUBLISHED_CHANGED = "published_changed"
    PUBLISHED_READY = "published_ready"


def state_of(saved: int, ready: int | None, published: int | None) -> ComponentState:
    """The state that three version numbers of one component mean."""
    if published is None:
        return ComponentState.READY if ready == saved else ComponentState.SAVED
    if published == saved:
        return ComponentState.PUBLISHED
    return ComponentState.PUBLISHED_READY if ready == saved else ComponentState.PUBLISHED_CHANGED


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class ComponentSummary(_Shown):
    """A row of the Components list."""

    id: int
    key: UUID
    kind: ComponentKind
    title: str
    description: str
    domains: tuple[str, ...]
    state: ComponentState
    built_in: bool
    published: bool
    saved_version: int
    updated_by: str | None
    updated_at: datetime
    created_at: datetime


class StoredComponent(_Shown):
    """A component as last saved, with its error list."""

    id: int
    state: ComponentState
    built_in: bool
    saved_version: int
    ready_version: int | None
    published_version: int | None
    document: ComponentDocument
    updated_by: str | None
    updated_at: datetime
    findings: tuple[Finding, ...] = ()


class ComponentVersion(_Shown):
    """A line of a component's history. `published` marks the version that is live."""

    version: int
    saved_at: datetime
    saved_by: str | None
    published: bool


class ComponentUse(_Shown):
    """A place that mentions a component or one of its properties; empty ids where they do not apply."""

    component: UUID | None = None
    title: str
    property: str | None = None
    page: UUID | None = None
    element: UUID | None = None
    flow: UUID | None = None
    step: str | None = None
    domain: str | None = None


class ComponentRow(BaseModel):
    """A stored row. `document` is plain JSON so that listing needs no validation."""

    model_config = ConfigDict(frozen=True)

    id: int
    key: UUID
    kind: ComponentKind
    built_in: bool
    saved_version: int
    ready_version: int | None
    published_version: int | None
    document: dict[str, Any]
    created_at: datetime
    updated_by: str | None
    updated_at: datetime

    @property
    def state(self) -> ComponentState:
        return state_of(self.saved_version, self.ready_version, self.published_version)
