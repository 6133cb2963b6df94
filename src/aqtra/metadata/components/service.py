"""Verbs of the Components list and the component editor."""

from collections.abc import Collection
from uuid import UUID

from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError, ValidationFailed
from aqtra.kernel.findings import Finding, Severity, blocks
from aqtra.kernel.principal import Principal
from aqtra.metadata.checks.checker import Checker
from aqtra.metadata.checks.places import spelled
from aqtra.metadata.components import repository, withdrawal
from aqtra.metadata.components.documents import saved_documents
from aqtra.metadata.components.drafts import new_document
from aqtra.metadata.components.models import (
    ComponentRow,
    ComponentState,
    ComponentSummary,
    ComponentUse,
    ComponentVersion,
    StoredComponent,
)
from aqtra.metadata.components.references import component_uses, property_uses
from aqtra.metadata.components.run_as import set_run_as
from aqtra.metadata.documents import ComponentDocument, ComponentKind
from aqtra.metadata.domains import repository as domains
from aqtra.metadata.errors import BuiltInObject, ComponentNotFound, ConcurrentEdit, HasErrors, InUse, NotSaved


class KeyMismatch(ValidationFailed):
    """The document is another component's."""

    code = "key_mismatch"


class Components:
    """Components as builders keep them. Every verb works in the caller's transaction."""

    def __init__(self, conn: Connection, services: Services, checker: Checker) -> None:
        self._conn = conn
        self._services = services
        self._checker = checker

    async def summaries(self) -> tuple[ComponentSummary, ...]:
        return tuple([_summary(row) for row in await repository.components(self._conn)])

    async def ready(self) -> tuple[ComponentSummary, ...]:
        """Those that may be published."""
        marked = (ComponentState.READY, ComponentState.PUBLISHED_READY)
        return tuple([summary for summary in await self.summaries() if summary.state in marked])

    async def keys_to_publish(self, chosen: Collection[str] = ()) -> list[UUID]:
        """Keys of the components named by key or title; of all that are ready when none is named.

        Raises ComponentNotFound.
        """
        if not chosen:
            return [summary.key for summary in await self.ready()]
        summaries = await self.summaries()
        found = {
            wanted: [summary.key for summary in summaries if wanted in (str(summary.key), summary.title)]
            for wanted in chosen
        }
        for wanted, keys in found.items():
            if not keys:
                raise ComponentNotFound(f"there is no component {wanted}")
        return sorted({key for keys in found.values() for key in keys})

    async def create(self, by: Principal, kind: ComponentKind) -> StoredComponent:
        document = new_document(self._services.ids, kind, by.user_id)
        await repository.insert(self._conn, document, by, self._services.clock.now())
        return await self.get(document.key)

    async def get(self, key: UUID) -> StoredComponent:
        """Raises ComponentNotFound."""
        row = await self._row(key)
        document = ComponentDocument.model_validate(row.document)
        return _stored(row, document, await self._findings(document))

    async def check(self, key: UUID, document: ComponentDocument) -> tuple[Finding, ...]:
        """The error list of a draft. Raises ComponentNotFound, KeyMismatch."""
        await self._row(key)
        _same_key(key, document)
        return await self._findings(_draft(document))

    async def save(self, by: Principal, key: UUID, base_version: int, document: ComponentDocument) -> StoredComponent:
        """Raises ComponentNotFound, KeyMismatch, ConcurrentEdit, RunAsForbidden, InvalidDocument."""
        row = await self._row(key, lock=True)
        _same_key(key, document)
        if row.saved_version != base_version:
            raise ConcurrentEdit(
                f"{row.updated_by or 'somebody else'} saved this component meanwhile",
                user=row.updated_by or "",
                saved_version=row.saved_version,
            )
        if document.kind is not row.kind:
            raise KeyMismatch.of_field("document.kind", "type", "the kind of a component cannot change")
        await set_run_as(self._conn, by, ComponentDocument.model_validate(row.document), document)
        await repository.update(self._conn, _draft(document), by, self._services.clock.now())
        return await self.get(key)

    async def mark_ready(self, key: UUID, saved_version: int) -> StoredComponent:
        """Raises ComponentNotFound, NotSaved, HasErrors."""
        row = await self._row(key, lock=True)
        if row.saved_version != saved_version:
            raise NotSaved("the component was saved again meanwhile", saved_version=row.saved_version)
        document = ComponentDocument.model_validate(row.document)
        findings = await self._findings(document)
        if blocks(findings):
            raise HasErrors(
                "errors forbid the mark",
                fields=[
                    FieldError(
                        field=spelled(finding.place, document),
                        rule=finding.code,
                        message=finding.message,
                        params=dict(finding.params),
                    )
                    for finding in findings
                    if finding.severity is Severity.ERROR
                ],
            )
        await repository.mark_ready(self._conn, key)
        return await self.get(key)

    async def delete(self, key: UUID) -> None:
        """Raises ComponentNotFound, BuiltInObject, InUse, PublicationRunning."""
        row = await self._row(key, lock=True)
        if row.built_in:
            raise BuiltInObject("the component is delivered with the platform")
        if found := await self.uses(key):
            raise InUse("other objects refer to the component", fields=[_reference(use) for use in found])
        if row.published_version is not None:
            await withdrawal.withdraw(self._conn, self._services, key)
        await repository.delete(self._conn, key)

    async def versions(self, key: UUID) -> tuple[ComponentVersion, ...]:
        """Raises ComponentNotFound."""
        await self._row(key)
        return tuple(await repository.versions(self._conn, key))

    async def version(self, key: UUID, version: int) -> ComponentDocument:
        """Raises ComponentNotFound."""
        document = await repository.version_document(self._conn, key, version)
        if document is None:
            raise ComponentNotFound(f"the component has no version {version}")
        return document

    async def uses(self, key: UUID, name: str | None = None) -> tuple[ComponentUse, ...]:
        """Places that mention the component, or its property `name`. Raises ComponentNotFound."""
        await self._row(key)
        documents = await saved_documents(self._conn, self._services)
        if name is not None:
            return property_uses(key, name, documents)
        site = await domains.site(self._conn)
        return component_uses(key, documents, await withdrawal.live_documents(self._services), site)

    async def _row(self, key: UUID, *, lock: bool = False) -> ComponentRow:
        row = await repository.component(self._conn, key, lock=lock)
        if row is None:
            raise ComponentNotFound("there is no such component")
        return row

    async def _findings(self, document: ComponentDocument) -> tuple[Finding, ...]:
        documents = await saved_documents(self._conn, self._services)
        return self._checker.findings(document, documents, await domains.site(self._conn, [document]))


