"""Routes: the start of Workplace and published definitions."""

from typing import Annotated
from uuid import UUID

from fastapi import Header, Request, Response, status

from aqtra.infra.http import Caller, JsonBytes, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.workplace.models import Definition, WorkplaceStart
from aqtra.workplace.service import Workplace

router = Router(prefix="/api/v1/workplace", tags=["workplace"])


@router.get("", right=Right.ANONYMOUS)
async def get_workplace(request: Request, services: ServicesDep, caller: Caller) -> WorkplaceStart:
    """Domain of the host name, and the menu as far as the caller may open it."""
    async with services.db.connection() as conn:
        return await Workplace(conn, services).start(request.headers.get("host", ""), caller)


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
