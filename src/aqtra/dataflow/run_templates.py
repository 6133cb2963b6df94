"""Published templates, rendered for a run."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from aqtra.dataflow.errors import UnknownReference
from aqtra.dataflow.models import RunInfo
from aqtra.infra.container import Services
from aqtra.templates.content import TemplateContent
from aqtra.templates.documents import rendered
from aqtra.templates.models import DocumentFormat, Rendered
from aqtra.templates.rendering.confined import Order
from aqtra.templates.repository import all_published


class PublishedTemplates:
    """Implements `ports.Templates`. Made for one run, which keeps what it has read of them."""

    def __init__(self, services: Services, run: RunInfo) -> None:
        self._services = services
        self._run = run
        self._known: dict[UUID, TemplateContent] = {}

    async def model(self, template: UUID) -> TemplateContent:
        if template not in self._known:
            async with self._services.db.connection() as conn:
                found = (await all_published(conn, [template])).get(template)
            if found is None:
                raise UnknownReference("the template of this step is not published", template=str(template))
            self._known[template] = found
        return self._known[template]

    async def render(self, template: UUID, format: DocumentFormat, name: str, data: Mapping[str, Any]) -> Rendered:
        content = await self.model(template)
        title = name.removesuffix(f".{format.extension}")
        order = Order(content, format.value, title, self._run.started_at, str(self._run.zone), data)
        return Rendered(f"{title}.{format.extension}", format, await rendered(self._services, order))
