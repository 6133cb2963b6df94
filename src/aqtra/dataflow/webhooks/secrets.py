"""Secrets of webhooks, sealed to their row: two of them are valid while senders change over."""

import secrets
from datetime import datetime

from aqtra.dataflow.webhooks.errors import WebhookDamaged
from aqtra.dataflow.webhooks.models import Webhook
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.sealed import WEBHOOK_EARLIER, WEBHOOK_SECRET
from aqtra.infra.sealing import Sealer


def new_secret() -> str:
    """256 bits that fit into a header."""
    return secrets.token_urlsafe(32)


def valid_secrets(webhook: Webhook, sealer: Sealer, now: datetime) -> tuple[bytes, ...]:
    """The secret, and the one before for as long as it counts. Raises WebhookDamaged."""
    try:
        current = sealer.open(webhook.sealed_secret, WEBHOOK_SECRET.place(webhook.id))
        if webhook.sealed_earlier is None or webhook.earlier_until is None or webhook.earlier_until <= now:
            return (current,)
        return (current, sealer.open(webhook.sealed_earlier, WEBHOOK_EARLIER.place(webhook.id)))
    except (NotAuthentic, UnknownKey) as error:
        raise WebhookDamaged("the secret of this webhook cannot be opened") from error
