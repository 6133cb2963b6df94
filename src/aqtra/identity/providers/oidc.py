"""OpenID Connect: authorization code with PKCE, state and nonce (OpenID Connect Core 3.1, RFC 7636)."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from aqtra.identity.providers.errors import ProviderFailed, SignInRefused
from aqtra.identity.providers.models import OidcSettings
from aqtra.identity.providers.outbound import fetch_json
from aqtra.infra.container import Services

ALGORITHMS: Final = ("RS256", "ES256", "EdDSA")
LEEWAY_SECONDS: Final = 60
FRESH: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Discovered:
    """What a provider says of itself."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    end_session_endpoint: str | None


@dataclass(slots=True)
class _Known:
    discovered: Discovered
    at: datetime
    keys: KeySet | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """A verified ID token with its claims, those of user info among them."""

    claims: dict[str, Any]
    id_token: str = field(repr=False)


class OpenIdConnect:
    """Talks to OpenID providers. What they say of themselves and their keys are kept for some minutes."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._known: dict[tuple[str, str], _Known] = {}

    async def address(self, settings: OidcSettings, *, redirect: str, state: str, nonce: str, verifier: str) -> str:
        """Where the browser is sent to sign in."""
        known = await self._discover(settings)
        query = {
            "response_type": "code",
            "client_id": settings.client_id,
            "redirect_uri": redirect,
            "scope": " ".join(dict.fromkeys(("openid", *settings.scopes))),
            "state": state,
            "nonce": nonce,
            "code_challenge": create_s256_code_challenge(verifier),
            "code_challenge_method": "S256",
        }
        return str(add_params_to_uri(known.discovered.authorization_endpoint, list(query.items())))

    async def prove(
        self, settings: OidcSettings, secret: str | None, *, code: str, redirect: str, nonce: str, verifier: str
    ) -> Proof:
        """Exchanges the code and verifies what it gives. Raises SignInRefused, ProviderFailed, ProviderUnavailable."""
        known = await self._discover(settings)
        tokens = await self._exchange(settings, secret, known.discovered, code, redirect, verifier)
        id_token, access_token = tokens.get("id_token"), tokens.get("access_token")
        if not isinstance(id_token, str):
            raise SignInRefused("the provider sent no ID token", reason="id_token")
        claims = await self._verify(settings, known, id_token, nonce, access_token)
        if known.discovered.userinfo_endpoint and isinstance(access_token, str):
            claims = {**await self._user_info(settings, known.discovered, access_token, claims), **claims}
        return Proof(claims, id_token)

    async def sign_out_address(self, settings: OidcSettings, *, id_token: str, back: str, state: str) -> str | None:
        """Where the browser is sent to sign out (OpenID Connect RP-Initiated Logout); None: the provider has no such.

        Raises ProviderFailed, ProviderUnavailable.
        """
        endpoint = (await self._discover(settings)).discovered.end_session_endpoint
        if endpoint is None:
            return None
        query = {
            "id_token_hint": id_token,
            "client_id": settings.client_id,
            "post_logout_redirect_uri": back,
            "state": state,
        }
        return str(add_params_to_uri(endpoint, list(query.items())))

    async def discover(self, settings: OidcSettings) -> Discovered:
        """Asks anew, keys too. Raises ProviderFailed, ProviderUnavailable."""
        self._known.pop((settings.issuer, settings.certificates), None)
        known = await self._discover(settings)
        await self._keys(settings, known)
        return known.discovered

    async def _discover(self, settings: OidcSettings) -> _Known:
        place = (settings.issuer, settings.certificates)
        now = self._services.clock.now()
        known = self._known.get(place)
        if known is None or now - known.at > FRESH:
            address = f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration"
            status, document = await fetch_json(
                self._services, "GET", address, issuer=settings.issuer, certificates=settings.certificates
            )
            if status != 200:
                raise ProviderFailed(f"the discovery document answers {status}", reason="discovery")
            known = self._known[place] = _Known(_discovered(settings, document), now)
        return known

    async def _exchange(
        self, settings: OidcSettings, secret: str | None, found: Discovered, code: str, redirect: str, verifier: str
    ) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "code_verifier": verifier,
            "client_id": settings.client_id,
        }
        options: dict[str, Any] = {}
        if settings.token_auth == "client_secret_basic":
            options["auth"] = (settings.client_id, secret or "")
        elif settings.token_auth == "client_secret_post":
            form["client_secret"] = secret or ""
        status, tokens = await fetch_json(
            self._services,
            "POST",
            found.token_endpoint,
            issuer=settings.issuer,
            certificates=settings.certificates,
            data=form,
            **options,
        )
        if status != 200:
            raise SignInRefused("the provider did not accept the code", reason=_word(tokens.get("error"), "code"))
        return tokens

    async def _verify(
        self, settings: OidcSettings, known: _Known, id_token: str, nonce: str, access_token: Any
    ) -> dict[str, Any]:
        try:
            token = await self._decode(settings, known, id_token)
            claims = CodeIDToken(
                token.claims,
                token.header,
                options={
                    "iss": {"essential": True, "value": settings.issuer},
                    "aud": {"essential": True, "value": settings.client_id},
                    "sub": {"essential": True},
                },
                params={"nonce": nonce, "client_id": settings.client_id, "access_token": access_token},
            )
            claims.validate(now=int(self._services.clock.now().timestamp()), leeway=LEEWAY_SECONDS)
        except JoseError as error:
            raise SignInRefused(f"the ID token does not fit: {error.error}", reason=_reason(error)) from error
        except (ValueError, TypeError, KeyError) as error:
            raise SignInRefused("the ID token cannot be read", reason="id_token") from error
        if not isinstance(token.claims.get("sub"), str):
            raise SignInRefused("the subject is no text", reason="sub")
        return dict(token.claims)

    async def _decode(self, settings: OidcSettings, known: _Known, id_token: str) -> jwt.Token:
        keys = await self._keys(settings, known)
        try:
            return jwt.decode(id_token, keys, algorithms=ALGORITHMS)
        except InvalidKeyIdError:
            # The provider has new keys. Nobody else can make us ask: the token came from the provider itself.
            known.keys = None
            return jwt.decode(id_token, await self._keys(settings, known), algorithms=ALGORITHMS)

    async def _keys(self, settings: OidcSettings, known: _Known) -> KeySet:
        if known.keys is None:
            status, document = await fetch_json(
                self._services,
                "GET",
                known.discovered.jwks_uri,
                issuer=settings.issuer,
                certificates=settings.certificates,
            )
            try:
                if status != 200:
                    raise ValueError(f"status {status}")
                # Others, for encryption or of kinds that we do not know, are no reason to refuse.
                usable = [key for key in document["keys"] if key.get("kty") in ("RSA", "EC", "OKP")]
                known.keys = KeySet.import_key_set({"keys": usable})
            except (ValueError, TypeError, KeyError, AttributeError, JoseError) as error:
                raise ProviderFailed("the provider's keys cannot be read", reason="jwks") from error
        return known.keys

    async def _user_info(
        self, settings: OidcSettings, found: Discovered, access_token: str, claims: dict[str, Any]
    ) -> dict[str, Any]:
        assert found.userinfo_endpoint is not None
        status, info = await fetch_json(
            self._services,
            "GET",
            found.userinfo_endpoint,
            issuer=settings.issuer,
            certificates=settings.certificates,
            headers={"authorization": f"Bearer {access_token}"},
        )
        if status != 200:
            raise ProviderFailed(f"user info answers {status}", reason="userinfo")
        if info.get("sub") != claims["sub"]:
            raise SignInRefused("user info is about somebody else", reason="sub")
        return info


def new_secret() -> str:
    """A state, nonce or verifier."""
    return secrets.token_urlsafe(48)


def _discovered(settings: OidcSettings, document: dict[str, Any]) -> Discovered:
    if document.get("issuer") != settings.issuer:
        raise ProviderFailed("the discovery document names another issuer", reason="issuer")
    needed = {name: _endpoint(document, name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
    missing = [name for name, address in needed.items() if address is None]
    if missing:
        raise ProviderFailed(f"the discovery document lacks {', '.join(missing)}", reason=missing[0])
    return Discovered(
        **{name: address or "" for name, address in needed.items()},
        userinfo_endpoint=_endpoint(document, "userinfo_endpoint"),
        end_session_endpoint=_endpoint(document, "end_session_endpoint"),
    )


def _endpoint(document: dict[str, Any], name: str) -> str | None:
    address = document.get(name)
    if not isinstance(address, str):
        return None
    parts = urlsplit(address)
    return address if parts.scheme == "https" and parts.hostname else None


def _word(value: Any, fallback: str) -> str:
    return value[:60] if isinstance(value, str) and value.isascii() and value.isprintable() else fallback


def _reason(error: JoseError) -> str:
    return str(getattr(error, "claim", None) or error.error)


def callback_path(provider: UUID) -> str:
    """Where the provider sends the browser back to."""
    return f"/api/v1/session/providers/{provider}/callback"
