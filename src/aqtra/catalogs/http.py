"""Routes of entries. JSON comes from PostgreSQL and leaves as it came.

Caller and services are read from the request, not injected: a synchronous dependency costs a trip to a thread each,
more than the statement itself.
"""

import re
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Header, Request, Response

from aqtra.catalogs.body import read_object, require_json
from aqtra.catalogs.models import Entry, EntryChange, EntryList, NewEntry
from aqtra.catalogs.odata.options import LISTING, SINGLE, RawOptions
from aqtra.catalogs.service import Kept, entries_of
from aqtra.infra.http import JsonBytes, Router, principal_of, services_of
from aqtra.kernel.errors import BadRequest
from aqtra.kernel.principal import Right

router = Router(prefix="/api/v1/entries", tags=["entries"])

_MEMBERS: Final = ("data", "name")
_VERSION: Final = re.compile(r'(?:W/)?"([0-9]{1,9})"')
_OPTION_HELP: Final = {
    "$filter": "Conditions: eq ne gt ge lt le, in, and or not, contains startswith endswith, paths through references",
    "$orderby": "Fields with asc or desc; equals are ordered by id",
    "$top": "At most this many, up to 1000; 50 when absent",
    "$skip": "Leaves out so many first",
    "$count": "true: also counts all matches",
    "$select": "Fields to show",
    "$expand": "References to show as {id, name}",
    "$search": "Part of the entry's name, in any case",
}


def _options_of(names: frozenset[str]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}
        for name, text in _OPTION_HELP.items()
        if name in names
    ]


def _body_of(model: type[NewEntry | EntryChange]) -> dict[str, Any]:
    schema = model.model_json_schema()
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _raw_options(request: Request) -> RawOptions:
    return tuple(request.query_params.multi_items())


@router.get(
    "/{component}",
    right=Right.COMPONENT,
    response_model=EntryList,
    openapi_extra={"parameters": _options_of(LISTING)},
)
async def list_entries(component: UUID, request: Request) -> Response:
    """Entries that the caller may read: filtered, ordered and paged by the database."""
    services = services_of(request)
    reader = entries_of(services).readable_by(principal_of(request))
    async with services.db.connection() as conn:
        return JsonBytes(await reader.list(conn, component, _raw_options(request)))


@router.get(
    "/{component}/{entry_id}",
    right=Right.COMPONENT,
    response_model=Entry,
    openapi_extra={"parameters": _options_of(SINGLE)},
)
async def get_entry(component: UUID, entry_id: int, request: Request) -> Response:
    """One entry."""
    services = services_of(request)
    reader = entries_of(services).readable_by(principal_of(request))
    async with services.db.connection() as conn:
        return JsonBytes(await reader.get(conn, component, entry_id, _raw_options(request)))


@router.post(
    "/{component}",
    right=Right.COMPONENT,
    status_code=201,
    response_model=Entry,
    openapi_extra={"requestBody": _body_of(NewEntry)},
)
async def create_entry(component: UUID, request: Request) -> Response:
    """A new entry."""
    services = services_of(request)
    writer = entries_of(services).writable_by(principal_of(request))
    writer.check(component)
    body = await _body(request)
    async with services.db.connection() as conn:
        entry = await writer.create(conn, component, body.get("data", {}), name=body.get("name"))
    return JsonBytes(entry, status_code=201)


@router.patch(
    "/{component}/{entry_id}",
    right=Right.COMPONENT,
    response_model=Entry,
    openapi_extra={"requestBody": _body_of(EntryChange)},
)
async def update_entry(
    component: UUID,
    entry_id: int,
    request: Request,
    if_match: Annotated[str | None, Header()] = None,
) -> Response:
    """Changes some properties. `If-Match: "<version>"` refuses when the entry has another version by now."""
    services = services_of(request)
    writer = entries_of(services).writable_by(principal_of(request))
    writer.check(component)
    expected = _expected_version(if_match)
    body = await _body(request)
    async with services.db.connection() as conn:
        entry = await writer.update(
            conn,
            component,
            entry_id,
            body.get("data", {}),
            name=body.get("name", Kept.KEPT),
            expected_version=expected,
        )
    return JsonBytes(entry)


async def _body(request: Request) -> dict[str, Any]:
    require_json(request.headers.get("content-type"))
    return read_object(await request.body(), _MEMBERS)


def _expected_version(if_match: str | None) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    version = _VERSION.fullmatch(if_match.strip())
    if version is None:
        raise BadRequest.of_field("If-Match", "type", "a version in quotes is expected")
    return int(version.group(1))
