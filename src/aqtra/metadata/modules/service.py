"""Verbs of the Modules list and the module editor."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from aqtra.identity import audit
from aqtra.identity.audit.models import Outcome
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from aqtra.metadata.components.documents import saved_documents
from aqtra.metadata.components.withdrawal import live_documents
from aqtra.metadata.documents import ComponentDocument, ScriptModule
from aqtra.metadata.errors import ConcurrentEdit, InUse
from aqtra.metadata.modules import repository
from aqtra.metadata.modules.checking import module_problems
from aqtra.metadata.modules.errors import InvalidModule, ScriptModuleNotFound
from aqtra.metadata.modules.models import (
    CompileProblem,
    Module,
    ModuleContent,
    ModuleState,
    ModuleSummary,
    StoredModule,
)
from aqtra.metadata.modules.names import is_reserved
from aqtra.metadata.modules.uses import live_uses, uses

Documents = Mapping[UUID, ComponentDocument]


class ScriptModules:
    """Modules as builders keep them, in the transaction of `conn`."""

    def __init__(self, conn: Connection, services: Services) -> None:
        self._conn = conn
        self._services = services

    async def summaries(self) -> tuple[ModuleSummary, ...]:
        live = await live_documents(self._services)
        stored = await repository.modules(self._conn)
        return tuple([ModuleSummary(**_shown(found, live, exclude={"source"})) for found in stored])

    async def to_publish(self) -> tuple[ModuleSummary, ...]:
        """Those that published components import and that were changed since."""
        return tuple([found for found in await self.summaries() if found.state is ModuleState.CHANGED])

    async def get(self, key: UUID) -> Module:
        """Raises ScriptModuleNotFound."""
        return Module(**_shown(await self._found(key), await live_documents(self._services)))

    async def create(self, content: ModuleContent, by: Principal) -> Module:
        """Raises InvalidModule, InvalidDocument."""
        document = _document(self._services.ids.uuid(), content)
        await repository.insert(self._conn, document, by, self._services.clock.now())
        return await self._changed("module.created", document.key, by)

    async def save(self, key: UUID, version: int, content: ModuleContent, by: Principal) -> Module:
        """What is half done may be saved: drafts that import it say what is wrong.

        Raises ScriptModuleNotFound, ConcurrentEdit, InvalidModule, InvalidDocument.
        """
        stored = await self._found(key, lock=True)
        if stored.version != version:
            raise ConcurrentEdit(
                f"{stored.updated_by or 'somebody else'} saved this module meanwhile",
                user=stored.updated_by or "",
                saved_version=stored.version,
            )
        await repository.update(self._conn, _document(key, content), by, self._services.clock.now())
        return await self._changed("module.saved", key, by)

    async def delete(self, key: UUID, by: Principal) -> None:
        """Raises ScriptModuleNotFound, and InUse naming what imports it, saved or published."""
        gone = await self._found(key, lock=True)
        saved = await saved_documents(self._conn, self._services)
        others = await repository.documents(self._conn)
        live = await live_documents(self._services)
        found = [*uses(gone.document, saved.values(), others), *live_uses(gone.document, live.values())]
        if found:
            places = {place.field: place for place in found}
            raise InUse("scripts import the module", fields=list(places.values()))
        await repository.delete(self._conn, key)
        await self._record("module.deleted", gone, by)

    async def compile(self, content: ModuleContent, key: UUID | None) -> tuple[CompileProblem, ...]:
        """What is wrong with an unsaved module, on each side that it is for. `key`: the module it will be saved as."""
        others = await repository.documents(self._conn)
        document = _unchecked(key or self._services.ids.uuid(), content)
        return tuple(CompileProblem.of(found) for found in module_problems(document, others))

    async def _found(self, key: UUID, *, lock: bool = False) -> StoredModule:
        found = await repository.module(self._conn, key, lock=lock)
        if found is None:
            raise ScriptModuleNotFound("there is no such module")
        return found

    async def _changed(self, action: str, key: UUID, by: Principal) -> Module:
        module = await self.get(key)
        await self._record(action, module, by)
        return module

    async def _record(self, action: str, module: StoredModule, by: Principal) -> None:
        await audit.record(
            self._conn,
            action,
            by,
            f"module:{module.key}",
            outcome=Outcome.DONE,
            clock=self._services.clock,
            name=module.name,
            version=str(module.version),
        )


def state_of(module: ScriptModule, live: Sequence[ScriptModule]) -> ModuleState:
    """What published components know of the module; `live` are all that they carry."""
    carried = [found for found in live if found.key == module.key]
    if not carried:
        return ModuleState.SAVED
    # How it is called in lists is nothing to those who import it.
    same = all(found.model_copy(update={"title": module.title}) == module for found in carried)
    return ModuleState.PUBLISHED if same else ModuleState.CHANGED


def _document(key: UUID, content: ModuleContent) -> ScriptModule:
    """Raises InvalidModule."""
    if is_reserved(content.name):
        message = f"{content.name} is a name of Python or of the platform; choose another one"
        raise InvalidModule.of_field("name", "reserved", message)
    return _unchecked(key, content)


def _unchecked(key: UUID, content: ModuleContent) -> ScriptModule:
    return ScriptModule(key=key, title=content.title, name=content.name, type=content.type, source=content.source)


def _shown(found: StoredModule, live: Documents, exclude: set[str] | None = None) -> dict[str, object]:
    carried = [module for document in live.values() for module in document.modules or ()]
    return {**found.model_dump(exclude=exclude), "state": state_of(found.document, carried)}
