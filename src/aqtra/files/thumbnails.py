"""Thumbnails: made when first asked for, kept sealed beside the content. What cannot be made is not tried twice."""

import asyncio
import sys
from contextlib import suppress
from typing import Final

from aqtra.files import repository
from aqtra.files.errors import NoThumbnail
from aqtra.files.limits import THUMBNAIL_SECONDS, THUMBNAIL_SOURCE
from aqtra.files.repository import Stored, Thumbnail
from aqtra.files.storage import THUMBNAIL_PART, Storage, storage_of
from aqtra.infra.container import Services

TYPES: Final = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
# Each takes a core for a moment; the other requests of the process must not wait for a page full of pictures.
AT_ONCE: Final = asyncio.Semaphore(2)


async def thumbnail(services: Services, stored: Stored) -> bytes:
    """A small WebP of a picture. Raises NoThumbnail, FileDamaged, BlobStoreUnavailable."""
    storage = storage_of(services)
    if stored.thumbnail is None:
        return await _make(services, storage, stored)
    if stored.thumbnail.salt is None:
        raise NoThumbnail("there is no thumbnail of this file")
    return await storage.read_thumbnail(stored.sealed, stored.thumbnail.salt, stored.thumbnail.size)


async def _make(services: Services, storage: Storage, stored: Stored) -> bytes:
    file = stored.file
    if file.content_type not in TYPES or file.size > THUMBNAIL_SOURCE:
        raise NoThumbnail("there is no thumbnail of this file")
    async with AT_ONCE:
        content = b"".join([chunk async for chunk in storage.read(stored.sealed)])
        made = await drawn_apart("aqtra.files.thumbnailer", content)
    if not made:
        await _keep(services, stored, Thumbnail(0, None))
        raise NoThumbnail("there is no thumbnail of this file")
    salt = await storage.write(file.id, stored.sealed.key, THUMBNAIL_PART, made, last=True)
    if not await _keep(services, stored, Thumbnail(len(made), salt)):
        # Somebody else was first, or the file was deleted meanwhile.
        await storage.delete(file.id, [salt])
    return made


async def _keep(services: Services, stored: Stored, found: Thumbnail) -> bool:
    async with services.db.connection() as conn:
        return await repository.set_thumbnail(conn, stored.sealed, found.size, found.salt)


async def drawn_apart(module: str, content: bytes, *words: str) -> bytes:
    """What `python -m module` makes of a picture, in a process of its own; nothing when it cannot within the limits."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-m",
        module,
        *words,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    try:
        made, _ = await asyncio.wait_for(child.communicate(content), THUMBNAIL_SECONDS)
    except TimeoutError:
        return b""
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
    return made if child.returncode == 0 else b""
