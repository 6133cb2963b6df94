"""Icons of installed applications, drawn from one picture when they are asked for."""

from collections import OrderedDict
from typing import Final, Literal
from uuid import UUID

from aqtra.files import repository
from aqtra.files.errors import NoIcon
from aqtra.files.limits import THUMBNAIL_SOURCE
from aqtra.files.repository import Stored
from aqtra.files.storage import storage_of
from aqtra.files.thumbnails import AT_ONCE, TYPES, drawn_apart
from aqtra.infra.container import Services

Variant = Literal["192", "512", "maskable-192", "maskable-512"]
"""Side in pixels, and whether systems may cut the picture to their shape."""

_KEPT: Final = 64
# Visitors ask for the same few again and again, and the content of a file never changes.
_drawn: OrderedDict[tuple[bytes, str], bytes] = OrderedDict()


async def icon(services: Services, stored: Stored, variant: Variant) -> bytes:
    """PNG of the picture. Raises NoIcon, FileDamaged, BlobStoreUnavailable."""
    key = (stored.sha256, variant)
    if key not in _drawn:
        _drawn[key] = await _draw(services, stored, variant)
        while len(_drawn) > _KEPT:
            _drawn.popitem(last=False)
    _drawn.move_to_end(key)
    return _drawn[key]


async def can_be_icon(services: Services, file_id: UUID) -> bool:
    """Whether icons can be drawn from a picture of the library. What is none is somebody else's to refuse."""
    async with services.db.connection() as conn:
        stored = await repository.stored(conn, file_id)
    if stored is None or stored.kind != "library" or stored.file.content_type not in TYPES:
        return True
    try:
        await icon(services, stored, "512")
    except NoIcon:
        return False
    return True


async def _draw(services: Services, stored: Stored, variant: Variant) -> bytes:
    if stored.file.content_type not in TYPES or stored.file.size > THUMBNAIL_SOURCE:
        raise NoIcon("no icon can be drawn from this file")
    purpose, _, side = variant.rpartition("-")
    async with AT_ONCE:
        content = b"".join([chunk async for chunk in storage_of(services).read(stored.sealed)])
        drawn = await drawn_apart("aqtra.files.icon_drawer", content, side, purpose or "any")
    if not drawn:
        raise NoIcon("no icon can be drawn from this file")
    return drawn
