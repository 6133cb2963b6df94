"""Send notification: tells people something that is written in the step, or stands in a field.

Handed over and not waited for: each item is a transaction of its own, and delivery goes on without the run.
"""

from collections.abc import Iterable

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.notices import (
    ChannelName,
    bodies_of,
    field_bodies,
    recipient_problems,
    recipients_of,
    subjects_of,
    warn_of,
)
from aqtra.dataflow.parameters import FieldPath, StepSettings, TextTemplate, UserRefs
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.notifications.models import Channel, Notice


class Settings(StepSettings):
    """Whom, what, and how."""

    user_info_field: FieldPath | None = None
    user_name: UserRefs | None = None
    message_body_field: FieldPath | None = None
    message_theme: TextTemplate | None = None
    message_body: TextTemplate | None = None
    notification_type: ChannelName


def check(settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    if settings.message_body is None and settings.message_body_field is None:
        yield Problem("body_missing", "write the text, or choose the field that holds it", "message_body")
    yield from recipient_problems(settings)


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    recipients = recipients_of(table, settings, ctx)
    notices = _notices(table, settings, ctx)

    async def send(index: int) -> None:
        warn_of(await ctx.notifications.send(notices[index], recipients[index]), index, ctx)

    await for_each(table, ctx, send)
    return table


def _notices(table: Table, settings: Settings, ctx: StepContext) -> list[Notice]:
    """The field overrides what is written; where it is null, that counts."""
    channel = Channel(settings.notification_type)
    written = bodies_of(table, settings.message_body or "", ctx)
    held: list[str | None] = [None] * len(table)
    if settings.message_body_field is not None:
        held = field_bodies(table, settings.message_body_field, ctx)
    bodies = [body if text is None else (text, None) for text, body in zip(held, written, strict=True)]
    subjects = subjects_of(table, settings.message_theme, ctx)
    return [Notice(channel, subject, text, html) for subject, (text, html) in zip(subjects, bodies, strict=True)]


STEP = Step(
    id="send_notification",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(notifies=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(StepFailureKind("channel_not_configured", 409),),
    example=Example(
        settings={
            "user_info_field": "manager@integer",
            "message_theme": "Invoice {number@string}",
            "message_body": "Please look at invoice {number@string}.",
            "notification_type": "mail",
        },
        input=({"manager@integer": 2, "number@string": "R-1"},),
        output=({"manager@integer": 2, "number@string": "R-1"},),
    ),
    run=run,
    check=check,
)
