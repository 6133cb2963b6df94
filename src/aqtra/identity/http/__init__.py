"""Routes of identity: the session of the browser, one's own account, the sessions of others."""

from aqtra.identity.http.account import router as account_router
from aqtra.identity.http.common import COOKIE, TOKEN_HEADER
from aqtra.identity.http.session import router
from aqtra.identity.http.viewing import router as viewing_router

__all__ = ["COOKIE", "TOKEN_HEADER", "account_router", "router", "viewing_router"]
