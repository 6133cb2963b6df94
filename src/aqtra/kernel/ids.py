"""Identifiers. Objects carry UUIDs; properties and flow steps carry short ids, unique in their document."""

import secrets
import uuid
from typing import Protocol

SHORT_ID_BYTES = 4


class IdSource(Protocol):
    """Source of new identifiers."""

    def uuid(self) -> uuid.UUID: ...

    def short(self) -> str:
        """Eight lowercase hexadecimal digits."""
        ...


class RandomIds:
    """Identifiers drawn from the operating system's randomness."""

    def uuid(self) -> uuid.UUID:
        return uuid.uuid4()

    def short(self) -> str:
        return secrets.token_hex(SHORT_ID_BYTES)
