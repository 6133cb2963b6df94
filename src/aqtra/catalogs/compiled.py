"""Models and statements of the live components, kept as long as their version is current."""

from collections.abc import Callable, Mapping
from uuid import UUID

from aqtra.catalogs import repository
from aqtra.catalogs.errors import NoSuchCatalog
from aqtra.catalogs.model import Model, ModelOf
from aqtra.catalogs.odata.options import SINGLE, QueryOptions, RawOptions, read_options
from aqtra.catalogs.odata.query import CompiledQuery, compile_list, compile_single
from aqtra.catalogs.statements import EntryStatements
from aqtra.infra.database import Connection
from aqtra.metadata.definitions import Definitions
from aqtra.metadata.releases.models import PublishedComponent

# Grids repeat a few queries; what is beyond is compiled again.
KEPT_QUERIES = 1_000
# A page may hold thousands of characters of filter: longer ones are not worth their memory.
LONGEST_KEPT = 500
_NEXT = "$skiptoken"


class Compiled:
    """One per process. Nothing in it waits."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions
        self._models: dict[UUID, tuple[PublishedComponent, Model, EntryStatements]] = {}
        self._queries: dict[tuple[UUID, RawOptions], CompiledQuery] = {}
        self._compiled_for: Mapping[UUID, PublishedComponent] | None = None

    def model(self, key: UUID) -> Model:
        """Raises NoSuchCatalog."""
        return self._of(key)[1]

    def statements(self, key: UUID) -> EntryStatements:
        """Raises NoSuchCatalog."""
        return self._of(key)[2]

    def listing(self, key: UUID, raw: RawOptions, model_of: ModelOf) -> CompiledQuery:
        """`model_of` refuses what the reader may not see, so that a refused name says nothing about it.

        Raises NoSuchCatalog, BadQuery and what `model_of` raises.
        """
        return self._kept(key, raw, lambda: self.listing_of(key, read_options(raw), model_of))

    def listing_of(self, key: UUID, options: QueryOptions, model_of: ModelOf) -> CompiledQuery:
        """For callers that build their options. Raises as `listing`."""
        return compile_list(self.model(key), options, model_of)

    def single(self, key: UUID, raw: RawOptions, entry_id: int, model_of: ModelOf) -> CompiledQuery:
        """Raises as `listing`."""
        return compile_single(self.model(key), read_options(raw, SINGLE), str(entry_id), model_of)

    def _of(self, key: UUID) -> tuple[PublishedComponent, Model, EntryStatements]:
        published = self._definitions.component(key)
        known = self._models.get(key)
        if known is not None and known[0] is published:
            return known
        if published is None or not (model := Model(published)).has_entries:
            raise NoSuchCatalog
        known = self._models[key] = (published, model, EntryStatements(model))
        return known

    def _kept(self, key: UUID, raw: RawOptions, compile_: Callable[[], CompiledQuery]) -> CompiledQuery:
        live = self._definitions.snapshot()
        if live is not self._compiled_for or len(self._queries) >= KEPT_QUERIES:
            # Queries follow references, so any new version may change any of them.
            self._queries.clear()
            self._compiled_for = live
        query = self._queries.get((key, raw))
        if query is None:
            query = compile_()
            # Next pages do not come again.
            if sum(len(value) for _, value in raw) <= LONGEST_KEPT and _NEXT not in dict(raw):
                self._queries[key, raw] = query
        return query


async def compile_entry_statements(conn: Connection, model: Model) -> None:
    """Compiles the statements of a new version and lets PostgreSQL check each, tables and types included."""
    statements = EntryStatements(model)
    everything = ("name", *model.data)
    compiled = [statements.get, statements.insert, statements.update(everything), statements.mark, statements.restore]
    if any(model.key_fields()):
        compiled.append(statements.upsert(everything, may_create=True))
    for statement in compiled:
        await repository.check(conn, statement)
