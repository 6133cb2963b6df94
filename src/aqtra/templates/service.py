"""What builders do with templates: save, publish, delete."""

from collections.abc import Iterable
from uuid import UUID

import orjson

from aqtra.identity import audit
from aqtra.identity.audit.models import Outcome
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from aqtra.metadata.components.documents import saved_documents
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument
from aqtra.templates import limits, repository
from aqtra.templates.checks import problems_of
from aqtra.templates.content import TemplateContent
from aqtra.templates.errors import InvalidTemplate, TemplateChanged, TemplateInUse, TemplateNotFound
from aqtra.templates.models import Template, TemplateSummary
from aqtra.templates.uses import broken_by, uses


class TemplateLibrary:
    """Templates as builders see them, in the transaction of `conn`."""

    def __init__(self, conn: Connection, services: Services) -> None:
        self._conn = conn
        self._services = services

    async def all(self) -> list[TemplateSummary]:
        return await repository.summaries(self._conn)

    async def get(self, template_id: UUID) -> Template:
        """Raises TemplateNotFound."""
        return await self._found(template_id)

    async def create(self, content: TemplateContent, by: Principal) -> Template:
        """Raises InvalidTemplate."""
        _require_small(content)
        template_id = self._services.ids.uuid()
        await repository.insert(self._conn, template_id, content, by.user_name, self._services.clock.now())
        created = await self._found(template_id)
        await self._record("template.created", by, created)
        return created

    async def save(self, template_id: UUID, version: int, content: TemplateContent, by: Principal) -> Template:
        """The next version; flows go on with the published one. What is half done may be saved.

        Raises TemplateNotFound, TemplateChanged, InvalidTemplate.
        """
        _require_small(content)
        await self._at(template_id, version)
        await repository.update(self._conn, template_id, content, by.user_name, self._services.clock.now())
        saved = await self._found(template_id)
        await self._record("template.saved", by, saved)
        return saved

    async def publish(self, template_id: UUID, version: int, by: Principal) -> Template:
        """What is saved becomes what flows render, at once and as a whole.

        Raises TemplateNotFound, TemplateChanged, InvalidTemplate naming each expression that reads what the model has
        not, and TemplateInUse when a published flow fills what would be gone.
        """
        found = await self._at(template_id, version)
        if problems := list(problems_of(found)):
            raise InvalidTemplate("expressions read what the model does not have", fields=problems)
        if broken := list(broken_by(template_id, found, self._live())):
            raise TemplateInUse("published flows fill what would be gone", fields=broken)
        await repository.publish(self._conn, template_id, self._services.clock.now())
        await self._record("template.published", by, found)
        return await self._found(template_id)

    async def delete(self, template_id: UUID, by: Principal) -> None:
        """Raises TemplateNotFound, and TemplateInUse naming the flows that render it, saved or published."""
        gone = await self._found(template_id, lock=True)
        saved = await saved_documents(self._conn, self._services)
        places = {found.field: found for found in uses(template_id, [*saved.values(), *self._live()])}
        if places:
            raise TemplateInUse("flows render the template", fields=list(places.values()))
        await repository.delete(self._conn, template_id)
        await self._record("template.deleted", by, gone)

    def _live(self) -> Iterable[ComponentDocument]:
        return [found.document for found in definitions_of(self._services).snapshot().values()]

    async def _at(self, template_id: UUID, version: int) -> Template:
        found = await self._found(template_id, lock=True)
        if found.version != version:
            raise TemplateChanged("somebody else saved the template meanwhile", version=found.version)
        return found

    async def _found(self, template_id: UUID, *, lock: bool = False) -> Template:
        found = await repository.template(self._conn, template_id, lock=lock)
        if found is None:
            raise TemplateNotFound("there is no such template")
        return found

    async def _record(self, action: str, by: Principal, template: Template) -> None:
        await audit.record(
            self._conn,
            action,
            by,
            f"template:{template.id}",
            outcome=Outcome.DONE,
            clock=self._services.clock,
            name=template.name,
            version=str(template.version),
        )


def _require_small(content: TemplateContent) -> None:
    size = len(orjson.dumps(content.model_dump(mode="json")))
    if size > limits.DOCUMENT_SIZE:
        message = f"a template has at most {limits.DOCUMENT_SIZE} bytes"
        raise InvalidTemplate.of_field("bands", "max_length", message, limit=limits.DOCUMENT_SIZE)
