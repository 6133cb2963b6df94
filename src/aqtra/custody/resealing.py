"""Walks everything that is sealed and seals it anew with the newest key, a page at a time.

Each value is replaced only if it is still the one that was read, so whoever writes meanwhile wins and nobody waits.
What is done is not done again: interrupted at any point, a walk goes on where it stopped.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog

from aqtra.catalogs.subject import as_platform
from aqtra.files import replaced_repository
from aqtra.files.errors import EncryptionKeyMissing, FileDamaged
from aqtra.files.renewal import renew_content
from aqtra.infra import repository_keys as keys_repository
from aqtra.infra.container import Services
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.sealed import WRAPPED, SealedColumn, WrappedColumn

log = structlog.get_logger("aqtra.keys")

_FILES_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Step:
    """What one page came to."""

    done: int
    damaged: int


async def reseal_all(services: Services) -> AsyncIterator[Step]:
    """Every sealed column, then the keys of files."""
    async with services.db.connection() as conn:
        columns = await keys_repository.sealed_columns(conn)
    for column in columns:
        async for step in _reseal(services, column):
            yield step
    for place in WRAPPED:
        async for step in _rewrap(services, place):
            yield step


async def renew_contents(services: Services, version: int) -> AsyncIterator[Step]:
    """Every file whose own key is older than this version of the encryption key."""
    after: UUID | None = None
    while True:
        async with services.db.connection() as conn:
            page = await replaced_repository.made_before(conn, version, after, _FILES_AT_ONCE)
        for file_id in page:
            try:
                yield Step(int(await renew_content(services, file_id)), 0)
            except (FileDamaged, EncryptionKeyMissing) as error:
                log.warning("content not written anew", file=str(file_id), reason=error.message)
                yield Step(0, 1)
        if len(page) < _FILES_AT_ONCE:
            return
        after = page[-1]


async def _reseal(services: Services, column: SealedColumn) -> AsyncIterator[Step]:
    after: tuple[Any, ...] | None = None
    while True:
        done = damaged = 0
        async with services.db.connection() as conn, as_platform(conn):
            page = await keys_repository.sealed_with_others(conn, column, services.keys.newest, after)
            for key, old in page:
                place = column.place(*key)
                try:
                    new = _renewed(services, column, old, place)
                except (UnknownKey, NotAuthentic) as error:
                    log.warning("value not sealed anew", place=place, reason=str(error))
                    damaged += 1
                    continue
                done += await keys_repository.reseal(conn, column, key, old, new)
        if page:
            yield Step(done, damaged)
        if len(page) < keys_repository.BATCH:
            return
        after = page[-1][0]


def _renewed(services: Services, column: SealedColumn, old: bytes, place: str) -> bytes:
    """Raises UnknownKey, NotAuthentic."""
    if column.blind:
        return services.properties.renew(old, place)
    return services.sealer.seal(services.sealer.open(old, place), place)


async def _rewrap(services: Services, place: WrappedColumn) -> AsyncIterator[Step]:
    after: UUID | None = None
    while True:
        done = damaged = 0
        async with services.db.transaction() as conn:
            page = await keys_repository.wrapped_with_others(conn, place, services.keys.newest, after)
            for file_id, old in page:
                try:
                    new = services.keys.rewrap(old, file_id)
                except (UnknownKey, NotAuthentic) as error:
                    log.warning("key not wrapped anew", file=str(file_id), reason=str(error))
                    damaged += 1
                    continue
                done += await keys_repository.rewrap(conn, place, file_id, old, new)
        if page:
            yield Step(done, damaged)
        if len(page) < keys_repository.BATCH:
            return
        after = page[-1][0]
