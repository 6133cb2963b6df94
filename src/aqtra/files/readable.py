"""Which files a principal may know of: by the entries that refer to them, as downloads are decided."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

import orjson

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.files import RegisteredFile, references_to, unreferenced_files
from aqtra.catalogs.odata.nodes import Comparison, Literal, Path
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.service import ReadableEntries, entries_of
from aqtra.files import repository
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import Forbidden, NotFound, NotSignedIn
from aqtra.kernel.principal import Principal, Right
from aqtra.metadata.definitions import Definitions, definitions_of
from aqtra.metadata.documents import FileProperty

_Place = tuple[UUID, str]
"""Component and property id."""
_UNREADABLE = (Forbidden, NotFound, NotSignedIn, BadQuery)
"""What asking a component raises that is not there for the principal; the last is for a property that is not."""


async def readable_files(
    services: Services, principal: Principal, files: Collection[UUID]
) -> dict[UUID, RegisteredFile]:
    """Those of the files that have content and that the principal may read.

    A file of a property is read by whoever reads an entry that has it there, and by who uploaded it until an entry
    does. One of the library is read by builders, one that a flow made by who ran it, both by whoever reads an entry
    that has it. One for an import, or made by a job, is read by who began that.
    """
    async with services.db.connection() as conn:
        known = {file.id: file for file in await repository.registered(conn, files)}
        seen = {file.id for file in known.values() if _is_own(principal, file)}
        uploaded = [file.id for file in known.values() if file.kind == "property" and _is_by(principal, file)]
        seen |= await unreferenced_files(conn, uploaded) if uploaded else set()
        asked = [file for file in known.values() if file.id not in seen]
        reader, definitions = entries_of(services).readable_by(principal), definitions_of(services)
        for place, held in (await _places(conn, asked)).items():
            seen |= await _seen(conn, reader, definitions, place, held)
    return {file_id: file for file_id, file in known.items() if file_id in seen}


def _is_own(principal: Principal, file: RegisteredFile) -> bool:
    """Whether the principal reads it whatever entries say."""
    match file.kind:
        case "library":
            return principal.is_platform or principal.has(Right.STUDIO) or _is_by(principal, file)
        case "property":
            return principal.is_platform and not principal.is_background
        case _:
            return (principal.is_platform and not principal.is_background) or _is_by(principal, file)


def _is_by(principal: Principal, file: RegisteredFile) -> bool:
    return principal.user_id is not None and file.created_by == principal.user_id


async def _places(conn: Connection, files: Iterable[RegisteredFile]) -> dict[_Place, list[UUID]]:
    """Where entries may have these files. Those of the library and of flows may stand anywhere."""
    found: dict[_Place, list[UUID]] = defaultdict(list)
    anywhere: list[UUID] = []
    for file in files:
        if file.kind == "property" and file.component is not None and file.property_id is not None:
            found[file.component, file.property_id].append(file.id)
        elif file.kind in ("library", "flow"):
            anywhere.append(file.id)
    for reference in await references_to(conn, anywhere) if anywhere else ():
        found[reference.component, reference.property_id].append(reference.file_id)
    return found


async def _seen(
    conn: Connection, reader: ReadableEntries, definitions: Definitions, place: _Place, files: list[UUID]
) -> set[UUID]:
    """Which of the files an entry has in this property that the principal may read."""
    component, property_id = place
    published = definitions.component(component)
    properties = published.document.properties if published else ()
    name = next((prop.name for prop in properties if prop.id == property_id and isinstance(prop, FileProperty)), None)
    if name is None:
        return set()
    path = Path((name,))
    filters = [Comparison("eq", path, Literal("guid", str(file))) for file in files]
    try:
        pages = await reader.list_each(conn, component, QueryOptions(select=(Path(("id",)),), top=1), filters)
    except _UNREADABLE:
        return set()
    return {file for file, page in zip(files, pages, strict=True) if orjson.loads(page.page)["value"]}
