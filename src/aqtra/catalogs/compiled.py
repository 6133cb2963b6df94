"""Models and statements of the live components, kept as long as their version is current.

Readers whose roles grant the same of what a component leads to share them; where roles do not matter, all do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from aqtra.catalogs import access, repository
from aqtra.catalogs.encrypted import Opener
from aqtra.catalogs.errors import NoSuchCatalog
from aqtra.catalogs.model import Model, ModelOf
from aqtra.catalogs.odata.options import SINGLE, QueryOptions, RawOptions, read_options
from aqtra.catalogs.odata.query import CompiledQuery, compile_list, compile_single
from aqtra.catalogs.rulings import Rulings
from aqtra.catalogs.sight import EVERYTHING, Sight
from aqtra.catalogs.statements import EntryStatements
from aqtra.catalogs.walls import Walls
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.policy import UNLIMITED, Policy
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import Definitions, definitions_of
from aqtra.metadata.releases.models import PublishedComponent

# Grids repeat a few queries; what is beyond is compiled again.
KEPT_QUERIES: Final = 1_000
# Every combination of roles over a component keeps statements of its own.
KEPT_MODELS: Final = 4_000
# A page may hold thousands of characters of filter: longer ones are not worth their memory.
LONGEST_KEPT: Final = 500
_NEXT: Final = "$skiptoken"

_Seen = tuple[Model, EntryStatements]


@dataclass(slots=True)
class _Version:
    """What was made for one set of live components."""

    live: Mapping[UUID, PublishedComponent]
    rulings: Rulings
    walls: Walls
    models: dict[tuple[UUID, Policy], _Seen] = field(default_factory=dict)
    queries: dict[tuple[UUID, Policy, RawOptions], CompiledQuery] = field(default_factory=dict)


class Compiled:
    """One per process. Nothing in it waits."""

    def __init__(self, definitions: Definitions, opener: Opener) -> None:
        self._definitions = definitions
        self.opener = opener
        self._made: _Version | None = None

    def for_(self, principal: Principal) -> "Seen":
        """Everything as `principal` sees it."""
        return Seen(self, principal)

    def model(self, key: UUID, policy: Policy = UNLIMITED) -> Model:
        """Raises NoSuchCatalog."""
        return self._of(key, policy)[0]

    def statements(self, key: UUID, policy: Policy) -> EntryStatements:
        """Raises NoSuchCatalog."""
        return self._of(key, policy)[1]

    def concerned(self, key: UUID) -> frozenset[UUID]:
        """The components that roles matter for when entries of this one are read or written."""
        return self._version().rulings.concerned(key)

    def kept(self, key: UUID, policy: Policy, raw: RawOptions, compile_: Callable[[], CompiledQuery]) -> CompiledQuery:
        """A query compiled before, or now."""
        version, relevant = self._version(), self._relevant(key, policy)
        if len(version.queries) >= KEPT_QUERIES:
            version.queries.clear()
        query = version.queries.get((key, relevant, raw))
        if query is None:
            query = compile_()
            # Next pages do not come again.
            if sum(len(value) for _, value in raw) <= LONGEST_KEPT and _NEXT not in dict(raw):
                version.queries[key, relevant, raw] = query
        return query

    def _of(self, key: UUID, policy: Policy) -> _Seen:
        version, published = self._version(), self._definitions.component(key)
        if published is None:
            raise NoSuchCatalog
        relevant = self._relevant(key, policy)
        known = version.models.get((key, relevant))
        if known is None:
            if len(version.models) >= KEPT_MODELS:
                version.models.clear()
            sight = EVERYTHING if relevant is UNLIMITED else Sight(version.rulings, relevant, walls=version.walls)
            model = Model(published, sight)
            if not model.has_entries:
                raise NoSuchCatalog
            known = version.models[key, relevant] = (model, EntryStatements(model))
        return known

    def _relevant(self, key: UUID, policy: Policy) -> Policy:
        concerned = self.concerned(key)
        return policy.about(concerned) if concerned and not policy.unlimited else UNLIMITED

    def _version(self) -> _Version:
        live = self._definitions.snapshot()
        if self._made is None or self._made.live is not live:
            # Queries follow references, so any new version may change any of them.
            rulings = Rulings(live)
            self._made = _Version(live, rulings, Walls(rulings))
        return self._made


def compiled_of(services: Services) -> Compiled:
    """A new one, for work that goes on for long. Raises KeysUnusable."""
    return Compiled(definitions_of(services), Opener(services.properties))


@dataclass(frozen=True, slots=True)
class Seen:
    """Models and statements as one principal sees them. It asks for no right: `reading` and `writing` do."""

    compiled: Compiled
    principal: Principal

    def model(self, key: UUID) -> Model:
        """Raises NoSuchCatalog, NotSignedIn."""
        try:
            return self.compiled.model(key, self.principal.policy)
        except NoSuchCatalog:
            raise access.absent(self.principal) from None

    def readable(self, key: UUID) -> Model:
        """Raises NoSuchCatalog, NotSignedIn, ComponentForbidden."""
        model = self.model(key)
        access.check_read(self.principal, model.document)
        return model

    def statements(self, key: UUID) -> EntryStatements:
        """Raises NoSuchCatalog."""
        return self.compiled.statements(key, self.principal.policy)

    def subject(self, key: UUID) -> str | None:
        """Whom the database must be told that it answers to; None where it does not ask."""
        return self.principal.subject if self.compiled.concerned(key) else None

    def listing(self, key: UUID, raw: RawOptions) -> CompiledQuery:
        """Raises NoSuchCatalog, BadQuery and, for what the query names, what `readable` raises."""
        return self._kept(key, raw, lambda: self.listing_of(key, read_options(raw)))

    def listing_of(self, key: UUID, options: QueryOptions) -> CompiledQuery:
        """For callers that build their options. Raises as `listing`."""
        return compile_list(self.model(key), options, self._model_of)

    def single(self, key: UUID, raw: RawOptions, entry_id: int) -> CompiledQuery:
        """Raises as `listing`."""
        return compile_single(self.model(key), read_options(raw, SINGLE), str(entry_id), self._model_of)

    @property
    def _model_of(self) -> ModelOf:
        # Refuses what the reader may not see, so that a refused name says nothing about it.
        return self.readable

    def _kept(self, key: UUID, raw: RawOptions, compile_: Callable[[], CompiledQuery]) -> CompiledQuery:
        return self.compiled.kept(key, self.principal.policy, raw, compile_)


async def compile_entry_statements(conn: Connection, model: Model) -> None:
    """Compiles the statements of a new version and lets PostgreSQL check each, tables and types included."""
    statements = EntryStatements(model)
    everything = ("name", *model.data)
    compiled = [statements.get, statements.insert, statements.update(everything), statements.mark, statements.restore]
    if any(model.key_fields()):
        compiled.append(statements.upsert(everything, may_create=True))
    for statement in compiled:
        await repository.check(conn, statement)
