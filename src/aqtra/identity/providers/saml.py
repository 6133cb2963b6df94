"""SAML 2: signed request by redirect, answer by a posted form, signed assertions only (SAML profiles 4.1 and 4.4)."""

import asyncio
import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import orjson
import structlog
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.errors import OneLogin_Saml2_ValidationError
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from aqtra.identity.providers.addresses import signed_out_path
from aqtra.identity.providers.errors import SignInRefused
from aqtra.identity.providers.models import SamlKey, SamlSettings
from aqtra.identity.providers.saml_encryption import encryption_methods, require_current
from aqtra.identity.providers.saml_library import TRANSIENT, library_settings

log = structlog.get_logger("aqtra.identity")

MAX_RESPONSE: Final = 256 * 1024
# Longer than any provider lets an assertion live; an assertion without an end is remembered this long.
LONGEST: Final = timedelta(days=1)
DRIFT: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Side:
    """Both sides of a conversation: a provider, and this installation at one of its addresses, with its keys."""

    provider: UUID
    settings: SamlSettings
    base: str
    keys: Sequence[SamlKey]

    def library(self, key: SamlKey | None = None, *, publish: bool = False) -> OneLogin_Saml2_Settings:
        """With one of the keys, that which signs unless told otherwise."""
        certificates = [
            certificate.public_bytes(Encoding.PEM).decode()
            for certificate in load_pem_x509_certificates(self.settings.certificates.encode())
        ]
        addresses = {
            name: f"{self.base}{path(self.provider)}"
            for name, path in (("metadata", metadata_path), ("acs", acs_path), ("signed_out", signed_out_path))
        }
        also = self.keys[1].certificate if publish and len(self.keys) > 1 else None
        return OneLogin_Saml2_Settings(
            library_settings(
                self.settings, certificates, addresses, key or self.keys[0], also_published=also, publish=publish
            )
        )

    def conversation(self, path: str) -> OneLogin_Saml2_Auth:
        return OneLogin_Saml2_Auth(_request_data(self.base, path), self.library())


@dataclass(frozen=True, slots=True)
class Assertion:
    """A verified assertion. `until`: it must not be taken a second time before. `proof`: which session it began."""

    id: bytes
    until: datetime
    subject: str
    attributes: dict[str, list[str]]
    proof: str = field(repr=False)


def acs_path(provider: UUID) -> str:
    return f"/api/v1/session/providers/{provider}/saml/acs"


def metadata_path(provider: UUID) -> str:
    return f"/api/v1/session/providers/{provider}/saml/metadata"


def metadata(side: Side) -> bytes:
    """What the provider's administrator imports: addresses, and the certificates of all keys."""
    document: str | bytes = side.library(publish=True).get_sp_metadata()
    return document.encode() if isinstance(document, str) else document


def address(side: Side, state: str) -> tuple[str, str]:
    """Where the browser is sent to sign in, and the id of the request that the answer must name."""
    leaving = side.conversation(acs_path(side.provider))
    return str(leaving.login(return_to=state)), str(leaving.get_last_request_id())


def sign_out_address(side: Side, state: str, proof: str) -> str:
    """Where the browser is sent to end the provider's own session, which `proof` names."""
    return str(side.conversation(signed_out_path(side.provider)).logout(return_to=state, **orjson.loads(proof)))


async def prove(side: Side, response: str, request_id: str | None, now: datetime) -> Assertion:
    """Verifies a posted answer, off the event loop. `request_id` None: the provider began. Raises SignInRefused."""
    if len(response) > MAX_RESPONSE:
        raise SignInRefused("the answer is too large", reason="size")
    return await asyncio.to_thread(_prove, side, response, request_id, now)


