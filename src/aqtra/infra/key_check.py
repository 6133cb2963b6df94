"""Whether the keys of this process are those of the database. A process with others does not start.

Without this a lost keyring would be replaced by a new one, and what was sealed before would be lost silently.
"""

import asyncio
from collections.abc import Callable, Sequence
from uuid import UUID

from aqtra.infra import repository_keys as repository
from aqtra.infra.container import Services
from aqtra.infra.crypto import Keyring, NotAuthentic, UnknownKey, WrappedKey
from aqtra.infra.key_providers import KeysUnusable
from aqtra.infra.keys import encryption_keys_path, make_keys
from aqtra.infra.repository_keys import KnownKey
from aqtra.kernel.errors import AqtraError


class KeysRefused(AqtraError):
    """The encryption keys are not those that the database was written with."""

    code = "encryption_keys_refused"


async def prepare_keys(services: Services) -> None:
    """Makes keys for an installation that never had any, then checks as `check_keys`. Raises KeysRefused."""
    settings = services.settings
    if settings.encryption_keys is None and not encryption_keys_path(settings).is_file():
        async with services.db.connection() as conn:
            if await repository.known(conn) or await repository.uses(conn):
                raise KeysRefused(
                    f"the encryption keys are missing: put {encryption_keys_path(settings)} back from where it is kept"
                )
        await _named(lambda: make_keys(settings))
    await check_keys(services)


async def check_keys(services: Services) -> None:
    """Compares, and remembers versions that are new. Raises KeysRefused, DatabaseUnavailable."""
    await _named(lambda: services.keys)
    keys = services.keys
    async with services.db.transaction() as conn:
        known = await repository.known(conn)
        if faults := judge(keys, known):
            raise KeysRefused("; ".join(faults))
        if not known:
            _try_on(keys, await repository.sample_of_each(conn))
        for version in keys.versions:
            await repository.remember(conn, version, keys.fingerprint(version), services.clock.now())
        # Of two processes that begin at once with different keys one was first.
        if faults := judge(keys, await repository.known(conn)):
            raise KeysRefused("; ".join(faults))


def judge(keys: Keyring, known: Sequence[KnownKey]) -> list[str]:
    """What stands against using these keys, in words."""
    faults = []
    for key in known:
        if key.version in keys:
            if keys.fingerprint(key.version) != key.fingerprint:
                faults.append(f"encryption key {key.version} is another one than the database was written with")
        elif key.retired_at is None:
            faults.append(f"encryption key {key.version} is missing")
    newest = max((key.version for key in known if key.retired_at is None), default=0)
    if not faults and keys.newest < newest:
        faults.append(f"encryption key {newest} is missing")
    return faults


def _try_on(keys: Keyring, samples: Sequence[tuple[UUID, WrappedKey]]) -> None:
    """Where no fingerprint was kept yet, something that is there must open. Raises KeysRefused."""
    opened: dict[int, bool] = {}
    for file_id, wrapped in samples:
        try:
            keys.unwrap(wrapped, file_id)
        except UnknownKey as error:
            raise KeysRefused(str(error)) from error
        except NotAuthentic:
            opened.setdefault(wrapped.version, False)
        else:
            opened[wrapped.version] = True
    if wrong := [version for version, fits in opened.items() if not fits]:
        raise KeysRefused(f"encryption key {wrong[0]} is another one than the database was written with")


async def _named(ask: Callable[[], object]) -> None:
    try:
        # A provider may be asked over the network.
        await asyncio.to_thread(ask)
    except KeysUnusable as error:
        raise KeysRefused(str(error)) from error
