"""Entries as everybody reaches them: through a subject, never without one.

Every verb is one statement, so on a connection in autocommit mode it is one transaction; several belong in a
transaction of the caller. Answers are the entry's JSON as bytes, as PostgreSQL made it.
"""

from weakref import WeakKeyDictionary

from aqtra.catalogs.changes import Changes, changes_of
from aqtra.catalogs.compiled import Compiled
from aqtra.catalogs.elsewhere import Listed
from aqtra.catalogs.encrypted import Opener
from aqtra.catalogs.odata.guard import Guard
from aqtra.catalogs.proxy import ProxyReader
from aqtra.catalogs.reading import ReadableEntries
from aqtra.catalogs.writing import Kept, Upserted, WritableEntries
from aqtra.infra.container import Services
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import Definitions, definitions_of

__all__ = ["Entries", "Kept", "Listed", "ReadableEntries", "Upserted", "WritableEntries", "entries_of"]


class Entries:
    """All entries of one process's current version."""

    def __init__(self, definitions: Definitions, opener: Opener, changes: Changes, guard: Guard) -> None:
        self._compiled = Compiled(definitions, opener)
        self._changes = changes
        self._guard = guard
        self.proxy: ProxyReader | None = None
        """Answers for components in proxy mode. The composition sets it."""

    def readable_by(self, principal: Principal) -> ReadableEntries:
        return ReadableEntries(self._compiled, self._guard, self.proxy, principal)

    def writable_by(self, principal: Principal) -> WritableEntries:
        return WritableEntries(self._compiled, principal, self._changes)


_OF_PROCESS: WeakKeyDictionary[Definitions, Entries] = WeakKeyDictionary()


def entries_of(services: Services) -> Entries:
    """The entries of this process; the same object at every call."""
    definitions = definitions_of(services)
    found = _OF_PROCESS.get(definitions)
    if found is None:
        found = _OF_PROCESS.setdefault(
            definitions,
            Entries(
                definitions, Opener(services.properties), changes_of(services), Guard(services.settings.query_cost)
            ),
        )
    return found
