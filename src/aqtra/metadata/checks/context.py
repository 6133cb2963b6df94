"""What checks may look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from aqtra.kernel.findings import Finding, Place, Severity
from aqtra.metadata.catalogue import ComponentCatalogue
from aqtra.metadata.documents import ComponentDocument, ScriptModule


@dataclass(frozen=True, slots=True)
class MenuTarget:
    """A menu, or a domain's start, that opens a page of a component. `page` None is the first page."""

    domain: str
    component: UUID
    page: UUID | None


@dataclass(frozen=True)
class Site:
    """What surrounds components and applies at once: names of domains, what their menus open, and systems.

    `roles` are those of names; `providers` are identity providers that are configured. `systems` are the documents of
    published systems that flows may call, as the package that calls them writes them; `templates` those of published
    templates that they may render. `inactive` are the accounts, among those that somebody runs as, that are gone or
    not active. `files` are the types of content of library files, of those at least that checked pages name. `modules`
    are the saved modules, which scripts of drafts import.
    """

    domains: frozenset[str] = frozenset()
    targets: tuple[MenuTarget, ...] = ()
    roles: frozenset[str] = frozenset()
    providers: frozenset[UUID] = frozenset()
    systems: Mapping[UUID, Any] = field(default_factory=dict)
    inactive: frozenset[int] = frozenset()
    templates: Mapping[UUID, Any] = field(default_factory=dict)
    files: Mapping[UUID, str] = field(default_factory=dict)
    modules: tuple[ScriptModule, ...] = ()


@dataclass(frozen=True)
class CheckContext:
    """One document among all the others.

    `documents` are by key and include the checked one. In the editor they are everybody's saved documents; in a
    publication they are what would be live after it.
    """

    document: ComponentDocument
    documents: Mapping[UUID, ComponentDocument]
    catalogue: ComponentCatalogue
    site: Site = field(default_factory=Site)

    def component(self, key: UUID) -> ComponentDocument | None:
        return self.documents.get(key)

    def error(self, code: str, message: str, *, at: Place | None = None, **params: Any) -> Finding:
        return self.found(Severity.ERROR, code, message, at=at, **params)

    def warning(self, code: str, message: str, *, at: Place | None = None, **params: Any) -> Finding:
        return self.found(Severity.WARNING, code, message, at=at, **params)

    def information(self, code: str, message: str, *, at: Place | None = None, **params: Any) -> Finding:
        return self.found(Severity.INFORMATION, code, message, at=at, **params)

    def found(self, severity: Severity, code: str, message: str, *, at: Place | None = None, **params: Any) -> Finding:
        return Finding(
            severity=severity,
            code=code,
            message=message,
            place=at or self.place(),
            params={name: str(value) for name, value in params.items()},
        )

    def place(self, **ids: Any) -> Place:
        """A place in the checked document; ids may be UUIDs."""
        return Place(component=str(self.document.key), **{name: str(value) for name, value in ids.items()})
