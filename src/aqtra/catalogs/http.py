"""Routes of entries. JSON comes from PostgreSQL and leaves as it came.

Caller and services are read from the request, not injected: a synchronous dependency costs a trip to a thread each,
more than the statement itself.
"""

import re
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Header, Request, Response

from aqtra.catalogs.body import read_object, require_json
from aqtra.catalogs.models import Entry, EntryChange, EntryHistory, EntryList, NewEntry
from aqtra.catalogs.odata.keyset import PLACE
from aqtra.catalogs.odata.options import LISTING, SINGLE, RawOptions
from aqtra.catalogs.past import OPTIONS as HISTORY
from aqtra.catalogs.service import Kept, entries_of
from aqtra.infra.http import JsonBytes, Router, principal_of, services_of
from aqtra.kernel.errors import BadRequest
from aqtra.kernel.policy import Verb
from aqtra.kernel.principal import Right

router = Router(prefix=PLACE, tags=["entries"])

_MEMBERS: Final = ("data", "name")
_VERSION: Final = re.compile(r'(?:W/)?"([0-9]{1,9})"')
_OPTION_HELP: Final = {
    "$filter": "Conditions: eq ne gt ge lt le, in, and or not, arithmetic, functions, any and all over lists, paths",
    "$apply": "Steps with slashes between: filter, compute, groupby, aggregate; answers with their rows, not entries",
    "$orderby": "Fields, also behind references, with asc or desc; missing values first, equals by id",
    "$top": "At most this many, up to 1000; 50 when absent",
    "$skip": "Leaves out so many first; @odata.nextLink goes on faster",
    "$skiptoken": "Where a next page begins, taken from @odata.nextLink",
    "$count": "true: also counts all matches",
    "$select": "Fields to show, also behind references",
    "$expand": "References to show as {id, name}, or as entries: P($select=…;$expand=…;$filter=…;$orderby=…;$top=…)",
    "$search": 'Words and "phrases" that all stand in the name or in text properties with Query, in any case',
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
    if (elsewhere := reader.elsewhere(component)) is not None:
        return JsonBytes(await elsewhere.list(_raw_options(request)))
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
    if (elsewhere := reader.elsewhere(component)) is not None:
        return JsonBytes(await elsewhere.get(entry_id, _raw_options(request)))
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
    writer.check(component, Verb.CREATE)
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
    writer.check(component, Verb.UPDATE)
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


@router.put(
    "/{component}",
    right=Right.COMPONENT,
    response_model=Entry,
    responses={201: {"model": Entry, "description": "There was no entry with this key: a new one"}},
    openapi_extra={"requestBody": _body_of(EntryChange)},
)
async def upsert_entry(component: UUID, request: Request) -> Response:
    """Changes the entry whose primary key is the one in `data`, or creates it."""
    services = services_of(request)
    writer = entries_of(services).writable_by(principal_of(request))
    writer.check(component, Verb.UPDATE)
    body = await _body(request)
    async with services.db.connection() as conn:
        done = await writer.upsert(conn, component, body.get("data", {}), name=body.get("name", Kept.KEPT))
    return JsonBytes(done.entry, status_code=201 if done.created else 200)


@router.delete("/{component}/{entry_id}", right=Right.COMPONENT, status_code=204, response_class=Response)
async def mark_entry(
    component: UUID,
    entry_id: int,
    request: Request,
    if_match: Annotated[str | None, Header()] = None,
) -> None:
    """Marks for deletion: the entry is hidden at once; an administrator removes or restores it."""
    services = services_of(request)
    writer = entries_of(services).writable_by(principal_of(request))
    expected = _expected_version(if_match)
    async with services.db.connection() as conn:
        await writer.mark_for_deletion(conn, component, entry_id, expected_version=expected)


@router.get(
    "/{component}/{entry_id}/history",
    right=Right.COMPONENT,
    openapi_extra={"parameters": _options_of(HISTORY)},
)
async def get_entry_history(component: UUID, entry_id: int, request: Request) -> EntryHistory:
    """Who changed what and when, newest first; the creation is the last."""
    services = services_of(request)
    reader = entries_of(services).readable_by(principal_of(request))
    async with services.db.connection() as conn:
        return await reader.history(conn, component, entry_id, _raw_options(request))


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
