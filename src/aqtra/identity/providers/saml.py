"""SAML 2: request by redirect, answer by a posted form, signed assertions only (SAML profiles 4.1)."""

import asyncio
import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from authlib.common.urls import add_params_to_uri
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from onelogin.saml2.authn_request import OneLogin_Saml2_Authn_Request
from onelogin.saml2.errors import OneLogin_Saml2_ValidationError
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from aqtra.identity.providers.errors import SignInRefused
from aqtra.identity.providers.models import SamlSettings

POST: Final = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
REDIRECT: Final = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
TRANSIENT: Final = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
ANY_FORMAT: Final = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
MAX_RESPONSE: Final = 256 * 1024
# Longer than any provider lets an assertion live; an assertion without an end is remembered this long.
LONGEST: Final = timedelta(days=1)
DRIFT: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Assertion:
    """A verified assertion. `until`: it must not be taken a second time before."""

    id: bytes
    until: datetime
    subject: str
    attributes: dict[str, list[str]]


def acs_path(provider: UUID) -> str:
    return f"/api/v1/session/providers/{provider}/saml/acs"


def metadata_path(provider: UUID) -> str:
    return f"/api/v1/session/providers/{provider}/saml/metadata"


def metadata(provider: UUID, settings: SamlSettings, base: str) -> bytes:
    """What the provider's administrator imports."""
    document: str | bytes = _library(provider, settings, base).get_sp_metadata()
    return document.encode() if isinstance(document, str) else document


def address(provider: UUID, settings: SamlSettings, base: str, state: str) -> tuple[str, str]:
    """Where the browser is sent to sign in, and the id of the request that the answer must name."""
    request = OneLogin_Saml2_Authn_Request(_library(provider, settings, base))
    query = [("SAMLRequest", request.get_request()), ("RelayState", state)]
    return str(add_params_to_uri(settings.sign_in_address, query)), str(request.get_id())


async def prove(
    provider: UUID, settings: SamlSettings, base: str, response: str, request_id: str | None, now: datetime
) -> Assertion:
    """Verifies a posted answer, off the event loop. `request_id` None: the provider began. Raises SignInRefused."""
    if len(response) > MAX_RESPONSE:
        raise SignInRefused("the answer is too large", reason="size")
    return await asyncio.to_thread(_prove, provider, settings, base, response, request_id, now)


def _prove(
    provider: UUID, settings: SamlSettings, base: str, response: str, request_id: str | None, now: datetime
) -> Assertion:
    try:
        answer = OneLogin_Saml2_Response(_library(provider, settings, base), response)
        answer.is_valid(_request_data(base, acs_path(provider)), request_id, raise_exceptions=True)
        # The library lets both be absent.
        if request_id is not None and answer.get_in_response_to() != request_id:
            raise SignInRefused("the answer is to another request", reason="in_response_to")
        if request_id is None and answer.get_in_response_to() is not None:
            raise SignInRefused("the answer is to a request of another browser", reason="in_response_to")
        if not answer.get_audiences():
            raise SignInRefused("the assertion is for nobody in particular", reason="audience")
        return _assertion(settings, answer, now)
    except SignInRefused:
        raise
    except OneLogin_Saml2_ValidationError as error:
        raise SignInRefused("the assertion does not fit", reason=_reason(error)) from error
    except Exception as error:
        # The parsers of XML, base64 and signatures raise of many kinds: none of them proves anybody.
        raise SignInRefused("the answer cannot be read", reason="unreadable") from error


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
    return Assertion(_digest(answer), _until(answer, now), subject.strip(), attributes)


def _digest(answer: Any) -> bytes:
    return hashlib.sha256(str(answer.get_assertion_id()).encode()).digest()


def _until(answer: Any, now: datetime) -> datetime:
    with suppress(TypeError, ValueError, OverflowError):
        # The library takes an assertion for some minutes longer than it says.
        return datetime.fromtimestamp(float(answer.get_assertion_not_on_or_after()), UTC) + DRIFT
    return now + LONGEST


def _library(provider: UUID, settings: SamlSettings, base: str) -> OneLogin_Saml2_Settings:
    certificates = [
        certificate.public_bytes(Encoding.PEM).decode()
        for certificate in load_pem_x509_certificates(settings.certificates.encode())
    ]
    return OneLogin_Saml2_Settings(
        {
            "strict": True,
            "debug": False,
            "sp": {
                "entityId": f"{base}{metadata_path(provider)}",
                "assertionConsumerService": {"url": f"{base}{acs_path(provider)}", "binding": POST},
                "NameIDFormat": ANY_FORMAT,
            },
            "idp": {
                "entityId": settings.entity_id,
                "singleSignOnService": {"url": settings.sign_in_address, "binding": REDIRECT},
                "x509certMulti": {"signing": certificates},
            },
            "security": {
                "wantAssertionsSigned": True,
                "wantAttributeStatement": False,
                "requestedAuthnContext": False,
                "rejectDeprecatedAlgorithm": True,
                "allowRepeatAttributeName": True,
                "allowSingleLabelDomains": True,
            },
        }
    )


def _request_data(base: str, path: str) -> dict[str, Any]:
    parts = urlsplit(base)
    return {"https": "on", "http_host": parts.netloc, "script_name": path, "get_data": {}, "post_data": {}}


def _reason(error: OneLogin_Saml2_ValidationError) -> str:
    names = {value: name.lower() for name, value in vars(OneLogin_Saml2_ValidationError).items() if name.isupper()}
    return str(names.get(error.code, "assertion"))
