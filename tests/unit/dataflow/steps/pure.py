"""Runs one step without storage, as the engine does."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, cast

import pytest

from aqtra.dataflow.context import Cancellation, Response, RunContext, StepContext
from aqtra.dataflow.errors import StepError
from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel
from aqtra.dataflow.models import Limits, RunInfo, Trigger
from aqtra.dataflow.ports import Entries
from aqtra.dataflow.step import AnyStep, DesignContext, Problem
from aqtra.dataflow.variables import enforced
from aqtra.kernel.principal import ANONYMOUS
from tests.unit.dataflow.running import DOCUMENT, KEY

DESIGN = DesignContext(DOCUMENT, lambda key: DOCUMENT if key == KEY else None)
Items = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Done:
    """What a step gave, and what it warned of."""

    table: Table
    warnings: list[str]

    @property
    def items(self) -> list[Any]:
        """The items as JSON, numbers with all their digits."""
        return cast("list[Any]", read_json(self.table.to_json()))


def of(**types: FieldType) -> ItemModel:
    return ItemModel(tuple(Field(name, found) for name, found in types.items()))


def free(items: Items) -> Table:
    """Items of which nothing is declared."""
    names = dict.fromkeys(name for item in items for name in item)
    return Table.from_items(items, ItemModel(tuple(Field(name, ANY) for name in names)))


def ran(
    step: AnyStep,
    params: Mapping[str, Any],
    *tables: Table,
    limits: Limits | None = None,
    ports: Mapping[str, object] = MappingProxyType({}),
    **info: Any,
) -> Done:
    """Runs the step; what it gives has the promised types and the model it announced at design time."""
    about = RunInfo(KEY, KEY, KEY, "Flow", 1, Trigger.USER_CALL, ANONYMOUS, "trace", datetime.now(UTC), **info)
    limits = limits or Limits()
    shared = RunContext(
        run=about,
        owner=DOCUMENT,
        component=DESIGN.component,
        entries=cast(Entries, None),
        limits=limits,
        cancellation=Cancellation(),
        response=Response(limits.response_size),
        **cast(Any, ports),
    )
    ctx = StepContext(shared, "step", step.capabilities, tables)
    table = asyncio.run(step.run(tables[0] if tables else Table.empty(), step.settings.model_validate(params), ctx))
    return Done(enforced(table), [warning.code for warning in shared.warnings])


def failed(step: AnyStep, params: Mapping[str, Any], *tables: Table, **options: Any) -> StepError:
    """The named error the step ends the run with; it must be one it declares, or one that is common to all."""
    with pytest.raises(StepError) as caught:
        ran(step, params, *tables, **options)
    error = caught.value
    declared = {(found.code, found.status) for found in step.errors} | {
        ("type_mismatch", 422),
        ("too_many_items", 413),
        ("too_many_fields", 413),
    }
    assert (error.code, error.status) in declared
    return error


def model(step: AnyStep, params: Mapping[str, Any], *inputs: ItemModel) -> ItemModel:
    return cast(ItemModel, step.model(step.settings.model_validate(params), inputs, DESIGN))


def listed(found: ItemModel) -> dict[str, str]:
    return {field.path: field.type for field in found.listed()}


def problems(step: AnyStep, params: Mapping[str, Any], *inputs: ItemModel) -> list[tuple[str, str | None]]:
    found: list[Problem] = list(step.check(step.settings.model_validate(params), inputs, DESIGN))
    return [(problem.code, problem.setting) for problem in found]
