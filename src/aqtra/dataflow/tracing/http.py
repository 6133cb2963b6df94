"""Routes: Trace, Debug and the run log, for builders."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response, status
from pydantic import BaseModel, ConfigDict, model_validator

from aqtra.dataflow.http import TRACE_ID
from aqtra.dataflow.models import Outcome, PayloadKind, Reported, RunState
from aqtra.dataflow.service import Call, Runs
from aqtra.dataflow.tracing import views
from aqtra.dataflow.tracing.debugging import Draft, debug
from aqtra.dataflow.tracing.masking import Masking
from aqtra.dataflow.tracing.models import LoggedRun, Recording
from aqtra.dataflow.tracing.service import Tracing
from aqtra.infra.bodies import read_json
from aqtra.infra.container import Services
from aqtra.infra.http import Caller, JsonBytes, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument

router = Router(prefix="/api/v1/studio", tags=["dataflow"])


class Body(BaseModel):
    """`input` is JSON text, as it was typed: every digit of its numbers counts."""

    model_config = ConfigDict(extra="forbid")

    flow: UUID
    input: str = "{}"

    def payload(self) -> Any:
        """Raises BadJson, ValidationFailed."""
        return read_json(self.input.encode(errors="surrogatepass"), exact=True)


class TraceRequest(Body):
    """A published flow, and the element by which it is run."""

    component: UUID
    action: UUID | None = None


class DebugRequest(Body):
    """A flow of an unsaved document. It stops before the first of the steps `stop_before` that it reaches.

    Going on is running again from the start, so external calls that are made in earnest do not stop in between.
    """

    document: ComponentDocument
    stop_before: tuple[str, ...] = ()
    real_effects: bool = False

    @model_validator(mode="after")
    def _made_once(self) -> "DebugRequest":
        if self.real_effects and self.stop_before:
            raise ValueError("a run that makes external calls in earnest goes to its end")
        return self


class LiveTrace(Reported):
    """Until when live runs are recorded; null when they are not."""

    until: datetime | None


@router.post(
    "/flows/trace",
    right=Right.COMPONENTS,
    response_model=Recording,
    responses={status.HTTP_202_ACCEPTED: {"description": "It takes long; the run log will have it"}},
)
async def trace_flow(body: TraceRequest, request: Request, services: ServicesDep, caller: Caller) -> Response:
    """Runs a published flow in earnest, with the caller's rights, and answers the items after every step."""
    call = Call(
        component=body.component,
        flow=body.flow,
        principal=caller,
        trace_id=str(request.scope.get(TRACE_ID, "")),
        payload=body.payload(),
        payload_kind=PayloadKind.ACTION_MODEL,
        action=body.action,
        traced=True,
    )
    result = await Runs(services, definitions_of(services)).run_flow(call)
    if not isinstance(result, Outcome):
        return JsonBytes(views.of_logged(await _tracing(services).run(result)), status.HTTP_202_ACCEPTED)
    return JsonBytes(views.of_outcome(result, _masking(services)))


@router.post("/flows/debug", right=Right.COMPONENTS, response_model=Recording)
async def debug_flow(body: DebugRequest, request: Request, services: ServicesDep, caller: Caller) -> Response:
    """Runs a draft's flow with the caller's rights; nothing it writes stays. Answers the items after every step."""
    draft = Draft(
        document=body.document,
        flow=body.flow,
        principal=caller,
        trace_id=str(request.scope.get(TRACE_ID, "")),
        payload=body.payload(),
        stop_before=frozenset(body.stop_before),
        real_effects=body.real_effects,
    )
    outcome, paused_before = await debug(services, definitions_of(services), draft)
    return JsonBytes(views.of_outcome(outcome, _masking(services, body.document), paused_before))


@router.get("/runs", right=Right.STUDIO)
async def list_runs(
    services: ServicesDep,
    component: UUID,
    flow: UUID | None = None,
    state: RunState | None = None,
    before: Annotated[datetime | None, Query()] = None,
) -> list[LoggedRun]:
    """The newest 50 runs of a component's flows, those begun before a moment when it is given."""
    return await _tracing(services).runs(component, flow, state, before)


@router.get("/runs/{run_id}", right=Right.COMPONENTS, response_model=Recording)
async def get_logged_run(run_id: UUID, services: ServicesDep) -> Response:
    """A run with its steps, and the items after each if they were recorded."""
    return JsonBytes(views.of_logged(await _tracing(services).run(run_id)))


@router.get("/flows/{flow}/live-trace", right=Right.COMPONENTS)
async def get_live_trace(flow: UUID, services: ServicesDep) -> LiveTrace:
    """Whether live runs of a flow are recorded."""
    return LiveTrace(until=await _tracing(services).recorded_until(flow))


@router.put("/flows/{flow}/live-trace", right=Right.COMPONENTS)
async def start_live_trace(flow: UUID, services: ServicesDep) -> LiveTrace:
    """Records live runs of a published flow for an hour; then it ends by itself."""
    return LiveTrace(until=await _tracing(services).switch_on(flow))


@router.delete("/flows/{flow}/live-trace", right=Right.COMPONENTS, status_code=status.HTTP_204_NO_CONTENT)
async def stop_live_trace(flow: UUID, services: ServicesDep) -> None:
    """Ends it earlier."""
    await _tracing(services).switch_off(flow)


def _tracing(services: Services) -> Tracing:
    return Tracing(services, definitions_of(services))


def _masking(services: Services, *drafts: ComponentDocument) -> Masking:
    return Masking.of([*drafts, *(published.document for published in definitions_of(services))])
