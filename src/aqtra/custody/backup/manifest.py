"""The manifest of a backup: what it is in the open, what it holds sealed with a key that the keyring wraps."""

import base64
import binascii
import os
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, ConfigDict, ValidationError

from aqtra.custody.backup.streams import StreamFacts
from aqtra.custody.errors import BackupUnreadable
from aqtra.infra.crypto import NONCE_BYTES, Keyring, NotAuthentic, UnknownKey, WrappedKey

FORMAT: Final = 1
NAME: Final = "manifest"
_PURPOSE: Final = b"aqtra backup manifest 1:"


class ContentFacts(BaseModel):
    """The contents of files: how many objects, of how many bytes, and the stream that lists them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    objects: int
    size: int
    index: StreamFacts


class Manifest(BaseModel):
    """What a backup holds. Row counts and contents are those of one moment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    aqtra: str
    schema_revision: str
    postgresql: int
    created_at: datetime
    key_versions: dict[int, str]
    """Fingerprints of the keys that restored data need."""
    rows: dict[str, int]
    database: StreamFacts
    contents: ContentFacts


class Envelope(BaseModel):
    """What everybody may know of a backup."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    id: UUID
    key_version: int
    wrapped_key: str
    sealed: str


def seal_manifest(manifest: Manifest, backup: UUID, key: bytes, wrapped: WrappedKey) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + AESGCM(key).encrypt(nonce, manifest.model_dump_json().encode(), _PURPOSE + backup.bytes)
    envelope = Envelope(
        format=FORMAT,
        id=backup,
        key_version=wrapped.version,
        wrapped_key=base64.b64encode(wrapped.sealed).decode(),
        sealed=base64.b64encode(sealed).decode(),
    )
    return envelope.model_dump_json().encode()


def open_manifest(content: bytes, keys: Keyring) -> tuple[UUID, bytes, Manifest]:
    """The id, the key and what is in it. Raises BackupUnreadable."""
    try:
        envelope = Envelope.model_validate_json(content)
        wrapped = WrappedKey(envelope.key_version, base64.b64decode(envelope.wrapped_key, validate=True))
        sealed = base64.b64decode(envelope.sealed, validate=True)
    except (ValidationError, binascii.Error):
        raise BackupUnreadable("its manifest is damaged, or was written by a newer Aqtra") from None
    try:
        key = keys.unwrap(wrapped, envelope.id)
    except UnknownKey:
        raise BackupUnreadable(f"it needs encryption key {envelope.key_version}, which is not there") from None
    except NotAuthentic:
        raise BackupUnreadable(
            f"its key does not open: encryption key {envelope.key_version} is not the one it was made with"
        ) from None
    try:
        opened = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _PURPOSE + envelope.id.bytes)
        return envelope.id, key, Manifest.model_validate_json(opened)
    except (InvalidTag, ValueError):
        raise BackupUnreadable("its manifest is damaged, or belongs to another backup") from None
