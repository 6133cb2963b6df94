"""The end of every sign-in in a browser: its cookie, and what the page is told. Also of those that flows begin."""

from fastapi import Request, Response

from aqtra.identity.cookies import policy_of, set_cookie, set_session_cookie
from aqtra.identity.errors import MethodNotOffered
from aqtra.identity.http.common import COOKIE, SessionInfo, session_info
from aqtra.identity.models import FactorNeeded, NewSession
from aqtra.identity.service import Identity
from aqtra.kernel.principal import ANONYMOUS


async def replaced(
    request: Request, response: Response, identity: Identity, opened: NewSession | FactorNeeded
) -> SessionInfo:
    """Whoever was signed in before in this browser is not any more. The cookie's token always changes, so one planted
    before is worthless.
    """
    if previous := request.cookies.get(COOKIE):
        await identity.sign_out(previous)
    if isinstance(opened, NewSession):
        return await entered(request, response, identity, opened)
    set_cookie(response, opened.token)
    return await session_info(
        request,
        identity,
        ANONYMOUS,
        identity.sessions.anti_forgery_token(opened.token),
        pending=opened.factors,
        password_change_required=False,
        second_factor_required=False,
    )


async def entered(request: Request, response: Response, identity: Identity, opened: NewSession) -> SessionInfo:
    """Raises MethodNotOffered when the domain takes no passwords; the session just opened ends."""
    try:
        (await policy_of(request)).require_local(opened.session.principal)
    except MethodNotOffered:
        await identity.sign_out(opened.token)
        raise
    await set_session_cookie(request, response, opened)
    return await session_info(
        request,
        identity,
        opened.session.principal,
        identity.sessions.anti_forgery_token(opened.token),
        password_change_required=opened.session.password_change_required,
        second_factor_required=opened.session.second_factor_required,
    )
