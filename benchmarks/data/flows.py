"""One query for all entries and what flows do with them: by the steps alone, and with what goes into the statement."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from tests.integration.catalogs.platform import MEMBER, Platform, document, start_platform
from tests.support.components import property_

from aqtra.catalogs import names
from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.dataflow.context import Cancellation, Response, RunContext
from aqtra.dataflow.engine import Runner
from aqtra.dataflow.models import Limits, PayloadKind, RunInfo, Trigger
from aqtra.dataflow.plan import Plan, plan_flow
from aqtra.dataflow.pushdown.planning import pushed_down
from aqtra.kernel.clock import SystemClock
from aqtra.metadata.documents import ComponentDocument, Flow

PLAIN = 12
"""Properties that no flow reads, as components have them."""
PAYLOAD = {"id": 0, "data": {}}


def measure(folder: Path, rows: int, rounds: int) -> list[dict[str, Any]]:
    """Milliseconds of both and their ratio, medians."""
    with start_platform(folder / "flows") as platform:
        orders = _orders(platform, rows)
        return [_compared(platform, orders, name, steps, rounds) for name, steps in _flows(orders.key, rows).items()]


def _orders(platform: Platform, rows: int) -> ComponentDocument:
    read = (property_("City"), property_("State", "integer"), property_("Total", "number"))
    orders = document("Orders", *read, *(property_(f"Plain{number}") for number in range(PLAIN)))
    platform.publish(orders)
    table = f"catalogs.{names.table_name(orders.key)}"
    columns = ", ".join(names.column_name(prop.id) for prop in orders.properties)
    plain = ", ".join(f"'text {number} of ' || n" for number in range(PLAIN))
    platform.sql(
        f"INSERT INTO {table} (created_at, updated_at, {columns}) "
        f"SELECT now(), now(), 'City ' || n % 50, n % 5, (n % 100000) / 8.0, {plain} FROM generate_series(1, {rows}) n"
    )
    platform.sql(f"ANALYZE {table}")
    return orders


def _step(kind: str, source: str, **params: Any) -> dict[str, Any]:
    return {"id": kind, "type": kind, "name": kind, "source": [source], "params": params}


def _flows(orders: UUID, rows: int) -> Mapping[str, list[dict[str, Any]]]:
    ask = [
        {"id": "get", "type": "get_action_model", "name": "get", "params": {}},
        _step("query_entity_by_filter", "get", component=str(orders), dst_field_name="_all", top=min(rows, 100_000)),
    ]
    split = [*ask, _step("extract_collections", "query_entity_by_filter", model_path="_all")]
    test = _step("filter_source", "extract_collections", src_field="data.State", operator="equal", filter_value="3")
    total = {"field": "data.Total", "operation": "sum", "result_field": "_sum"}
    two = [{"target": "city", "source": "data.City"}, {"target": "total", "source": "data.Total"}]
    return {
        "two of 15 fields": [*split, _step("transform_model", "extract_collections", fields_mapping=two)],
        "filter, two fields": [*split, test, _step("transform_model", "filter_source", fields_mapping=two)],
        "sums by city": [
            *split,
            _step("group_by", "extract_collections", keys=["data.City"], result_store_field="rows"),
            _step("calculate_array", "group_by", operations=[{"array_path": "rows", **total}]),
            _step("transform_model", "calculate_array", fields_mapping=[{"target": "sum", "source": "_sum"}]),
        ],
        "one sum": [
            *ask,
            _step("calculate_array", "query_entity_by_filter", operations=[{"array_path": "_all", **total}]),
            _step("transform_model", "calculate_array", fields_mapping=[{"target": "sum", "source": "_sum"}]),
        ],
    }


def _compared(
    platform: Platform, orders: ComponentDocument, name: str, steps: list[dict[str, Any]], rounds: int
) -> dict[str, Any]:
    stages = [{"id": "s", "name": "s", "steps": steps}]
    alone = plan_flow(Flow.model_validate({"key": uuid4(), "kind": "dataflow", "name": name, "stages": stages})).plan
    plans = {"steps alone": alone, "pushed": pushed_down(alone, {orders.key: orders}.get).plan}
    times: dict[str, list[float]] = {which: [] for which in plans}
    # One round warms, and is thrown away.
    for number in range(rounds + 1):
        for which, plan in plans.items():
            spent = _run(platform, orders, plan)
            if number:
                times[which].append(spent)
    found = {which: round(median(spent), 1) for which, spent in times.items()}
    return {"flow": name, **found, "ratio": round(found["steps alone"] / found["pushed"], 2)}


def _run(platform: Platform, orders: ComponentDocument, plan: Plan) -> float:
    run = RunInfo(
        uuid4(), orders.key, plan.flow, plan.name, 1, Trigger.USER_CALL, MEMBER, "trace", datetime.now(UTC),
        payload=PAYLOAD, payload_kind=PayloadKind.ACTION_MODEL,
    )  # fmt: skip
    limits = Limits()
    context = RunContext(
        run=run,
        owner=orders,
        component={orders.key: orders}.get,
        entries=CatalogEntries(platform.services, MEMBER),
        limits=limits,
        cancellation=Cancellation(),
        response=Response(limits.response_size),
    )
    runner = Runner(plan, context, SystemClock())
    started = time.perf_counter()
    outcome = platform.run(runner.run(plan.active(run.trigger, run.payload_kind)))
    assert outcome.error is None, outcome.error
    return (time.perf_counter() - started) * 1_000
