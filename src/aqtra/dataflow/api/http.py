"""Routes: published flows as operations, and their descriptions."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Header, Query, Request, Response, status

from aqtra.catalogs.body import require_json
from aqtra.dataflow.api.openapi import REPLAYED_HEADER, RUN_ID_HEADER
from aqtra.dataflow.api.service import FlowApi
from aqtra.dataflow.api.service import Request as ApiRequest
from aqtra.dataflow.errors import RunFailed
from aqtra.dataflow.http import TRACE_ID
from aqtra.infra.bodies import read_json
from aqtra.infra.container import Services
from aqtra.infra.http import Caller, JsonBytes, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.definitions import definitions_of

router = Router(prefix="/api/v1/run", tags=["flows"])

_BODY: dict[str, Any] = {"requestBody": {"content": {"application/json": {"schema": {}}}}}


@router.post(
    "/{component}/{flow}",
    right=Right.COMPONENT,
    response_model=list[Any],
    responses={status.HTTP_202_ACCEPTED: {"description": "The run goes on in the background; Location leads to it"}},
    openapi_extra=_BODY,
)
async def call_flow(
    component: UUID,
    flow: UUID,
    request: Request,
    services: ServicesDep,
    caller: Caller,
    mode: Annotated[Literal["wait", "async"], Query()] = "wait",
    idempotency_key: Annotated[str | None, Header()] = None,
) -> Response:
    """Runs a flow that offers an API definition with the body as its model; answers its items.

    The header `aqtra-run-id` names the run. 202 when asked to (`mode=async`) or when it takes long.
    """
    body = await request.body()
    if body:
        require_json(request.headers.get("content-type"))
    answer = await _api(services).call(
        ApiRequest(
            component=component,
            flow=flow,
            principal=caller,
            trace_id=str(request.scope.get(TRACE_ID, "")),
            body=body,
            payload=read_json(body, exact=True) if body else None,
            background=mode == "async",
            key=idempotency_key,
        )
    )
    headers = {RUN_ID_HEADER: str(answer.run_id)}
    if answer.replayed:
        headers[REPLAYED_HEADER] = "true"
    if answer.error is not None:
        raise RunFailed(answer.error, headers)
    if answer.items is not None:
        return JsonBytes(answer.items, headers=headers)
    headers["location"] = f"/api/v1/workplace/runs/{answer.run_id}"
    return Response(status_code=status.HTTP_202_ACCEPTED, headers=headers)


@router.get("/{component}/openapi.json", right=Right.COMPONENT)
async def describe_flows(component: UUID, services: ServicesDep, caller: Caller) -> dict[str, Any]:
    """The OpenAPI document of all flows of a component that the caller may run."""
    return await _api(services).describe(caller, component)


@router.get("/{component}/{flow}/openapi.json", right=Right.COMPONENT)
async def describe_flow(component: UUID, flow: UUID, services: ServicesDep, caller: Caller) -> dict[str, Any]:
    """The OpenAPI document of one flow."""
    return await _api(services).describe(caller, component, flow)


def _api(services: Services) -> FlowApi:
    return FlowApi(services, definitions_of(services))
