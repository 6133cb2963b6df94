"""Send templated notification: tells people something that a template makes of each item.

Rendered per item; delivery is handed over and not waited for. Text and HTML are the message itself, a document goes
along as a file.
"""

from collections.abc import Iterable
from typing import Literal

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.notices import IN_APP, ChannelName, recipient_problems, recipients_of, subjects_of, warn_of
from aqtra.dataflow.parameters import FieldPath, StepSettings, TemplateMapping, TemplateRef, TextTemplate, UserRefs
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.template_data import template_data
from aqtra.dataflow.template_models import mapping_problems
from aqtra.notifications.models import Channel, Notice
from aqtra.notifications.plain import plain_text
from aqtra.templates.models import DocumentFormat, Rendered

RenderType = Literal["text", "html", "docx", "xlsx", "pdf"]
_WORDS = frozenset({"text", "html"})
NAME = "document"
"""Of a file that goes along with a mail without a subject."""


class Settings(StepSettings):
    """Whom, by which template, and how."""

    notification_type: ChannelName
    user_info_field: FieldPath | None = None
    user_routing: FieldPath | None = None
    user_name: UserRefs | None = None
    template: TemplateRef
    render_type: RenderType = "html"
    message_theme: TextTemplate | None = None
    fields_mapping: TemplateMapping = ()


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    content = ctx.templates.get(settings.template)
    if content is not None:
        yield from mapping_problems("fields_mapping", settings.fields_mapping, content)
    if settings.notification_type in IN_APP and settings.render_type not in _WORDS:
        message = "messages in the application are text or HTML; files go with e-mail"
        yield Problem("render_type_not_allowed", message, "render_type", params={"format": settings.render_type})
    yield from recipient_problems(settings, settings.user_routing)


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    recipients = recipients_of(table, settings, ctx, settings.user_routing)
    subjects = subjects_of(table, settings.message_theme, ctx)
    data = template_data(table, settings.fields_mapping, await ctx.templates.model(settings.template), ctx)
    format_ = DocumentFormat(settings.render_type)

    async def send(index: int) -> None:
        subject = subjects[index]
        rendered = await ctx.templates.render(settings.template, format_, subject or NAME, data(index))
        notice = _notice(Channel(settings.notification_type), subject, rendered)
        warn_of(await ctx.notifications.send(notice, recipients[index]), index, ctx)

    await for_each(table, ctx, send)
    return table


def _notice(channel: Channel, subject: str, rendered: Rendered) -> Notice:
    match rendered.format:
        case DocumentFormat.TEXT:
            return Notice(channel, subject, rendered.content.decode())
        case DocumentFormat.HTML:
            html = rendered.content.decode()
            return Notice(channel, subject, plain_text(html), html)
        case _:
            return Notice(channel, subject, "", attachments=(rendered,))


STEP = Step(
    id="send_templated_notification",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(notifies=True, templates=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(
        StepFailureKind("channel_not_configured", 409),
        StepFailureKind("render_failed", 422),
        StepFailureKind("unknown_reference", 409),
        StepFailureKind("file_too_large", 413),
    ),
    example=Example(
        settings={
            "notification_type": "mail",
            "user_info_field": "manager@integer",
            "template": "00000000-0000-4000-8000-00000000d001",
            "message_theme": "Invoice {number@string}",
            "fields_mapping": [{"target": "number", "source": "number@string"}],
        },
        input=({"manager@integer": 2, "number@string": "R-1"},),
        output=({"manager@integer": 2, "number@string": "R-1"},),
    ),
    run=run,
    check=check,
)
