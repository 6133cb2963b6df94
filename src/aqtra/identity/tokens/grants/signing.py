"""Signed access tokens: Ed25519 over a JSON Web Token (RFC 9068), with keys that never lie in the database.

A key is drawn from the installation's signing key for each version; the newest signs, the one before it is still
accepted, so that raising the version ends nobody's work.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from aqtra.identity.tokens.grants.models import Claims, Family
from aqtra.infra.crypto import KEY_BYTES
from aqtra.infra.keys import signing_key
from aqtra.infra.settings import Settings
from aqtra.kernel.scopes import Scope, Scopes

ALGORITHM: Final = "Ed25519"
"""Fully named (RFC 9864): what `EdDSA` means depends on the key."""
TYPE: Final = "at+jwt"
LIFETIME: Final = timedelta(minutes=5)
LEEWAY: Final = 5
"""Seconds that the clocks of two hosts of one installation may be apart."""


class Signer:
    """Signs and reads the access tokens of one installation."""

    def __init__(self, settings: Settings) -> None:
        newest = settings.token_key_version
        secret = signing_key(settings)
        self._keys = [_key(secret, version) for version in range(newest, max(newest - 2, 0), -1)]
        self._issuer = settings.base_url
        self._audience = audience_of(settings)

    def sign(self, family: Family, scopes: Scopes, now: datetime, expires_at: datetime) -> str:
        key = self._keys[0]
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(family.account_id),
            "sid": str(family.id),
            "scope": scopes.text,
            "iat": int(now.timestamp()),
            "exp": int(expires_at.timestamp()),
        }
        return jwt.encode({"alg": ALGORITHM, "kid": key.kid, "typ": TYPE}, claims, key, algorithms=[ALGORITHM])

    def read(self, token: str, now: datetime) -> Claims | None:
        """None for whatever was not signed here, for here, or does not hold now."""
        try:
            decoded = jwt.decode(token, KeySet([*self._keys]), algorithms=[ALGORITHM])
            # Looked at after the signature: a key is only ever chosen among our own.
            if decoded.header.get("typ") != TYPE:
                return None
            self._rules(now).validate(decoded.claims)
            return _claims(decoded.claims)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            return None

    def public_keys(self) -> dict[str, Any]:
        """The key set (RFC 7517) with which others may check our signatures."""
        return {"keys": [key.as_dict(private=False) for key in self._keys]}

    def _rules(self, now: datetime) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._audience},
            sub={"essential": True},
            sid={"essential": True},
            scope={"essential": True},
            iat={"essential": True},
            exp={"essential": True},
        )


def audience_of(settings: Settings) -> str:
    return f"{settings.base_url}/api/v1"


def _key(secret: bytes, version: int) -> OKPKey:
    purpose = f"aqtra access token {version}".encode()
    seed = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret)
    key = OKPKey.import_key(Ed25519PrivateKey.from_private_bytes(seed), {"use": "sig", "alg": ALGORITHM})
    key.ensure_kid()
    return key


def _claims(claims: Mapping[str, Any]) -> Claims:
    return Claims(
        account_id=int(claims["sub"]),
        family=UUID(claims["sid"]),
        scopes=frozenset(Scope(name) for name in claims["scope"].split()),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
    )
