"""Documents of templates: their pictures fetched from the library, and rendered apart."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from aqtra.catalogs.files import registered_file
from aqtra.files.service import read_stream
from aqtra.infra.container import Services
from aqtra.templates import limits
from aqtra.templates.content import TemplateContent
from aqtra.templates.elements import PictureElement
from aqtra.templates.rendering.confined import Order, render

# Each takes a core for a moment; the other requests of the process must not wait for a page full of previews.
_AT_ONCE: Final = asyncio.Semaphore(limits.AT_ONCE)


async def rendered(services: Services, order: Order) -> bytes:
    """Raises RenderFailed, FileDamaged, BlobStoreUnavailable."""
    files = await library_files(services, order.content)
    async with _AT_ONCE:
        return await render(replace(order, files=files))


async def library_files(services: Services, content: TemplateContent) -> Mapping[UUID, bytes]:
    """The files of the library that pictures name. One that is gone, too large or no file of it is left out."""
    found = {}
    for file_id in list(_named(content))[: limits.PICTURES]:
        async with services.db.connection() as conn:
            file = await registered_file(conn, file_id)
        # Files of entries and of people have readers of their own: a builder is none by building.
        if file is not None and file.kind == "library" and file.size <= limits.PICTURE_SIZE:
            found[file_id] = b"".join([chunk async for chunk in read_stream(services, file_id)])
    return found


def _named(content: TemplateContent) -> Iterable[UUID]:
    pictures = (found for found in content.elements() if isinstance(found, PictureElement))
    return dict.fromkeys(found.file for found in pictures if found.file is not None)
