"""Verbs of export and import. Each works in the caller's transaction."""

from collections.abc import Collection

from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify
from aqtra.kernel.errors import FieldError
from aqtra.kernel.findings import blocks
from aqtra.kernel.principal import Principal
from aqtra.metadata.checks.checker import Checker
from aqtra.metadata.components import repository as components
from aqtra.metadata.components.documents import saved_documents
from aqtra.metadata.components.models import ComponentRow
from aqtra.metadata.documents import ComponentDocument, ScriptModule
from aqtra.metadata.domains import repository as domains
from aqtra.metadata.domains.models import OF_INSTALLATION, DomainSettings
from aqtra.metadata.modules import repository as modules
from aqtra.metadata.modules.errors import InvalidModule
from aqtra.metadata.modules.resolving import modules_of
from aqtra.metadata.transfer.errors import FolderRefused, NothingSelected
from aqtra.metadata.transfer.models import (
    Application,
    DomainContent,
    Imported,
    ImportedModule,
    ImportReport,
    Outcome,
)
from aqtra.metadata.transfer.writing import MODULES, travelling


class Transfer:
    """Moves applications between installations."""

    def __init__(self, conn: Connection, services: Services, checker: Checker) -> None:
        self._conn = conn
        self._services = services
        self._checker = checker

    async def collect(
        self, *, chosen: Collection[str] = (), domain: str | None = None, everything: bool = False
    ) -> Application:
        """The saved state of what is selected: components by key or title, a domain with its components, or all.

        Modules that their scripts import come along.

        A built-in component that nobody extended is left out unless it is named. Raises NothingSelected.
        """
        rows = await components.components(self._conn)
        names = [card.name for card in await domains.domains(self._conn)]
        if domain is not None and domain not in names:
            raise NothingSelected(f"there is no application domain {domain}")
        for wanted in chosen:
            if not any(_is_named(row, wanted) for row in rows):
                raise NothingSelected(f"there is no component {wanted}")
        picked = [
            row
            for row in rows
            if any(_is_named(row, wanted) for wanted in chosen)
            or ((everything or _belongs(row, domain)) and not (row.built_in and row.saved_version == 1))
        ]
        kept = names if everything else [domain] if domain is not None else []
        if not picked and not kept:
            raise NothingSelected("nothing is selected")
        documents = tuple(ComponentDocument.model_validate(row.document) for row in picked)
        saved = await modules.documents(self._conn)
        needed = {module.key for document in documents for module in modules_of(document, saved)}
        return Application(
            components=documents,
            domains=tuple([await self._domain(name) for name in kept]),
            modules=tuple(module for module in saved if everything or module.key in needed),
        )

    async def store(self, application: Application, by: Principal) -> ImportReport:
        """Stores everything as saved, and as ready to publish where the checker finds no error.

        Ids are kept, so a second import updates. Raises FolderRefused.
        """
        for content in application.domains:
            await self._store_domain(content)
        stored = [await self._store_module(module, by) for module in application.modules]
        outcomes = {document.key: await self._store(document, by) for document in application.components}
        documents = await saved_documents(self._conn, self._services)
        site = await domains.site(self._conn, [documents[key] for key in outcomes])
        imported = []
        for key, outcome in outcomes.items():
            findings = self._checker.findings(documents[key], documents, site)
            row = await components.component(self._conn, key)
            assert row is not None
            ready = not blocks(findings)
            if ready and row.saved_version != row.published_version:
                await components.mark_ready(self._conn, key)
            imported.append(Imported(key, documents[key].settings.title, outcome, ready, findings))
        return ImportReport(tuple(imported), tuple(stored), tuple(content.name for content in application.domains))

    async def _domain(self, name: str) -> DomainContent:
        settings = await domains.settings(self._conn, name)
        menu = await domains.menu(self._conn, name)
        assert settings is not None
        assert menu is not None
        plain = DomainSettings(**settings.model_dump(exclude={"version", *OF_INSTALLATION}))
        return DomainContent(name=name, settings=plain, menu=menu.items)

    async def _store_domain(self, content: DomainContent) -> None:
        await domains.insert(self._conn, self._services.ids.uuid(), content.name, content.name)
        settings = await domains.settings(self._conn, content.name)
        menu = await domains.menu(self._conn, content.name)
        assert settings is not None
        assert menu is not None
        kept = {name: getattr(settings, name) for name in OF_INSTALLATION}
        new = content.settings.model_copy(update=kept)
        await domains.update_settings(self._conn, content.name, settings.version, new)
        if menu.items != content.menu:
            await domains.update_menu(self._conn, content.name, menu.version, content.menu)
        await notify(self._conn, "menu", {"domain": content.name})

    async def _store_module(self, module: ScriptModule, by: Principal) -> ImportedModule:
        stored = await modules.module(self._conn, module.key, lock=True)
        now = self._services.clock.now()
        try:
            if stored is None:
                await modules.insert(self._conn, module, by, now)
                return ImportedModule(module.key, module.title, Outcome.NEW)
            if stored.document == module:
                return ImportedModule(module.key, module.title, Outcome.SAME)
            await modules.update(self._conn, module, by, now)
        except InvalidModule as error:
            # Under the name of its file, as whatever else stands against the folder.
            fields = [
                found.model_copy(update={"field": f"{MODULES}/{module.name}: {found.field}"}) for found in error.fields
            ]
            raise FolderRefused("the folder cannot be imported", fields=fields) from error
        return ImportedModule(module.key, module.title, Outcome.CHANGED)

    async def _store(self, document: ComponentDocument, by: Principal) -> Outcome:
        row = await components.component(self._conn, document.key, lock=True)
        now = self._services.clock.now()
        if row is None:
            settings = document.settings.model_copy(update={"maker": by.user_id})
            await components.insert(self._conn, document.model_copy(update={"settings": settings}), by, now)
            return Outcome.NEW
        stored = ComponentDocument.model_validate(row.document)
        if stored.kind is not document.kind:
            field = FieldError(field=str(document.key), rule="type", message="the kind of a component cannot change")
            raise FolderRefused("the folder cannot be imported", fields=[field])
        if travelling(stored) == travelling(document):
            return Outcome.SAME
        people = {"maker": stored.settings.maker, "run_as_user": stored.settings.run_as_user}
        settings = document.settings.model_copy(update=people)
        await components.update(self._conn, document.model_copy(update={"settings": settings}), by, now)
        return Outcome.CHANGED


def _is_named(row: ComponentRow, wanted: str) -> bool:
    return wanted in (str(row.key), row.document["settings"]["title"])


def _belongs(row: ComponentRow, domain: str | None) -> bool:
    return domain is not None and domain in row.document["settings"]["domains"]
