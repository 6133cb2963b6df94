"""Routes of SCIM 2 for other systems, and of provisioning clients for administrators."""

from collections.abc import Callable
from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import Body as FromBody
from fastapi import Depends, Header, Query, Request, Response
from fastapi.responses import JSONResponse

from aqtra.identity.scim import schemas
from aqtra.identity.scim.clients import Clients
from aqtra.identity.scim.collection import Body, Collection, Kept
from aqtra.identity.scim.errors import ResourceNotFound
from aqtra.identity.scim.models import (
    BASE,
    MAX_PAGE,
    MEDIA_TYPE,
    ClientContent,
    NewClient,
    Patch,
    ProvisioningClient,
    ScimGroup,
    ScimUser,
)
from aqtra.identity.scim.resources import Resource, page, without
from aqtra.identity.scim.service import Provisioning
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import Right

CLIENT = "aqtra.provisioning_client"
"""Key of the ASGI scope under which the gateway puts the client that a token proves."""

MAX_START = 10_000_000


class ScimResponse(JSONResponse):
    media_type = MEDIA_TYPE


router = Router(prefix=BASE, tags=["provisioning"], default_response_class=ScimResponse)
administration = Router(prefix="/api/v1/provisioning-clients", tags=["provisioning clients"])


async def _provisioning_of(request: Request) -> Provisioning:
    return cast(Provisioning, request.app.state.provisioning)


async def _clients_of(request: Request) -> Clients:
    return cast(Clients, request.app.state.provisioning_clients)


async def _client_of(request: Request) -> ProvisioningClient:
    client = request.scope.get(CLIENT)
    if client is None:
        raise NotSignedIn("the token of a provisioning client is needed")
    return cast(ProvisioningClient, client)


async def _base_of(services: ServicesDep) -> str:
    return services.settings.base_url


ProvisioningDep = Annotated[Provisioning, Depends(_provisioning_of)]
ClientsDep = Annotated[Clients, Depends(_clients_of)]
ClientDep = Annotated[ProvisioningClient, Depends(_client_of)]
BaseDep = Annotated[str, Depends(_base_of)]
Filter = Annotated[str | None, Query(max_length=2000)]
Start = Annotated[int, Query(alias="startIndex", le=MAX_START)]
Count = Annotated[int, Query(le=2**31)]
Names = Annotated[str | None, Query(max_length=1000)]
Excluded = Annotated[str | None, Query(alias="excludedAttributes", max_length=1000)]
IfMatch = Annotated[str | None, Header(alias="if-match", max_length=100)]
IfNoneMatch = Annotated[str | None, Header(alias="if-none-match", max_length=100)]


@router.get("/ServiceProviderConfig", right=Right.PROVISION, response_model=dict[str, Any])
async def get_scim_config(base: BaseDep) -> Response:
    return ScimResponse(schemas.config(base))


@router.get("/ResourceTypes", right=Right.PROVISION, response_model=dict[str, Any])
async def list_scim_resource_types(base: BaseDep) -> Response:
    return ScimResponse(schemas.listed(schemas.resource_types(base)))


@router.get("/ResourceTypes/{name}", right=Right.PROVISION, response_model=dict[str, Any])
async def get_scim_resource_type(name: str, base: BaseDep) -> Response:
    return ScimResponse(_named(schemas.resource_types(base), name))


@router.get("/Schemas", right=Right.PROVISION, response_model=dict[str, Any])
async def list_scim_schemas(base: BaseDep) -> Response:
    return ScimResponse(schemas.listed(schemas.schemas(base)))


@router.get("/Schemas/{urn}", right=Right.PROVISION, response_model=dict[str, Any])
async def get_scim_schema(urn: str, base: BaseDep) -> Response:
    return ScimResponse(_named(schemas.schemas(base), urn))


