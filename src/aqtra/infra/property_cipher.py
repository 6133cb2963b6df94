"""Values of encrypted properties: sealed, with a blind index in front by which equal ones are found.

A stored value is `blind index | sealed value`. The blind index is HMAC-SHA-256, cut to 16 bytes, of the value and of
the place it lies in, under a key drawn from the encryption key that sealed it: it tells equal values of one property
apart from others and says nothing else. Values are bound to their column, not to their row.
"""

import hmac
from decimal import Decimal
from typing import Final, NamedTuple

from aqtra.infra.crypto import Keyring
from aqtra.infra.sealing import Sealer, version_of

BLIND_BYTES: Final = 16
_PURPOSE: Final = b"aqtra blind index 1"
_DIGEST: Final = "sha256"


class Value(NamedTuple):
    """A property type and a value as PostgreSQL reads it from text."""

    kind: str
    text: str


class PropertyCipher:
    """Seals with the keyring's newest key, finds and opens what any of its keys has sealed."""

    def __init__(self, keys: Keyring) -> None:
        self._keys = keys
        self._sealer = Sealer(keys)
        self._blind_keys: dict[int, bytes] = {}

    def seal(self, value: Value, place: str) -> bytes:
        """`place` names the column the value lies in."""
        sealed = self._sealer.seal(f"{value.kind}:{value.text}".encode(), place)
        return self._blind(version_of(sealed), value, place) + sealed

    def open(self, stored: bytes, place: str) -> Value:
        """Raises UnknownKey, NotAuthentic."""
        kind, _, text = self._sealer.open(stored[BLIND_BYTES:], place).decode().partition(":")
        return Value(kind, text)

    def blinds(self, value: Value, place: str) -> list[bytes]:
        """The blind indexes that equal values may have: one for every key that may have sealed them."""
        self._keys.refresh()
        return [self._blind(version, value, place) for version in self._keys.versions]

    def renew(self, stored: bytes, place: str) -> bytes:
        """The same value under the newest key. Raises UnknownKey, NotAuthentic."""
        return self.seal(self.open(stored, place), place)

    def _blind(self, version: int, value: Value, place: str) -> bytes:
        if version not in self._blind_keys:
            self._blind_keys[version] = self._keys.derived(version, _PURPOSE)
        content = f"{place}\0{_compared(value)}".encode()
        return hmac.digest(self._blind_keys[version], content, _DIGEST)[:BLIND_BYTES]


def _compared(value: Value) -> str:
    """Equal numbers may be written with more or fewer digits."""
    if value.kind != "number":
        return value.text
    number = Decimal(value.text)
    # There is a minus zero, which is equal to zero.
    return format(number.normalize(), "f") if number else "0"
