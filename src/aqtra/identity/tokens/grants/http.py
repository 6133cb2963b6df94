"""Routes of access and refresh tokens. Bodies are JSON, or forms as programs that speak OAuth send them."""

import json
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import parse_qsl

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from aqtra.identity.tokens.grants.errors import IncompleteGrant, UnsupportedGrant
from aqtra.identity.tokens.grants.models import Issued
from aqtra.identity.tokens.http import TokensDep
from aqtra.infra.bodies import read_json
from aqtra.infra.http import Caller, Router
from aqtra.kernel.principal import Right
from aqtra.kernel.scopes import Scopes

FORM = "application/x-www-form-urlencoded"
FIELDS = 20

Body = TypeVar("Body", bound=BaseModel)

router = Router(prefix="/api/v1/token", tags=["access tokens"])


class Grant(BaseModel):
    """What a program offers for tokens (RFC 6749). Members it does not need are ignored, as the standard says."""

    model_config = ConfigDict(extra="ignore")

    grant_type: str = Field(max_length=100, description="`client_credentials`, `refresh_token` or `password`")
    client_id: str | None = Field(None, max_length=200)
    client_secret: SecretStr | None = Field(None, max_length=2000)
    refresh_token: SecretStr | None = Field(None, max_length=2000)
    username: str | None = Field(None, max_length=200)
    password: SecretStr | None = Field(None, max_length=1000)
    scope: str | None = Field(None, max_length=200)


class TokenInQuestion(BaseModel):
    """A token to introspect (RFC 7662) or to revoke (RFC 7009)."""

    model_config = ConfigDict(extra="ignore")

    token: SecretStr = Field(max_length=2000)


class TokenPair(BaseModel):
    """Present `access_token` as `Authorization: Bearer`; `refresh_token` is good for one use."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int
    scope: str
    refresh_token: str | None = None


class TokenState(BaseModel):
    """`active` false says nothing else: unknown, ended and foreign tokens look the same."""

    active: bool
    token_type: str | None = None
    sub: str | None = None
    username: str | None = None
    scope: str | None = None
    components: list[str] | None = None
    exp: int | None = None


class KeySet(BaseModel):
    """Public keys (RFC 7517)."""

    keys: list[dict[str, Any]]


async def _grant(request: Request) -> Grant:
    return await _read(request, Grant)


async def _question(request: Request) -> TokenInQuestion:
    return await _read(request, TokenInQuestion)


def _body(model: type[BaseModel]) -> dict[str, Any]:
    """The body for the description of the API, written in JSON; a form has the same members."""
    content = {"application/json": {"schema": model.model_json_schema()}}
    return {"requestBody": {"required": True, "content": content}}


@router.post("", right=Right.ANONYMOUS, openapi_extra=_body(Grant), response_model_exclude_none=True)
async def exchange_token(
    grant: Annotated[Grant, Depends(_grant)], request: Request, response: Response, tokens: TokensDep
) -> TokenPair:
    """Exchanges a service token, a refresh token or, where allowed, a password for an access token."""
    response.headers["cache-control"] = "no-store"
    match grant.grant_type:
        case "client_credentials":
            client, secret = _needed(grant, "client_id"), _needed(grant, "client_secret")
            return _pair(await tokens.grants.by_client(client, secret, grant.scope))
        case "refresh_token":
            return _pair(await tokens.grants.by_refresh(_needed(grant, "refresh_token"), grant.scope))
        case "password":
            name, password = _needed(grant, "username"), _needed(grant, "password")
            address = request.client.host if request.client else None
            agent = request.headers.get("user-agent")
            issued = await tokens.grants.by_password(name, password, grant.scope, address=address, user_agent=agent)
            return _pair(issued)
    raise UnsupportedGrant.of_field("grant_type", "enum", "there is no such grant type")


@router.get("", right=Right.SIGNED_IN, response_model_exclude_none=True)
async def get_presented_token(response: Response, caller: Caller) -> TokenState:
    """Whom the presented token stands for and what it may do; `active` is false in a session, which has none."""
    response.headers["cache-control"] = "no-store"
    if caller.scopes is None:
        return TokenState(active=False)
    return TokenState(
        active=True,
        sub=str(caller.user_id),
        username=caller.user_name,
        scope=caller.scopes.text,
        components=_keys(caller.scopes),
    )


@router.get("/keys", right=Right.ANONYMOUS)
async def get_token_keys(response: Response, tokens: TokensDep) -> KeySet:
    """The public keys that access tokens are signed with."""
    response.headers["cache-control"] = "public, max-age=300"
    return KeySet.model_validate(tokens.signer.public_keys())


@router.post(
    "/introspect",
    right=Right.SIGNED_IN,
    openapi_extra=_body(TokenInQuestion),
    response_model_exclude_none=True,
)
async def introspect_token(
    question: Annotated[TokenInQuestion, Depends(_question)], response: Response, caller: Caller, tokens: TokensDep
) -> TokenState:
    """Whether a token of the caller's own account is live, and what it may do."""
    response.headers["cache-control"] = "no-store"
    found = await tokens.grants.introspect(question.token.get_secret_value(), caller)
    if found is None:
        return TokenState(active=False)
    return TokenState(
        active=True,
        token_type=found.kind,
        sub=str(found.account_id),
        username=found.user_name,
        scope=found.scopes.text,
        components=_keys(found.scopes),
        exp=None if found.expires_at is None else int(found.expires_at.timestamp()),
    )


@router.post("/revoke", right=Right.ANONYMOUS, openapi_extra=_body(TokenInQuestion), response_model_exclude_none=True)
async def revoke_presented_token(
    question: Annotated[TokenInQuestion, Depends(_question)], response: Response, tokens: TokensDep
) -> TokenState:
    """Ends the token in the body, and all that came with it. Whoever holds it may; unknown ones are answered alike."""
    response.headers["cache-control"] = "no-store"
    await tokens.grants.revoke(question.token.get_secret_value())
    return TokenState(active=False)


def _pair(issued: Issued) -> TokenPair:
    return TokenPair(
        access_token=issued.access,
        expires_in=issued.seconds,
        scope=issued.scopes.text,
        refresh_token=issued.refresh,
    )


def _keys(scopes: Scopes) -> list[str] | None:
    return None if scopes.components is None else sorted(str(key) for key in scopes.components)


def _needed(grant: Grant, name: str) -> str:
    value: str | SecretStr | None = getattr(grant, name)
    text = value.get_secret_value() if isinstance(value, SecretStr) else value
    if not text:
        raise IncompleteGrant.of_field(name, "required", f"{grant.grant_type} needs {name}")
    return text


async def _read(request: Request, model: type[Body]) -> Body:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    content: Any = _form(await request.body()) if media_type == FORM else await request.json()
    try:
        return model.model_validate(content)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in found]) from None


def _form(body: bytes) -> Any:
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=FIELDS
        )
    except ValueError:
        raise IncompleteGrant.of_field("body", "syntax", "the body is no form") from None
    found = dict(pairs)
    if len(found) != len(pairs):
        raise IncompleteGrant.of_field("body", "unique", "a parameter stands more than once")
    # Through the rules that hold for every text that comes in.
    return read_json(json.dumps(found).encode())
