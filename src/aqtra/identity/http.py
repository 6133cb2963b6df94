"""Routes of the session: who am I, sign in, sign out, change my password."""

from typing import Annotated, cast

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from aqtra.identity.cookies import COOKIE as COOKIE
from aqtra.identity.cookies import policy_of, set_cookie, set_session_cookie
from aqtra.identity.errors import MethodNotOffered
from aqtra.identity.models import NewSession
from aqtra.identity.service import Identity
from aqtra.identity.sessions import Sessions, new_token
from aqtra.infra.http import PASSWORD_CHANGE_REQUIRED, Caller, Router
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import Principal, Right

TOKEN_HEADER = "x-aqtra-token"

router = Router(prefix="/api/v1/session", tags=["session"])


async def identity_of(request: Request) -> Identity:
    return cast(Identity, request.app.state.identity)


async def sessions_of(request: Request) -> Sessions:
    return cast(Sessions, request.app.state.sessions)


IdentityDep = Annotated[Identity, Depends(identity_of)]
SessionsDep = Annotated[Sessions, Depends(sessions_of)]


class SignIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    user_name: str = Field(min_length=1, max_length=200)
    password: str = Field(min_length=1, max_length=1000)


class ChangePassword(BaseModel):
    model_config = ConfigDict(extra="forbid")

    current_password: str = Field(max_length=1000)
    new_password: str = Field(max_length=1000)


class SessionUser(BaseModel):
    id: int
    user_name: str
    display_name: str


class SessionInfo(BaseModel):
    """Who the browser is signed in as, and the anti-forgery token for its changes."""

    user: SessionUser | None
    rights: list[str]
    csrf_token: str
    password_change_required: bool


def session_info(principal: Principal, csrf_token: str, *, change_required: bool) -> SessionInfo:
    user = None
    if principal.user_id is not None:
        user = SessionUser(
            id=principal.user_id,
            user_name=principal.user_name or "",
            display_name=principal.display_name or principal.user_name or "",
        )
    return SessionInfo(
        user=user,
        rights=sorted(principal.rights),
        csrf_token=csrf_token,
        password_change_required=change_required,
    )


async def _require_offered(request: Request, identity: Identity, opened: NewSession) -> None:
    """Raises MethodNotOffered when the domain takes no passwords; the session just opened ends."""
    try:
        (await policy_of(request)).require_local(opened.session.principal)
    except MethodNotOffered:
        await identity.sign_out(opened.token)
        raise


@router.get("", right=Right.ANONYMOUS)
async def get_session(request: Request, response: Response, caller: Caller, sessions: SessionsDep) -> SessionInfo:
    """The session of the browser. A visitor gets a cookie too: sign-in needs an anti-forgery token."""
    token = request.cookies.get(COOKIE)
    if not token:
        token = new_token()
        set_cookie(response, token)
    response.headers["cache-control"] = "no-store"
    change_required = bool(request.scope.get(PASSWORD_CHANGE_REQUIRED))
    return session_info(caller, sessions.anti_forgery_token(token), change_required=change_required)


@router.post("", right=Right.ANONYMOUS)
async def sign_in(
    body: SignIn, request: Request, response: Response, identity: IdentityDep, sessions: SessionsDep
) -> SessionInfo:
    """Opens a session. The cookie's token always changes, so one planted before is worthless."""
    address = request.client.host if request.client else None
    opened = await identity.sign_in(
        body.user_name, body.password, address=address, user_agent=request.headers.get("user-agent")
    )
    await _require_offered(request, identity, opened)
    if previous := request.cookies.get(COOKIE):
        await identity.sign_out(previous)
    await set_session_cookie(request, response, opened)
    return session_info(
        opened.session.principal,
        sessions.anti_forgery_token(opened.token),
        change_required=opened.session.password_change_required,
    )


@router.delete("", right=Right.ANONYMOUS, status_code=204)
async def sign_out(request: Request, response: Response, identity: IdentityDep) -> None:
    """Ends the session everywhere at once."""
    if token := request.cookies.get(COOKIE):
        await identity.sign_out(token)
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")


@router.put("/password", right=Right.ANONYMOUS, status_code=204)
async def change_password(body: ChangePassword, request: Request, caller: Caller, identity: IdentityDep) -> None:
    """Changes the caller's own password; its other sessions end. Open to accounts that must change theirs."""
    token = request.cookies.get(COOKIE)
    if caller.user_id is None or token is None:
        raise NotSignedIn("sign in first")
    await identity.change_password(caller.user_id, token, body.current_password, body.new_password)
