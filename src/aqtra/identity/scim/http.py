"""Routes of SCIM 2 for other systems, and of provisioning clients for administrators."""

from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import Depends, Header, Query, Request, Response
from fastapi.responses import JSONResponse

from aqtra.identity.scim import schemas
from aqtra.identity.scim.clients import Clients
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
from aqtra.identity.scim.resources import Resource, of_group, of_user, page, without
from aqtra.identity.scim.service import Provisioning
from aqtra.infra.http import Router, ServicesDep
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


@router.get("/Users", right=Right.PROVISION, response_model=dict[str, Any])
async def list_scim_users(
    client: ClientDep,
    provisioning: ProvisioningDep,
    base: BaseDep,
    filter: Filter = None,
    start: Start = 1,
    count: Count = 100,
    attributes: Names = None,
    excluded: Excluded = None,
) -> Response:
    """Pages of users, the oldest first."""
    start, count = max(start, 1), min(max(count, 0), MAX_PAGE)
    total, found = await provisioning.users(client, filter, start, count)
    return ScimResponse(page([without(of_user(one, base), attributes, excluded) for one in found], total, start))


@router.post("/Users", right=Right.PROVISION, status_code=201, response_model=dict[str, Any])
async def create_scim_user(body: ScimUser, client: ClientDep, provisioning: ProvisioningDep, base: BaseDep) -> Response:
    return _one(of_user(await provisioning.create_user(client, body), base), 201)


@router.get("/Users/{user}", right=Right.PROVISION, response_model=dict[str, Any])
async def get_scim_user(
    user: UUID,
    client: ClientDep,
    provisioning: ProvisioningDep,
    base: BaseDep,
    attributes: Names = None,
    excluded: Excluded = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    resource = of_user(await provisioning.user(client, user), base)
    return _unless_known(resource, if_none_match, attributes, excluded)


@router.put("/Users/{user}", right=Right.PROVISION, response_model=dict[str, Any])
async def replace_scim_user(
    user: UUID,
    body: ScimUser,
    client: ClientDep,
    provisioning: ProvisioningDep,
    base: BaseDep,
    if_match: IfMatch = None,
) -> Response:
    return _one(of_user(await provisioning.replace_user(client, user, body, if_match), base))


@router.patch("/Users/{user}", right=Right.PROVISION, response_model=dict[str, Any])
async def patch_scim_user(
    user: UUID, body: Patch, client: ClientDep, provisioning: ProvisioningDep, base: BaseDep, if_match: IfMatch = None
) -> Response:
    return _one(of_user(await provisioning.patch_user(client, user, body, if_match), base))


@router.delete("/Users/{user}", right=Right.PROVISION, status_code=204)
async def delete_scim_user(
    user: UUID, client: ClientDep, provisioning: ProvisioningDep, if_match: IfMatch = None
) -> None:
    """The account is deactivated, its sessions end at once."""
    await provisioning.delete_user(client, user, if_match)


@router.get("/Groups", right=Right.PROVISION, response_model=dict[str, Any])
async def list_scim_groups(
    client: ClientDep,
    provisioning: ProvisioningDep,
    base: BaseDep,
    filter: Filter = None,
    start: Start = 1,
    count: Count = 100,
    attributes: Names = None,
    excluded: Excluded = None,
) -> Response:
    """Pages of groups, the oldest first."""
    start, count = max(start, 1), min(max(count, 0), MAX_PAGE)
    total, found = await provisioning.groups(client, filter, start, count)
    return ScimResponse(page([without(of_group(one, base), attributes, excluded) for one in found], total, start))


@router.post("/Groups", right=Right.PROVISION, status_code=201, response_model=dict[str, Any])
async def create_scim_group(
    body: ScimGroup, client: ClientDep, provisioning: ProvisioningDep, base: BaseDep
) -> Response:
    return _one(of_group(await provisioning.create_group(client, body), base), 201)


@router.get("/Groups/{group}", right=Right.PROVISION, response_model=dict[str, Any])
async def get_scim_group(
    group: UUID,
    client: ClientDep,
    provisioning: ProvisioningDep,
    base: BaseDep,
    attributes: Names = None,
    excluded: Excluded = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    resource = of_group(await provisioning.group(client, group), base)
    return _unless_known(resource, if_none_match, attributes, excluded)


@router.put("/Groups/{group}", right=Right.PROVISION, response_model=dict[str, Any])
async def replace_scim_group(
    group: UUID,
    body: ScimGroup,
    client: ClientDep,
    provisioning: ProvisioningDep,
    base: BaseDep,
    if_match: IfMatch = None,
) -> Response:
    return _one(of_group(await provisioning.replace_group(client, group, body, if_match), base))


@router.patch("/Groups/{group}", right=Right.PROVISION, response_model=dict[str, Any])
async def patch_scim_group(
    group: UUID, body: Patch, client: ClientDep, provisioning: ProvisioningDep, base: BaseDep, if_match: IfMatch = None
) -> Response:
    return _one(of_group(await provisioning.patch_group(client, group, body, if_match), base))


@router.delete("/Groups/{group}", right=Right.PROVISION, status_code=204)
async def delete_scim_group(
    group: UUID, client: ClientDep, provisioning: ProvisioningDep, if_match: IfMatch = None
) -> None:
    await provisioning.delete_group(client, group, if_match)


@administration.get("", right=Right.ADMINISTER)
async def list_provisioning_clients(clients: ClientsDep) -> list[ProvisioningClient]:
    return await clients.all()


@administration.post("", right=Right.ADMINISTER, status_code=201)
async def create_provisioning_client(body: ClientContent, response: Response, clients: ClientsDep) -> NewClient:
    """The answer shows the token, this once."""
    response.headers["cache-control"] = "no-store"
    return await clients.create(body)


@administration.put("/{client}", right=Right.ADMINISTER)
async def change_provisioning_client(client: UUID, body: ClientContent, clients: ClientsDep) -> ProvisioningClient:
    return await clients.change(client, body)


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
