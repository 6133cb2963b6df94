"""The same work several ways, each in a process of its own: `python -m benchmarks.dataflow.variants <way> <folder>`.

Orders from CSV, those over a total, joined with a thousand customers, grouped by them, summed, stored as CSV. Totals
are exact decimals everywhere. Prints the seconds, without the start of the process, and its most memory.
"""

import asyncio
import csv
import json
import sys
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, cast
from uuid import UUID

CUSTOMERS = 1_000
OVER = 20
ORDERS, NAMES, RESULT = "orders.csv", "customers.csv", "result.csv"
KEY = UUID(int=1)
FILES = {UUID(int=11): ORDERS, UUID(int=12): NAMES}


def write_input(folder: Path, rows: int) -> None:
    with (folder / ORDERS).open("w") as file:
        file.write("Number,Customer,State,Total\n")
        for start in range(0, rows, 1_000):
            file.write("".join(f"N-{n},{n % CUSTOMERS},{n % 5},{n % 1000 / 8}\n" for n in range(start, start + 1_000)))
    with (folder / NAMES).open("w") as file:
        file.write("Id,Name\n")
        file.write("".join(f"{number},Customer {number}\n" for number in range(CUSTOMERS)))


def with_polars(folder: Path) -> None:
    import polars as pl

    orders = pl.read_csv(folder / ORDERS, schema_overrides={"Total": pl.Decimal(38, 3)})
    names = pl.read_csv(folder / NAMES)
    found = orders.filter(pl.col("Total") > OVER).join(names, left_on="Customer", right_on="Id")
    grouped = found.group_by("Name", maintain_order=True).agg(pl.col("Total").sum())
    grouped.write_csv(folder / RESULT)


def with_duckdb(folder: Path) -> None:
    import duckdb

    duckdb.execute(
        f"""
        COPY (
            SELECT Name, sum(Total) AS Total
            FROM read_csv('{folder / ORDERS}', types = {{'Total': 'DECIMAL(18, 3)'}})
            JOIN read_csv('{folder / NAMES}') ON Customer = Id
            WHERE Total > {OVER} GROUP BY Name
        ) TO '{folder / RESULT}' (HEADER)
        """
    )


def by_rows(folder: Path) -> None:
    with (folder / NAMES).open(newline="") as file:
        names = {row["Id"]: row["Name"] for row in csv.DictReader(file)}
    totals: dict[str, Decimal] = {}
    with (folder / ORDERS).open(newline="") as file:
        for row in csv.DictReader(file):
            total = Decimal(row["Total"])
            if total > OVER:
                name = names[row["Customer"]]
                totals[name] = totals.get(name, Decimal(0)) + total
    with (folder / RESULT).open("w", newline="") as file:
        csv.writer(file).writerows([("Name", "Total"), *totals.items()])


def _node(step: str, kind: str, *source: str, **params: Any) -> dict[str, Any]:
    return {"id": step, "type": kind, "name": step, "source": list(source), "params": params}


def _rows(**sources: str) -> list[dict[str, str]]:
    return [{"target": target, "source": source} for target, source in sources.items()]


def _reading(step: str, field: str, *columns: str) -> dict[str, Any]:
    mapping = _rows(**{column: column for column in columns})
    settings = {"input_file_type": "csv", "column_separator": ",", "fields_mapping": mapping}
    return _node(step, "import_file", "raw", file_info_field=field, **settings)


RAW = _node("raw", "get_raw_model", model_schema={})
READ = _reading("orders", "orders@uuid", "Number", "Customer", "State", "Total")
PIPELINE = [
    RAW,
    READ,
    _node("over", "filter_source", "orders", src_field="data.Total", operator="greater", filter_value=str(OVER)),
    _reading("customers", "customers@uuid", "Id", "Name"),
    _node(
        "joined", "join_models", left_step="over", right_step="customers", left_key=["data.Customer"],
        right_key=["data.Id"], map=[{"target": "name@string", "source": "right.data.Name"}],
    ),
    _node("grouped", "group_by", "joined", keys=["name@string"]),
    _node(
        "summed", "calculate_array", "grouped", operations=[
            {"array_path": "items", "field": "data.Total", "operation": "sum", "result_field": "_total@number"},
        ],
    ),
    _node(
        "stored", "export_to_file", "summed", output_file_type="csv", file_name="result",
        fields_mapping=_rows(Name="name@string", Total="_total@number"),
    ),
]  # fmt: skip
EXPORT = [
    RAW,
    READ,
    _node(
        "stored", "export_to_file", "orders", output_file_type="csv", file_name="result",
        fields_mapping=_rows(**{name: f"data.{name}" for name in ("Number", "Customer", "State", "Total")}),
    ),
]  # fmt: skip


