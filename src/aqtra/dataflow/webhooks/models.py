"""Values of webhooks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

HeaderName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,63}$")]
BODY: Final = "{body}"
TIMESTAMP: Final = "{timestamp}"


class Proof(BaseModel):
    """How a delivery proves where it comes from.

    `hmac`: `header` holds, after `prefix`, the HMAC-SHA256 of `signed`, a text in which {timestamp} and {body} stand
    for what came. `shared`: `header` holds the secret itself. With `parts` the header is a list such as `t=1,v1=ab`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    scheme: Literal["hmac", "shared"] = "hmac"
    header: HeaderName
    prefix: str = Field("", max_length=30)
    encoding: Literal["hex", "base64"] = "hex"
    signed: str = Field(BODY, max_length=100)
    timestamp_header: HeaderName | None = None
    parts: bool = False
    tolerance: int = Field(300, ge=10, le=3600)
    """Seconds that a timestamp may lie off."""

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if not self.signed.endswith(BODY) or self.signed.count(BODY) > 1 or self.signed.count(TIMESTAMP) > 1:
            raise ValueError(f"signed ends with {BODY}, and names {TIMESTAMP} at most once")
        if self.parts and self.timestamp_header is not None:
            raise ValueError("the timestamp is a part of the header, or a header of its own")
        if self.is_timed and TIMESTAMP not in self.signed:
            raise ValueError(f"a timestamp that {TIMESTAMP} does not sign proves nothing")
        if TIMESTAMP in self.signed and not self.is_timed:
            raise ValueError("there is no timestamp to sign")
        return self

    @property
    def is_timed(self) -> bool:
        return self.scheme == "hmac" and (self.parts or self.timestamp_header is not None)


class Preset(StrEnum):
    """Conventions that are common."""

    GITHUB = "github"
    STRIPE = "stripe"
    SLACK = "slack"
    SHARED = "shared"
    CUSTOM = "custom"


PRESETS: Final = {
    Preset.GITHUB: Proof(header="X-Hub-Signature-256", prefix="sha256="),
    Preset.STRIPE: Proof(header="Stripe-Signature", parts=True, signed="{timestamp}.{body}"),
    Preset.SLACK: Proof(
        header="X-Slack-Signature",
        prefix="v0=",
        timestamp_header="X-Slack-Request-Timestamp",
        signed="v0:{timestamp}:{body}",
    ),
    Preset.SHARED: Proof(scheme="shared", header="X-Webhook-Secret"),
}
DELIVERY_HEADERS: Final = {Preset.GITHUB: "X-GitHub-Delivery"}


class DeliveryState(StrEnum):
    """What became of a delivery. `repeated`: it had come before, and ran then."""

    ACCEPTED = "accepted"
    REPEATED = "repeated"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address of a flow. The secrets are sealed; the earlier one opens until `earlier_until`."""

    id: UUID
    component: UUID
    flow: UUID
    name: str
    proof: Proof
    delivery_header: str | None
    responds: bool
    sealed_secret: bytes
    sealed_earlier: bytes | None
    earlier_until: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came in. `mark`: what makes it one delivery, however often it is sent."""

    id: UUID
    webhook: UUID
    received_at: datetime
    state: DeliveryState
    size: int
    address: str | None = None
    mark: bytes | None = None
    reason: str | None = None
    run_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request to a webhook, as it came. `headers` by name in small letters; each value that was sent."""

    webhook: UUID
    headers: tuple[tuple[str, str], ...]
    body: bytes
    address: str | None
    trace_id: str

    def header(self, name: str) -> str | None:
        """Its value; None when it is absent or not one."""
        values = [value for found, value in self.headers if found == name.lower()]
        return values[0] if len(values) == 1 else None
