"""Keys that live outside the database."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from aqtra.infra.settings import Settings

KEY_BYTES = 32


def signing_key(settings: Settings) -> bytes:
    """The key that signs anti-forgery tokens: the one configured, or one made in the data folder at first use."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    return _own_key(settings.data_dir / "secrets" / "signing_key")


def derive(key: bytes, purpose: str, message: str) -> str:
    """A keyed digest, hexadecimal; different purposes never share results."""
    return hmac.new(key, f"{purpose}:{message}".encode(), hashlib.sha256).hexdigest()


def _own_key(path: Path) -> bytes:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        # O_EXCL: of two processes that start together, one makes the key and both read it.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_hex(KEY_BYTES).encode())
    return path.read_bytes()
