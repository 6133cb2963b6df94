"""Verbs of Workplace's start and definitions."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aqtra.catalogs.access import absent, check, may
from aqtra.dataflow.actions import hidden_actions
from aqtra.files import repository as files
from aqtra.files.errors import NoIcon
from aqtra.files.repository import Stored
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import NotFound
from aqtra.kernel.policy import Verb
from aqtra.kernel.principal import ANONYMOUS, Principal
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.domains import repository as domains
from aqtra.metadata.domains.hosts import host_name
from aqtra.metadata.domains.models import DomainSettings, MenuItem
from aqtra.metadata.releases.models import PublishedComponent
from aqtra.workplace import packing, repository
from aqtra.workplace.manifest import manifest_of
from aqtra.workplace.models import Found, OpenDomain, OpenMenuItem, Visitor, WorkplaceStart
from aqtra.workplace.search import Search


class DomainUnavailable(NotFound):
    """No enabled domain answers to this host name."""

    code = "domain_not_found"


@dataclass(frozen=True, slots=True)
class Packed:
    """A definition ready to be sent. The tag changes with every release, and with what the visitor is not given."""

    content: bytes
    etag: str


class Workplace:
    """What a visitor may open."""

    def __init__(self, conn: Connection, services: Services) -> None:
        self._conn = conn
        self._services = services
        self._definitions = definitions_of(services)

    async def start(self, host: str, visitor: Principal) -> WorkplaceStart:
        """The start data of the domain that `host`, a Host header, leads to. Raises DomainUnavailable."""
        name = await self._domain(host)
        settings = await domains.settings(self._conn, name)
        menu = await domains.menu(self._conn, name)
        if settings is None or menu is None:
            raise _unavailable()
        shown = DomainSettings(**settings.model_dump(exclude={"version"}))
        return WorkplaceStart(
            version=self._definitions.current_version,
            domain=OpenDomain(name=name, title=settings.title, settings=self._openable_start(shown, name, visitor)),
            menu=self._open_items(menu.items, name, visitor),
            user=_visitor(visitor),
        )

    async def manifest(self, host: str) -> dict[str, Any]:
        """How the domain that `host` leads to is installed. Raises DomainUnavailable."""
        name = await self._domain(host)
        settings = await domains.settings(self._conn, name)
        if settings is None:
            raise _unavailable()
        return manifest_of(name, settings)

    async def icon(self, host: str) -> Stored:
        """The picture of the domain's icon. Raises DomainUnavailable, NoIcon."""
        settings = await domains.settings(self._conn, await self._domain(host))
        stored = await files.stored(self._conn, settings.icon) if settings and settings.icon else None
        if stored is None or stored.kind != "library":
            raise NoIcon("this application has no icon of its own")
        return stored

    async def find(self, text: str, host: str, visitor: Principal) -> Found:
        """Entries of the domain that `host` leads to, by name. Raises DomainUnavailable."""
        return await Search(self._conn, self._services, visitor).find(text, await self._domain(host))

    async def _domain(self, host: str) -> str:
        name = await domains.domain_of_host(self._conn, host_name(host))
        if name is None:
            raise _unavailable()
        return name

    async def definition(self, key: UUID, visitor: Principal) -> Packed:
        """Raises NoSuchCatalog, NotSignedIn, ComponentForbidden."""
        published = self._definitions.component(key)
        if published is None:
            raise absent(visitor)
        check(visitor, published.document, Verb.OPEN)
        packed = await self._packed(published, visitor)
        if packed is None:
            raise absent(visitor)
        return packed

    async def _packed(self, published: PublishedComponent, visitor: Principal) -> Packed | None:
        document, version = published.document, published.version
        tag = f"{document.key.hex}-{version}"
        if hidden := hidden_actions(visitor, published):
            tag = f"{tag}-{_digest(hidden)}"
            return Packed(packing.packed(document, version, hidden).encode(), f'"{tag}"')
        content = await repository.packed(self._conn, document.key, version)
        return None if content is None else Packed(content, f'"{tag}"')

    def _openable_start(self, settings: DomainSettings, domain: str, visitor: Principal) -> DomainSettings:
        """Host names are nobody's business; a start or login component that cannot be opened is none."""
        hidden = settings.model_copy(update={"hosts": (), "providers": None})
        if settings.login_component and not self._may_open(settings.login_component, domain, ANONYMOUS):
            hidden = hidden.model_copy(update={"login_component": None})
        if settings.default_component and not self._may_open(settings.default_component, domain, visitor):
            return hidden.model_copy(update={"default_component": None, "default_page": None})
        return hidden

    def _open_items(self, items: tuple[MenuItem, ...], domain: str, visitor: Principal) -> tuple[OpenMenuItem, ...]:
        shown = []
        for item in items:
            children = self._open_items(item.children, domain, visitor)
            opens = item.component if self._may_open(item.component, domain, visitor) else None
            if opens is None and not children:
                continue
            page = item.page if opens else None
            shown.append(
                OpenMenuItem(
                    id=item.id, label=item.label, icon=item.icon, component=opens, page=page, children=children
                )
            )
        return tuple(shown)

    def _may_open(self, key: UUID | None, domain: str, visitor: Principal) -> bool:
        published = self._definitions.component(key) if key else None
        if published is None or domain not in published.document.settings.domains:
            return False
        return may(visitor, published.document, Verb.OPEN)


def _unavailable() -> DomainUnavailable:
    return DomainUnavailable("this address leads to no application")


def _digest(hidden: Collection[UUID]) -> str:
    return hashlib.sha256(b"".join(element.bytes for element in sorted(hidden))).hexdigest()[:16]


def _visitor(principal: Principal) -> Visitor | None:
    if principal.user_id is None:
        return None
    name = principal.user_name or ""
    return Visitor(id=principal.user_id, user_name=name, display_name=principal.display_name or name)