@dataclass(frozen=True)
class _File:
    name: str
    path: Path
    charset: str | None = None

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        with self.path.open("rb") as file:
            while chunk := await asyncio.to_thread(file.read, 256 * 1024):
                yield chunk


class _Files:
    """Implements `ports.Files` in a folder."""

    export_limit = 2**30

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def open(self, file_id: UUID) -> _File:
        return _File(FILES[file_id], self._folder / FILES[file_id])

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        yield self._folder

    async def store(self, _name: str, _type: str, chunks: AsyncIterator[bytes]) -> UUID:
        with (self._folder / RESULT).open("wb") as file:
            async for chunk in chunks:
                file.write(chunk)
        return KEY


def by_flow(folder: Path, nodes: list[dict[str, Any]] = PIPELINE) -> None:
    """The flow's engine without its platform, so only the work is measured."""
    from aqtra.dataflow.context import Cancellation, Response, RunContext
    from aqtra.dataflow.engine import Runner
    from aqtra.dataflow.models import Limits, PayloadKind, RunInfo, RunState, Trigger
    from aqtra.dataflow.plan import plan_flow
    from aqtra.dataflow.pushdown.planning import pushed_down
    from aqtra.kernel.clock import SystemClock
    from aqtra.kernel.principal import ANONYMOUS
    from aqtra.metadata.documents import ComponentDocument, Flow

    types = {"Number": "string", "Name": "string", "Customer": "integer", "State": "integer", "Id": "integer"}
    types["Total"] = "number"
    properties = [{"id": name.lower(), "name": name, "type": of} for name, of in types.items()]
    owner = ComponentDocument.model_validate({"key": KEY, "settings": {"title": "Orders"}, "properties": properties})
    stages = [{"id": "s", "name": "Stage", "steps": nodes}]
    planned = plan_flow(Flow.model_validate({"key": KEY, "kind": "dataflow", "name": "Flow", "stages": stages}))
    assert not planned.problems, planned.problems
    payload = {"orders@uuid": str(UUID(int=11)), "customers@uuid": str(UUID(int=12))}
    run = RunInfo(
        KEY, KEY, KEY, "Flow", 1, Trigger.USER_CALL, ANONYMOUS, "trace", datetime.now(UTC), payload=payload,
        payload_kind=PayloadKind.RAW_MODEL,
    )  # fmt: skip
    limits = Limits(items=100_000_000, memory=8 * 2**30)
    files = cast(Any, _Files(folder))
    context = RunContext(
        run, owner, lambda _: owner, cast(Any, None), limits, Cancellation(), Response(2**20), files=files,
        scratch=folder,
    )  # fmt: skip
    plan = pushed_down(planned.plan, lambda _: owner).plan
    active = plan.active(run.trigger, run.payload_kind)
    outcome = asyncio.run(Runner(plan, context, SystemClock()).run(active))
    assert outcome.state is RunState.COMPLETED, outcome.error


WAYS: dict[str, Callable[[Path], None]] = {
    "flow": by_flow,
    "polars": with_polars,
    "duckdb": with_duckdb,
    "loop": by_rows,
    "export": lambda folder: by_flow(folder, EXPORT),
}


def _started(way: str) -> None:
    """What a process loads once, before its first run."""
    import polars  # noqa: F401

    if way == "duckdb":
        import duckdb  # noqa: F401
    if way in ("flow", "export"):
        import jsonschema  # noqa: F401

        from aqtra.dataflow.catalogue import catalogue
        from aqtra.dataflow.engine import Runner  # noqa: F401
        from aqtra.dataflow.items.table import Table

        catalogue()
        Table.empty()


def _most_kilobytes() -> int:
    """Of this process; what `getrusage` says is at least what its parent had."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


def main(way: str, folder: Path) -> None:
    _started(way)
    started, worked = time.perf_counter(), time.process_time()
    WAYS[way](folder)
    found = {
        "seconds": round(time.perf_counter() - started, 3),
        "cpu_seconds": round(time.process_time() - worked, 3),
        "peak_mb": _most_kilobytes() // 1024,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
