"""Routes of one's own account: proof, second factors, address, sessions; and the sessions of others."""

from typing import Annotated

from fastapi import Path, Response
from pydantic import AfterValidator, BaseModel, Field, SecretStr

from aqtra.identity.http.common import Credential, IdentityDep, LocaleDep, PasskeyOptions, Strict, TokenDep
from aqtra.identity.links import App
from aqtra.identity.models import Factor, OpenSession, Passkey
from aqtra.identity.own_account import Overview
from aqtra.infra.http import Caller, Router
from aqtra.infra.mail.address import plain_address
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import Principal, Right

router = Router(prefix="/api/v1", tags=["account"])

Id = Annotated[int, Path(ge=1, le=2**63 - 1)]
Code = Annotated[str, Field(min_length=1, max_length=100)]


def _name(text: str) -> str:
    """Raises ValueError unless there is something to see."""
    if not text.strip() or not text.isprintable():
        raise ValueError("not a name")
    return text.strip()


Name = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_name)]


class ProveByPassword(Strict):
    password: SecretStr = Field(min_length=1, max_length=1000)


class ProveByCode(Strict):
    factor: Factor
    code: Code


class ProveByPasskey(Strict):
    credential: Credential


class NewEmail(Strict):
    email: Annotated[str, Field(min_length=3, max_length=254), AfterValidator(plain_address)]
    app: App = App.WORKPLACE


class ConfirmTotp(Strict):
    code: Code


class NewPasskey(Strict):
    name: Name
    credential: Credential


class RenamePasskey(Strict):
    name: Name


class EmailCodes(Strict):
    enabled: bool


class OwnAccountInfo(BaseModel):
    """One's own account as its owner sees it."""

    user_name: str
    display_name: str
    email: str | None
    waiting_email: str | None
    has_password: bool
    totp: bool
    email_code: bool
    recovery_codes: int
    passkeys: list[Passkey]
    second_factor_demanded: bool
    passkey_host: str | None
    mail: bool


class TotpSetup(BaseModel):
    """What an authenticator app needs; shown once. `picture` is SVG."""

    secret: str
    uri: str
    picture: str


class FactorAdded(BaseModel):
    """`recovery_codes`: shown once, with the first factor of an account."""

    recovery_codes: list[str] | None


def _own_id(caller: Principal) -> int:
    if caller.user_id is None:
        raise NotSignedIn("sign in first")
    return caller.user_id


@router.get("/account", right=Right.OWN_ACCOUNT)
async def get_account(response: Response, caller: Caller, identity: IdentityDep) -> OwnAccountInfo:
    """The caller's own account: address and second factors."""
    response.headers["cache-control"] = "no-store"
    overview: Overview = await identity.own.overview(_own_id(caller))
    account, factors = overview.account, overview.factors
    return OwnAccountInfo(
        user_name=account.user_name,
        display_name=account.display_name or account.user_name,
        email=account.email,
        waiting_email=overview.waiting_email,
        has_password=account.password_hash is not None,
        totp=factors.totp,
        email_code=factors.email_code,
        recovery_codes=factors.recovery_codes,
        passkeys=list(overview.passkeys),
        second_factor_demanded=overview.factor_demanded,
        passkey_host=identity.passkeys.host,
        mail=await identity.links.available(),
    )


@router.post("/account/proof/password", right=Right.OWN_ACCOUNT, status_code=204)
async def prove_by_password(body: ProveByPassword, caller: Caller, identity: IdentityDep, token: TokenDep) -> None:
    """Proves who the caller is: for ten minutes the account may be changed."""
    await identity.own.prove_by_password(_own_id(caller), token, body.password.get_secret_value())


@router.post("/account/proof/code", right=Right.OWN_ACCOUNT, status_code=204)
async def prove_by_code(body: ProveByCode, caller: Caller, identity: IdentityDep, token: TokenDep) -> None:
    """The same by a one-time code of an app, or a recovery code."""
    await identity.own.prove_by_code(_own_id(caller), token, body.factor, body.code.strip())


@router.post("/account/proof/passkey/options", right=Right.OWN_ACCOUNT)
async def ask_proof(caller: Caller, identity: IdentityDep, token: TokenDep) -> PasskeyOptions:
    """The question for one of the caller's passkeys."""
    return PasskeyOptions(options=await identity.own.ask_passkey(_own_id(caller), token))


@router.post("/account/proof/passkey", right=Right.OWN_ACCOUNT, status_code=204)
async def prove_by_passkey(body: ProveByPasskey, caller: Caller, identity: IdentityDep, token: TokenDep) -> None:
    """The same by a passkey."""
    await identity.own.prove_by_passkey(_own_id(caller), token, body.credential)


@router.put("/account/email", right=Right.OWN_ACCOUNT, status_code=204)
async def change_email(
    body: NewEmail, caller: Caller, identity: IdentityDep, token: TokenDep, locale: LocaleDep
) -> None:
    """Sends a link to a new address; it is used once the link was opened."""
    await identity.own.ask_email(_own_id(caller), token, body.email, body.app, locale)


