"""Which addresses may be called: those of the public internet, and those an administrator has listed."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Final

from aqtra.infra.egress.hosts import Address, canonical
from aqtra.infra.networks import Network, networks

# All that IANA has handed out for global unicast; mapped, compatible, NAT64 and local forms all lie outside.
_UNICAST6: Final = ip_network("2000::/3")
# IANA special-purpose registries (RFC 6890), and addresses that carry an IPv4 address inside: 6to4, Teredo.
_SPECIAL: Final = networks(
    (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
# Clouds answer for the machine itself here. A listed name must not lead there, only a listed network.
_METADATA: Final = networks(
    ("169.254.0.0/16", "168.63.129.16/32", "100.100.100.200/32", "192.0.0.192/32", "fd00:ec2::/32", "fe80::/10")
)


def is_public(address: Address) -> bool:
    """Whether it belongs to somebody on the internet and carries no other address inside."""
    if _within(address, _SPECIAL) or _within(address, _METADATA):
        return False
    return isinstance(address, IPv4Address) or address in _UNICAST6


def is_metadata(address: Address) -> bool:
    return _within(address, _METADATA)


def _within(address: Address, ranges: Iterable[Network]) -> bool:
    return any(address.version == network.version and address in network for network in ranges)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What an administrator has listed, and whether the public internet needs no listing."""

    hosts: frozenset[str]
    ranges: tuple[Network, ...]
    public: bool

    @classmethod
    def of(cls, entries: Iterable[str], *, public: bool) -> "Allowed":
        """Entries are networks, addresses or host names. Raises EgressRefused for what is none of them."""
        hosts: set[str] = set()
        ranges: list[Network] = []
        for entry in (each.strip() for each in entries):
            try:
                ranges.append(ip_network(entry))
            except ValueError:
                hosts.add(str(canonical(entry)))
        return cls(frozenset(hosts), tuple(ranges), public)

    def permits(self, host: str | Address, address: Address) -> bool:
        """Whether `host`, which leads to `address`, may be called there."""
        if _within(address, self.ranges):
            return True
        if isinstance(host, str) and host in self.hosts:
            return not is_metadata(address) and _is_plain(address)
        return self.public and is_public(address)


def _is_plain(address: Address) -> bool:
    """No multicast, no broadcast, nothing that hides an IPv4 address."""
    plain = ip_address(int(address)) if isinstance(address, IPv4Address) else address
    if plain.is_multicast or plain.is_unspecified:
        return False
    if isinstance(plain, IPv4Address):
        return not plain.is_reserved
    return plain in _UNICAST6 or plain.is_loopback or plain in ip_network("fc00::/7")
