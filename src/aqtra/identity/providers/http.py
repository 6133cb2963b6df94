"""Routes of signing in through a provider, and of administering providers."""

from collections.abc import Awaitable, Callable
from typing import Annotated, cast
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from aqtra.identity.cookies import COOKIE, policy_of, set_session_cookie
from aqtra.identity.http.common import IdentityDep, SessionInfo, SessionsDep, session_info
from aqtra.identity.providers.errors import SignInNotBegun
from aqtra.identity.providers.management import Management
from aqtra.identity.providers.models import CheckResult, ExternalIdentity, OfferedProvider, Provider, ProviderContent
from aqtra.identity.providers.service import Arrival, ProviderSignIn, Visit, start_of
from aqtra.identity.service import Identity
from aqtra.infra.http import Caller, Router
from aqtra.kernel.errors import AqtraError, NotSignedIn
from aqtra.kernel.principal import Right

BEGAN = "__Host-aqtra-began"
BEGAN_SECONDS = 600
MAX_FIELDS = 10

router = Router(prefix="/api/v1/session/providers", tags=["session"])
administration = Router(prefix="/api/v1/identity-providers", tags=["identity providers"])


async def _sign_in_of(request: Request) -> ProviderSignIn:
    return cast(ProviderSignIn, request.app.state.provider_sign_in)


async def _management_of(request: Request) -> Management:
    return cast(Management, request.app.state.provider_management)


SignInDep = Annotated[ProviderSignIn, Depends(_sign_in_of)]
ManagementDep = Annotated[Management, Depends(_management_of)]


class Offered(BaseModel):
    """The ways into the domain of the request. `default` None: user name and password first."""

    local: bool
    default: UUID | None
    providers: list[OfferedProvider]


class Begin(BaseModel):
    """`return_to`: the path of this site to go on to. `link`: the identity shall belong to the caller's account."""

    model_config = ConfigDict(extra="forbid")

    return_to: str = Field("/", max_length=1000)
    link: bool = False


class Departed(BaseModel):
    """Where the browser goes now."""

    address: str


