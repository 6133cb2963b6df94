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

from aqtra.catalogs.files import RegisteredFile
from aqtra.files.errors import FileNotFound
from aqtra.files.readable import readable_files
from aqtra.infra.container import Services
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.kernel.principal import Principal

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
    """A file that the reader may have. Raises FileNotFound, also for what they may not know of."""
    found = (await readable_files(services, reader, [file_id])).get(file_id)
    if found is None:
        raise FileNotFound("there is no such file")
    return found
