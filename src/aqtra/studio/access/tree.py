"""What permission sets may name: live objects with *Restrict access*, and the menus of Studio."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from pydantic import BaseModel

from aqtra.metadata.documents import ComponentDocument, FlowKind
from aqtra.metadata.documents.running import questions_of
from aqtra.metadata.releases.models import PublishedComponent

STUDIO_MENUS: Final = ("components", "publication", "domains", "files", "integrations", "templates")
"""Menus that can be given one by one; Maintenance and Access are for administrators."""


class RestrictedProperty(BaseModel):
    id: str
    name: str
    title: str


class RestrictedFlow(BaseModel):
    key: UUID
    name: str
    kind: FlowKind


class RestrictedAction(BaseModel):
    """An element whose action is restricted, and the page it is on."""

    element: UUID
    name: str
    page: str


class ConfirmationStep(BaseModel):
    """A step that waits for an answer. `object` is how permissions name it."""

    object: str
    flow: str
    name: str


class RestrictedComponent(BaseModel):
    """A component of which something is restricted; `restricted` says whether it is itself."""

    key: UUID
    title: str
    domains: tuple[str, ...]
    restricted: bool
    has_entries: bool
    properties: tuple[RestrictedProperty, ...]
    flows: tuple[RestrictedFlow, ...]
    actions: tuple[RestrictedAction, ...]
    steps: tuple[ConfirmationStep, ...]


class AccessTree(BaseModel):
    components: tuple[RestrictedComponent, ...]
    studio: tuple[str, ...]


def access_tree(live: Iterable[PublishedComponent]) -> AccessTree:
    """By title."""
    found = [restricted_of(published) for published in live]
    shown = [one for one in found if one.restricted or one.properties or one.flows or one.actions or one.steps]
    return AccessTree(components=tuple(sorted(shown, key=lambda one: one.title.casefold())), studio=STUDIO_MENUS)


def restricted_of(published: PublishedComponent) -> RestrictedComponent:
    """What of a component roles may name."""
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
        actions=tuple(
            RestrictedAction(element=action.element, name=action.name, page=action.page)
            for action in published.actions
            if action.restricted
        ),
        steps=tuple(
            ConfirmationStep(object=found.object, flow=found.flow.name, name=found.step.name)
            for found in questions_of(document)
        ),
    )
