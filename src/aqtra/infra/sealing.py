"""Small secrets at rest: passwords of other systems, keys of one-time codes, payloads that wait.

A sealed value is `version | nonce | AES-256-GCM`, under a key that HKDF draws from the keyring's key of that version.
What it belongs to, its place, is associated data: a value that was copied to another row or column does not open.
"""

import os
import struct
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aqtra.infra.crypto import NONCE_BYTES, Keyring, NotAuthentic

_PURPOSE: Final = b"aqtra secret 1"
_VERSION: Final = struct.Struct(">I")


class Sealer:
    """Seals with the keyring's newest key, opens what any of its keys has sealed."""

    def __init__(self, keys: Keyring) -> None:
        self._keys = keys
        self._ciphers: dict[int, AESGCM] = {}

    def seal(self, value: bytes, place: str) -> bytes:
        """`place` says where the value lies, such as `identity.totp:17`."""
        version = self._keys.newest
        nonce = os.urandom(NONCE_BYTES)
        return _VERSION.pack(version) + nonce + self._cipher(version).encrypt(nonce, value, _bound(version, place))

    def open(self, sealed: bytes, place: str) -> bytes:
        """Raises UnknownKey, NotAuthentic."""
        version = version_of(sealed)
        nonce, content = sealed[_VERSION.size :][:NONCE_BYTES], sealed[_VERSION.size + NONCE_BYTES :]
        try:
            return self._cipher(version).decrypt(nonce, content, _bound(version, place))
        except (InvalidTag, ValueError) as error:
            # ValueError: a nonce that was cut short.
            raise NotAuthentic(f"the value at {place} does not open") from error

    def _cipher(self, version: int) -> AESGCM:
        if version not in self._ciphers:
            self._ciphers[version] = AESGCM(self._keys.derived(version, _PURPOSE))
        return self._ciphers[version]


def version_of(sealed: bytes) -> int:
    """The version of the key that sealed a value. Raises NotAuthentic when it was cut short."""
    if len(sealed) < _VERSION.size:
        raise NotAuthentic("the value is too short to be a sealed one")
    return int(_VERSION.unpack_from(sealed)[0])


def _bound(version: int, place: str) -> bytes:
    return _VERSION.pack(version) + place.encode()
