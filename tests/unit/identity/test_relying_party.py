"""Whom passkeys belong to."""

import pytest

from aqtra.identity.factors.webauthn import relying_party
from aqtra.infra.settings import Settings


@pytest.mark.parametrize(
    ("public_url", "party"),
    [
        ("https://apps.example.org", ("apps.example.org", ("https://apps.example.org",))),
        ("https://apps.example.org:8443/", ("apps.example.org", ("https://apps.example.org:8443",))),
        ("https://127.0.0.1:8443", ("localhost", ("https://localhost:8443",))),
        ("https://192.0.2.7", None),
        ("https://[2001:db8::7]:8443", None),
    ],
)
def test_is_the_host_of_the_installation(public_url: str, party: tuple[str, tuple[str, ...]] | None) -> None:
    found = relying_party(Settings(public_url=public_url))
    assert (found and (found.id, found.origins)) == party


def test_pages_below_the_host_may_use_them_and_others_not() -> None:
    allowed = ("https://crm.example.org", "https://evil-example.org", "https://example.org.evil.net")
    found = relying_party(Settings(public_url="https://example.org", allowed_origins=allowed))
    assert found is not None
    assert found.origins == ("https://example.org", "https://crm.example.org")
