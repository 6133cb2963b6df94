"""How an answer is encrypted is known before anything is opened, and only what still protects is let pass."""

from base64 import b64encode
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.identity.providers.errors import SignInRefused
from aqtra.identity.providers.saml_encryption import CURRENT, encryption_methods, require_current

XENC = "http://www.w3.org/2001/04/xmlenc#"


def answer(inner: str) -> str:
    return b64encode(f'<r xmlns:x="{XENC}">{inner}</r>'.encode()).decode()


def encrypted(data: str | None, key: str | None) -> str:
    def method(algorithm: str | None) -> str:
        return "" if algorithm is None else f'<x:EncryptionMethod Algorithm="{algorithm}"/>'

    return f"<x:EncryptedData>{method(data)}<x:EncryptedKey>{method(key)}</x:EncryptedKey></x:EncryptedData>"


@given(st.sampled_from(sorted(CURRENT)), st.sampled_from(sorted(CURRENT)))
def test_both_methods_are_found_and_let_pass(data: str, key: str) -> None:
    methods = encryption_methods(answer(encrypted(data, key)))
    assert methods == {data, key}
    require_current(methods)


@pytest.mark.parametrize("outdated", [f"{XENC}rsa-1_5", f"{XENC}tripledes-cbc", f"{XENC}aes256-cbc", "", None])
@pytest.mark.parametrize("place", ["data", "key"])
def test_one_outdated_or_unnamed_method_is_enough_to_refuse(outdated: str | None, place: str) -> None:
    good = f"{XENC}rsa-oaep-mgf1p"
    body = encrypted(outdated, good) if place == "data" else encrypted(good, outdated)
    with pytest.raises(SignInRefused):
        require_current(encryption_methods(answer(body)))


def test_where_nothing_is_encrypted_nothing_is_found() -> None:
    assert encryption_methods(answer("<a/>")) == frozenset()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """By whatever the parsers raise, which the caller turns into one refusal; never by anything worse."""
    with suppress(Exception):
        assert isinstance(encryption_methods(b64encode(content).decode()), frozenset)
