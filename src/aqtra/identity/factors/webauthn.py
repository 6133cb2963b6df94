"""Passkeys: the questions put to an authenticator, and what its answer proves. All of it by the library."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from aqtra.identity.models import Account, StoredPasskey
from aqtra.infra.settings import LOOPBACK_HOSTS, Settings

MAX_CREDENTIAL_ID = 1023
"""Bytes; the standard allows no more."""


class NotAnAnswer(Exception):
    """What came does not answer the question. The message is for logs."""


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Whom passkeys belong to: the host of the installation's address, and pages that may use them."""

    id: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A key that an authenticator made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def relying_party(settings: Settings) -> RelyingParty | None:
    """None when the address is a number, which passkeys cannot belong to; this machine is called localhost."""
    address = urlsplit(settings.base_url)
    host = address.hostname or ""
    if host in LOOPBACK_HOSTS:
        port = f":{address.port}" if address.port else ""
        return RelyingParty("localhost", (f"https://localhost{port}",))
    if ":" in host or host.rpartition(".")[2].isdigit():
        return None
    origins = [settings.base_url, *settings.allowed_origins]
    return RelyingParty(host, tuple(origin for origin in origins if _belongs(origin, host)))


def registration_options(party: RelyingParty, account: Account, existing: Sequence[bytes]) -> dict[str, Any]:
    """Asks for a key that signs in without a user name and makes sure of the person itself."""
    options = generate_registration_options(
        rp_id=party.id,
        rp_name="Aqtra",
        user_id=account.handle.bytes,
        user_name=account.user_name,
        user_display_name=account.display_name or account.user_name,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key) for key in existing],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return _as_json(options)


def authentication_options(party: RelyingParty, allowed: Sequence[bytes]) -> dict[str, Any]:
    """`allowed` empty: any passkey of this installation that the authenticator has."""
    options = generate_authentication_options(
        rp_id=party.id,
        allow_credentials=[PublicKeyCredentialDescriptor(id=key) for key in allowed],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _as_json(options)


def challenge_of(options: dict[str, Any]) -> bytes:
    return base64url_to_bytes(options["challenge"])


def registered(party: RelyingParty, credential: dict[str, Any], challenge: bytes) -> NewPasskey:
    """Raises NotAnAnswer."""
    try:
        answer = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=list(party.origins),
            require_user_verification=True,
        )
    # Strangers' CBOR, JSON and curves fail in more ways than the library names.
    except Exception as error:
        raise NotAnAnswer(type(error).__name__) from error
    if len(answer.credential_id) > MAX_CREDENTIAL_ID:
        raise NotAnAnswer("credential id too long")
    return NewPasskey(answer.credential_id, answer.credential_public_key, answer.sign_count)


def signed(party: RelyingParty, credential: dict[str, Any], challenge: bytes, passkey: StoredPasskey) -> int:
    """The authenticator's new counter. Raises NotAnAnswer, also when the counter went back: a copied key."""
    try:
        answer = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=list(party.origins),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    # As above.
    except Exception as error:
        raise NotAnAnswer(type(error).__name__) from error
    return answer.new_sign_count


def credential_id(credential: dict[str, Any]) -> bytes:
    """Which key an answer claims to be of. Raises NotAnAnswer."""
    return _bytes(credential.get("id"))


def user_handle(credential: dict[str, Any]) -> bytes | None:
    """Whose key it is, as the authenticator remembers; None when it does not say. Raises NotAnAnswer."""
    response = credential.get("response")
    handle = response.get("userHandle") if isinstance(response, dict) else None
    return None if handle is None else _bytes(handle)


def _bytes(text: object) -> bytes:
    if not isinstance(text, str) or not 0 < len(text) <= 2 * MAX_CREDENTIAL_ID:
        raise NotAnAnswer("no credential id")
    try:
        return base64url_to_bytes(text)
    except ValueError as error:
        raise NotAnAnswer("not base64url") from error


def _belongs(origin: str, host: str) -> bool:
    found = urlsplit(origin).hostname or ""
    return found == host or found.endswith(f".{host}")


def _as_json(options: Any) -> dict[str, Any]:
    """As browsers read it with `parseRequestOptionsFromJSON`."""
    document: dict[str, Any] = json.loads(options_to_json(options))
    return document
