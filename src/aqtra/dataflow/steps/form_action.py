"""Form action: tells the form that called to do something in the browser, once the response has arrived."""

from collections.abc import Iterable
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.form_actions import NAVIGATION, WITHOUT_FORM, Record, add_navigation, file_records, parameters
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.parameters import ComponentRef, FieldPath, FreeMapping, PageRef, Row, ShownWhen, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind

_FILES: Final = frozenset({"open_file_in_new_tab", "download_file"})
_NEEDED: Final = {
    "execute_script": "method_name",
    "open_page": "open_page",
    "open_component": "component",
    "open_sidebar": "component",
    "open_modal": "component",
    "open_file_in_new_tab": "file_info_field",
    "download_file": "file_info_field",
}
"""The setting without which an action of the kind cannot be done."""
_Size = Annotated[int | None, Field(ge=1, le=10_000)]


class Modal(Row):
    """A dialog in the middle. Sizes are in pixels."""

    title: str | None = None
    h_size: _Size = None
    v_size: _Size = None


class Sidebar(Row):
    """A dialog at an edge. Sizes are in pixels."""

    title: str | None = None
    position: Literal["top", "right", "bottom", "left"] = "right"
    h_size: _Size = None
    v_size: _Size = None


class Settings(StepSettings):
    """What the form does, and with what."""

    form_action: Literal[
        "execute_script",
        "open_page",
        "open_component",
        "open_sidebar",
        "open_modal",
        "open_file_in_new_tab",
        "download_file",
    ]
    method_name: Annotated[str | None, ShownWhen("form_action", "execute_script")] = None
    component: ComponentRef | None = None
    open_page: PageRef | None = None
    action_parameters: FreeMapping = ()
    file_info_field: FieldPath | None = None
    open_sidebar: Annotated[Sidebar | None, ShownWhen("form_action", "open_sidebar")] = None
    open_modal: Annotated[Modal | None, ShownWhen("form_action", "open_modal")] = None


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    needed = _NEEDED[settings.form_action]
    if not getattr(settings, needed):
        message = f"{settings.form_action} needs {needed}"
        yield Problem("action_incomplete", message, needed, params={"action": settings.form_action, "setting": needed})
    document = ctx.component(_component(settings, ctx.owner.key))
    if settings.open_page is not None and document is not None and document.page(settings.open_page) is None:
        message = f"{document.settings.title} has no such page"
        yield Problem("unknown_reference", message, "open_page", params={"reference": str(settings.open_page)})
    if ctx.following is not None and "write_response" not in ctx.following:
        yield Problem("no_write_response", "no Write response comes after it, so the form never gets the action")


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    _ = ctx.file_links
    if len(table) == 0:
        return table
    if ctx.run.trigger in WITHOUT_FORM:
        ctx.warn("no_form", "no form called this run, so its actions are left out")
    elif settings.form_action in NAVIGATION:
        last = Table(table.frame.tail(1), table.model)
        (record,) = await _records(last, settings, ctx)
        add_navigation(record, len(table) - 1, ctx)
    else:
        for record in await _records(table, settings, ctx):
            ctx.response.act(record)
    return table


async def _records(table: Table, settings: Settings, ctx: StepContext) -> list[Record]:
    kind = settings.form_action
    if kind in _FILES:
        return await file_records(table, kind, settings.file_info_field or "", ctx)
    if kind == "execute_script":
        return [{"kind": kind, "method": settings.method_name, "item": item} for item in table.json_items()]
    target: Record = {"kind": kind, "component": str(_component(settings, ctx.owner.key))}
    target["page"] = None if settings.open_page is None else str(settings.open_page)
    dialog = {"open_sidebar": settings.open_sidebar or Sidebar(), "open_modal": settings.open_modal or Modal()}.get(
        kind
    )
    if dialog is not None:
        target |= dialog.model_dump()
    return [{**target, "parameters": found} for found in parameters(table, settings.action_parameters, ctx)]


def _component(settings: Settings, owner: UUID) -> UUID:
    """Where it leads: a page opens in the own component, whatever another kind had chosen before."""
    return owner if settings.form_action == "open_page" or settings.component is None else settings.component


STEP = Step(
    id="form_action",
    group=Group.OUTPUT,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(reads=True),
    replay=Replay.PURE,
    errors=(StepFailureKind("file_missing", 404),),
    example=Example(
        settings={
            "form_action": "open_component",
            "component": "00000000-0000-4000-8000-00000000e001",
            "action_parameters": [{"target": "id", "source": "id"}],
        },
        input=({"id": 7},),
        output=({"id": 7},),
    ),
    run=run,
    check=check,
)
