"""All saved documents, parsed once per version and process.

A check needs every document; a saved version never changes, so only versions not seen yet are read.
"""

from collections.abc import Mapping
from uuid import UUID
from weakref import WeakKeyDictionary

from aqtra.infra.container import Services
from aqtra.infra.database import Connection, Database
from aqtra.metadata.components import repository
from aqtra.metadata.documents import ComponentDocument

Known = dict[UUID, tuple[int, ComponentDocument]]

_OF_PROCESS: WeakKeyDictionary[Database, Known] = WeakKeyDictionary()


async def saved_documents(conn: Connection, services: Services) -> Mapping[UUID, ComponentDocument]:
    """Every component's saved document by key, as the transaction of `conn` sees them."""
    known = _OF_PROCESS.setdefault(services.db, {})
    present = await repository.saved_versions(conn)
    unseen = [key for key, version in present if known.get(key, (0, None))[0] != version]
    fresh = {key: (version, document) for key, version, document in await repository.documents(conn, unseen)}
    known.update(fresh)
    for key in known.keys() - {key for key, _ in present}:
        del known[key]
    return {key: known[key][1] for key, _ in present if key in known}
