"""Access tokens: only what this installation signed, for itself, and for now, is read."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from aqtra.identity.tokens.grants.models import Family
from aqtra.identity.tokens.grants.signing import ALGORITHM, LIFETIME, TYPE, Signer, _key
from aqtra.infra.settings import Settings
from aqtra.kernel.scopes import Scope, Scopes

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
FAMILY = Family(
    UUID("11111111-1111-4111-8111-111111111111"), 7, Scopes(frozenset({Scope.READ})), NOW + timedelta(days=1), False
)
SECRET = "s" * 40
URL = "https://aqtra.example"


def settings(**changes: Any) -> Settings:
    return Settings(**{"secret_key": SECRET, "public_url": URL, **changes})


SIGNER = Signer(settings())


def claims(**changes: Any) -> dict[str, Any]:
    found = {
        "iss": URL,
        "aud": f"{URL}/api/v1",
        "sub": "7",
        "sid": str(FAMILY.id),
        "scope": "read",
        "iat": int(NOW.timestamp()),
        "exp": int((NOW + LIFETIME).timestamp()),
        **changes,
    }
    return {name: value for name, value in found.items() if value is not None}


def signed(changes: dict[str, Any] | None = None, key: OKPKey | None = None, **header: Any) -> str:
    """Signed with the installation's own key, so that nothing but what is changed can be the reason."""
    own = _key(SECRET.encode(), 1)
    head = {"alg": ALGORITHM, "kid": own.kid, "typ": TYPE, **header}
    head = {name: value for name, value in head.items() if value is not None}
    return jwt.encode(head, claims(**(changes or {})), key or own, algorithms=[head["alg"]])


def encoded(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def test_what_was_signed_is_read() -> None:
    token = SIGNER.sign(FAMILY, FAMILY.scopes, NOW, NOW + LIFETIME)
    read = SIGNER.read(token, NOW)
    assert read is not None
    assert (read.account_id, read.family, read.scopes) == (7, FAMILY.id, {Scope.READ})
    assert read.expires_at == NOW + LIFETIME
    assert SIGNER.read(signed(), NOW) == read


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "https://evil.example/api/v1"},
        {"aud": None},
        {"aud": []},
        {"sub": None},
        {"sub": 7},
        {"sub": "x"},
        {"sid": None},
        {"sid": "x"},
        {"sid": 1},
        {"scope": None},
        {"scope": "read everything"},
        {"scope": ["read"]},
        {"exp": int((NOW - timedelta(seconds=10)).timestamp())},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": 10**40},
        {"exp": True},
        {"iat": int((NOW + timedelta(minutes=1)).timestamp())},
        {"iat": None},
        {"nbf": int((NOW + timedelta(minutes=1)).timestamp())},
    ],
    ids=str,
)
def test_a_claim_that_does_not_fit_is_refused_although_the_signature_is_ours(changes: dict[str, Any]) -> None:
    assert SIGNER.read(signed(changes), NOW) is None


@pytest.mark.parametrize(
    "header",
    [
        {"typ": "JWT"},
        {"typ": None},
        {"kid": "../../dev/null"},
        {"kid": "' OR 1=1 --"},
        {"kid": "x" * 500},
    ],
    ids=str,
)
def test_a_header_that_does_not_fit_is_refused(header: dict[str, Any]) -> None:
    assert SIGNER.read(signed(None, **header), NOW) is None


def test_a_header_that_must_be_understood_and_is_not_refuses_the_token() -> None:
    key = _key(SECRET.encode(), 1)
    head = encoded({"alg": ALGORITHM, "kid": key.kid, "typ": TYPE, "crit": ["later"], "later": 1})
    content = f"{head}.{encoded(claims())}"
    signature = base64.urlsafe_b64encode(key.private_key.sign(content.encode())).decode().rstrip("=")
    assert SIGNER.read(f"{content}.{signature}", NOW) is None
    plain = f"{encoded({'alg': ALGORITHM, 'kid': key.kid, 'typ': TYPE})}.{encoded(claims())}"
    signature = base64.urlsafe_b64encode(key.private_key.sign(plain.encode())).decode().rstrip("=")
    assert SIGNER.read(f"{plain}.{signature}", NOW) is not None


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", "HS256", "ES256", "RS256", "EdDSA", None, 7, []])
def test_no_other_algorithm_is_believed(algorithm: Any) -> None:
    _, body, signature = signed().split(".")
    kid = SIGNER.public_keys()["keys"][0]["kid"]
    head = encoded({"alg": algorithm, "kid": kid, "typ": TYPE})
    for tail in (signature, ""):
        assert SIGNER.read(f"{head}.{body}.{tail}", NOW) is None


