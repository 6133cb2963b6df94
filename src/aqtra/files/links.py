"""Short-lived addressed links: a file by a link that names neither its id nor its place, for one reader and a while.

Whoever makes a link has checked that the reader may have the file, with `readable_file`.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import orjson

from aqtra.catalogs.files import RegisteredFile, references_to, registered_file
from aqtra.catalogs.service import entries_of
from aqtra.files.errors import FileNotFound
from aqtra.infra.container import Services
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.database import Connection
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import Principal, Right
from aqtra.metadata.definitions import definitions_of

# Long enough for a slow page to ask, too short to be worth passing on.
LIFETIME: Final = timedelta(minutes=5)
_PLACE: Final = "files.link"


@dataclass(frozen=True, slots=True)
class FileLink:
    """Where the file is fetched, and what it is called."""

    url: str
    name: str


def make_link(services: Services, reader: Principal, file: RegisteredFile, *, shown: bool) -> FileLink:
    """A link that opens for this reader only. `shown`: in the browser where that is safe, otherwise as a download."""
    until = services.clock.now() + LIFETIME
    told = {"file": str(file.id), "for": reader.subject, "until": until.isoformat(), "shown": shown}
    sealed = services.sealer.seal(orjson.dumps(told), _PLACE)
    return FileLink(f"/api/v1/file-links/{base64.urlsafe_b64encode(sealed).decode().rstrip('=')}", file.name)


def read_link(services: Services, reader: Principal, token: str) -> tuple[UUID, bool]:
    """The file and whether it is to be shown. Raises FileNotFound: also for the links of others, and old ones."""
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        told = orjson.loads(services.sealer.open(sealed, _PLACE))
    except (binascii.Error, ValueError, NotAuthentic, UnknownKey):
        raise FileNotFound("there is no such file") from None
    if told["for"] != reader.subject or datetime.fromisoformat(told["until"]) < services.clock.now():
        raise FileNotFound("there is no such file")
    return UUID(told["file"]), told["shown"]


async def readable_file(services: Services, reader: Principal, file_id: UUID) -> RegisteredFile:
    """A file that the reader may have: their own, or in a property of an entry that they may read.

    Files of the library are also for builders. Raises FileNotFound.
    """
    async with services.db.connection() as conn:
        file = await registered_file(conn, file_id)
        if file is None or not await _may_have(conn, services, reader, file):
            raise FileNotFound("there is no such file")
    return file


async def _may_have(conn: Connection, services: Services, reader: Principal, file: RegisteredFile) -> bool:
    if reader.is_platform or (reader.is_signed_in and file.created_by == reader.user_id):
        return True
    if file.kind == "library" and reader.has(Right.STUDIO):
        return True
    for place in await references_to(conn, [file.id], shown=1):
        if await _is_in_readable(conn, services, reader, file.id, place.component, place.property_id):
            return True
    return False


async def _is_in_readable(
    conn: Connection, services: Services, reader: Principal, file_id: UUID, component: UUID, property_id: str
) -> bool:
    published = definitions_of(services).component(component)
    properties = published.document.properties if published else ()
    name = next((prop.name for prop in properties if prop.id == property_id), None)
    if name is None:
        return False
    try:
        found = await entries_of(services).readable_by(reader).lookup(conn, component, {name: str(file_id)})
    except AqtraError:
        # Neither the component nor the property is there for this reader.
        return False
    return found is not None
