"""The router base: every route names the right it needs, and that right is checked before the body is read."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Annotated, Any, TypeVar, cast

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute

from aqtra.infra.bodies import read_json
from aqtra.infra.container import Services
from aqtra.infra.metrics import security_event
from aqtra.infra.viewing import reader, viewing_of
from aqtra.kernel.errors import Forbidden, NotSignedIn
from aqtra.kernel.principal import ANONYMOUS, Principal, Right

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

PRINCIPAL = "aqtra.principal"
PASSWORD_CHANGE_REQUIRED = "aqtra.password_change_required"
SECOND_FACTOR_REQUIRED = "aqtra.second_factor_required"
"""Keys of the ASGI scope that the session middleware fills."""

PROBLEM = "application/problem+json"
PROBLEM_SCHEMA = "Problem"
"""Name among the schemas of the OpenAPI document; the gateway, which writes problems, puts it there."""
_REFUSALS: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "A refusal that names its place",
        "content": {PROBLEM: {"schema": {"$ref": f"#/components/schemas/{PROBLEM_SCHEMA}"}}},
    }
}


class PasswordChangeRequired(Forbidden):
    """The account has a one-time password: nothing but changing it is allowed."""

    code = "password_change_required"


class InsufficientScope(Forbidden):
    """The token was made for less than this."""

    code = "insufficient_scope"

    @property
    def headers(self) -> Mapping[str, str]:
        return {"www-authenticate": 'Bearer error="insufficient_scope"'}


class SecondFactorRequired(Forbidden):
    """The installation demands a second factor: nothing but setting one up is allowed."""

    code = "second_factor_required"


class RouteWithoutRight(TypeError):
    """A route was declared without the right it needs."""


def principal_of(request: Request) -> Principal:
    """The subject of the request; anonymous when there is no session."""
    return cast(Principal, request.scope.get(PRINCIPAL, ANONYMOUS))


def services_of(request: Request) -> Services:
    return cast(Services, request.app.state.services)


# Asynchronous, because FastAPI sends a synchronous dependency to a thread: 300 µs of a 500 µs request.
async def _caller(request: Request) -> Principal:
    """Where anybody may ask, somebody with a password or factor still to settle is a visitor."""
    principal = principal_of(request)
    if not _unsettled(request) or getattr(request.scope.get("route"), "right", None) is not Right.ANONYMOUS:
        return principal
    return replace(ANONYMOUS, domain=principal.domain)


async def _holder(request: Request) -> Principal:
    return principal_of(request)


async def _services(request: Request) -> Services:
    return services_of(request)


Caller = Annotated[Principal, Depends(_caller)]
Holder = Annotated[Principal, Depends(_holder)]
"""Whose session it is, settled or not: for routes that show or settle it."""
ServicesDep = Annotated[Services, Depends(_services)]


def _unsettled(request: Request) -> bool:
    return bool(request.scope.get(PASSWORD_CHANGE_REQUIRED) or request.scope.get(SECOND_FACTOR_REQUIRED))


def authorise(request: Request, right: Right) -> None:
    """Raises NotSignedIn or Forbidden unless the caller has `right`, and InsufficientScope unless its token lets it."""
    principal = principal_of(request)
    if request.scope.get(PASSWORD_CHANGE_REQUIRED) and right is not Right.ANONYMOUS:
        raise PasswordChangeRequired("choose your own password first")
    if principal.scopes is not None and not principal.scopes.allows(request.method):
        raise InsufficientScope(f"the token has no scope for {request.method}", scope=principal.scopes.text)
    if request.scope.get(SECOND_FACTOR_REQUIRED) and right not in (Right.ANONYMOUS, Right.OWN_ACCOUNT):
        raise SecondFactorRequired("set up a second factor first")
    if principal.has(right):
        return
    if not principal.is_signed_in:
        raise NotSignedIn("sign in first")
    security_event("permission_refused")
    raise Forbidden(f"this needs the right {right.value}", right=right.value)


class JsonRequest(Request):
    """A request whose body is read by our rules of JSON."""

    async def json(self) -> Any:
        """Raises BadJson, ValidationFailed."""
        return read_json(await self.body())


class GuardedRoute(APIRoute):
    """A route whose right is checked first.

    `of_session`: it is about the session itself, so it is the same for one that views as somebody else.
    """

    right: Right
    of_session: bool

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()
        right, of_session = self.right, self.of_session

        async def guarded(request: Request) -> Response:
            authorise(request, right)
            if (viewing := viewing_of(request.scope)) is not None and not of_session:
                request.scope[PRINCIPAL] = reader(viewing, request.method, right) or principal_of(request)
            return await handler(JsonRequest(request.scope, request.receive))

        return guarded


class Router(APIRouter):
    """An APIRouter whose routes must pass `right=`."""

    def add_api_route(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        right: Right | None = None,
        of_session: bool = False,
        **options: Any,
    ) -> None:
        if right is None:
            raise RouteWithoutRight(f"{self.prefix}{path} names no right")
        extra = {**(options.pop("openapi_extra", None) or {}), "x-aqtra-right": right.value}
        # The class carries the right because FastAPI builds the handler inside the route's constructor.
        options["route_class_override"] = type(
            "GuardedRoute", (GuardedRoute,), {"right": right, "of_session": of_session}
        )
        options.setdefault("operation_id", endpoint.__name__)
        options["responses"] = {**(options.get("responses") or {}), **_REFUSALS}
        super().add_api_route(path, endpoint, openapi_extra=extra, **options)

    def api_route(self, path: str, *, right: Right | None = None, **options: Any) -> Callable[[Endpoint], Endpoint]:
        def register(endpoint: Endpoint) -> Endpoint:
            self.add_api_route(path, endpoint, right=right, **options)
            return endpoint

        return register

    def get(  # type: ignore[override]
        self, path: str, *, right: Right, **options: Any
    ) -> Callable[[Endpoint], Endpoint]:
        return self.api_route(path, right=right, methods=["GET"], **options)

    def post(  # type: ignore[override]
        self, path: str, *, right: Right, **options: Any
    ) -> Callable[[Endpoint], Endpoint]:
        return self.api_route(path, right=right, methods=["POST"], **options)

    def put(  # type: ignore[override]
        self, path: str, *, right: Right, **options: Any
    ) -> Callable[[Endpoint], Endpoint]:
        return self.api_route(path, right=right, methods=["PUT"], **options)

    def patch(  # type: ignore[override]
        self, path: str, *, right: Right, **options: Any
    ) -> Callable[[Endpoint], Endpoint]:
        return self.api_route(path, right=right, methods=["PATCH"], **options)

    def delete(  # type: ignore[override]
        self, path: str, *, right: Right, **options: Any
    ) -> Callable[[Endpoint], Endpoint]:
        return self.api_route(path, right=right, methods=["DELETE"], **options)


class JsonBytes(Response):
    """JSON that PostgreSQL made, passed through untouched."""

    media_type = "application/json"
