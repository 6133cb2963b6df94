"""One spelling for a host: what a resolver, a certificate and an allow-list all understand alike, or a refusal."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

import idna

from aqtra.infra.egress.errors import EgressRefused

Address = IPv4Address | IPv6Address

LONGEST: Final = 253
_LABEL: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# inet_aton reads all of these as numbers: 127.1, 2130706433, 0x7f.1, 0177.0.0.1
_NUMERIC: Final = re.compile(r"(0x[0-9a-f]*|[0-9]+)")


def refused(rule: str, message: str) -> EgressRefused:
    return EgressRefused.of_field("url", rule, message)


def canonical(host: str) -> str | Address:
    """An address, or a name in lower case A-labels without the dot of an absolute name. Raises EgressRefused."""
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    if ":" in host:
        return _address(host)
    name = _ascii(host).removesuffix(".")
    labels = name.split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        # Whatever ends in a number is meant as an address; only the one usual spelling is read as one.
        return _address(name)
    if not name or len(name) > LONGEST or not all(_LABEL.fullmatch(label) for label in labels):
        raise refused("host", f"{host[:80]} is no host name")
    return name


def _ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        # Strict IDNA 2008: digits and dots of other scripts are not mapped to ours.
        return idna.encode(host.lower()).decode()
    except (idna.IDNAError, UnicodeError):
        raise refused("host", "the host has characters that no name may have") from None


def _address(text: str) -> Address:
    try:
        found = ip_address(text)
    except ValueError:
        raise refused("host", f"{text[:80]} is no address in its usual spelling") from None
    if isinstance(found, IPv6Address) and found.scope_id is not None:
        raise refused("host", "an address with a zone leads to this machine's own links")
    return found
