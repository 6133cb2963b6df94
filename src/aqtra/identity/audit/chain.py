"""The chain, pure: digests with a key that the database does not have, and what is wrong with a row of links."""

import hashlib
import hmac
import struct
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from aqtra.identity.audit.models import AuditRecord, ChainFinding, Checkpoint, Damage, Link
from aqtra.infra.crypto import Keyring, UnknownKey

PURPOSE: Final = b"aqtra audit 1"
START: Final = bytes(32)
"""What stands before the first link."""
_PLACE: Final = struct.Struct(">QI")


class Keys:
    """The chain's keys by version, drawn from the keyring when first needed."""

    def __init__(self, ring: Keyring) -> None:
        self._ring = ring
        self._drawn: dict[int, bytes] = {}
        self.newest = ring.newest

    def mac(self, version: int, *parts: bytes) -> bytes:
        """Raises UnknownKey."""
        if version not in self._drawn:
            self._drawn[version] = self._ring.derived(version, PURPOSE)
        digest = hmac.new(self._drawn[version], digestmod=hashlib.sha256)
        for part in parts:
            digest.update(len(part).to_bytes(4, "big"))
            digest.update(part)
        return digest.digest()


def content(record: AuditRecord) -> bytes:
    """A record as bytes that do not depend on the order of its details or on the reader's time zone."""
    value: dict[str, Any] = record.model_dump()
    value["at"] = record.at.astimezone(UTC).isoformat(timespec="microseconds")
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def link(keys: Keys, previous: bytes, position: int, record: AuditRecord) -> Link:
    """The link that puts `record` at `position`, after `previous`."""
    version = keys.newest
    content_mac = keys.mac(version, b"content", content(record))
    return Link(position, record.id, version, content_mac, _chain_mac(keys, version, position, content_mac, previous))


def _chain_mac(keys: Keys, version: int, position: int, content_mac: bytes, previous: bytes) -> bytes:
    return keys.mac(version, b"chain", _PLACE.pack(position, version), content_mac, previous)


def findings(
    keys: Keys,
    links: Iterable[tuple[Link, AuditRecord | None]],
    *,
    before: tuple[int, bytes] = (0, START),
    seen: Callable[[Link], None] = lambda _: None,
) -> Iterator[ChainFinding]:
    """What is wrong with links in the order of their positions, which follow `before`. Goes on after each finding."""
    position, previous = before
    for found, record in links:
        if found.position != position + 1:
            yield ChainFinding(damage=Damage.DELETED, position=position + 1)
            # What is gone was vouched for by nobody else: only what follows can still be checked for itself.
            yield from _of_content(keys, found, record)
        else:
            yield from _of_link(keys, previous, found, record)
        seen(found)
        position, previous = found.position, found.chain_mac


def _of_link(keys: Keys, previous: bytes, found: Link, record: AuditRecord | None) -> Iterator[ChainFinding]:
    try:
        expected = _chain_mac(keys, found.key_version, found.position, found.content_mac, previous)
    except UnknownKey:
        yield ChainFinding(damage=Damage.KEY_MISSING, position=found.position, record_id=found.record_id)
        return
    if not hmac.compare_digest(expected, found.chain_mac):
        yield ChainFinding(damage=Damage.REORDERED, position=found.position, record_id=found.record_id)
        return
    yield from _of_content(keys, found, record)


def _of_content(keys: Keys, found: Link, record: AuditRecord | None) -> Iterator[ChainFinding]:
    if record is None:
        yield ChainFinding(damage=Damage.DELETED, position=found.position, record_id=found.record_id)
        return
    try:
        expected = keys.mac(found.key_version, b"content", content(record))
    except UnknownKey:
        yield ChainFinding(damage=Damage.KEY_MISSING, position=found.position, record_id=found.record_id)
        return
    if not hmac.compare_digest(expected, found.content_mac):
        yield ChainFinding(damage=Damage.EDITED, position=found.position, record_id=found.record_id)


def checkpoint(keys: Keys, position: int, mac: bytes, at: datetime) -> Checkpoint:
    """The end of the chain, signed."""
    version = keys.newest
    signature = _signature(keys, version, position, mac.hex(), at)
    return Checkpoint(position=position, mac=mac.hex(), key_version=version, at=at, signature=signature)


def is_genuine(keys: Keys, known: Checkpoint) -> bool:
    """Whether we have signed it. Raises UnknownKey."""
    expected = _signature(keys, known.key_version, known.position, known.mac, known.at)
    return hmac.compare_digest(expected, known.signature)


def _signature(keys: Keys, version: int, position: int, mac: str, at: datetime) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return keys.mac(version, b"checkpoint", _PLACE.pack(position, version), mac.encode(), moment.encode()).hex()
