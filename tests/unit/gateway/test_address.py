"""Who is asking, seen through our own proxies and nobody else's."""

import pytest

from aqtra.gateway.middleware.address import true_address
from aqtra.infra.networks import networks

PROXIES = networks(["10.0.0.0/8", "fd00::/8"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        # Not through a proxy of ours: what the header says is of no interest.
        ("192.0.2.9", ["203.0.113.1"], "192.0.2.9"),
        ("192.0.2.9", ["10.0.0.1"], "192.0.2.9"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.1"], "203.0.113.1"),
        # A stranger wrote the left part himself.
        ("10.0.0.1", ["127.0.0.1, 203.0.113.1"], "203.0.113.1"),
        ("10.0.0.1", ["127.0.0.1", "203.0.113.1, 10.0.0.7"], "203.0.113.1"),
        ("10.0.0.1", ["203.0.113.1, 10.0.0.7, 10.0.0.8"], "203.0.113.1"),
        ("10.0.0.1", ["2001:db8::5, fd00::2"], "2001:db8::5"),
        # All of them ours: the farthest that is known.
        ("10.0.0.1", ["10.0.0.2"], "10.0.0.2"),
        # What is no address ends the search.
        ("10.0.0.1", ["203.0.113.1, unknown"], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.1:443"], "10.0.0.1"),
        ("10.0.0.1", ["'; DROP TABLE x; --"], "10.0.0.1"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("not an address", ["203.0.113.1"], "not an address"),
    ],
)
def test_only_what_our_proxies_say_is_believed(peer: str, forwarded: list[str], expected: str) -> None:
    assert true_address(peer, forwarded, PROXIES) == expected


def test_without_proxies_nothing_is_believed() -> None:
    assert true_address("10.0.0.1", ["203.0.113.1"], ()) == "10.0.0.1"
