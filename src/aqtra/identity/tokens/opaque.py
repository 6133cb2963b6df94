"""Opaque tokens: a prefix that tells what it is, 256 random bits, and a checksum.

    aqtra_pat_ 43 characters for the bits, 5 for the checksum

The checksum proves nothing to us: scanners of leaked secrets recognise a token by it without asking, and a token that
was copied in part is told from an unknown one without a look into the database.
"""

import base64
import binascii
import re
import secrets
import zlib
from enum import StrEnum
from typing import Final

from aqtra.identity.sessions import TOKEN_BYTES

CHECKSUM_BYTES: Final = 4
HINT_CHARACTERS: Final = 4
# 36 bytes are 48 characters of base64url, no bit left over: a token has one spelling.
_SHAPE: Final = re.compile(r"(aqtra_(?:pat|svc|ref)_)([A-Za-z0-9_-]{48})", re.ASCII)


class Kind(StrEnum):
    """What a token is, by its prefix."""

    PERSONAL = "aqtra_pat_"
    SERVICE = "aqtra_svc_"
    REFRESH = "aqtra_ref_"


def new_token(kind: Kind) -> str:
    """A fresh token. Only its hash may be stored."""
    content = secrets.token_bytes(TOKEN_BYTES)
    return kind.value + base64.urlsafe_b64encode(content + _checksum(kind, content)).decode()


def kind_of(token: str) -> Kind | None:
    """What a text is, None when it is no opaque token of ours or was damaged."""
    found = _SHAPE.fullmatch(token)
    if found is None:
        return None
    kind = Kind(found[1])
    try:
        decoded = base64.b64decode(found[2], altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    content, checksum = decoded[:TOKEN_BYTES], decoded[TOKEN_BYTES:]
    return kind if checksum == _checksum(kind, content) else None


def hint_of(token: str, kind: Kind) -> str:
    """The beginning of a token, by which its owner knows it again: 24 of its 256 bits."""
    return token[: len(kind.value) + HINT_CHARACTERS]


def _checksum(kind: Kind, content: bytes) -> bytes:
    return zlib.crc32(kind.value.encode() + content).to_bytes(CHECKSUM_BYTES, "big")
