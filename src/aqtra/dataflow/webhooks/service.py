"""Verbs of builders: make an address, change its secret, take it away, look at what came in."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from aqtra.dataflow.errors import FlowNotFound
from aqtra.dataflow.models import RunState
from aqtra.dataflow.plan import is_dataflow
from aqtra.dataflow.webhooks import repository
from aqtra.dataflow.webhooks.errors import TooManyWebhooks, WebhookNotFound
from aqtra.dataflow.webhooks.models import Delivery, Proof, Webhook
from aqtra.dataflow.webhooks.secrets import new_secret, valid_secrets
from aqtra.identity import audit
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.sealed import WEBHOOK_EARLIER, WEBHOOK_SECRET
from aqtra.kernel.principal import Principal
from aqtra.metadata.components.documents import saved_documents

MOST: Final = 20
"""Webhooks of one flow."""
BOTH_VALID: Final = timedelta(hours=24)
SHOWN: Final = 50
KEPT: Final = timedelta(days=30)
"""Deliveries; until then one that is sent again is known."""


class Webhooks:
    """Webhooks as builders keep them. Every verb works in the caller's transaction."""

    def __init__(self, conn: Connection, services: Services) -> None:
        self._conn = conn
        self._services = services

    async def of_flow(self, component: UUID, flow: UUID) -> list[Webhook]:
        return await repository.of_flow(self._conn, component, flow)

    async def make(
        self,
        component: UUID,
        flow: UUID,
        name: str,
        proof: Proof,
        by: Principal,
        *,
        delivery_header: str | None = None,
        responds: bool = False,
        secret: str | None = None,
    ) -> tuple[Webhook, str]:
        """With its secret, which nobody is shown again. Raises FlowNotFound, TooManyWebhooks."""
        document = (await saved_documents(self._conn, self._services)).get(component)
        found = document.flow(flow) if document else None
        if found is None or not is_dataflow(found):
            raise FlowNotFound("the component has no such dataflow")
        if len(await self.of_flow(component, flow)) >= MOST:
            raise TooManyWebhooks(f"a flow has at most {MOST} webhooks", limit=MOST)
        key, secret = self._services.ids.uuid(), secret or new_secret()
        webhook = Webhook(
            id=key,
            component=component,
            flow=flow,
            name=name,
            proof=proof,
            delivery_header=delivery_header,
            responds=responds,
            sealed_secret=self._services.sealer.seal(secret.encode(), WEBHOOK_SECRET.place(key)),
            sealed_earlier=None,
            earlier_until=None,
            created_at=self._services.clock.now(),
        )
        await repository.insert(self._conn, webhook, by)
        await self._record("webhook.made", webhook, by)
        return webhook, secret

    async def rotate(self, key: UUID, by: Principal, secret: str | None = None) -> tuple[Webhook, str]:
        """A new secret; the one before goes on for a day. Raises WebhookNotFound, WebhookDamaged."""
        webhook, secret, now = await self._get(key), secret or new_secret(), self._services.clock.now()
        sealer = self._services.sealer
        current, *_ = valid_secrets(webhook, sealer, now)
        sealed = sealer.seal(secret.encode(), WEBHOOK_SECRET.place(key))
        earlier = sealer.seal(current, WEBHOOK_EARLIER.place(key))
        await repository.set_secret(self._conn, key, sealed, earlier, now + BOTH_VALID)
        await self._record("webhook.rotated", webhook, by)
        return await self._get(key), secret

    async def delete(self, key: UUID, by: Principal) -> None:
        """From now on its address leads nowhere. Raises WebhookNotFound."""
        webhook = await self._get(key)
        await repository.delete(self._conn, key)
        await self._record("webhook.deleted", webhook, by)

    async def deliveries(self, key: UUID) -> list[tuple[Delivery, RunState | None]]:
        """The latest, with the states of their runs. Raises WebhookNotFound."""
        await self._get(key)
        return await repository.latest(self._conn, key, SHOWN)

    async def _get(self, key: UUID) -> Webhook:
        webhook = await repository.get(self._conn, key, lock=True)
        if webhook is None:
            raise WebhookNotFound("there is no such webhook")
        return webhook

    async def _record(self, action: str, webhook: Webhook, by: Principal) -> None:
        target, component = f"webhook:{webhook.id}", str(webhook.component)
        await audit.record(self._conn, action, by, target, name=webhook.name, component=component)
