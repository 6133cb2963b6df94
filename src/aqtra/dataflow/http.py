"""Routes: run a flow, ask for a run, and the item models for Studio's pickers."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query, Request, Response, status
from pydantic import BaseModel, ConfigDict

from aqtra.catalogs.body import read_object, require_json
from aqtra.dataflow import envelope
from aqtra.dataflow.design import review
from aqtra.dataflow.errors import BadModel, FlowNotFound, RunFailed
from aqtra.dataflow.models import ErrorReport, Outcome, Reported, RunState, RunWarning, Visit
from aqtra.dataflow.service import Call, Runs
from aqtra.dataflow.surroundings import surroundings
from aqtra.identity.http.common import COOKIE, SessionInfo, browser_of, identity_of
from aqtra.identity.http.entering import replaced
from aqtra.infra.container import Services
from aqtra.infra.http import Caller, JsonBytes, Router, ServicesDep
from aqtra.kernel.findings import Severity
from aqtra.kernel.principal import Principal, Right
from aqtra.metadata.components.documents import saved_documents
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.domains.repository import site

TRACE_ID = "aqtra.trace_id"
"""Key of the ASGI scope that the outermost middleware fills."""


class RunRequest(BaseModel):
    """What a form sends: its action model (flows.md 4). Numbers may be JSON numbers or text; both are exact."""

    model: dict[str, Any] = {}
    action: UUID | None = None
    """Id of the element that was used. It must run this flow."""


class Envelope(Reported):
    """The response envelope of flows.md 6."""

    run_id: UUID
    status: RunState
    items: list[Any]
    actions: list[dict[str, Any]]
    session: SessionInfo | None
    """Of whom the run has signed in, or half so; as the routes of the session describe it."""
    warnings: list[RunWarning]
    error: ErrorReport | None


class ModelRequest(BaseModel):
    """The unsaved document and the flow in question."""

    model_config = ConfigDict(extra="forbid")

    document: ComponentDocument
    flow: UUID


class ModelField(BaseModel):
    """One path a picker may offer."""

    path: str
    type: str
    title: str
    component: UUID | None


class StepRemark(BaseModel):
    """What is wrong with a step."""

    severity: Severity
    code: str
    message: str
    setting: str | None


class StepModel(BaseModel):
    """The items after a step."""

    step: str
    fields: list[ModelField]
    remarks: list[StepRemark]


class FlowModel(BaseModel):
    """Models of all steps that could be understood, in layout order."""

    steps: list[StepModel]


router = Router(prefix="/api/v1", tags=["dataflow"])

_OF_COOKIES = frozenset({b"set-cookie", b"cache-control"})
_BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": RunRequest.model_json_schema()}}}}


@router.post(
    "/workplace/components/{component}/flows/{flow}/run",
    right=Right.COMPONENT,
    response_model=Envelope,
    responses={status.HTTP_202_ACCEPTED: {"model": Envelope, "description": "The run goes on in the background"}},
    openapi_extra=_BODY,
)
async def run_flow(
    component: UUID,
    flow: UUID,
    request: Request,
    services: ServicesDep,
    caller: Caller,
    mode: Annotated[Literal["wait", "async"], Query()] = "wait",
) -> Response:
    """Runs a flow with the posted action model, by the element that `action` names.

    202 when asked to (`mode=async`) or when it takes long.
    """
    posted = await _posted(request)
    call = Call(
        component=component,
        flow=flow,
        principal=caller,
        trace_id=str(request.scope.get(TRACE_ID, "")),
        payload=posted.model,
        action=posted.action,
        visit=await _visit(request, caller),
    )
    runs = _runs(services)
    result = await (runs.enqueue(call) if mode == "async" else runs.run_flow(call))
    if isinstance(result, Outcome):
        if result.error is not None:
            raise RunFailed(result.error)
        return await _answer(request, result)
    stored = await runs.get_own(result)
    location = {"location": f"/api/v1/workplace/runs/{result}"}
    return JsonBytes(envelope.of_stored(stored), status_code=status.HTTP_202_ACCEPTED, headers=location)


@router.get("/workplace/runs/{run_id}", right=Right.SIGNED_IN, response_model=Envelope)
async def get_run(run_id: UUID, services: ServicesDep, caller: Caller) -> Response:
    """State and result of a run, for its starter and for administrators."""
    return JsonBytes(envelope.of_stored(await _runs(services).get(caller, run_id)))


@router.delete("/workplace/runs/{run_id}", right=Right.SIGNED_IN, status_code=status.HTTP_202_ACCEPTED)
async def cancel_run(run_id: UUID, services: ServicesDep, caller: Caller) -> None:
    """Asks a run to stop; it does so between items. Asking an ended run changes nothing."""
    await _runs(services).cancel(caller, run_id)


@router.post("/studio/flows/model", right=Right.STUDIO)
async def get_flow_model(body: ModelRequest, services: ServicesDep) -> FlowModel:
    """The item model after every step of a draft's flow."""
    found = body.document.flow(body.flow)
    if found is None:
        raise FlowNotFound("the document has no such flow")
    async with services.db.connection() as conn:
        saved = await saved_documents(conn, services)
        around, design = await site(conn), await surroundings(conn)
    documents = {**saved, body.document.key: body.document}
    seen = review(found, design(body.document, documents.get, around))
    return FlowModel(
        steps=[
            StepModel(
                step=step,
                fields=[
                    ModelField(path=field.path, type=field.type, title=field.title, component=field.component)
                    for field in model.listed()
                ],
                remarks=[
                    StepRemark(
                        severity=remark.problem.severity,
                        code=remark.problem.code,
                        message=remark.problem.message,
                        setting=remark.problem.setting,
                    )
                    for remark in seen.problems
                    if remark.step == step
                ],
            )
            for step, model in seen.models.items()
        ]
    )


async def _visit(request: Request, caller: Principal) -> Visit:
    return Visit(await browser_of(request), request.cookies.get(COOKIE), caller.domain)


async def _answer(request: Request, outcome: Outcome) -> Response:
    """The envelope. A session that the run has opened goes into the browser's cookie, as that of the sign-in form."""
    if outcome.session is None:
        return JsonBytes(envelope.of_outcome(outcome))
    cookie = Response()
    told = await replaced(request, cookie, await identity_of(request), outcome.session)
    response = JsonBytes(envelope.of_outcome(outcome, told.model_dump(mode="json")))
    response.raw_headers.extend(found for found in cookie.raw_headers if found[0] in _OF_COOKIES)
    return response


def _runs(services: Services) -> Runs:
    return Runs(services, definitions_of(services))


async def _posted(request: Request) -> RunRequest:
    """What a form sends. Read here because a JSON number must not pass through a binary float. Raises BadModel."""
    require_json(request.headers.get("content-type"))
    body = read_object(await request.body(), RunRequest.model_fields)
    model, action = body.get("model", {}), body.get("action")
    if not isinstance(model, dict):
        raise BadModel.of_field("model", "type", "an object is expected")
    try:
        element = None if action is None else UUID(action)
    except (ValueError, TypeError, AttributeError):
        raise BadModel.of_field("action", "type", "the id of an element is expected") from None
    return RunRequest.model_construct(model=model, action=element)