def _add_routes(name: str, body: type[Body], collection_of: Callable[[Provisioning], Collection[Body, Kept]]) -> None:
    """The routes of one kind of resource, `name` in the singular."""
    path, word = f"/{name}s", name.lower()

    def named(verb: str, plural: str = "") -> dict[str, str]:
        """Route and operation are called alike; the trail names the first, clients the second."""
        operation = f"{verb}_scim_{word}{plural}"
        return {"name": operation, "operation_id": operation}

    @router.get(path, right=Right.PROVISION, response_model=dict[str, Any], **named("list", "s"))
    async def listed(
        client: ClientDep,
        provisioning: ProvisioningDep,
        base: BaseDep,
        filter: Filter = None,
        start: Start = 1,
        count: Count = 100,
        attributes: Names = None,
        excluded: Excluded = None,
    ) -> Response:
        """Pages, the oldest first."""
        start, count = max(start, 1), min(max(count, 0), MAX_PAGE)
        collection = collection_of(provisioning)
        total, found = await collection.page(client, filter, start, count)
        shown = [without(collection.shown(one, base), attributes, excluded) for one in found]
        return ScimResponse(page(shown, total, start))

    @router.post(path, right=Right.PROVISION, status_code=201, response_model=dict[str, Any], **named("create"))
    async def create(
        new: Annotated[body, FromBody()],  # type: ignore[valid-type]
        client: ClientDep,
        provisioning: ProvisioningDep,
        base: BaseDep,
    ) -> Response:
        collection = collection_of(provisioning)
        return _one(collection.shown(await collection.create(client, new), base), 201)

    @router.get(f"{path}/{{resource}}", right=Right.PROVISION, response_model=dict[str, Any], **named("get"))
    async def get(
        resource: UUID,
        client: ClientDep,
        provisioning: ProvisioningDep,
        base: BaseDep,
        attributes: Names = None,
        excluded: Excluded = None,
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        collection = collection_of(provisioning)
        shown = collection.shown(await collection.one(client, resource), base)
        return _unless_known(shown, if_none_match, attributes, excluded)

    @router.put(f"{path}/{{resource}}", right=Right.PROVISION, response_model=dict[str, Any], **named("replace"))
    async def replace(
        resource: UUID,
        new: Annotated[body, FromBody()],  # type: ignore[valid-type]
        client: ClientDep,
        provisioning: ProvisioningDep,
        base: BaseDep,
        if_match: IfMatch = None,
    ) -> Response:
        collection = collection_of(provisioning)
        return _one(collection.shown(await collection.replace(client, resource, new, if_match), base))

    @router.patch(f"{path}/{{resource}}", right=Right.PROVISION, response_model=dict[str, Any], **named("patch"))
    async def patch(
        resource: UUID,
        operations: Patch,
        client: ClientDep,
        provisioning: ProvisioningDep,
        base: BaseDep,
        if_match: IfMatch = None,
    ) -> Response:
        collection = collection_of(provisioning)
        return _one(collection.shown(await collection.patch(client, resource, operations, if_match), base))

    @router.delete(
        f"{path}/{{resource}}", right=Right.PROVISION, status_code=204, **{**named("delete"), "response_model": None}
    )
    async def delete(
        resource: UUID, client: ClientDep, provisioning: ProvisioningDep, if_match: IfMatch = None
    ) -> None:
        """The account of a user is deactivated, its sessions end at once; members of a group lose what it gave."""
        await collection_of(provisioning).delete(client, resource, if_match)


_add_routes("User", ScimUser, lambda provisioning: provisioning.users)
_add_routes("Group", ScimGroup, lambda provisioning: provisioning.groups)


@administration.get("", right=Right.ADMINISTER)
async def list_provisioning_clients(clients: ClientsDep) -> list[ProvisioningClient]:
    return await clients.all()


@administration.post("", right=Right.ADMINISTER, status_code=201)
async def create_provisioning_client(body: ClientContent, response: Response, clients: ClientsDep) -> NewClient:
    """The answer shows the token, this once."""
    response.headers["cache-control"] = "no-store"
    return await clients.create(body)


@administration.put("/{client}", right=Right.ADMINISTER)
async def change_provisioning_client(
    client: UUID, body: ClientContent, caller: Caller, clients: ClientsDep
) -> ProvisioningClient:
    return await clients.change(client, body, caller)


@administration.post("/{client}/token", right=Right.ADMINISTER)
async def renew_provisioning_token(client: UUID, response: Response, clients: ClientsDep) -> NewClient:
    """A new token; the old one is worth nothing from now on."""
    response.headers["cache-control"] = "no-store"
    return await clients.renew(client)


@administration.delete("/{client}/token", right=Right.ADMINISTER, status_code=204)
async def revoke_provisioning_token(client: UUID, clients: ClientsDep) -> None:
    """The client can do nothing any more; accounts that it made stay."""
    await clients.revoke(client)


def _one(resource: Resource, status: int = 200) -> Response:
    headers = {"etag": resource["meta"]["version"], "location": resource["meta"]["location"]}
    return ScimResponse(resource, status, headers=headers)


def _unless_known(resource: Resource, known: str | None, attributes: str | None, excluded: str | None) -> Response:
    tag = resource["meta"]["version"]
    if known is not None and known.strip() in ("*", tag):
        return Response(status_code=304, headers={"etag": tag})
    return ScimResponse(without(resource, attributes, excluded), headers={"etag": tag})


def _named(resources: list[Resource], name: str) -> Resource:
    found = next((one for one in resources if one["id"] == name), None)
    if found is None:
        raise ResourceNotFound(f"there is no {name[:100]}")
    return found
