"""Small types of settings about the network: rates, and lists of networks."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, Final, NamedTuple

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

Network = IPv4Network | IPv6Network

_RATE: Final = re.compile(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,5})")


class Rate(NamedTuple):
    """So many times in so many seconds, also all at once; written `<times>/<seconds>`."""

    times: int
    seconds: int

    @property
    def per_second(self) -> float:
        return self.times / self.seconds

    def scaled(self, factor: float) -> "Rate":
        return Rate(max(1, round(self.times * factor)), self.seconds)

    def __str__(self) -> str:
        return f"{self.times}/{self.seconds}"

    @classmethod
    def parse(cls, value: Any) -> "Rate":
        """Raises ValueError."""
        if isinstance(value, cls):
            return value
        match = _RATE.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            raise ValueError("write <times>/<seconds>, such as 600/60")
        return cls(int(match.group(1)), int(match.group(2)))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse)


def networks(entries: Iterable[str]) -> tuple[Network, ...]:
    """Networks and single addresses. Raises ValueError naming the entry that is neither."""
    found: list[Network] = []
    for entry in entries:
        try:
            found.append(ip_network(entry.strip()))
        except ValueError:
            raise ValueError(f"{entry} is no network: write 10.0.0.0/8 or 192.0.2.7") from None
    return tuple(found)
