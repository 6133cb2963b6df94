"""Routes: deliveries of other systems, and the webhooks of a flow as builders keep them."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Request, Response, status
from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, model_validator

from aqtra.dataflow.api.openapi import RUN_ID_HEADER
from aqtra.dataflow.errors import RunFailed
from aqtra.dataflow.http import TRACE_ID
from aqtra.dataflow.models import RunState
from aqtra.dataflow.webhooks.models import (
    DELIVERY_HEADERS,
    PRESETS,
    Arrival,
    Delivery,
    DeliveryState,
    HeaderName,
    Preset,
    Proof,
    Webhook,
)
from aqtra.dataflow.webhooks.receiving import Receiver
from aqtra.dataflow.webhooks.service import Webhooks
from aqtra.infra.http import Caller, JsonBytes, Router, ServicesDep
from aqtra.infra.origin import origin
from aqtra.kernel.principal import Right
from aqtra.metadata.definitions import definitions_of

hooks = Router(prefix="/api/v1/hooks", tags=["webhooks"])
router = Router(prefix="/api/v1/studio", tags=["webhooks"])

_BODY: dict[str, Any] = {"requestBody": {"content": {"application/json": {"schema": {}}}}}
Secret = Annotated[SecretStr, Field(min_length=16, max_length=500)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class NewWebhook(BaseModel):
    """`proof` with the preset `custom`, and only then. `secret`: one that the sender gave; else one is made."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    preset: Preset
    proof: Proof | None = None
    delivery_header: HeaderName | None = None
    """Header that names a delivery, so that one that is sent twice runs once; each preset brings its own."""
    responds: bool = False
    """Whether the sender waits for the items that the flow answers."""
    secret: Secret | None = None

    @model_validator(mode="after")
    def _describes_a_proof(self) -> "NewWebhook":
        if (self.preset is Preset.CUSTOM) is not (self.proof is not None):
            raise ValueError("proof belongs to the preset custom")
        return self


class NewSecret(BaseModel):
    """Empty: one is made."""

    model_config = ConfigDict(extra="forbid")

    secret: Secret | None = None


class WebhookView(BaseModel):
    """A webhook without its secrets. `address` is a path of this installation."""

    id: UUID
    name: str
    address: str
    preset: Preset
    proof: Proof
    delivery_header: str | None
    responds: bool
    created_at: datetime
    earlier_until: datetime | None


class WebhookWithSecret(WebhookView):
    """Shown once."""

    secret: str


class DeliveryView(BaseModel):
    """A delivery. `run_state`: how its run stands now; None when there is none, or it is forgotten."""

    id: UUID
    received_at: datetime
    state: DeliveryState
    reason: str | None
    size: int
    address: str | None
    run_id: UUID | None
    run_state: RunState | None


class Accepted(BaseModel):
    """The run that the delivery started, now or when it came first."""

    run: UUID | None


@hooks.post(
    "/{hook}",
    right=Right.ANONYMOUS,
    response_model=Accepted,
    status_code=status.HTTP_202_ACCEPTED,
    responses={status.HTTP_200_OK: {"description": "What the flow answered, where the webhook waits for it"}},
    openapi_extra=_BODY,
)
async def receive_webhook(hook: UUID, request: Request, services: ServicesDep) -> Response:
    """Starts the flow of a webhook with the body as its model. The delivery proves where it comes from."""
    arrival = Arrival(
        webhook=hook,
        headers=tuple((name.lower(), value) for name, value in request.headers.items()),
        body=await request.body(),
        address=origin().address,
        trace_id=str(request.scope.get(TRACE_ID, "")),
    )
    answer = await Receiver(services, definitions_of(services)).receive(arrival)
    headers = {RUN_ID_HEADER: str(answer.run_id)} if answer.run_id else {}
    if answer.error is not None:
        raise RunFailed(answer.error, headers)
    if answer.items is not None:
        return JsonBytes(answer.items, headers=headers)
    content = Accepted(run=answer.run_id).model_dump_json().encode()
    return JsonBytes(content, status_code=status.HTTP_202_ACCEPTED, headers=headers)


@router.get("/components/{key}/flows/{flow}/webhooks", right=Right.STUDIO)
async def list_webhooks(key: UUID, flow: UUID, services: ServicesDep) -> tuple[WebhookView, ...]:
    """The webhooks of a flow, the oldest first."""
    async with services.db.transaction() as conn:
        found = await Webhooks(conn, services).of_flow(key, flow)
    return tuple(WebhookView(**_shown(webhook)) for webhook in found)


@router.post("/components/{key}/flows/{flow}/webhooks", right=Right.COMPONENTS, status_code=status.HTTP_201_CREATED)
async def create_webhook(
    key: UUID, flow: UUID, body: NewWebhook, caller: Caller, services: ServicesDep
) -> WebhookWithSecret:
    """Makes an address for a flow, at once. Its secret is in this answer and in no other."""
    async with services.db.transaction() as conn:
        webhook, secret = await Webhooks(conn, services).make(
            key,
            flow,
            body.name,
            body.proof or PRESETS[body.preset],
            caller,
            delivery_header=body.delivery_header or DELIVERY_HEADERS.get(body.preset),
            responds=body.responds,
            secret=body.secret.get_secret_value() if body.secret else None,
        )
    return WebhookWithSecret(**_shown(webhook), secret=secret)


@router.post("/webhooks/{webhook_id}/secret", right=Right.COMPONENTS)
async def rotate_webhook(webhook_id: UUID, body: NewSecret, caller: Caller, services: ServicesDep) -> WebhookWithSecret:
    """A new secret, shown once; the one before counts for a day more."""
    given = body.secret.get_secret_value() if body.secret else None
    async with services.db.transaction() as conn:
        webhook, secret = await Webhooks(conn, services).rotate(webhook_id, caller, given)
    return WebhookWithSecret(**_shown(webhook), secret=secret)


@router.delete("/webhooks/{webhook_id}", right=Right.COMPONENTS, status_code=status.HTTP_204_NO_CONTENT)
async def delete_webhook(webhook_id: UUID, caller: Caller, services: ServicesDep) -> None:
    """From now on its address leads nowhere."""
    async with services.db.transaction() as conn:
        await Webhooks(conn, services).delete(webhook_id, caller)


@router.get("/webhooks/{webhook_id}/deliveries", right=Right.STUDIO)
async def list_deliveries(webhook_id: UUID, services: ServicesDep) -> tuple[DeliveryView, ...]:
    """The last fifty deliveries and what became of them, the latest first."""
    async with services.db.transaction() as conn:
        found = await Webhooks(conn, services).deliveries(webhook_id)
    return tuple(_delivery(delivery, state) for delivery, state in found)


def _shown(webhook: Webhook) -> dict[str, Any]:
    preset = next((name for name, proof in PRESETS.items() if proof == webhook.proof), Preset.CUSTOM)
    return {
        "id": webhook.id,
        "name": webhook.name,
        "address": f"/api/v1/hooks/{webhook.id}",
        "preset": preset,
        "proof": webhook.proof,
        "delivery_header": webhook.delivery_header,
        "responds": webhook.responds,
        "created_at": webhook.created_at,
        "earlier_until": webhook.earlier_until,
    }


def _delivery(delivery: Delivery, run_state: RunState | None) -> DeliveryView:
    return DeliveryView(
        id=delivery.id,
        received_at=delivery.received_at,
        state=delivery.state,
        reason=delivery.reason,
        size=delivery.size,
        address=delivery.address,
        run_id=delivery.run_id,
        run_state=run_state,
    )
