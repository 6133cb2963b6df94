"""Systems in the shapes the API shows them. Secrets are no part of them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from aqtra.dataflow.integrations import limits
from aqtra.dataflow.integrations.brokers import KafkaConnector, MqttConnector, NatsConnector, RabbitConnector
from aqtra.dataflow.integrations.texts import (
    PLACEHOLDER,
    Address,
    Certificates,
    HeaderName,
    HeaderValue,
    Name,
    Path,
    Schema,
    Text,
    distinct,
    header_name,
    one_line,
)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Method(StrEnum):
    GET = "get"
    POST = "post"
    PUT = "put"
    DELETE = "delete"
    PATCH = "patch"
    HEAD = "head"

    @property
    def is_idempotent(self) -> bool:
        """Whether a second time does no more than the first (RFC 9110, 9.2.2)."""
        return self not in (Method.POST, Method.PATCH)


class ParameterPlace(StrEnum):
    """Where a value goes. `body` is a member of the body, `content` all of it."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    BODY = "body"
    CONTENT = "content"


ValueType = Literal[
    "any", "string", "integer", "number", "boolean", "uuid", "uri", "date", "date-time", "time", "array", "object"
]


class EndpointParameter(_Strict):
    """A value that a call sends. `sent_as`: its name there, when another place has one of the same name."""

    name: Name
    place: ParameterPlace
    type: ValueType = "string"
    required: bool = False
    sent_as: Annotated[str, StringConstraints(max_length=200)] = ""
    description: Text = ""

    @property
    def wire_name(self) -> str:
        return self.sent_as or self.name

    @model_validator(mode="after")
    def _sendable(self) -> Self:
        if self.place is ParameterPlace.HEADER:
            header_name(self.wire_name)
        return self


class NoPages(_Strict):
    kind: Literal["none"] = "none"


class _Pages(_Strict):
    """`items_path`: where the items lie in a page; empty when the page is their array."""

    items_path: Annotated[str, StringConstraints(max_length=200)] = ""
    page_limit: int = Field(100, ge=1, le=limits.PAGES)


class NumberedPages(_Pages):
    """`parameter` is the number of the page, from `first`."""

    kind: Literal["page"] = "page"
    parameter: Name = "page"
    first: int = Field(1, ge=0, le=1)
    size_parameter: Annotated[str, StringConstraints(max_length=200)] = ""
    size: int = Field(100, ge=1, le=10_000)


class OffsetPages(_Pages):
    """`parameter` is how many items come before the page."""

    kind: Literal["offset"] = "offset"
    parameter: Name = "offset"
    size_parameter: Annotated[str, StringConstraints(max_length=200)] = "limit"
    size: int = Field(100, ge=1, le=10_000)


class CursorPages(_Pages):
    """`cursor_path` leads to what the next page is asked with; none there ends."""

    kind: Literal["cursor"] = "cursor"
    parameter: Name = "cursor"
    cursor_path: Name


class LinkedPages(_Pages):
    """The header Link names the next page (RFC 8288)."""

    kind: Literal["link"] = "link"


Paging = Annotated[
    NoPages | NumberedPages | OffsetPages | CursorPages | LinkedPages,
    Field(discriminator="kind"),
]


class Endpoint(_Strict):
    """A path with the verbs it takes. `response`: JSON Schema of the answer; empty when it is not known."""

    id: UUID
    name: Name
    path: Path
    methods: tuple[Method, ...] = Field((Method.GET,), min_length=1, max_length=len(Method))
    parameters: tuple[EndpointParameter, ...] = Field((), max_length=limits.PARAMETERS)
    body_format: Literal["json", "form", "text", "xml"] = "json"
    response: Schema = Field(default_factory=dict)
    paging: Paging = NoPages()
    description: Text = ""

    def parameter(self, name: str) -> EndpointParameter | None:
        return next((found for found in self.parameters if found.name == name), None)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        distinct("parameter", (found.name for found in self.parameters))
        places = {found.wire_name for found in self.parameters if found.place is ParameterPlace.PATH}
        if places != set(PLACEHOLDER.findall(self.path)):
            raise ValueError("the parameters in the path and those of place path differ")
        whole = sum(found.place is ParameterPlace.CONTENT for found in self.parameters)
        if whole > 1 or (whole and any(found.place is ParameterPlace.BODY for found in self.parameters)):
            raise ValueError("a body is one content, or has members")
        if self.body_format in ("text", "xml") and any(found.place is ParameterPlace.BODY for found in self.parameters):
            raise ValueError("a text has no members: use one parameter of place content")
        return self


