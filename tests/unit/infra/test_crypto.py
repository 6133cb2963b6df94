"""What was sealed opens only whole, in its place, with its key; and opens again after the keyring has grown."""

import base64
import os
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.infra.crypto import (
    CHUNK,
    SEALED_CHUNK,
    Keyring,
    NotAuthentic,
    PartCipher,
    UnknownKey,
    WrappedKey,
    new_key,
    new_salt,
    parse_keys,
    sealed_size,
    write_entries,
)

FILE = UUID(int=7)
KEY, SALT = bytes(range(32)), bytes(16)
THREE_CHUNKS = os.urandom(2 * CHUNK + 100)


def cipher(*, file: UUID = FILE, part: int = 0, salt: bytes = SALT, key: bytes = KEY) -> PartCipher:
    return PartCipher(key, salt, file, part)


def opened(sealed: bytes, *, first: int = 0, last: int | None = 2, **of: object) -> bytes:
    return b"".join(cipher(**of).open(sealed, first, last))  # type: ignore[arg-type]


class TestParts:
    @given(st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK]), st.booleans())
    def test_what_was_sealed_opens_again(self, size: int, is_last: bool) -> None:
        content = os.urandom(size)
        sealed = cipher().seal(content, last=is_last)
        assert len(sealed) == sealed_size(size)
        last = -(-size // CHUNK) - 1 if is_last else None
        assert b"".join(cipher().open(sealed, 0, last)) == content

    def test_chunks_in_the_middle_open_alone(self) -> None:
        sealed = cipher().seal(THREE_CHUNKS, last=True)
        assert opened(sealed[SEALED_CHUNK:], first=1) == THREE_CHUNKS[CHUNK:]

    @given(st.integers(0, sealed_size(len(THREE_CHUNKS)) - 1), st.integers(1, 255))
    def test_one_changed_byte_is_noticed(self, place: int, change: int) -> None:
        sealed = bytearray(cipher().seal(THREE_CHUNKS, last=True))
        sealed[place] ^= change
        with pytest.raises(NotAuthentic):
            opened(bytes(sealed))

    @pytest.mark.parametrize("length", [1, 15, 16, SEALED_CHUNK - 1, SEALED_CHUNK + 1, 2 * SEALED_CHUNK + 50])
    def test_a_part_cut_inside_a_chunk_is_noticed(self, length: int) -> None:
        sealed = cipher().seal(THREE_CHUNKS, last=True)[:length]
        with pytest.raises(NotAuthentic):
            opened(sealed, last=None)

    def test_a_part_cut_between_chunks_does_not_end_the_file(self) -> None:
        sealed = cipher().seal(THREE_CHUNKS, last=True)[: 2 * SEALED_CHUNK]
        with pytest.raises(NotAuthentic):
            opened(sealed, last=1)

    def test_a_part_that_another_follows_does_not_end_the_file(self) -> None:
        with pytest.raises(NotAuthentic):
            opened(cipher().seal(THREE_CHUNKS, last=False))

    def test_exchanged_chunks_are_noticed(self) -> None:
        sealed = cipher().seal(THREE_CHUNKS, last=True)
        swapped = sealed[SEALED_CHUNK : 2 * SEALED_CHUNK] + sealed[:SEALED_CHUNK] + sealed[2 * SEALED_CHUNK :]
        with pytest.raises(NotAuthentic):
            opened(swapped)

    @pytest.mark.parametrize("other", [{"file": uuid4()}, {"part": 1}, {"salt": b"x" * 16}, {"key": b"x" * 32}])
    def test_a_part_opens_in_its_own_place_only(self, other: dict[str, object]) -> None:
        sealed = cipher().seal(THREE_CHUNKS, last=True)
        with pytest.raises(NotAuthentic):
            opened(sealed, **other)  # type: ignore[arg-type]

    def test_the_same_content_is_never_sealed_to_the_same_bytes(self) -> None:
        first, second = (cipher(salt=new_salt()).seal(THREE_CHUNKS, last=True) for _ in range(2))
        chunks = range(0, len(first), SEALED_CHUNK)
        assert all(first[at : at + 32] != second[at : at + 32] for at in chunks)


class TestKeyring:
    def test_the_newest_key_wraps_and_all_unwrap(self) -> None:
        old, both = Keyring({1: b"a" * 32}), Keyring({1: b"a" * 32, 2: b"b" * 32})
        key = new_key()
        wrapped = old.wrap(key, FILE)
        assert both.unwrap(wrapped, FILE) == key
        assert both.wrap(key, FILE).version == 2
        with pytest.raises(UnknownKey):
            old.unwrap(both.wrap(key, FILE), FILE)

    def test_a_wrapped_key_belongs_to_its_file_and_version(self) -> None:
        keys = Keyring({1: b"a" * 32, 2: b"a" * 32})
        wrapped = keys.wrap(new_key(), FILE)
        with pytest.raises(NotAuthentic):
            keys.unwrap(wrapped, uuid4())
        with pytest.raises(NotAuthentic):
            keys.unwrap(WrappedKey(1, wrapped.sealed), FILE)

    @pytest.mark.parametrize("length", [0, 5, 12, 20, 40])
    def test_a_wrapped_key_that_was_cut_short_does_not_open(self, length: int) -> None:
        keys = Keyring({1: b"a" * 32})
        with pytest.raises(NotAuthentic):
            keys.unwrap(WrappedKey(1, keys.wrap(new_key(), FILE).sealed[:length]), FILE)

    def test_it_does_not_show_its_keys(self) -> None:
        assert "a" * 8 not in repr(Keyring({1: b"a" * 32}))


class TestKeyText:
    def test_fresh_keys_can_be_read(self) -> None:
        keys = {2: new_key(), 1: new_key()}
        assert parse_keys(write_entries(keys)) == keys

    def test_several_versions_may_stand_in_any_order(self) -> None:
        text = ", ".join(f"{version}:{base64.b64encode(bytes([version]) * 32).decode()}" for version in (3, 1))
        assert parse_keys(text) == {3: b"\x03" * 32, 1: b"\x01" * 32}

    @pytest.mark.parametrize(
        "text",
        [
            "",
            ",",
            "c2VjcmV0",
            "one:c2VjcmV0",
            "0:" + "A" * 43 + "=",
            "-1:" + "A" * 43 + "=",
            "²:" + "A" * 43 + "=",
            "1:c2VjcmV0",
            "1:***",
            "1:" + "A" * 43 + "=,1:" + "B" * 43 + "=",
        ],
    )
    def test_a_wrong_text_is_refused_and_not_repeated(self, text: str) -> None:
        with pytest.raises(ValueError, match="key") as refused:
            parse_keys(text)
        assert "c2VjcmV0" not in str(refused.value)