def test_the_public_key_is_no_shared_secret() -> None:
    public = SIGNER.public_keys()["keys"][0]
    for secret in (public["x"], json.dumps(public)):
        head = {"alg": "HS256", "kid": public["kid"], "typ": TYPE}
        forged = jwt.encode(head, claims(), OctKey.import_key(secret), algorithms=["HS256"])
        assert SIGNER.read(forged, NOW) is None


def test_a_key_that_the_token_brings_along_is_not_used() -> None:
    own = OKPKey.generate_key("Ed25519")
    public = own.as_dict(private=False)
    kid = SIGNER.public_keys()["keys"][0]["kid"]
    assert SIGNER.read(signed(None, own, jwk=public), NOW) is None
    assert SIGNER.read(signed(None, own, kid=kid, jku=f"{URL}/api/v1/token/keys"), NOW) is None
    assert SIGNER.read(signed(None, own, kid=None), NOW) is None


def test_another_installation_signs_for_itself_only() -> None:
    other = Signer(settings(secret_key="t" * 40))
    assert SIGNER.read(other.sign(FAMILY, FAMILY.scopes, NOW, NOW + LIFETIME), NOW) is None
    elsewhere = Signer(settings(public_url="https://other.example"))
    assert SIGNER.read(elsewhere.sign(FAMILY, FAMILY.scopes, NOW, NOW + LIFETIME), NOW) is None


def test_a_raised_key_version_keeps_what_the_one_before_has_signed() -> None:
    old = SIGNER.sign(FAMILY, FAMILY.scopes, NOW, NOW + LIFETIME)
    next_one, after_that = Signer(settings(token_key_version=2)), Signer(settings(token_key_version=3))
    assert next_one.read(old, NOW) is not None
    assert after_that.read(old, NOW) is None
    fresh = next_one.sign(FAMILY, FAMILY.scopes, NOW, NOW + LIFETIME)
    assert after_that.read(fresh, NOW) is not None
    assert SIGNER.read(fresh, NOW) is None
    assert len(next_one.public_keys()["keys"]) == 2


def test_published_keys_are_public_ones() -> None:
    for key in Signer(settings(token_key_version=2)).public_keys()["keys"]:
        assert set(key) == {"kty", "crv", "x", "kid", "use", "alg"}


def test_a_token_ends_at_its_time() -> None:
    token = SIGNER.sign(FAMILY, FAMILY.scopes, NOW, NOW + LIFETIME)
    assert SIGNER.read(token, NOW + LIFETIME - timedelta(seconds=1)) is not None
    assert SIGNER.read(token, NOW + LIFETIME + timedelta(seconds=6)) is None


@given(st.integers(0, 200))
def test_a_token_that_was_cut_short_is_none(length: int) -> None:
    token = signed()
    assert SIGNER.read(token[: min(length, len(token) - 1)], NOW) is None


@given(st.integers(0, 10_000), st.sampled_from("AZaz09-_.é\0"))
def test_a_token_that_was_changed_anywhere_is_none(position: int, character: str) -> None:
    token = signed()
    place = position % len(token)
    changed = token[:place] + character + token[place + 1 :]
    read = SIGNER.read(changed, NOW)
    # The last character of a part may hold bits that say nothing.
    assert read is None or read == SIGNER.read(token, NOW)


@given(st.text(max_size=300) | st.recursive(st.just("["), lambda deep: deep.map(lambda text: text * 3)))
def test_any_other_text_is_no_token(text: str) -> None:
    assert SIGNER.read(text, NOW) is None
    body = base64.urlsafe_b64encode(text.encode(errors="replace")).decode()
    assert SIGNER.read(f"{body}.{body}.{body}", NOW) is None
    assert SIGNER.read(f"{signed().split('.')[0]}.{body}.{body}", NOW) is None
