"""Keys that live outside the database."""

import fcntl
import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

import structlog

from aqtra.infra.crypto import KEY_BYTES, Keyring, new_key, parse_entries, write_entries
from aqtra.infra.key_providers import KeyProvider, KeysUnusable, provider_of
from aqtra.infra.settings import Settings

RETIRED: Final = "retired_encryption_keys"
"""The file beside the keyring with the keys that only backups need."""

log = structlog.get_logger("aqtra.keys")


def signing_key(settings: Settings) -> bytes:
    """The key that signs anti-forgery tokens: the one configured, or one made in the data folder at first use."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    return _own(settings.data_dir / "secrets" / "signing_key", lambda: secrets.token_hex(KEY_BYTES))


def encryption_keys_path(settings: Settings) -> Path:
    """Where the encryption keys of an installation lie that was given none."""
    return settings.data_dir / "secrets" / "encryption_keys"


def keyring(settings: Settings) -> Keyring:
    """The encryption keys: those configured, or those of the data folder.

    Raises KeysUnusable when there are none: keys are made by `make_keys` only, once in the life of an installation.
    """
    provider = provider_of(settings)
    if settings.encryption_keys is not None:
        return Keyring(_opened(settings.encryption_keys.get_secret_value(), provider))
    path = encryption_keys_path(settings)
    if not path.is_file():
        raise KeysUnusable(
            f"the encryption keys are missing: {path}. Only `aqtra migrate` of a new installation makes them"
        )
    text = _text(path)
    return Keyring(_opened(text, provider), _Changes(path, text, provider))


def make_keys(settings: Settings) -> None:
    """Makes the keyring of the data folder, unless keys are configured or there. Raises KeysUnusable."""
    if settings.encryption_keys is None:
        _own(encryption_keys_path(settings), lambda: new_entry(settings, 1))


def new_entry(settings: Settings, version: int) -> str:
    """A fresh key as the keyring holds it: wrapped, when there is a provider. Raises KeysUnusable."""
    provider, key = provider_of(settings), new_key()
    return write_entries({version: key if provider is None else provider.wrap(key)})


def add_key(settings: Settings) -> int:
    """Adds a version to the keyring of the data folder; its number. Raises KeysUnusable."""
    path = encryption_keys_path(settings)
    with _changing(path) as entries:
        version = max(entries) + 1
        _replace(path, ",".join((write_entries(entries), new_entry(settings, version))))
    return version


def retire_key(settings: Settings, version: int) -> Path:
    """Takes a version out of the keyring of the data folder; the file that keeps it for old backups.

    Raises KeysUnusable when it is not there, or the newest.
    """
    path = encryption_keys_path(settings)
    retired = path.with_name(RETIRED)
    with _changing(path) as entries:
        if version not in entries or version == max(entries):
            raise KeysUnusable(f"version {version} is not an older version of the keyring in {path}")
        kept = parse_entries(_text(retired)) if retired.is_file() else {}
        # First kept, then taken away: a crash in between loses nothing.
        _replace(retired, write_entries({**kept, version: entries[version]}))
        del entries[version]
        _replace(path, write_entries(entries))
    return retired


def backup_keyring(settings: Settings, extra: Path | None = None) -> Keyring:
    """Present keys, retired ones, and those of the file `extra`: whatever may open a backup. Raises KeysUnusable."""
    provider, found = provider_of(settings), {}
    retired = encryption_keys_path(settings).with_name(RETIRED)
    for path in filter(None, (retired if retired.is_file() else None, extra)):
        found.update(_opened(_text(path), provider))
    present = keyring(settings)
    # The newest must stay that of the installation, or none but this process could read what it writes.
    known = {version: present.raw(version) for version in present.versions}
    return Keyring({**{version: key for version, key in found.items() if version < present.newest}, **known})


def derive(key: bytes, purpose: str, message: str) -> str:
    """A keyed digest, hexadecimal; different purposes never share results."""
    return hmac.new(key, f"{purpose}:{message}".encode(), hashlib.sha256).hexdigest()


class _Changes:
    """Reads the keyring of a data folder again when its text is another one."""

    def __init__(self, path: Path, text: str, provider: KeyProvider | None) -> None:
        self._path, self._text, self._provider = path, text, provider

    def __call__(self) -> Mapping[int, bytes] | None:
        try:
            text = _text(self._path)
            if text == self._text:
                return None
            keys = _opened(text, self._provider)
        except KeysUnusable as error:
            # What this process holds still opens what it opened before.
            log.error("the encryption keys cannot be read again", reason=str(error))
            return None
        self._text = text
        return keys


def _opened(text: str, provider: KeyProvider | None) -> dict[int, bytes]:
    try:
        entries = parse_entries(text)
    except ValueError as error:
        raise KeysUnusable(str(error)) from None
    keys = entries if provider is None else {version: provider.unwrap(key) for version, key in entries.items()}
    for version, key in keys.items():
        if len(key) != KEY_BYTES:
            raise KeysUnusable(f"key {version} has {len(key)} bytes instead of {KEY_BYTES}")
    return keys


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise KeysUnusable(f"{path} cannot be read: {getattr(error, 'strerror', 'it is no text')}") from None


@contextmanager
def _changing(path: Path) -> Iterator[dict[int, bytes]]:
    """The entries of the keyring; others who change it wait."""
    if not path.is_file():
        raise KeysUnusable(f"{path} is missing")
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        try:
            entries = parse_entries(_text(path))
        except ValueError as error:
            raise KeysUnusable(str(error)) from None
        yield entries
    finally:
        os.close(descriptor)


def _replace(path: Path, text: str) -> None:
    draft = _draft(path, text)
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _own(path: Path, make: Callable[[], str]) -> bytes:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = _draft(path, make())
        # Of two processes that start together one names its key, whole; both read that one.
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()


def _draft(path: Path, text: str) -> Path:
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft
