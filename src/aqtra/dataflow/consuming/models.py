"""Values of subscriptions and messages."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID, uuid5

from aqtra.dataflow.bus.models import Rejection
from aqtra.dataflow.integrations.brokers import BrokerConnector, BrokerEndpoint
from aqtra.dataflow.integrations.secrets import NO_SECRET, Secret

LONGEST_ID: Final = 200
_NAMESPACE: Final = UUID("5b1a6d5e-6f2d-4d4a-9a55-0d6b1f7c2a31")


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds, and how often. A wait between two attempts is `growth` times as long as the one before.

    `hidden`: how long NATS keeps to itself what a process holds that says nothing any more.
    """

    look: float = 2.0
    lease: float = 30.0
    first_wait: float = 10.0
    growth: float = 4.0
    attempts: int = 5
    reconnect: float = 1.0
    longest_reconnect: float = 60.0
    hidden: float = 30.0
    drain: float = 5.0

    def wait_after(self, attempts: int) -> float:
        waited: float = self.first_wait * self.growth ** (attempts - 1)
        return waited

    def reconnect_after(self, failures: int) -> float:
        wanted: float = self.reconnect * 2 ** min(failures - 1, 16)
        return min(wanted, self.longest_reconnect)


@dataclass(frozen=True, slots=True)
class Source:
    """What is subscribed to, and with which secret."""

    connector: BrokerConnector
    endpoint: BrokerEndpoint
    secret: Secret = field(default=NO_SECRET, repr=False)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A step that waits for messages. `version`: of the release that brought it."""

    component: UUID
    flow: UUID
    flow_name: str
    step_id: str
    version: int
    source: Source

    @property
    def key(self) -> UUID:
        return subscription_key(self.component, self.flow, self.step_id)

    @property
    def durable_name(self) -> str:
        """What the broker knows us by: the same at every start, another one for another place."""
        endpoint = self.source.endpoint
        return f"aqtra-{uuid5(self.key, f'{self.source.connector.id}:{endpoint.address}').hex}"


def subscription_key(component: UUID, flow: UUID, step_id: str) -> UUID:
    return uuid5(_NAMESPACE, f"{component}:{flow}:{step_id}")


@dataclass(frozen=True, slots=True)
class Received:
    """A message as its broker gave it. `is_named`: its id is that of no other, so it may be known again.

    `handle` belongs to the client that received it.
    """

    id: str
    is_named: bool
    body: bytes = field(repr=False)
    key: str | None = None
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    timestamp: datetime | None = None
    redelivered: bool = False
    handle: Any = field(default=None, repr=False)


def stored_id(message_id: str) -> str:
    """As the database keeps it: of one length at most, without what text may not hold."""
    if len(message_id) <= LONGEST_ID and message_id.isprintable():
        return message_id
    return "sha256:" + hashlib.sha256(message_id.encode("utf-8", "surrogatepass")).hexdigest()


def unnamed_id(*parts: bytes) -> str:
    """For a message whose sender gave it none: what it says. Two that say the same are two messages."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return "unnamed:" + digest.hexdigest()


class MessageState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a message: how often it was tried, and when it may be again."""

    state: MessageState
    attempts: int
    due_at: datetime
    error: Rejection | None = None


@dataclass(frozen=True, slots=True)
class MessageLetter:
    """A message that is no longer tried. Its body is shown to nobody."""

    id: UUID
    component: UUID
    flow_name: str
    step_id: str
    message_id: str
    attempts: int
    run_id: UUID | None
    received_at: datetime
    ended_at: datetime
    error: Rejection


@dataclass(frozen=True, slots=True)
class WaitingLetter:
    """A dead letter that somebody wants tried again."""

    id: UUID
    message_id: str
    sealed: bytes = field(repr=False)
    attempts: int