class NoAuth(_Strict):
    kind: Literal["none"] = "none"


class BasicAuth(_Strict):
    """The secret is the password."""

    kind: Literal["basic"] = "basic"
    user_name: Name


class HeaderKey(_Strict):
    """The secret is the key; `prefix` stands before it, such as `Bearer`."""

    kind: Literal["header"] = "header"
    header: HeaderName = "X-Api-Key"
    prefix: Annotated[str, StringConstraints(max_length=50), AfterValidator(one_line)] = ""


class ClientCredentials(_Strict):
    """OAuth 2 client credentials (RFC 6749, 4.4). The secret is that of the client."""

    kind: Literal["oauth2"] = "oauth2"
    token_url: Address
    client_id: Name
    scopes: tuple[Name, ...] = Field((), max_length=50)
    audience: Annotated[str, StringConstraints(max_length=500)] = ""
    client_auth: Literal["client_secret_basic", "client_secret_post"] = "client_secret_basic"


Auth = Annotated[NoAuth | BasicAuth | HeaderKey | ClientCredentials, Field(discriminator="kind")]


class Header(_Strict):
    name: HeaderName
    value: HeaderValue


class Connector(_Strict):
    """An address with the way in. `certificates`: PEM, trusted besides those that the web knows."""

    id: UUID
    name: Name
    kind: Literal["http"] = "http"
    base_url: Address
    auth: Auth = NoAuth()
    headers: tuple[Header, ...] = Field((), max_length=limits.HEADERS)
    timeout: float = Field(limits.TIMEOUT, ge=1, le=limits.LONGEST_TIMEOUT)
    certificates: Certificates = ""
    endpoints: tuple[Endpoint, ...] = Field((), max_length=limits.ENDPOINTS)

    @property
    def leads_to(self) -> tuple[str, ...]:
        """Where the secret is sent, and in which form: with another it has to be given again."""
        parts = urlsplit(self.base_url)
        auth = self.auth
        token_url = auth.token_url if isinstance(auth, ClientCredentials) else ""
        header = auth.header if isinstance(auth, HeaderKey) else ""
        return (parts.scheme, parts.netloc.lower(), auth.kind, token_url, header, self.certificates)

    def endpoint(self, endpoint_id: UUID) -> Endpoint | None:
        return next((found for found in self.endpoints if found.id == endpoint_id), None)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        distinct("endpoint", (str(found.id) for found in self.endpoints))
        return self


def _kind(connector: Any) -> str:
    """Those that were saved before there were others say nothing."""
    return str(connector.get("kind", "http") if isinstance(connector, dict) else connector.kind)


AnyConnector = Annotated[
    Annotated[Connector, Tag("http")]
    | Annotated[RabbitConnector, Tag("rabbitmq")]
    | Annotated[NatsConnector, Tag("nats")]
    | Annotated[MqttConnector, Tag("mqtt")]
    | Annotated[KafkaConnector, Tag("kafka")],
    Discriminator(_kind),
]


class SystemContent(_Strict):
    """All that a builder settles, but for the secrets."""

    name: Name
    description: Text = ""
    connectors: tuple[AnyConnector, ...] = Field((), max_length=limits.CONNECTORS)

    def connector(self, connector_id: UUID) -> AnyConnector | None:
        return next((found for found in self.connectors if found.id == connector_id), None)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        distinct("connector", (str(found.id) for found in self.connectors))
        return self


class System(SystemContent):
    """A system as saved. Of its secrets only which connectors have one."""

    id: UUID
    version: int
    published_version: int | None
    changed_at: datetime
    changed_by: str | None
    secrets_set: tuple[UUID, ...]


class SystemSummary(_Strict):
    """A row of the list. `published_version` below `version`: changed since it was published."""

    id: UUID
    name: Name
    connectors: int
    endpoints: int
    version: int
    published_version: int | None
    changed_at: datetime
    changed_by: str | None
