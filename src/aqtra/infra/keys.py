"""Keys that live outside the database."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from aqtra.infra.crypto import Keyring, new_keys, parse_keys
from aqtra.infra.settings import Settings

KEY_BYTES = 32


def signing_key(settings: Settings) -> bytes:
    """The key that signs anti-forgery tokens: the one configured, or one made in the data folder at first use."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    return _own(settings.data_dir / "secrets" / "signing_key", lambda: secrets.token_hex(KEY_BYTES))


def encryption_keys_path(settings: Settings) -> Path:
    """Where the encryption keys of an installation lie that was given none."""
    return settings.data_dir / "secrets" / "encryption_keys"


def keyring(settings: Settings) -> Keyring:
    """The keys that encrypt files: those configured, or one made in the data folder at first use.

    Raises ValueError when the folder's file was damaged.
    """
    if settings.encryption_keys is not None:
        return Keyring(parse_keys(settings.encryption_keys.get_secret_value()))
    return Keyring(parse_keys(_own(encryption_keys_path(settings), new_keys).decode()))


def derive(key: bytes, purpose: str, message: str) -> str:
    """A keyed digest, hexadecimal; different purposes never share results."""
    return hmac.new(key, f"{purpose}:{message}".encode(), hashlib.sha256).hexdigest()


def _own(path: Path, make: Callable[[], str]) -> bytes:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{uuid4().hex}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        # Of two processes that start together one names its key, whole; both read that one.
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()
