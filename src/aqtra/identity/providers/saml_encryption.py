"""How an answer is encrypted, looked at before anything is opened. Pure."""

from typing import Final

from onelogin.saml2.utils import OneLogin_Saml2_Utils
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from aqtra.identity.providers.errors import SignInRefused

_XENC: Final = "http://www.w3.org/2001/04/xmlenc#"
_XENC11: Final = "http://www.w3.org/2009/xmlenc11#"
# PKCS#1 1.5 lets who can ask often enough read the key. With CBC whoever changes what is encrypted changes what is
# parsed: the parser below the library prints what it cannot read, the person's data in it, past our log.
CURRENT: Final = frozenset(
    {f"{_XENC}rsa-oaep-mgf1p", f"{_XENC11}rsa-oaep"}
    | {f"{_XENC11}aes128-gcm", f"{_XENC11}aes192-gcm", f"{_XENC11}aes256-gcm"}
)


def encryption_methods(response: str) -> frozenset[str]:
    """Algorithms that anything in a posted answer is encrypted with; empty: nothing is. Raises what parsers raise."""
    tree = OneLogin_Saml2_XML.to_etree(OneLogin_Saml2_Utils.b64decode(response))
    encrypted = OneLogin_Saml2_XML.query(tree, "//xenc:EncryptedData | //xenc:EncryptedKey")
    methods = (one.find(f"{{{_XENC}}}EncryptionMethod") for one in encrypted)
    return frozenset("" if method is None else method.get("Algorithm", "") for method in methods)


def require_current(methods: frozenset[str]) -> None:
    """Raises SignInRefused for a method that does not protect any more."""
    if outdated := sorted(methods - CURRENT):
        raise SignInRefused(f"the assertion is encrypted with {outdated[0][:100]}", reason="outdated_encryption")
