"""Routes of the session: who am I, sign in by one or two steps, sign out, forgotten passwords, confirmed addresses."""

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, SecretStr

from aqtra.identity.http.common import (
    COOKIE,
    BrowserDep,
    Credential,
    IdentityDep,
    LeavingDep,
    LocaleDep,
    PasskeyOptions,
    SessionInfo,
    SessionsDep,
    Strict,
    TokenDep,
    session_info,
    set_cookie,
)
from aqtra.identity.http.entering import entered, replaced
from aqtra.identity.links import App
from aqtra.identity.models import Factor
from aqtra.identity.sessions import new_token
from aqtra.infra.http import Holder, Router
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import Right

router = Router(prefix="/api/v1/session", tags=["session"])


class SignIn(Strict):
    user_name: str = Field(min_length=1, max_length=200)
    password: SecretStr = Field(min_length=1, max_length=1000)


class FactorAnswer(Strict):
    factor: Factor
    code: str = Field(min_length=1, max_length=100)


class PasskeyAnswer(Strict):
    credential: Credential


class ChangePassword(Strict):
    current_password: SecretStr = Field(max_length=1000)
    new_password: SecretStr = Field(max_length=1000)


class ForgottenPassword(Strict):
    """User name or e-mail address, and where the link should lead."""

    name: str = Field(min_length=1, max_length=254)
    app: App = App.WORKPLACE


class ResetPassword(Strict):
    token: SecretStr = Field(min_length=1, max_length=100)
    new_password: SecretStr = Field(max_length=1000)


class SignedOut(BaseModel):
    """Where the browser goes on to, to end the session at the provider."""

    address: str


class ConfirmEmail(Strict):
    token: SecretStr = Field(min_length=1, max_length=100)


@router.get("", right=Right.ANONYMOUS, of_session=True)
async def get_session(
    request: Request, response: Response, caller: Holder, identity: IdentityDep, sessions: SessionsDep
) -> SessionInfo:
    """The session of the browser. A visitor gets a cookie too: sign-in needs an anti-forgery token."""
    token = request.cookies.get(COOKIE)
    pending = None
    if not token:
        token = new_token()
        set_cookie(response, token)
    elif not caller.is_signed_in:
        pending = await identity.second_step.waiting(token)
    response.headers["cache-control"] = "no-store"
    return await session_info(request, identity, caller, sessions.anti_forgery_token(token), pending=pending)


@router.post("", right=Right.ANONYMOUS)
async def sign_in(
    body: SignIn,
    request: Request,
    response: Response,
    identity: IdentityDep,
    browser: BrowserDep,
) -> SessionInfo:
    """Opens a session, or asks for a second factor: then `pending_factors` is set and nobody is signed in yet.

    The cookie's token always changes, so one planted before is worthless.
    """
    opened = await identity.sign_in(body.user_name, body.password.get_secret_value(), browser)
    return await replaced(request, response, identity, opened)


@router.post("/factor", right=Right.ANONYMOUS)
async def answer_factor(
    body: FactorAnswer,
    request: Request,
    response: Response,
    identity: IdentityDep,
    browser: BrowserDep,
    token: TokenDep,
) -> SessionInfo:
    """Opens the session whose password was right: one-time code of an app or by mail, or a recovery code."""
    opened = await identity.second_step.answer(token, body.factor, body.code.strip(), browser)
    return await entered(request, response, identity, opened)


@router.post("/factor/mail", right=Right.ANONYMOUS, status_code=204)
async def send_factor_code(identity: IdentityDep, token: TokenDep, locale: LocaleDep) -> None:
    """Sends a one-time code to the account whose password was right."""
    await identity.second_step.send_code(token, locale)


@router.post("/passkey/options", right=Right.ANONYMOUS)
async def ask_passkey(identity: IdentityDep, token: TokenDep) -> PasskeyOptions:
    """The question for an authenticator: to any passkey, or to those of the account whose password was right."""
    return PasskeyOptions(options=await identity.second_step.ask_passkey(token))


@router.post("/passkey", right=Right.ANONYMOUS)
async def answer_passkey(
    body: PasskeyAnswer,
    request: Request,
    response: Response,
    identity: IdentityDep,
    browser: BrowserDep,
    token: TokenDep,
) -> SessionInfo:
    """Opens the session of the passkey's account. No password is needed: the authenticator made sure of the person."""
    opened = await identity.second_step.answer_passkey(token, body.credential, browser)
    await identity.sign_out(token)
    return await entered(request, response, identity, opened)


@router.delete(
    "",
    right=Right.ANONYMOUS,
    of_session=True,
    response_model=SignedOut,
    responses={204: {"description": "Signed out, and nowhere to go on to"}},
)
async def sign_out(request: Request, identity: IdentityDep, leaving: LeavingDep, app: App = App.WORKPLACE) -> Response:
    """Ends the session everywhere at once, or gives up a sign-in that waits for its second factor.

    Where the provider that it was entered by is to sign out too, the answer says where the browser goes.
    """
    address = None
    if (token := request.cookies.get(COOKIE)) and (entrance := await identity.sign_out(token)):
        host = request.headers.get("host", "")
        address = await leaving.address(entrance, host, studio=app is App.STUDIO)
    response = Response(status_code=204) if address is None else JSONResponse(SignedOut(address=address).model_dump())
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    response.headers["cache-control"] = "no-store"
    return response


@router.put("/password", right=Right.ANONYMOUS, status_code=204)
async def change_password(
    body: ChangePassword, caller: Holder, identity: IdentityDep, token: TokenDep, locale: LocaleDep
) -> None:
    """Changes the caller's own password; its other sessions end. Open to accounts that must change theirs."""
    if caller.user_id is None:
        raise NotSignedIn("sign in first")
    current, new = body.current_password.get_secret_value(), body.new_password.get_secret_value()
    await identity.own.change_password(caller.user_id, token, current, new, locale)


@router.post("/forgotten", right=Right.ANONYMOUS, status_code=204)
async def forgot_password(body: ForgottenPassword, identity: IdentityDep, locale: LocaleDep) -> None:
    """Sends a link to a new password, if there is such an account with an address. The answer is always the same."""
    await identity.links.forgot(body.name.strip(), body.app, locale)


@router.post("/reset", right=Right.ANONYMOUS, status_code=204)
async def reset_password(body: ResetPassword, identity: IdentityDep, locale: LocaleDep) -> None:
    """Sets a new password by a link from a mail, and ends every session of the account."""
    await identity.links.reset_password(body.token.get_secret_value(), body.new_password.get_secret_value(), locale)


@router.post("/confirm", right=Right.ANONYMOUS, status_code=204)
async def confirm_email(body: ConfirmEmail, identity: IdentityDep, locale: LocaleDep) -> None:
    """Confirms a new address by a link from a mail."""
    await identity.links.confirm_email(body.token.get_secret_value(), locale)
