"""What may go wrong with an idempotency key."""

from collections.abc import Mapping

from aqtra.kernel.errors import BadRequest, Conflict, ValidationFailed


class BadIdempotencyKey(BadRequest):
    """The key is empty, too long, or not printable ASCII."""

    code = "bad_idempotency_key"


class IdempotencyKeyReused(ValidationFailed):
    """The key was sent before with another body: its answer would not be the answer to this request."""

    code = "idempotency_key_reused"


class IdempotentCallRunning(Conflict):
    """The first request with this key has not been answered yet."""

    code = "idempotent_call_running"

    @property
    def headers(self) -> Mapping[str, str]:
        return {"retry-after": "1"}


class IdempotentCallLost(Conflict):
    """The first request with this key began and was never answered; what it wrote may be stored."""

    code = "idempotent_call_lost"
