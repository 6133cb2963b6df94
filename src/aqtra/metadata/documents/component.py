"""A component: settings, object model, pages and flows, saved and published as one."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import Field

from aqtra.metadata.documents.base import Document, Title
from aqtra.metadata.documents.flow import Flow
from aqtra.metadata.documents.module import ScriptModule
from aqtra.metadata.documents.page import Element
from aqtra.metadata.documents.property import BaseProperty, Property


class ComponentKind(StrEnum):
    COMPONENT = "component"
    MULTICOMPONENT = "multicomponent"


class AccessMode(StrEnum):
    PRIVATE = "private"
    PUBLIC = "public"


class ComponentSettings(Document):
    """The Settings tab (studio.md 4.2). `domains` holds names of application domains."""

    title: Title = Field(min_length=1)
    description: str = Field("", max_length=4000)
    access_mode: AccessMode = AccessMode.PRIVATE
    restrict_access: bool = False
    proxy_mode: bool = False
    domains: tuple[str, ...] = ()
    maker: int | None = None
    cron: str = ""
    run_as_user: int | None = None


LONGEST_SCRIPT: Final = 200_000
"""Characters. Whoever opens a page of the component loads its script."""


class ComponentDocument(Document):
    """Everything a builder edits about one component. `script` is the Component Script, Python for browsers.

    `modules` are the shared modules that its scripts import, as they were when it was published: a release goes on with
    them whatever becomes of the modules. None in drafts, which import what is saved.
    """

    key: UUID
    kind: ComponentKind = ComponentKind.COMPONENT
    settings: ComponentSettings
    properties: tuple[Property, ...] = ()
    pages: tuple[Element, ...] = ()
    flows: tuple[Flow, ...] = ()
    script: str = Field("", max_length=LONGEST_SCRIPT)
    modules: tuple[ScriptModule, ...] | None = None

    def property_named(self, name: str) -> BaseProperty | None:
        return next((found for found in self.properties if found.name == name), None)

    def page(self, page_id: UUID) -> Element | None:
        return next((found for found in self.pages if found.id == page_id), None)

    def flow(self, key: UUID) -> Flow | None:
        return next((found for found in self.flows if found.key == key), None)
