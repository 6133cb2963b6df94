"""One step of those that write or tell the form something, run on the real data layer with all its ports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from aqtra.dataflow.bus.service import RunBus
from aqtra.dataflow.catalog_batches import CatalogBatches
from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.dataflow.context import Cancellation, Response, RunContext, StepContext
from aqtra.dataflow.file_links import AddressedLinks
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, SUFFIXES, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.models import Limits, RunInfo, Trigger
from aqtra.dataflow.step import AnyStep
from aqtra.kernel.principal import Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.flows import INVOICE


@dataclass
class Running:
    """A run whose steps the test calls one by one."""

    platform: Platform
    shared: RunContext

    def step(self, kind: AnyStep, items: Sequence[Mapping[str, Any]], step_id: str = "step", **settings: Any) -> Table:
        table = Table.from_items(items, item_model(items))
        read = kind.settings.model_validate(settings)
        ctx = StepContext(self.shared, step_id, kind.capabilities, (table,))
        return self.platform.run(kind.run(table, read, ctx))

    @property
    def warnings(self) -> list[str]:
        return [warning.code for warning in self.shared.warnings]


def running(
    platform: Platform,
    *,
    by: Principal = MEMBER,
    trigger: Trigger = Trigger.USER_CALL,
    run_id: UUID | None = None,
    response_size: int = 10_000_000,
) -> Running:
    def component(key: UUID) -> ComponentDocument | None:
        published = platform.definitions.component(key)
        return published.document if published else None

    owner = component(INVOICE)
    assert owner is not None
    info = RunInfo(run_id or uuid4(), INVOICE, UUID(int=1), "Flow", 1, trigger, by, "trace", datetime.now(UTC))
    shared = RunContext(
        run=info,
        owner=owner,
        component=component,
        entries=CatalogEntries(platform.services, by),
        limits=Limits(),
        cancellation=Cancellation(),
        response=Response(response_size),
        file_links=AddressedLinks(platform.services, by),
        bus=RunBus(platform.services, info),
        batches=CatalogBatches(platform.services, by),
    )
    return Running(platform, shared)


def item_model(items: Sequence[Mapping[str, Any]]) -> ItemModel:
    """Types by suffix; what has none is any."""
    names = dict.fromkeys(name for item in items for name in item)
    return ItemModel(tuple(Field(name, _type(name)) for name in names))


def _type(name: str) -> FieldType:
    suffix = name.rpartition("@")[2]
    return FieldType(Kind(suffix)) if "@" in name and suffix in SUFFIXES else ANY