def _draft(document: ComponentDocument) -> ComponentDocument:
    """Drafts carry no modules, whatever was sent."""
    return document.model_copy(update={"modules": None})


def _same_key(key: UUID, document: ComponentDocument) -> None:
    if document.key != key:
        raise KeyMismatch.of_field("document.key", "reference", "the document belongs to another component")


def _reference(use: ComponentUse) -> FieldError:
    place = use.model_dump(mode="json", exclude_none=True, exclude={"title"})
    return FieldError(field=use.title, rule="reference", message=f"{use.title} refers to it", params=place)


def _summary(row: ComponentRow) -> ComponentSummary:
    settings = row.document["settings"]
    return ComponentSummary(
        id=row.id,
        key=row.key,
        kind=row.kind,
        title=settings["title"],
        description=settings["description"],
        domains=settings["domains"],
        state=row.state,
        built_in=row.built_in,
        published=row.published_version is not None,
        saved_version=row.saved_version,
        updated_by=row.updated_by,
        updated_at=row.updated_at,
        created_at=row.created_at,
    )


def _stored(row: ComponentRow, document: ComponentDocument, findings: tuple[Finding, ...]) -> StoredComponent:
    return StoredComponent(
        id=row.id,
        state=row.state,
        built_in=row.built_in,
        saved_version=row.saved_version,
        ready_version=row.ready_version,
        published_version=row.published_version,
        document=document,
        updated_by=row.updated_by,
        updated_at=row.updated_at,
        findings=findings,
    )
