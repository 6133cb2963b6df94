"""What holds for every registered step, on a real data layer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest

from aqtra.dataflow import streams
from aqtra.dataflow.bus.service import RunBus
from aqtra.dataflow.catalog_batches import CatalogBatches
from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.dataflow.catalogue import BadStep, catalogue, verify
from aqtra.dataflow.context import Cancellation, Response, RunContext, StepContext, UndeclaredCapability
from aqtra.dataflow.driving import Chain
from aqtra.dataflow.file_links import AddressedLinks
from aqtra.dataflow.integrations.repository import all_published
from aqtra.dataflow.items.table import Table, concatenate
from aqtra.dataflow.items.types import ANY, INTEGER, SUFFIXES, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.models import Limits, RunInfo, Trigger
from aqtra.dataflow.nested import NestedFlows
from aqtra.dataflow.plan import PlannedStep
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.run_notifications import RunNotifications
from aqtra.dataflow.run_templates import PublishedTemplates
from aqtra.dataflow.service import Runs
from aqtra.dataflow.step import AnyStep, DesignContext, InputMode
from aqtra.dataflow.streams import Stream
from aqtra.dataflow.strings import strings
from aqtra.metadata.documents import AccessMode, ComponentDocument
from aqtra.templates.repository import all_published as published_templates
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.conftest import cleared
from tests.integration.dataflow.flows import DEPARTMENT, INVOICE, department
from tests.integration.dataflow.systems import connectors
from tests.unit.dataflow.calling import Engine, Interpreter
from tests.unit.dataflow.held_files import HeldFiles

STEPS = list(catalogue())
NOTHING = ItemModel()
ANSWERS_ALWAYS = {"export_to_file"}
"""Barriers that make an item of an empty stream too."""


@pytest.fixture(params=STEPS, ids=lambda step: step.id)
def step(request: pytest.FixtureRequest) -> AnyStep:
    found: AnyStep = request.param
    return found


def owner(platform: Platform) -> ComponentDocument:
    published = platform.definitions.component(INVOICE)
    assert published is not None
    return published.document


def design(platform: Platform, step: AnyStep | None = None) -> DesignContext:
    document = owner(platform)
    # Reachable by visitors, as a component whose flows sign people in is.
    settings = {"access_mode": AccessMode.PUBLIC, "proxy_mode": step is not None and step.id.startswith("proxy_")}
    first, *others = document.properties
    public = document.model_copy(
        update={
            "settings": document.settings.model_copy(update=settings),
            "properties": (first.model_copy(update={"query": True}), *others),
        }
    )
    published = platform.with_connection(all_published)
    templates = platform.with_connection(published_templates)
    components = {INVOICE: public, DEPARTMENT: department()}
    return DesignContext(public, components.get, systems=published, templates=templates)


def context(platform: Platform, step: AnyStep, *tables: Table, capabilities: Capabilities | None = None) -> StepContext:
    info = RunInfo(
        uuid4(), INVOICE, UUID(int=1), "Flow", 1, Trigger.USER_CALL, MEMBER, "trace", datetime.now(UTC),
        payload=step.example.payload,
    )  # fmt: skip
    ctx = design(platform, step)
    entries = CatalogEntries(platform.services, MEMBER)
    limits = Limits()
    shared = RunContext(info, ctx.owner, ctx.component, entries, limits, Cancellation(), Response(limits.response_size))
    shared.files = HeldFiles()
    if step.capabilities.directory or step.capabilities.notifies:
        people.settle(platform)
        people.sales(platform)
        shared.directory = people.directory(platform)
    shared.notifications = RunNotifications(platform.services, info)
    shared.flows = called_flows(platform, info)
    shared.connectors = connectors(platform)
    shared.file_links = AddressedLinks(platform.services, MEMBER)
    shared.bus = RunBus(platform.services, info)
    shared.templates = PublishedTemplates(platform.services, info)
    shared.batches = CatalogBatches(platform.services, MEMBER)
    shared.scripts, shared.workflows = Interpreter(), Engine()
    return StepContext(shared, "step", capabilities or step.capabilities, tables)


def called_flows(platform: Platform, info: RunInfo) -> NestedFlows:
    execute = partial(Runs(platform.services, platform.definitions)._execute_nested, Cancellation())
    return NestedFlows(platform.services, platform.definitions, Limits(), info, execute)


def example_model(items: tuple[Mapping[str, Any], ...]) -> ItemModel:
    """Types by suffix; `id` is that of an entry, references lead to the invoices."""
    names = dict.fromkeys(name for item in items for name in item)
    return ItemModel(tuple(Field(name, _example_type(name)) for name in names))


def _example_type(name: str) -> FieldType:
    suffix = name.rpartition("@")[2]
    if name == "id":
        return INTEGER
    if suffix == Kind.CATALOG:
        return FieldType(Kind.CATALOG, component=INVOICE)
    return FieldType(Kind(suffix)) if "@" in name and suffix in SUFFIXES else ANY


def run(platform: Platform, step: AnyStep, items: tuple[Mapping[str, Any], ...], **options: Any) -> Table:
    tables = sources(step, items)
    settings = step.settings.model_validate(step.example.settings)
    ctx = context(platform, step, *tables, **options)
    return platform.run(step.run(tables[0], settings, ctx))


def sources(step: AnyStep, items: tuple[Mapping[str, Any], ...]) -> list[Table]:
    """The streams a step is given: `items`, and for a join the second one of its example."""
    streams = [items, step.example.right] if step.ports.join else [items]
    return [
        Table.from_items(stream, model) for stream, model in zip(streams, source_models(step) or [NOTHING], strict=True)
    ]


def source_models(step: AnyStep) -> tuple[ItemModel, ...]:
    streams = (step.example.input, step.example.right)
    return tuple(example_model(stream) for stream in streams[: step.ports.sources])


def covers(shown: Any, wanted: Any) -> bool:
    """Whether `shown` holds at least what the example says."""
    if isinstance(wanted, Mapping):
        return isinstance(shown, Mapping) and all(
            name in shown and covers(shown[name], wanted[name]) for name in wanted
        )
    if isinstance(wanted, Sequence) and not isinstance(wanted, str):
        return isinstance(shown, list) and len(shown) == len(wanted) and all(map(covers, shown, wanted))
    return bool(shown == wanted)


def test_the_example_comes_true(fresh: Platform, step: AnyStep) -> None:
    for data in step.example.stored:
        fresh.create(owner(fresh), data)
    shown = json.loads(run(fresh, step, step.example.input).to_json())
    assert len(shown) == len(step.example.output)
    for item, wanted in zip(shown, step.example.output, strict=True):
        assert covers(item, dict(wanted)), item


def test_settings_survive_saving(step: AnyStep) -> None:
    settings = step.settings.model_validate(step.example.settings)
    saved = json.loads(settings.model_dump_json(exclude_unset=True))
    assert step.settings.model_validate(saved) == settings


def test_unknown_settings_of_a_newer_version_do_not_disturb(step: AnyStep) -> None:
    step.settings.model_validate({**step.example.settings, "setting_of_the_future": 1})


def test_an_empty_stream_passes_without_effect(fresh: Platform, step: AnyStep) -> None:
    produced = 1 if step.ports.mode is InputMode.ENTRY or step.id in ANSWERS_ALWAYS else 0
    assert len(run(fresh, step, ())) == produced
    assert fresh.sql(f"SELECT count(*) FROM catalogs.{table_name(fresh)}") == [(0,)]


AS_A_WHOLE = {
    "assign_context_role_for_model": "changes rights, and tells what does not fit before it does",
    "confirm_one_time_code_for_user": "counts wrong codes",
    "confirm_user_email_request": "sends, and tells what does not fit before it does",
    "execute_api_call": "what is answered is declared by all answers together",
    "execute_dataflow": "what is answered is declared by all answers together",
    "execute_script": "what scripts leave is declared by all items together",
    "form_action": "of several navigations the last one is followed",
    "get_one_time_code_for_user": "makes codes, and tells what does not fit before it does",
    "login_with_password": "signs in, and tells what does not fit before it does",
    "register_context_for_model": "changes rights, and tells what does not fit before it does",
    "register_external_user": "makes users, and tells what does not fit before it does",
    "remove_assigned_roles_for_user": "changes rights, and tells what does not fit before it does",
    "render_template": "makes files, and tells what does not fit before it does",
    "reset_user_password_request": "sends, and tells what does not fit before it does",
    "send_notification": "sends, and tells what does not fit before it does",
    "send_templated_notification": "sends, and tells what does not fit before it does",
    "update_or_create_user_info": "makes users, and tells what does not fit before it does",
}
"""Steps that take items one by one, and yet are given all of them at once."""


def test_steps_that_take_items_one_by_one_take_slices_or_say_why_not() -> None:
    others = {
        step.id for step in STEPS if step.ports.mode is InputMode.ITEM and not step.sliced and step.stream is None
    }
    assert others == set(AS_A_WHOLE)


@pytest.mark.parametrize(
    "step", [step for step in STEPS if step.sliced or step.stream is not None], ids=lambda step: step.id
)
def test_slices_give_the_same_as_the_whole(fresh: Platform, step: AnyStep) -> None:
    """The example three times over, but once where it is written, in slices of one item up to all."""
    settings = step.settings.model_validate(step.example.settings)
    (source,) = sources(step, step.example.input * (1 if step.capabilities.writes else 3))
    found = [seen(fresh, step, settings, source, size) for size in (len(source), *range(1, len(source)))]
    assert found == [found[0]] * len(found)


def seen(platform: Platform, step: AnyStep, settings: Any, source: Table, size: int) -> Any:
    """What the step gives, warns of and leaves behind on a platform that has only the entries of the example."""
    cleared(platform)
    for data in step.example.stored:
        platform.create(owner(platform), data)
    ctx = context(platform, step)
    planned = PlannedStep("step", "Step", step, settings, (("source",),))
    chain = Chain((planned,), (Stream.of(source),), ctx.shared, platform.services.clock)

    async def given() -> Table:
        with patch.object(streams, "SLICE_ITEMS", size):
            return concatenate([table async for table in chain.tables()])

    table = platform.run(given())
    (progress,) = chain.done
    return (
        table.model,
        without_times(json.loads(table.to_json())),
        (progress.items_in, progress.items_out),
        [(found.index, found.item, found.shape.number, found.cells) for found in ctx.deferred.read()],
        platform.sql("SELECT item, step_id, component FROM dataflow.bus_message ORDER BY position"),
        [(found.code, found.message, found.item_index) for found in ctx.shared.warnings],
        platform.sql(f"SELECT id, name FROM catalogs.{table_name(platform)} ORDER BY id"),
    )


def without_times(value: Any) -> Any:
    """Entries are made anew for every run."""
    if isinstance(value, dict):
        return {key: without_times(held) for key, held in value.items() if key not in ("createdDate", "updateDate")}
    return [without_times(held) for held in value] if isinstance(value, list) else value


def test_the_design_time_model_is_that_of_the_items(fresh: Platform, step: AnyStep) -> None:
    settings = step.settings.model_validate(step.example.settings)
    announced = step.model(settings, source_models(step), design(fresh, step))
    given = run(fresh, step, step.example.input).model
    assert given == announced or (announced.open and set(announced.fields) <= set(given.fields))


def test_the_example_has_no_blocking_remarks_of_its_own(fresh: Platform, step: AnyStep) -> None:
    settings = step.settings.model_validate(step.example.settings)
    assert list(step.check(settings, source_models(step), design(fresh, step))) == []


def test_no_capability_is_used_that_is_not_declared(fresh: Platform, step: AnyStep) -> None:
    """Taking the declaration away must be noticed by exactly those that declare something."""
    declares = any(getattr(step.capabilities, found.name) for found in fields(Capabilities))
    payload = {"id": 1} if step.ports.mode is InputMode.ENTRY else None
    tables = sources(step, step.example.input)
    ctx = context(fresh, step, *tables, capabilities=Capabilities())
    if payload is not None:
        ctx.shared.run = replace(ctx.run, payload=payload)
    work = step.run(tables[0], step.settings.model_validate(step.example.settings), ctx)
    if declares:
        with pytest.raises(UndeclaredCapability):
            fresh.run(work)
    else:
        fresh.run(work)


def test_every_declared_error_has_a_status_that_http_knows(step: AnyStep) -> None:
    assert all(400 <= error.status <= 599 for error in step.errors)
    assert len({error.code for error in step.errors}) == len(step.errors)


def test_the_step_and_its_settings_are_explained(step: AnyStep) -> None:
    texts = strings()["steps"][step.id]
    assert texts["output"]
    assert set(texts["settings"]) == set(step.settings.model_fields)
    assert all(text["help"] for text in texts["settings"].values())


def test_an_incomplete_step_is_refused_at_start_up() -> None:
    with pytest.raises(BadStep, match="title or purpose"):
        verify(replace(STEPS[0], id="unknown_to_the_strings"))


def test_strings_of_steps_that_do_not_exist_are_not_kept() -> None:
    assert set(strings()["steps"]) == {step.id for step in STEPS}


def table_name(platform: Platform) -> str:
    published = platform.definitions.component(INVOICE)
    assert published is not None
    return published.table.table
