"""Routes: templates as builders make them, and how they will look."""

import base64
from typing import Any
from uuid import UUID

import orjson
from fastapi import status
from pydantic import BaseModel, ConfigDict, Field

from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.errors import FieldError
from aqtra.kernel.principal import Right
from aqtra.templates import repository
from aqtra.templates.checks import problems_of
from aqtra.templates.content import TemplateContent
from aqtra.templates.documents import rendered
from aqtra.templates.models import DocumentFormat, Template, TemplateSummary
from aqtra.templates.rendering.confined import Order
from aqtra.templates.service import TemplateLibrary

router = Router(prefix="/api/v1/studio/templates", tags=["templates"])


class ChangedTemplate(TemplateContent):
    """`version` must be the one it was read at."""

    version: int = Field(ge=1)


class TemplateAtVersion(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=1)


class PublishedTemplate(TemplateContent):
    """A template as flows may render it."""

    id: UUID


class TemplateToRender(BaseModel):
    """A template that need not be saved, with the values of its sample."""

    model_config = ConfigDict(extra="forbid")

    content: TemplateContent
    format: DocumentFormat


class TemplateToShow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    content: TemplateContent


class TemplatePages(BaseModel):
    """The pages that PDF would have, as PNG in base64: the first ones of `count`.

    `problems`: expressions that read what the model has not; such a template cannot be published.
    """

    count: int
    pages: list[str]
    problems: list[FieldError]


class SampleDocument(BaseModel):
    """A document to be kept; `content` in base64."""

    name: str
    content_type: str
    content: str


@router.get("", right=Right.STUDIO)
async def list_templates(services: ServicesDep) -> list[TemplateSummary]:
    """All templates by name."""
    async with services.db.transaction() as conn:
        return await TemplateLibrary(conn, services).all()


@router.get("/published", right=Right.STUDIO)
async def list_published_templates(services: ServicesDep) -> list[PublishedTemplate]:
    """The templates that flows may render, with their models."""
    async with services.db.transaction() as conn:
        found = await repository.all_published(conn)
    templates = [PublishedTemplate(id=key, **dict(content)) for key, content in found.items()]
    return sorted(templates, key=lambda template: (template.name.casefold(), template.id))


@router.post("/preview", right=Right.TEMPLATES)
async def preview_template(body: TemplateToShow, services: ServicesDep) -> TemplatePages:
    """The pages of a template as it stands in the editor. Nothing is saved; 422 `render_failed` names the element."""
    content = body.content
    pages = await rendered(services, _order(content, "pages", services))
    return TemplatePages(**orjson.loads(pages), problems=list(problems_of(content)))


@router.post("/render", right=Right.TEMPLATES)
async def render_template_sample(body: TemplateToRender, services: ServicesDep) -> SampleDocument:
    """A document of the sample values. Nothing is saved; 422 `render_failed` names the element."""
    content = await rendered(services, _order(body.content, body.format.value, services))
    name = f"{body.content.name}.{body.format.extension}"
    return SampleDocument(name=name, content_type=body.format.content_type, content=base64.b64encode(content).decode())


@router.post("", right=Right.TEMPLATES, status_code=status.HTTP_201_CREATED)
async def create_template(body: TemplateContent, caller: Caller, services: ServicesDep) -> Template:
    async with services.db.transaction() as conn:
        return await TemplateLibrary(conn, services).create(body, caller)


@router.get("/{template_id}", right=Right.STUDIO)
async def get_template(template_id: UUID, services: ServicesDep) -> Template:
    async with services.db.transaction() as conn:
        return await TemplateLibrary(conn, services).get(template_id)


@router.put("/{template_id}", right=Right.TEMPLATES)
async def save_template(template_id: UUID, body: ChangedTemplate, caller: Caller, services: ServicesDep) -> Template:
    """Saves the next version. Flows go on with the published one."""
    content = TemplateContent(**{name: getattr(body, name) for name in TemplateContent.model_fields})
    async with services.db.transaction() as conn:
        return await TemplateLibrary(conn, services).save(template_id, body.version, content, caller)


@router.delete("/{template_id}", right=Right.TEMPLATES, status_code=status.HTTP_204_NO_CONTENT)
async def delete_template(template_id: UUID, caller: Caller, services: ServicesDep) -> None:
    """Deletes a template that no flow renders; 409 `template_in_use` lists those that do."""
    async with services.db.transaction() as conn:
        await TemplateLibrary(conn, services).delete(template_id, caller)


@router.post("/{template_id}/publish", right=Right.PUBLICATION)
async def publish_template(
    template_id: UUID, body: TemplateAtVersion, caller: Caller, services: ServicesDep
) -> Template:
    """What is saved becomes what flows render, at once and as a whole."""
    async with services.db.transaction() as conn:
        return await TemplateLibrary(conn, services).publish(template_id, body.version, caller)


def _order(content: TemplateContent, wanted: Any, services: Any) -> Order:
    return Order(content, wanted, content.name, services.clock.now())
