"""Where a request comes from and whom it addresses: through our own proxies, and by a name that is ours."""

import re
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from aqtra.gateway.problems import TRACE_ID
from aqtra.infra.metrics import security_event
from aqtra.infra.networks import Network, networks
from aqtra.infra.origin import Origin, set_origin
from aqtra.infra.settings import Settings
from aqtra.kernel.errors import BadRequest

FORWARDED: Final = "x-forwarded-for"
# Probes address a process by the number of its machine.
PROBED: Final = frozenset({"/liveness", "/hc", "/metrics"})
_HOST: Final = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]{1,255})(:[0-9]{1,5})?")


class UnknownHost(BadRequest):
    """The request addresses a name that is not one of this installation's."""

    code = "unknown_host"


class Address:
    """Puts the caller's true address into the scope; refuses names that are not ours."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._proxies = networks(settings.trusted_proxies)
        self._hosts = frozenset(host.lower() for host in settings.allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            headers = Headers(scope=scope)
            client = scope.get("client")
            peer = str(client[0]) if client else None
            if peer is not None and self._proxies:
                address = true_address(peer, headers.getlist(FORWARDED), self._proxies)
                if address != peer:
                    scope["client"] = (address, 0)
                    peer = address
            set_origin(Origin(address=peer, trace_id=scope.get(TRACE_ID)))
            self._check_host(scope["path"], headers.get("host", ""))
        await self._app(scope, receive, send)

    def _check_host(self, path: str, host: str) -> None:
        # HTTP/1.0 need not name a host; what is named must at least be a name.
        match = _HOST.fullmatch(host) if host else None
        known = match is not None and match.group(1).lower().rstrip(".") in self._hosts
        if (host and match is None) or (self._hosts and not known and path not in PROBED):
            security_event("host_refused")
            raise UnknownHost.of_field("host", "unknown", "this installation has no such name")


def true_address(peer: str, forwarded: Sequence[str], proxies: Sequence[Network]) -> str:
    """The nearest address that is none of our proxies. What stands left of it was written by strangers."""
    chain = [entry.strip() for value in forwarded for entry in value.split(",")]
    address = peer
    while _is_within(address, proxies) and chain:
        said = chain.pop()
        if not _is_address(said):
            break
        address = said
    return address


def _is_within(address: str, ranges: Sequence[Network]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found.version == network.version and found in network for network in ranges)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
