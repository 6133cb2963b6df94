"""What comes in at a webhook: proven, counted, run once, and noted."""

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from aqtra.catalogs.body import require_json
from aqtra.dataflow.errors import FlowNotFound
from aqtra.dataflow.models import ErrorReport, Outcome, PayloadKind, Trigger
from aqtra.dataflow.run_as import background_principal
from aqtra.dataflow.service import Call, Runs
from aqtra.dataflow.webhooks import repository
from aqtra.dataflow.webhooks.errors import WebhookBusy, WebhookNotFound, WebhookRefused, WebhookTooLarge
from aqtra.dataflow.webhooks.models import Arrival, Delivery, DeliveryState, Webhook
from aqtra.dataflow.webhooks.secrets import valid_secrets
from aqtra.dataflow.webhooks.verifying import BadProof, verify
from aqtra.infra.bodies import read_json
from aqtra.infra.container import Services
from aqtra.kernel.errors import AqtraError
from aqtra.metadata.definitions import Definitions

LARGEST: Final = 1024 * 1024
MOST_A_MINUTE: Final = 600
MOST_REFUSED: Final = 10
"""Of one address in a minute; then nothing of it is looked at, right or wrong."""
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sender is told: the run, and what it answered if the webhook waits for that."""

    run_id: UUID | None
    items: bytes | None = None
    error: ErrorReport | None = None


class Receiver:
    """The webhooks of published flows."""

    def __init__(self, services: Services, definitions: Definitions) -> None:
        self._services = services
        self._definitions = definitions
        self._runs = Runs(services, definitions)

    async def receive(self, arrival: Arrival) -> Answer:
        """Starts the flow, as the component's Run-as user or the platform; once per delivery.

        Raises WebhookNotFound, WebhookTooLarge, WebhookBusy, WebhookRefused, WebhookDamaged, and for proven deliveries
        BadJson, UnsupportedMediaType and what `Runs.run_flow` raises.
        """
        webhook, before = await self._admitted(arrival)
        delivery = await self._proven(webhook, arrival, before)
        try:
            require_json(arrival.header("content-type"))
            call = await self._call(webhook, arrival, read_json(arrival.body, exact=True))
            self._runs.check(call)
        except AqtraError as error:
            await self._log(replace(delivery, state=DeliveryState.FAILED, reason=error.code))
            raise
        return await (self._respond(delivery, call) if webhook.responds else self._queue(delivery, call))

    async def _admitted(self, arrival: Arrival) -> tuple[Webhook, repository.Counted]:
        since = self._services.clock.now() - _MINUTE
        async with self._services.db.connection() as conn:
            webhook = await repository.get(conn, arrival.webhook)
            if webhook is None:
                raise WebhookNotFound("there is no such webhook")
            before = await repository.counted(conn, webhook.id, arrival.address, since)
        if before.proven >= MOST_A_MINUTE or before.refused_here >= MOST_REFUSED:
            raise WebhookBusy("the webhook takes no more for a minute")
        if len(arrival.body) > LARGEST:
            raise WebhookTooLarge(f"a webhook takes {LARGEST} bytes", limit=LARGEST)
        return webhook, before

    async def _proven(self, webhook: Webhook, arrival: Arrival, before: repository.Counted) -> Delivery:
        now = self._services.clock.now()
        delivery = Delivery(
            id=self._services.ids.uuid(),
            webhook=webhook.id,
            received_at=now,
            state=DeliveryState.ACCEPTED,
            size=len(arrival.body),
            address=arrival.address,
        )
        try:
            proven = verify(webhook.proof, valid_secrets(webhook, self._services.sealer, now), arrival, now)
        except BadProof as refusal:
            # Strangers from everywhere do not fill the log.
            if before.refused < MOST_A_MINUTE:
                await self._log(replace(delivery, state=DeliveryState.REFUSED, reason=str(refusal)))
            raise WebhookRefused("the delivery does not prove where it comes from") from None
        named = arrival.header(webhook.delivery_header) if webhook.delivery_header else None
        return replace(delivery, mark=sha256(named.encode()).digest() if named else proven)

    async def _call(self, webhook: Webhook, arrival: Arrival, payload: Any) -> Call:
        published = self._definitions.component(webhook.component)
        if published is None:
            raise FlowNotFound("the flow of this webhook is not published")
        return Call(
            component=webhook.component,
            flow=webhook.flow,
            principal=await background_principal(self._services.db, published.document.settings),
            trace_id=arrival.trace_id,
            trigger=Trigger.API,
            payload=payload,
            payload_kind=PayloadKind.RAW_MODEL,
        )

    async def _queue(self, delivery: Delivery, call: Call) -> Answer:
        """One transaction: what is answered with 202 runs, and what was not may be sent again."""
        async with self._services.db.transaction() as conn:
            if await repository.log(conn, delivery):
                run_id = await self._runs.enqueue_within(conn, call)
                await repository.ran(conn, delivery.id, run_id)
                return Answer(run_id)
        return await self._repeated(delivery)

    async def _respond(self, delivery: Delivery, call: Call) -> Answer:
        if not await self._log(delivery):
            return await self._repeated(delivery)
        try:
            result = await self._runs.run_flow(call)
        except AqtraError as error:
            async with self._services.db.connection() as conn:
                await repository.failed(conn, delivery.id, error.code)
            raise
        run_id, error_report = (result, None) if isinstance(result, UUID) else (result.run.id, result.error)
        reason = error_report.code if error_report else None
        async with self._services.db.connection() as conn:
            await repository.ran(conn, delivery.id, run_id, well=error_report is None, reason=reason)
        return Answer(run_id, result.items if isinstance(result, Outcome) and not error_report else None, error_report)

    async def _repeated(self, delivery: Delivery) -> Answer:
        """Senders repeat what they do not know to have arrived; they are told of the run that it started."""
        assert delivery.mark is not None
        async with self._services.db.transaction() as conn:
            run_id = await repository.run_of(conn, delivery.webhook, delivery.mark)
            await repository.log(conn, replace(delivery, state=DeliveryState.REPEATED, run_id=run_id))
        return Answer(run_id)

    async def _log(self, delivery: Delivery) -> bool:
        async with self._services.db.connection() as conn:
            return await repository.log(conn, delivery)
