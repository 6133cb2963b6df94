"""What may go wrong with webhooks."""

from collections.abc import Mapping

from aqtra.kernel.errors import AqtraError, Conflict, NotFound, TooLarge, TooManyRequests


class WebhookNotFound(NotFound):
    """There is no such webhook."""

    code = "webhook_not_found"


class WebhookRefused(AqtraError):
    """The delivery does not prove where it comes from. Why not is told to builders only."""

    code = "webhook_refused"
    status = 401


class WebhookBusy(TooManyRequests):
    """The webhook gets more than it may take, or too many deliveries were refused lately."""

    code = "webhook_busy"

    @property
    def headers(self) -> Mapping[str, str]:
        return {"retry-after": "60"}


class WebhookTooLarge(TooLarge):
    """The body is larger than a webhook takes."""

    code = "webhook_too_large"


class WebhookDamaged(Conflict):
    """The secret of the webhook does not open: it was copied from another row, or its key is gone."""

    code = "webhook_damaged"


class TooManyWebhooks(Conflict):
    """The flow has as many webhooks as a flow may have."""

    code = "too_many_webhooks"
