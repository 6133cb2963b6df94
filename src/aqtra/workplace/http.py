"""Routes: the start of Workplace and published definitions."""

from typing import Annotated
from uuid import UUID

from fastapi import Header, Query, Request, Response, status
from fastapi.responses import JSONResponse

from aqtra.files.downloads import content_response, drawn_response
from aqtra.files.http import CONTENT
from aqtra.files.icons import Variant, icon
from aqtra.files.models import File
from aqtra.files.storage import storage_of
from aqtra.infra.http import Caller, JsonBytes, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.workplace.manifest import CONTENT_TYPE
from aqtra.workplace.models import Definition, Found, WorkplaceStart
from aqtra.workplace.script_reports import ScriptReport, log_report
from aqtra.workplace.service import Workplace
from aqtra.workplace.shown_files import shown_file

router = Router(prefix="/api/v1/workplace", tags=["workplace"])


@router.get("", right=Right.ANONYMOUS)
async def get_workplace(request: Request, services: ServicesDep, caller: Caller) -> WorkplaceStart:
    """Domain of the host name, and the menu as far as the caller may open it."""
    async with services.db.connection() as conn:
        return await Workplace(conn, services).start(request.headers.get("host", ""), caller)


@router.get(
    "/manifest",
    right=Right.ANONYMOUS,
    response_class=Response,
    responses={status.HTTP_200_OK: {"content": {CONTENT_TYPE: {"schema": {"type": "object"}}}}},
)
async def get_manifest(request: Request, services: ServicesDep) -> Response:
    """How Workplace is called and looks when a browser installs it: a web application manifest."""
    async with services.db.connection() as conn:
        manifest = await Workplace(conn, services).manifest(request.headers.get("host", ""))
    return JSONResponse(manifest, media_type=CONTENT_TYPE, headers={"Cache-Control": "no-cache"})


@router.get(
    "/icon",
    right=Right.ANONYMOUS,
    response_class=Response,
    responses={
        status.HTTP_200_OK: {"content": {"image/png": {}}},
        status.HTTP_304_NOT_MODIFIED: {"description": "The icon named in If-None-Match is still the one"},
    },
)
async def get_icon(variant: Variant, request: Request, services: ServicesDep) -> Response:
    """The icon of the domain in one of the sizes that its manifest names; 404 `no_icon` when it has none of its own."""
    async with services.db.connection() as conn:
        stored = await Workplace(conn, services).icon(request.headers.get("host", ""))
    return drawn_response(request, stored, await icon(services, stored, variant), f"icon-{variant}", "image/png")


@router.get("/search", right=Right.ANONYMOUS)
async def search_workplace(
    request: Request, services: ServicesDep, caller: Caller, q: Annotated[str, Query(max_length=200)]
) -> Found:
    """Entries whose name holds the text, of the domain's components that the caller may open and read."""
    async with services.db.connection() as conn:
        return await Workplace(conn, services).find(q, request.headers.get("host", ""), caller)


@router.get(
    "/components/{key}",
    right=Right.COMPONENT,
    response_model=Definition,
    responses={status.HTTP_304_NOT_MODIFIED: {"description": "The version named in If-None-Match is live"}},
)
async def get_definition(
    key: UUID,
    services: ServicesDep,
    caller: Caller,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The published component; 401 when it is private and nobody is signed in."""
    async with services.db.connection() as conn:
        packed = await Workplace(conn, services).definition(key, caller)
    # `private`: who may read it depends on the session, so no shared cache may keep it.
    headers = {"ETag": packed.etag, "Cache-Control": "private, no-cache"}
    if if_none_match is not None and packed.etag in (tag.strip() for tag in if_none_match.split(",")):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return JsonBytes(packed.content, headers=headers)


@router.post("/components/{key}/script-reports", right=Right.COMPONENT, status_code=status.HTTP_204_NO_CONTENT)
async def report_script(key: UUID, report: ScriptReport, services: ServicesDep, caller: Caller) -> None:
    """Tells the system log of an exception that a page's script did not catch."""
    async with services.db.connection() as conn:
        await Workplace(conn, services).definition(key, caller)
    log_report(key, caller.user_id, report)


@router.get("/files/{file_id}", right=Right.ANONYMOUS, response_class=Response, responses=CONTENT)
async def download_shown_file(file_id: UUID, request: Request, services: ServicesDep, caller: Caller) -> Response:
    """A picture or document that a page names, for whoever may open the page. Understands `Range`, `If-None-Match`."""
    stored = await shown_file(services, caller, file_id)
    return await content_response(request, storage_of(services), stored, shown=True)


router.add_api_route(
    "/files/{file_id}",
    download_shown_file,
    right=Right.ANONYMOUS,
    methods=["HEAD"],
    include_in_schema=False,
    response_class=Response,
)


@router.get("/files/{file_id}/about", right=Right.ANONYMOUS)
async def get_shown_file(file_id: UUID, services: ServicesDep, caller: Caller) -> File:
    """Name, size and type of such a file."""
    return (await shown_file(services, caller, file_id)).file
