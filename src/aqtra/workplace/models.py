"""Values of Workplace, in the shape the API shows them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from aqtra.metadata.documents import AccessMode, Element, FlowKind, LocalizedText, Property
from aqtra.metadata.domains.models import DomainSettings


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class OpenDomain(_Shown):
    """The domain a visitor is in."""

    name: str
    title: str
    settings: DomainSettings


class OpenMenuItem(_Shown):
    """A menu item the visitor may open, or a group with such items in it."""

    id: UUID
    label: LocalizedText
    icon: str
    component: UUID | None
    page: UUID | None
    children: tuple["OpenMenuItem", ...] = ()


class Visitor(_Shown):
    """Who is signed in."""

    id: int
    user_name: str
    display_name: str


class WorkplaceStart(_Shown):
    """What Workplace needs to open."""

    version: int
    domain: OpenDomain
    menu: tuple[OpenMenuItem, ...]
    user: Visitor | None


class FoundEntry(_Shown):
    """An entry whose name holds what was searched for. `title`: of its component."""

    component: UUID
    title: str
    id: int
    name: str


class Found(_Shown):
    """What a search found. Not complete: there is more than is shown, or more than could be searched."""

    entries: tuple[FoundEntry, ...]
    is_complete: bool


class FlowName(_Shown):
    """A flow that pages may run. What it does stays on the server."""

    key: UUID
    name: str
    kind: FlowKind


class Definition(_Shown):
    """A published component as clients render it.

    `script` is what its pages run in the browser, `modules` the sources of those that it imports, by name, and
    `expressions` the conditions of their elements as trees, by text.
    """

    key: UUID
    version: int
    title: str
    access_mode: AccessMode
    properties: tuple[Property, ...]
    pages: tuple[Element, ...]
    flows: tuple[FlowName, ...]
    script: str
    modules: dict[str, str]
    expressions: Mapping[str, list[Any]]
