"""What holds for every registered step, on a real data layer."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from aqtra.dataflow.bus.service import RunBus
from aqtra.dataflow.catalog_batches import CatalogBatches
from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.dataflow.catalogue import BadStep, catalogue, verify
from aqtra.dataflow.context import Cancellation, Response, RunContext, StepContext, UndeclaredCapability
from aqtra.dataflow.file_links import AddressedLinks
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, INTEGER, SUFFIXES, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.models import Limits, RunInfo, Trigger
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import AnyStep, DesignContext, InputMode
from aqtra.dataflow.strings import strings
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.flows import INVOICE

STEPS = list(catalogue())


@pytest.fixture(params=STEPS, ids=lambda step: step.id)
def step(request: pytest.FixtureRequest) -> AnyStep:
    found: AnyStep = request.param
    return found


def owner(platform: Platform) -> ComponentDocument:
    published = platform.definitions.component(INVOICE)
    assert published is not None
    return published.document


def design(platform: Platform) -> DesignContext:
    document = owner(platform)
    return DesignContext(document, lambda key: document if key == INVOICE else None)


def context(platform: Platform, step: AnyStep, *tables: Table, capabilities: Capabilities | None = None) -> StepContext:
    info = RunInfo(
        uuid4(), INVOICE, UUID(int=1), "Flow", 1, Trigger.USER_CALL, MEMBER, "trace", datetime.now(UTC),
        payload=step.example.payload,
    )  # fmt: skip
    ctx = design(platform)
    entries = CatalogEntries(platform.services, MEMBER)
    limits = Limits()
    shared = RunContext(info, ctx.owner, ctx.component, entries, limits, Cancellation(), Response(limits.response_size))
    shared.file_links = AddressedLinks(platform.services, MEMBER)
    shared.bus = RunBus(platform.services, info)
    shared.batches = CatalogBatches(platform.services, MEMBER)
    return StepContext(shared, "step", capabilities or step.capabilities, tables)


def example_model(items: tuple[Mapping[str, Any], ...]) -> ItemModel:
    """Types by suffix; `id` is that of an entry."""
    names = dict.fromkeys(name for item in items for name in item)
    return ItemModel(tuple(Field(name, _example_type(name)) for name in names))


def _example_type(name: str) -> FieldType:
    suffix = name.rpartition("@")[2]
    if name == "id":
        return INTEGER
    return FieldType(Kind(suffix)) if "@" in name and suffix in SUFFIXES else ANY


def run(platform: Platform, step: AnyStep, items: tuple[Mapping[str, Any], ...], **options: Any) -> Table:
    table = Table.from_items(items, example_model(step.example.input))
    settings = step.settings.model_validate(step.example.settings)
    ctx = context(platform, step, table, **options)
    return platform.run(step.run(table, settings, ctx))


def covers(shown: Any, wanted: Any) -> bool:
    """Whether `shown` holds at least what the example says."""
    if isinstance(wanted, Mapping):
        return isinstance(shown, Mapping) and all(
            name in shown and covers(shown[name], wanted[name]) for name in wanted
        )
    return bool(shown == wanted)


def test_the_example_comes_true(fresh: Platform, step: AnyStep) -> None:
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
    produced = 1 if step.ports.mode is InputMode.ENTRY else 0
    assert len(run(fresh, step, ())) == produced
    assert fresh.sql(f"SELECT count(*) FROM catalogs.{table_name(fresh)}") == [(0,)]


def test_the_design_time_model_is_that_of_the_items(fresh: Platform, step: AnyStep) -> None:
    settings = step.settings.model_validate(step.example.settings)
    inputs = (example_model(step.example.input),) if step.ports.sources else ()
    assert run(fresh, step, step.example.input).model == step.model(settings, inputs, design(fresh))


def test_the_example_has_no_blocking_remarks_of_its_own(fresh: Platform, step: AnyStep) -> None:
    settings = step.settings.model_validate(step.example.settings)
    inputs = (example_model(step.example.input),) if step.ports.sources else ()
    assert list(step.check(settings, inputs, design(fresh))) == []


def test_no_capability_is_used_that_is_not_declared(fresh: Platform, step: AnyStep) -> None:
    """Taking the declaration away must be noticed by exactly those that declare something."""
    uses_entries = step.capabilities.reads or step.capabilities.writes
    payload = {"id": 1} if step.ports.mode is InputMode.ENTRY else None
    items = step.example.input
    table = Table.from_items(items, example_model(items))
    ctx = context(fresh, step, table, capabilities=Capabilities())
    if payload is not None:
        ctx.shared.run = replace(ctx.run, payload=payload)
    work = step.run(table, step.settings.model_validate(step.example.settings), ctx)
    if uses_entries:
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
