"""Envelope encryption: a key per file, wrapped by the newest key of a keyring; content in authenticated chunks.

A part of a file is a row of chunks. Every chunk is AES-256-GCM under a key of its own part, which HKDF draws from the
file's key and the part's random salt, so that a part that is sent twice never uses a nonce twice. What a chunk belongs
to (file, part, position, whether it is the last of the file) is associated data: a chunk that was cut off, moved,
taken from another file or replaced by an earlier one does not open.
"""

import base64
import binascii
import os
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
CHUNK: Final = 64 * 1024
"""Bytes of content in a chunk; the last chunk of a part may hold fewer."""
SEALED_CHUNK: Final = CHUNK + TAG_BYTES

_PURPOSE: Final = b"aqtra file part 1"
_FINGERPRINT: Final = b"aqtra key fingerprint 1"
FINGERPRINT_BYTES: Final = 16
_WRAP: Final = struct.Struct(">I16s")
_PLACE: Final = struct.Struct(">16sIIB")


class NotAuthentic(Exception):
    """What was read is not what was written, or the key is not the one it was written with."""


class UnknownKey(Exception):
    """The keyring has no key of this version."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A file's key as it may lie in the database: useless without the keyring."""

    version: int
    sealed: bytes


def parse_keys(text: str) -> dict[int, bytes]:
    """Reads `<version>:<base64 of 32 bytes>`, comma-separated. Raises ValueError, which never repeats a key."""
    keys = parse_entries(text)
    for version, key in keys.items():
        if len(key) != KEY_BYTES:
            raise ValueError(f"key {version} has {len(key)} bytes instead of {KEY_BYTES}")
    return keys


def parse_entries(text: str) -> dict[int, bytes]:
    """Reads `<version>:<base64>`, comma-separated: keys, or what a provider has made of them. Raises ValueError."""
    keys: dict[int, bytes] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        version, _, encoded = entry.partition(":")
        if not (version.isascii() and version.isdigit() and 0 < int(version) < 2**31):
            raise ValueError("a key has no version: write <version>:<base64 of 32 bytes>")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            raise ValueError(f"key {int(version)} is not base64") from None
        if int(version) in keys:
            raise ValueError(f"key {int(version)} stands twice")
        keys[int(version)] = key
    if not keys:
        raise ValueError("there is no key")
    return keys


def write_entries(entries: Mapping[int, bytes]) -> str:
    """The text that `parse_entries` reads."""
    return ",".join(f"{version}:{base64.b64encode(key).decode()}" for version, key in sorted(entries.items()))


class Keyring:
    """Keys by version: the highest encrypts, all decrypt."""

    def __init__(self, keys: Mapping[int, bytes], changed: Callable[[], Mapping[int, bytes] | None] | None = None):
        """`changed` answers the keys anew when there are others by now, else None. It raises nothing."""
        self._changed = changed
        self._set(keys)

    def __repr__(self) -> str:
        return f"Keyring(versions={sorted(self._raw)})"

    def __contains__(self, version: int) -> bool:
        return version in self._raw

    @property
    def versions(self) -> tuple[int, ...]:
        return tuple(sorted(self._raw))

    def raw(self, version: int) -> bytes:
        """The key itself, for another keyring. Raises UnknownKey."""
        return self._key(version)

    def refresh(self) -> None:
        """Takes over versions that were added, or taken away, since they were read."""
        if self._changed is not None and (keys := self._changed()):
            self._set(keys)

    def derived(self, version: int, purpose: bytes) -> bytes:
        """A key for one purpose only, drawn from the key of that version. Raises UnknownKey."""
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(self._key(version))

    def fingerprint(self, version: int) -> bytes:
        """Tells keys apart and gives nothing of them away. Raises UnknownKey."""
        return self.derived(version, _FINGERPRINT)[:FINGERPRINT_BYTES]

    def wrap(self, key: bytes, file_id: UUID) -> WrappedKey:
        version, nonce = self.newest, os.urandom(NONCE_BYTES)
        sealed = AESGCM(self._key(version)).encrypt(nonce, key, _WRAP.pack(version, file_id.bytes))
        return WrappedKey(version, nonce + sealed)

    def unwrap(self, wrapped: WrappedKey, file_id: UUID) -> bytes:
        """Raises UnknownKey, NotAuthentic."""
        master = AESGCM(self._key(wrapped.version))
        nonce, sealed = wrapped.sealed[:NONCE_BYTES], wrapped.sealed[NONCE_BYTES:]
        try:
            return master.decrypt(nonce, sealed, _WRAP.pack(wrapped.version, file_id.bytes))
        except (InvalidTag, ValueError) as error:
            # ValueError: a nonce that was cut short.
            raise NotAuthentic(f"the key of file {file_id} does not open") from error

    def rewrap(self, wrapped: WrappedKey, file_id: UUID) -> WrappedKey:
        """The same key under the newest version. Raises UnknownKey, NotAuthentic."""
        return self.wrap(self.unwrap(wrapped, file_id), file_id)

    def _key(self, version: int) -> bytes:
        if version not in self._raw:
            # Somebody may have added it since this process began.
            self.refresh()
        key = self._raw.get(version)
        if key is None:
            raise UnknownKey(f"there is no encryption key of version {version}")
        return key

    def _set(self, keys: Mapping[int, bytes]) -> None:
        # One assignment each: readers in other threads see the old keys or the new ones.
        self._raw = dict(keys)
        self.newest = max(keys)


def new_key() -> bytes:
    """A fresh key for one file."""
    return os.urandom(KEY_BYTES)


def new_salt() -> bytes:
    """A fresh salt for one writing of one part."""
    return os.urandom(SALT_BYTES)


def sealed_size(size: int) -> int:
    """Bytes that a part of `size` bytes takes when it is sealed."""
    return size + -(-size // CHUNK) * TAG_BYTES


class PartCipher:
    """Seals and opens the chunks of one part of one file."""

    def __init__(self, key: bytes, salt: bytes, file_id: UUID, part: int) -> None:
        derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=_PURPOSE).derive(key)
        self._cipher = AESGCM(derived)
        self._file = file_id.bytes
        self._part = part

    def seal(self, content: bytes, *, last: bool) -> bytes:
        """The whole part. `last`: no other part of the file follows."""
        count = -(-len(content) // CHUNK)
        view = memoryview(content)
        return b"".join(
            self._cipher.encrypt(
                number.to_bytes(NONCE_BYTES, "big"),
                view[number * CHUNK : (number + 1) * CHUNK],
                self._place(number, last and number == count - 1),
            )
            for number in range(count)
        )

    def open(self, sealed: bytes, first: int, last: int | None) -> Iterator[bytes]:
        """The chunks in `sealed`, which begins with the chunk `first`.

        `last` is the number of the file's last chunk when that is in this part. Raises NotAuthentic.
        """
        view = memoryview(sealed)
        for offset in range(0, len(sealed), SEALED_CHUNK):
            number = first + offset // SEALED_CHUNK
            place = self._place(number, number == last)
            nonce = number.to_bytes(NONCE_BYTES, "big")
            try:
                yield self._cipher.decrypt(nonce, view[offset : offset + SEALED_CHUNK], place)
            except (InvalidTag, ValueError) as error:
                # ValueError: a chunk shorter than its tag.
                raise NotAuthentic(f"chunk {number} of part {self._part} is damaged") from error

    def _place(self, number: int, last: bool) -> bytes:
        return _PLACE.pack(self._file, self._part, number, last)
