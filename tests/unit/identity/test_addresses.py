"""Which addresses a sign-in may lead to."""

import asyncio
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.identity.providers.addresses import ForeignAddress, base_of, local_path

BASE = "https://aqtra.example.org"


async def known(host: str) -> bool:
    return host.partition(":")[0] in ("shop.example.org", "evil.example.org@shop.example.org")


def base(host: str) -> str:
    return asyncio.run(base_of(host, BASE, known))


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("aqtra.example.org", BASE),
        ("AQTRA.example.org", BASE),
        ("shop.example.org", "https://shop.example.org"),
        ("shop.example.org:8443", "https://shop.example.org:8443"),
    ],
)
def test_the_address_is_the_platforms_or_that_of_a_domain(host: str, expected: str) -> None:
    assert base(host) == expected


@pytest.mark.parametrize(
    "host", ["", "evil.example.org", "evil.example.org@shop.example.org", "shop.example.org/x", "shop.example.org:x"]
)
def test_an_unknown_host_is_refused(host: str) -> None:
    with pytest.raises(ForeignAddress):
        base(host)


@pytest.mark.parametrize("path", ["/", "/c/1?x=y#z", "/studio/components", "/a//b"])
def test_a_path_of_this_site_is_taken(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "javascript:alert(1)",
        "/ä",
        "/" + "a" * 2000,
        "",
        "x",
        "//evil.org",
        "/\\evil.org",
        "\\\\evil.org",
        "https://evil.org",
        "/a\nb",
        "/\t/evil.org",
        "/api/v1/x",
    ],
)
def test_a_path_that_could_lead_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(ForeignAddress):
        local_path(path)


@given(st.text(max_size=30))
def test_what_is_taken_stays_on_this_site(path: str) -> None:
    try:
        taken = local_path(path)
    except ForeignAddress:
        return
    assert urlsplit(urljoin(f"{BASE}/x", taken)).netloc == "aqtra.example.org"
