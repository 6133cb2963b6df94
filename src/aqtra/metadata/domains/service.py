"""Verbs of application domains. All of them apply at once (studio.md D9)."""

from aqtra.identity import audit
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify
from aqtra.kernel.errors import FieldError, ValidationFailed
from aqtra.kernel.file_types import is_one_of
from aqtra.kernel.principal import Principal
from aqtra.metadata.domains import repository
from aqtra.metadata.domains.models import (
    FILES,
    MAX_MENU_DEPTH,
    MAX_MENU_ITEMS,
    WAYS_IN,
    Domain,
    DomainChange,
    DomainSettings,
    Menu,
    MenuItem,
    NewDomain,
    VersionedSettings,
)
from aqtra.metadata.errors import BuiltInObject, ConcurrentEdit, DomainExists, DomainNotFound, InUse


class InvalidDomainSettings(ValidationFailed):
    """Settings that do not fit other objects."""

    code = "invalid_domain_settings"


class InvalidMenu(ValidationFailed):
    """A menu that cannot be stored."""

    code = "invalid_menu"


class Domains:
    """Domains as builders change them."""

    def __init__(self, conn: Connection, services: Services) -> None:
        self._conn = conn
        self._services = services

    async def all(self) -> tuple[Domain, ...]:
        return tuple(await repository.domains(self._conn))

    async def get(self, name: str) -> Domain:
        """Raises DomainNotFound."""
        found = await repository.domain(self._conn, name)
        if found is None:
            raise DomainNotFound(f"there is no application domain {name}", domain=name)
        return found

    async def create(self, new: NewDomain) -> Domain:
        """Raises DomainExists."""
        if not await repository.insert(self._conn, self._services.ids.uuid(), new.name, new.title or new.name):
            raise DomainExists.of_field("name", "unique", f"there is a domain {new.name}")
        return await self.get(new.name)

    async def change(self, name: str, change: DomainChange) -> Domain:
        """Raises DomainNotFound, BuiltInObject, InUse."""
        domain = await self.get(name)
        if change.enabled is False and domain.built_in:
            raise BuiltInObject(f"{name} cannot be disabled", domain=name)
        if change.enabled is False and (domain.is_default or change.is_default):
            raise InUse.of_field("enabled", "default", "the default domain cannot be disabled")
        if change.is_default is False and domain.is_default:
            raise InUse.of_field("is_default", "default", "make another domain the default one instead")
        if change.enabled is not None:
            await repository.set_enabled(self._conn, name, change.enabled)
        if change.is_default:
            if not (domain.enabled or change.enabled):
                raise InUse.of_field("is_default", "enabled", "a disabled domain cannot be the default one")
            await repository.set_default(self._conn, name)
        await self._tell(name)
        return await self.get(name)

    async def delete(self, name: str) -> None:
        """Raises DomainNotFound, BuiltInObject, InUse."""
        domain = await self.get(name)
        if domain.built_in:
            raise BuiltInObject(f"{name} cannot be deleted", domain=name)
        if domain.is_default:
            raise InUse.of_field("is_default", "default", "the default domain cannot be deleted")
        if used := await repository.components_of(self._conn, name):
            raise InUse(
                f"components belong to {name}",
                fields=[FieldError(field=str(key), rule="reference", message=title) for key, title in used],
            )
        await repository.delete(self._conn, name)

    async def settings(self, name: str) -> VersionedSettings:
        """Raises DomainNotFound."""
        found = await repository.settings(self._conn, name)
        if found is None:
            raise DomainNotFound(f"there is no application domain {name}", domain=name)
        return found

    async def save_settings(self, name: str, new: VersionedSettings, by: Principal) -> VersionedSettings:
        """Raises DomainNotFound, InvalidDomainSettings, ConcurrentEdit."""
        before = await self.settings(name)
        if new.login_component and not await repository.is_public(self._conn, new.login_component):
            raise InvalidDomainSettings.of_field("login_component", "public", "the login component must be public")
        await self._check_files(new)
        plain = DomainSettings(**new.model_dump(exclude={"version"}))
        if not await repository.update_settings(self._conn, name, new.version, plain):
            raise ConcurrentEdit("somebody else changed the settings meanwhile", user="")
        await self._record_ways_in(name, before, new, by)
        await self._tell(name)
        return await self.settings(name)

    async def _check_files(self, new: DomainSettings) -> None:
        for field, extensions in FILES.items():
            file = getattr(new, field)
            if file and not is_one_of(await repository.library_type(self._conn, file) or "", extensions):
                accepted = ", ".join(extensions)
                raise InvalidDomainSettings.of_field(field, "file_type", f"this takes {accepted}", accepted=accepted)

    async def menu(self, name: str) -> Menu:
        """Raises DomainNotFound."""
        found = await repository.menu(self._conn, name)
        if found is None:
            raise DomainNotFound(f"there is no application domain {name}", domain=name)
        return found

    async def save_menu(self, name: str, new: Menu) -> Menu:
        """Raises DomainNotFound, InvalidMenu, ConcurrentEdit."""
        await self.get(name)
        _check_menu(new.items)
        if not await repository.update_menu(self._conn, name, new.version, new.items):
            raise ConcurrentEdit("somebody else changed the menu meanwhile", user="")
        await self._tell(name)
        return await self.menu(name)

    async def _record_ways_in(self, name: str, before: DomainSettings, new: DomainSettings, by: Principal) -> None:
        """Who gets in, and how, is worth a record of its own."""
        changed = [field for field in WAYS_IN if getattr(before, field) != getattr(new, field)]
        if changed:
            default = str(new.default_provider) if new.default_provider else None
            await audit.record(
                self._conn,
                "domain.ways_in_changed",
                by,
                f"domain:{name}",
                clock=self._services.clock,
                fields=", ".join(changed),
                provider=default,
            )

    async def _tell(self, name: str) -> None:
        await notify(self._conn, "menu", {"domain": name})


def _check_menu(items: tuple[MenuItem, ...]) -> None:
    if _depth(items) > MAX_MENU_DEPTH:
        raise InvalidMenu.of_field("items", "maximum", f"a menu has at most {MAX_MENU_DEPTH} levels")
    found = list(repository.walk(items))
    if len(found) > MAX_MENU_ITEMS:
        raise InvalidMenu.of_field("items", "maximum", f"a menu has at most {MAX_MENU_ITEMS} items")
    if len({item.id for item in found}) != len(found):
        raise InvalidMenu.of_field("items", "unique", "two items have the same id")


def _depth(items: tuple[MenuItem, ...]) -> int:
    return max((1 + _depth(item.children) for item in items), default=0)
