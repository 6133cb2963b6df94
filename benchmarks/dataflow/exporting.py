"""Many rows from a file through a flow into a file, beside COPY of the same rows out of PostgreSQL."""

import time
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from tests.support.installation import Installation

from benchmarks.dataflow.pipeline import run
from benchmarks.dataflow.variants import ORDERS, write_input


def measure(installation: Installation, folder: Path, rows: int, rounds: int) -> dict[str, Any]:
    """Rows a second, the share of COPY's, and the most memory: of all rows, and of a tenth of them."""
    small, whole = folder / "tenth", folder / "whole"
    for each, count in ((small, rows // 10), (whole, rows)):
        each.mkdir(parents=True)
        write_input(each, count)
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
        _fill(conn, whole / ORDERS)
        found = [(run("export", whole), _copied(conn, folder / "copied.csv")) for _ in range(rounds)]
        conn.execute("DROP TABLE measured_orders")
    return {
        "rows": rows,
        "rows_per_second": round(median(rows / ours["seconds"] for ours, _ in found)),
        "copy_rows_per_second": round(median(rows / copy for _, copy in found)),
        "ratio": round(median(copy / ours["seconds"] for ours, copy in found), 3),
        "peak_mb": median(ours["peak_mb"] for ours, _ in found),
        "peak_mb_of_a_tenth": run("export", small)["peak_mb"],
    }


def _fill(conn: psycopg.Connection[Any], source: Path) -> None:
    conn.execute("DROP TABLE IF EXISTS measured_orders")
    conn.execute("CREATE TABLE measured_orders (number text, customer bigint, state bigint, total numeric)")
    with source.open("rb") as file, conn.cursor().copy("COPY measured_orders FROM STDIN (FORMAT csv, HEADER)") as copy:
        while chunk := file.read(1024 * 1024):
            copy.write(chunk)
    conn.execute("VACUUM ANALYZE measured_orders")


def _copied(conn: psycopg.Connection[Any], target: Path) -> float:
    started = time.perf_counter()
    with target.open("wb") as file, conn.cursor().copy("COPY measured_orders TO STDOUT (FORMAT csv, HEADER)") as copy:
        for chunk in copy:
            file.write(chunk)
    return time.perf_counter() - started