class DirectorySignIn(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    user_name: str = Field(min_length=1, max_length=200)
    password: SecretStr = Field(min_length=1, max_length=1000)


class NewProvider(ProviderContent):
    """`secret`: of the client, or of the account that searches the directory."""

    secret: SecretStr | None = Field(None, max_length=4000)


class ChangedProvider(NewProvider):
    """`secret` absent: it stays; empty: it is removed."""

    version: int = Field(ge=1)


class Link(BaseModel):
    model_config = ConfigDict(extra="forbid")

    subject: str = Field(min_length=1, max_length=1000)
    user_name: str = Field(min_length=1, max_length=200)


@router.get("", right=Right.ANONYMOUS)
async def list_sign_in_providers(request: Request, response: Response, sign_in: SignInDep) -> Offered:
    """The buttons of the sign-in form, the default one first."""
    policy = await policy_of(request)
    offered = [provider for provider in await sign_in.offered() if policy.offers(provider.id)]
    offered.sort(key=lambda provider: provider.id != policy.default_provider)
    default = policy.default_provider if any(one.id == policy.default_provider for one in offered) else None
    response.headers["cache-control"] = "no-store"
    return Offered(local=policy.local, default=default, providers=offered)


@router.post("/{provider}/begin", right=Right.ANONYMOUS)
async def begin_sign_in(
    provider: UUID, body: Begin, request: Request, response: Response, caller: Caller, sign_in: SignInDep
) -> Departed:
    """Begins a sign-in; what comes back is taken in this browser only."""
    (await policy_of(request)).require_provider(provider)
    if body.link and caller.user_id is None:
        raise NotSignedIn("sign in first, then link")
    link_to = caller.user_id if body.link else None
    departure = await sign_in.begin(provider, body.return_to, _visit(request), link_to)
    # SameSite=None: a SAML provider posts its answer, and a post from elsewhere brings no other cookies.
    response.set_cookie(
        BEGAN, departure.browser, max_age=BEGAN_SECONDS, secure=True, httponly=True, samesite="none", path="/"
    )
    return Departed(address=departure.address)


@router.get("/{provider}/callback", right=Right.ANONYMOUS, response_class=RedirectResponse, status_code=303)
async def finish_oidc(provider: UUID, request: Request, identity: IdentityDep, sign_in: SignInDep) -> Response:
    """Where an OpenID provider sends the browser back to."""
    query = dict(request.query_params)
    return await _finish(
        request, identity, query.get("state", ""), lambda: sign_in.finish_oidc(provider, query, _visit(request))
    )


@router.post("/{provider}/saml/acs", right=Right.ANONYMOUS, response_class=RedirectResponse, status_code=303)
async def finish_saml(provider: UUID, request: Request, identity: IdentityDep, sign_in: SignInDep) -> Response:
    """Where a SAML provider posts its answer: a form, the one body of the API that is no JSON."""
    try:
        form = dict(parse_qsl((await request.body()).decode("ascii"), max_num_fields=MAX_FIELDS))
    except ValueError as error:
        raise SignInNotBegun.of_field("body", "form", "the body cannot be read as a form") from error
    answer, state = form.get("SAMLResponse", ""), form.get("RelayState", "")
    return await _finish(
        request, identity, state, lambda: sign_in.finish_saml(provider, answer, state, _visit(request))
    )


@router.get("/{provider}/saml/metadata", right=Right.ANONYMOUS, response_class=Response)
async def get_saml_metadata(provider: UUID, request: Request, sign_in: SignInDep) -> Response:
    """What a SAML provider must know of this installation."""
    document = await sign_in.metadata(provider, request.headers.get("host", ""))
    return Response(document, media_type="application/samlmetadata+xml")


@router.get("/{provider}/signed-out", right=Right.ANONYMOUS, response_class=RedirectResponse, status_code=303)
async def come_back_signed_out(provider: UUID, request: Request) -> Response:
    """Where a provider sends the browser back to after it has signed out there; nothing it says is needed."""
    query = request.query_params
    response = RedirectResponse(start_of(query.get("state") or query.get("RelayState") or ""), 303)
    response.headers["cache-control"] = "no-store"
    return response


@router.post("/{provider}/password", right=Right.ANONYMOUS)
async def sign_in_to_directory(
    provider: UUID,
    body: DirectorySignIn,
    request: Request,
    response: Response,
    identity: IdentityDep,
    sessions: SessionsDep,
    sign_in: SignInDep,
) -> SessionInfo:
    """Signs in with the password that a directory knows."""
    (await policy_of(request)).require_provider(provider)
    opened = await sign_in.password(provider, body.user_name, body.password.get_secret_value(), _visit(request))
    if previous := request.cookies.get(COOKIE):
        await identity.sign_out(previous)
    await set_session_cookie(request, response, opened)
    token = sessions.anti_forgery_token(opened.token)
    return await session_info(
        request,
        identity,
        opened.session.principal,
        token,
        password_change_required=False,
        second_factor_required=opened.session.second_factor_required,
    )


@administration.get("", right=Right.ADMINISTER)
async def list_identity_providers(management: ManagementDep) -> list[Provider]:
    return await management.all()


@administration.get("/enabled", right=Right.STUDIO)
async def list_enabled_providers(sign_in: SignInDep) -> list[OfferedProvider]:
    """What a domain may offer."""
    return await sign_in.offered()


@administration.post("", right=Right.ADMINISTER, status_code=201)
async def create_identity_provider(body: NewProvider, caller: Caller, management: ManagementDep) -> Provider:
    return await management.create(_content(body), _plain(body.secret), caller)


@administration.get("/{provider}", right=Right.ADMINISTER)
async def get_identity_provider(provider: UUID, management: ManagementDep) -> Provider:
    return await management.get(provider)


@administration.put("/{provider}", right=Right.ADMINISTER)
async def change_identity_provider(
    provider: UUID, body: ChangedProvider, caller: Caller, management: ManagementDep
) -> Provider:
    """Refused when the provider is not at the body's `version` any more."""
    return await management.change(provider, body.version, _content(body), _plain(body.secret), caller)


@administration.delete("/{provider}", right=Right.ADMINISTER, status_code=204)
async def delete_identity_provider(provider: UUID, caller: Caller, management: ManagementDep) -> None:
    """Accounts stay, and can be linked to another provider."""
    await management.delete(provider, caller)


@administration.post("/{provider}/check", right=Right.ADMINISTER)
async def check_identity_provider(provider: UUID, management: ManagementDep) -> CheckResult:
    """Contacts the provider, and says in words what does not fit."""
    return await management.check(provider)


@administration.get("/{provider}/identities", right=Right.ADMINISTER)
async def list_external_identities(provider: UUID, management: ManagementDep) -> list[ExternalIdentity]:
    return await management.identities(provider)


@administration.post("/{provider}/identities", right=Right.ADMINISTER, status_code=204)
async def link_external_identity(provider: UUID, body: Link, caller: Caller, management: ManagementDep) -> None:
    """Says that an account is this subject's."""
    await management.link(provider, body.subject, body.user_name, caller)


@administration.delete("/{provider}/identities/{account}", right=Right.ADMINISTER, status_code=204)
async def unlink_external_identity(
    provider: UUID, account: Annotated[int, Field(ge=1, le=2**63 - 1)], caller: Caller, management: ManagementDep
) -> None:
    await management.unlink(provider, account, caller)


async def _finish(
    request: Request, identity: Identity, state: str, arrive: Callable[[], Awaitable[Arrival]]
) -> Response:
    """On to where the sign-in began. People get their sign-in form with the reason, programs a problem document."""
    try:
        (await policy_of(request)).require_provider(UUID(request.path_params["provider"]))
        arrival = await arrive()
    except AqtraError as error:
        if "text/html" not in request.headers.get("accept", ""):
            raise
        place = urlencode({"sign_in_problem": error.code, "reason": str(error.params.get("reason", ""))[:60]})
        response = RedirectResponse(f"{start_of(state)}?{place}", 303)
    else:
        if previous := request.cookies.get(COOKIE):
            await identity.sign_out(previous)
        response = RedirectResponse(arrival.location, 303)
        await set_session_cookie(request, response, arrival.opened)
    response.delete_cookie(BEGAN, path="/", secure=True, httponly=True, samesite="none")
    response.headers["cache-control"] = "no-store"
    return response


def _visit(request: Request) -> Visit:
    return Visit(
        host=request.headers.get("host", ""),
        began=request.cookies.get(BEGAN),
        address=request.client.host if request.client else None,
        user_agent=request.headers.get("user-agent"),
    )


def _content(body: NewProvider) -> ProviderContent:
    return ProviderContent(**{name: getattr(body, name) for name in ProviderContent.model_fields})


def _plain(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None
