"""Sealed values open at their place, with the key that sealed them, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.infra.crypto import Keyring, NotAuthentic, UnknownKey
from aqtra.infra.sealing import Sealer, version_of

OLD, NEW = Keyring({1: b"a" * 32}), Keyring({1: b"a" * 32, 2: b"b" * 32})


@given(st.binary(max_size=5_000), st.text(max_size=60))
def test_a_value_opens_at_its_place_only(value: bytes, place: str) -> None:
    sealed = Sealer(OLD).seal(value, place)
    assert Sealer(OLD).open(sealed, place) == value
    with pytest.raises(NotAuthentic):
        Sealer(OLD).open(sealed, f"{place}.")


def test_the_newest_key_seals_and_all_open() -> None:
    before = Sealer(OLD).seal(b"secret", "here")
    after = Sealer(NEW).seal(b"secret", "here")
    assert (version_of(before), version_of(after)) == (1, 2)
    assert Sealer(NEW).open(before, "here") == Sealer(NEW).open(after, "here") == b"secret"
    with pytest.raises(UnknownKey):
        Sealer(OLD).open(after, "here")


@given(st.data())
def test_a_changed_byte_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(Sealer(OLD).seal(b"secret", "here"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises((NotAuthentic, UnknownKey)):
        Sealer(OLD).open(bytes(sealed), "here")


@pytest.mark.parametrize("length", range(40))
def test_what_was_cut_short_does_not_open(length: int) -> None:
    sealed = Sealer(OLD).seal(b"secret" * 2, "here")[:length]
    with pytest.raises(NotAuthentic):
        Sealer(OLD).open(sealed, "here")
