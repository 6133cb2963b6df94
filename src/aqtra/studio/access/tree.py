"""What permission sets may name: live objects with *Restrict access*, and the menus of Studio."""

from typing import Final
from uuid import UUID

from pydantic import BaseModel

from aqtra.metadata.definitions import Definitions
from aqtra.metadata.documents import ComponentDocument, FlowKind
from aqtra.metadata.releases.models import PublishedComponent

STUDIO_MENUS: Final = ("components", "publication", "domains", "files")
"""Menus that can be given one by one; Maintenance and Access are for administrators."""


class RestrictedProperty(BaseModel):
    id: str
    name: str
    title: str


class RestrictedFlow(BaseModel):
    key: UUID
    name: str
    kind: FlowKind


class RestrictedComponent(BaseModel):
    """A component of which something is restricted; `restricted` says whether it is itself."""

    key: UUID
    title: str
    domains: tuple[str, ...]
    restricted: bool
    has_entries: bool
    properties: tuple[RestrictedProperty, ...]
    flows: tuple[RestrictedFlow, ...]


class AccessTree(BaseModel):
    components: tuple[RestrictedComponent, ...]
    studio: tuple[str, ...]


def access_tree(definitions: Definitions) -> AccessTree:
    """By title."""
    found = [_restricted(published) for published in definitions]
    shown = [one for one in found if one.restricted or one.properties or one.flows]
    return AccessTree(components=tuple(sorted(shown, key=lambda one: one.title.casefold())), studio=STUDIO_MENUS)


def _restricted(published: PublishedComponent) -> RestrictedComponent:
    document: ComponentDocument = published.document
    return RestrictedComponent(
        key=document.key,
        title=document.settings.title,
        domains=document.settings.domains,
        restricted=document.settings.restrict_access,
        has_entries=bool(published.table.table),
        properties=tuple(
            RestrictedProperty(id=prop.id, name=prop.name, title=prop.title or prop.name)
            for prop in document.properties
            if prop.restrict_access
        ),
        flows=tuple(
            RestrictedFlow(key=flow.key, name=flow.name, kind=flow.kind)
            for flow in document.flows
            if flow.restrict_access
        ),
    )
