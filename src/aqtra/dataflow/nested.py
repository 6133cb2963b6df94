"""Calls of flows by running flows: runs of their own, with the rights, trace id and cancellation of the caller."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from aqtra.dataflow.errors import FlowNotFound, PermissionDenied, RecursionLimit, UnknownReference
from aqtra.dataflow.flows import callable_flow
from aqtra.dataflow.models import ErrorReport, Limits, Outcome, PayloadKind, RunInfo, Trigger
from aqtra.infra.container import Services
from aqtra.kernel.errors import Forbidden, NotSignedIn
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import Definitions

Execute = Callable[[RunInfo], Awaitable[Outcome]]


class NestedFlows:
    """Implements `ports.Flows` for one run."""

    def __init__(
        self, services: Services, definitions: Definitions, limits: Limits, parent: RunInfo, execute: Execute
    ) -> None:
        self._services = services
        self._definitions = definitions
        self._limits = limits
        self._parent = parent
        self._execute = execute

    def act_as(self, principal: Principal) -> None:
        """From now on flows are called as somebody else."""
        self._parent = replace(self._parent, principal=principal)

    async def call(self, component: UUID, flow: UUID, payload: Any) -> Outcome:
        """Runs to the end. Raises RecursionLimit, PermissionDenied, UnknownReference, NoEntryStep, FlowBroken."""
        parent = self._parent
        if parent.depth >= self._limits.nesting:
            raise RecursionLimit(f"flows call one another more than {self._limits.nesting} deep")
        try:
            published, called = callable_flow(self._definitions, parent.principal, component, flow)
        except (Forbidden, NotSignedIn) as error:
            raise PermissionDenied(error.message, flow=str(flow)) from error
        except FlowNotFound as error:
            raise UnknownReference("the called flow is not published", flow=str(flow)) from error
        run = replace(
            parent,
            id=self._services.ids.uuid(),
            component=component,
            flow=flow,
            flow_name=called.name,
            version=published.version,
            trigger=Trigger.NESTED,
            started_at=self._services.clock.now(),
            payload=payload,
            payload_kind=kind_of(payload),
            parent=parent.id,
            action=None,
            # A session is for the browser that waits, which is the caller's.
            visit=None,
            depth=parent.depth + 1,
            atomic=parent.atomic or called.atomic,
            repeatable=False,
            attempt=1,
            workflow=None,
            time_limit=None,
            queued=False,
        )
        return await self._execute(run)


def kind_of(payload: Any) -> PayloadKind:
    """What has the shape of an entry is an action model; anything else is raw."""
    is_model = isinstance(payload, Mapping) and isinstance(payload.get("data"), Mapping)
    return PayloadKind.ACTION_MODEL if is_model else PayloadKind.RAW_MODEL


def interrupted(run: RunInfo) -> ErrorReport:
    """The error of a called flow whose caller ended before it."""
    return ErrorReport(
        code="cancelled", status=409, message="the calling run has ended", run_id=run.id, trace_id=run.trace_id
    )
