"""Routes of uploads, and of downloads bound to component, entry and property."""

from typing import Annotated, Any, Final
from uuid import UUID

import orjson
from fastapi import Query, Request, Response, status

from aqtra.catalogs.service import entries_of
from aqtra.files.downloads import content_response, thumbnail_response
from aqtra.files.errors import FileNotFound
from aqtra.files.links import read_link
from aqtra.files.models import File, NewUpload, Upload
from aqtra.files.service import stored_file
from aqtra.files.storage import storage_of
from aqtra.files.thumbnails import thumbnail
from aqtra.files.uploads import Uploads
from aqtra.infra.container import Services
from aqtra.infra.http import Caller, Router, ServicesDep, principal_of, services_of
from aqtra.kernel.principal import Right
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import FileProperty

OCTETS: Final = "application/octet-stream"
CONTENT: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The content, or a picture of it", "content": {OCTETS: {}, "image/webp": {}}},
    206: {"description": "The range that was asked for", "content": {OCTETS: {}}},
    304: {"description": "The reader has it already"},
}
AsThumbnail = Annotated[bool, Query(description="A small picture instead; 404 `no_thumbnail` when there is none")]

uploads = Router(prefix="/api/v1/uploads", tags=["uploads"])
downloads = Router(prefix="/api/v1/entries", tags=["entries"])
links = Router(prefix="/api/v1/file-links", tags=["entries"])


@uploads.post("", right=Right.SIGNED_IN, status_code=status.HTTP_201_CREATED)
async def start_upload(body: NewUpload, caller: Caller, services: ServicesDep) -> Upload:
    """Begins an upload; it expires after a day."""
    return await Uploads(services, caller).start(body)


@uploads.get("/{upload_id}", right=Right.SIGNED_IN)
async def get_upload(upload_id: UUID, caller: Caller, services: ServicesDep) -> Upload:
    """Which parts have come: what is missing may be sent in any order."""
    return await Uploads(services, caller).get(upload_id)


@uploads.put(
    "/{upload_id}/parts/{number}",
    right=Right.SIGNED_IN,
    status_code=status.HTTP_204_NO_CONTENT,
    openapi_extra={
        "requestBody": {"required": True, "content": {OCTETS: {"schema": {"type": "string", "format": "binary"}}}}
    },
)
async def put_upload_part(upload_id: UUID, number: int, request: Request) -> Response:
    """One part. Sent again, it replaces the earlier one."""
    mine = Uploads(services_of(request), principal_of(request))
    upload = await mine.expect(upload_id, number)
    await mine.write_part(upload, number, await request.body())
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@uploads.post("/{upload_id}/complete", right=Right.SIGNED_IN, status_code=status.HTTP_201_CREATED)
async def complete_upload(upload_id: UUID, caller: Caller, services: ServicesDep) -> File:
    """Checks the content and makes it a file. Sent again, it answers the same."""
    return await Uploads(services, caller).complete(upload_id)


@uploads.delete("/{upload_id}", right=Right.SIGNED_IN, status_code=status.HTTP_204_NO_CONTENT)
async def cancel_upload(upload_id: UUID, caller: Caller, services: ServicesDep) -> None:
    """Deletes what has come."""
    await Uploads(services, caller).cancel(upload_id)


@downloads.get(
    "/{component}/{entry_id}/files/{property_name}",
    right=Right.COMPONENT,
    response_class=Response,
    responses=CONTENT,
)
async def download_entry_file(
    component: UUID, entry_id: int, property_name: str, request: Request, thumbnail: AsThumbnail = False
) -> Response:
    """The file in a property of an entry, for whoever may read the entry. Understands `Range` and `If-None-Match`."""
    services = services_of(request)
    file_id = await _file_of_entry(request, component, entry_id, property_name)
    return await answer(request, services, file_id, as_thumbnail=thumbnail)


downloads.add_api_route(
    "/{component}/{entry_id}/files/{property_name}",
    download_entry_file,
    right=Right.COMPONENT,
    methods=["HEAD"],
    include_in_schema=False,
    response_class=Response,
)


@downloads.get("/{component}/{entry_id}/files/{property_name}/about", right=Right.COMPONENT)
async def get_entry_file(component: UUID, entry_id: int, property_name: str, request: Request) -> File:
    """Name, size and type of the file in a property of an entry, for whoever may read the entry."""
    file_id = await _file_of_entry(request, component, entry_id, property_name)
    return (await stored_file(services_of(request), file_id)).file


@links.get("/{token}", right=Right.ANONYMOUS, response_class=Response, responses=CONTENT)
async def download_linked_file(token: str, request: Request) -> Response:
    """The file of a link that a flow gave to this caller a moment ago; 404 to everybody else and afterwards."""
    services = services_of(request)
    file_id, shown = read_link(services, principal_of(request), token)
    stored = await stored_file(services, file_id)
    return await content_response(request, storage_of(services), stored, shown=shown)


async def answer(request: Request, services: Services, file_id: UUID, *, as_thumbnail: bool) -> Response:
    """The content of a file that the caller may read. Raises FileNotFound, NoThumbnail, FileDamaged."""
    stored = await stored_file(services, file_id)
    if as_thumbnail:
        return thumbnail_response(request, stored, await thumbnail(services, stored))
    return await content_response(request, storage_of(services), stored)


async def _file_of_entry(request: Request, component: UUID, entry_id: int, property_name: str) -> UUID:
    services = services_of(request)
    reader = entries_of(services).readable_by(principal_of(request))
    async with services.db.connection() as conn:
        entry = orjson.loads(await reader.get(conn, component, entry_id))
    published = definitions_of(services).component(component)
    properties = published.document.properties if published else ()
    if any(prop.name == property_name and isinstance(prop, FileProperty) for prop in properties):
        value = entry["data"].get(property_name)
        if isinstance(value, str):
            return UUID(value)
    raise FileNotFound("there is no such file")
