"""One step, run on items with a directory of users."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.dataflow.catalogue import catalogue
from aqtra.dataflow.context import Cancellation, Response, RunContext, StepContext
from aqtra.dataflow.errors import ItemFailed
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, SUFFIXES, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.models import Limits, RunInfo, Trigger, Visit
from aqtra.dataflow.step import AnyStep, DesignContext, Problem
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import Principal
from aqtra.metadata.checks.context import Site
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.flows import DEPARTMENT, INVOICE, department, invoice

DOCUMENTS: dict[UUID, ComponentDocument] = {INVOICE: invoice(), DEPARTMENT: department()}


@dataclass(frozen=True)
class Ran:
    """What a step made, and the context it left."""

    table: Table
    ctx: StepContext

    @property
    def items(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.table.to_json())
        return found

    @property
    def item(self) -> dict[str, Any]:
        (found,) = self.items
        return found

    @property
    def answered(self) -> dict[str, Any]:
        """The only item as the caller gets it."""
        (found,) = json.loads(self.table.without_secrets().to_json())
        assert isinstance(found, dict)
        return found

    @property
    def warnings(self) -> list[tuple[str, bool]]:
        return [(warning.code, warning.hidden) for warning in self.ctx.shared.warnings]


def model_of(items: tuple[Mapping[str, Any], ...]) -> ItemModel:
    names = dict.fromkeys(name for item in items for name in item)
    return ItemModel(tuple(Field(name, _type(name)) for name in names))


def run(
    platform: Platform,
    step_id: str,
    settings: Mapping[str, Any],
    *items: Mapping[str, Any],
    by: Principal | None = None,
    visit: Visit | None = people.VISIT,
) -> Ran:
    """As the administrator, unless said otherwise. Items have the types that their names say."""
    step, principal = _step(step_id), by or people.principal(platform, people.ADMIN)
    table = Table.from_items(items, model_of(items))
    info = RunInfo(
        UUID(int=9), INVOICE, UUID(int=1), "Flow", 1, Trigger.USER_CALL, principal, "trace", datetime.now(UTC)
    )
    entries, directory = (
        CatalogEntries(platform.services, principal),
        people.directory(platform, principal, visit),
    )
    shared = RunContext(
        info, DOCUMENTS[INVOICE], DOCUMENTS.get, entries, Limits(), Cancellation(), Response(1_000_000),
        directory=directory, followers=(entries.act_as, directory.act_as),
    )  # fmt: skip
    ctx = StepContext(shared, "step", step.capabilities, (table,))
    return Ran(platform.run(step.run(table, step.settings.model_validate(settings), ctx)), ctx)


def refusal(platform: Platform, step_id: str, settings: Mapping[str, Any], *items: Any, **options: Any) -> AqtraError:
    """The error that ends the step; it must have one."""
    with pytest.raises((ItemFailed, AqtraError)) as raised:
        run(platform, step_id, settings, *items, **options)
    error = raised.value
    if isinstance(error, ItemFailed):
        assert error.item_index == len(items) - 1
        return error.cause
    assert isinstance(error, AqtraError)
    return error


def remarks(step_id: str, settings: Mapping[str, Any], *items: Mapping[str, Any], owner: Any = None) -> list[str]:
    """Codes of the step's own design-time remarks."""
    step = _step(step_id)
    site = Site(domains=frozenset({people.DOMAIN}), roles=frozenset({"Members"}), providers=frozenset())
    ctx = DesignContext(owner or DOCUMENTS[INVOICE], DOCUMENTS.get, site)
    found: list[Problem] = list(step.check(step.settings.model_validate(settings), (model_of(items),), ctx))
    return [problem.code for problem in found]


def _step(step_id: str) -> AnyStep:
    found = catalogue().get(step_id)
    assert found is not None
    return found


def _type(name: str) -> FieldType:
    suffix = name.rpartition("@")[2]
    return FieldType(Kind(suffix)) if "@" in name and suffix in SUFFIXES else ANY
