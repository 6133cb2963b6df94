"""The template that examples of steps render, and others made for a test."""

from uuid import UUID

from aqtra.templates.content import TemplateContent
from aqtra.templates.service import TemplateLibrary
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.support.templates import band, element, template, text

EXAMPLE = UUID("00000000-0000-4000-8000-00000000d001")


def example() -> TemplateContent:
    """What the example of the step renders."""
    columns = [{"title": "Title", "value": "row.title"}, {"title": "Price", "value": "row.price", "total": "sum"}]
    table = element("table", array="lines", columns=columns)
    return template(band("report_header", text("Invoice {{ number }}")), band("detail", table), name="Example")


def publish(platform: Platform, content: TemplateContent, key: UUID | None = None) -> UUID:
    """Saves and publishes a template; its id."""

    async def work() -> UUID:
        async with platform.services.db.transaction() as conn:
            library = TemplateLibrary(conn, platform.services)
            created = await library.create(content, MEMBER)
            await library.publish(created.id, created.version, MEMBER)
            return created.id

    made = platform.run(work())
    if key is not None:
        platform.sql("UPDATE templates.template SET id = %s WHERE id = %s", key, made)
    return key or made
