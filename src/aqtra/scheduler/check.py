"""Findings about schedules and the user whom a component runs as."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from aqtra.dataflow.errors import NoEntryStep
from aqtra.dataflow.models import Trigger
from aqtra.dataflow.plan import plan_flow
from aqtra.kernel.findings import Finding
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.documents import ComponentDocument
from aqtra.scheduler.cron import BadCron, Cron
from aqtra.scheduler.publication import input_dataflow

# Whether an expression names any time does not depend on when one asks; so the finding does not either.
_ANY_TIME: Final = datetime(2024, 1, 1, tzinfo=UTC)


def check_schedule(ctx: CheckContext) -> Iterator[Finding]:
    """A schedule can be read, is due some time and starts something; what runs by itself may do so."""
    settings = ctx.document.settings
    if settings.cron.strip():
        yield from _cron(ctx, settings.cron)
    if settings.run_as_user in ctx.site.inactive:
        message = "the Run-as user no longer exists or is not active"
        yield ctx.error("run_as_inactive", message, at=ctx.place(setting="run_as_user"))
    if settings.restrict_access and settings.run_as_user is None and _runs_by_itself(ctx.document):
        message = "the component restricts access: without a Run-as user its own runs may not touch it"
        yield ctx.warning("run_as_missing", message, at=ctx.place(setting="run_as_user"))


def _cron(ctx: CheckContext, expression: str) -> Iterator[Finding]:
    at = ctx.place(setting="cron")
    try:
        following = Cron(expression, UTC).after(_ANY_TIME)
    except BadCron as error:
        yield ctx.error("cron_invalid", f"the schedule cannot be read: {error.message}", at=at, reason=error.message)
        return
    if following is None:
        yield ctx.error("cron_never", "there is no such time: the schedule would never start anything", at=at)
    if not _starts(ctx.document, Trigger.CRON):
        message = "a schedule starts the Input dataflow, and that has no step which begins by the clock"
        yield ctx.error("cron_starts_nothing", message, at=at)


def _runs_by_itself(document: ComponentDocument) -> bool:
    return bool(document.settings.cron.strip()) or _starts(document, Trigger.MESSAGE)


def _starts(document: ComponentDocument, trigger: Trigger) -> bool:
    flow = input_dataflow(document)
    if flow is None:
        return False
    try:
        plan_flow(flow).plan.active(trigger)
    except NoEntryStep:
        return False
    return True
