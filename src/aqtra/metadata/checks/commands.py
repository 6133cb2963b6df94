"""Commands: what a click runs, and whether its target exists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aqtra.kernel.findings import Finding, Place
from aqtra.metadata.catalogue import ComponentSpec
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.checks.pages import Placed, placed, shown_component
from aqtra.metadata.checks.setting_types import is_uuid
from aqtra.metadata.documents import ComponentDocument, FlowKind
from aqtra.metadata.paths import BrokenPath, resolve

COLLECTION = "static_filters"
NO_COMMAND = ("", "none", None)
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "open_application": ("component",),
    "execute_dataflow": ("linked_dataflow",),
    "execute_workflow": ("linked_workflow",),
    "execute_script": ("method_name",),
}


@dataclass(frozen=True)
class Holder:
    """What carries a command: an element, or a column of a grid.

    `rows` is the component whose entries are clicked; None when the form itself is the source.
    """

    name: str
    settings: Mapping[str, Any]
    at: Place
    rows: ComponentDocument | None
    target_setting: str = "component"

    def place(self, setting: str) -> Place:
        """The place of one of its settings; a column is a setting itself."""
        return self.at if self.at.setting else self.at.model_copy(update={"setting": setting})


def check_commands(ctx: CheckContext) -> Iterator[Finding]:
    """Every command has its parameters, and they lead somewhere."""
    for found in placed(ctx):
        spec = ctx.catalogue.kind(found.element.kind)
        if spec is not None and "command_type" in spec.settings:
            yield from _check_element(ctx, found, spec)


def _check_element(ctx: CheckContext, found: Placed, spec: ComponentSpec) -> Iterator[Finding]:
    page, element = found.page, found.element
    rows = found.entry if found.card is not None else None
    if COLLECTION in spec.settings:
        rows = shown_component(ctx, found) or ctx.document
    holder = Holder(
        name=element.name,
        settings=element.settings,
        at=ctx.place(page=page.id, element=element.id),
        rows=rows,
        target_setting=spec.parameter_settings.get("component", "component"),
    )
    command = element.settings.get("command_type")
    if command not in NO_COMMAND and command not in spec.commands:
        at = holder.place("command_type")
        yield ctx.error("command_unknown", f"{element.name} cannot run {command}", at=at, command=command)
        return
    yield from check_holder(ctx, holder)


def check_holder(ctx: CheckContext, holder: Holder) -> Iterator[Finding]:
    """The command of one element or column."""
    command = holder.settings.get("command_type")
    if command in NO_COMMAND:
        if holder.settings.get("show_add_button"):
            yield from _check_opened(ctx, holder, "edit_record")
        return
    for parameter in REQUIRED.get(str(command), ()):
        setting = holder.target_setting if parameter == "component" else parameter
        # A collection's command goes to the component it shows unless another is chosen.
        if not holder.settings.get(setting) and not (parameter == "component" and holder.rows):
            yield ctx.error(
                "command_incomplete",
                f"{holder.name}: {command} needs {setting}",
                at=holder.place(setting),
                command=command,
                parameter=setting,
            )
    match command:
        case "open_page":
            yield from _check_page(ctx, holder, "page", ctx.document)
            yield from _check_parameters(ctx, holder, ctx.document)
        case "execute_dataflow":
            yield from _check_flow(ctx, holder, "linked_dataflow", FlowKind.DATAFLOW)
        case "execute_workflow":
            yield from _check_flow(ctx, holder, "linked_workflow", FlowKind.WORKFLOW)
        case "open_application" | "edit_record" | "open_modal" | "open_sidebar":
            yield from _check_opened(ctx, holder, command)


def _check_opened(ctx: CheckContext, holder: Holder, command: str) -> Iterator[Finding]:
    target: ComponentDocument | None = holder.rows or ctx.document
    chosen = holder.settings.get(holder.target_setting) if command != "edit_record" else None
    if chosen and is_uuid(chosen):
        target = ctx.documents.get(UUID(chosen))
        if target is None:
            at = holder.place(holder.target_setting)
            yield ctx.error("component_missing", f"{holder.name} opens a component that is not there", at=at)
            return
    assert target is not None
    yield from _check_page(ctx, holder, "component_page", target)
    if command != "edit_record":
        yield from _check_parameters(ctx, holder, target)


def _check_page(ctx: CheckContext, holder: Holder, setting: str, target: ComponentDocument) -> Iterator[Finding]:
    page = holder.settings.get(setting)
    if page and is_uuid(page) and target.page(UUID(page)) is None:
        yield ctx.error("page_missing", f"{holder.name} opens a page that is not there", at=holder.place(setting))


def _check_flow(ctx: CheckContext, holder: Holder, setting: str, kind: FlowKind) -> Iterator[Finding]:
    key = holder.settings.get(setting)
    if not key or not is_uuid(key):
        return
    flow = ctx.document.flow(UUID(key))
    if flow is None or flow.kind is not kind:
        yield ctx.error("flow_missing", f"{holder.name} runs a flow that is not there", at=holder.place(setting))


def _check_parameters(ctx: CheckContext, holder: Holder, target: ComponentDocument) -> Iterator[Finding]:
    pairs = holder.settings.get("action_parameters")
    for pair in pairs if isinstance(pairs, list) else ():
        if not isinstance(pair, dict):
            continue
        ends = (("target", target, True), ("source", holder.rows or ctx.document, holder.rows is not None))
        for end, start, bare in ends:
            path = pair.get(end)
            if not isinstance(path, str) or (end == "source" and not path):
                continue
            try:
                resolve(path, start, ctx.documents, bare=bare)
            except BrokenPath as error:
                yield ctx.error(
                    "parameter_broken",
                    f"{holder.name}: {path} is not a field",
                    at=holder.place("action_parameters"),
                    path=path,
                    reason=error.code,
                )