def _prove(side: Side, response: str, request_id: str | None, now: datetime) -> Assertion:
    methods: frozenset[str] = frozenset()
    try:
        methods = encryption_methods(response)
        return _verified(side, _opened(side, response, methods), request_id, now)
    except Exception as error:
        refusal = _refusal(error)
        if methods:
            # Told apart, failures would help to guess what is inside.
            log.warning("encrypted assertion refused", provider=str(side.provider), reason=refusal.params.get("reason"))
            refusal = SignInRefused("the encrypted assertion cannot be taken", reason="encrypted")
        raise refusal from error


def _opened(side: Side, response: str, methods: frozenset[str]) -> Any:
    """The parsed answer. What was encrypted is opened with the first of the keys that fits."""
    if not methods:
        return OneLogin_Saml2_Response(side.library(), response)
    require_current(methods)
    for key in side.keys[:-1]:
        # The library and libxml raise of many kinds where a key does not fit.
        with suppress(Exception):
            return OneLogin_Saml2_Response(side.library(key), response)
    return OneLogin_Saml2_Response(side.library(side.keys[-1]), response)


def _verified(side: Side, answer: Any, request_id: str | None, now: datetime) -> Assertion:
    answer.is_valid(_request_data(side.base, acs_path(side.provider)), request_id, raise_exceptions=True)
    # The library lets both be absent.
    if request_id is not None and answer.get_in_response_to() != request_id:
        raise SignInRefused("the answer is to another request", reason="in_response_to")
    if request_id is None and answer.get_in_response_to() is not None:
        raise SignInRefused("the answer is to a request of another browser", reason="in_response_to")
    if not answer.get_audiences():
        raise SignInRefused("the assertion is for nobody in particular", reason="audience")
    return _assertion(side.settings, answer, now)


def _refusal(error: Exception) -> SignInRefused:
    if isinstance(error, SignInRefused):
        return error
    if isinstance(error, OneLogin_Saml2_ValidationError):
        return SignInRefused("the assertion does not fit", reason=_reason(error))
    # The parsers of XML, base64 and signatures raise of many kinds: none of them proves anybody.
    return SignInRefused("the answer cannot be read", reason="unreadable")


def _assertion(settings: SamlSettings, answer: Any, now: datetime) -> Assertion:
    attributes = {
        str(name): [str(value) for value in values if isinstance(value, str)]
        for name, values in answer.get_attributes().items()
    }
    if settings.subject_attribute:
        subject = next(iter(attributes.get(settings.subject_attribute, ())), "")
    else:
        subject = answer.get_nameid() or ""
        if answer.get_nameid_format() == TRANSIENT:
            raise SignInRefused("the NameID changes with each sign-in", reason="transient")
    if not subject.strip():
        raise SignInRefused("the assertion names nobody", reason="subject")
    return Assertion(_digest(answer), _until(answer, now), subject.strip(), attributes, _proof(answer))


def _proof(answer: Any) -> str:
    """What a request to sign out must say, by the names that the library knows it by."""
    said = {
        "name_id": answer.get_nameid(),
        "name_id_format": answer.get_nameid_format(),
        "nq": answer.get_nameid_nq(),
        "spnq": answer.get_nameid_spnq(),
        "session_index": answer.get_session_index(),
    }
    return orjson.dumps(said).decode()


def _digest(answer: Any) -> bytes:
    return hashlib.sha256(str(answer.get_assertion_id()).encode()).digest()


def _until(answer: Any, now: datetime) -> datetime:
    with suppress(TypeError, ValueError, OverflowError):
        # The library takes an assertion for some minutes longer than it says.
        return datetime.fromtimestamp(float(answer.get_assertion_not_on_or_after()), UTC) + DRIFT
    return now + LONGEST


def _request_data(base: str, path: str) -> dict[str, Any]:
    parts = urlsplit(base)
    return {"https": "on", "http_host": parts.netloc, "script_name": path, "get_data": {}, "post_data": {}}


def _reason(error: OneLogin_Saml2_ValidationError) -> str:
    names = {value: name.lower() for name, value in vars(OneLogin_Saml2_ValidationError).items() if name.isupper()}
    return str(names.get(error.code, "assertion"))
