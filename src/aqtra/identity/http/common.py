"""What the routes of identity share: the cookie, the browser, the language, shapes of answers."""

from datetime import datetime
from typing import Annotated, Any, Self, cast

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from aqtra.identity.cookies import COOKIE as COOKIE
from aqtra.identity.cookies import set_cookie as set_cookie
from aqtra.identity.models import Browser, Factor
from aqtra.identity.providers.leaving import Leaving
from aqtra.identity.service import Identity
from aqtra.identity.sessions import Sessions
from aqtra.infra.http import PASSWORD_CHANGE_REQUIRED, SECOND_FACTOR_REQUIRED
from aqtra.infra.viewing import viewing_of
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import Principal
from aqtra.kernel.viewing import Viewing

TOKEN_HEADER = "x-aqtra-token"


async def identity_of(request: Request) -> Identity:
    return cast(Identity, request.app.state.identity)


async def sessions_of(request: Request) -> Sessions:
    return cast(Sessions, request.app.state.sessions)


async def leaving_of(request: Request) -> Leaving:
    return cast(Leaving, request.app.state.leaving)


async def browser_of(request: Request) -> Browser:
    return Browser(request.client.host if request.client else None, request.headers.get("user-agent"))


async def locale_of(request: Request) -> str:
    """The language that letters are written in: what the browser asks for first."""
    first = request.headers.get("accept-language", "").partition(",")[0]
    return first.partition(";")[0].partition("-")[0].strip().lower()[:8]


async def token_of(request: Request) -> str:
    """The cookie's token; every change has one, or its anti-forgery token would not have fitted."""
    token = request.cookies.get(COOKIE)
    if not token:
        raise NotSignedIn("sign in first")
    return token


LeavingDep = Annotated[Leaving, Depends(leaving_of)]
IdentityDep = Annotated[Identity, Depends(identity_of)]
SessionsDep = Annotated[Sessions, Depends(sessions_of)]
BrowserDep = Annotated[Browser, Depends(browser_of)]
LocaleDep = Annotated[str, Depends(locale_of)]
TokenDep = Annotated[str, Depends(token_of)]

Credential = Annotated[dict[str, Any], Field(max_length=20)]
"""What a browser's authenticator answered, as `PublicKeyCredential.toJSON()` writes it."""


class Strict(BaseModel):
    """A body that holds nothing unknown."""

    model_config = ConfigDict(extra="forbid")


class PasskeyOptions(BaseModel):
    """The question to put to the authenticator, as browsers read it."""

    options: dict[str, Any]


class SessionUser(BaseModel):
    id: int
    user_name: str
    display_name: str


class ViewedUser(SessionUser):
    """As whom an administrator looks at Workplace. `over`: not any more, and nobody has said yet that they know."""

    until: datetime
    over: bool

    @classmethod
    def of(cls, viewing: Viewing) -> Self:
        return cls(
            id=viewing.user_id,
            user_name=viewing.user_name,
            display_name=viewing.display_name,
            until=viewing.until,
            over=viewing.is_over,
        )


class SessionInfo(BaseModel):
    """Who the browser is signed in as, and the anti-forgery token for its changes.

    `pending_factors`: the password was right, one of these is still to come. `passkey_host`: pages of this host and
    below may use passkeys. `mail`: the installation can send links and codes. `viewing`: `user` looks at Workplace as
    somebody else and may change nothing meanwhile.
    """

    user: SessionUser | None
    rights: list[str]
    csrf_token: str
    password_change_required: bool
    second_factor_required: bool = False
    pending_factors: list[Factor] | None = None
    passkey_host: str | None = None
    mail: bool = False
    viewing: ViewedUser | None = None


async def session_info(
    request: Request,
    identity: Identity,
    principal: Principal,
    csrf_token: str,
    *,
    pending: tuple[Factor, ...] | None = None,
    password_change_required: bool | None = None,
    second_factor_required: bool | None = None,
) -> SessionInfo:
    """What the browser is told; what must be settled first is that of the request unless told otherwise."""
    user = None
    if principal.user_id is not None:
        user = SessionUser(
            id=principal.user_id,
            user_name=principal.user_name or "",
            display_name=principal.display_name or principal.user_name or "",
        )
    if password_change_required is None:
        password_change_required = bool(request.scope.get(PASSWORD_CHANGE_REQUIRED))
    if second_factor_required is None:
        second_factor_required = bool(request.scope.get(SECOND_FACTOR_REQUIRED))
    viewing = viewing_of(request.scope) if user is not None else None
    return SessionInfo(
        user=user,
        rights=sorted(principal.rights),
        csrf_token=csrf_token,
        password_change_required=password_change_required,
        second_factor_required=second_factor_required,
        pending_factors=None if pending is None else list(pending),
        passkey_host=identity.passkeys.host,
        mail=await identity.links.available(),
        viewing=None if viewing is None else ViewedUser.of(viewing),
    )
