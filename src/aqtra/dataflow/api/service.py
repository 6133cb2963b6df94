"""Verbs of flows as operations: call one, once per idempotency key, and describe them."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from aqtra.dataflow.api import repository
from aqtra.dataflow.api.errors import (
    BadIdempotencyKey,
    IdempotencyKeyReused,
    IdempotentCallLost,
    IdempotentCallRunning,
)
from aqtra.dataflow.api.models import Answer, Claim, Claimed
from aqtra.dataflow.api.openapi import openapi_document
from aqtra.dataflow.errors import FlowNotFound
from aqtra.dataflow.flows import callable_flow, open_component
from aqtra.dataflow.models import Outcome, Trigger
from aqtra.dataflow.nested import kind_of
from aqtra.dataflow.plan import is_dataflow
from aqtra.dataflow.service import Call, Runs
from aqtra.dataflow.surroundings import surroundings
from aqtra.infra.container import Services
from aqtra.kernel.errors import Forbidden, NotSignedIn
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import Definitions
from aqtra.metadata.documents import ComponentDocument, Flow
from aqtra.metadata.releases.models import PublishedComponent

KEPT: Final = timedelta(hours=24)
LOST_AFTER: Final = timedelta(minutes=10)
"""Every call is answered long before: with its items, or with 202 once it has taken too long."""
_KEY_LENGTH: Final = 255


@dataclass(frozen=True, slots=True)
class Request:
    """A call as it came. `payload` is the decoded `body`."""

    component: UUID
    flow: UUID
    principal: Principal
    trace_id: str
    body: bytes
    payload: Any
    background: bool = False
    key: str | None = None


class FlowApi:
    """Published flows that offer an API definition."""

    def __init__(self, services: Services, definitions: Definitions) -> None:
        self._services = services
        self._definitions = definitions
        self._runs = Runs(services, definitions)

    async def call(self, request: Request) -> Answer:
        """Runs the flow, or repeats what the same call was answered before.

        Raises FlowNotFound, what `Runs.run_flow` raises, and the errors of idempotency keys.
        """
        self._offered(request.principal, request.component, request.flow)
        call = Call(
            component=request.component,
            flow=request.flow,
            principal=request.principal,
            trace_id=request.trace_id,
            trigger=Trigger.API,
            payload=request.payload,
            payload_kind=kind_of(request.payload),
        )
        # What refuses the call before it runs takes no key: it may be sent again once that is mended.
        self._runs.check(call)
        if request.key is None:
            return await self._run(call, request.background)
        claim = self._claim(request, request.key)
        async with self._services.db.connection() as conn:
            held = await repository.claim(conn, self._services.sealer, claim, claim.at - KEPT)
        if held is not None:
            return _repeated(held, claim)
        # A caller that hangs up will ask again with its key, so the answer is kept all the same.
        return await asyncio.shield(asyncio.create_task(self._run_claimed(call, request.background, claim.id)))

    async def describe(self, principal: Principal, component: UUID, flow: UUID | None = None) -> dict[str, Any]:
        """The OpenAPI document of one flow, or of all of a component that the principal may call.

        Raises what `callable_flow` raises.
        """
        if flow is not None:
            published, found = self._offered(principal, component, flow)
            flows = [found]
        else:
            published, flows = self._all_offered(principal, component)
        async with self._services.db.connection() as conn:
            design = await surroundings(conn)
        return openapi_document(design(published.document, self._document), flows, published.version)

    def _all_offered(self, principal: Principal, component: UUID) -> tuple[PublishedComponent, list[Flow]]:
        published = open_component(self._definitions, principal, component)
        return published, list(self._may_call(principal, published))

    def _may_call(self, principal: Principal, published: PublishedComponent) -> Iterator[Flow]:
        for flow in published.document.flows:
            if flow.generate_api_definition and is_dataflow(flow):
                try:
                    yield callable_flow(self._definitions, principal, published.document.key, flow.key)[1]
                except (Forbidden, NotSignedIn):
                    continue

    def _offered(self, principal: Principal, component: UUID, key: UUID) -> tuple[PublishedComponent, Flow]:
        published, flow = callable_flow(self._definitions, principal, component, key)
        if not flow.generate_api_definition:
            raise FlowNotFound("no published component has this flow")
        return published, flow

    async def _run(self, call: Call, background: bool) -> Answer:
        result = await (self._runs.enqueue(call) if background else self._runs.run_flow(call))
        if not isinstance(result, Outcome):
            return Answer(result)
        return Answer(result.run.id, None if result.error else result.items, result.error)

    async def _run_claimed(self, call: Call, background: bool, claim_id: UUID) -> Answer:
        answer = await self._run(call, background)
        async with self._services.db.connection() as conn:
            await repository.settle(conn, self._services.sealer, claim_id, answer)
        return answer

    def _claim(self, request: Request, key: str) -> Claim:
        """Raises NotSignedIn, BadIdempotencyKey."""
        if request.principal.user_id is None:
            raise NotSignedIn("an idempotency key is kept per account: sign in first")
        if not 0 < len(key) <= _KEY_LENGTH or not (key.isascii() and key.isprintable()):
            message = f"an idempotency key has 1 to {_KEY_LENGTH} printable ASCII characters"
            raise BadIdempotencyKey.of_field("Idempotency-Key", "type", message)
        mode = b"async" if request.background else b"wait"
        return Claim(
            id=self._services.ids.uuid(),
            principal_id=request.principal.user_id,
            component=request.component,
            flow=request.flow,
            key_hash=sha256(key.encode()).digest(),
            request=sha256(mode + b"\n" + request.body).digest(),
            at=self._services.clock.now(),
        )

    def _document(self, key: UUID) -> ComponentDocument | None:
        published = self._definitions.component(key)
        return published.document if published else None


def _repeated(held: Claimed, claim: Claim) -> Answer:
    """What the first call was answered. Raises IdempotencyKeyReused, IdempotentCallRunning, IdempotentCallLost."""
    if held.request != claim.request:
        message = "this idempotency key was sent before with another body"
        raise IdempotencyKeyReused.of_field("Idempotency-Key", "unique", message)
    if held.answer is not None:
        return held.answer
    if held.at < claim.at - LOST_AFTER:
        raise IdempotentCallLost("the first call with this key was never answered; see the run log for what it did")
    raise IdempotentCallRunning("the first call with this key is still running")
