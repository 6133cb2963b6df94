"""Users and groups as SCIM shows them. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from aqtra.identity.scim.models import BASE, GROUP, LIST, USER, StoredGroup, StoredUser

Resource = dict[str, Any]


def etag(version: int) -> str:
    return f'W/"{version}"'


def _location(base_url: str, kind: str, resource_id: UUID) -> str:
    return f"{base_url}{BASE}/{kind}s/{resource_id}"


def of_user(user: StoredUser, base_url: str) -> Resource:
    """The whole resource."""
    shown: Resource = {
        "schemas": [USER],
        "id": str(user.id),
        "externalId": user.external_id,
        "userName": user.user_name,
        "displayName": user.display_name,
        "name": user.attributes.get("name"),
        "emails": user.attributes.get("emails") or [],
        "active": user.active,
        "groups": user.groups,
        "meta": _meta("User", _location(base_url, "User", user.id), user.created_at, user.updated_at, user.version),
    }
    return {name: value for name, value in shown.items() if value is not None}


def of_group(group: StoredGroup, base_url: str) -> Resource:
    """The whole resource."""
    shown: Resource = {
        "schemas": [GROUP],
        "id": str(group.id),
        "externalId": group.external_id,
        "displayName": group.display_name,
        "members": group.members,
        "meta": _meta(
            "Group", _location(base_url, "Group", group.id), group.created_at, group.updated_at, group.version
        ),
    }
    return {name: value for name, value in shown.items() if value is not None}


def page(resources: Sequence[Resource], total: int, start: int) -> Resource:
    """A ListResponse."""
    return {
        "schemas": [LIST],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": list(resources),
    }


def without(resource: Resource, attributes: str | None, excluded: str | None) -> Resource:
    """Only the attributes asked for, or without those not wanted; id and schemas are always there."""
    if attributes:
        wanted = _roots(attributes) | {"id", "schemas"}
        return {name: value for name, value in resource.items() if name.lower() in wanted}
    if excluded:
        unwanted = _roots(excluded) - {"id", "schemas"}
        return {name: value for name, value in resource.items() if name.lower() not in unwanted}
    return resource


def _roots(names: str) -> set[str]:
    return {name.strip().rpartition(":")[2].partition(".")[0].lower() for name in names.split(",")}


def _meta(kind: str, location: str, created: datetime, updated: datetime, version: int) -> Resource:
    return {
        "resourceType": kind,
        "created": created.isoformat().replace("+00:00", "Z"),
        "lastModified": updated.isoformat().replace("+00:00", "Z"),
        "location": location,
        "version": etag(version),
    }
