"""The settings that python3-saml is given. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from aqtra.identity.providers.models import SamlKey, SamlSettings

POST: Final = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
REDIRECT: Final = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
TRANSIENT: Final = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
ANY_FORMAT: Final = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"


def library_settings(
    settings: SamlSettings,
    certificates: Sequence[str],
    addresses: Mapping[str, str],
    key: SamlKey,
    *,
    also_published: str | None,
    publish: bool,
) -> dict[str, Any]:
    """`certificates` are the provider's; `also_published` is that of our other key. `publish`: for metadata."""
    ours: dict[str, Any] = {
        "entityId": addresses["metadata"],
        "assertionConsumerService": {"url": addresses["acs"], "binding": POST},
        "NameIDFormat": ANY_FORMAT,
        "x509cert": key.certificate,
        "privateKey": key.private_key,
    }
    theirs: dict[str, Any] = {
        "entityId": settings.entity_id,
        "singleSignOnService": {"url": settings.sign_in_address, "binding": REDIRECT},
        "x509certMulti": {"signing": list(certificates)},
    }
    if also_published:
        ours["x509certNew"] = also_published
    if settings.sign_out_address:
        ours["singleLogoutService"] = {"url": addresses["signed_out"], "binding": REDIRECT}
        theirs["singleLogoutService"] = {"url": settings.sign_out_address, "binding": REDIRECT}
    return {
        "strict": True,
        "debug": False,
        "sp": ours,
        "idp": theirs,
        "security": {
            "authnRequestsSigned": settings.sign_requests,
            "logoutRequestSigned": True,
            "wantAssertionsSigned": True,
            # In metadata it says that our keys may be encrypted for.
            "wantAssertionsEncrypted": publish or settings.encrypted_only,
            "wantAttributeStatement": False,
            "requestedAuthnContext": False,
            "rejectDeprecatedAlgorithm": True,
            "allowRepeatAttributeName": True,
            "allowSingleLabelDomains": True,
        },
    }