@router.post("/account/totp", right=Right.OWN_ACCOUNT)
async def begin_totp(response: Response, caller: Caller, identity: IdentityDep, token: TokenDep) -> TotpSetup:
    """A new secret for an authenticator app, of use once confirmed."""
    response.headers["cache-control"] = "no-store"
    made = await identity.own.factors.begin_totp(_own_id(caller), token)
    return TotpSetup(secret=made.secret, uri=made.uri, picture=made.picture)


@router.post("/account/totp/confirm", right=Right.OWN_ACCOUNT)
async def confirm_totp(
    body: ConfirmTotp, response: Response, caller: Caller, identity: IdentityDep, token: TokenDep, locale: LocaleDep
) -> FactorAdded:
    """Turns the app on by a first code."""
    response.headers["cache-control"] = "no-store"
    codes = await identity.own.factors.confirm_totp(_own_id(caller), token, body.code.strip(), locale)
    return FactorAdded(recovery_codes=codes)


@router.delete("/account/totp", right=Right.OWN_ACCOUNT, status_code=204)
async def remove_totp(caller: Caller, identity: IdentityDep, token: TokenDep, locale: LocaleDep) -> None:
    """Turns the app off."""
    await identity.own.factors.remove_totp(_own_id(caller), token, locale)


@router.put("/account/email-codes", right=Right.OWN_ACCOUNT)
async def set_email_codes(
    body: EmailCodes, response: Response, caller: Caller, identity: IdentityDep, token: TokenDep, locale: LocaleDep
) -> FactorAdded:
    """Turns one-time codes by mail on or off."""
    response.headers["cache-control"] = "no-store"
    codes = await identity.own.factors.set_email_code(_own_id(caller), token, enabled=body.enabled, locale=locale)
    return FactorAdded(recovery_codes=codes)


@router.post("/account/recovery-codes", right=Right.OWN_ACCOUNT)
async def renew_recovery_codes(
    response: Response, caller: Caller, identity: IdentityDep, token: TokenDep, locale: LocaleDep
) -> FactorAdded:
    """Ten new recovery codes; those before are void."""
    response.headers["cache-control"] = "no-store"
    codes = await identity.own.factors.renew_recovery_codes(_own_id(caller), token, locale)
    return FactorAdded(recovery_codes=codes)


@router.post("/account/passkeys/options", right=Right.OWN_ACCOUNT)
async def ask_new_passkey(caller: Caller, identity: IdentityDep, token: TokenDep) -> PasskeyOptions:
    """What an authenticator needs to make a new passkey."""
    return PasskeyOptions(options=await identity.own.factors.ask_passkey(_own_id(caller), token))


@router.post("/account/passkeys", right=Right.OWN_ACCOUNT)
async def add_passkey(
    body: NewPasskey, response: Response, caller: Caller, identity: IdentityDep, token: TokenDep, locale: LocaleDep
) -> FactorAdded:
    """Keeps the passkey that the authenticator made."""
    response.headers["cache-control"] = "no-store"
    codes = await identity.own.factors.add_passkey(_own_id(caller), token, body.name, body.credential, locale)
    return FactorAdded(recovery_codes=codes)


@router.put("/account/passkeys/{passkey_id}", right=Right.OWN_ACCOUNT, status_code=204)
async def rename_passkey(passkey_id: Id, body: RenamePasskey, caller: Caller, identity: IdentityDep) -> None:
    """Gives a passkey another name."""
    await identity.passkeys.rename(_own_id(caller), passkey_id, body.name)


@router.delete("/account/passkeys/{passkey_id}", right=Right.OWN_ACCOUNT, status_code=204)
async def remove_passkey(
    passkey_id: Id, caller: Caller, identity: IdentityDep, token: TokenDep, locale: LocaleDep
) -> None:
    """Removes a passkey; it opens nothing any more."""
    await identity.own.factors.remove_passkey(_own_id(caller), token, passkey_id, locale)


@router.get("/account/sessions", right=Right.OWN_ACCOUNT)
async def list_own_sessions(caller: Caller, identity: IdentityDep, token: TokenDep) -> list[OpenSession]:
    """Where the caller is signed in, this browser first."""
    return await identity.own.sessions(_own_id(caller), token)


@router.delete("/account/sessions/{session_id}", right=Right.OWN_ACCOUNT, status_code=204)
async def end_own_session(session_id: Id, caller: Caller, identity: IdentityDep) -> None:
    """Signs one browser out, at once."""
    await identity.own.end_session(_own_id(caller), session_id)


@router.delete("/account/sessions", right=Right.OWN_ACCOUNT, status_code=204)
async def end_other_sessions(caller: Caller, identity: IdentityDep, token: TokenDep) -> None:
    """Signs every browser out but this one."""
    await identity.own.end_sessions(_own_id(caller), keep=token)


@router.get("/users/{user_id}/sessions", right=Right.ADMINISTER)
async def list_user_sessions(user_id: Id, identity: IdentityDep) -> list[OpenSession]:
    """Where somebody is signed in."""
    return await identity.own.sessions(user_id)


@router.delete("/users/{user_id}/sessions", right=Right.ADMINISTER, status_code=204)
async def end_user_sessions(user_id: Id, identity: IdentityDep) -> None:
    """Signs somebody out everywhere, at once."""
    await identity.own.end_sessions(user_id)
