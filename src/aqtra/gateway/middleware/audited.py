"""Every change that builders, administrators and provisioning clients ask for leaves a record."""

from collections.abc import Callable
from typing import Any, Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aqtra.gateway.middleware.limit import CHANGES
from aqtra.identity import audit
from aqtra.identity.audit.models import Outcome
from aqtra.infra.container import Services
from aqtra.infra.http import PRINCIPAL
from aqtra.infra.metrics import security_event
from aqtra.infra.viewing import viewing_of
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import ANONYMOUS, BUILDING, Principal, Right

log = structlog.get_logger("aqtra.audit")

RECORDED: Final = BUILDING | {Right.ADMINISTER, Right.PROVISION}
CHANGES_NOTHING: Final = frozenset({"check_component", "preview_publication"})
"""Routes that are asked by POST because their question is long. The editor asks them with every pause of typing."""


def is_recorded(route: Any, method: str) -> bool:
    """Whether asking this route in this way leaves a record."""
    return method in CHANGES and getattr(route, "right", None) in RECORDED and route.name not in CHANGES_NOTHING


class Audited:
    """Writes before the answer leaves: whoever is told of a change finds its record."""

    def __init__(self, app: ASGIApp, services: Callable[[], Services]) -> None:
        self._app = app
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in CHANGES:
            await self._app(scope, receive, send)
            return
        written = False

        async def recorded(message: Message) -> None:
            nonlocal written
            if message["type"] == "http.response.start" and not written:
                written = True
                await self._record(scope, message["status"])
            await send(message)

        try:
            await self._app(scope, receive, recorded)
        except Exception as error:
            # Answered further out, but it belongs to this route.
            if not written:
                await self._record(scope, error.status if isinstance(error, AqtraError) else 500)
            raise

    async def _record(self, scope: Scope, status: int) -> None:
        route: Any = scope.get("route")
        principal: Principal = scope.get(PRINCIPAL, ANONYMOUS)
        # A stranger who is turned away has done nothing; counted, not recorded, lest strangers fill the trail.
        if not _is_known(principal) or not _belongs(scope, route):
            return
        try:
            await self._write(scope, route, principal, status)
        except Exception:
            # The change is done and cannot be taken back here: told by log and metric.
            security_event("audit_not_written")
            log.exception("a change left no record", route=route.path, status=status)

    async def _write(self, scope: Scope, route: Any, principal: Principal, status: int) -> None:
        services = self._services()
        async with services.db.connection() as conn:
            await audit.record(
                conn,
                f"{route.right.value}.{route.name}",
                principal,
                scope["path"],
                outcome=_outcome(status),
                clock=services.clock,
                method=scope["method"],
                route=route.path,
                status=status,
            )


def _belongs(scope: Scope, route: Any) -> bool:
    """Whoever views as somebody else changes nothing, so each attempt is worth a record."""
    viewing = viewing_of(scope) is not None and getattr(route, "right", None) is not None and not route.of_session
    return viewing or is_recorded(route, scope["method"])


def _is_known(principal: Principal) -> bool:
    """A provisioning client has no account, but a token."""
    return principal.is_signed_in or principal.has(Right.PROVISION)


def _outcome(status: int) -> Outcome:
    if status < 400:
        return Outcome.DONE
    return Outcome.REFUSED if status < 500 else Outcome.FAILED
