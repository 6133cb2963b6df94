"""Routes: application domains, their settings and menus. All of it applies at once."""

from typing import Annotated

from fastapi import Path, status

from aqtra.files.icons import can_be_icon
from aqtra.files.limits import ICON_SIDE
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.domains.models import (
    DOMAIN_NAME_PATTERN,
    Domain,
    DomainChange,
    Menu,
    NewDomain,
    VersionedSettings,
)
from aqtra.metadata.domains.service import Domains, InvalidDomainSettings

router = Router(prefix="/api/v1/studio/domains", tags=["domains"])
Name = Annotated[str, Path(pattern=DOMAIN_NAME_PATTERN)]


@router.get("", right=Right.STUDIO)
async def list_domains(services: ServicesDep) -> tuple[Domain, ...]:
    """All domains, the default one first."""
    async with services.db.transaction() as conn:
        return await Domains(conn, services).all()


@router.post("", right=Right.DOMAINS, status_code=status.HTTP_201_CREATED)
async def create_domain(body: NewDomain, services: ServicesDep) -> Domain:
    """Add application."""
    async with services.db.transaction() as conn:
        return await Domains(conn, services).create(body)


@router.patch("/{name}", right=Right.DOMAINS)
async def change_domain(name: Name, body: DomainChange, services: ServicesDep) -> Domain:
    """The switches of a card."""
    async with services.db.transaction() as conn:
        return await Domains(conn, services).change(name, body)


@router.delete("/{name}", right=Right.DOMAINS, status_code=status.HTTP_204_NO_CONTENT)
async def delete_domain(name: Name, services: ServicesDep) -> None:
    """Deletes a domain that no component names; 409 `in_use` lists those that do."""
    async with services.db.transaction() as conn:
        await Domains(conn, services).delete(name)


@router.get("/{name}/menu", right=Right.STUDIO)
async def get_menu(name: Name, services: ServicesDep) -> Menu:
    async with services.db.transaction() as conn:
        return await Domains(conn, services).menu(name)


@router.put("/{name}/menu", right=Right.DOMAINS)
async def save_menu(name: Name, body: Menu, services: ServicesDep) -> Menu:
    """Replaces the menu; `version` must be the one it was read at."""
    async with services.db.transaction() as conn:
        return await Domains(conn, services).save_menu(name, body)


@router.get("/{name}/settings", right=Right.STUDIO)
async def get_domain_settings(name: Name, services: ServicesDep) -> VersionedSettings:
    async with services.db.transaction() as conn:
        return await Domains(conn, services).settings(name)


@router.put("/{name}/settings", right=Right.DOMAINS)
async def save_domain_settings(
    name: Name, body: VersionedSettings, caller: Caller, services: ServicesDep
) -> VersionedSettings:
    """Replaces the settings; `version` must be the one they were read at."""
    if body.icon and not await can_be_icon(services, body.icon):
        raise InvalidDomainSettings.of_field(
            "icon", "icon_size", f"an icon is a square picture of at least {ICON_SIDE} pixels", side=ICON_SIDE
        )
    async with services.db.transaction() as conn:
        return await Domains(conn, services).save_settings(name, body, caller)
