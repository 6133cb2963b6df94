"""Connectors of brokers: systems that hand messages over instead of answering calls."""

from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from aqtra.dataflow.integrations import limits
from aqtra.dataflow.integrations.texts import Certificates, Name, Schema, Text, distinct

_STRICT: Final = ConfigDict(frozen=True, extra="forbid")


def _host_and_port(address: str) -> str:
    host, _, port = address.rpartition(":")
    if not host or "/" in host or "@" in host or not port.isdecimal() or not 0 < int(port[:6]) < 65536:
        raise ValueError("an address such as broker.example.org:5672 is needed, without user name and password")
    return address


def _one_word(address: str) -> str:
    if any(ord(character) < 33 or ord(character) == 127 for character in address):
        raise ValueError("a queue, topic or subject has no spaces")
    return address


BrokerAddress = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True), AfterValidator(_host_and_port)]
Place = Annotated[
    str, StringConstraints(min_length=1, max_length=255, strip_whitespace=True), AfterValidator(_one_word)
]
BodyFormat = Literal["json", "text", "xml", "bytes"]


class BrokerEndpoint(BaseModel):
    """A queue, topic or subject. `response`: JSON Schema of the body; empty when it is not known.

    `from_beginning`: the first subscription also gets what lies there already, where a broker keeps it.
    """

    model_config = _STRICT

    id: UUID
    name: Name
    address: Place
    body_format: BodyFormat = "json"
    response: Schema = Field(default_factory=dict)
    from_beginning: bool = False
    description: Text = ""


class NoCredentials(BaseModel):
    model_config = _STRICT

    kind: Literal["none"] = "none"


class Password(BaseModel):
    """The secret is the password."""

    model_config = _STRICT

    kind: Literal["basic"] = "basic"
    user_name: Name


BrokerAuth = Annotated[NoCredentials | Password, Field(discriminator="kind")]


class _Broker(BaseModel):
    """`addresses`: the first that answers is used. `certificates`: PEM, trusted besides those that the web knows."""

    model_config = _STRICT

    id: UUID
    name: Name
    addresses: tuple[BrokerAddress, ...] = Field(min_length=1, max_length=10)
    tls: bool = True
    auth: BrokerAuth = NoCredentials()
    timeout: float = Field(limits.TIMEOUT, ge=1, le=limits.LONGEST_TIMEOUT)
    certificates: Certificates = ""
    endpoints: tuple[BrokerEndpoint, ...] = Field((), max_length=limits.ENDPOINTS)

    @property
    def leads_to(self) -> tuple[str, ...]:
        """Where the secret is sent, and in which form: with another it has to be given again."""
        form: dict[str, Any] = self.model_dump(mode="json", exclude={"id", "name", "timeout", "endpoints"})
        form["auth"] = self.auth.kind
        return tuple(f"{name}={value}" for name, value in sorted(form.items()))

    def endpoint(self, endpoint_id: UUID) -> BrokerEndpoint | None:
        return next((found for found in self.endpoints if found.id == endpoint_id), None)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        distinct("endpoint", (str(found.id) for found in self.endpoints))
        return self


class RabbitConnector(_Broker):
    """RabbitMQ, by AMQP 0-9-1. An endpoint is a queue that exists."""

    kind: Literal["rabbitmq"]
    virtual_host: Name = "/"


class NatsConnector(_Broker):
    """NATS with JetStream. An endpoint is a subject of a stream that exists."""

    kind: Literal["nats"]


class MqttConnector(_Broker):
    """MQTT with quality of service 1. An endpoint is a filter of topics."""

    kind: Literal["mqtt"]
    version: Literal["5", "3.1.1"] = "5"


class KafkaConnector(_Broker):
    """Kafka, or a broker that speaks its protocol. An endpoint is a topic that exists."""

    kind: Literal["kafka"]
    mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"


BrokerConnector = RabbitConnector | NatsConnector | MqttConnector | KafkaConnector
