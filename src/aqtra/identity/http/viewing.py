"""Routes of viewing as somebody else."""

from typing import Annotated

from fastapi import Path, Request

from aqtra.identity.http.common import IdentityDep, TokenDep, token_of
from aqtra.infra.http import Caller, Router
from aqtra.kernel.errors import Forbidden
from aqtra.kernel.principal import Right

router = Router(prefix="/api/v1", tags=["account"])

Id = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.post("/users/{user_id}/view-as", right=Right.ADMINISTER, status_code=204)
async def start_viewing(user_id: Id, request: Request, caller: Caller, identity: IdentityDep) -> None:
    """Looks at Workplace as this user from now on, in every window of the browser, for an hour at most.

    Nothing can be changed meanwhile. Only a person in a session may: tokens never view as anybody.
    """
    if not caller.has(Right.SESSION):
        raise Forbidden(f"this needs the right {Right.SESSION.value}", right=Right.SESSION.value)
    await identity.view_as.start(caller, await token_of(request), user_id)


@router.delete("/session/view-as", right=Right.SESSION, of_session=True, status_code=204)
async def stop_viewing(caller: Caller, identity: IdentityDep, token: TokenDep) -> None:
    """Goes on as oneself. Open also to one who may not administer any more."""
    await identity.view_as.stop(caller, token)
