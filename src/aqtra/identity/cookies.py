"""The cookie of a session. Pages cannot read it; a domain settles whether it outlives the browser."""

from typing import cast

from fastapi import Request, Response

from aqtra.identity.models import NewSession
from aqtra.identity.policy import PolicyOf, SignInPolicy
from aqtra.infra.http import principal_of, services_of

COOKIE = "__Host-aqtra"


async def policy_of(request: Request) -> SignInPolicy:
    """How the domain of the request lets people in."""
    return await cast(PolicyOf, request.app.state.sign_in_policy)(principal_of(request).domain)


async def set_session_cookie(request: Request, response: Response, opened: NewSession) -> None:
    """Keeps the session for as long as it lives, or until the browser is closed."""
    lifetime = None
    if (await policy_of(request)).keeps:
        lifetime = int((opened.session.expires_at - services_of(request).clock.now()).total_seconds())
    set_cookie(response, opened.token, lifetime)


def set_cookie(response: Response, token: str, lifetime: int | None = None) -> None:
    response.set_cookie(COOKIE, token, max_age=lifetime, secure=True, httponly=True, samesite="lax", path="/")
    response.headers["cache-control"] = "no-store"
