"""Calls of endpoints of the test server, without a flow around them."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from aqtra.dataflow.integrations.auth import Authenticator
from aqtra.dataflow.integrations.caller import Caller, Target
from aqtra.dataflow.integrations.models import Connector, Method
from aqtra.dataflow.integrations.secrets import Secret
from aqtra.dataflow.integrations.sending import Sender
from aqtra.infra.egress import egress_of
from tests.integration.catalogs.platform import Platform
from tests.support.upstream import CLIENT, Server

CONNECTOR, ENDPOINT, SECRET = (UUID(int=number) for number in (71, 72, 73))
OF_CONNECTOR = {"auth", "headers", "timeout", "certificates", "base_url"}


@dataclass
class Calling:
    """A caller that does not sleep but notes how long it would have."""

    platform: Platform
    server: Server
    pauses: list[float] = field(default_factory=list)

    def target(self, path: str, secret: str = "", **more: Any) -> Target:
        connector = {"id": CONNECTOR, "name": "Bank", "base_url": self.server.url, "timeout": 10}
        names = {name: more.pop(name) for name in OF_CONNECTOR & more.keys()}
        methods = more.pop("methods", list(Method))
        endpoint = {"id": ENDPOINT, "name": "Endpoint", "path": path, "methods": methods, **more}
        found = Connector.model_validate({**connector, **names, "endpoints": [endpoint]})
        return Target(found, found.endpoints[0], Secret(SECRET, secret))

    def caller(self) -> Caller:
        async def pause(seconds: float) -> None:
            self.pauses.append(seconds)

        sender = Sender(egress_of(self.platform.services), pause)
        return Caller(sender, Authenticator(self.platform.services, sender))

    def call(self, path: str, values: dict[str, Any] | None = None, method: str = "get", **more: Any) -> Any:
        return self.received(path, values, method, **more).value

    def received(self, path: str, values: dict[str, Any] | None = None, method: str = "get", **more: Any) -> Any:
        target = self.target(path, **more)
        return self.platform.run(self.caller().call(target, Method(method), values or {}))

    def heard(self) -> list[str]:
        """Methods and paths of all requests."""
        return [f"{found['method']} {found['path']}" for found in self.server.state.requests]


def parameter(name: str, place: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "place": place, **more}


def oauth(server: Server, **more: Any) -> dict[str, Any]:
    return {"kind": "oauth2", "token_url": f"{server.url}/token", "client_id": CLIENT, **more}
