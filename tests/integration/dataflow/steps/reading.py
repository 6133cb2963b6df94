"""Components that refer to each other, and single steps run on them by whomever a test likes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.dataflow.catalogue import catalogue
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_model import entry_model
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.models import RunWarning
from aqtra.dataflow.step import DesignContext, Problem
from aqtra.kernel.principal import PLATFORM, Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.integration.dataflow.test_steps import context, example_model

MAKER, CAR, LOT, VAULT, TRIP = (UUID(f"00000000-0000-4000-8000-00000000f00{number}") for number in range(1, 6))
ADMINISTRATOR = PLATFORM


def prop(name: str, kind: str = "string", **settings: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "title": name, "type": kind, **settings}


def maker() -> ComponentDocument:
    """Keyed by a code."""
    return document("Maker", prop("code", primary_key=True), prop("country"), key=MAKER)


def car() -> ComponentDocument:
    """A property of every type that filters know; keyed by two."""
    return document(
        "Car",
        prop("vin", primary_key=True),
        prop("year", "integer", primary_key=True),
        prop("price", "number"),
        prop("sold", "boolean"),
        prop("seen", "datetime"),
        prop("built", "date"),
        prop("opens", "time"),
        prop("page", "uri"),
        prop("maker", "catalog", component=str(MAKER)),
        prop("rivals", "array", component=str(MAKER)),
        prop("tags", "array", items="string"),
        prop("photo", "file"),
        prop("pin", encrypted=True),
        prop("draft", virtual=True),
        prop("cost", "integer", restrict_access=True),
        prop("secret_scan", "file", restrict_access=True),
        key=CAR,
    )


def lot() -> ComponentDocument:
    """Without a key."""
    return document("Lot", prop("car", "catalog", component=str(CAR)), key=LOT)


def trip() -> ComponentDocument:
    """Keyed by references: to a car, and to the trip before."""
    car_of = prop("car", "catalog", component=str(CAR), primary_key=True)
    return document("Trip", car_of, prop("before", "catalog", component=str(TRIP), primary_key=True), key=TRIP)


def vault() -> ComponentDocument:
    """Only for those who have a role."""
    return document("Vault", prop("label", primary_key=True), prop("deed", "file"), key=VAULT, restrict_access=True)


@dataclass(frozen=True)
class Ran:
    """What a step made of its items."""

    items: list[dict[str, Any]]
    model: ItemModel
    warnings: list[RunWarning]


def run(
    platform: Platform,
    step_id: str,
    items: Sequence[Mapping[str, Any]],
    *,
    model: ItemModel | None = None,
    by: Principal = MEMBER,
    **settings: Any,
) -> Ran:
    """One step on its own."""
    step = catalogue().get(step_id)
    assert step is not None
    table = Table.from_items(items, model or example_model(tuple(items)))
    ctx = context_of(platform, step_id, table, by)
    made = platform.run(step.run(table, step.settings.model_validate(settings), ctx))
    shown = json.loads(made.to_json())
    assert made.model == step.model(step.settings.model_validate(settings), (table.model,), design(platform))
    return Ran(shown, made.model, list(ctx.shared.warnings))


def context_of(platform: Platform, step_id: str, table: Table, by: Principal) -> StepContext:
    step = catalogue().get(step_id)
    assert step is not None
    ctx = context(platform, step, table)
    ctx.shared.entries = CatalogEntries(platform.services, by)
    ctx.shared.component = design(platform).component
    return ctx


def design(platform: Platform, owner: UUID = CAR) -> DesignContext:
    def component(key: UUID) -> ComponentDocument | None:
        published = platform.definitions.component(key)
        return published.document if published else None

    own = component(owner)
    assert own is not None
    return DesignContext(own, component)


def problems(platform: Platform, step_id: str, model: ItemModel | None = None, **settings: Any) -> list[Problem]:
    """What the check of a step says."""
    step = catalogue().get(step_id)
    assert step is not None
    inputs = (model or entry_model(car()),)
    return list(step.check(step.settings.model_validate(settings), inputs, design(platform)))
